// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"
#include "store/appointments.h"

namespace fascia::clinic {

// Whether the visit's therapist works for all of it.
bool works_for(const Offer& offer, const store::Appointment& visit);

// The visits to come that no shift holds any more, or whose room is no more: a shift was shortened,
// time off was entered, a credential ran out, a room was taken away while they stood. They are kept
// as they were promised, and stay on this list until somebody moves them, calls them off, or the
// hours come back.
struct OutsideHours {
  store::Appointment visit;
  bool room = false;  // it is the room that is lost
};
std::vector<OutsideHours> outside_hours(store::Connection& c, const Clinic& clinic,
                                        const Offer& offer);
std::vector<OutsideHours> outside_hours(Clinic& clinic);

}  // namespace fascia::clinic
