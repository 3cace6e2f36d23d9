// SPDX-License-Identifier: Apache-2.0
#include "clinic/after_session.h"

#include "clinic/aftercare_sheet.h"
#include "clinic/check_in.h"
#include "clinic/complete_client.h"
#include "clinic/messages.h"
#include "clinic/private_link.h"
#include "clinic/tasks.h"
#include "store/appointments.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr Seconds kAftercareOpens = days_of_24h(30);
constexpr std::string_view kHandOver = "hand_over_sheet";

// The mail says that a page waits, and nothing of what stands on it (R18).
void mail_aftercare(store::Transaction& tx, Clinic& clinic, const store::Client& client,
                    const store::Appointment& a, store::AftercareId sheet) {
  std::string token = make_private_link(
      tx, clinic, {"aftercare", sheet.value, client.id, clinic.now() + kAftercareOpens});
  auto payload = appointment_payload(*clinic.availability.get(), a);
  payload["path"] = "/aftercare/" + token;
  add_mail(tx, clinic, "aftercare", client, std::move(payload), a.id);
}

// R31: on paper too, within 15 minutes.
void hand_over(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session) {
  NewTask task;
  task.kind = std::string(kHandOver);
  task.client = session.client;
  task.appointment = session.appointment;
  task.role = store::Role::therapist;
  task.practitioner = session.practitioner;
  task.due = clinic.now() + minutes(15);
  add_task(tx, clinic, task);
}

}  // namespace

Done after_session(store::Transaction& tx, Clinic& clinic, SessionId session) {
  auto kept = store::find_session(tx, clinic.tenant, session);
  if (!kept || !kept->ended) return conflict("session_missing");
  FASCIA_TRY(AftercareSheet sheet, make_aftercare(tx, clinic, *kept));
  auto client = store::find_client(tx, clinic.tenant, kept->client);
  auto a = store::find_appointment(tx, clinic.tenant, kept->appointment);
  if (!client || !a) return conflict("session_missing");
  if (opens_links(*client))
    mail_aftercare(tx, clinic, *client, *a, sheet.id);
  else
    hand_over(tx, clinic, *kept);
  if (!client->birth_date) need_birth_date(tx, clinic, *client, a->id);
  plan_check_in_work(tx, clinic, *kept);
  return {};
}

Done send_what_waited(store::Transaction& tx, Clinic& clinic, ClientId id, Instant since) {
  auto client = store::find_client(tx, clinic.tenant, id);
  if (!client || !opens_links(*client)) return {};
  for (const auto& session : store::sessions_of(tx, clinic.tenant, id)) {
    if (!session.ended || *session.ended < since) continue;
    auto sheet = store::aftercare_of(tx, clinic.tenant, clinic.sealer, session.id);
    auto a = store::find_appointment(tx, clinic.tenant, session.appointment);
    if (!sheet || !a) continue;
    mail_aftercare(tx, clinic, *client, *a, sheet->id);
    drop_task(tx, clinic, kHandOver, a->id);
  }
  return {};
}

}  // namespace fascia::clinic
