// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"
#include "schedule/working_time.h"

namespace fascia::clinic {

// Other hours for a shift of this place, of the same therapist. One that has begun keeps the days
// before `to.valid_from` as they were; one that has not is replaced. Visits that then stand outside
// keep their time and are listed (outside_hours.h). Errors: shift_unknown; shift_over on valid_from
// where its last day has passed; shift_change_too_early on valid_from before today; those of
// check_shift.
Done change_shift(Clinic& clinic, const Actor& actor, std::int64_t id, schedule::Shift to);

}  // namespace fascia::clinic
