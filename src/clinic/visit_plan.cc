// SPDX-License-Identifier: Apache-2.0
#include "clinic/visit_plan.h"

namespace fascia::clinic {

Result<VisitPlan> visit_plan(Clinic& clinic, AppointmentId id, const std::string& reason) {
  if (!is_reason(reason)) return Error{Code::forbidden, "chart_reason_missing", "reason", {}, {}};
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<VisitPlan> {
    auto appointment = store::find_appointment(tx, clinic.tenant, id);
    if (!appointment) return not_found("appointment_unknown", "appointment");
    auto client = store::find_client(tx, clinic.tenant, appointment->client);
    FASCIA_CHECK(client.has_value());
    audit(tx, clinic, kCommand, "chart.read", "client", client->id.value, client->id, reason);
    FASCIA_TRY(ClientFile file,
               client_file(tx, clinic, *offer, kCommand, {*appointment, *client, false, false}));
    if (!file.room.day) return conflict("screening_missing");
    return VisitPlan{*appointment, std::move(file.room)};
  });
}

}  // namespace fascia::clinic
