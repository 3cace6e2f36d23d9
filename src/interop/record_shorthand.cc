// SPDX-License-Identifier: Apache-2.0
// What stands in a name in other than words: a sign for a fracture, a form of address, a year.
#include <algorithm>
#include <cstdlib>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

constexpr std::size_t kBesideSign = 60;  // letters that are looked at beside a sign
constexpr std::size_t kWordsBeside = 4;
constexpr std::size_t kMostWordsOfName = 14;  // a longer text tells of more than one thing

bool is_numeral(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_plain_letter(char c) { return is_lower(c) || is_upper(c); }

// The first words of the statement behind a sign, or its last ones before it.
std::string words_beside(std::string_view text, bool behind) {
  const Wording wording(behind || text.size() <= kBesideSign
                            ? text.substr(0, kBesideSign)
                            : text.substr(text.size() - kBesideSign));
  std::vector<std::string_view> some;
  auto take = [&](std::string_view word) {
    if (word == "." || word == "," || some.size() == kWordsBeside) return false;
    some.push_back(word);
    return true;
  };
  if (behind) {
    for (std::string_view word : wording.words)
      if (!take(word)) break;
  } else {
    for (auto word = wording.words.rbegin(); word != wording.words.rend(); ++word)
      if (!take(*word)) break;
    std::reverse(some.begin(), some.end());
  }
  std::string out;
  for (std::string_view word : some) out.append(word).append(" ");
  return out;
}

bool stands_for_word(const Shorthand& one, std::string_view text, std::size_t at) {
  const std::string_view behind = text.substr(at + 1);
  // "#1 diabetes" counts problems; "#5th metatarsal" does not.
  std::size_t first = behind.find_first_not_of(' ');
  if (first != behind.npos && is_numeral(behind[first])) {
    while (first < behind.size() && is_numeral(behind[first])) ++first;
    if (first == behind.size() || !is_lower(behind[first])) return false;
  }
  auto is_told = [&](const std::string& words) {
    const Wording wording(words);
    return any_stands_in(one.beside, wording) && !any_stands_in(one.unless, wording);
  };
  if (is_told(words_beside(behind, true))) return true;
  const bool ends = first == behind.npos || !is_plain_letter(behind[first]);
  return ends && is_told(words_beside(text.substr(0, at), false));
}

// "Ms Smith", but not "MS", "ms" or "Ms since 2011".
bool is_title(std::string_view text, std::size_t at, std::string_view title) {
  if (!text.substr(at).starts_with(title)) return false;
  if (at > 0 && (is_plain_letter(text[at - 1]) || is_numeral(text[at - 1]))) return false;
  std::size_t next = at + title.size();
  if (next < text.size() && text[next] == '.') ++next;
  const std::size_t name = text.find_first_not_of(' ', next);
  if (name == text.npos || name == next) return false;
  // In UTF-8, with an accent.
  const bool accented = text[name] == '\xC3' && name + 1 < text.size() &&
                        static_cast<unsigned char>(text[name + 1]) < 0x9F;
  return is_upper(text[name]) || accented;
}

// A year, with its month and day where they stand behind it.
std::optional<When> day_at(std::string_view text, std::size_t at, Date visit) {
  constexpr std::size_t kYear = 4, kMonth = 7, kDay = 10;
  auto digits = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = at + from; i < at + to; ++i)
      if (i >= text.size() || !is_numeral(text[i])) return false;
    return true;
  };
  auto ends = [&](std::size_t length) {
    return at + length >= text.size() || !is_numeral(text[at + length]);
  };
  auto divided = [&](std::size_t i) {
    return at + i < text.size() && (text[at + i] == '-' || text[at + i] == '/');
  };
  if ((at > 0 && (is_numeral(text[at - 1]) || text[at - 1] == '.')) || !digits(0, kYear) ||
      !ends(kYear))
    return std::nullopt;
  const bool month = divided(kYear) && digits(kYear + 1, kMonth) && ends(kMonth);
  const bool day = month && divided(kMonth) && digits(kMonth + 1, kDay) && ends(kDay);
  std::string said(text.substr(at, day ? kDay : month ? kMonth : kYear));
  std::replace(said.begin(), said.end(), '/', '-');
  if (said < "1900" || said > "2200") return std::nullopt;
  return read_day(said, visit);
}

