// SPDX-License-Identifier: Apache-2.0
#include "page/words.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace fascia::page {
namespace {

constexpr std::string_view kNoBreak = "\u00a0";

std::string weekday(Language language, Date day) {
  return text(language, fmt::format("words.weekday_{}", day.weekday()));
}

std::string day_number(Language language, Date day) {
  if (language == Language::fr && day.day() == 1) return "1er";
  return std::to_string(day.day());
}

std::string grouped(std::int64_t whole, std::string_view separator) {
  std::string digits = std::to_string(whole), out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += separator;
    out += digits[i];
  }
  return out;
}

std::string counted(Language language, std::string_view id, int n) {
  // French says "0 minute" and "1 minute", English "0 minutes" and "1 minute".
  const bool one = n == 1 || (language == Language::fr && n == 0);
  return text(language, fmt::format("words.{}_{}", id, one ? "one" : "many"),
              {{"n", std::to_string(n)}});
}

}  // namespace

std::string day_text(Language language, Date day) {
  return fmt::format("{} {} {}", weekday(language, day), day_number(language, day),
                     text(language, fmt::format("words.month_{}", day.month())));
}

std::string date_text(Language language, Date day) {
  return fmt::format("{} {} {}", day_number(language, day),
                     text(language, fmt::format("words.month_{}", day.month())), day.year());
}

std::string day_year_text(Language language, Date day) {
  return fmt::format("{} {}", day_text(language, day), day.year());
}

std::string short_day_text(Language language, Date day) {
  return fmt::format("{} {}", day_number(language, day),
                     text(language, fmt::format("words.short_month_{}", day.month())));
}

std::string clock_words(Language language, int minute) {
  const int hour = minute / 60 % 24, rest = minute % 60;
  if (language == Language::fr) {
    if (rest == 0) return fmt::format("{}{}h", hour, kNoBreak);
    return fmt::format("{0}{1}h{1}{2:02}", hour, kNoBreak, rest);
  }
  const int twelve = hour % 12 == 0 ? 12 : hour % 12;
  return fmt::format("{}:{:02} {}", twelve, rest, hour < 12 ? "am" : "pm");
}

std::string when_text(Language language, WallTime when) {
  return day_text(language, when.date) + ", " + clock_words(language, when.minute);
}

std::string money_text(Language language, const Money& money) {
  const std::int64_t cents = std::abs(money.cents);
  const std::string_view minus = money.cents < 0 ? "−" : "";
  const bool canadian = money.currency == "CAD";
  if (language == Language::fr) {
    return fmt::format("{}{},{:02}{}{}", minus, grouped(cents / 100, kNoBreak), cents % 100,
                       kNoBreak, canadian ? "$" : money.currency);
  }
  const std::string amount = fmt::format("{}.{:02}", grouped(cents / 100, ","), cents % 100);
  if (canadian) return fmt::format("{}${}", minus, amount);
  return fmt::format("{}{} {}", minus, amount, money.currency);
}

std::string minutes_text(Language language, int minutes) {
  const int hours = minutes / 60, rest = minutes % 60;
  // Visits are sold as "60" and "90 minutes"; longer times read better in hours.
  if (minutes <= 90) return counted(language, "minutes", minutes);
  if (rest == 0) return counted(language, "hours", hours);
  return counted(language, "hours", hours) + ' ' + counted(language, "minutes", rest);
}

std::string number_text(Language language, double value, int decimals) {
  std::string out = fmt::format("{:.{}f}", value, decimals);
  if (out.find('.') != out.npos) {
    while (out.ends_with('0')) out.pop_back();
    if (out.ends_with('.')) out.pop_back();
  }
  if (out == "-0") out = "0";
  if (out.starts_with('-')) out.replace(0, 1, "−");
  if (language == Language::fr)
    if (const std::size_t point = out.find('.'); point != out.npos) out[point] = ',';
  return out;
}

std::string pain_text(Language language, int pain) {
  FASCIA_CHECK(pain >= 0 && pain <= 10);
  const char* word = pain == 0   ? "pain_none"
                     : pain <= 3 ? "pain_mild"
                     : pain <= 6 ? "pain_moderate"
                     : pain <= 9 ? "pain_strong"
                                 : "pain_worst";
  return text(
      language, "words.pain_of_ten",
      {{"n", std::to_string(pain)}, {"word", text(language, std::string("words.") + word)}});
}

std::string comma_text(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

std::string and_text(Language language, const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? ' ' + text(language, "words.and") + ' ' : ", ";
    out += items[i];
  }
  return out;
}

std::string phone_digits(std::string_view phone) {
  std::string digits;
  for (char c : phone)
    if (c >= '0' && c <= '9') digits += c;
  if (digits.size() == 10) return "+1" + digits;
  return phone.starts_with('+') || digits.size() > 10 ? '+' + digits : digits;
}

}  // namespace fascia::page
