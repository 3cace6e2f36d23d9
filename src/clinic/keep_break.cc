// SPDX-License-Identifier: Apache-2.0
#include "clinic/keep_break.h"

#include "schedule/break_places.h"
#include "store/day_mask.h"
#include "store/seats.h"

namespace fascia::clinic {

bool leaves_break(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                  PractitionerId who, Instant from, Instant until) {
  auto breaks = times.breaks.find(who);
  if (breaks == times.breaks.end() || until <= from) return true;
  const schedule::Cell first = schedule::cell_at_or_before(from),
                       end = schedule::cell_at_or_after(until);
  for (const schedule::BreakWindow& window : breaks->second.meeting(first, end)) {
    schedule::BitRow row = times.working.at(who)->row().slice(window.from, window.until);
    row.clear(first, end);
    for (schedule::Cell cell : store::taken_cells(
             c, clinic.tenant,
             {who.value, schedule::instant_of(window.from), schedule::instant_of(window.until)}))
      row.clear(cell, {cell.index + 1});
    if (!schedule::break_places(row, window)) return false;
  }
  return true;
}

}  // namespace fascia::clinic
