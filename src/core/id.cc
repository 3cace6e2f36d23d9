// SPDX-License-Identifier: Apache-2.0
#include "core/id.h"

namespace fascia {
namespace {
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kDigits = 13;
}  // namespace

std::string id_text(std::int64_t value) {
  auto rest = static_cast<std::uint64_t>(value);
  std::string out(kDigits, '0');
  for (int i = kDigits - 1; i >= 0; --i, rest >>= 5)
    out[static_cast<std::size_t>(i)] = kAlphabet[rest & 31];
  return out;
}

std::optional<std::int64_t> id_value(std::string_view text) {
  if (text.size() != kDigits) return std::nullopt;
  std::uint64_t value = 0;
  for (char c : text) {
    auto digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    if (value >> 58 != 0) return std::nullopt;  // the next shift would pass 2^63
    value = value << 5 | digit;
  }
  if (value == 0 || value >> 63 != 0) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

}  // namespace fascia
