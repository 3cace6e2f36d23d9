// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fascia::schedule {

inline constexpr std::int64_t kDayCells = 288;

// What recurs from week to week, kept once: pieces of days of 288 cells (of the instant, so that a
// change of the clock makes other days), and two bytes for each day that say which of them it is.
template <class Piece>
class DayPatterns {
 public:
  void add_day(const std::vector<Piece>& pieces) {
    std::size_t i = 0;
    while (i < ends_.size() && !std::ranges::equal(pattern(i), pieces)) ++i;
    if (i == ends_.size()) {
      pieces_.insert(pieces_.end(), pieces.begin(), pieces.end());
      ends_.push_back(static_cast<std::uint16_t>(pieces_.size()));
    }
    of_day_.push_back(static_cast<std::uint16_t>(i));
  }
  void shrink_to_fit() {
    of_day_.shrink_to_fit();
    ends_.shrink_to_fit();
    pieces_.shrink_to_fit();
  }
  std::size_t days() const { return of_day_.size(); }
  std::span<const Piece> on(std::size_t day) const { return pattern(of_day_[day]); }
  std::size_t bytes() const {
    return sizeof *this + (of_day_.capacity() + ends_.capacity()) * sizeof(std::uint16_t) +
           pieces_.capacity() * sizeof(Piece);
  }

 private:
  std::span<const Piece> pattern(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::span(pieces_).subspan(begin, ends_[i] - begin);
  }

  std::vector<std::uint16_t> of_day_;
  std::vector<std::uint16_t> ends_;  // of each pattern in the pieces
  std::vector<Piece> pieces_;
};

}  // namespace fascia::schedule
