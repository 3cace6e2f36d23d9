// SPDX-License-Identifier: Apache-2.0
#include "schedule/spans.h"

#include <algorithm>

namespace fascia::schedule {

Spans::Spans(const BitRow& row) : origin_(row.origin()), size_(row.size()) {
  for (Cell cell : row.cells()) {
    const auto at = static_cast<std::int32_t>(cell.index - origin_.index);
    if (!stretches_.empty() && stretches_.back().second == at)
      ++stretches_.back().second;
    else
      stretches_.push_back({at, at + 1});
  }
  stretches_.shrink_to_fit();
}

BitRow Spans::row() const {
  BitRow out(origin_, size_);
  for (const auto& [from, until] : stretches_)
    out.set({origin_.index + from}, {origin_.index + until});
  return out;
}

bool Spans::all(Cell from, Cell until) const {
  if (until <= from) return true;
  const std::int64_t a = from.index - origin_.index, b = until.index - origin_.index;
  auto after = std::upper_bound(stretches_.begin(), stretches_.end(), a,
                                [](std::int64_t x, const auto& s) { return x < s.first; });
  return after != stretches_.begin() && b <= std::prev(after)->second;
}

}  // namespace fascia::schedule
