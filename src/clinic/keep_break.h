// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// Whether a therapist's floating breaks keep a place with [from, until) taken too, by the cells
// that the store has in this transaction: memory may not know yet of what was booked a moment ago.
// Breaks that these minutes do not touch are not asked for.
bool leaves_break(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                  PractitionerId who, Instant from, Instant until);

}  // namespace fascia::clinic
