// SPDX-License-Identifier: Apache-2.0
#include "clinic/changed_rules.h"

#include <algorithm>
#include <vector>

#include "clinic/in_turn.h"
#include "clinic/screen_visit.h"
#include "clinic/tasks.h"
#include "store/clinic_profile.h"
#include "store/intakes.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kLookedAt = "rules_looked_at";  // the version
constexpr Seconds kCallBefore = days_of_24h(7);            // the visit
constexpr Seconds kFarAhead = days_of_24h(3 * 366);

bool is_to_come(const store::Appointment& a, Instant now) {
  using store::Status;
  const bool stands = a.status == Status::requested || a.status == Status::booked ||
                      a.status == Status::confirmed || a.status == Status::arrived;
  return stands && a.screening && a.finish > now;
}

// Those that these rules refuse and those of then did not.
Result<std::vector<AppointmentId>> newly_refused(store::Connection& c, Clinic& clinic,
                                                 const Offer& offer) {
  const Instant now = clinic.now();
  std::vector<AppointmentId> out;
  for (const store::Appointment& a :
       store::list_appointments(c, clinic.tenant, now, now + kFarAhead)) {
    if (!is_to_come(a, now)) continue;
    const store::Service* service = offer.service(a.service);
    auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, a.screening);
    if (!kept || service == nullptr) continue;
    FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
    if (!content.then || stops_booked(*content.then)) continue;
    if (stops_booked(decide(clinic, content, *service, a.wall.date))) out.push_back(a.id);
  }
  return out;
}

}  // namespace

Result<int> look_at_changed_rules(Clinic& clinic) {
  auto offer = current_offer(clinic);
  const std::string& version = clinic.protocol.version;
  auto found = clinic.store.read([&](store::Connection& c) -> Result<std::vector<AppointmentId>> {
    if (store::setting(c, clinic.tenant, kLookedAt) == version) return std::vector<AppointmentId>();
    return newly_refused(c, clinic, *offer);
  });
  if (!found) return found.error();
  return clinic.store.write([&](store::Transaction& tx) -> Result<int> {
    if (store::setting(tx, clinic.tenant, kLookedAt) == version) return 0;
    for (AppointmentId id : *found) {
      auto visit = store::find_appointment(tx, clinic.tenant, id);
      if (!visit || !is_to_come(*visit, clinic.now())) continue;
      const store::Appointment lead = lead_visit(tx, clinic, *visit);
      NewTask task;
      task.kind = "rules_changed";
      task.client = lead.client;
      task.appointment = lead.id;
      task.role = store::Role::desk;
      task.due = std::max(clinic.now(), lead.start - kCallBefore);
      add_task(tx, clinic, task);
    }
    store::set_setting(tx, clinic.tenant, kLookedAt, version);
    return static_cast<int>(found->size());
  });
}

}  // namespace fascia::clinic
