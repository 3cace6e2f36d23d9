// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/reseat.h"
#include "schedule/reseat.h"

namespace fascia::clinic {

// Where one visit could go. What may not be traded (the gender asked for, the language, what the
// therapist must be trained in, the client's own limits) decides what is a place at all; the rest
// is its cost.
struct Places {
  std::vector<schedule::Place> places;  // `visit` is not set yet
  std::string why;                      // when there are none: nobody_fits, nobody_speaks, no_time
};
Places places_for(store::Connection& c, Clinic& clinic, const Offer& offer, const Lost& lost,
                  const store::Appointment& visit);

// Where a visit in turn could go with all its parts, in order as they stand: those that are lost
// with whoever fits, the others with whoever gives them now. Nothing of it overlaps the time that
// the visit keeps until there is a yes.
std::vector<schedule::Place> places_for_whole(store::Connection& c, Clinic& clinic,
                                              const Offer& offer, const Lost& lost,
                                              const std::vector<store::Appointment>& parts,
                                              const std::vector<AppointmentId>& lost_parts);

// The same question for one place alone, when it is about to be taken.
bool still_fits(store::Connection& c, Clinic& clinic, const Offer& offer,
                const store::Appointment& visit, PractitionerId practitioner, Instant start);

}  // namespace fascia::clinic
