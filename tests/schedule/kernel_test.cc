// SPDX-License-Identifier: Apache-2.0
#include "schedule/kernel.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "schedule/bits.h"

namespace fascia::schedule {
namespace {

using Words = std::vector<std::uint64_t>;

bool bit(const Words& row, std::size_t i) {
  return i / 64 < row.size() && (row[i / 64] >> (i % 64) & 1) != 0;
}

// The definition: every cell of the length is free.
Words reference(const Words& row, int cells) {
  Words out(row.size());
  std::size_t run = 0;
  for (std::size_t i = row.size() * 64; i-- > 0;) {
    run = bit(row, i) ? run + 1 : 0;
    if (run >= static_cast<std::size_t>(cells)) out[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return out;
}

// Rows as clinics have them, runs of work with holes, and rows of nothing but chance.
Words random_row(std::mt19937_64& random) {
  Words row(random() % 12 + (random() % 8 == 0 ? 60 : 1));
  switch (random() % 3) {
    case 0:
      for (auto& word : row) word = random() | random() | random() | random();
      break;
    case 1:
      for (auto& word : row) word = ~std::uint64_t{0};
      for (int i = int(random() % 6); i > 0; --i)
        row[random() % row.size()] &= ~(std::uint64_t{1} << (random() % 64));
      break;
    default:
      for (std::size_t at = random() % 90; at < row.size() * 64; at += random() % 90 + 1)
        for (std::size_t n = random() % 120; n > 0 && at < row.size() * 64; --n, ++at)
          row[at / 64] |= std::uint64_t{1} << (at % 64);
  }
  return row;
}

// FASCIA_LONG asks for millions (./test long).
int cases(int few, int many) { return std::getenv("FASCIA_LONG") != nullptr ? many : few; }

TEST(Kernel, days_above_a_limit_are_found_as_one_by_one) {
  std::mt19937_64 random(6);
  for (int i = 0; i < 2'000; ++i) {
    std::vector<std::int16_t> values(random() % 80);
    for (auto& value : values) value = static_cast<std::int16_t>(random() % 500 - 20);
    const int most = i % 50 == 0 ? 100'000 : int(random() % 500) - 20;
    std::uint64_t wanted = 0;
    for (std::size_t k = 0; k < values.size() && k < 64; ++k)
      wanted |= std::uint64_t{values[k] > most} << k;
    ASSERT_EQ(above(values, most), wanted) << "case " << i;
  }
}

TEST(Kernel, each_width_finds_what_the_plain_reference_finds) {
  std::mt19937_64 random(5);
  const auto all = widths();
  for (int i = 0, n = cases(4'000, 4'000'000); i < n; ++i) {
    const Words row = random_row(random);
    // Every length up to three hours, and some of a day and more.
    const int cells = i % 5 == 0 ? int(random() % 600) + 1 : int(random() % 40) + 1;
    const Words wanted = reference(row, cells);
    for (Width width : all) {
      Words found(row.size(), 0x5555);
      fitting(row, cells, found, width);
      ASSERT_EQ(found, wanted) << to_string(width) << ", " << cells << " cells, case " << i;
      Words added(row.size());
      added[i % added.size()] = random();
      Words both = added;
      add_fitting(row, cells, both, width);
      for (std::size_t w = 0; w < row.size(); ++w) ASSERT_EQ(both[w], added[w] | wanted[w]);
      // A mask that may end before the row does.
      Words mask(random() % (row.size() + 1)), within(row.size(), 0x5555);
      for (auto& word : mask) word = random();
      fitting_within(row, cells, mask, within, width);
      for (std::size_t w = 0; w < row.size(); ++w)
        ASSERT_EQ(within[w], w < mask.size() ? mask[w] & wanted[w] : 0);
      fitting_within(row, cells, mask, mask, width);  // in place
      for (std::size_t w = 0; w < mask.size(); ++w) ASSERT_EQ(mask[w], within[w]);
      // Several rows, each with its own length.
      std::vector<Words> rows(random() % 4, row);
      std::vector<Wanted> asked;
      Words kept(random() % row.size() + 1), any(kept.size());
      for (auto& word : kept) word = random() | random();
      for (Words& one : rows) {
        for (int holes = int(random() % 4); holes > 0; --holes)
          one[random() % one.size()] = random();
        asked.push_back({one, cells + int(random() % 7)});
        const Words of_one = reference(one, asked.back().cells);
        for (std::size_t w = 0; w < any.size(); ++w) any[w] |= of_one[w] & kept[w];
      }
      keep_fitting_any(asked, kept, width);
      ASSERT_EQ(kept, any) << to_string(width) << ", case " << i;
      const std::size_t by = random() % (row.size() * 64 + 70);
      Words moved(random() % (row.size() + 2), 0x5555);
      moved_down(row, by, moved, width);
      for (std::size_t b = 0; b < moved.size() * 64; b += random() % 9 + 1)
        ASSERT_EQ(bit(moved, b), bit(row, b + by)) << by;
    }
  }
}

TEST(Kernel, words_ahead_are_enough_to_decide) {
  std::mt19937_64 random(6);
  for (int i = 0; i < 500; ++i) {
    Words row(20);
    for (auto& word : row) word = random() | random() | random() | random() | random();
    const int cells = int(random() % 200) + 1;
    const Words whole = reference(row, cells);
    const std::size_t first = random() % 8, words = random() % 4 + 1;
    const std::span<const std::uint64_t> part(&row[first], words + words_ahead(cells));
    Words found(part.size());
    fitting(part, cells, found);
    for (std::size_t w = 0; w < words; ++w) ASSERT_EQ(found[w], whole[first + w]) << cells;
  }
}

TEST(Kernel, an_empty_row_and_a_length_beyond_the_row_find_nothing) {
  Words none, out;
  fitting(none, 3, out);
  add_fitting(none, 300, out);
  Words full(2, ~std::uint64_t{0}), found(2);
  fitting(full, 128, found);
  EXPECT_EQ(found, (Words{1, 0}));
  fitting(full, 129, found);
  EXPECT_EQ(found, (Words{0, 0}));
}

TEST(Kernel, a_slice_holds_the_words_that_were_asked_for) {
  BitRow row({1000}, 500);
  row.set({1100}, {1130});
  BitRow part = row.slice({1070}, {1131});
  EXPECT_EQ(part.origin().index, 1064);
  EXPECT_EQ(part.size(), 128);
  EXPECT_EQ(part.cells().size(), 30u);
  EXPECT_TRUE(part.all({1100}, {1130}));
  BitRow end = row.slice({1480}, {2000});
  EXPECT_EQ(end.origin().index + end.size(), 1500);
  EXPECT_EQ(row.slice({0}, {900}).size(), 0);
}

}  // namespace
}  // namespace fascia::schedule
