// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "schedule/bits.h"

namespace fascia::schedule {

// A row as the stretches in which it is set: a third of the memory for what is seldom read, such as
// working time, which only tells closed from taken and is asked when something is given back.
class Spans {
 public:
  explicit Spans(const BitRow& row);

  BitRow row() const;
  bool all(Cell from, Cell until) const;  // false when it reaches outside a stretch
  std::size_t bytes() const { return stretches_.size() * sizeof(stretches_[0]); }

 private:
  Cell origin_;
  std::int64_t size_ = 0;
  std::vector<std::pair<std::int32_t, std::int32_t>> stretches_;  // [from, until) from the origin
};

}  // namespace fascia::schedule
