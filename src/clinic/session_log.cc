// SPDX-License-Identifier: Apache-2.0
#include "clinic/session_log.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include "clinic/open_visit.h"
#include "clinic/session_room.h"
#include "clinic/tasks.h"
#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using Kind = Tap::Kind;

constexpr std::pair<Kind, std::string_view> kKinds[] = {
    {Kind::work, "work"},           {Kind::discomfort, "discomfort"},
    {Kind::stop, "stop"},           {Kind::undo, "undo"},
    {Kind::withdrawn, "withdrawn"}, {Kind::pace, "pace"},
    {Kind::comfort, "comfort"},     {Kind::tender, "tender"},
    {Kind::not_deep, "not_deep"},   {Kind::put_on, "put_on"},
    {Kind::look, "look"},           {Kind::take_off, "take_off"}};

bool carries_number(Kind kind) {
  return kind == Kind::discomfort || kind == Kind::comfort || kind == Kind::tender;
}

PrivateText write(const Tap& tap) {
  bj::object out;
  for (const auto& [kind, word] : kKinds)
    if (kind == tap.kind) out["kind"] = word;
  if (tap.region) out["region"] = tap.region->text();
  if (!tap.technique.empty()) out["technique"] = tap.technique;
  if (tap.depth != 0) out["depth"] = tap.depth;
  if (carries_number(tap.kind)) out["value"] = tap.value;
  if (!tap.pace.empty()) out["pace"] = tap.pace;
  if (tap.count != 0) out["count"] = tap.count;
  if (!tap.muscle.empty()) out["muscle"] = tap.muscle;
  if (!tap.cause.empty()) out["cause"] = tap.cause;
  if (tap.undone != 0) out["undone"] = tap.undone;
  if (!tap.modality.empty()) out["modality"] = tap.modality;
  if (tap.by_hand) out["by_hand"] = true;
  if (!tap.checked.empty()) out["checked"] = bj::value_from(tap.checked);
  if (tap.of != 0) out["of"] = tap.of;
  if (!tap.skin.empty()) out["skin"] = tap.skin;
  return PrivateText(json::write(out));
}

Tap read(const PrivateText& body) {
  bj::value value = json::read(body.reveal()).value();
  const bj::object& o = value.as_object();
  auto number = [&](const char* key) {
    const bj::value* at = o.if_contains(key);
    return at == nullptr ? 0 : static_cast<int>(at->to_number<std::int64_t>());
  };
  auto text = [&](const char* key) {
    const bj::value* at = o.if_contains(key);
    return at == nullptr ? std::string() : std::string(at->as_string());
  };
  Tap tap;
  for (const auto& [kind, word] : kKinds)
    if (word == text("kind")) tap.kind = kind;
  if (std::string region = text("region"); !region.empty()) tap.region = care::parse_region(region);
  tap.technique = text("technique");
  tap.depth = number("depth");
  tap.value = number("value");
  tap.cause = text("cause");
  tap.undone = number("undone");
  tap.pace = text("pace");
  tap.count = number("count");
  tap.muscle = text("muscle");
  tap.modality = text("modality");
  tap.by_hand = o.contains("by_hand");
  if (o.contains("checked")) tap.checked = bj::value_to<std::vector<std::string>>(o.at("checked"));
  tap.of = number("of");
  tap.skin = text("skin");
  return tap;
}

void mark_undone(std::vector<LoggedTap>& log) {
  for (const LoggedTap& one : log) {
    if (one.tap.kind != Kind::undo) continue;
    for (LoggedTap& other : log)
      if (other.seq == one.tap.undone) other.undone = true;
  }
}

// What a page sent is what was kept of it, which may have been completed.
bool says_the_same(const Tap& sent, const Tap& kept) {
  return sent.kind == kept.kind && sent.value == kept.value && sent.cause == kept.cause &&
         sent.pace == kept.pace && sent.count == kept.count && sent.muscle == kept.muscle &&
         sent.modality == kept.modality && sent.of == kept.of && sent.skin == kept.skin &&
         (!sent.region || sent.region == kept.region) &&
         (sent.technique.empty() || sent.technique == kept.technique) &&
         (sent.depth == 0 || sent.depth == kept.depth);
}

