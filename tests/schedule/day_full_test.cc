// SPDX-License-Identifier: Apache-2.0
// The most visits a day, of a therapist and of a service: what is offered can be had, and nothing
// past the limit is offered.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "schedule/availability.h"
#include "schedule/together.h"

namespace fascia::schedule {
namespace {

constexpr ServiceId kOne{101}, kOther{102}, kBoth{103};
constexpr PractitionerId kFew{11}, kMany{12};
const Date kDay = Date::of(2026, 11, 24);

struct DayFull : ::testing::Test {
  Foundation f;
  void SetUp() override {
    f.zone = *Zone::load("America/Edmonton");
    f.first = kDay - 1;
    f.days = 5;
    f.services = {{kOne, 60, 0, 15, 15, "treatment"}, {kOther, 60, 0, 15, 15, "treatment"}};
    f.rooms = {{RoomId{21}, "treatment", 0}, {RoomId{22}, "treatment", 1}};
    f.practitioners = {{kFew, {kOne, kOther}}, {kMany, {kOne, kOther}}};
    f.rules.lead_minutes = 0;
    for (int day = 1; day <= 7; ++day)
      for (PractitionerId p : {kFew, kMany})
        f.shifts.push_back({p, day, 540, 1020, {}, {}, Date::of(2000, 1, 1), {}});
  }
  Question ask(ServiceId service = kOne, PractitionerId who = {}) const {
    Question q;
    q.service = service;
    q.practitioner = who;
    q.from = q.to = kDay;
    q.now = f.zone.start_of(f.first);
    return q;
  }
  Instant at(int hour, Date day = kDay) const { return f.zone.instant({day, hour * 60}); }
  static std::size_t starts(const Snapshot& s, const Question& q) {
    return find_starts(s, q).front().starts.size();
  }
  static void book(Snapshot& s, const Question& q, Instant start, std::int64_t id) {
    auto seat = choose_seat(s, q, start);
    ASSERT_TRUE(seat) << seat.error().message;
    seat->taken.id = id;
    s = with(s, seat->taken);
  }
};

TEST_F(DayFull, a_therapist_gives_no_more_visits_than_the_most_and_gets_the_day_back) {
  f.practitioners[0].visits_a_day = 2;
  Snapshot s = build(f, {}, 1);
  book(s, ask(kOne, kFew), at(9), 1);
  EXPECT_GT(starts(s, ask(kOne, kFew)), 0U);
  book(s, ask(kOther, kFew), at(11), 2);
  EXPECT_EQ(starts(s, ask(kOne, kFew)), 0U);
  auto full = choose_seat(s, ask(kOne, kFew), at(14));
  EXPECT_EQ(full.error().message, "day_full");
  EXPECT_EQ(full.error().field, "start");
  Question staff = ask(kOne, kFew);
  staff.staff = true;
  EXPECT_EQ(choose_seat(s, staff, at(14)).error().message, "day_full");
  EXPECT_EQ(choose_seat(s, ask(), at(14))->practitioner, kMany) << "the other one is free";
  Question next = ask(kOne, kFew);
  next.from = next.to = kDay + 1;
  EXPECT_GT(starts(s, next), 0U) << "another day is another day";
  s = without(s, 1);
  EXPECT_TRUE(choose_seat(s, ask(kOne, kFew), at(14)));
}

TEST_F(DayFull, a_service_is_given_no_more_often_whoever_gives_it_and_parts_count) {
  f.services[0].visits_a_day = 2;
  f.joined[kBoth] = {kOther, kOne};
  Snapshot s = build(f, {}, 1);
  ASSERT_TRUE(add_one_after_another(s, kBoth, {kOther, kOne}));
  book(s, ask(kOne, kFew), at(9), 1);
  book(s, ask(kBoth, kMany), at(9), 2);
  EXPECT_EQ(starts(s, ask()), 0U);
  EXPECT_EQ(starts(s, ask(kBoth)), 0U);
  EXPECT_EQ(choose_seat(s, ask(), at(14)).error().message, "day_full");
  EXPECT_GT(starts(s, ask(kOther)), 0U);
  // Built anew from what is taken, it is the same.
  std::vector<Taken> taken;
  for (const auto& [id, one] : s.taken) taken.push_back(one);
  Snapshot again = build(f, taken, 2);
  ASSERT_TRUE(add_one_after_another(again, kBoth, {kOther, kOne}));
  EXPECT_EQ(starts(again, ask()), 0U);
  EXPECT_TRUE(is_day_full(again, kOne, kDay));
  EXPECT_FALSE(is_day_full(again, kOne, kDay + 1));
}

TEST_F(DayFull, two_who_come_together_are_two_visits) {
  f.services[0].visits_a_day = 1;
  Snapshot s = build(f, {}, 1);
  Couple couple;
  couple.first = ask();
  couple.second.service = kOne;
  couple.rooms = {RoomId{21}};
  EXPECT_EQ(choose_couple(s, couple, at(9)).error().message, "day_full");
  EXPECT_TRUE(couple_starts(s, couple).empty());
  couple.second.service = kOther;
  EXPECT_TRUE(choose_couple(s, couple, at(9)));
}

// Random days: what the bits offer is what the seat gives, and a count of what is taken says no
// more.
TEST_F(DayFull, what_is_offered_can_be_had_and_counts_as_a_plain_count_says) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n + 1)); };
  for (int round = 0; round < 60; ++round) {
    for (ServiceTime& one : f.services) one.visits_a_day = upto(3);
    for (PractitionerTime& one : f.practitioners) one.visits_a_day = upto(3);
    Snapshot s = build(f, {}, 1);
    for (int id = 1; id <= 14; ++id) {
      const Date day = kDay + upto(1);
      Question q = ask(upto(1) == 0 ? kOne : kOther);
      q.from = q.to = day;
      const auto days = find_starts(s, q);
      const auto& offered = days.front().starts;
      for (const Start& start : offered) EXPECT_TRUE(choose_seat(s, q, start.at));
      auto count = [&](auto of) {
        int n = 0;
        for (const auto& [other, t] : s.taken) n += s.zone.date(t.start) == day && of(t) ? 1 : 0;
        return n;
      };
      const int most = s.services.at(q.service).visits_a_day;
      if (most != 0 && count([&](const Taken& t) { return t.service == q.service; }) >= most) {
        EXPECT_TRUE(offered.empty());
      }
      for (const PractitionerTime& p : f.practitioners)
        if (p.visits_a_day != 0 &&
            count([&](const Taken& t) { return t.practitioner == p.id; }) >= p.visits_a_day) {
          for (const Start& start : offered)
            EXPECT_EQ(std::ranges::count(start.practitioners, p.id), 0);
        }
      if (offered.empty()) continue;
      const Start& start =
          offered[static_cast<std::size_t>(upto(static_cast<int>(offered.size()) - 1))];
      q.practitioner = start.practitioners.back();
      book(s, q, start.at, id);
      if (upto(3) == 0) s = without(s, id);
    }
  }
}

}  // namespace
}  // namespace fascia::schedule
