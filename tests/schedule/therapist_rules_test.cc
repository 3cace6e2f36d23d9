// SPDX-License-Identifier: Apache-2.0
// What one therapist keeps otherwise than the clinic: minutes around a session, and a week (R32).
#include <gtest/gtest.h>

#include "schedule/availability.h"
#include "schedule/together.h"

namespace fascia::schedule {
namespace {

constexpr ServiceId kDeep{101}, kShort{102};
constexpr PractitionerId kAna{11}, kBen{12};
const Date kMonday = Date::of(2026, 11, 23);

class TherapistRules : public ::testing::Test {
 protected:
  TherapistRules() {
    f.zone = *Zone::load("America/Edmonton");
    f.first = kMonday + 2;  // the rows begin on a Wednesday
    f.days = 21;
    f.services = {{kDeep, 60, 0, 15, 15, "treatment", true, true},
                  {kShort, 30, 5, 10, 15, "treatment"}};
    f.rooms = {{RoomId{21}, "treatment", 0}, {RoomId{22}, "treatment", 1}};
    f.practitioners = {{kAna, {kDeep, kShort}}, {kBen, {kDeep, kShort}}};
    for (int day = 1; day <= 7; ++day)
      for (PractitionerId p : {kAna, kBen})
        f.shifts.push_back({p, day, 9 * 60, 17 * 60, {}, {}, Date::of(2000, 1, 1), {}});
  }
  Question ask(Date from, Date to, PractitionerId who = {}) const {
    Question q;
    q.service = kDeep;
    q.practitioner = who;
    q.from = from;
    q.to = to;
    q.now = f.zone.instant({f.first, 6 * 60});
    return q;
  }
  Instant at(Date day, int hour, int minute = 0) const {
    return f.zone.instant({day, hour * 60 + minute});
  }
  Taken visit(std::int64_t id, PractitionerId who, Instant start, int minutes, int deep) const {
    Taken t;
    t.id = id;
    t.practitioner = who;
    t.room = RoomId{21};
    t.start = t.busy_from = t.room_from = start;
    t.busy_until = t.room_until = start + fascia::minutes(minutes);
    t.minutes = minutes;
    t.deep_minutes = deep;
    return t;
  }
  std::size_t starts_on(const Snapshot& s, Date day, PractitionerId who) const {
    return find_starts(s, ask(day, day, who)).front().starts.size();
  }

