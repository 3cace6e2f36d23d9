// SPDX-License-Identifier: Apache-2.0
#include "schedule/working_time.h"

#include <algorithm>

#include "core/faults.h"

namespace fascia::schedule {
namespace {

constexpr int kDay = 24 * 60;

WallTime wall_of(Date day, int minute) { return {day + minute / kDay, minute % kDay}; }

// The end of a period is the second instant of a repeated wall time: the hour is worked twice.
Instant ending(const Zone& zone, WallTime w) {
  Zone::Resolved r = zone.resolve(w);
  return r.kind == Zone::Kind::repeated ? r.second : zone.instant(w);
}

bool reads_once(const Zone& zone, WallTime w) { return zone.resolve(w).kind == Zone::Kind::unique; }

bool valid_on(const Shift& shift, Date day) {
  return day.weekday() == shift.weekday && day >= shift.valid_from &&
         (!shift.valid_until || day <= *shift.valid_until);
}

// The first day of `b` whose hours meet those of `a`, begun on that day, the one before (over
// midnight) or the one after.
std::optional<Date> first_meeting(const Shift& a, const Shift& b) {
  std::optional<Date> found;
  for (int later : {-1, 0, 1}) {  // days from a's to b's
    if ((a.weekday - 1 + later + 7) % 7 != b.weekday - 1) continue;
    if (a.from_minute >= b.to_minute + later * kDay || b.from_minute + later * kDay >= a.to_minute)
      continue;
    Date day = std::max(a.valid_from, b.valid_from - later);
    day = day + (a.weekday - day.weekday() + 7) % 7;
    if ((a.valid_until && day > *a.valid_until) || (b.valid_until && day + later > *b.valid_until))
      continue;
    if (!found || day + later < *found) found = day + later;
  }
  return found;
}

// Free time is counted in whole cells: a break that needs all of an odd window would never fit.
bool holds(int from, int to, int minutes) {
  constexpr int kCell = kCellSeconds / 60;
  return to / kCell - (from + kCell - 1) / kCell >= cells_for(minutes);
}

Done check_floating(const Shift& shift, const FloatingBreak& wanted) {
  const int from = wanted.from_minute, to = wanted.to_minute;
  if (wanted.minutes <= 0 || from < shift.from_minute || to > shift.to_minute || to <= from)
    return invalid("shift.floating", "floating_break_outside_shift");
  bool fits = holds(from, to, wanted.minutes);
  if (shift.break_from)
    fits = holds(from, std::min(to, std::max(from, *shift.break_from)), wanted.minutes) ||
           holds(std::max(from, std::min(to, *shift.break_to)), to, wanted.minutes);
  if (!fits) return invalid("shift.floating", "floating_break_has_no_place");
  return {};
}

// The floating one is looked for beside the fixed one, so that only one of the two is wrong.
Done check_breaks(const Shift& shift) {
  if (shift.break_from.has_value() != shift.break_to.has_value())
    return invalid("shift.break", "break_outside_shift");
  if (shift.break_from &&
      (*shift.break_from < shift.from_minute || *shift.break_to > shift.to_minute ||
       *shift.break_from >= *shift.break_to))
    return invalid("shift.break", "break_outside_shift");
  return shift.floating ? check_floating(shift, *shift.floating) : Done{};
}

}  // namespace

Done check_shift(const Shift& shift, const std::vector<Shift>& others) {
  Faults faults;
  if (shift.from_minute < 0 || shift.from_minute >= kDay)
    faults.add(invalid("shift.from", "clock_invalid"));
  if (shift.to_minute <= shift.from_minute || shift.to_minute > shift.from_minute + kDay)
    faults.add(invalid("shift.to", "shift_ends_before_it_starts"));
  // Breaks and other shifts are looked at in hours that can be.
  if (faults.none()) faults.add(check_breaks(shift));
  if (shift.valid_until && *shift.valid_until < shift.valid_from)
    faults.add(invalid("shift.until", "until_before_from"));
  FASCIA_TRY_DONE(faults.done());
  for (const Shift& other : others) {
    if (other.practitioner != shift.practitioner) continue;
    if (auto day = first_meeting(shift, other))
      return invalid("shift.from", "shift_overlaps",
                     {{"day", to_iso(*day)},
                      {"from", clock_text(other.from_minute)},
                      {"to", clock_text(other.to_minute % kDay)}});
  }
  return {};
}

std::vector<BreakWindow> break_windows(PractitionerId practitioner,
                                       const std::vector<Shift>& shifts, const Zone& zone,
                                       Cell origin, std::int64_t cells) {
  std::vector<BreakWindow> out;
  const Cell end{origin.index + cells};
  Date first = zone.date(instant_of(origin)) - 1;
  Date last = zone.date(instant_of(end));
  for (Date day = first; day <= last; day = day + 1) {
    for (const Shift& shift : shifts) {
      if (!shift.floating || shift.practitioner != practitioner || !valid_on(shift, day)) continue;
      const FloatingBreak& floating = *shift.floating;
      BreakWindow window{cell_at_or_after(zone.instant(wall_of(day, floating.from_minute))),
                         cell_at_or_before(ending(zone, wall_of(day, floating.to_minute))),
                         cells_for(floating.minutes)};
      // One that is cut by an end of the row cannot be judged; nobody asks about its first and last
      // day but at the edge of the horizon.
      if (origin <= window.from && window.until <= end) out.push_back(window);
    }
  }
  return out;
}

BitRow working_row(PractitionerId practitioner, const std::vector<Shift>& shifts,
                   const std::vector<TimeOff>& time_off, const Zone& zone, Cell origin,
                   std::int64_t cells) {
  BitRow row(origin, cells);
  Date first = zone.date(instant_of(origin)) - 1;  // yesterday's shift may reach into today
  Date last = zone.date(instant_of({origin.index + cells}));
  auto work = [&](Date day, int from, int to) {
    const Cell begin = cell_at_or_after(zone.instant(wall_of(day, from)));
    const Cell end = cell_at_or_before(ending(zone, wall_of(day, to)));
    if (reads_once(zone, wall_of(day, from)) && reads_once(zone, wall_of(day, to)))
      return row.set(begin, end);
    // An end that the clock shows twice is believed both times: who works until 1:30 has gone home
    // in the half hour after the first 1:30.
    for (Cell c = begin; c < end; ++c.index) {
      const WallTime wall = zone.wall(instant_of(c));
      const int minute = (wall.date - day) * kDay + wall.minute;
      if (from <= minute && minute < to) row.set(c, {c.index + 1});
    }
  };
  auto pause = [&](Date day, int from, int to) {
    row.clear(cell_at_or_before(zone.instant(wall_of(day, from))),
              cell_at_or_after(ending(zone, wall_of(day, to))));
  };
  for (Date day = first; day <= last; day = day + 1) {
    for (const Shift& shift : shifts)
      if (shift.practitioner == practitioner && valid_on(shift, day))
        work(day, shift.from_minute, shift.to_minute);
  }
  for (Date day = first; day <= last; day = day + 1) {
    for (const Shift& shift : shifts)
      if (shift.practitioner == practitioner && shift.break_from && valid_on(shift, day))
        pause(day, *shift.break_from, *shift.break_to);
  }
  for (const TimeOff& off : time_off) {
    if (off.practitioner && off.practitioner != practitioner) continue;
    row.clear(cell_at_or_before(zone.instant(off.from)), cell_at_or_after(ending(zone, off.until)));
  }
  return row;
}

}  // namespace fascia::schedule
