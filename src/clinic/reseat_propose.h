// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/reseat.h"
#include "schedule/reseat.h"

namespace fascia::clinic {

// Who goes where, as one question for all of them (schedule/reseat.h).
struct Proposal {
  std::vector<store::Appointment> visits;
  std::vector<std::optional<schedule::Place>> places;
  std::vector<std::string> why;
  // Of each that may go elsewhere with all parts of its visit: those, in order.
  std::vector<std::vector<store::Appointment>> parts;
};
Proposal propose(store::Connection& c, Clinic& clinic, const Offer& offer, const Lost& lost,
                 std::vector<store::Appointment> visits);
// Whether an open list offers all of this visit another time already: one call is enough, and that
// list finds a new time when this one is gone.
bool moves_whole_already(store::Connection& c, const Clinic& clinic, const store::Appointment& a);

}  // namespace fascia::clinic
