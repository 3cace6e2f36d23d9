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
  // A visit of fewer cells leaves the break its place wherever it is.
  std::int32_t shortest_refused() const { return ends_by - begins_from + 2; }
  bool operator==(const BesideBreak&) const = default;
};

// A therapist's floating breaks in order of time, and what each of them leaves. Copies share it.
class BreakWindows {
 public:
  // None of them begins before the origin. `free`: the therapist's row, of the same origin;
  // `longest`: the cells of the longest visit that they give.
  BreakWindows(Cell origin, std::vector<BreakWindow> windows, const BitRow& free, int longest);

  // Those that share a cell with [from, until).
  std::vector<BreakWindow> meeting(Cell from, Cell until) const;
  // What is left beside those that may stand in the way of a visit of so many cells within
  // [from, until); perhaps that of others too.
  std::span<const BesideBreak> beside(Cell from, Cell until, int cells) const;
  // The therapist's row is this now.
  void follow(const BitRow& free);
  // Whether the same is left, whatever visits are given.
  bool leaves_as(const BreakWindows& other) const;
  std::size_t bytes() const;

 private:
  template <class Do>
  void each(Do one) const;  // with each window
  void keep(std::vector<BesideBreak> beside);

  struct Piece {
    std::uint16_t from, length, cells;  // of the day in which it begins
    bool operator==(const Piece&) const = default;
  };
  using Days = DayPatterns<Piece>;
  // Most breaks of a day that is not full stand in the way of no visit that is given: they come
  // last, and are read for a longer one alone.
  struct Left {
    std::vector<BesideBreak> beside;
    std::size_t binding = 0;           // so many may stand in the way of the longest or of others
    std::vector<std::uint16_t> ended;  // so many of these end before each day
    std::size_t ended_before(std::int64_t day) const;
  };

  Cell origin_;
  int longest_ = 0;
  bool apart_ = true;  // no two of them share a cell
  std::shared_ptr<const Days> days_;
  std::shared_ptr<const Left> left_;
};

}  // namespace fascia::schedule