  Foundation f;
};

TEST_F(TherapistRules, own_minutes_stand_in_place_of_the_services_for_that_therapist_alone) {
  f.practitioners[1].own[kDeep] = {10, 30};
  const Snapshot s = build(f, {}, 1);
  const Date day = kMonday + 3;
  auto days = find_starts(s, ask(day, day));
  const auto& starts = days.front().starts;
  ASSERT_FALSE(starts.empty());
  // At nine Ben would have to be there ten minutes before his shift.
  EXPECT_EQ(starts.front().at, at(day, 9));
  EXPECT_EQ(starts.front().practitioners, std::vector{kAna});
  EXPECT_EQ(starts[1].practitioners, (std::vector{kAna, kBen}));  // once, in the clinic's order
  for (std::size_t i = 1; i < starts.size(); ++i) EXPECT_LT(starts[i - 1].at, starts[i].at);
  EXPECT_EQ(starts.back().at, at(day, 15, 45));  // 60 and 15 before five: Ana
  EXPECT_EQ(starts.back().practitioners, std::vector{kAna});
  auto seat = choose_seat(s, ask(day, day, kBen), at(day, 10));
  ASSERT_TRUE(seat) << seat.error().message;
  EXPECT_EQ(seat->taken.busy_from, at(day, 9, 50));
  EXPECT_EQ(seat->taken.busy_until, at(day, 11, 30));
  EXPECT_EQ(seat->taken.room_from, at(day, 9, 50));
  auto ana = choose_seat(s, ask(day, day, kAna), at(day, 10));
  ASSERT_TRUE(ana);
  EXPECT_EQ(ana->taken.busy_from, at(day, 10));
  EXPECT_EQ(ana->taken.busy_until, at(day, 11, 15));
}

TEST_F(TherapistRules, of_services_in_a_row_the_own_minutes_of_the_first_and_the_last_count) {
  f.practitioners[0].own[kDeep] = {20, 40};
  f.practitioners[0].own[kShort] = {0, 25};
  Snapshot s = build(f, {}, 1);
  ASSERT_TRUE(add_one_after_another(s, ServiceId{500}, {kDeep, kShort}));
  EXPECT_EQ(around(s, ServiceId{500}, kAna), (Around{20, 25}));
  EXPECT_EQ(around(s, ServiceId{500}, kBen), (Around{0, 10}));
  Question q = ask(kMonday + 3, kMonday + 3, kAna);
  q.service = ServiceId{500};
  auto seat = choose_seat(s, q, at(kMonday + 3, 12));
  ASSERT_TRUE(seat);
  EXPECT_EQ(seat->taken.busy_from, at(kMonday + 3, 11, 40));
  EXPECT_EQ(seat->taken.busy_until, at(kMonday + 3, 13, 55));
}

TEST_F(TherapistRules, R32_a_week_that_is_full_is_not_offered_and_the_next_one_is) {
  f.practitioners[0].week.minutes = 180;
  // On the Monday and Tuesday before the rows begin, and on the Thursday in them.
  std::vector<Taken> taken{visit(1, kAna, at(kMonday, 10), 60, 0),
                           visit(2, kAna, at(kMonday + 1, 10), 30, 0),
                           visit(3, kAna, at(kMonday + 3, 10), 30, 0)};
  Snapshot s = build(f, taken, 1);
  EXPECT_GT(starts_on(s, kMonday + 4, kAna), 0u);  // 120 and 60 are the limit itself
  s = with(s, visit(4, kAna, at(kMonday + 6, 16), 5, 0));
  for (int day = 2; day < 7; ++day) EXPECT_EQ(starts_on(s, kMonday + day, kAna), 0u) << day;
  EXPECT_GT(starts_on(s, kMonday + 7, kAna), 0u);
  EXPECT_GT(starts_on(s, kMonday + 4, kBen), 0u);
  EXPECT_EQ(
      choose_seat(s, ask(kMonday + 4, kMonday + 4, kAna), at(kMonday + 4, 10)).error().message,
      "work_full");
  EXPECT_TRUE(choose_seat(s, ask(kMonday + 7, kMonday + 7, kAna), at(kMonday + 7, 10)));
  EXPECT_EQ(minutes_in_week(s, kAna, kMonday + 5).minutes, 125);
  // What was given back leaves the week as it was, also what was taken before the rows begin.
  s = without(s, 1);
  EXPECT_EQ(minutes_in_week(s, kAna, kMonday + 5).minutes, 65);
  EXPECT_GT(starts_on(s, kMonday + 4, kAna), 0u);
  taken.erase(taken.begin());
  taken.push_back(visit(4, kAna, at(kMonday + 6, 16), 5, 0));
  EXPECT_EQ(difference(s, build(f, taken, 1)), "");
}

TEST_F(TherapistRules, R32_the_deep_minutes_of_a_week_bind_deep_work_alone) {
  f.practitioners[0].week.deep_minutes = 100;
  const Snapshot s = build(f, {visit(1, kAna, at(kMonday + 3, 10), 60, 60)}, 1);
  EXPECT_EQ(starts_on(s, kMonday + 4, kAna), 0u);
  Question gentle = ask(kMonday + 4, kMonday + 4, kAna);
  gentle.service = kShort;
  EXPECT_GT(find_starts(s, gentle).front().starts.size(), 0u);
  EXPECT_TRUE(choose_seat(s, gentle, at(kMonday + 4, 10)));
}

}  // namespace
}  // namespace fascia::schedule
