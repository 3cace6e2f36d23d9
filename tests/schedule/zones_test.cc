// SPDX-License-Identifier: Apache-2.0
// Every zone of the zone data: what is offered around its changes of the clock.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "schedule/availability.h"

namespace fascia::schedule {
namespace {

constexpr ServiceId kVisit{101};
constexpr PractitionerId kAna{11};

// The names of all zones and links of the zone data in use.
std::vector<std::string> zone_names() {
  const char* dir = std::getenv("TZDIR");
  std::ifstream in(std::string(dir != nullptr ? dir : "/usr/share/zoneinfo") + "/tzdata.zi");
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string kind, first, second;
    words >> kind >> first >> second;
    if (kind == "Z") out.push_back(first);
    if (kind == "L") out.push_back(second);
  }
  return out;
}

// The local days on which the offset changes, in [from, until); a walk of half days, so that no
// offset that lasts a day is missed.
std::set<Date> days_of_change(const Zone& zone, Date from, Date until) {
  std::set<Date> out;
  const Instant end = zone.start_of(until);
  int offset = zone.offset_seconds(zone.start_of(from));
  for (Instant t = zone.start_of(from); t < end; t = t + hours(12)) {
    int now = zone.offset_seconds(t);
    if (now == offset) continue;
    Instant before = t - hours(12), after = t;
    while ((after - before).value > 60) {
      Instant middle{(before.seconds + after.seconds) / 2 / 60 * 60};
      (zone.offset_seconds(middle) == offset ? before : after) = middle;
    }
    out.insert(zone.date(before));
    out.insert(zone.date(after));
    offset = now;
  }
  return out;
}

// Open every day between two times of the wall clock, visits of 60 minutes with 10 after.
Foundation open(const Zone& zone, Date first, int days, int from, int to) {
  Foundation f;
  f.zone = zone;
  f.first = first;
  f.days = days;
  f.services = {{kVisit, 60, 0, 10, 15, "treatment"}};
  f.rooms = {{RoomId{21}, "treatment"}};
  f.practitioners = {{kAna, {kVisit}}};
  f.rules.horizon_days = 4000;
  for (int day = 1; day <= 7; ++day)
    f.shifts.push_back({kAna, day, from, to, {}, {}, Date::of(1900, 1, 1), {}});
  return f;
}

std::set<Instant> offered(const Foundation& f, Date day) {
  Question q;
  q.service = kVisit;
  q.from = q.to = day;
  q.now = f.zone.start_of(f.first) - hours(48);
  std::set<Instant> out;
  for (const Day& one : find_starts(build(f, {}, 1), q))
    for (const Start& start : one.starts) out.insert(start.at);
  return out;
}

// The same from the wall clock alone: each quarter of an hour of the day is looked up; it must
// exist once, and each five minutes of the 70 that follow must read as open on the wall.
std::set<Instant> expected(const Foundation& f, Date day, int from, int to) {
  std::set<Instant> out;
  for (int minute = 0; minute < 1440; minute += 15) {
    Zone::Resolved r = f.zone.resolve({day, minute});
    if (r.kind != Zone::Kind::unique) continue;
    bool open = true;
    for (int i = 0; i < 70 && open; i += 5) {
      int wall = f.zone.wall(r.first + minutes(i)).minute;
      open = wall >= from && wall < to;
    }
    if (open) out.insert(r.first);
  }
  return out;
}

void check(const Zone& zone, Date day) {
  // All day but for an edge on both sides, so that no hour of the change lies outside.
  const int from = 0, to = 23 * 60 + 30;
  const Foundation f = open(zone, day - 1, 3, from, to);
  const auto found = offered(f, day);
  ASSERT_EQ(found, expected(f, day, from, to)) << zone.name() << " " << to_iso(day);
  std::set<WallTime> walls;
  for (Instant start : found) {
    const WallTime wall = zone.wall(start);
    ASSERT_TRUE(walls.insert(wall).second) << zone.name() << " " << to_iso(wall);
    ASSERT_EQ(zone.instant(wall), start) << zone.name() << " " << to_iso(wall);
    ASSERT_EQ(wall.date, day) << zone.name();
  }
}

TEST(Zones, in_every_zone_each_start_exists_once_and_lies_in_the_shift_on_the_wall) {
  const bool many = std::getenv("FASCIA_LONG") != nullptr;
  const auto names = zone_names();
  ASSERT_GT(names.size(), 400u);
  const Date from = many ? Date::of(1975, 1, 1) : Date::of(2026, 1, 1);
  const Date until = many ? Date::of(2038, 1, 1) : Date::of(2027, 1, 1);
  std::size_t zones = 0, days = 0;
  std::set<std::vector<std::int32_t>> seen;  // many zones share their changes: one of them speaks
  for (const std::string& name : names) {
    auto zone = Zone::load(name);
    ASSERT_TRUE(zone) << name;
    ++zones;
    auto changes = days_of_change(*zone, from, until);
    if (changes.empty()) changes = {Date::of(2026, 6, 1)};
    std::vector<std::int32_t> shape;
    for (Date day : changes)
      for (int hour : {0, 6, 12, 18, 24})
        shape.push_back(zone->offset_seconds(zone->start_of(day) + hours(hour)));
    for (Date day : changes) shape.push_back(day.days);
    if (!many && !seen.insert(shape).second) continue;
    for (Date day : changes) {
      // Offsets of odd seconds were over by 1972; Liberia's of 44:30 minutes too.
      if (zone->offset_seconds(zone->start_of(day)) % 300 != 0) continue;
      check(*zone, day);
      if (HasFatalFailure()) return;
      ++days;
    }
  }
  EXPECT_GE(days, 60u);
  EXPECT_EQ(zones, names.size());
}

std::vector<std::string> clocks(const Foundation& f, Date day) {
  std::vector<std::string> out;
  for (Instant t : offered(f, day)) out.push_back(clock_text(f.zone.wall(t).minute));
  return out;
}

Zone zone_named(const char* name) { return *Zone::load(name); }

bool has(const std::vector<std::string>& all, const char* one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

TEST(Zones, the_half_hour_of_lord_howe) {
  // 2026-10-04: 2:00 becomes 2:30. 2026-04-05: 2:00 becomes 1:30 again.
  const Zone zone = zone_named("Australia/Lord_Howe");
  const auto spring = clocks(open(zone, Date::of(2026, 10, 3), 3, 0, 360), Date::of(2026, 10, 4));
  EXPECT_FALSE(has(spring, "02:00") || has(spring, "02:15"));
  EXPECT_TRUE(has(spring, "01:45") && has(spring, "02:30"));
  EXPECT_EQ(spring.back(), "04:45");
  const auto autumn = clocks(open(zone, Date::of(2026, 4, 4), 3, 0, 360), Date::of(2026, 4, 5));
  EXPECT_FALSE(has(autumn, "01:30") || has(autumn, "01:45"));
  EXPECT_TRUE(has(autumn, "01:15") && has(autumn, "02:00"));
}

TEST(Zones, the_day_that_samoa_left_out) {
  const Zone zone = zone_named("Pacific/Apia");
  const Foundation f = open(zone, Date::of(2011, 12, 28), 5, 540, 1020);
  EXPECT_TRUE(offered(f, Date::of(2011, 12, 30)).empty());
  EXPECT_EQ(clocks(f, Date::of(2011, 12, 29)).size(), clocks(f, Date::of(2011, 12, 31)).size());
  EXPECT_EQ(zone.date(*offered(f, Date::of(2011, 12, 31)).begin()), Date::of(2011, 12, 31));
}

TEST(Zones, negative_summer_time_of_casablanca_and_dublin) {
  // Casablanca goes back for Ramadan (2026-02-15, 3:00 to 2:00) and forward after it (2026-03-22).
  const Zone casablanca = zone_named("Africa/Casablanca");
  EXPECT_EQ(casablanca.offset_seconds(casablanca.start_of(Date::of(2026, 3, 1))), 0);
  EXPECT_EQ(casablanca.offset_seconds(casablanca.start_of(Date::of(2026, 6, 1))), 3600);
  const auto forward =
      clocks(open(casablanca, Date::of(2026, 3, 21), 3, 0, 600), Date::of(2026, 3, 22));
  EXPECT_FALSE(has(forward, "02:00") || has(forward, "02:45"));
  EXPECT_TRUE(has(forward, "03:00"));
  const Zone dublin = zone_named("Europe/Dublin");
  const auto winter =
      clocks(open(dublin, Date::of(2026, 10, 24), 3, 0, 600), Date::of(2026, 10, 25));
  EXPECT_FALSE(has(winter, "01:00") || has(winter, "01:45"));
  EXPECT_TRUE(has(winter, "00:45") && has(winter, "02:00"));
}

TEST(Zones, an_evening_shown_again_by_a_change_after_midnight) {
  // 1988-10-30 at 0:01 the clocks of Goose Bay went back to 22:01 of the day before.
  const auto evening =
      clocks(open(zone_named("America/Goose_Bay"), Date::of(1988, 10, 28), 3, 0, 1440),
             Date::of(1988, 10, 29));
  EXPECT_TRUE(has(evening, "22:00"));
  EXPECT_FALSE(has(evening, "22:15") || has(evening, "23:45"));
}

TEST(Zones, days_of_23_and_25_hours) {
  const Zone zone = zone_named("America/Toronto");
  auto starts = [&](Date day) { return offered(open(zone, day - 1, 3, 0, 1440), day).size(); };
  EXPECT_EQ(starts(Date::of(2027, 3, 13)), 96u);  // the visit may run into the next day's shift
  EXPECT_EQ(starts(Date::of(2027, 3, 14)), 92u);
  EXPECT_EQ(starts(Date::of(2027, 11, 7)), 92u);  // 100 quarters, of which 1:00–1:45 twice
}

}  // namespace
}  // namespace fascia::schedule
