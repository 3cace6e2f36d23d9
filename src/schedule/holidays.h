// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "schedule/working_time.h"

namespace fascia::schedule {

// Easter Sunday of the Gregorian calendar.
Date easter(int year);

// How the day of a holiday is found in a year.
struct HolidayRule {
  enum class Kind {
    fixed,           // day of month
    not_on_sunday,   // the same, and the day after when that is a Sunday
    nth_weekday,     // the `day`-th `weekday` of the month
    weekday_before,  // the last `weekday` before the day of the month
    after_easter     // `day` days after Easter Sunday; before it when negative
  };
  std::string_view id;    // "family_day"
  std::string_view name;  // as the source has it
  Kind kind = Kind::fixed;
  int month = 1, day = 1, weekday = 1;
  int since = 0;  // the first year
  // Whether a workplace of Alberta, or one under federal labour law, has it by law; else it is one
  // that a clinic may choose.
  bool alberta = false, federal = false;
  std::string_view source;
};
// Alberta's general holidays, the federal ones, and those that Alberta names as often chosen.
const std::vector<HolidayRule>& holiday_rules();

// The day in that year; none before `since`.
std::optional<Date> day_of(const HolidayRule& rule, int year);

enum class HolidayLaw { alberta, federal };
struct Holiday {
  Date day;
  std::string id, name;
  bool by_law = false;  // false: chosen by the clinic
};
// The holidays from one day to another (both included), in order: those of the law and the chosen
// ones, by id. An id nobody knows is left out.
std::vector<Holiday> holidays(HolidayLaw law, const std::vector<std::string>& chosen, Date from,
                              Date to);
// Those a clinic closes on, whatever the law: the chosen ones alone, in order.
std::vector<Holiday> chosen_holidays(const std::vector<std::string>& chosen, Date from, Date to);
// The clinic is closed on these days, midnight to midnight of its own clock.
std::vector<TimeOff> closures(const std::vector<Holiday>& days);

}  // namespace fascia::schedule
