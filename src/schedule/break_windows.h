// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "schedule/bits.h"
#include "schedule/day_patterns.h"

namespace fascia::schedule {

// A floating break as cells of the row: `cells` in one piece must stay free within [from, until).
struct BreakWindow {
  Cell from, until;
  int cells = 0;
  bool operator==(const BreakWindow&) const = default;
};

// A therapist's floating breaks in order of time. Copies share what never changes.
class BreakWindows {
 public:
  // None of them begins before the origin.
  BreakWindows(Cell origin, std::vector<BreakWindow> windows);

  // Those that share a cell with [from, until).
  std::vector<BreakWindow> meeting(Cell from, Cell until) const;
  std::size_t bytes() const { return sizeof *this + sizeof *days_ - sizeof(Days) + days_->bytes(); }

 private:
  struct Piece {
    std::uint16_t from, length, cells;  // of the day in which it begins
    bool operator==(const Piece&) const = default;
  };
  using Days = DayPatterns<Piece>;
  Cell origin_;
  std::int64_t longest_ = 0;
  std::shared_ptr<const Days> days_;
};

}  // namespace fascia::schedule
