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

// The same question for one place alone, when it is about to be taken.
bool still_fits(store::Connection& c, Clinic& clinic, const Offer& offer,
                const store::Appointment& visit, PractitionerId practitioner, Instant start);

}  // namespace fascia::clinic
