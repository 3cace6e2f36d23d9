// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/book_appointment.h"

// Whose visit a booking is.
namespace fascia::clinic {

// The person whom staff or a private link named, or who is known by what was typed, with the ways
// of reaching them that were typed; somebody new has a record from here on.
store::Client booked_client(store::Transaction& tx, Clinic& clinic, const BookAppointment& booking);

// Under which record's name they came, where it was merged into this person's; else none.
ClientId merged_record(store::Connection& c, const Clinic& clinic, const BookAppointment& booking,
                       const store::Client& person);

}  // namespace fascia::clinic
