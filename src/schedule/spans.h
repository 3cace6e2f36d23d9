// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "schedule/bits.h"
#include "schedule/day_patterns.h"

namespace fascia::schedule {

// A row as the stretches of its days in which it is set: a tenth of the memory for what recurs and
// is seldom read, such as working time, which only tells closed from taken and is asked when
// something is given back.
class Spans {
 public:
  explicit Spans(const BitRow& row);

  BitRow row() const;
  bool all(Cell from, Cell until) const;  // false when it reaches outside what is set
  std::size_t bytes() const { return sizeof *this - sizeof days_ + days_.bytes(); }

 private:
  struct Stretch {
    std::uint16_t from, until;  // cells of the day, counted from the origin
    bool operator==(const Stretch&) const = default;
  };
  Cell origin_;
  std::int64_t size_ = 0;
  DayPatterns<Stretch> days_;
};

}  // namespace fascia::schedule
