// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// `times` as the shifts, rooms and rules stand in this transaction. Memory may not know yet of what
// was changed a moment ago, by the group of commits that this one is in or by another program: then
// they are read again, with what was taken and given back in `times`. So nobody is booked into a
// shift that has just been shortened; who was booked before it is listed (outside_hours.h).
schedule::Snapshot as_house_stands(store::Connection& c, const Clinic& clinic,
                                   const schedule::Snapshot& times);

}  // namespace fascia::clinic
