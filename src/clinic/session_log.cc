// SPDX-License-Identifier: Apache-2.0
#include "clinic/session_log.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/consent.h"
#include "clinic/open_visit.h"
#include "clinic/room_rules.h"
#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using Kind = Tap::Kind;

constexpr std::pair<Kind, std::string_view> kKinds[] = {
    {Kind::work, "work"},       {Kind::discomfort, "discomfort"}, {Kind::stop, "stop"},
    {Kind::undo, "undo"},       {Kind::withdrawn, "withdrawn"},   {Kind::pace, "pace"},
    {Kind::comfort, "comfort"}, {Kind::tender, "tender"},         {Kind::not_deep, "not_deep"}};
constexpr std::string_view kCauses[] = {"stop_word", "numb", "dizzy", "other"};
constexpr std::string_view kPaces[] = {"slow", "usual"};
constexpr int kMostSpots = 20;  // in one place

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
  return tap;
}

void mark_undone(std::vector<LoggedTap>& log) {
  for (const LoggedTap& one : log) {
    if (one.tap.kind != Kind::undo) continue;
    for (LoggedTap& other : log)
      if (other.seq == one.tap.undone) other.undone = true;
  }
}

// What an undo takes back: the newest tap that stands. Withdrawn consent is not undone by a tap;
// it is given anew.
const LoggedTap* last_standing(const std::vector<LoggedTap>& log) {
  for (auto at = log.rbegin(); at != log.rend(); ++at)
    if (!at->undone && at->tap.kind != Kind::undo && at->tap.kind != Kind::withdrawn) return &*at;
  return nullptr;
}

// What a page sent is what was kept of it, which may have been completed.
bool says_the_same(const Tap& sent, const Tap& kept) {
  return sent.kind == kept.kind && sent.value == kept.value && sent.cause == kept.cause &&
         sent.pace == kept.pace && sent.count == kept.count && sent.muscle == kept.muscle &&
         (!sent.region || sent.region == kept.region) &&
         (sent.technique.empty() || sent.technique == kept.technique) &&
         (sent.depth == 0 || sent.depth == kept.depth);
}

// The tap with what it leaves open taken from where the session stands.
Tap completed(Tap tap, const SessionState& state) {
  if (!tap.region) tap.region = state.region;
  if (tap.technique.empty()) tap.technique = state.technique;
  if (tap.kind == Kind::work && tap.depth == 0) tap.depth = state.depth;
  return tap;
}

struct Room {
  RoomRules rules;
  std::optional<Consent> consent;
  std::vector<LoggedTap> log;
  SessionState state;
};

// region_blocked where the place may not be touched now.
Done check_touch(const Clinic& clinic, const Room& room, const care::Region& region) {
  if (!care::exists(clinic.plans.anatomy, region)) return invalid("region", "region_unknown");
  bool declined = false;
  if (room.consent) {
    auto all = room.consent->declined();
    declined = room.consent->withdrawn || std::find(all.begin(), all.end(), region) != all.end();
    const care::BodyRegion* body = clinic.plans.anatomy.region(region.id);
    // A place of its own consent is not touched because the plan did not ask about it.
    if (body->consent != care::OwnConsent::no && !room.consent->agrees_to(region)) declined = true;
  }
  if (declined || room.rules.depth_at(clinic.plans.anatomy, region) == 0 ||
      room.state.blocked.count(region) != 0 || room.state.withdrawn)
    return conflict("region_blocked", "region");
  return {};
}

// What the client agreed to: clothes that stay on, and whether tender spots may be pressed.
Done check_consented(const Room& room, const care::Technique& technique) {
  if (!room.consent) return {};
  if (technique.oil && room.consent->clothing == kClothed)
    return conflict("technique_needs_oil", "technique");
  if (technique.presses_tender && !room.consent->tender)
    return conflict("tender_no_consent", "technique");
  return {};
}

