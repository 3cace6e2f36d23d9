// SPDX-License-Identifier: Apache-2.0
#include "schedule/availability.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>
#include <set>

namespace fascia::schedule {
namespace {

constexpr ServiceId kDeep{101};
constexpr PractitionerId kAna{11}, kBen{12};

Foundation small_clinic(const char* zone = "America/Edmonton",
                        Date first = Date::of(2026, 11, 23)) {
  Foundation f;
  f.zone = *Zone::load(zone);
  f.first = first;
  f.days = 21;
  f.services = {{kDeep, 60, 0, 15, 15, "treatment", true, true}};
  f.rooms = {{RoomId{21}, "treatment", 0}, {RoomId{22}, "treatment", 1}, {RoomId{23}, "gym", 2}};
  f.practitioners = {{kAna, {kDeep}}, {kBen, {kDeep}}};
  for (int day = 1; day <= 7; ++day)
    for (PractitionerId p : {kAna, kBen})
      f.shifts.push_back({p, day, 9 * 60, 17 * 60, 12 * 60, 13 * 60, Date::of(2000, 1, 1), {}});
  return f;
}

Question ask(const Foundation& f, Date day) {
  Question q;
  q.service = kDeep;
  q.from = q.to = day;
  q.now = f.zone.instant({f.first, 6 * 60});
  return q;
}

Instant at(const Foundation& f, Date d, int hour, int minute = 0) {
  return f.zone.instant({d, hour * 60 + minute});
}

std::vector<std::string> clocks(const Foundation& f, const std::vector<Day>& days) {
  std::vector<std::string> out;
  for (const Day& day : days)
    for (const Start& s : day.starts) out.push_back(clock_text(f.zone.wall(s.at).minute));
  return out;
}

Taken book(const Snapshot& s, Question q, Instant start, std::int64_t id) {
  auto seat = choose_seat(s, q, start);
  EXPECT_TRUE(seat) << (seat ? "" : seat.error().message);
  Taken t = seat->taken;
  t.id = id;
  return t;
}

TEST(Starts, lie_between_shift_break_and_buffer) {
  Foundation f = small_clinic();
  Date day = f.first + 1;
  auto found = clocks(f, find_starts(build(f, {}, 1), ask(f, day)));
  EXPECT_EQ(found.front(), "09:00");
  // 60 minutes and 15 after must end by noon, and by five.
  EXPECT_NE(std::find(found.begin(), found.end(), "10:45"), found.end());
  EXPECT_EQ(std::find(found.begin(), found.end(), "11:00"), found.end());
  EXPECT_EQ(found.back(), "15:45");
}

TEST(Starts, need_a_therapist_and_a_room_of_the_kind) {
  Foundation f = small_clinic();
  f.rooms = {{RoomId{21}, "treatment", 0}};
  Snapshot s = build(f, {}, 1);
  Date day = f.first + 1;
  Question q = ask(f, day);
  s = with(s, book(s, q, at(f, day, 10), 1));
  // Ben is free at ten, but the only treatment room is not.
  EXPECT_EQ(choose_seat(s, q, at(f, day, 10)).error().message, "start_taken");
  EXPECT_EQ(choose_seat(s, q, at(f, day, 11, 0)).error().message, "start_outside_hours");
  f.rooms.push_back({RoomId{22}, "treatment", 1});
  Snapshot none = build(f, {}, 1);
  Snapshot two = build(f, {book(none, q, at(f, day, 9), 2)}, 1);
  EXPECT_EQ(choose_seat(two, q, at(f, day, 9))->practitioner, kBen);
}

TEST(Starts, R1_times_are_offered_from_the_earliest_day_of_the_screening) {
  Foundation f = small_clinic();
  Snapshot s = build(f, {}, 1);
  Question q = ask(f, f.first + 1);
  q.to = f.first + 5;
  q.earliest = f.first + 3;
  auto days = find_starts(s, q);
  ASSERT_EQ(days.size(), 5u);
  EXPECT_TRUE(days[0].starts.empty());
  EXPECT_TRUE(days[1].starts.empty());
  EXPECT_FALSE(days[2].starts.empty());
  EXPECT_EQ(choose_seat(s, q, at(f, f.first + 2, 9)).error().message, "start_before_earliest");
}

TEST(Starts, R32_a_first_visit_keeps_its_room_15_minutes_longer) {
  Foundation f = small_clinic();
  f.rooms = {{RoomId{21}, "treatment", 0}};
  Snapshot s = build(f, {}, 1);
  Date day = f.first + 1;
  Question first = ask(f, day);
  first.first_visit = true;
  s = with(s, book(s, first, at(f, day, 9), 1));
  Question q = ask(f, day);
  EXPECT_EQ(choose_seat(s, q, at(f, day, 10, 15)).error().message, "start_taken");
  EXPECT_TRUE(choose_seat(s, q, at(f, day, 10, 30)));
}

TEST(Starts, R32_deep_minutes_of_a_day_are_limited) {
  Foundation f = small_clinic();
  f.rules.deep_minutes_a_day = 120;
  Snapshot s = build(f, {}, 1);
  Date day = f.first + 1;
  Question q = ask(f, day);
  q.practitioner = kAna;
  s = with(s, book(s, q, at(f, day, 9), 1));
  EXPECT_FALSE(clocks(f, find_starts(s, q)).empty());  // 60 and 60 are the limit, not above it
  s = with(s, book(s, q, at(f, day, 10, 15), 2));
  EXPECT_TRUE(clocks(f, find_starts(s, q)).empty());
  EXPECT_EQ(choose_seat(s, q, at(f, day, 15)).error().message, "work_full");
  EXPECT_FALSE(clocks(f, find_starts(s, ask(f, day))).empty());  // Ben still has his
}

TEST(Starts, R32_a_visit_outside_the_days_that_are_known_counts_for_none_of_them) {
  Foundation f = small_clinic();
  f.rules.deep_minutes_a_day = 120;
  const Snapshot s = build(f, {}, 1);
  const Question q = ask(f, f.first + 1);
  Taken far = book(s, q, at(f, f.first + 1, 9), 1);
  for (Instant* one :
       {&far.start, &far.busy_from, &far.busy_until, &far.room_from, &far.room_until})
    *one = *one + hours(24 * 400);
  const Snapshot after = with(s, far);
  EXPECT_EQ(clocks(f, find_starts(after, q)), clocks(f, find_starts(s, q)));
}

// "30 minutes between 11 and 14": whatever is booked, they can still be had.
TEST(Starts, a_floating_break_stays_possible) {
  Foundation f = small_clinic();
  for (Shift& shift : f.shifts) {
    shift.break_from = shift.break_to = {};
    shift.floating = FloatingBreak{30, 11 * 60, 14 * 60};
  }
  const Date day = f.first + 1;
  Question q = ask(f, day);
  q.practitioner = kAna;
  Snapshot s = build(f, {}, 1);
  s = with(s, book(s, q, at(f, day, 11), 1));      // until 12:15
  s = with(s, book(s, q, at(f, day, 12, 15), 2));  // until 13:30: the break is 13:30–14:00 now
  EXPECT_EQ(choose_seat(s, q, at(f, day, 13, 30)).error().message, "start_taken");
  EXPECT_EQ(choose_seat(s, q, at(f, day, 13, 45)).error().message, "start_taken");
  EXPECT_TRUE(choose_seat(s, q, at(f, day, 14)));
  EXPECT_EQ(clocks(f, find_starts(s, q))[4], "14:00");  // 9:00 to 9:45, then this
  Question staff = q;
  staff.staff = true;  // who passes the grid does not take the break
  EXPECT_FALSE(choose_seat(s, staff, at(f, day, 13, 30)));
}

// Where nothing of it is left, by a change of plans, nothing more is put into its hours.
TEST(Starts, a_floating_break_that_is_lost_loses_no_more) {
  Foundation f = small_clinic();
  for (Shift& shift : f.shifts) {
    shift.break_from = shift.break_to = {};
    shift.floating = FloatingBreak{30, 11 * 60, 12 * 60};
  }
  const Date day = f.first + 1;
  f.time_off = {{kAna, {day, 11 * 60 + 20}, {day, 11 * 60 + 40}}};
  Question q = ask(f, day);
  q.practitioner = kAna;
  const auto free = clocks(f, find_starts(build(f, {}, 1), q));
  EXPECT_EQ(free[3], "09:45");  // until 11:00
  EXPECT_EQ(free[4], "12:00");  // 10:00 would reach into it
  EXPECT_FALSE(choose_seat(build(f, {}, 1), q, at(f, day, 10)));
}

TEST(Starts, without_gaps_only_ends_of_free_time_and_starts_with_enough_on_both_sides) {
  Foundation f = small_clinic();
  f.services[0].no_gaps = true;  // 75 minutes with its buffer, which is the shortest there is
  for (Shift& shift : f.shifts) shift.break_from = shift.break_to = {};
  const Date day = f.first + 1;
  Question q = ask(f, day);
  q.practitioner = kAna;
  Snapshot s = build(f, {}, 1);  // 9:00–17:00
  auto free = clocks(f, find_starts(s, q));
  EXPECT_EQ(free.front(), "09:00");
  EXPECT_EQ(free[1], "10:15");  // 75 minutes are left before it
  EXPECT_EQ(free.back(), "15:45");
  EXPECT_EQ(free[free.size() - 2], "14:30");
  s = with(s, book(s, q, at(f, day, 10, 15), 1));  // 9:00–10:15 and 11:30–17:00 are free
  free = clocks(f, find_starts(s, q));
  EXPECT_EQ((std::vector<std::string>{free[0], free[1], free[2]}),
            (std::vector<std::string>{"09:00", "11:30", "12:45"}));
  EXPECT_EQ(choose_seat(s, q, at(f, day, 12)).error().message, "start_off_grid");
  Question staff = q;
  staff.staff = true;  // R35: staff may leave a gap
  EXPECT_TRUE(choose_seat(s, staff, at(f, day, 12)));
}

TEST(Starts, lead_horizon_and_grid_bind_the_web_and_not_the_desk) {
  Foundation f = small_clinic();
  f.rules.lead_minutes = 120;
  f.rules.horizon_days = 5;
  Snapshot s = build(f, {}, 1);
  Date day = f.first;
  Question q = ask(f, day);
  q.now = at(f, day, 8, 30);
  EXPECT_EQ(choose_seat(s, q, at(f, day, 10)).error().message, "start_too_soon");
  EXPECT_TRUE(choose_seat(s, q, at(f, day, 10, 30)));
  EXPECT_EQ(choose_seat(s, q, at(f, day, 10, 35)).error().message, "start_off_grid");
  EXPECT_EQ(choose_seat(s, q, at(f, day + 6, 10)).error().message, "start_too_far");
  q.staff = true;
  EXPECT_TRUE(choose_seat(s, q, at(f, day, 9, 5)));
  EXPECT_TRUE(choose_seat(s, q, at(f, day + 6, 10)));
  EXPECT_EQ(choose_seat(s, q, at(f, day, 8)).error().message, "start_too_soon");
}

TEST(Starts, the_nearest_other_times_come_nearest_first) {
  Foundation f = small_clinic();
  Snapshot s = build(f, {}, 1);
  Date day = f.first + 3;
  Question q = ask(f, day);
  s = with(s, book(s, q, at(f, day, 10), 1));
  s = with(s, book(s, q, at(f, day, 10), 2));
  auto near = nearest_starts(s, q, at(f, day, 10), 3);
  ASSERT_EQ(near.size(), 3u);
  EXPECT_EQ(f.zone.wall(near[0].at).date, day);
  EXPECT_LE(std::abs((near[0].at - at(f, day, 10)).value),
            std::abs((near[2].at - at(f, day, 10)).value));
}

TEST(Shift, a_fault_names_its_field) {
  Shift a{kAna, 1, 540, 1020, {}, {}, Date::of(2026, 1, 1), {}};
  Shift b = a;
  b.from_minute = 1000;
  b.to_minute = 1100;
  EXPECT_EQ(check_shift(b, {a}).error().message, "shift_overlaps");
  b.practitioner = kBen;
  EXPECT_TRUE(check_shift(b, {a}));
  Shift night{kAna, 7, 22 * 60, 26 * 60, {}, {}, Date::of(2026, 1, 1), {}};
  Shift monday{kAna, 1, 60, 300, {}, {}, Date::of(2026, 1, 1), {}};
  EXPECT_EQ(check_shift(monday, {night}).error().field, "shift.from");
  a.to_minute = a.from_minute;
  EXPECT_EQ(check_shift(a, {}).error().field, "shift.to");
  Shift floating = b;
  floating.floating = FloatingBreak{30, 1000, 1020};  // does not hold half an hour
  EXPECT_EQ(check_shift(floating, {}).error().message, "floating_break_has_no_place");
  floating.floating = FloatingBreak{30, 1000, 1030};
  EXPECT_TRUE(check_shift(floating, {}));
  floating.floating = FloatingBreak{30, 1002, 1032};  // five whole cells
  EXPECT_EQ(check_shift(floating, {}).error().field, "shift.floating");
  floating.floating = FloatingBreak{30, 1000, 1060};
  floating.break_from = 1010;
  floating.break_to = 1050;  // nothing of it is left for the other
  EXPECT_EQ(check_shift(floating, {}).error().message, "floating_break_has_no_place");
  floating.break_to = 1030;
  EXPECT_TRUE(check_shift(floating, {}));
  floating.floating = FloatingBreak{30, 500, 560};
  EXPECT_EQ(check_shift(floating, {}).error().message, "floating_break_outside_shift");
  night.break_from = 100;
  EXPECT_EQ(check_shift(night, {}).error().field, "shift.break");
}

TEST(Shift, only_those_that_share_a_day_overlap_and_the_fault_names_it) {
  const Date monday = Date::of(2026, 12, 7);
  Shift until{kAna, 1, 540, 1020, {}, {}, Date::of(2026, 1, 1), monday + 2};
  Shift after{kAna, 1, 600, 900, {}, {}, monday + 1, {}};
  EXPECT_TRUE(check_shift(after, {until}));  // no Monday is in both
  EXPECT_TRUE(check_shift(until, {after}));
  after.valid_from = monday;
  const auto both = check_shift(after, {until});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().args, (std::vector<std::pair<std::string, std::string>>{
                                   {"day", "2026-12-07"}, {"from", "09:00"}, {"to", "17:00"}}));
  // The last night of the one reaches into the first day of the other.
  Shift night{kAna, 1, 20 * 60, 26 * 60, {}, {}, Date::of(2026, 1, 1), monday};
  Shift tuesday{kAna, 2, 0, 300, {}, {}, monday + 1, {}};
  for (const auto& fault : {check_shift(tuesday, {night}), check_shift(night, {tuesday})}) {
    ASSERT_FALSE(fault);
    EXPECT_EQ(fault.error().message, "shift_overlaps");
  }
  EXPECT_EQ(check_shift(night, {tuesday}).error().args[0].second, "2026-12-08");
  tuesday.valid_from = monday + 2;
  EXPECT_TRUE(check_shift(tuesday, {night}));
  Shift sunday{kAna, 7, 22 * 60, 26 * 60, {}, {}, monday - 1, monday - 1};
  Shift early{kAna, 1, 60, 300, {}, {}, monday, {}};
  EXPECT_FALSE(check_shift(early, {sunday}));
  early.valid_from = monday + 1;
  EXPECT_TRUE(check_shift(early, {sunday}));
}

TEST(Clock, a_shift_over_a_change_of_the_clock_has_its_true_hours) {
  auto hours_worked = [](const char* zone, Date day) {
    Foundation f = small_clinic(zone, day - 1);
    f.shifts = {{kAna, day.weekday(), 60, 240, {}, {}, Date::of(2000, 1, 1), {}}};
    f.days = 3;
    return double(build(f, {}, 1).working.at(kAna)->row().cells().size()) / 12;
  };
  EXPECT_EQ(hours_worked("America/Toronto", Date::of(2027, 3, 14)), 2);
  EXPECT_EQ(hours_worked("America/Toronto", Date::of(2027, 11, 7)), 4);
  EXPECT_EQ(hours_worked("America/Edmonton", Date::of(2026, 3, 8)), 2);
  EXPECT_EQ(hours_worked("America/Edmonton", Date::of(2026, 11, 1)), 3);  // no change any more
  EXPECT_EQ(hours_worked("America/Edmonton", Date::of(2027, 3, 14)), 3);
  EXPECT_EQ(hours_worked("Australia/Lord_Howe", Date::of(2026, 10, 4)), 2.5);
  EXPECT_EQ(hours_worked("Pacific/Apia", Date::of(2011, 12, 30)), 0);  // the day that did not exist
}

TEST(Clock, every_start_exists_once_and_lies_in_the_shift_as_the_wall_shows_it) {
  for (const char* zone :
       {"America/Edmonton", "America/Toronto", "Australia/Lord_Howe", "Pacific/Apia",
        "Africa/Casablanca", "Europe/Dublin", "Asia/Kathmandu", "America/St_Johns"}) {
    for (Date first : {Date::of(2026, 3, 1), Date::of(2026, 10, 20), Date::of(2027, 3, 7),
                       Date::of(2011, 12, 25)}) {
      Foundation f = small_clinic(zone, first);
      f.shifts.clear();
      for (int day = 1; day <= 7; ++day)
        f.shifts.push_back({kAna, day, 0, 6 * 60, {}, {}, Date::of(2000, 1, 1), {}});
      Question q = ask(f, first);
      q.to = first + 20;
      q.now = f.zone.instant({first - 1, 0});
      q.staff = false;
      f.rules.horizon_days = 100;
      std::set<WallTime> seen;
      for (const Day& day : find_starts(build(f, {}, 1), q)) {
        for (const Start& s : day.starts) {
          WallTime w = f.zone.wall(s.at);
          EXPECT_TRUE(seen.insert(w).second) << zone << to_iso(w);
          EXPECT_EQ(f.zone.resolve(w).kind, Zone::Kind::unique) << zone << to_iso(w);
          EXPECT_LT(w.minute, 6 * 60);
          EXPECT_LE(f.zone.wall(s.at + minutes(75)).minute, 6 * 60);
          EXPECT_EQ(w.date, day.date);
        }
      }
    }
  }
}

// Who works each day, with a fixed break and one that floats, and has deep visits each day.
TEST(Index, takes_less_than_10_KB_a_therapist_for_180_days) {
  Foundation f = small_clinic();
  f.days = 180;
  f.practitioners = {{kAna, {kDeep}}};
  f.rules.deep_minutes_a_day = 300;
  for (Shift& shift : f.shifts) {
    // Each day of the week is another, so that only weeks recur.
    shift.from_minute -= shift.weekday * 10;
    shift.floating = FloatingBreak{15, 14 * 60, 16 * 60 + shift.weekday * 5};
  }
  std::vector<Taken> taken;
  Taken t;
  t.practitioner = kAna;
  t.minutes = t.deep_minutes = 60;
  for (int day = 0; day < 180; ++day) {
    t.id = day + 1;
    t.start = t.busy_from = t.room_from = at(f, f.first + day, 10);
    t.busy_until = t.room_until = t.start + hours(1);
    taken.push_back(t);
  }
  const Snapshot s = build(f, taken, 1);
  const std::size_t bytes =
      s.free.at(kAna.value)->words().size_bytes() + s.working.at(kAna)->bytes() +
      s.breaks.at(kAna).bytes() +
      (s.load.at(kAna)->deep.size() + s.load.at(kAna)->weeks.size()) * sizeof(std::int16_t);
  EXPECT_LT(bytes, 10'000u);
  EXPECT_GT(bytes, 180u * 288 / 8);
  EXPECT_EQ(s.breaks.at(kAna).meeting(s.origin, {s.origin.index + s.cells}).size(), 180u);
}

TEST(Index, working_time_by_days_is_the_row_it_was_made_of) {
  std::mt19937 random(11);
  for (int i = 0; i < 200; ++i) {
    BitRow row({7'000}, 1 + int(random() % 2'000));
    for (int n = int(random() % 12); n > 0; --n) {
      const std::int64_t from = 7'000 + std::int64_t(random() % 2'000);
      row.set({from}, {from + 1 + int(random() % 700)});
    }
    const Spans spans(row);
    ASSERT_TRUE(spans.row() == row) << "case " << i;
    for (int k = 0; k < 50; ++k) {
      const std::int64_t from = 6'990 + std::int64_t(random() % 2'020);
      const std::int64_t until = from + 1 + int(random() % 400);
      ASSERT_EQ(spans.all({from}, {until}), row.all({from}, {until})) << "case " << i;
    }
  }
}

