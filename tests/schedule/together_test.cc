// SPDX-License-Identifier: Apache-2.0
#include "schedule/together.h"

#include <gtest/gtest.h>

#include <set>

namespace fascia::schedule {
namespace {

constexpr ServiceId kDeep{101}, kStones{102}, kRelax{103}, kGym{104};
constexpr PractitionerId kAna{11}, kBen{12}, kCleo{13};
constexpr RoomId kSingle{21}, kDouble{22}, kOtherDouble{23};
const Date kDay = Date::of(2026, 11, 24);

Foundation clinic() {
  Foundation f;
  f.zone = *Zone::load("America/Edmonton");
  f.first = kDay - 1;
  f.days = 4;
  f.services = {{kDeep, 60, 5, 15, 15, "single", true},
                {kStones, 15, 0, 0, 15, "single", false, true, {"stones"}},
                {kRelax, 90, 0, 15, 15, "single"},
                {kGym, 30, 0, 0, 15, "gym"}};
  f.rooms = {{kSingle, "single", 0}, {kDouble, "double", 1}};
  f.equipment = {{EquipmentId{31}, "stones"}};
  f.practitioners = {
      {kAna, {kDeep, kStones, kRelax, kGym}}, {kBen, {kDeep, kRelax}}, {kCleo, {kRelax}}};
  f.rules.first_visit_room_minutes = 0;
  for (int day = 1; day <= 7; ++day)
    for (PractitionerId p : {kAna, kBen, kCleo})
      f.shifts.push_back({p, day, 540, 1020, {}, {}, Date::of(2000, 1, 1), {}});
  return f;
}

Question ask(const Foundation& f, ServiceId service, PractitionerId who = {}) {
  Question q;
  q.service = service;
  q.practitioner = who;
  q.from = q.to = kDay;
  q.now = f.zone.instant({f.first, 0});
  return q;
}

Instant at(const Foundation& f, int hour, int minute = 0) {
  return f.zone.instant({kDay, hour * 60 + minute});
}

// Peers' 12: several services in one visit, with the right buffers (E!A#382, #1165).
TEST(Peers, an_hour_and_an_addition_are_one_visit_with_the_buffers_of_its_ends) {
  Foundation f = clinic();
  constexpr ServiceId kBoth{111}, kTurned{112};
  Snapshot s = build(f, {}, 1);
  ASSERT_TRUE(add_one_after_another(s, kBoth, {kDeep, kStones}));
  ASSERT_TRUE(add_one_after_another(s, kTurned, {kStones, kDeep}));
  auto seat = choose_seat(s, ask(f, kBoth), at(f, 10));
  ASSERT_TRUE(seat);
  EXPECT_EQ(seat->practitioner, kAna);  // Ben has no stones
  EXPECT_EQ((at(f, 10) - seat->taken.busy_from).value, 5 * 60);
  EXPECT_EQ((seat->taken.busy_until - at(f, 10)).value, 75 * 60);  // the stones end it, no buffer
  EXPECT_EQ(seat->taken.equipment, std::vector<EquipmentId>{EquipmentId{31}});
  auto other = choose_seat(s, ask(f, kTurned), at(f, 10));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->taken.busy_from, at(f, 10));
  EXPECT_EQ((other->taken.busy_until - at(f, 10)).value, 90 * 60);
  EXPECT_EQ(find_starts(s, ask(f, kTurned))[0].starts.back().at, at(f, 15, 30));
}

TEST(Together, what_cannot_be_one_visit_is_named) {
  Foundation f = clinic();
  Snapshot s = build(f, {}, 1);
  const ServiceId as{111};
  EXPECT_EQ(add_one_after_another(s, as, {kDeep, kGym}).error().message,
            "services_need_different_rooms");
  EXPECT_EQ(add_one_after_another(s, as, {kDeep, ServiceId{9}}).error().message, "service_unknown");
  EXPECT_EQ(add_one_after_another(s, as, {}).error().field, "services");
  EXPECT_EQ(s.services.count(as), 0u);
}

TEST(Together, a_couple_has_two_therapists_and_one_room_as_long_as_the_longer_needs_it) {
  Foundation f = clinic();
  Snapshot s = build(f, {}, 1);
  const Couple c{ask(f, kDeep), ask(f, kRelax), {kDouble, kOtherDouble}};
  auto seats = choose_couple(s, c, at(f, 10));
  ASSERT_TRUE(seats);
  EXPECT_NE(seats->first.practitioner, seats->second.practitioner);
  EXPECT_EQ(seats->first.taken.room, kDouble);
  EXPECT_EQ(seats->first.taken.room_from, at(f, 9, 55));
  EXPECT_EQ(seats->first.taken.room_until, at(f, 11, 45));
  EXPECT_FALSE(seats->second.taken.room);
  seats->first.taken.id = 1;
  seats->second.taken.id = 2;
  s = with(with(s, seats->first.taken), seats->second.taken);
  EXPECT_FALSE(choose_couple(s, c, at(f, 11, 30)));  // the room
  EXPECT_TRUE(choose_couple(s, c, at(f, 12)));
  f.rooms = {{kSingle, "single", 0}};
  EXPECT_FALSE(choose_couple(build(f, {}, 1), c, at(f, 10)));
}

TEST(Together, one_therapist_is_not_two_people) {
  Foundation f = clinic();
  const Couple same{ask(f, kDeep, kAna), ask(f, kRelax, kAna), {kDouble}};
  EXPECT_TRUE(couple_starts(build(f, {}, 1), same).empty());
  // Only Ana can be the first, so that Ben is the second, whoever comes first in the list.
  const Couple two{ask(f, kRelax, {}), ask(f, kDeep, kAna), {kDouble}};
  EXPECT_NE(choose_couple(build(f, {}, 1), two, at(f, 10))->first.practitioner, kAna);
}

// Each therapist and each room tried against each, on days with something in them.
TEST(Together, starts_of_a_couple_are_those_that_two_single_visits_could_have) {
  Foundation f = clinic();
  f.rooms.push_back({kOtherDouble, "double", 2, 15});
  Snapshot s = build(f, {}, 1);
  std::int64_t id = 1;
  for (auto [who, hour] : {std::pair(kAna, 9), {kAna, 13}, {kBen, 11}, {kCleo, 10}, {kCleo, 14}}) {
    Question q = ask(f, kRelax, who);
    q.staff = true;
    auto seat = choose_seat(s, q, at(f, hour, 15));
    if (!seat) continue;
    seat->taken.id = id++;
    if (id % 2 == 0) seat->taken.room = kDouble;
    s = with(s, seat->taken);
  }
  const Couple c{ask(f, kDeep), ask(f, kRelax), {kDouble, kOtherDouble}};
  std::set<Instant> wanted;
  for (int minute = 0; minute < 1440; minute += 15) {
    const Instant t = f.zone.instant({kDay, minute});
    auto free = [&](std::int64_t resource, Instant from, Instant until) {
      return s.free.at(resource)->all(cell_at_or_before(from), cell_at_or_after(until));
    };
    for (PractitionerId a : {kAna, kBen})
      for (PractitionerId b : {kAna, kBen, kCleo})
        for (auto [room, turnover] : {std::pair(kDouble, 0), {kOtherDouble, 15}})
          if (a != b && free(a.value, t - minutes(5), t + minutes(75)) &&
              free(b.value, t, t + minutes(105)) &&
              free(room.value, t - minutes(5), t + minutes(105 + turnover)))
            wanted.insert(t);
  }
  const auto found = couple_starts(s, c);
  EXPECT_EQ(std::set<Instant>(found.begin(), found.end()), wanted);
  EXPECT_GT(wanted.size(), 3u);
  EXPECT_LT(wanted.size(), 20u);
}

}  // namespace
}  // namespace fascia::schedule
