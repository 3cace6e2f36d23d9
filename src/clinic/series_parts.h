// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"
#include "store/appointments.h"

namespace fascia::clinic {

// What adding to a series and changing the rest of it share.

Done desk_only(const Actor& actor);
// appointment_unknown.
Result<store::Appointment> series_visit(store::Connection& c, const Clinic& clinic,
                                        AppointmentId id);
// In order of time; empty when it stands alone.
std::vector<store::Appointment> all_of_series(store::Connection& c, const Clinic& clinic,
                                              AppointmentId id);

// What these parts of one visit count as for a limit of deep visits: a deep one where there is one.
ServiceId counts_as(const Offer& offer, const std::vector<store::Appointment>& parts);

}  // namespace fascia::clinic
