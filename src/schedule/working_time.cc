// SPDX-License-Identifier: Apache-2.0
#include "schedule/working_time.h"

#include <algorithm>

namespace fascia::schedule {
namespace {

constexpr int kDay = 24 * 60;

WallTime wall_of(Date day, int minute) { return {day + minute / kDay, minute % kDay}; }

// The end of a period is the second instant of a repeated wall time: the hour is worked twice.
Instant ending(const Zone& zone, WallTime w) {
  Zone::Resolved r = zone.resolve(w);
  return r.kind == Zone::Kind::repeated ? r.second : zone.instant(w);
}

bool valid_on(const Shift& shift, Date day) {
  return day.weekday() == shift.weekday && day >= shift.valid_from &&
         (!shift.valid_until || day <= *shift.valid_until);
}

bool periods_meet(const Shift& a, const Shift& b) {
  Date a_end = a.valid_until.value_or(Date{INT32_MAX});
  Date b_end = b.valid_until.value_or(Date{INT32_MAX});
  return a.valid_from <= b_end && b.valid_from <= a_end;
}

// Minutes of the week; a shift over midnight of Sunday meets Monday's.
bool hours_meet(const Shift& a, const Shift& b) {
  constexpr int kWeek = 7 * kDay;
  int a_from = (a.weekday - 1) * kDay + a.from_minute, a_to = a_from + a.to_minute - a.from_minute;
  int b_from = (b.weekday - 1) * kDay + b.from_minute, b_to = b_from + b.to_minute - b.from_minute;
  for (int move : {-kWeek, 0, kWeek})
    if (a_from < b_to + move && b_from + move < a_to) return true;
  return false;
}

}  // namespace

Done check_shift(const Shift& shift, const std::vector<Shift>& others) {
  if (shift.from_minute < 0 || shift.from_minute >= kDay)
    return invalid("shift.from", "clock_invalid");
  if (shift.to_minute <= shift.from_minute || shift.to_minute > shift.from_minute + kDay)
    return invalid("shift.to", "shift_ends_before_it_starts");
  if (shift.break_from.has_value() != shift.break_to.has_value())
    return invalid("shift.break", "break_outside_shift");
  if (shift.break_from &&
      (*shift.break_from < shift.from_minute || *shift.break_to > shift.to_minute ||
       *shift.break_from >= *shift.break_to))
    return invalid("shift.break", "break_outside_shift");
  if (shift.valid_until && *shift.valid_until < shift.valid_from)
    return invalid("shift.until", "until_before_from");
  for (const Shift& other : others) {
    if (other.practitioner == shift.practitioner && periods_meet(shift, other) &&
        hours_meet(shift, other))
      return invalid("shift.from", "shift_overlaps");
  }
  return {};
}

BitRow working_row(PractitionerId practitioner, const std::vector<Shift>& shifts,
                   const std::vector<TimeOff>& time_off, const Zone& zone, Cell origin,
                   std::int64_t cells) {
  BitRow row(origin, cells);
  Date first = zone.date(instant_of(origin)) - 1;  // yesterday's shift may reach into today
  Date last = zone.date(instant_of({origin.index + cells}));
  auto mark = [&](Date day, int from, int to, bool works) {
    Instant begin = zone.instant(wall_of(day, from));
    Instant end = ending(zone, wall_of(day, to));
    if (works)
      row.set(cell_at_or_after(begin), cell_at_or_before(end));
    else
      row.clear(cell_at_or_before(begin), cell_at_or_after(end));
  };
  for (Date day = first; day <= last; day = day + 1) {
    for (const Shift& shift : shifts)
      if (shift.practitioner == practitioner && valid_on(shift, day))
        mark(day, shift.from_minute, shift.to_minute, true);
  }
  for (Date day = first; day <= last; day = day + 1) {
    for (const Shift& shift : shifts)
      if (shift.practitioner == practitioner && shift.break_from && valid_on(shift, day))
        mark(day, *shift.break_from, *shift.break_to, false);
  }
  for (const TimeOff& off : time_off) {
    if (off.practitioner && off.practitioner != practitioner) continue;
    row.clear(cell_at_or_before(zone.instant(off.from)), cell_at_or_after(ending(zone, off.until)));
  }
  return row;
}

}  // namespace fascia::schedule
