// SPDX-License-Identifier: Apache-2.0
#include "clinic/measuring_time.h"

#include <algorithm>

#include "clinic/keep_break.h"
#include "store/day_mask.h"

namespace fascia::clinic {
namespace {

constexpr Seconds kMore = minutes(10);
constexpr Seconds kCell = minutes(5);

// Cell by cell, because a span over midnight of UTC could be taken in half.
bool take_all(store::Transaction& tx, const Clinic& clinic, std::vector<store::Busy>& taken,
              std::int64_t resource, Instant from, Instant until) {
  for (Instant at = from; at < until; at = at + kCell) {
    store::Busy cell{resource, at, at + kCell};
    if (!store::take_cells(tx, clinic.tenant, {cell})) return false;
    taken.push_back(cell);
  }
  return true;
}

}  // namespace

void add_measuring_time(store::Transaction& tx, const Clinic& clinic, store::Appointment& visit) {
  auto offer = clinic.availability.get();
  const store::Room* room = offer->room(visit.room);
  const Instant until = visit.busy_until + kMore;
  // The client leaves later, and the room is made ready after that.
  const Instant room_until =
      std::max(visit.room_until, until + minutes(room == nullptr ? 0 : room->turnover_minutes));
  if (!leaves_break(tx, clinic, offer->times, visit.practitioner, visit.busy_until, until)) return;
  std::vector<store::Busy> taken;
  bool free = take_all(tx, clinic, taken, visit.practitioner.value, visit.busy_until, until) &&
              take_all(tx, clinic, taken, visit.room.value, visit.room_until, room_until);
  for (EquipmentId piece : visit.equipment)
    free = free && take_all(tx, clinic, taken, piece.value, visit.busy_until, until);
  if (!free) {
    for (const store::Busy& cell : taken) store::free_cells(tx, clinic.tenant, {cell});
    return;
  }
  visit.busy_until = until;
  visit.room_until = room_until;
}

}  // namespace fascia::clinic
