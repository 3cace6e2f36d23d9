// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
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

// What a break leaves to a further visit, in cells from the origin: it ends by the one, before the
// last place of the break, or begins at the other or later, after the first. A break that has no
// place any more leaves nothing of its window.
struct BesideBreak {
  std::int32_t ends_by, begins_from;
  bool operator==(const BesideBreak&) const = default;
};

// A therapist's floating breaks in order of time, and what each of them leaves. Copies share it.
class BreakWindows {
 public:
  // None of them begins before the origin. `free`: the therapist's row, of the same origin.
  BreakWindows(Cell origin, std::vector<BreakWindow> windows, const BitRow& free);

  // Those that share a cell with [from, until).
  std::vector<BreakWindow> meeting(Cell from, Cell until) const;
  // What is left beside them; perhaps that of others too.
  std::span<const BesideBreak> beside(Cell from, Cell until) const;
  // The therapist's row is this now: other than before within [from, until) alone.
  void follow(const BitRow& free, Cell from, Cell until);
  // Whether the same is left.
  bool leaves_as(const BreakWindows& other) const { return *beside_ == *other.beside_; }
  std::size_t bytes() const;

 private:
  template <class Do>
  void each(Do one) const;  // with each window and its number

  struct Piece {
    std::uint16_t from, length, cells;  // of the day in which it begins
    bool operator==(const Piece&) const = default;
  };
  using Days = DayPatterns<Piece>;
  Cell origin_;
  bool apart_ = true;  // no two of them share a cell
  std::shared_ptr<const Days> days_;
  std::shared_ptr<const std::vector<BesideBreak>> beside_;
};

}  // namespace fascia::schedule
