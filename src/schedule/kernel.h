// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fascia::schedule {

// Where a length of time fits into rows of five-minute bits: the one loop that every question about
// free time ends in. It is written once, plainly, and compiled for each width the processor may
// have; which one runs is decided when the program runs.
enum class Width { plain, avx2, avx512 };
const char* to_string(Width width);
// Those that this processor can run, the plain one first.
std::vector<Width> widths();
// The widest of them.
Width widest();

// Bit i of `out` is set when the `cells` bits from i on are all set in `row`; what lies beyond the
// row counts as taken. `out` has as many words as `row` and may not overlap it; cells >= 1.
void fitting(std::span<const std::uint64_t> row, int cells, std::span<std::uint64_t> out,
             Width width = widest());
// The same, added to what `out` has: any of several rooms, anybody of a chain.
void add_fitting(std::span<const std::uint64_t> row, int cells, std::span<std::uint64_t> out,
                 Width width = widest());
// The same where `mask` has a bit too. `mask` may be shorter than `out`: what is beyond it is 0,
// and is not worked out. The two may be one.
void fitting_within(std::span<const std::uint64_t> row, int cells,
                    std::span<const std::uint64_t> mask, std::span<std::uint64_t> out,
                    Width width = widest());
// A row and the cells that must be free in it: a room and a visit with its turnover.
struct Wanted {
  std::span<const std::uint64_t> row;
  int cells = 1;
};
// Of the bits of `kept` stay those from which the cells of at least one of the rows are free. The
// last row is asked first, and the others only where bits are left that none has yet: seats are
// given from the first one on, so that the last ones are the emptiest. No row is shorter than
// `kept`.
void keep_fitting_any(std::span<const Wanted> rows, std::span<std::uint64_t> kept,
                      Width width = widest());
// Bit i of `out` is bit i + by of `row`; what lies beyond the row is 0. by >= 0.
void moved_down(std::span<const std::uint64_t> row, std::size_t by, std::span<std::uint64_t> out,
                Width width = widest());
// Bit i is set when values[i] > most, of the first 64.
std::uint64_t above(std::span<const std::int16_t> values, int most);
// Words beyond the last one asked about that decide about its bits.
constexpr std::size_t words_ahead(int cells) { return (static_cast<std::size_t>(cells) + 62) / 64; }

}  // namespace fascia::schedule
