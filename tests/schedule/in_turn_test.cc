// SPDX-License-Identifier: Apache-2.0
// Services one after the other by different therapists or in different rooms.
#include "schedule/in_turn.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace fascia::schedule {
namespace {

constexpr ServiceId kDeep{101}, kStones{102}, kCups{103}, kBoth{111}, kAll{112};
constexpr PractitionerId kAna{11}, kBen{12}, kCleo{13};
constexpr RoomId kOne{21}, kTwo{22}, kWarm{23};
const Date kDay = Date::of(2026, 11, 24);

// Ana gives deep tissue, Ben hot stones in the warm room, Cleo both stones and cups.
Foundation clinic() {
  Foundation f;
  f.zone = *Zone::load("America/Edmonton");
  f.first = kDay - 1;
  f.days = 4;
  f.services = {{kDeep, 60, 5, 15, 15, "single", true},
                {kStones, 30, 10, 5, 30, "warm", false},
                {kCups, 30, 0, 10, 15, "single", false}};
  f.rooms = {{kOne, "single", 0, 5}, {kTwo, "single", 1, 5}, {kWarm, "warm", 2, 10}};
  f.practitioners = {{kAna, {kDeep}}, {kBen, {kStones}}, {kCleo, {kStones, kCups}}};
  f.rules.first_visit_room_minutes = 0;
  for (int day = 1; day <= 7; ++day)
    for (PractitionerId p : {kAna, kBen, kCleo})
      f.shifts.push_back({p, day, 540, 1020, {}, {}, Date::of(2000, 1, 1), {}});
  return f;
}

Snapshot state(const Foundation& f, const std::vector<Taken>& taken = {}) {
  Snapshot s = build(f, taken, 1);
  EXPECT_TRUE(add_in_turn(s, kBoth, {kDeep, kStones}));
  EXPECT_TRUE(add_in_turn(s, kAll, {kDeep, kStones, kCups}));
  return s;
}

Question ask(const Foundation& f, ServiceId service, PractitionerId who = {}) {
  Question q;
  q.service = service;
  q.practitioner = who;
  q.from = q.to = kDay;
  q.now = f.zone.instant({f.first, 0});
  q.may_turn = true;
  return q;
}

Instant at(const Foundation& f, int hour, int minute = 0) {
  return f.zone.instant({kDay, hour * 60 + minute});
}

Taken busy(std::int64_t id, PractitionerId who, RoomId room, Instant from, Instant until) {
  Taken t;
  t.id = id;
  t.practitioner = who;
  t.room = room;
  t.busy_from = t.start = from;
  t.busy_until = until;
  t.room_from = from;
  t.room_until = room ? until : from;
  return t;
}

bool has(const std::vector<Day>& days, Instant start) {
  return std::ranges::any_of(days[0].starts, [&](const Start& s) { return s.at == start; });
}

TEST(InTurn, the_next_part_begins_when_the_one_before_ends_with_its_own_therapist_and_room) {
  const Foundation f = clinic();
  const Snapshot s = state(f);
  auto seat = choose_seat(s, ask(f, kBoth), at(f, 10));
  ASSERT_TRUE(seat) << seat.error().message;
  EXPECT_EQ(seat->practitioner, kAna);
  EXPECT_EQ(seat->room, kOne);
  EXPECT_EQ(seat->taken.service, kDeep);
  ASSERT_EQ(seat->then.size(), 1u);
  const Taken& second = seat->then[0].taken;
  EXPECT_EQ(second.practitioner, kBen);
  EXPECT_EQ(second.room, kWarm);
  EXPECT_EQ(second.start, at(f, 11)) << "off its own grid of half hours is no hindrance";
  EXPECT_EQ(second.busy_from, at(f, 10, 50)) << "he makes it ready meanwhile";
  EXPECT_EQ(second.deep_minutes, 0);
  EXPECT_EQ(seat->taken.deep_minutes, 60);
  // The last start leaves all parts their hours.
  auto days = find_starts(s, ask(f, kBoth));
  EXPECT_EQ(days[0].starts.back().at, at(f, 15, 15)) << "with five minutes after the stones";
  EXPECT_EQ(days[0].starts.back().practitioners, (std::vector{kAna, kBen, kCleo}));
}

TEST(InTurn, who_asks_for_one_seat_alone_gets_none) {
  const Foundation f = clinic();
  const Snapshot s = state(f);
  Question q = ask(f, kBoth);
  q.may_turn = false;
  EXPECT_EQ(choose_seat(s, q, at(f, 10)).error().message, "practitioner_not_for_service");
  EXPECT_TRUE(find_starts(s, q)[0].starts.empty());
}

TEST(InTurn, nobody_waits_longer_than_the_same_room_would_take) {
  const Foundation f = clinic();
  // After deep tissue 15 + 5 for the room, and 10 before the stones: half an hour at most.
  const Taken ben = busy(1, kBen, {}, at(f, 9), at(f, 11, 20)),
              cleo = busy(2, kCleo, {}, at(f, 9), at(f, 17));
  Snapshot s = state(f, {ben, cleo});
  auto seat = choose_seat(s, ask(f, kBoth), at(f, 10));
  ASSERT_TRUE(seat) << seat.error().message;
  EXPECT_EQ(seat->then[0].taken.start, at(f, 11, 30));
  EXPECT_TRUE(has(find_starts(s, ask(f, kBoth)), at(f, 10)));
  s = state(f, {busy(1, kBen, {}, at(f, 9), at(f, 11, 25)), cleo});
  EXPECT_EQ(choose_seat(s, ask(f, kBoth), at(f, 10)).error().message, "start_taken");
  EXPECT_FALSE(has(find_starts(s, ask(f, kBoth)), at(f, 10)));
}

TEST(InTurn, who_is_named_gives_what_they_can_of_it) {
  const Foundation f = clinic();
  const Snapshot s = state(f);
  auto seat = choose_seat(s, ask(f, kAll, kCleo), at(f, 10));
  ASSERT_TRUE(seat) << seat.error().message;
  ASSERT_EQ(seat->then.size(), 2u);
  EXPECT_EQ(seat->practitioner, kAna);
  EXPECT_EQ(seat->then[0].practitioner, kCleo);
  EXPECT_EQ(seat->then[1].practitioner, kCleo);
  // In two rooms one after the other, with what she keeps around each.
  EXPECT_EQ(seat->then[1].taken.start, seat->then[0].taken.start + minutes(30 + 5));
  EXPECT_EQ(seat->then[0].room, kWarm);
  EXPECT_EQ(seat->then[1].room, kOne);
  Question q = ask(f, kBoth, PractitionerId{99});
  EXPECT_EQ(choose_seat(s, q, at(f, 10)).error().message, "practitioner_not_for_service");
  // For each part somebody.
  q = ask(f, kBoth);
  q.in_turn = {{kDeep, kAna}, {kStones, kCleo}};
  seat = choose_seat(s, q, at(f, 10));
  ASSERT_TRUE(seat);
  EXPECT_EQ(seat->then[0].practitioner, kCleo);
  q.in_turn = {{kDeep, kBen}, {kStones, kCleo}};
  EXPECT_EQ(choose_seat(s, q, at(f, 10)).error().message, "practitioner_not_for_service");
}

TEST(InTurn, the_first_part_takes_another_room_where_the_next_needs_the_first_one) {
  Foundation f = clinic();
  f.services[1].room_kind = "single";
  // Room 2 is free for the deep part alone.
  const Snapshot s = state(
      f, {busy(1, {}, kTwo, at(f, 11, 20), at(f, 17)), busy(2, kCleo, {}, at(f, 9), at(f, 17))});
  auto seat = choose_seat(s, ask(f, kBoth), at(f, 10));
  ASSERT_TRUE(seat) << seat.error().message;
  EXPECT_EQ(seat->then[0].taken.start, at(f, 11)) << "and not half an hour later in room 1";
  EXPECT_EQ(seat->room, kTwo);
  EXPECT_EQ(seat->then[0].room, kOne);
  EXPECT_TRUE(has(find_starts(s, ask(f, kBoth)), at(f, 10)));
}

TEST(InTurn, a_first_visit_keeps_the_room_of_its_first_part_longer) {
  Foundation f = clinic();
  f.rules.first_visit_room_minutes = 15;
  Question q = ask(f, kBoth);
  q.first_visit = true;
  auto seat = choose_seat(state(f), q, at(f, 10));
  ASSERT_TRUE(seat);
  EXPECT_EQ(seat->taken.room_until, at(f, 11, 35));
  EXPECT_EQ(seat->then[0].taken.room_until, at(f, 11, 45)) << "30 + 5 + turnover, no more";
  EXPECT_EQ(seat->then[0].taken.start, at(f, 11));
}

// What is offered is what can be had: every start of random days against the plainest search, which
// tries every therapist and room of each part in every order.
struct Plain {
  const Snapshot& s;
  const Question& q;
  const std::vector<Part>& parts;

