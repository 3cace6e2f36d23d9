// SPDX-License-Identifier: Apache-2.0
#include "clinic/open_client.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/start_session.h"
#include "core/json.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kMostVisits = 20;

Soap soap_of(const store::ChartEntry& kept) {
  boost::json::value value = json::read(kept.body.reveal()).value();
  const auto& o = value.as_object();
  auto text = [&](const char* key) {
    const auto* at = o.if_contains(key);
    return at == nullptr ? std::string() : std::string(at->as_string());
  };
  return {text("subjective"), text("objective"), text("assessment"), text("plan"), text("pace")};
}

std::vector<PastVisit> history_of(store::Connection& c, Clinic& clinic, const OpenVisit& visit) {
  std::vector<PastVisit> out;
  ComfortSteps steps = comfort_steps(clinic);
  auto sessions = store::sessions_of(c, clinic.tenant, visit.client.id, store::Errors::shown);
  for (auto at = sessions.rbegin(); at != sessions.rend() && out.size() < kMostVisits; ++at) {
    if (!at->ended || at->appointment == visit.appointment.id) continue;
    PastVisit past;
    past.session = *at;
    past.appointment =
        store::find_appointment(c, clinic.tenant, at->appointment).value_or(store::Appointment{});
    past.summary = summarise(read_log(c, clinic, at->id), steps, at->started, *at->ended);
    for (const auto& entry : store::chart_of(c, clinic.tenant, clinic.sealer, at->id)) {
      past.in_error = past.in_error || entry.status == store::ChartStatus::error;
      if (entry.status != store::ChartStatus::locked) continue;
      if (entry.amends) {
        ++past.amendments;
      } else {
        past.is_signed = true;
        past.soap = soap_of(entry);
      }
    }
    out.push_back(std::move(past));
  }
  return out;
}

// All places that may not be touched today: by screening, by a no, or because they were stopped.
std::vector<care::Region> to_avoid(const Clinic& clinic, const ClientFile& file) {
  std::vector<care::Region> out =
      file.consent ? file.consent->declined() : std::vector<care::Region>{};
  if (file.room.day)
    for (const care::Region& region : clinic.protocol.regions)
      if (file.room.day->screening.limits.depth_at(region) == 0) out.push_back(region);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

std::vector<FoundBefore> tender_before(const std::vector<PastVisit>& history) {
  std::vector<FoundBefore> out;
  for (const PastVisit& past : history) {
    if (past.in_error) continue;
    for (const TenderSpot& spot : past.summary.tender) {
      bool known = std::any_of(out.begin(), out.end(),
                               [&](const FoundBefore& one) { return one.spot.same_place(spot); });
      if (!known) out.push_back({spot, past.session.started});
    }
  }
  return out;
}

Result<ClientFile> client_file(store::Connection& c, Clinic& clinic, const Offer& offer,
                               const Actor& actor, const OpenVisit& visit) {
  ClientFile out;
  out.visit = visit;
  const store::Appointment& a = visit.appointment;
  out.consent = consent_of(c, clinic, a.id);
  out.session = store::session_of(c, clinic.tenant, a.id);
  RoomLimits limits;
  limits.consent = out.consent;
  // A late start cuts the plan to the minutes left (R30); an early one does not lengthen it.
  Instant begun = out.session ? out.session->started : a.start;
  if (begun > a.start) {
    std::int64_t left = std::max<std::int64_t>(0, (a.finish - begun).value / 60);
    limits.minutes_left = static_cast<int>(left);
  }
  FASCIA_TRY(out.room, room_plan(c, clinic, offer, visit, limits));
  out.hindrances = hindrances(c, clinic, offer, actor, a);
  out.history = history_of(c, clinic, visit);
  out.avoid = to_avoid(clinic, out);
  out.movements = movements_of(c, clinic, visit.client.id, a.id);
  out.like_names = like_names(c, clinic, offer, a, visit.client);
  out.ceiling = out.room.plan.discomfort.ceiling;
  if (out.consent) out.ceiling = std::min(out.ceiling, out.consent->ceiling);
  return out;
}

Result<ClientFile> file_of_visit(Clinic& clinic, const Actor& actor, const OpenVisit& visit) {
  auto offer = current_offer(clinic);
  return clinic.store.read(
      [&](store::Connection& c) { return client_file(c, clinic, *offer, actor, visit); });
}

Result<ClientFile> open_client(Clinic& clinic, const Actor& actor, AppointmentId id,
                               const std::string& reason) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<ClientFile> {
    FASCIA_TRY(OpenVisit visit, open_visit(tx, clinic, actor, id, reason));
    audit(tx, clinic, actor, "chart.read", "client", visit.client.id.value, visit.client.id,
          reason);
    return client_file(tx, clinic, *offer, actor, visit);
  });
}

// The page of a session is asked for at each tap: that it was read is noted once.
static void note_reading(Clinic& clinic, const Actor& actor, SessionId session, ClientId client) {
  auto noted = clinic.store.write([&](store::Transaction& tx) -> Done {
    if (!store::has_done(tx, clinic.tenant, actor.staff, "session.read", session.value, client))
      audit(tx, clinic, actor, "session.read", "session", session.value, client);
    return {};
  });
  FASCIA_CHECK(noted);
}

Result<RunningSession> running_session(Clinic& clinic, const Actor& actor, AppointmentId id) {
  auto offer = current_offer(clinic);
  ComfortSteps steps = comfort_steps(clinic);
  bool noted = false;
  auto running = clinic.store.read([&](store::Connection& c) -> Result<RunningSession> {
    FASCIA_TRY(OpenVisit visit, own_visit(c, clinic, actor, id));
    RunningSession out;
    FASCIA_TRY(out.file, client_file(c, clinic, *offer, actor, visit));
    if (!out.file.session) return conflict("session_missing");
    out.room =
        session_room(c, clinic, out.file.session->id, out.file.consent, out.file.room.changes);
    out.now = out.file.session->ended.value_or(clinic.now());
    out.summary = summarise(out.room.log, steps, out.file.session->started, out.now);
    for (const LoggedTap& one : out.room.log) {
      out.next_seq = std::max(out.next_seq, one.seq + 1);
      if (!one.undone && one.tap.kind != Tap::Kind::undo)
        out.advice = advice_for(one.tap, steps, out.file.ceiling);
    }
    noted = store::has_done(c, clinic.tenant, actor.staff, "session.read",
                            out.file.session->id.value, visit.client.id);
    return out;
  });
  if (running && !noted)
    note_reading(clinic, actor, running->file.session->id, running->file.visit.client.id);
  return running;
}

}  // namespace fascia::clinic
