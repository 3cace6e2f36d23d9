// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"
#include "store/appointments.h"

namespace fascia::clinic {

// R36: a quiet word some hours before a visit, with the link to what is still to be answered. Where
// there is no mail it is a call for the desk.

// How many hours before, as the clinic set it, the earliest first.
std::vector<int> reminder_hours(store::Connection& c, const Clinic& clinic);

// With each change of a visit, in its transaction: plans those that lie ahead, moves them with the
// visit, and drops them with it.
void plan_reminders(store::Transaction& tx, Clinic& clinic, const store::Appointment& appointment);

// The clock reminds, the n-th time. Not when the visit has begun or is cancelled, and not when the
// program slept until the next one.
Done remind_of(store::Transaction& tx, Clinic& clinic, AppointmentId appointment, std::size_t nth);
template <std::size_t kNth>
Done remind(store::Transaction& tx, Clinic& clinic, std::int64_t appointment) {
  return remind_of(tx, clinic, AppointmentId{appointment}, kNth);
}
// The visit begins: nobody need be called any more.
Done reminding_ends(store::Transaction& tx, Clinic& clinic, std::int64_t appointment);

}  // namespace fascia::clinic
