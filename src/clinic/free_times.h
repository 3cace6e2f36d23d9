// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

struct FreeTimes {
  ServiceId service;
  Date day;
  PractitionerId practitioner;          // none: anybody who gives the service
  std::optional<AppointmentId> moving;  // its own time counts as free, with that of all its parts
  std::vector<PractitionerId> by_part = {};  // of a visit in turn; none: anybody
};
// What staff may offer on that day: real free seats at the service's grid, without lead time and
// horizon (R35), and none that is over; of a service without gaps also what clients are offered.
std::vector<schedule::Start> free_times(Clinic& clinic, const FreeTimes& in);

// The first day from `day` on, at most 14 later, on which there is one.
std::optional<Date> next_free_day(Clinic& clinic, FreeTimes in);

}  // namespace fascia::clinic
