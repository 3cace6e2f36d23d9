// SPDX-License-Identifier: Apache-2.0
#include "schedule/holidays.h"

#include <gtest/gtest.h>

#include "schedule/availability.h"

namespace fascia::schedule {
namespace {

std::string day(const char* id, int year) {
  for (const HolidayRule& rule : holiday_rules())
    if (rule.id == id) {
      auto found = day_of(rule, year);
      return found ? to_iso(*found) : "none";
    }
  return "unknown";
}

// The table of the Government of Alberta's own page (work.alberta.ca, general holidays).
TEST(Holidays, are_on_the_days_that_alberta_printed_for_2017_and_2018) {
  EXPECT_EQ(day("family_day", 2017), "2017-02-20");
  EXPECT_EQ(day("family_day", 2018), "2018-02-19");
  EXPECT_EQ(day("good_friday", 2017), "2017-04-14");
  EXPECT_EQ(day("good_friday", 2018), "2018-03-30");
  EXPECT_EQ(day("easter_monday", 2017), "2017-04-17");
  EXPECT_EQ(day("easter_monday", 2018), "2018-04-02");
  EXPECT_EQ(day("victoria_day", 2017), "2017-05-22");
  EXPECT_EQ(day("victoria_day", 2018), "2018-05-21");
  EXPECT_EQ(day("heritage_day", 2017), "2017-08-07");
  EXPECT_EQ(day("heritage_day", 2018), "2018-08-06");
  EXPECT_EQ(day("labour_day", 2017), "2017-09-04");
  EXPECT_EQ(day("labour_day", 2018), "2018-09-03");
  EXPECT_EQ(day("thanksgiving", 2017), "2017-10-09");
  EXPECT_EQ(day("thanksgiving", 2018), "2018-10-08");
}

TEST(Holidays, canada_day_moves_from_a_sunday_and_victoria_day_is_before_the_25th) {
  EXPECT_EQ(day("canada_day", 2018), "2018-07-02");  // 1 July 2018 was a Sunday
  EXPECT_EQ(day("canada_day", 2017), "2017-07-01");
  EXPECT_EQ(day("victoria_day", 2026), "2026-05-18");  // the 25th is a Monday itself
  EXPECT_EQ(day("truth_and_reconciliation", 2020), "none");
  EXPECT_EQ(day("truth_and_reconciliation", 2026), "2026-09-30");
}

TEST(Holidays, alberta_has_nine_by_law_and_a_clinic_may_choose_more) {
  const Date from = Date::of(2026, 1, 1), to = Date::of(2026, 12, 31);
  EXPECT_EQ(holidays(HolidayLaw::alberta, {}, from, to).size(), 9u);
  EXPECT_EQ(holidays(HolidayLaw::federal, {}, from, to).size(), 10u);
  auto more = holidays(HolidayLaw::alberta, {"heritage_day", "nobody_knows_it"}, from, to);
  ASSERT_EQ(more.size(), 10u);
  for (std::size_t i = 1; i < more.size(); ++i) EXPECT_LT(more[i - 1].day, more[i].day);
  EXPECT_EQ(holidays(HolidayLaw::alberta, {}, Date::of(2026, 12, 25), Date::of(2027, 1, 1)).size(),
            2u);
  for (const HolidayRule& rule : holiday_rules()) EXPECT_FALSE(rule.source.empty()) << rule.id;
}

// Easter moves between 22 March and 25 April and is a Sunday.
TEST(Holidays, easter_stays_where_it_can_be) {
  EXPECT_EQ(to_iso(easter(1818)), "1818-03-22");
  EXPECT_EQ(to_iso(easter(2038)), "2038-04-25");
  EXPECT_EQ(to_iso(easter(2026)), "2026-04-05");
  for (int year = 1900; year < 2200; ++year) {
    const Date d = easter(year);
    ASSERT_EQ(d.weekday(), 7) << year;
    ASSERT_TRUE(d >= Date::of(year, 3, 22) && d <= Date::of(year, 4, 25)) << year;
  }
}

// Peers' 9: an all-day block is the clinic's day, not UTC's (nextcloud#5873, seatsurfing#1289).
TEST(Peers, a_day_that_is_closed_is_the_clinics_own_day) {
  for (const char* zone : {"America/St_Johns", "Pacific/Kiritimati", "America/Edmonton"}) {
    Foundation f;
    f.zone = *Zone::load(zone);
    f.first = Date::of(2026, 12, 23);
    f.days = 5;
    f.services = {{ServiceId{1}, 60, 0, 0, 15, "treatment"}};
    f.rooms = {{RoomId{21}, "treatment"}};
    f.practitioners = {{PractitionerId{11}, {ServiceId{1}}}};
    for (int weekday = 1; weekday <= 7; ++weekday)
      f.shifts.push_back({PractitionerId{11}, weekday, 0, 1440, {}, {}, Date::of(2000, 1, 1), {}});
    f.time_off = closures(holidays(HolidayLaw::alberta, {}, f.first, f.first + 5));
    Question q;
    q.service = ServiceId{1};
    q.from = f.first;
    q.to = f.first + 4;
    q.now = f.zone.start_of(f.first - 2);
    const auto days = find_starts(build(f, {}, 1), q);
    EXPECT_EQ(clock_text(f.zone.wall(days[1].starts.back().at).minute), "23:00") << zone;
    EXPECT_TRUE(days[2].starts.empty()) << zone;  // 25 December
    EXPECT_EQ(clock_text(f.zone.wall(days[3].starts.front().at).minute), "00:00") << zone;
  }
}

}  // namespace
}  // namespace fascia::schedule
