// SPDX-License-Identifier: Apache-2.0
// Faults that other schedulers became known for, each with its thread; E!A is Easy!Appointments,
// cal is Cal.com, LB is LibreBooking. Those that need the store (races, links, holds) stand with
// the use cases.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "schedule/availability.h"

namespace fascia::schedule {
namespace {

constexpr ServiceId kHour{101}, kLonger{102}, kHalf{103};
constexpr PractitionerId kAna{11}, kBen{12};
constexpr RoomId kFirst{21}, kSecond{22};

Foundation clinic(const char* zone, Date first, int days, int from, int to) {
  Foundation f;
  f.zone = *Zone::load(zone);
  f.first = first;
  f.days = days;
  f.services = {{kHour, 60, 0, 0, 15, "treatment"}, {kLonger, 90, 10, 20, 15, "treatment"}};
  f.rooms = {{kFirst, "treatment", 0}, {kSecond, "treatment", 1}};
  f.practitioners = {{kAna, {kHour, kLonger}}, {kBen, {kHour, kLonger}}};
  f.rules.lead_minutes = 0;
  for (int day = 1; day <= 7; ++day)
    for (PractitionerId p : {kAna, kBen})
      f.shifts.push_back({p, day, from, to, {}, {}, Date::of(2000, 1, 1), {}});
  return f;
}

Question ask(const Foundation& f, Date day, ServiceId service = kHour) {
  Question q;
  q.service = service;
  q.from = q.to = day;
  q.now = f.zone.start_of(f.first) - hours(24);
  return q;
}

Instant at(const Foundation& f, Date day, int hour, int minute = 0) {
  return f.zone.instant({day, hour * 60 + minute});
}

Taken book(Snapshot& s, const Question& q, Instant start, std::int64_t id) {
  auto seat = choose_seat(s, q, start);
  EXPECT_TRUE(seat);
  seat->taken.id = id;
  s = with(s, seat->taken);
  return seat->taken;
}

std::vector<std::string> clocks(const Foundation& f, const Snapshot& s, const Question& q) {
  std::vector<std::string> out;
  for (const Day& day : find_starts(s, q))
    for (const Start& start : day.starts) out.push_back(clock_text(f.zone.wall(start.at).minute));
  return out;
}

bool has(const std::vector<std::string>& all, const char* one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

const Date kMonday = Date::of(2026, 11, 23);

TEST(Peers, times_that_overlap_without_being_equal_and_buffers_that_only_touch) {
  // cal#3662, cal#17414, cal#14868, cal#24253
  Foundation f = clinic("America/Edmonton", kMonday, 3, 540, 1020);
  Snapshot s = build(f, {}, 1);
  Question q = ask(f, kMonday + 1);
  q.practitioner = kAna;
  book(s, q, at(f, kMonday + 1, 10), 1);  // 10:00–11:00, no buffer of its own
  Question longer = ask(f, kMonday + 1, kLonger);
  longer.practitioner = kAna;
  EXPECT_FALSE(choose_seat(s, longer, at(f, kMonday + 1, 9, 30)));
  EXPECT_FALSE(choose_seat(s, longer, at(f, kMonday + 1, 11)));  // its 10 minutes before
  EXPECT_TRUE(choose_seat(s, longer, at(f, kMonday + 1, 11, 15)));
  book(s, longer, at(f, kMonday + 1, 12), 2);  // takes 11:50–13:50
  EXPECT_TRUE(choose_seat(s, q, at(f, kMonday + 1, 14)));
  EXPECT_FALSE(choose_seat(s, q, at(f, kMonday + 1, 13, 45)));
  Question staff = q;  // who passes the grid does not pass a buffer
  staff.staff = true;
  EXPECT_TRUE(choose_seat(s, staff, at(f, kMonday + 1, 13, 50)));
  EXPECT_FALSE(choose_seat(s, staff, at(f, kMonday + 1, 13, 45)));
}

TEST(Peers, a_visit_that_moves_takes_its_room_along_and_leaves_the_old_time_free) {
  // nextcloud/calendar#7772, cal#21589
  Foundation f = clinic("America/Edmonton", kMonday, 3, 540, 1020);
  f.rooms = {{kFirst, "treatment", 0}};
  Snapshot s = build(f, {}, 1);
  const Question q = ask(f, kMonday + 1);
  Taken t = book(s, q, at(f, kMonday + 1, 10), 1);
  auto moved = choose_seat(without(s, 1), q, at(f, kMonday + 1, 10, 30));  // onto its own half hour
  ASSERT_TRUE(moved);
  moved->taken.id = 1;
  s = with(s, moved->taken);
  EXPECT_EQ(s.taken.size(), 1u);
  EXPECT_FALSE(choose_seat(s, q, at(f, kMonday + 1, 11)));  // the only room is there now
  EXPECT_TRUE(choose_seat(s, q, at(f, kMonday + 1, 9, 30)));
  EXPECT_EQ(difference(s, build(f, {moved->taken}, 1)), "");
}

TEST(Peers, anybody_means_as_many_as_are_free_and_nobody_twice) {
  // E!A#845
  Foundation f = clinic("America/Edmonton", kMonday, 3, 540, 1020);
  Snapshot s = build(f, {}, 1);
  const Question q = ask(f, kMonday + 1);
  std::set<PractitionerId> who;
  std::set<RoomId> rooms;
  for (int i = 1; i <= 2; ++i) {
    const Taken t = book(s, q, at(f, kMonday + 1, 10), i);
    who.insert(t.practitioner);
    rooms.insert(t.room);
  }
  EXPECT_EQ(who.size(), 2u);
  EXPECT_EQ(rooms.size(), 2u);
  EXPECT_EQ(choose_seat(s, q, at(f, kMonday + 1, 10)).error().message, "start_taken");
}

TEST(Peers, the_afternoon_does_not_move_on_the_day_the_clock_changes) {
  // cal#30021, cal#10517, cal#6844
  for (Date day : {Date::of(2027, 3, 14), Date::of(2027, 11, 7)}) {
    Foundation f = clinic("America/Toronto", day - 1, 3, 540, 1260);
    Snapshot s = build(f, {}, 1);
    const auto on_the_day = clocks(f, s, ask(f, day));
    EXPECT_EQ(on_the_day.front(), "09:00");
    EXPECT_EQ(on_the_day.back(), "20:00");
    EXPECT_EQ(on_the_day, clocks(f, s, ask(f, day + 1)));
  }
}

TEST(Peers, notice_that_ends_in_the_hour_of_the_change_is_of_true_minutes) {
  // cal#12137: 0:30 and two hours' notice, over 2:00 → 3:00: 3:30 on the wall.
  const Date day = Date::of(2027, 3, 14);
  Foundation f = clinic("America/Toronto", day - 1, 3, 0, 720);
  f.rules.lead_minutes = 120;
  Question q = ask(f, day);
  q.now = at(f, day, 0, 30);
  EXPECT_EQ(clocks(f, build(f, {}, 1), q).front(), "03:30");
  // 0:30 and two hours, over 2:00 → 1:00: 1:30 for the second time. That comes twice, so 2:00.
  const Date autumn = Date::of(2027, 11, 7);
  f = clinic("America/Toronto", autumn - 1, 3, 0, 720);
  f.rules.lead_minutes = 120;
  q = ask(f, autumn);
  q.now = at(f, autumn, 0, 30);
  EXPECT_EQ(clocks(f, build(f, {}, 1), q).front(), "02:00");
}

TEST(Peers, a_shift_over_midnight_has_its_start_at_midnight) {
  // cal#6323, cal#5587, cal#17347
  Foundation f = clinic("America/Edmonton", kMonday, 4, 20 * 60, 26 * 60);
  Snapshot s = build(f, {}, 1);
  const auto night = clocks(f, s, ask(f, kMonday + 1));
  EXPECT_TRUE(has(night, "00:00") && has(night, "01:00"));
  EXPECT_FALSE(has(night, "01:15") || has(night, "19:45"));
  EXPECT_TRUE(has(night, "23:45"));  // it ends after midnight and belongs to the day it starts
}

TEST(Peers, the_weekday_is_that_of_the_place_however_far_from_greenwich) {
  // E!A#961, E!A#1789, E!A#1176
  for (const char* zone : {"Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia",
                           "Asia/Kathmandu", "America/St_Johns", "America/Regina"}) {
    Foundation f = clinic(zone, kMonday, 7, 480, 1080);
    std::erase_if(f.shifts, [](const Shift& shift) { return shift.weekday != 3; });
    Snapshot s = build(f, {}, 1);
    Question q = ask(f, kMonday);
    q.to = kMonday + 6;
    for (const Day& day : find_starts(s, q)) {
      EXPECT_EQ(day.starts.empty(), day.date.weekday() != 3) << zone << " " << to_iso(day.date);
      for (const Start& start : day.starts) EXPECT_EQ(f.zone.date(start.at), day.date) << zone;
    }
    const Date wednesday = kMonday + 2;
    Taken t = book(s, q, at(f, wednesday, 8), 1);
    auto moved = choose_seat(without(s, t.id), q, at(f, wednesday, 17));
    ASSERT_TRUE(moved) << zone;
    EXPECT_EQ(f.zone.wall(moved->taken.start), (WallTime{wednesday, 17 * 60})) << zone;
  }
}

TEST(Peers, a_zone_off_by_three_quarters_of_an_hour_has_no_phantom_block) {
  // cal#15265
  Foundation f = clinic("Asia/Kathmandu", kMonday, 3, 540, 1020);
  Snapshot s = build(f, {}, 1);
  Question q = ask(f, kMonday + 1);
  q.practitioner = kAna;
  EXPECT_EQ(clocks(f, s, q).size(), 29u);  // 9:00 to 16:00, each quarter
  book(s, q, at(f, kMonday + 1, 12), 1);
  const auto free = clocks(f, s, q);
  EXPECT_EQ(free.size(), 29u - 7u);  // 11:15 to 12:45 alone
  EXPECT_TRUE(has(free, "11:00"));
  EXPECT_TRUE(has(free, "13:00"));
}

TEST(Peers, time_is_either_taken_with_room_and_therapist_or_not_at_all) {
  // E!A#87, cal#11515, cal#13745, OCA/crm#203
  Foundation f = clinic("America/Edmonton", kMonday, 3, 540, 1020);
  f.rooms = {{kFirst, "gym", 0}};
  EXPECT_TRUE(clocks(f, build(f, {}, 1), ask(f, kMonday + 1)).empty());
  f.rooms = {{kFirst, "treatment", 0, 30}};  // half an hour of cleaning
  Snapshot s = build(f, {}, 1);
  const Taken t = book(s, ask(f, kMonday + 1), at(f, kMonday + 1, 10), 1);
  EXPECT_EQ((t.room_until - t.busy_until).value, 30 * 60);
  const auto free = clocks(f, s, ask(f, kMonday + 1));
  EXPECT_FALSE(has(free, "11:15"));  // Ben is free, the room is not
  EXPECT_TRUE(has(free, "11:30"));
  EXPECT_FALSE(has(free, "08:45") || has(free, "09:00"));  // it would not be clean by ten
}

TEST(Peers, an_hour_of_buffer_is_kept_after_a_visit_or_before_it_and_on_that_side_alone) {
  // cal#693, cal#2078
  Foundation f = clinic("America/Edmonton", kMonday, 3, 15 * 60, 20 * 60);
  Question q = ask(f, kMonday + 1);
  q.practitioner = kAna;
  f.services = {{kHour, 60, 0, 60, 60, "treatment"}};
  Snapshot after = build(f, {}, 1);
  EXPECT_EQ(clocks(f, after, q), (std::vector<std::string>{"15:00", "16:00", "17:00", "18:00"}));
  book(after, q, at(f, kMonday + 1, 15), 1);
  EXPECT_EQ(clocks(f, after, q), (std::vector<std::string>{"17:00", "18:00"}));
  f.services = {{kHour, 60, 60, 0, 60, "treatment"}};
  Snapshot before = build(f, {}, 1);
  EXPECT_EQ(clocks(f, before, q), (std::vector<std::string>{"16:00", "17:00", "18:00", "19:00"}));
  book(before, q, at(f, kMonday + 1, 17), 1);
  EXPECT_EQ(clocks(f, before, q), std::vector<std::string>{"19:00"});
}

TEST(Peers, half_an_hour_a_week_keeps_its_hour_over_both_changes_and_can_be_booked) {
  // cal#6217, cal#4702, cal#8398: shown an hour early or late, and then refused.
  for (Date first : {Date::of(2027, 2, 20), Date::of(2027, 10, 16)}) {
    Foundation f = clinic("America/Toronto", first, 40, 12 * 60 + 30, 13 * 60);
    f.services.push_back({kHalf, 30, 0, 0, 15, "treatment"});
    for (PractitionerTime& p : f.practitioners) p.services.push_back(kHalf);
    std::erase_if(f.shifts, [](const Shift& shift) { return shift.weekday != 7; });
    const Snapshot s = build(f, {}, 1);
    Question q = ask(f, first, kHalf);
    q.to = first + 39;
    int sundays = 0;
    for (const Day& day : find_starts(s, q)) {
      if (day.date.weekday() != 7) {
        EXPECT_TRUE(day.starts.empty()) << to_iso(day.date);
        continue;
      }
      ++sundays;
      ASSERT_EQ(day.starts.size(), 1u) << to_iso(day.date);
      EXPECT_EQ(f.zone.wall(day.starts[0].at), (WallTime{day.date, 12 * 60 + 30}));
      EXPECT_TRUE(choose_seat(s, q, day.starts[0].at)) << to_iso(day.date);
    }
    EXPECT_GE(sundays, 5);
  }
}

TEST(Peers, a_start_that_is_full_takes_no_other_start_of_its_day_away) {
  // marley#652, marley#911: the places of one start were compared with the visits of the whole day.
  Foundation f = clinic("America/Edmonton", kMonday, 3, 540, 1020);
  Snapshot s = build(f, {}, 1);
  const Question q = ask(f, kMonday + 1);
  const auto before = clocks(f, s, q);
  book(s, q, at(f, kMonday + 1, 10), 1);
  book(s, q, at(f, kMonday + 1, 10), 2);
  const auto after = clocks(f, s, q);
  EXPECT_EQ(after.size(), before.size() - 7);  // 9:15 to 10:45
  EXPECT_FALSE(has(after, "09:15") || has(after, "10:45"));
  for (const Day& day : find_starts(s, q))
    for (const Start& start : day.starts) EXPECT_EQ(start.practitioners.size(), 2u);
}

TEST(Peers, a_month_of_twenty_full_therapists_is_answered_within_fifty_milliseconds) {
  // cal#5277, cal#4007, cal#4535, cal#9924, cal#21103, E!A#627, onehashai/Cal-ID#1428, LB#370,
  // LB#522: tenths of a second to tens of seconds. docs/benchmarks.md has what it takes.
  Foundation f = clinic("America/Edmonton", kMonday, 92, 480, 1200);
  f.rooms.clear();
  f.practitioners.clear();
  f.shifts.clear();
  constexpr int kMany = 20;
  for (int i = 0; i < kMany; ++i) {
    f.rooms.push_back({RoomId{200 + i}, "treatment", i});
    f.practitioners.push_back({PractitionerId{300 + i}, {kHour, kLonger}});
    for (int day = 1; day <= 7; ++day)
      f.shifts.push_back(
          {PractitionerId{300 + i}, day, 480, 1200, {}, {}, Date::of(2000, 1, 1), {}});
  }
  Snapshot empty = build(f, {}, 1);
  std::vector<Taken> taken;
  for (int day = 1; day < 92; ++day)
    for (int i = 0; i < kMany; ++i)
      for (int hour = 8; hour < 20; ++hour) {
        if ((day + i + hour) % 5 == 0) continue;
        Question q = ask(f, kMonday + day);
        q.practitioner = PractitionerId{300 + i};
        auto seat = choose_seat(empty, q, at(f, kMonday + day, hour));
        ASSERT_TRUE(seat);
        seat->taken.room = RoomId{200 + i};
        seat->taken.id = std::int64_t(taken.size()) + 1;
        taken.push_back(seat->taken);
      }
  const Snapshot s = build(f, taken, 2);
  Question q = ask(f, kMonday + 1);
  q.to = kMonday + 31;
  std::vector<std::chrono::nanoseconds> took;
  for (int i = 0; i < 100; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(find_starts(s, q).size(), 31u);
    took.push_back(std::chrono::steady_clock::now() - begin);
  }
  std::ranges::sort(took);
  EXPECT_LT(took[98], std::chrono::milliseconds(50)) << taken.size() << " visits";
}

TEST(Peers, hours_that_recur_in_ten_periods_are_answered_as_fast_as_in_one) {
  // wielebenwir/commons-booking-2#188: ten recurring periods, and a booking took 40 seconds.
  const Foundation one = clinic("America/Edmonton", kMonday, 92, 540, 1020);
  Foundation ten = one;
  ten.shifts.clear();
  for (int period = 0; period < 10; ++period)
    for (Shift shift : one.shifts) {
      shift.valid_from = period == 0 ? shift.valid_from : kMonday + period * 10;
      if (period < 9) shift.valid_until = kMonday + period * 10 + 9;
      ASSERT_TRUE(check_shift(shift, ten.shifts));
      ten.shifts.push_back(shift);
    }
  const auto begin = std::chrono::steady_clock::now();
  const Snapshot s = build(ten, {}, 1);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  EXPECT_EQ(difference(s, build(one, {}, 1)), "");
  Question q = ask(ten, kMonday + 1);
  q.to = kMonday + 31;
  std::vector<std::chrono::nanoseconds> took;
  for (int i = 0; i < 20; ++i) {
    const auto from = std::chrono::steady_clock::now();
    EXPECT_EQ(find_starts(s, q).size(), 31u);
    EXPECT_TRUE(choose_seat(s, q, at(ten, kMonday + 25, 10)));
    took.push_back(std::chrono::steady_clock::now() - from);
  }
  EXPECT_LT(*std::ranges::min_element(took), std::chrono::milliseconds(50));
}

TEST(Peers, a_grid_of_five_minutes_around_the_clock_is_no_more_than_its_cells) {
  // LB#241: starts at each minute took all of the memory.
  Foundation f = clinic("America/Edmonton", kMonday, 92, 0, 1440);
  f.services = {{kHour, 60, 0, 0, 5, "treatment"}};
  const Snapshot s = build(f, {}, 1);
  Question q = ask(f, kMonday);
  q.to = kMonday + 91;
  for (const Day& day : find_starts(s, q)) EXPECT_LE(day.starts.size(), 288u) << to_iso(day.date);
  std::size_t bytes = 0;
  for (const auto& [resource, row] : s.free) bytes += row->words().size_bytes();
  EXPECT_LT(bytes / f.practitioners.size(), 10'000u);
}

}  // namespace
}  // namespace fascia::schedule
