// SPDX-License-Identifier: Apache-2.0
#include "schedule/bits.h"

#include <algorithm>
#include <bit>

#include "core/result.h"
#include "schedule/kernel.h"

namespace fascia::schedule {
namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
std::size_t index(std::int64_t n) { return static_cast<std::size_t>(n); }

}  // namespace

int cells_for(int minutes) { return (minutes * 60 + int(kCellSeconds) - 1) / int(kCellSeconds); }

BitRow::BitRow(Cell origin, std::int64_t cells)
    : origin_(origin), size_(std::max<std::int64_t>(0, cells)), words_(index((size_ + 63) / 64)) {}

void BitRow::change(Cell from, Cell until, bool value) {
  std::int64_t a = std::clamp<std::int64_t>(from.index - origin_.index, 0, size_);
  std::int64_t b = std::clamp<std::int64_t>(until.index - origin_.index, 0, size_);
  while (a < b) {
    std::int64_t in_word = a % 64;
    std::int64_t count = std::min<std::int64_t>(64 - in_word, b - a);
    std::uint64_t mask = (count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1)
                         << in_word;
    std::uint64_t& word = words_[index(a / 64)];
    word = value ? word | mask : word & ~mask;
    a += count;
  }
}

bool BitRow::test(Cell c) const {
  std::int64_t at = c.index - origin_.index;
  if (at < 0 || at >= size_) return false;
  return (words_[index(at / 64)] >> (at % 64) & 1) != 0;
}

bool BitRow::all(Cell from, Cell until) const {
  for (Cell c = from; c < until; ++c.index)
    if (!test(c)) return false;
  return true;
}

bool BitRow::any() const {
  return std::any_of(words_.begin(), words_.end(), [](std::uint64_t w) { return w != 0; });
}

BitRow& BitRow::operator&=(const BitRow& other) {
  FASCIA_CHECK(origin_ == other.origin_ && size_ == other.size_);
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

BitRow& BitRow::operator|=(const BitRow& other) {
  FASCIA_CHECK(origin_ == other.origin_ && size_ == other.size_);
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

std::vector<Cell> BitRow::cells() const {
  std::vector<Cell> out;
  for (std::size_t w = 0; w < words_.size(); ++w)
    for (std::uint64_t rest = words_[w]; rest != 0; rest &= rest - 1)
      out.push_back({origin_.index + std::int64_t(w) * 64 + std::countr_zero(rest)});
  return out;
}

BitRow BitRow::later(std::int64_t n) const {
  BitRow out(origin_, size_);
  if (n < 0) {  // what lies n cells earlier
    std::int64_t back = -n;
    std::size_t whole = index(back / 64);
    int part = int(back % 64);
    for (std::size_t i = out.words_.size(); i-- > whole;) {
      out.words_[i] = words_[i - whole] << part;
      if (part != 0 && i > whole) out.words_[i] |= words_[i - whole - 1] >> (64 - part);
    }
    if (size_ % 64 != 0 && !out.words_.empty())
      out.words_.back() &= (std::uint64_t{1} << (size_ % 64)) - 1;
    return out;
  }
  std::size_t whole = index(n / 64);
  int part = int(n % 64);
  for (std::size_t i = 0; i + whole < words_.size(); ++i) {
    out.words_[i] = words_[i + whole] >> part;
    if (part != 0 && i + whole + 1 < words_.size())
      out.words_[i] |= words_[i + whole + 1] << (64 - part);
  }
  return out;
}

BitRow BitRow::slice(Cell from, Cell until) const {
  const std::int64_t all = static_cast<std::int64_t>(words_.size());
  std::int64_t first = std::clamp<std::int64_t>(floor_div(from.index - origin_.index, 64), 0, all);
  std::int64_t last =
      std::clamp<std::int64_t>(floor_div(until.index - origin_.index + 63, 64), first, all);
  BitRow out({origin_.index + first * 64}, std::min(size_ - first * 64, (last - first) * 64));
  std::copy(words_.begin() + first, words_.begin() + last, out.words_.begin());
  return out;
}

BitRow BitRow::starts(int n) const {
  BitRow out(origin_, size_);
  fitting(words_, std::max(1, n), out.words_);
  return out;
}

}  // namespace fascia::schedule
