// SPDX-License-Identifier: Apache-2.0
#include "schedule/break_places.h"

#include <algorithm>
#include <bit>

namespace fascia::schedule {

std::optional<BreakPlaces> break_places(const BitRow& free, const BreakWindow& window) {
  using Word = std::uint64_t;
  const std::int64_t length = window.until.index - window.from.index;
  const std::int64_t at = window.from.index - free.origin().index;
  if (length > 64 || at < 0 || length < window.cells) {
    std::optional<BreakPlaces> found;
    int run = 0;
    for (Cell c = window.from; c < window.until; ++c.index) {
      run = free.test(c) ? run + 1 : 0;
      if (run < window.cells) continue;
      const Cell place = moved(c, 1 - window.cells);
      if (!found) found = BreakPlaces{place, place};
      found->last = place;
    }
    return found;
  }
  // As one word: what is free after so many steps of one cell.
  const auto words = free.words();
  const auto first = static_cast<std::size_t>(at / 64), part = static_cast<std::size_t>(at % 64);
  auto word = [&](std::size_t i) { return i < words.size() ? words[i] : Word{0}; };
  Word places = word(first) >> part;
  if (part != 0) places |= word(first + 1) << (64 - part);
  if (length < 64) places &= (Word{1} << length) - 1;
  for (int covered = 1; covered < window.cells;) {
    const int step = std::min(covered, window.cells - covered);
    places &= places >> step;
    covered += step;
  }
  if (places == 0) return std::nullopt;
  return BreakPlaces{moved(window.from, std::countr_zero(places)),
                     moved(window.from, 63 - std::countl_zero(places))};
}

}  // namespace fascia::schedule