Done check_work(const Clinic& clinic, const Room& room, const Tap& tap) {
  if (!tap.region) return invalid("region", "region_unknown");
  if (tap.technique.empty()) return invalid("technique", "technique_unknown");
  const care::Region& region = *tap.region;
  if (!care::exists(clinic.plans.anatomy, region)) return invalid("region", "region_unknown");
  const care::Technique* technique = clinic.plans.technique(tap.technique);
  if (technique == nullptr) return invalid("technique", "technique_unknown");
  if (tap.depth < 1 || tap.depth > 5) return invalid("depth", "depth_range");
  FASCIA_TRY_DONE(check_touch(clinic, room, region));
  FASCIA_TRY_DONE(check_consented(room, *technique));
  int most = room.rules.depth_at(clinic.plans.anatomy, region);
  if (room.state.stopped.count({region, tap.technique}) != 0)
    return conflict("technique_stopped", "technique");
  if (!room.rules.allows(tap.technique, region))
    return conflict("technique_forbidden", "technique");
  if (auto eased = room.state.eased.find(region); eased != room.state.eased.end())
    most = std::min(most, eased->second);
  if (tap.depth > most)
    return invalid("depth", "depth_over_limit", {{"most", std::to_string(most)}});
  return {};
}

// A tender spot is pressed to be found: with the client's yes, where the place may be touched.
Done check_tender(const Clinic& clinic, const Room& room, const Tap& tap) {
  if (!tap.region) return invalid("region", "region_unknown");
  FASCIA_TRY_DONE(check_touch(clinic, room, *tap.region));
  if (!room.consent || !room.consent->tender) return conflict("tender_no_consent", "value");
  if (tap.value < 0 || tap.value > 10) return invalid("value", "tender_range");
  if (tap.count < 1 || tap.count > kMostSpots) return invalid("count", "tender_count");
  if (!tap.muscle.empty() && clinic.plans.anatomy.muscle(tap.muscle) == nullptr)
    return invalid("muscle", "muscle_unknown");
  return {};
}

// Depth is chosen on its own: a place that allows less takes the tap at what it allows.
int depth_for(const Clinic& clinic, const Room& room, const Tap& tap, bool asked) {
  if (asked || !tap.region) return tap.depth;
  int most = room.rules.depth_at(clinic.plans.anatomy, *tap.region);
  if (auto eased = room.state.eased.find(*tap.region); eased != room.state.eased.end())
    most = std::min(most, eased->second);
  int least = 1;
  if (const care::Technique* t = clinic.plans.technique(tap.technique))
    least = std::max(1, t->depth_low);
  return std::clamp(tap.depth == 0 ? least : tap.depth, 1, std::max(1, most));
}

Result<Tap> checked(const Clinic& clinic, const Room& room, const Tap& in) {
  Tap tap = in;
  switch (tap.kind) {
    case Kind::work: {
      tap = completed(in, room.state);
      tap.depth = depth_for(clinic, room, tap, in.depth != 0);
      FASCIA_TRY_DONE(check_work(clinic, room, tap));
      break;
    }
    case Kind::discomfort:
      if (tap.value < 0 || tap.value > 10) return invalid("value", "discomfort_range");
      tap = completed(tap, room.state);
      break;
    case Kind::stop:
      if (std::find(std::begin(kCauses), std::end(kCauses), tap.cause) == std::end(kCauses))
        return invalid("cause", "stop_unknown");
      tap = completed(tap, room.state);
      break;
    case Kind::undo: {
      const LoggedTap* last = last_standing(room.log);
      if (last == nullptr) return conflict("nothing_to_undo");
      tap.undone = last->seq;
      break;
    }
    case Kind::pace:
      if (std::find(std::begin(kPaces), std::end(kPaces), tap.pace) == std::end(kPaces))
        return invalid("pace", "pace_unknown");
      break;
    case Kind::comfort:
      if (tap.value < 0 || tap.value > 10) return invalid("value", "comfort_range");
      break;
    case Kind::tender:
      if (!tap.region) tap.region = room.state.region;
      FASCIA_TRY_DONE(check_tender(clinic, room, tap));
      break;
    case Kind::withdrawn:  // by withdraw_consent alone
    case Kind::not_deep:   // by end_session alone
      return invalid("kind", "region_unknown");
  }
  return tap;
}

int agreed_ceiling(const Clinic& clinic, const Room& room) {
  int ceiling = room.rules.ceiling;
  if (room.consent) ceiling = std::min(ceiling, room.consent->ceiling);
  // Some places have a lower one of their own (sheet b 4.2).
  const auto* here =
      room.state.region ? clinic.plans.anatomy.region(room.state.region->id) : nullptr;
  return here != nullptr && here->ceiling ? std::min(ceiling, *here->ceiling) : ceiling;
}

