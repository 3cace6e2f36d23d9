// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "schedule/bits.h"
#include "schedule/break_windows.h"

namespace fascia::schedule {

inline Cell moved(Cell c, std::int64_t by) { return {c.index + by}; }

// The first and the last cell where a break can begin.
struct BreakPlaces {
  Cell first, last;
};
// Nothing when it has no place in its window any more.
std::optional<BreakPlaces> break_places(const BitRow& free, const BreakWindow& window);

}  // namespace fascia::schedule
