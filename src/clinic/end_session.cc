// SPDX-License-Identifier: Apache-2.0
#include "clinic/end_session.h"

#include <algorithm>

#include "clinic/after_session.h"
#include "clinic/chart.h"
#include "clinic/start_session.h"

namespace fascia::clinic {

Result<SessionSummary> end_session(Clinic& clinic, const Actor& actor, const EndSession& in) {
  FASCIA_TRY_DONE(check_ratings({in.pain_now, {}, {}}));
  auto offer = current_offer(clinic);
  ComfortSteps steps = comfort_steps(clinic.plans.comfort);
  return clinic.store.write([&](store::Transaction& tx) -> Result<SessionSummary> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, in.appointment));
    auto session = store::session_of(tx, clinic.tenant, in.appointment);
    if (!session) return conflict("session_missing");
    Instant now = clinic.now();
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
