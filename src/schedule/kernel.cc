// SPDX-License-Identifier: Apache-2.0
#include "schedule/kernel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#define FASCIA_WIDE 1
#include <emmintrin.h>
#endif
// Inlined into one function a width, so that the compiler makes wide code of the same loop.
#define FASCIA_BODY [[gnu::always_inline]] inline

namespace fascia::schedule {
namespace {

using Word = std::uint64_t;
constexpr int kDirect = 33;  // cells: what two overlapping halves of 64 bits can decide

// Two halves: `low` are the bits 0..63 of a word and what follows, `high` the bits 32..95. Each is
// shifted within itself alone; the 32 upper bits of each become wrong and are dropped. That is
// cheaper than carrying bits from word to word at each step. `Doublings` steps of 1, 2, 4 …, then
// `last`: together they reach cells - 1 bits ahead.
template <int Doublings>
FASCIA_BODY Word decided(Word here, Word next, int last) {
  if constexpr (Doublings == 0) return here;
  Word low = here, high = here >> 32 | next << 32;
  for (int i = 0; i < Doublings; ++i) {
    low &= low >> (1 << i);
    high &= high >> (1 << i);
  }
  low &= low >> last;
  high &= high >> last;
  return (low & 0xffffffffu) | high << 32;
}

// What becomes of the words that were found.
enum class Into { replace, add, within };

// `after` is what follows the last of the words in the row.
template <int Doublings, Into How>
FASCIA_BODY void direct(const Word* row, std::size_t words, Word after, int cells, const Word* mask,
                        Word* out) {
  const int last = cells - (1 << Doublings);
  auto put = [&](std::size_t i, Word found) __attribute__((always_inline)) {
    if constexpr (How == Into::add) found |= out[i];
    if constexpr (How == Into::within) found &= mask[i];
    out[i] = found;
  };
  for (std::size_t i = 0; i + 1 < words; ++i) put(i, decided<Doublings>(row[i], row[i + 1], last));
  put(words - 1, decided<Doublings>(row[words - 1], after, last));
}

template <Into How>
FASCIA_BODY void up_to_33(const Word* row, std::size_t words, Word after, int cells,
                          const Word* mask, Word* out) {
  switch (std::bit_width(static_cast<unsigned>(cells)) - 1) {
    case 0:
      return direct<0, How>(row, words, after, cells, mask, out);
    case 1:
      return direct<1, How>(row, words, after, cells, mask, out);
    case 2:
      return direct<2, How>(row, words, after, cells, mask, out);
    case 3:
      return direct<3, How>(row, words, after, cells, mask, out);
    case 4:
      return direct<4, How>(row, words, after, cells, mask, out);
    default:
      return direct<5, How>(row, words, after, cells, mask, out);
  }
}

// out &= out moved `by` bits down, in place: each word is read before it is written.
FASCIA_BODY void narrow(Word* out, std::size_t words, int by) {
  const std::size_t whole = static_cast<std::size_t>(by) / 64;
  const int part = by % 64;
  for (std::size_t i = 0; i < words; ++i) {
    Word here = i + whole < words ? out[i + whole] >> part : 0;
    if (part != 0 && i + whole + 1 < words) here |= out[i + whole + 1] << (64 - part);
    out[i] &= here;
  }
}

FASCIA_BODY void longer(const Word* row, std::size_t words, int cells, Word* out) {
  up_to_33<Into::replace>(row, words, 0, kDirect, nullptr, out);
  for (int covered = kDirect; covered < cells;) {
    int step = std::min(covered, cells - covered);
    narrow(out, words, step);
    covered += step;
  }
}

FASCIA_BODY void moved(const Word* row, std::size_t words, int by, Word* out) {
  if (by == 0) {
    std::copy_n(row, words, out);
    return;
  }
  for (std::size_t i = 0; i + 1 < words; ++i) out[i] = row[i] >> by | row[i + 1] << (64 - by);
  out[words - 1] = row[words - 1] >> by;
}

// The loops at one width.
struct Loops {
  using Direct = void (*)(const Word* row, std::size_t words, Word after, int cells,
                          const Word* mask, Word* out);
  Direct replace, add, within;
  void (*longer)(const Word* row, std::size_t words, int cells, Word* out);
  void (*moved)(const Word* row, std::size_t words, int by, Word* out);
};

#define FASCIA_LOOPS(NAME, TARGET)                                                                 \
  TARGET void NAME##_replace(const Word* r, std::size_t n, Word a, int c, const Word* m,           \
                             Word* o) {                                                            \
    up_to_33<Into::replace>(r, n, a, c, m, o);                                                     \
  }                                                                                                \
  TARGET void NAME##_add(const Word* r, std::size_t n, Word a, int c, const Word* m, Word* o) {    \
    up_to_33<Into::add>(r, n, a, c, m, o);                                                         \
  }                                                                                                \
  TARGET void NAME##_within(const Word* r, std::size_t n, Word a, int c, const Word* m, Word* o) { \
    up_to_33<Into::within>(r, n, a, c, m, o);                                                      \
  }                                                                                                \
  TARGET void NAME##_longer(const Word* r, std::size_t n, int c, Word* o) { longer(r, n, c, o); }  \
  TARGET void NAME##_moved(const Word* r, std::size_t n, int by, Word* o) { moved(r, n, by, o); }  \
  constexpr Loops k_##NAME{NAME##_replace, NAME##_add, NAME##_within, NAME##_longer, NAME##_moved};