std::vector<LoggedTap> taps_of(const std::vector<store::SessionEntry>& entries) {
  std::vector<LoggedTap> out;
  for (const auto& kept : entries)
    if (kept.seq != kRulesEntry) out.push_back({kept.seq, kept.at, read(kept.body), false});
  mark_undone(out);
  return out;
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

Room room_of(store::Connection& c, Clinic& clinic, AppointmentId id, SessionId session) {
  Room room;
  room.consent = consent_of(c, clinic, id);
  auto entries = store::session_entries(c, clinic.tenant, clinic.sealer, session);
  room.rules = read_rules(entries);
  tighten(room.rules, changes_of(c, clinic, id));
  room.log = taps_of(entries);
  room.state = state_after(room.log, comfort_steps(clinic));
  return room;
}

}  // namespace

std::vector<const care::MeasureAlert*> comfort_alerts(const Clinic& clinic, int comfort) {
  const care::Measure* measure = care::measure_for(clinic.follow_up.measures, "comfort");
  if (measure == nullptr) return {};
  return care::alerts_of(*measure, {double(comfort)});
}

ComfortSteps comfort_steps(const Clinic& clinic) {
  const auto& bands = clinic.plans.comfort;
  ComfortSteps out;
  if (const auto* comfort = care::measure_for(clinic.follow_up.measures, "comfort"))
    for (int value = 10; value >= 0 && out.uneasy_to < 0; --value)
      if (!care::alerts_of(*comfort, {double(value)}).empty()) out.uneasy_to = value;
  if (bands.size() < 2) return out;
  out.stop_from = bands.back().low;
  out.ease_from = bands[bands.size() - 2].low;
  return out;
}

Advice advice_for(const Tap& tap, const ComfortSteps& steps, int ceiling) {
  if (tap.kind == Kind::stop) return Advice::stop;
  if (tap.kind == Kind::comfort)
    return tap.value <= steps.uneasy_to ? Advice::uneasy : Advice::fine;
  if (tap.kind != Kind::discomfort) return Advice::fine;
  if (tap.value >= steps.stop_from) return Advice::stop;
  if (tap.value >= steps.ease_from) return Advice::ease;
  return tap.value > ceiling ? Advice::over_agreed : Advice::fine;
}

SessionState state_after(const std::vector<LoggedTap>& log, const ComfortSteps& steps) {
  SessionState s;
  for (const LoggedTap& one : log) {
    const Tap& tap = one.tap;
    if (one.undone || tap.kind == Kind::undo) continue;
    if (tap.kind == Kind::work) {
      if (s.region != tap.region) s.discomfort.reset();
      s.region = tap.region;
      s.technique = tap.technique;
      s.depth = tap.depth;
      s.working = true;
    } else if (tap.kind == Kind::discomfort) {
      s.discomfort = tap.value;
      if (!tap.region) continue;
      if (tap.value >= steps.stop_from) {
        s.blocked.insert(*tap.region);
        s.working = false;
      } else if (tap.value >= steps.ease_from) {
        s.depth = std::max(1, s.depth - 1);
        s.eased[*tap.region] = s.depth;
      }
    } else if (tap.kind == Kind::pace) {
      s.pace = tap.pace;
    } else if (tap.kind == Kind::comfort) {
      s.comfort = tap.value;
    } else if (tap.kind == Kind::tender || tap.kind == Kind::not_deep) {
      continue;
    } else if (tap.kind == Kind::stop) {
      s.working = false;
      if (!tap.region) continue;
      if (tap.cause == "numb") s.blocked.insert(*tap.region);
      if (!tap.technique.empty()) s.stopped.insert({*tap.region, tap.technique});
    } else {
      if (!tap.region) s.withdrawn = true;
      if (tap.region) s.blocked.insert(*tap.region);
      if (!tap.region || tap.region == s.region) s.working = false;
    }
  }
  return s;
}

std::vector<LoggedTap> read_log(store::Connection& c, Clinic& clinic, SessionId session) {
  return taps_of(store::session_entries(c, clinic.tenant, clinic.sealer, session));
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
    Room room = room_of(tx, clinic, in.appointment, session->id);
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
    FASCIA_TRY(Tap tap, checked(clinic, room, in.tap));
    out.entry =
        append_tap(tx, clinic, session->id, tap, true_time(in, room.log, *session, clinic.now()));
    room.log.push_back(out.entry);
    mark_undone(room.log);
    out.state = state_after(room.log, steps);
    out.advice = advice_for(tap, steps, out.ceiling);
    return out;
  });
}

}  // namespace fascia::clinic
