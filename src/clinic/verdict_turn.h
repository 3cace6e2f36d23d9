// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// The clinic's lead hears once of a course that turned worse (sheet c 7b.6): asked before new
// ratings are kept, and told after. By what a check-in asked the verdict is provisional (7b.1): its
// task says so, and the next rating before a session ends it or puts the other in its place.
bool is_for_lead(store::Connection& c, Clinic& clinic, ClientId client);
// A task for the lead where it was not so `before` and is so now.
void tell_lead_of_turn(store::Transaction& tx, Clinic& clinic, ClientId client, AppointmentId visit,
                       bool before);

}  // namespace fascia::clinic