TEST(Index, floating_breaks_are_found_by_the_cells_they_share) {
  std::mt19937 random(12);
  for (int i = 0; i < 200; ++i) {
    std::vector<BreakWindow> all;
    for (int day = 0; day < 40; ++day)
      for (int n = int(random() % 3); n > 0; --n) {
        const std::int64_t from = 7'000 + day * 288 + int(random() % 288);
        all.push_back({{from}, {from + 1 + int(random() % 300)}, 1 + int(random() % 9)});
      }
    std::ranges::stable_sort(all, {}, &BreakWindow::from);
    const BreakWindows kept({7'000}, all, BitRow({7'000}, 12'000), 12);
    const std::int64_t from = 6'900 + int(random() % 12'000), until = from + int(random() % 900);
    std::vector<BreakWindow> wanted;
    for (const BreakWindow& one : all)
      if (one.from.index < until && from < one.until.index) wanted.push_back(one);
    ASSERT_EQ(kept.meeting({from}, {until}), wanted) << "case " << i;
  }
}

// Whatever is booked and given back: a visit leaves each break a place, said by the plain search.
TEST(Index, what_is_left_beside_floating_breaks_is_kept_with_each_change) {
  std::mt19937 random(14);
  for (int i = 0; i < 60; ++i) {
    std::vector<BreakWindow> all;
    for (std::int64_t from = 7'000 + int(random() % 200); from < 9'500;
         from += int(random() % 400)) {
      // Some hang over into the next, and some are longer than a word.
      const int length = 6 + int(random() % (i % 2 == 0 ? 40 : 120));
      all.push_back({{from}, {from + length}, 1 + int(random() % 6)});
    }
    BitRow free({7'000}, 3'000);
    free.set({7'000}, {10'000});
    // Visits that are given are shorter than the longest that is asked about.
    const int longest = int(random() % 30);
    BreakWindows kept({7'000}, all, free, longest);
    for (int change = 0; change < 40; ++change) {
      const Cell from{7'000 + int(random() % 3'000)}, until{from.index + 1 + int(random() % 30)};
      random() % 3 == 0 ? free.set(from, until) : free.clear(from, until);
      kept.follow(free);
    }
    ASSERT_TRUE(kept.leaves_as(BreakWindows({7'000}, all, free, longest))) << "case " << i;
    for (int visit = 0; visit < 100; ++visit) {
      const std::int64_t from = 7'000 + int(random() % 2'900),
                         until = from + 1 + int(random() % 30);
      bool wanted = true;
      for (const BreakWindow& one : all) {
        if (until <= one.from.index || from >= one.until.index) continue;
        bool place = false;
        for (std::int64_t c = one.from.index; c + one.cells <= one.until.index; ++c)
          place =
              place || ((c + one.cells <= from || c >= until) && free.all({c}, {c + one.cells}));
        wanted = wanted && place;
      }
      bool found = true;
      for (const BesideBreak& one : kept.beside({from}, {until}, int(until - from)))
        found = found && (until - 7'000 <= one.ends_by || from - 7'000 >= one.begins_from);
      ASSERT_EQ(found, wanted) << "case " << i << " visit " << visit;
    }
  }
}

TEST(Index, breaks_that_no_visit_that_is_given_can_take_are_not_read) {
  std::vector<BreakWindow> all;
  for (std::int64_t day = 0; day < 30; ++day)
    all.push_back({{7'000 + day * 288 + 168}, {7'000 + day * 288 + 204}, 3});
  BitRow free({7'000}, 30 * 288);
  free.set({7'000}, {7'000 + 30 * 288});
  BreakWindows kept({7'000}, all, free, 18);
  const Cell begin{7'000}, end{7'000 + 30 * 288};
  EXPECT_EQ(kept.beside(begin, end, 18).size(), 0u);
  EXPECT_EQ(kept.beside(begin, end, 32).size(), 30u);  // all of the window but four cells
  for (std::int64_t day : {9, 12}) {
    free.clear({7'000 + day * 288 + 186}, {7'000 + day * 288 + 204});
    kept.follow(free);
  }
  EXPECT_EQ(kept.beside(begin, end, 18).size(), 2u);
  EXPECT_EQ(kept.beside({7'000 + 10 * 288}, end, 18).size(), 1u);
  EXPECT_EQ(kept.beside({7'000 + 10 * 288}, {7'000 + 12 * 288}, 18).size(), 0u);
}

// One row for each length that is sold, kept as visits come and go: the same starts as from the
// rows of the rooms themselves, and the same as after a start of the program.
TEST(Index, rows_of_rooms_are_kept_with_each_booking) {
  Foundation f = small_clinic();
  f.rooms[1].turnover = 10;
  f.practitioners[1].own[kDeep] = {5, 20};
  std::mt19937 random(13);
  std::vector<Taken> taken;
  Snapshot s = build(f, {}, 1);
  EXPECT_EQ(s.room_rows.size(), 4u);  // two therapists' minutes, a first visit or not
  for (int i = 1; i <= 300; ++i) {
    if (!taken.empty() && random() % 3 == 0) {
      const std::size_t gone = random() % taken.size();
      s = without(s, taken[gone].id);
      taken.erase(taken.begin() + std::ptrdiff_t(gone));
    } else {
      Question q = ask(f, f.first);
      q.staff = true;
      q.first_visit = random() % 2 == 0;
      auto seat = choose_seat(s, q, at(f, f.first + int(random() % 6), 9 + int(random() % 8)));
      if (!seat) continue;
      seat->taken.id = i;
      taken.push_back(seat->taken);
      s = with(s, seat->taken);
    }
    if (i % 10 != 0) continue;
    ASSERT_EQ(difference(s, build(f, taken, 1)), "");
    Snapshot by_rooms = s;
    by_rooms.room_rows.clear();
    Question q = ask(f, f.first);
    q.to = f.first + 8;
    for (bool first_visit : {false, true}) {
      q.first_visit = first_visit;
      const auto kept = find_starts(s, q), found = find_starts(by_rooms, q);
      for (std::size_t day = 0; day < kept.size(); ++day)
        ASSERT_EQ(kept[day].starts, found[day].starts);
    }
  }
  Snapshot wrong = s;
  wrong.room_rows[0].begins = s.room_rows[1].begins;
  EXPECT_NE(difference(wrong, s), "");
}

TEST(Index, a_booking_among_many_copies_a_piece_and_not_all) {
  TakenSet all;
  Taken t;
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    t.id = static_cast<std::int64_t>((i + 1) * 0x9e3779b97f4a7c15ULL >> 1);  // as random ids are
    all.put(t);
  }
  EXPECT_EQ(all.size(), 2'000u);
  TakenSet more = all;
  t.id = 77;
  t.deep_minutes = 5;
  more.put(t);
  EXPECT_EQ(more.size(), 2'001u);
  EXPECT_EQ(all.find(77), nullptr);
  std::size_t shared = 0, seen = 0;
  std::int64_t last = 0;
  for (const auto& [id, taken] : more) {
    EXPECT_LT(last, id);  // in order, each once
    last = id;
    ++seen;
    shared += all.find(id) == &taken;
  }
  EXPECT_EQ(seen, 2'001u);
  EXPECT_GT(shared, 1'900u);
  more.remove(77);
  EXPECT_TRUE(more == all);
  more.remove(77);
  EXPECT_EQ(more.size(), 2'000u);
}

RC_GTEST_PROP(BitRow, starts_are_runs_of_free_cells, ()) {
  auto bits = *rc::gen::container<std::vector<bool>>(rc::gen::arbitrary<bool>());
  int n = *rc::gen::inRange(1, 40);
  BitRow row({1000}, std::int64_t(bits.size()));
  for (std::size_t i = 0; i < bits.size(); ++i)
    if (bits[i]) row.set({1000 + std::int64_t(i)}, {1001 + std::int64_t(i)});
  BitRow starts = row.starts(n);
  for (std::size_t i = 0; i < bits.size(); ++i) {
    bool run = i + std::size_t(n) <= bits.size();
    for (std::size_t k = 0; run && k < std::size_t(n); ++k) run = bits[i + k];
    RC_ASSERT(starts.test({1000 + std::int64_t(i)}) == run);
  }
  int back = *rc::gen::inRange(0, 200);
  BitRow moved = row.later(-back);
  for (std::size_t i = 0; i < bits.size(); ++i)
    RC_ASSERT(moved.test({1000 + std::int64_t(i)}) ==
              (i >= std::size_t(back) && bits[i - std::size_t(back)]));
}

}  // namespace
}  // namespace fascia::schedule
