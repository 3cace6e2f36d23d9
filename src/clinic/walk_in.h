// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/book_appointment.h"

namespace fascia::clinic {

// The next free seat of each service that can be given today, for somebody who stands at the desk.
struct SeatNow {
  ServiceId service;
  Instant start;
  PractitionerId practitioner;
  bool full = false;  // the day has the most visits that it may have: staff say why one more (R35)
};
std::vector<SeatNow> seats_now(Clinic& clinic);

struct WalkIn {
  ServiceId service;
  PractitionerId practitioner;  // none: anybody who is free
  ClientDetails client;
  ClientId known;  // found by the desk; none: a new one
  Actor actor;
  std::string reason = {};  // why the day has one visit more than it may have
};
// Takes the next free seat of today and marks the person as arrived. no_seat_today (conflict);
// forbidden to who is no staff; errors of book_appointment, pass_reason_missing on a full day.
Result<Booked> walk_in(Clinic& clinic, const WalkIn& in);

}  // namespace fascia::clinic
