// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "schedule/bits.h"
#include "schedule/break_windows.h"

namespace fascia::schedule {

// Half-open, of the cells in which a therapist's time may begin.
struct Band {
  Cell from, until;
};

inline Cell moved(Cell c, std::int64_t by) { return {c.index + by}; }

// Whether the break still has a place in the window.
bool has_break(const BitRow& free, const BreakWindow& window);
// The cells where it can still stand as early as may be; nothing when it has no place.
std::optional<Cell> first_break_place(const BitRow& free, const BreakWindow& window);
// Where a visit of `busy` cells may not begin, for the break would have no place any more: neither
// before it nor after it. Where the break has none as it is, nothing more is put into its window.
Band refused_for_break(const BitRow& free, const BreakWindow& window, int busy);

}  // namespace fascia::schedule