// "5 Nov 2026", "November 5, 2026", « 5 novembre 2026 », "Nov 2026": the day, or the last of the
// month; the words of a year that stands at `at`.
std::optional<Date> named_day_at(const Wording& wording, std::size_t at, Date visit) {
  static constexpr std::pair<std::string_view, int> kMonths[] = {
      {"jan", 1},       {"january", 1},   {"janv", 1},      {"janvier", 1},  {"feb", 2},
      {"february", 2},  {"fev", 2},       {"fevr", 2},      {"fevrier", 2},  {"mar", 3},
      {"march", 3},     {"mars", 3},      {"apr", 4},       {"april", 4},    {"avr", 4},
      {"avril", 4},     {"may", 5},       {"mai", 5},       {"jun", 6},      {"june", 6},
      {"juin", 6},      {"jul", 7},       {"july", 7},      {"juil", 7},     {"juillet", 7},
      {"aug", 8},       {"august", 8},    {"aout", 8},      {"sep", 9},      {"sept", 9},
      {"september", 9}, {"septembre", 9}, {"oct", 10},      {"october", 10}, {"octobre", 10},
      {"nov", 11},      {"november", 11}, {"novembre", 11}, {"dec", 12},     {"december", 12},
      {"decembre", 12}};
  const auto& words = wording.words;
  if (words[at].size() != 4 || !std::ranges::all_of(words[at], is_numeral)) return std::nullopt;
  std::string day = "0";
  int month = 0;
  constexpr std::size_t kBefore = 4;  // "November 5 , 2026"
  for (std::size_t i = at; i-- > 0 && at - i <= kBefore;) {
    const std::string_view word = words[i];
    if (word == "," || word == "." || word == "of") continue;
    if (word.size() <= 2 && std::ranges::all_of(word, is_numeral)) {
      day = std::string(word);
      if (month != 0) break;
      continue;
    }
    auto named = std::ranges::find_if(kMonths, [&](const auto& one) { return word == one.first; });
    if (month != 0 || named == std::end(kMonths)) break;
    month = named->second;
    if (day != "0") break;
  }
  if (month == 0) return std::nullopt;
  auto two = [](int number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  std::string said = std::string(words[at]) + two(month);
  if (const int number = std::atoi(day.c_str()); number > 0)
    if (parse_date(said + two(number))) said += two(number);
  return read_day(said, visit).last;
}

// "3 years ago", « il y a 3 ans »: the fewest days that can be.
std::optional<int> days_ago_at(const std::vector<std::string_view>& words, std::size_t at) {
  static constexpr std::pair<std::string_view, int> kUnits[] = {
      {"year", 365}, {"years", 365},  {"yr", 365},    {"yrs", 365},   {"an", 365},
      {"ans", 365},  {"annees", 365}, {"month", 30},  {"months", 30}, {"mois", 30},
      {"week", 7},   {"weeks", 7},    {"semaine", 7}, {"semaines", 7}};
  if (at + 1 >= words.size() || words[at].size() > 2 || !is_numeral(words[at].back()))
    return std::nullopt;
  const int number = std::atoi(std::string(words[at]).c_str());
  const bool ago = at + 2 < words.size() && words[at + 2] == "ago";
  const bool since = at >= 3 && words[at - 3] == "il" && words[at - 2] == "y";
  for (auto [unit, days] : kUnits)
    if (words[at + 1] == unit && (ago || since) && number > 0) return (number - 1) * days;
  return std::nullopt;
}

// "Aged 6", "at age 6", « à l’âge de 6 ans », "in her 40s": how old at the most.
std::optional<int> age_at(const std::vector<std::string_view>& words, std::size_t at) {
  const std::string_view word = words[at];
  constexpr std::size_t kBefore = 2;  // « age de 6 »
  auto stands_before = [&](std::initializer_list<std::string_view> these) {
    for (std::size_t i = 1; i <= kBefore && i <= at; ++i)
      if (std::ranges::find(these, words[at - i]) != these.end()) return true;
    return false;
  };
  if (word.size() == 3 && word.ends_with("0s") && is_numeral(word[0]) && at > 0 &&
      (words[at - 1] == "her" || words[at - 1] == "his" || words[at - 1] == "their"))
    return (word[0] - '0') * 10 + 9;
  if (word.size() > 2 || !std::ranges::all_of(word, is_numeral)) return std::nullopt;
  if (!stands_before({"age", "aged"})) return std::nullopt;
  return std::atoi(std::string(word).c_str());
}

}  // namespace

std::string spelled_out(const Codes& codes, std::string_view text) {
  const bool plain = std::ranges::none_of(
                         codes.shorthands,
                         [&](const Shorthand& one) { return text.find(one.sign) != text.npos; }) &&
                     std::ranges::none_of(codes.titles, [&](const std::string& one) {
                       return text.find(one) != text.npos;
                     });
  if (plain) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto one = std::ranges::find(codes.shorthands, text[i], &Shorthand::sign);
    if (one != codes.shorthands.end() && stands_for_word(*one, text, i)) {
      out.append(" ").append(one->word).append(" ");
      continue;
    }
    auto title = std::ranges::find_if(
        codes.titles, [&](const std::string& known) { return is_title(text, i, known); });
    if (title != codes.titles.end())
      i += title->size() - 1;
    else
      out += text[i];
  }
  return out;
}

std::optional<Date> day_in_words(const Reading& reading,
                                 const std::vector<std::string_view>& texts) {
  std::optional<Date> latest;
  auto take = [&](Date day) { latest = std::max(latest.value_or(day), day); };
  for (std::string_view text : texts) {
    text = text.substr(0, 200);
    const Wording wording(text);
    if (wording.words.size() > kMostWordsOfName) continue;
    std::size_t word = 0;  // of the year that stands at `i`
    for (std::size_t i = 0; i < text.size(); ++i) {
      auto when = day_at(text, i, reading.visit);
      if (!when) continue;
      if (!when->last) return std::nullopt;  // still to come
      const auto& words = wording.words;
      while (word < words.size() && words[word] != text.substr(i, 4)) ++word;
      if (word == words.size())
        take(*when->last);
      else
        take(named_day_at(wording, word++, reading.visit).value_or(*when->last));
    }
    auto take_age = [&](int years) {
      if (reading.birth) take(std::min(*reading.birth + (years + 1) * 366, reading.visit));
    };
    for (std::size_t i = 0; i < wording.words.size(); ++i) {
      if (auto days = days_ago_at(wording.words, i)) take(reading.visit - *days);
      if (auto age = age_at(wording.words, i)) take_age(*age);
    }
    for (const LongAgo& one : reading.codes.long_ago) {
      if (!any_stands_in(one.phrases, wording)) continue;
      if (one.days > 0) take(reading.visit - one.days);
      if (one.before_age > 0) take_age(one.before_age);
    }
  }
  return latest;
}

}  // namespace fascia::interop
