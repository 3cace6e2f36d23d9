// SPDX-License-Identifier: Apache-2.0
#include "schedule/break_windows.h"

#include <algorithm>
#include <utility>

#include "schedule/break_places.h"

namespace fascia::schedule {
namespace {

BesideBreak left_beside(const BitRow& free, const BreakWindow& window, Cell origin) {
  auto at = [&](Cell c) { return static_cast<std::int32_t>(c.index - origin.index); };
  const auto places = break_places(free, window);
  if (!places) return {at(window.from), at(window.until)};
  return {at(places->last), at(places->first) + window.cells};
}

}  // namespace

BreakWindows::BreakWindows(Cell origin, std::vector<BreakWindow> windows, const BitRow& free,
                           int longest)
    : origin_(origin), longest_(longest) {
  std::ranges::stable_sort(windows, {}, &BreakWindow::from);
  std::vector<BesideBreak> beside;
  beside.reserve(windows.size());
  for (std::size_t i = 0; i < windows.size(); ++i) {
    beside.push_back(left_beside(free, windows[i], origin));
    apart_ = apart_ && (i == 0 || windows[i - 1].until <= windows[i].from);
  }
  keep(std::move(beside));
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
  }
  end_day();
  days.shrink_to_fit();
  days_ = std::make_shared<const Days>(std::move(days));
}

template <class Do>
void BreakWindows::each(Do one) const {
  for (std::size_t day = 0; day < days_->days(); ++day)
    for (const Piece& piece : days_->on(day)) {
      const Cell from = moved(origin_, static_cast<std::int64_t>(day) * kDayCells + piece.from);
      one(BreakWindow{from, moved(from, piece.length), piece.cells});
    }
}

std::vector<BreakWindow> BreakWindows::meeting(Cell from, Cell until) const {
  std::vector<BreakWindow> out;
  each([&](const BreakWindow& one) {
    if (from < one.until && one.from < until) out.push_back(one);
  });
  return out;
}

std::size_t BreakWindows::Left::ended_before(std::int64_t day) const {
  const auto last = static_cast<std::int64_t>(ended.size()) - 1;
  return ended[static_cast<std::size_t>(std::clamp<std::int64_t>(day, 0, last))];
}

std::span<const BesideBreak> BreakWindows::beside(Cell from, Cell until, int cells) const {
  const Left& left = *left_;
  const std::span<const BesideBreak> all = left.beside, binding = all.first(left.binding);
  if (cells > longest_) return all;
  if (!apart_) return binding;
  // Looked up by the day: what a search guesses wrong costs more than to read one too many.
  const std::int64_t a = from.index - origin_.index, b = until.index - origin_.index;
  std::size_t first = left.ended_before(a / kDayCells);
  const std::size_t last = left.ended_before((b + kDayCells - 1) / kDayCells);
  // None begins after the next one ends by, so that of those before the day one can reach into it.
  if (first > 0) first -= binding[first - 1].begins_from > a;
  return binding.subspan(first, std::max(first, last) - first);
}

void BreakWindows::follow(const BitRow& free) {
  std::vector<BesideBreak> beside;
  beside.reserve(left_->beside.size());
  each([&](const BreakWindow& one) { beside.push_back(left_beside(free, one, origin_)); });
  keep(std::move(beside));
}

void BreakWindows::keep(std::vector<BesideBreak> beside) {
  Left left{std::move(beside), 0, {}};
  const auto others = std::stable_partition(
      left.beside.begin(), left.beside.end(),
      [&](const BesideBreak& one) { return one.shortest_refused() <= longest_; });
  left.binding = static_cast<std::size_t>(others - left.beside.begin());
  const auto binding = std::span(left.beside).first(left.binding);
  std::size_t ended = 0;
  for (std::int64_t day = 0;; ++day) {
    while (ended < binding.size() && binding[ended].ends_by < day * kDayCells) ++ended;
    left.ended.push_back(static_cast<std::uint16_t>(ended));
    if (ended == binding.size()) break;
  }
  left.ended.shrink_to_fit();
  left_ = std::make_shared<const Left>(std::move(left));
}

bool BreakWindows::leaves_as(const BreakWindows& other) const {
  auto in_order = [](std::vector<BesideBreak> all) {
    std::ranges::sort(
        all, {}, [](const BesideBreak& one) { return std::pair(one.ends_by, one.begins_from); });
    return all;
  };
  return in_order(left_->beside) == in_order(other.left_->beside);
}

std::size_t BreakWindows::bytes() const {
  return sizeof *this + sizeof *days_ - sizeof(Days) + days_->bytes() + sizeof *left_ +
         left_->beside.capacity() * sizeof(BesideBreak) +
         left_->ended.capacity() * sizeof(std::uint16_t);
}

}  // namespace fascia::schedule
