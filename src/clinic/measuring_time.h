// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"
#include "store/appointments.h"

namespace fascia::clinic {

// R6: a visit before which something is measured keeps its time and gets ten more minutes for
// therapist and room, where both are free then. Within the transaction that has taken its cells.
void add_measuring_time(store::Transaction& tx, const Clinic& clinic, store::Appointment& visit);

}  // namespace fascia::clinic
