// SPDX-License-Identifier: Apache-2.0
#include "schedule/break_windows.h"

#include <algorithm>

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

BreakWindows::BreakWindows(Cell origin, std::vector<BreakWindow> windows, const BitRow& free)
    : origin_(origin) {
  std::ranges::stable_sort(windows, {}, &BreakWindow::from);
  std::vector<BesideBreak> beside;
  beside.reserve(windows.size());
  for (std::size_t i = 0; i < windows.size(); ++i) {
    beside.push_back(left_beside(free, windows[i], origin));
    apart_ = apart_ && (i == 0 || windows[i - 1].until <= windows[i].from);
  }
  beside_ = std::make_shared<const std::vector<BesideBreak>>(std::move(beside));
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
  std::size_t number = 0;
  for (std::size_t day = 0; day < days_->days(); ++day)
    for (const Piece& piece : days_->on(day)) {
      const Cell from = moved(origin_, static_cast<std::int64_t>(day) * kDayCells + piece.from);
      one(BreakWindow{from, moved(from, piece.length), piece.cells}, number++);
    }
}

std::vector<BreakWindow> BreakWindows::meeting(Cell from, Cell until) const {
  std::vector<BreakWindow> out;
  each([&](const BreakWindow& one, std::size_t) {
    if (from < one.until && one.from < until) out.push_back(one);
  });
  return out;
}

std::span<const BesideBreak> BreakWindows::beside(Cell from, Cell until) const {
  const std::span<const BesideBreak> all = *beside_;
  if (!apart_) return all;
  const std::int64_t a = from.index - origin_.index, b = until.index - origin_.index;
  const auto first = std::ranges::partition_point(
      all, [&](const BesideBreak& one) { return one.begins_from <= a; });
  const auto last = std::partition_point(first, all.end(),
                                         [&](const BesideBreak& one) { return one.ends_by < b; });
  return {first, last};
}

void BreakWindows::follow(const BitRow& free, Cell from, Cell until) {
  std::vector<BesideBreak> beside = *beside_;
  each([&](const BreakWindow& one, std::size_t number) {
    if (from < one.until && one.from < until) beside[number] = left_beside(free, one, origin_);
  });
  beside_ = std::make_shared<const std::vector<BesideBreak>>(std::move(beside));
}

std::size_t BreakWindows::bytes() const {
  return sizeof *this + sizeof *days_ - sizeof(Days) + days_->bytes() + sizeof *beside_ +
         beside_->capacity() * sizeof(BesideBreak);
}

}  // namespace fascia::schedule
