// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schedule/availability.h"

namespace fascia::schedule {

// Several services one after the other by one therapist in one room, as a service of its own: the
// first one's buffer before, the last one's after, none in between; what one of them needs, all
// need. Who gives each of them gives it. An addition that lengthens a visit is such a service
// without buffers. Put into a snapshot that nobody reads yet.
// Errors: on `services`, service_unknown or services_need_different_rooms.
Done add_one_after_another(Snapshot& snapshot, ServiceId as,
                           const std::vector<ServiceId>& services);

// Two people at the same time in one of these rooms, which have two tables. The questions say each
// one's service and therapist; days, now, earliest, first_visit and staff are the first one's.
struct Couple {
  Question first, second;
  std::vector<RoomId> rooms;
  // Who may give each of them, where not everybody may who gives the service.
  std::optional<std::vector<PractitionerId>> first_among = {}, second_among = {};
};
bool is_among(const std::optional<std::vector<PractitionerId>>& those, PractitionerId who);

// Two therapists. The room's time is with the first seat, as long as the longer visit needs it; the
// second seat's `taken` names no room.
struct CoupleSeats {
  Seat first, second;
};
// Errors as choose_seat has them.
Result<CoupleSeats> choose_couple(const Snapshot& snapshot, const Couple& couple, Instant start);
// All starts that choose_couple would take; for staff those on the grid of the first one's service.
std::vector<Instant> couple_starts(const Snapshot& snapshot, const Couple& couple);

// The same state for who is given these services in this room alone, whatever its kind.
Snapshot in_rooms(const Snapshot& snapshot, const std::vector<ServiceId>& services,
                  const std::vector<RoomId>& rooms);

}  // namespace fascia::schedule
