// SPDX-License-Identifier: Apache-2.0
#include "interop/series_rule.h"

#include <gtest/gtest.h>
#include <libical/ical.h>

#include <random>

namespace fascia::interop {
namespace {

const Zone& toronto() {
  static const Zone kZone = *Zone::load("America/Toronto");
  return kZone;
}
const WallTime kTuesday{Date::of(2026, 11, 24), 870};

std::string again(const char* text) {
  auto series = read_series_rule(text, kTuesday, toronto());
  return series ? write_series_rule(*series, toronto()) : series.error().message;
}

TEST(SeriesRule, is_read_and_written_as_RFC_5545_has_it) {
  EXPECT_EQ(again("FREQ=WEEKLY;COUNT=6"), "FREQ=WEEKLY;COUNT=6");
  EXPECT_EQ(again("freq=weekly;interval=2;count=6;byday=TH,TU;wkst=MO"),
            "FREQ=WEEKLY;INTERVAL=2;COUNT=6;BYDAY=TU,TH");
  // Three ways to say the last day; ours is the end of that day, so that its visit belongs to it.
  const char* until = "FREQ=WEEKLY;UNTIL=20261216T045959Z";
  EXPECT_EQ(again("FREQ=WEEKLY;UNTIL=20261215"), until);
  EXPECT_EQ(again("FREQ=WEEKLY;UNTIL=20261215T143000"), until);
  EXPECT_EQ(again("FREQ=WEEKLY;UNTIL=20261216T030000Z"), until);  // ten in the evening of the 15th
  EXPECT_EQ(again(until), until);
}

TEST(SeriesRule, what_a_series_cannot_say_is_refused_and_not_read_in_part) {
  for (auto [text, why] : {
           std::pair{"", "series_rule_unread"},
           {"nonsense", "series_rule_unread"},
           {"FREQ=DAILY;COUNT=3", "series_rule_weekly"},
           {"FREQ=MONTHLY;COUNT=3", "series_rule_weekly"},
           {"FREQ=WEEKLY", "series_one_end"},
           {"FREQ=WEEKLY;COUNT=3;BYDAY=2TU", "series_rule_part"},
           {"FREQ=WEEKLY;COUNT=3;BYHOUR=9,10", "series_rule_part"},
           {"FREQ=WEEKLY;COUNT=3;BYMONTH=11", "series_rule_part"},
           {"FREQ=WEEKLY;COUNT=3;BYSETPOS=1;BYDAY=TU", "series_rule_part"},
           {"FREQ=WEEKLY;COUNT=1000", "series_count"},
           {"FREQ=WEEKLY;INTERVAL=99;COUNT=3", "series_every"},
           {"FREQ=WEEKLY;COUNT=3;BYDAY=WE", "series_weekdays"},
           {"FREQ=WEEKLY;UNTIL=20251215", "series_until"},
           {"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "series_rule_week"},
       }) {
    EXPECT_EQ(again(text), why) << text;
    EXPECT_EQ(read_series_rule(text, kTuesday, toronto()).error().field, "rule") << text;
  }
  // What the library itself refuses, whatever it makes of it.
  for (const char* text :
       {"FREQ=WEEKLY;COUNT=3;UNTIL=20261215", "RSCALE=GREGORIAN;FREQ=WEEKLY;COUNT=3;SKIP=OMIT"})
    EXPECT_FALSE(read_series_rule(text, kTuesday, toronto())) << text;
}

// Each series beside the dates that libical makes of its rule.
TEST(SeriesRule, means_the_days_that_the_reference_library_makes_of_it) {
  std::mt19937 random(9);
  auto pick = [&](int from, int to) {
    return std::uniform_int_distribution<int>(from, to)(random);
  };
  for (int i = 0; i < 300; ++i) {
    schedule::Series s;
    s.first = {Date::of(2026, 1, 1) + pick(0, 700), pick(0, 95) * 15};
    s.every_weeks = pick(1, 4);
    for (int day = 1; day <= 7; ++day)
      if (day == s.first.date.weekday() || pick(1, 4) == 1) s.weekdays.push_back(day);
    if (pick(0, 1))
      s.count = pick(1, 30);
    else
      s.until = s.first.date + pick(0, 100);
    const std::string rule = write_series_rule(s, toronto());
    auto read = read_series_rule(rule, s.first, toronto());
    ASSERT_TRUE(read) << rule;
    EXPECT_EQ(*read, s) << rule;
    icaltimetype start{};
    start.year = s.first.date.year();
    start.month = s.first.date.month();
    start.day = s.first.date.day();
    start.hour = s.first.minute / 60;
    start.minute = s.first.minute % 60;
    icalrecurrencetype parsed = icalrecurrencetype_from_string(rule.c_str());
    if (s.until) {  // the library compares a floating start with it: the same day's last minute
      parsed.until = icaltime_null_time();
      parsed.until.year = s.until->year();
      parsed.until.month = s.until->month();
      parsed.until.day = s.until->day();
      parsed.until.hour = 23;
      parsed.until.minute = 59;
    }
    std::vector<WallTime> wanted;
    icalrecur_iterator* walk = icalrecur_iterator_new(parsed, start);
    for (auto t = icalrecur_iterator_next(walk); !icaltime_is_null_time(t);
         t = icalrecur_iterator_next(walk))
      wanted.push_back({Date::of(t.year, t.month, t.day), t.hour * 60 + t.minute});
    icalrecur_iterator_free(walk);
    EXPECT_EQ(schedule::visits_of(s), wanted) << rule;
  }
}

}  // namespace
}  // namespace fascia::interop
