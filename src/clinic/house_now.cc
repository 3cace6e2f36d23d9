// SPDX-License-Identifier: Apache-2.0
#include "clinic/house_now.h"

#include <algorithm>

#include "store/clinic_profile.h"

namespace fascia::clinic {

schedule::Snapshot as_house_stands(store::Connection& c, const Clinic& clinic,
                                   const schedule::Snapshot& times) {
  if (store::house_version(c, clinic.tenant, clinic.place()) == times.house) return times;
  schedule::Snapshot now = build_offer(c, clinic.tenant, clinic.now(), clinic.place())->times;
  // What the caller gave back, and what it sees as taken though nobody has it.
  const auto known = clinic.availability.get();
  for (const auto& [id, taken] : known->times.taken)
    if (times.taken.find(id) == nullptr) now = schedule::without(now, id);
  for (const auto& [id, taken] : times.taken)
    if (known->times.taken.find(id) == nullptr) now = schedule::with(now, taken);
  // The rooms stay those that the caller asks about, less those that are no more.
  schedule::Snapshot out = times;
  out.house = now.house;
  out.rules = now.rules;
  out.practitioners = now.practitioners;
  out.working = now.working;
  out.breaks = now.breaks;
  out.visits = now.visits;
  for (const schedule::PractitionerTime& p : now.practitioners)
    out.free[p.id.value] = now.free.at(p.id.value);
  out.room_rows.clear();
  std::erase_if(out.rooms, [&](const schedule::RoomTime& room) {
    return std::ranges::find(now.rooms, room.id, &schedule::RoomTime::id) == now.rooms.end();
  });
  return out;
}

}  // namespace fascia::clinic
