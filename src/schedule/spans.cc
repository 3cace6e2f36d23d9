// SPDX-License-Identifier: Apache-2.0
#include "schedule/spans.h"

#include <algorithm>

namespace fascia::schedule {

Spans::Spans(const BitRow& row) : origin_(row.origin()), size_(row.size()) {
  const auto days = static_cast<std::size_t>((size_ + kDayCells - 1) / kDayCells);
  std::vector<Stretch> today;
  auto end_day = [&] {
    days_.add_day(today);
    today.clear();
  };
  for (Cell cell : row.cells()) {
    const std::int64_t at = cell.index - origin_.index;
    while (static_cast<std::int64_t>(days_.days()) < at / kDayCells) end_day();
    const auto in_day = static_cast<std::uint16_t>(at % kDayCells);
    if (!today.empty() && today.back().until == in_day)
      ++today.back().until;
    else
      today.push_back({in_day, static_cast<std::uint16_t>(in_day + 1)});
  }
  while (days_.days() < days) end_day();
  days_.shrink_to_fit();
}

BitRow Spans::row() const {
  BitRow out(origin_, size_);
  for (std::size_t day = 0; day < days_.days(); ++day) {
    const std::int64_t begin = origin_.index + static_cast<std::int64_t>(day) * kDayCells;
    for (const Stretch& one : days_.on(day)) out.set({begin + one.from}, {begin + one.until});
  }
  return out;
}

bool Spans::all(Cell from, Cell until) const {
  if (until <= from) return true;
  const std::int64_t a = from.index - origin_.index, b = until.index - origin_.index;
  if (a < 0 || b > size_) return false;
  for (std::int64_t day = a / kDayCells; day * kDayCells < b; ++day) {
    const std::int64_t first = std::max<std::int64_t>(0, a - day * kDayCells);
    const std::int64_t end = std::min(kDayCells, b - day * kDayCells);
    const auto stretches = days_.on(static_cast<std::size_t>(day));
    if (std::ranges::none_of(
            stretches, [&](const Stretch& one) { return one.from <= first && end <= one.until; }))
      return false;
  }
  return true;
}

}  // namespace fascia::schedule