  // `wait`: what the part before keeps after its end.
  bool next(const Snapshot& now, std::size_t i, Instant finish, int wait, bool named) const {
    if (i == parts.size()) return named || !q.practitioner;
    for (const PractitionerTime& p : s.practitioners) {
      const ServiceTime& service = s.services.at(parts[i].service);
      const int most = i == 0 ? 0 : wait + around(service, p).before;
      for (Instant start = finish; start <= finish + minutes(most); start = start + Seconds{300})
        for (const RoomTime& room : s.rooms) {
          Snapshot there = now;
          there.rooms = {room};
          there.room_rows.clear();
          auto seat =
              choose_seat(there, question_of_part(q, {parts[i].service, p.id}, i == 0), start);
          if (!seat) continue;
          Taken taken = seat->taken;
          taken.id = 1000 + static_cast<std::int64_t>(i);
          int turnover = 0;
          for (const RoomTime& r : s.rooms)
            if (r.kind == service.room_kind) turnover = std::max(turnover, r.turnover);
          if (i == 0 && q.first_visit) turnover += s.rules.first_visit_room_minutes;
          if (next(with(now, taken), i + 1, start + minutes(service.minutes),
                   around(service, p).after + turnover, named || p.id == q.practitioner))
            return true;
        }
    }
    return false;
  }
  bool begins(Instant start) const { return next(s, 0, start, 0, false); }
};

TEST(InTurn, every_start_of_random_days_is_offered_where_the_plainest_search_finds_seats) {
  std::mt19937 random(20261124);
  auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  int offered = 0, refused = 0;
  for (int round = 0; round < 24; ++round) {
    Foundation f = clinic();
    if (pick(2) == 0) f.services[1].room_kind = "single";
    if (pick(3) == 0) f.services[1].equipment = f.services[2].equipment = {"set"};
    f.equipment = {{EquipmentId{31}, "set"}};
    if (pick(2) == 0) f.practitioners[0].services.push_back(kCups);
    std::vector<Taken> taken;
    for (int i = 0; i < 9; ++i) {
      const int from = 540 + 5 * pick(90);
      const Instant start = f.zone.instant({kDay, from});
      const PractitionerId who = std::array{kAna, kBen, kCleo}[static_cast<std::size_t>(pick(3))];
      const RoomId room = std::array{kOne, kTwo, kWarm}[static_cast<std::size_t>(pick(3))];
      taken.push_back(busy(i + 1, who, room, start, start + minutes(5 * (4 + pick(10)))));
    }
    const Snapshot s = state(f, taken);
    for (ServiceId service : {kBoth, kAll}) {
      Question q = ask(f, service, pick(3) == 0 ? kCleo : PractitionerId{});
      q.first_visit = pick(2) == 0;
      const auto parts = parts_in_turn(s, q);
      const auto days = find_starts(s, q);
      const Plain plain{s, q, parts};
      for (int minute = 540; minute < 1020; minute += 15) {
        const Instant start = f.zone.instant({kDay, minute});
        const bool can = plain.begins(start);
        EXPECT_EQ(has(days, start), can) << round << " " << minute;
        EXPECT_EQ(choose_seat(s, q, start).has_value(), can) << round << " " << minute;
        ++(can ? offered : refused);
      }
      for (const Start& start : days[0].starts)
        for (PractitionerId who : start.practitioners) {
          Question named = q;
          named.practitioner = who;
          EXPECT_TRUE(choose_seat(s, named, start.at)) << round << " " << who.text();
        }
    }
  }
  EXPECT_GT(offered, 100);
  EXPECT_GT(refused, 300);
}

}  // namespace
}  // namespace fascia::schedule