// Nobody but the visit's own therapist writes in its log.
Done may_write(store::Connection& c, const Clinic& clinic, const Actor& actor, AppointmentId id) {
  auto visit = own_visit(c, clinic, actor, id);
  if (!visit) return visit.error();
  return {};
}

// When it was tapped: a tablet without a connection sends it later. Never before the start or the
// tap before it, never ahead of now.
Instant true_time(const LogTap& in, const std::vector<LoggedTap>& log,
                  const store::TreatmentSession& session, Instant now) {
  if (!in.at) return now;
  Instant from = log.empty() ? session.started : std::max(session.started, log.back().at);
  return std::min(now, std::max(from, *in.at));
}

}  // namespace

std::vector<LoggedTap> taps_of(const std::vector<store::SessionEntry>& entries) {
  std::vector<LoggedTap> out;
  for (const auto& kept : entries)
    if (kept.seq != kRulesEntry) out.push_back({kept.seq, kept.at, read(kept.body), false});
  mark_undone(out);
  return out;
}

std::vector<LoggedTap> read_log(store::Connection& c, Clinic& clinic, SessionId session) {
  return taps_of(store::session_entries(c, clinic.tenant, clinic.sealer, session));
}

void tell_lead_of_visit(store::Transaction& tx, Clinic& clinic,
                        const store::TreatmentSession& session) {
  NewTask task;
  task.kind = "visit_for_lead";
  task.client = session.client;
  task.appointment = session.appointment;
  task.role = store::Role::owner;
  task.due = clinic.now();
  add_task(tx, clinic, task);
}

LoggedTap append_tap(store::Transaction& tx, Clinic& clinic, SessionId session, const Tap& tap,
                     Instant at) {
  LoggedTap entry{store::next_session_entry(tx, clinic.tenant, session), at, tap, false};
  bool added = store::add_session_entry(
      tx, clinic.tenant, clinic.sealer,
      {clinic.random.id<store::SessionEntryId>(), session, entry.seq, entry.at, write(tap)});
  FASCIA_CHECK(added);
  return entry;
}

Result<Logged> log_tap(Clinic& clinic, const Actor& actor, const LogTap& in) {
  ComfortSteps steps = comfort_steps(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Logged> {
    FASCIA_TRY_DONE(may_write(tx, clinic, actor, in.appointment));
    auto session = store::session_of(tx, clinic.tenant, in.appointment);
    if (!session) return conflict("session_missing");
    if (session->ended) return conflict("session_ended");
    SessionRoom room = session_room(tx, clinic, in.appointment, session->id);
    Logged out;
    out.ceiling = agreed_ceiling(clinic, room);
    // A page that sends its number twice pressed once.
    auto same = std::find_if(room.log.begin(), room.log.end(),
                             [&](const LoggedTap& one) { return one.seq == in.seq; });
    if (in.seq > 0 && same != room.log.end() && says_the_same(in.tap, same->tap)) {
      out.entry = *same;
      out.state = room.state;
      out.advice = advice_for(same->tap, steps, out.ceiling);
      out.repeated = true;
      return out;
    }
    const Instant at = true_time(in, room.log, *session, clinic.now());
    FASCIA_TRY(Tap tap, checked_tap(clinic, room, in.tap, at));
    out.entry = append_tap(tx, clinic, session->id, tap, at);
    room.log.push_back(out.entry);
    mark_undone(room.log);
    out.state = state_after(room.log, steps);
    out.advice = advice_for(tap, steps, out.ceiling);
    if (out.advice == Advice::skin) tell_lead_of_visit(tx, clinic, *session);
    return out;
  });
}

}  // namespace fascia::clinic
