// SPDX-License-Identifier: Apache-2.0
// Numbers that stand in words: "AAA 5.2 cm", "score T : -3,6".
#include <algorithm>
#include <cstdlib>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

constexpr std::size_t kMostText = 2000;
constexpr std::size_t kBehind = 24;  // letters between what is told and its number

bool is_a_digit(char c) { return c >= '0' && c <= '9'; }

// A dash between two numbers is a range, behind a letter or a space it is a sign.
bool is_negative(std::string_view before) {
  for (std::string_view dash : {"-", "\xE2\x88\x92", "\xE2\x80\x93"}) {
    if (!before.ends_with(dash)) continue;
    before.remove_suffix(dash.size());
    return before.empty() || !is_a_digit(before.back());
  }
  return false;
}

struct NumberInText {
  double value = 0;
  std::string_view before, after;  // up to the numbers beside it
};

std::vector<NumberInText> all_numbers(std::string_view text) {
  std::vector<NumberInText> all;
  std::size_t last = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_a_digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    std::string digits;
    for (; end < text.size(); ++end) {
      const bool point = (text[end] == '.' || text[end] == ',') && end + 1 < text.size() &&
                         is_a_digit(text[end + 1]) && digits.find('.') == digits.npos;
      if (!point && !is_a_digit(text[end])) break;
      digits += point ? '.' : text[end];
    }
    std::string_view before = text.substr(last, i - last);
    double value = std::strtod(digits.c_str(), nullptr);
    all.push_back({is_negative(before) ? -value : value, before, text.substr(end)});
    last = i = end;
  }
  return all;
}

std::optional<double> told_by(const CodedNumber& number, const NumberInText& one) {
  double value = one.value;
  if (!number.units.empty()) {
    Wording after(one.after.substr(0, 8));
    if (after.words.empty()) return std::nullopt;
    auto unit = number.units.find(after.words[0]);
    if (unit == number.units.end()) return std::nullopt;
    value *= unit->second;
  }
  if (!number.behind.empty()) {
    Wording before(one.before.substr(one.before.size() - std::min(one.before.size(), kBehind)));
    if (!any_stands_in(number.behind, before)) return std::nullopt;
  }
  if (value < number.low || value > number.high) return std::nullopt;
  return value;
}

}  // namespace

void find_numbers(const Concept& meant, Mentioned& into) {
  for (const Mention& mention : into.mentions)
    for (const CodedNumber& number : mention.entry->numbers)
      for (std::string_view text : meant.texts)
        for (const NumberInText& one : all_numbers(text.substr(0, kMostText))) {
          std::optional<double> value = told_by(number, one);
          if (!value) continue;
          auto [at, fresh] = into.numbers.emplace(number.question, *value);
          if (!fresh)
            at->second =
                number.worst_high ? std::max(at->second, *value) : std::min(at->second, *value);
        }
}

}  // namespace fascia::interop
