// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "schedule/bits.h"
#include "schedule/break_windows.h"

namespace fascia::schedule {

// A break that lies somewhere between two times: so many minutes without a gap, from_minute and
// to_minute counted like the shift's.
struct FloatingBreak {
  int minutes = 0;
  int from_minute = 0;
  int to_minute = 0;
  bool operator==(const FloatingBreak&) const = default;
};

// When somebody works, week by week, as a person reads it on the wall clock of the place.
struct Shift {
  PractitionerId practitioner;
  int weekday = 1;                          // 1 = Monday .. 7 = Sunday
  int from_minute = 0;                      // of the day
  int to_minute = 0;                        // may pass 1440: a shift over midnight (at most 2880)
  std::optional<int> break_from, break_to;  // minutes counted like the shift's
  Date valid_from;
  std::optional<Date> valid_until;  // the last day
  std::optional<FloatingBreak> floating = {};
  bool operator==(const Shift&) const = default;
};

// Away, or, without a practitioner, the clinic is closed. Half-open wall times.
struct TimeOff {
  PractitionerId practitioner;
  WallTime from;
  WallTime until;
};

// Errors name the field: shift.to (shift_ends_before_it_starts), shift.break (break_outside_shift),
// shift.floating (floating_break_outside_shift, floating_break_has_no_place beside the fixed one or
// in whole cells), shift.from (shift_overlaps with the first `day` on which both are worked, and
// `from` and `to` of the other one).
Done check_shift(const Shift& shift, const std::vector<Shift>& others);

// The floating breaks of the practitioner as cells of the row.
std::vector<BreakWindow> break_windows(PractitionerId practitioner,
                                       const std::vector<Shift>& shifts, const Zone& zone,
                                       Cell origin, std::int64_t cells);

// The cells in which the practitioner works, on days [first, last] of the place. A wall time that
// is skipped has no cells; a repeated one has both its hours, so that 1:00–4:00 is four true hours
// on the night the clock goes back and two on the night it goes forward.
BitRow working_row(PractitionerId practitioner, const std::vector<Shift>& shifts,
                   const std::vector<TimeOff>& time_off, const Zone& zone, Cell origin,
                   std::int64_t cells);

}  // namespace fascia::schedule
