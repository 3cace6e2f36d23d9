// SPDX-License-Identifier: Apache-2.0
#include "clinic/end_session.h"

#include <algorithm>

#include "clinic/after_session.h"
#include "clinic/chart.h"
#include "clinic/open_client.h"
#include "clinic/plan_visit.h"
#include "clinic/screen_visit.h"
#include "clinic/session_modalities.h"
#include "clinic/start_session.h"
#include "core/blank.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kLongestNotDeep = 500;

// Sheet c 7.8: of a visit with very little comfort the clinic's lead hears.
void tell_lead(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
               int comfort) {
  for (const care::MeasureAlert* alert : comfort_alerts(clinic, comfort))
    if (alert->who == "lead") tell_lead_of_visit(tx, clinic, session);
}

// What was sold as deep is closed as deep only with what was done: a place, and how strong it felt
// to the client. Else with the reason why there is none.
Done close_log(store::Transaction& tx, Clinic& clinic, const Offer& offer, const OpenVisit& visit,
               const store::TreatmentSession& session, const EndSession& in) {
  const Instant now = clinic.now();
  auto log = read_log(tx, clinic, session.id);
  FASCIA_TRY_DONE(check_all_off(state_after(log, comfort_steps(clinic))));
  const store::Service* service = offer.service(visit.appointment.service);
  const bool deep = service != nullptr && service_kind(*service) == care::ServiceKind::deep;
  SessionSummary so_far = summarise(log, comfort_steps(clinic), session.started, now);
  if (deep && !so_far.has_pressure()) {
    if (is_blank(in.not_deep)) return invalid("not_deep", "no_pressure_noted");
    if (in.not_deep.size() > kLongestNotDeep) return invalid("not_deep", "note_too_long");
    Tap why;
    why.kind = Tap::Kind::not_deep;
    why.cause = in.not_deep;
    append_tap(tx, clinic, session.id, why, now);
  }
  if (in.comfort) {
    Tap comfort;
    comfort.kind = Tap::Kind::comfort;
    comfort.value = *in.comfort;
    append_tap(tx, clinic, session.id, comfort, now);
    tell_lead(tx, clinic, session, *in.comfort);
  }
  return {};
}

// What was changed or withdrawn in the room is part of the plan that stays.
Done keep_last_plan(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
                    const OpenVisit& visit) {
  FASCIA_TRY(ClientFile file, client_file(tx, clinic, offer, actor, visit));
  FASCIA_TRY(auto kept, newest_plan(tx, clinic, visit.appointment.id));
  if (!kept || care::write_plan(kept->plan) != care::write_plan(file.room.plan))
    keep_plan(tx, clinic, visit.appointment, std::move(file.room.plan));
  return {};
}

}  // namespace

Result<SessionSummary> end_session(Clinic& clinic, const Actor& actor, const EndSession& in) {
  FASCIA_TRY_DONE(check_ratings({in.pain_now, {}, {}}));
  if (in.comfort && (*in.comfort < 0 || *in.comfort > 10))
    return invalid("comfort", "comfort_range");
  auto offer = current_offer(clinic);
  ComfortSteps steps = comfort_steps(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<SessionSummary> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, in.appointment));
    auto session = store::session_of(tx, clinic.tenant, in.appointment);
    if (!session) return conflict("session_missing");
    Instant now = clinic.now();
    if (!session->ended) FASCIA_TRY_DONE(close_log(tx, clinic, *offer, visit, *session, in));
    if (!session->ended) FASCIA_TRY_DONE(keep_last_plan(tx, clinic, *offer, actor, visit));
    FASCIA_TRY_DONE(store::end_session(tx, clinic.tenant, session->id, now));
    session->ended = now;
    store::Appointment& a = visit.appointment;
    a.status = store::Status::completed;
    store::update_appointment(tx, clinic.tenant, a);
    store::raise_version(tx, clinic.tenant, a.location);
    if (in.pain_now) {
      auto all = store::sessions_of(tx, clinic.tenant, a.client);
      auto had = std::count_if(all.begin(), all.end(), [](const auto& s) { return s.ended; });
      keep_rating(tx, clinic, a, "pain_now", *in.pain_now, "after", static_cast<int>(had));
    }
    add_draft(tx, clinic, *offer, actor, visit, *session);
    audit(tx, clinic, actor, "session.ended", "session", session->id.value, a.client);
    FASCIA_TRY_DONE(after_session(tx, clinic, session->id));
    return summarise(read_log(tx, clinic, session->id), steps, session->started, now);
  });
}

}  // namespace fascia::clinic
