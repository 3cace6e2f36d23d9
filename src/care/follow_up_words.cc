// SPDX-License-Identifier: Apache-2.0
#include "care/follow_up_words.h"

#include <fmt/format.h>

namespace fascia::care {
namespace {

std::string english_clock(int minute) {
  int hour = minute / 60 % 12;
  return fmt::format("{}:{:02} {}", hour == 0 ? 12 : hour, minute % 60,
                     minute < 12 * 60 ? "am" : "pm");
}
std::string french_clock(int minute) {
  if (minute % 60 == 0) return fmt::format("{} h", minute / 60);
  return fmt::format("{} h {:02}", minute / 60, minute % 60);
}

void replace_all(std::string& text, const std::string& mark, const std::string& value) {
  for (std::size_t at = text.find(mark); at != std::string::npos;
       at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
}

}  // namespace

Words filled(Words text, std::string_view name, const Words& value) {
  std::string mark = '{' + std::string(name) + '}';
  replace_all(text.en, mark, value.en);
  replace_all(text.fr, mark, value.fr);
  return text;
}

Words spoken_time(Instant at, Instant now, const Zone& zone, const ClockWords& words) {
  Date today = zone.date(now);
  WallTime wall = zone.wall(at);
  // The midnight that ends a day is named by that day.
  bool midnight = at == zone.start_of(today + 1);
  int days = wall.date - today;
  Words text = midnight    ? words.midnight
               : days == 0 ? words.today
               : days == 1 ? words.tomorrow
                           : words.later;
  text = filled(std::move(text), "clock", {english_clock(wall.minute), french_clock(wall.minute)});
  Date named = midnight ? today : wall.date;
  auto weekday = static_cast<std::size_t>(named.weekday() - 1);
  if (weekday < words.days.size()) text = filled(std::move(text), "day", words.days[weekday]);
  return text;
}

}  // namespace fascia::care
