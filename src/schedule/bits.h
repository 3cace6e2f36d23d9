// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/time.h"

namespace fascia::schedule {

// A five-minute piece of the instant: whole seconds since the epoch divided by 300.
inline constexpr std::int64_t kCellSeconds = 300;
struct Cell {
  std::int64_t index = 0;
  auto operator<=>(const Cell&) const = default;
};
inline Cell cell_at_or_before(Instant t) {
  const std::int64_t whole = t.seconds / kCellSeconds;
  return {t.seconds % kCellSeconds < 0 ? whole - 1 : whole};
}
inline Cell cell_at_or_after(Instant t) {
  return cell_at_or_before({t.seconds + kCellSeconds - 1});
}
inline Instant instant_of(Cell c) { return {c.index * kCellSeconds}; }
// How many cells a length of minutes fills, rounded up.
int cells_for(int minutes);

// A row of cells, a bit each; free = 1. All rows that are combined have the same origin and length.
class BitRow {
 public:
  BitRow() = default;
  BitRow(Cell origin, std::int64_t cells);  // nothing free

  Cell origin() const { return origin_; }
  std::int64_t size() const { return size_; }
  // [from, until), cut to what the row holds.
  void set(Cell from, Cell until) { change(from, until, true); }
  void clear(Cell from, Cell until) { change(from, until, false); }
  bool test(Cell c) const;
  bool all(Cell from, Cell until) const;  // false when it reaches outside the row
  bool any() const;

  BitRow& operator&=(const BitRow& other);
  BitRow& operator|=(const BitRow& other);
  bool operator==(const BitRow&) const = default;
  // The cells whose bit is set, in order.
  std::vector<Cell> cells() const;
  // The cells from `from` to `until` rounded out to whole words, as a row of their own; what lies
  // outside this row is cut off.
  BitRow slice(Cell from, Cell until) const;
  // 64 cells each, the earliest in the lowest bit; bits beyond the row are 0.
  std::span<const std::uint64_t> words() const { return words_; }
  // Bit i of the result is bit i + n of this row: what lies n cells later.
  BitRow later(std::int64_t n) const;
  // Bit i is set when the n cells from i on are free (schedule/kernel.h).
  BitRow starts(int n) const;

 private:
  void change(Cell from, Cell until, bool value);
  Cell origin_;
  std::int64_t size_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace fascia::schedule
