// SPDX-License-Identifier: Apache-2.0
#include "clinic/messages.h"

#include <boost/json/object.hpp>

#include "core/json.h"
#include "store/records.h"

namespace fascia::clinic {

std::string manage_path(AppointmentId id, const std::string& token) {
  return "/visit/" + id.text() + "/" + token;
}

void add_appointment_message(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                             std::string_view kind, const store::Appointment& a,
                             const store::Client& client, const std::string& manage_token) {
  if (client.email.empty()) return;
  const store::Service* service = offer.service(a.service);
  const store::Practitioner* practitioner = offer.practitioner(a.practitioner);
  FASCIA_CHECK(service != nullptr && practitioner != nullptr);
  boost::json::object payload{
      {"to", client.email},
      {"name", client.name},
      {"appointment", a.id.text()},
      {"practitioner", practitioner->first_name},
      {"service_en", service->name_en},
      {"service_fr", service->name_fr},
      {"wall", to_iso(a.wall)},
      {"zone", a.zone},
      {"minutes", service->minutes},
      {"sequence", a.sequence},
      {"intake_due", a.intake_due_by ? to_iso(offer.zone.wall(*a.intake_due_by)) : std::string()},
      {"path", manage_token.empty() ? std::string() : manage_path(a.id, manage_token)}};
  store::add_message(tx, clinic.tenant, clinic.sealer,
                     {clinic.random.id<MessageId>(), std::string(kind), a.client, client.language,
                      PrivateText(json::write(payload)), 0},
                     clinic.now());
}

}  // namespace fascia::clinic
