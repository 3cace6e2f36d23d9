// SPDX-License-Identifier: Apache-2.0
#include "clinic/outside_hours.h"

#include <algorithm>

#include "clinic/change_appointment.h"

namespace fascia::clinic {
namespace {

bool is_at_work(const Offer& offer, PractitionerId who, Instant from, Instant until) {
  auto at = offer.times.working.find(who);
  return at != offer.times.working.end() &&
         at->second->all(schedule::cell_at_or_before(from), schedule::cell_at_or_after(until));
}

}  // namespace

bool works_for(const Offer& offer, const store::Appointment& a) {
  return is_at_work(offer, a.practitioner, a.start, a.finish);
}

std::vector<OutsideHours> outside_hours(store::Connection& c, const Clinic& clinic,
                                        const Offer& offer) {
  std::vector<OutsideHours> out;
  for (const auto& [id, taken] : offer.times.taken) {
    if (taken.start <= clinic.now() || !taken.practitioner) continue;
    const bool lost = taken.room && offer.room(taken.room) == nullptr;
    if (is_at_work(offer, taken.practitioner, taken.start, taken.start + minutes(taken.minutes)) &&
        !lost)
      continue;
    // One of another place has the hours and the rooms of that one.
    auto a = store::find_appointment(c, clinic.tenant, AppointmentId{id});
    if (!a || a->location != offer.location.id || !can_still_change(*a)) continue;
    out.push_back({std::move(*a), works_for(offer, *a)});
  }
  std::ranges::sort(
      out, {}, [](const OutsideHours& one) { return std::pair(one.visit.start, one.visit.id); });
  return out;
}

std::vector<OutsideHours> outside_hours(Clinic& clinic) {
  auto offer = current_offer(clinic);
  return clinic.store.read([&](store::Connection& c) { return outside_hours(c, clinic, *offer); });
}

}  // namespace fascia::clinic