FASCIA_LOOPS(plain, )
#ifdef FASCIA_WIDE
FASCIA_LOOPS(avx2, [[gnu::target("avx2")]])
#if defined(__clang__)
FASCIA_LOOPS(avx512, [[gnu::target("avx512f,avx512vl,avx512bw,avx512dq")]])
#else
FASCIA_LOOPS(avx512, [[gnu::target("avx512f,avx512vl,avx512bw,avx512dq,prefer-vector-width=512")]])
#endif
#endif

const Loops& loops_of(Width width) {
#ifdef FASCIA_WIDE
  if (width == Width::avx512) return k_avx512;
  if (width == Width::avx2) return k_avx2;
#endif
  (void)width;
  return k_plain;
}

}  // namespace

const char* to_string(Width width) {
  return width == Width::avx512 ? "avx512" : width == Width::avx2 ? "avx2" : "plain";
}

std::vector<Width> widths() {
  std::vector<Width> out{Width::plain};
#ifdef FASCIA_WIDE
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) out.push_back(Width::avx2);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"))
    out.push_back(Width::avx512);
#endif
  return out;
}

Width widest() {
  static const Width kWidest = widths().back();
  return kWidest;
}

void fitting(std::span<const Word> row, int cells, std::span<Word> out, Width width) {
  if (row.empty()) return;
  if (cells > kDirect) return loops_of(width).longer(row.data(), row.size(), cells, out.data());
  loops_of(width).replace(row.data(), row.size(), 0, cells, nullptr, out.data());
}

void add_fitting(std::span<const Word> row, int cells, std::span<Word> out, Width width) {
  if (row.empty()) return;
  if (cells <= kDirect)
    return loops_of(width).add(row.data(), row.size(), 0, cells, nullptr, out.data());
  std::vector<Word> found(row.size());
  fitting(row, cells, found, width);
  for (std::size_t i = 0; i < found.size(); ++i) out[i] |= found[i];
}

void fitting_within(std::span<const Word> row, int cells, std::span<const Word> mask,
                    std::span<Word> out, Width width) {
  const std::size_t both = std::min(row.size(), mask.size());
  if (both < out.size()) std::ranges::fill(out.subspan(both), 0);
  if (both == 0) return;
  if (cells <= kDirect)
    return loops_of(width).within(row.data(), both, both < row.size() ? row[both] : 0, cells,
                                  mask.data(), out.data());
  std::vector<Word> found(row.size());
  fitting(row, cells, found, width);
  for (std::size_t i = 0; i < both; ++i) out[i] = found[i] & mask[i];
}

void keep_fitting_any(std::span<const Wanted> rows, std::span<Word> kept, Width width) {
  if (!std::ranges::all_of(rows, [](const Wanted& w) { return w.cells <= kDirect; })) {
    std::vector<Word> any(kept.size()), found;
    for (const Wanted& wanted : rows) {
      found.resize(wanted.row.size());
      fitting(wanted.row, wanted.cells, found, width);
      for (std::size_t i = 0; i < any.size(); ++i) any[i] |= found[i];
    }
    for (std::size_t i = 0; i < any.size(); ++i) kept[i] &= any[i];
    return;
  }
  constexpr std::size_t kPart = 33;  // words, about a week; a power of two and the one that ends it
  for (std::size_t at = 0; at < kept.size(); at += kPart) {
    const std::size_t words = std::min(kPart, kept.size() - at);
    std::array<Word, kPart> any{};
    for (std::size_t r = rows.size(); r-- > 0;) {
      const Wanted& wanted = rows[r];
      const auto row = wanted.row.subspan(at);
      loops_of(width).add(row.data(), words, words < row.size() ? row[words] : 0, wanted.cells,
                          nullptr, any.data());
      Word missing = 0;
      for (std::size_t i = 0; i < words; ++i) missing |= kept[at + i] & ~any[i];
      if (missing == 0) break;
    }
    for (std::size_t i = 0; i < words; ++i) kept[at + i] &= any[i];
  }
}

void moved_down(std::span<const Word> row, std::size_t by, std::span<Word> out, Width width) {
  const std::size_t whole = std::min(by / 64, row.size());
  const auto rest = row.subspan(whole);
  const std::size_t words = std::min(out.size(), rest.size());
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(words), out.end(), 0);
  if (words == 0) return;
  loops_of(width).moved(rest.data(), words, static_cast<int>(by % 64), out.data());
  if (by % 64 != 0 && words < rest.size()) out[words - 1] |= rest[words] << (64 - by % 64);
}

Word above(std::span<const std::int16_t> values, int most) {
  const std::size_t count = std::min<std::size_t>(values.size(), 64);
  const auto limit = static_cast<std::int16_t>(std::clamp<int>(most, INT16_MIN, INT16_MAX));
  Word out = 0;
  std::size_t at = 0;
#ifdef FASCIA_WIDE
  for (; at + 16 <= count; at += 16) {
    auto eight = [&](std::size_t i) {
      __m128i some;
      std::memcpy(&some, &values[i], sizeof some);
      return _mm_cmpgt_epi16(some, _mm_set1_epi16(limit));
    };
    const int bits = _mm_movemask_epi8(_mm_packs_epi16(eight(at), eight(at + 8)));
    out |= static_cast<Word>(static_cast<unsigned>(bits)) << at;
  }
#endif
  for (; at + 8 <= count; at += 8) {
    std::array<std::uint8_t, 8> is_above;
    for (std::size_t i = 0; i < 8; ++i) is_above[i] = values[at + i] > limit;
    // Eight bytes of 0 and 1 become eight bits, the first the lowest.
    out |= (std::bit_cast<Word>(is_above) * 0x0102040810204080U) >> 56 << at;
  }
  for (; at < count; ++at) out |= Word{values[at] > limit} << at;
  return out;
}

}  // namespace fascia::schedule
