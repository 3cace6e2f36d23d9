// SPDX-License-Identifier: Apache-2.0
#include "schedule/break_windows.h"

#include <algorithm>

namespace fascia::schedule {

BreakWindows::BreakWindows(Cell origin, std::vector<BreakWindow> windows) : origin_(origin) {
  std::ranges::stable_sort(windows, {}, &BreakWindow::from);
  Days days;
  std::vector<Piece> today;
  auto end_day = [&] {
    days.add_day(today);
    today.clear();
  };
  for (const BreakWindow& window : windows) {
    const std::int64_t at = window.from.index - origin.index,
                       length = window.until.index - window.from.index;
    while (static_cast<std::int64_t>(days.days()) < at / kDayCells) end_day();
    today.push_back({static_cast<std::uint16_t>(at % kDayCells), static_cast<std::uint16_t>(length),
                     static_cast<std::uint16_t>(window.cells)});
    longest_ = std::max(longest_, length);
  }
  end_day();
  days.shrink_to_fit();
  days_ = std::make_shared<const Days>(std::move(days));
}

std::vector<BreakWindow> BreakWindows::meeting(Cell from, Cell until) const {
  std::vector<BreakWindow> out;
  const std::int64_t a = std::max<std::int64_t>(0, from.index - longest_ - origin_.index);
  const std::int64_t b = until.index - origin_.index;
  for (std::int64_t day = a / kDayCells;
       day < static_cast<std::int64_t>(days_->days()) && day * kDayCells < b; ++day)
    for (const Piece& one : days_->on(static_cast<std::size_t>(day))) {
      const Cell begin{origin_.index + day * kDayCells + one.from};
      const Cell end{begin.index + one.length};
      if (from < end && begin < until) out.push_back({begin, end, one.cells});
    }
  return out;
}

}  // namespace fascia::schedule
