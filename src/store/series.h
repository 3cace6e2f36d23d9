// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "store/appointments.h"

namespace fascia::store {

using SeriesId = Id<struct SeriesTag>;

void add_series_visit(Connection& c, TenantId tenant, AppointmentId appointment, SeriesId series);
// None when the visit stands alone.
SeriesId series_of(Connection& c, TenantId tenant, AppointmentId appointment);
// In no order.
std::vector<AppointmentId> visits_of_series(Connection& c, TenantId tenant, SeriesId series);

}  // namespace fascia::store
