// SPDX-License-Identifier: Apache-2.0
#include "schedule/series.h"

#include <gtest/gtest.h>

#include <set>

namespace fascia::schedule {
namespace {

constexpr ServiceId kVisit{101};
constexpr PractitionerId kAna{11}, kBen{12};

std::string days(const Series& s) {
  std::string out;
  for (const WallTime& w : visits_of(s)) out += to_iso(w).substr(5) + " ";
  return out;
}

TEST(Series, repeat_what_the_wall_clock_shows) {
  Series s{{Date::of(2026, 11, 24), 870}};
  s.count = 3;
  EXPECT_EQ(days(s), "11-24T14:30 12-01T14:30 12-08T14:30 ");
  s.every_weeks = 2;
  EXPECT_EQ(days(s), "11-24T14:30 12-08T14:30 12-22T14:30 ");
  s.weekdays = {2, 4};
  s.count = 4;
  EXPECT_EQ(days(s), "11-24T14:30 11-26T14:30 12-08T14:30 12-10T14:30 ");
  s.except = {Date::of(2026, 11, 26)};  // one left out is not made up for
  EXPECT_EQ(days(s), "11-24T14:30 12-08T14:30 12-10T14:30 ");
  s.except = {};
  s.count = {};
  s.until = Date::of(2026, 12, 8);  // the last day belongs to it
  EXPECT_EQ(days(s), "11-24T14:30 11-26T14:30 12-08T14:30 ");
}

TEST(Series, a_fault_names_its_field_and_each_has_its_own_words) {
  std::set<std::string> words;
  auto field = [&](auto change) {
    Series s{{Date::of(2026, 11, 24), 870}};
    s.count = 5;
    change(s);
    auto done = check_series(s);
    if (!done) words.insert(done.error().message);
    return done ? std::string("none") : done.error().field;
  };
  EXPECT_EQ(field([](Series&) {}), "none");
  EXPECT_EQ(field([](Series& s) { s.every_weeks = 0; }), "series.every");
  EXPECT_EQ(field([](Series& s) { s.count = 105; }), "series.count");
  EXPECT_EQ(field([](Series& s) { s.count = {}; }), "series.count");  // no end
  EXPECT_EQ(field([](Series& s) { s.until = s.first.date; }), "series.count");
  EXPECT_EQ(field([](Series& s) { s.count = {}, s.until = s.first.date - 1; }), "series.until");
  EXPECT_EQ(field([](Series& s) { s.weekdays = {3}; }), "series.weekdays");  // the first is none
  EXPECT_EQ(field([](Series& s) { s.weekdays = {2, 2}; }), "series.weekdays");
  EXPECT_EQ(field([](Series& s) { s.every_weeks = 40, s.count = 20; }), "series.count");
  EXPECT_EQ(field([](Series& s) { s.count = {}, s.until = s.first.date + 1000; }), "series.until");
  EXPECT_EQ(words,
            (std::set<std::string>{"series_every", "series_count", "series_one_end", "series_until",
                                   "series_weekdays", "series_too_long", "series_too_many"}));
}

TEST(Series, its_rule_is_found_again_from_its_visits) {
  Series s{{Date::of(2026, 11, 24), 870}};
  s.weekdays = {2, 4};
  s.every_weeks = 2;
  s.count = 7;
  s.except = {Date::of(2026, 12, 10)};
  auto found = series_through(visits_of(s));
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, s);
  auto walls = visits_of(s);
  EXPECT_EQ(series_through({walls.front()})->count, 1);
  walls[2].minute += 15;  // moved to another time of the day
  EXPECT_FALSE(series_through(walls));
  EXPECT_FALSE(series_through({}));
}

Foundation clinic(const char* zone, Date first, int days_long) {
  Foundation f;
  f.zone = *Zone::load(zone);
  f.first = first;
  f.days = days_long;
  f.services = {{kVisit, 60, 0, 15, 15, "treatment"}};
  f.rooms = {{RoomId{21}, "treatment"}, {RoomId{22}, "treatment"}};
  f.practitioners = {{kAna, {kVisit}}, {kBen, {kVisit}}};
  f.rules.horizon_days = 400;
  for (int day = 1; day <= 7; ++day)
    for (PractitionerId p : {kAna, kBen})
      f.shifts.push_back({p, day, 540, 1020, {}, {}, Date::of(2000, 1, 1), {}});
  return f;
}

Question ask(const Foundation& f) {
  Question q;
  q.service = kVisit;
  q.now = f.zone.instant({f.first, 0});
  return q;
}

// Peers' 4: a weekly series over a change of the clock (cal#4400, #1092).
TEST(Peers, a_weekly_series_over_a_change_of_the_clock_stays_at_its_wall_time) {
  Foundation f = clinic("America/Toronto", Date::of(2027, 2, 20), 60);
  Series s{{Date::of(2027, 2, 24), 600}};
  s.count = 6;
  const auto plan = plan_series(build(f, {}, 1), ask(f), s, true);
  ASSERT_EQ(plan.size(), 6u);
  for (const SeriesVisit& visit : plan) {
    ASSERT_TRUE(visit.seat);
    EXPECT_EQ(f.zone.wall(visit.seat->taken.start).minute, 600);
    EXPECT_EQ(visit.seat->practitioner, kAna);
  }
  // 14 March is in between: one week is an hour shorter, each visit is not.
  EXPECT_EQ((plan[3].seat->taken.start - plan[2].seat->taken.start).value, 7 * 86400 - 3600);
  EXPECT_EQ((plan[3].seat->taken.busy_until - plan[3].seat->taken.start).value, 75 * 60);
}

TEST(Series, conflicts_are_listed_with_other_times_before_anything_is_written) {
  Foundation f = clinic("America/Edmonton", Date::of(2026, 11, 23), 60);
  const Snapshot empty = build(f, {}, 1);
  Series s{{Date::of(2026, 11, 25), 600}};
  s.count = 4;
  Question q = ask(f);
  q.practitioner = kAna;
  auto seat = choose_seat(empty, q, f.zone.instant({Date::of(2026, 12, 2), 600}));
  ASSERT_TRUE(seat);
  seat->taken.id = 7;
  const Snapshot busy = with(empty, seat->taken);
  const auto plan = plan_series(busy, q, s, true);
  ASSERT_EQ(plan.size(), 4u);
  EXPECT_TRUE(plan[0].seat && plan[2].seat && plan[3].seat);
  ASSERT_TRUE(plan[1].error);
  EXPECT_EQ(plan[1].error->message, "start_taken");
  ASSERT_EQ(plan[1].instead.size(), 3u);
  EXPECT_EQ(f.zone.wall(plan[1].instead[0].at), (WallTime{Date::of(2026, 12, 2), 675}));
  EXPECT_EQ(busy.taken.size(), 1u);  // nothing was taken by asking
  // Anybody else is free then, unless it shall be the same one.
  q.practitioner = {};
  EXPECT_EQ(plan_series(busy, q, s, false)[1].seat->practitioner, kBen);
  EXPECT_TRUE(plan_series(busy, q, s, true)[1].error);
}

TEST(Series, visits_of_one_series_do_not_take_each_others_place) {
  Foundation f = clinic("America/Edmonton", Date::of(2026, 11, 23), 30);
  f.rules.deep_minutes_a_day = 60;
  f.services[0].deep = true;
  Series s{{Date::of(2026, 11, 25), 600}};
  s.count = 1;
  Snapshot busy = build(f, {}, 1);
  Question q = ask(f);
  q.practitioner = kAna;
  busy = with(busy, plan_series(busy, q, s, true)[0].seat->taken);
  EXPECT_TRUE(plan_series(busy, q, s, true)[0].error);
}

TEST(Series, a_wall_time_that_is_skipped_or_comes_twice_is_listed) {
  Foundation f = clinic("America/Toronto", Date::of(2027, 3, 1), 30);
  for (Shift& shift : f.shifts) shift.from_minute = 0;
  Series s{{Date::of(2027, 3, 7), 150}};  // 2:30 does not exist on the 14th
  s.count = 3;
  const auto plan = plan_series(build(f, {}, 1), ask(f), s, true);
  EXPECT_TRUE(plan[0].seat && plan[2].seat);
  EXPECT_EQ(plan[1].error->message, "start_off_grid");
}

// Who stands off the grid gives a reason (R35): the times that are named beside a conflict do not.
TEST(Series, the_near_times_stand_on_the_grid_of_the_service) {
  Foundation f = clinic("America/Edmonton", Date::of(2026, 11, 23), 60);
  Series s{{Date::of(2026, 11, 25), 600}};
  s.count = 2;
  Question q = ask(f);
  q.practitioner = kAna;
  q.staff = true;
  auto seat = choose_seat(build(f, {}, 1), q, f.zone.instant({Date::of(2026, 12, 2), 605}));
  ASSERT_TRUE(seat);
  seat->taken.id = 7;
  const auto plan = plan_series(with(build(f, {}, 1), seat->taken), q, s, true);
  ASSERT_TRUE(plan[1].error);
  ASSERT_EQ(plan[1].instead.size(), 3u);
  for (const Start& one : plan[1].instead) EXPECT_EQ(f.zone.wall(one.at).minute % 15, 0);
}

TEST(Series, R35_staff_see_a_full_day_and_the_seat_that_they_could_give_all_the_same) {
  Foundation f = clinic("America/Edmonton", Date::of(2026, 11, 23), 60);
  f.practitioners[0].visits_a_day = 1;
  Question q = ask(f);
  q.practitioner = kAna;
  auto seat = choose_seat(build(f, {}, 1), q, f.zone.instant({Date::of(2026, 12, 2), 840}));
  ASSERT_TRUE(seat);
  seat->taken.id = 7;
  const Snapshot busy = with(build(f, {}, 1), seat->taken);
  Series s{{Date::of(2026, 11, 25), 600}};
  s.count = 2;
  auto plan = plan_series(busy, q, s, true);
  ASSERT_TRUE(plan[1].error);
  EXPECT_EQ(plan[1].error->message, "day_full");
  EXPECT_FALSE(plan[1].seat);
  q.staff = true;
  plan = plan_series(busy, q, s, true);
  EXPECT_EQ(plan[1].error->message, "day_full");
  EXPECT_TRUE(plan[1].seat);
  EXPECT_TRUE(is_day_full(busy, kAna, Date::of(2026, 12, 2)));
  EXPECT_FALSE(is_day_full(without_day_limits(busy), kAna, Date::of(2026, 12, 2)));
}

}  // namespace
}  // namespace fascia::schedule
