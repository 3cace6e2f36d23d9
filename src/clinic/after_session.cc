// SPDX-License-Identifier: Apache-2.0
#include "clinic/after_session.h"

#include "clinic/aftercare_sheet.h"
#include "clinic/check_in.h"
#include "clinic/messages.h"
#include "clinic/private_link.h"
#include "store/appointments.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr Seconds kAftercareOpens = days_of_24h(30);

// The mail says that a page waits, and nothing of what stands on it (R18).
Done mail_aftercare(store::Transaction& tx, Clinic& clinic, const AftercareSheet& sheet) {
  auto client = store::find_client(tx, clinic.tenant, sheet.client);
  auto a = store::find_appointment(tx, clinic.tenant, sheet.appointment);
  if (!client || !a) return conflict("session_missing");
  // Nobody could open the page without a birth date to give.
  if (client->email.empty() || !client->birth_date) return {};
  std::string token = make_private_link(
      tx, clinic, {"aftercare", sheet.id.value, sheet.client, clinic.now() + kAftercareOpens});
  auto payload = appointment_payload(*clinic.availability.get(), *a);
  payload["path"] = "/aftercare/" + token;
  add_mail(tx, clinic, "aftercare", *client, std::move(payload));
  return {};
}

}  // namespace

Done after_session(store::Transaction& tx, Clinic& clinic, SessionId session) {
  auto kept = store::find_session(tx, clinic.tenant, session);
  if (!kept || !kept->ended) return conflict("session_missing");
  FASCIA_TRY(AftercareSheet sheet, make_aftercare(tx, clinic, *kept));
  FASCIA_TRY_DONE(mail_aftercare(tx, clinic, sheet));
  plan_check_in_work(tx, clinic, *kept);
  return {};
}

}  // namespace fascia::clinic
