// SPDX-License-Identifier: Apache-2.0
#include "schedule/holidays.h"

#include <algorithm>

namespace fascia::schedule {
namespace {

using Kind = HolidayRule::Kind;
// The Alberta table was read 2026-11-26: it gives the rule of each day and its dates of 2017 and
// 2018, which the tests repeat. The federal section itself was not opened: whoever relies on it
// looks first.
constexpr std::string_view kAlberta =
    "Government of Alberta, General Holidays and General Holiday Pay, "
    "work.alberta.ca/employment-standards/general-holidays.html; Employment Standards Code, s. 25";
constexpr std::string_view kFederal = "Canada Labour Code, R.S.C. 1985, c. L-2, s. 166";

bool is_in(const std::vector<std::string>& chosen, std::string_view id) {
  return std::find(chosen.begin(), chosen.end(), id) != chosen.end();
}

template <class Counts, class ByLaw>
std::vector<Holiday> days_of(Counts counts, ByLaw by_law, Date from, Date to) {
  std::vector<Holiday> out;
  for (int year = from.year(); year <= to.year(); ++year) {
    for (const HolidayRule& rule : holiday_rules()) {
      if (!counts(rule)) continue;
      const auto day = day_of(rule, year);
      if (day && *day >= from && *day <= to)
        out.push_back({*day, std::string(rule.id), std::string(rule.name), by_law(rule)});
    }
  }
  std::ranges::sort(out, {}, &Holiday::day);
  return out;
}

}  // namespace

// The "anonymous" Gregorian computation (Meeus, Astronomical Algorithms, chapter 8).
Date easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return Date::of(year, n / 31, n % 31 + 1);
}

const std::vector<HolidayRule>& holiday_rules() {
  static const std::vector<HolidayRule> kRules{
      {"new_years_day", "New Year's Day", Kind::fixed, 1, 1, 0, 0, true, true, kAlberta},
      {"family_day", "Alberta Family Day", Kind::nth_weekday, 2, 3, 1, 1990, true, false, kAlberta},
      {"good_friday", "Good Friday", Kind::after_easter, 0, -2, 0, 0, true, true, kAlberta},
      {"easter_monday", "Easter Monday", Kind::after_easter, 0, 1, 0, 0, false, false, kAlberta},
      {"victoria_day", "Victoria Day", Kind::weekday_before, 5, 25, 1, 0, true, true, kAlberta},
      {"canada_day", "Canada Day", Kind::not_on_sunday, 7, 1, 0, 0, true, true, kAlberta},
      {"heritage_day", "Heritage Day", Kind::nth_weekday, 8, 1, 1, 0, false, false, kAlberta},
      {"labour_day", "Labour Day", Kind::nth_weekday, 9, 1, 1, 0, true, true, kAlberta},
      {"truth_and_reconciliation", "National Day for Truth and Reconciliation", Kind::fixed, 9, 30,
       0, 2021, false, true, kFederal},
      {"thanksgiving", "Thanksgiving Day", Kind::nth_weekday, 10, 2, 1, 0, true, true, kAlberta},
      {"remembrance_day", "Remembrance Day", Kind::fixed, 11, 11, 0, 0, true, true, kAlberta},
      {"christmas_day", "Christmas Day", Kind::fixed, 12, 25, 0, 0, true, true, kAlberta},
      {"boxing_day", "Boxing Day", Kind::fixed, 12, 26, 0, 0, false, true, kFederal}};
  return kRules;
}

std::optional<Date> day_of(const HolidayRule& rule, int year) {
  if (year < rule.since) return std::nullopt;
  switch (rule.kind) {
    case Kind::fixed:
      return Date::of(year, rule.month, rule.day);
    case Kind::not_on_sunday: {
      const Date day = Date::of(year, rule.month, rule.day);
      return day.weekday() == 7 ? day + 1 : day;
    }
    case Kind::nth_weekday: {
      const Date first = Date::of(year, rule.month, 1);
      return first + (rule.weekday - first.weekday() + 7) % 7 + 7 * (rule.day - 1);
    }
    case Kind::weekday_before: {
      const Date last = Date::of(year, rule.month, rule.day) - 1;
      return last - (last.weekday() - rule.weekday + 7) % 7;
    }
    case Kind::after_easter:
      return easter(year) + rule.day;
  }
  return std::nullopt;
}

std::vector<Holiday> holidays(HolidayLaw law, const std::vector<std::string>& chosen, Date from,
                              Date to) {
  auto by_law = [&](const HolidayRule& rule) {
    return law == HolidayLaw::alberta ? rule.alberta : rule.federal;
  };
  return days_of([&](const HolidayRule& rule) { return by_law(rule) || is_in(chosen, rule.id); },
                 by_law, from, to);
}

std::vector<Holiday> chosen_holidays(const std::vector<std::string>& chosen, Date from, Date to) {
  return days_of([&](const HolidayRule& rule) { return is_in(chosen, rule.id); },
                 [](const HolidayRule&) { return false; }, from, to);
}

std::vector<TimeOff> closures(const std::vector<Holiday>& days) {
  std::vector<TimeOff> out;
  for (const Holiday& one : days) out.push_back({{}, {one.day, 0}, {one.day + 1, 0}});
  return out;
}

}  // namespace fascia::schedule
