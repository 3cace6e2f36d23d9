// SPDX-License-Identifier: Apache-2.0
#include "interop/series_rule.h"

#include <libical/ical.h>

#include <algorithm>

namespace fascia::interop {
namespace {

constexpr std::string_view kDays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

// All of it stands in one field.
Error wrong(std::string_view error, std::string_view part = {}) {
  return invalid("rule", error, {{"part", std::string(part)}});
}

// The local day of UNTIL: a day, a local time, or an instant in UTC.
std::optional<Date> until_day(const icaltimetype& until, const Zone& zone) {
  if (icaltime_is_null_time(until)) return std::nullopt;
  if (until.is_date || !icaltime_is_utc(until)) return Date::of(until.year, until.month, until.day);
  return zone.date(Instant{icaltime_as_timet(until)});
}

bool none(const short* list) { return list[0] == ICAL_RECURRENCE_ARRAY_MAX; }

// What a weekly rule of ours has no word for; empty: all of it is one.
std::string_view further_part(const icalrecurrencetype& rule) {
  const std::pair<const short*, std::string_view> lists[] = {
      {rule.by_second, "BYSECOND"},    {rule.by_minute, "BYMINUTE"},
      {rule.by_hour, "BYHOUR"},        {rule.by_month_day, "BYMONTHDAY"},
      {rule.by_year_day, "BYYEARDAY"}, {rule.by_week_no, "BYWEEKNO"},
      {rule.by_month, "BYMONTH"},      {rule.by_set_pos, "BYSETPOS"},
  };
  for (const auto& [list, name] : lists)
    if (!none(list)) return name;
  return rule.rscale != nullptr ? "RSCALE" : "";
}

}  // namespace

std::string write_series_rule(const schedule::Series& s, const Zone& zone) {
  std::string out = "FREQ=WEEKLY";
  if (s.every_weeks != 1) out += ";INTERVAL=" + std::to_string(s.every_weeks);
  if (s.count) out += ";COUNT=" + std::to_string(*s.count);
  if (s.until) {
    std::string end = to_rfc3339_utc(zone.start_of(*s.until + 1) - Seconds{1});
    std::erase_if(end, [](char c) { return c == '-' || c == ':'; });
    out += ";UNTIL=" + end;
  }
  for (std::size_t i = 0; i < s.weekdays.size(); ++i)
    out += (i == 0 ? ";BYDAY=" : ",") + std::string(kDays[s.weekdays[i] - 1]);
  return out;
}

Result<schedule::Series> read_series_rule(std::string_view text, WallTime first, const Zone& zone) {
  if (text.size() > 500) return wrong("series_rule_unread");
  icalrecurrencetype rule = icalrecurrencetype_from_string(std::string(text).c_str());
  struct Free {  // the library's own string, if the text had one
    char* text;
    ~Free() { free(text); }
  } kept{rule.rscale};
  if (rule.freq == ICAL_NO_RECURRENCE) return wrong("series_rule_unread");
  if (rule.freq != ICAL_WEEKLY_RECURRENCE) return wrong("series_rule_weekly");
  if (const auto part = further_part(rule); !part.empty()) return wrong("series_rule_part", part);
  schedule::Series s;
  s.first = first;
  s.every_weeks = rule.interval;
  if (rule.count != 0) s.count = rule.count;
  s.until = until_day(rule.until, zone);
  for (const short* day = rule.by_day; *day != ICAL_RECURRENCE_ARRAY_MAX; ++day) {
    if (icalrecurrencetype_day_position(*day) != 0) return wrong("series_rule_part", "BYDAY");
    const int ical_day = icalrecurrencetype_day_day_of_week(*day);  // 1 = Sunday
    s.weekdays.push_back(ical_day == ICAL_SUNDAY_WEEKDAY ? 7 : ical_day - 1);
  }
  std::ranges::sort(s.weekdays);
  // Where weeks begin only matters when more than one day of every second week is meant.
  if (s.weekdays.size() > 1 && s.every_weeks > 1 && rule.week_start != ICAL_MONDAY_WEEKDAY)
    return wrong("series_rule_week");
  auto sound = schedule::check_series(s);
  if (!sound) {
    Error error = sound.error();
    error.field = "rule";
    return error;
  }
  return s;
}

}  // namespace fascia::interop
