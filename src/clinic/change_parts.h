// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "clinic/change_appointment.h"

namespace fascia::clinic {

// What moving a visit and saying what happened to it share.

// find_visit within a transaction; visit_elsewhere for one of another place: who changed it here
// would sit it in this one's rooms, and memory there would not learn of it.
Result<store::Appointment> visit_here(store::Connection& c, const Clinic& clinic, AppointmentId id,
                                      const Key& key);
// The mail that says it to the client.
void say_change(store::Transaction& tx, Clinic& clinic, const Offer& offer, std::string_view kind,
                const store::Appointment& a, const std::string& token);

// Of a visit that was asked for and is sure now: its calendar entry was tentative until here (R4).
void say_if_sure(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                 const store::Appointment& a);

}  // namespace fascia::clinic
