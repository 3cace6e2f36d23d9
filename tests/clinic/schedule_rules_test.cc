// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <thread>

#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/close_holidays.h"
#include "clinic/free_times.h"
#include "clinic/holds.h"
#include "clinic/measuring_time.h"
#include "clinic/small_clinic.h"

namespace fascia::clinic {
namespace {

// What an owner sets about rooms, starts, holidays and breaks, from the page's use case to the
// transaction that takes the time.
struct ScheduleRules : ::testing::Test, SmallClinic {
  void TearDown() override {
    for (const CheckLine& line : check_clinic(*clinic))
      EXPECT_TRUE(line.what == "zone_data" || line.sound)
          << line.what << (line.faults.empty() ? "" : ": " + line.faults.front());
  }
  House house() { return *read_house(*clinic, program); }
  Result<Booked> book(Instant start, PractitionerId who, const std::string& hold = {}) {
    BookAppointment in = booking(start, "key " + std::to_string(++keys));
    in.practitioner = who;
    in.hold = hold;
    return book_appointment(*clinic, in);
  }
  std::vector<std::string> offered(Date day, PractitionerId who = {}) {
    schedule::Question q;
    q.service = swedish;
    q.practitioner = who;
    q.from = q.to = day;
    q.now = clock.now();
    std::vector<std::string> out;
    const auto days = schedule::find_starts(current_offer(*clinic)->times, q);
    for (const auto& start : days.front().starts)
      out.push_back(clock_text(zone.wall(start.at).minute));
    return out;
  }
  bool has(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  }
  std::string why(const Result<Booked>& booked) { return booked ? "" : booked.error().message; }
  // Memory as another program's would be that has read nothing since.
  void forget(std::shared_ptr<const Offer> then) { clinic->availability.put(std::move(then)); }
  void set_turnover(int minutes) {
    for (store::Room room : house().rooms) {
      room.turnover_minutes = minutes;
      ASSERT_TRUE(edit_room(*clinic, program, room));
    }
  }
  void set_no_gaps() {
    for (store::Service s : house().services) {
      s.no_gaps = true;
      ASSERT_TRUE(edit_service(*clinic, program, s));
    }
  }
  // Works 9 to 17 with half an hour of break between 11 and 14.
  PractitionerId with_floating_break() {
    store::Practitioner p;
    p.name = "Cleo Hart";
    p.services = {deep, swedish};
    PractitionerId id = *edit_practitioner(*clinic, program, p);
    schedule::Shift shift{id, 1, 540, 1020, {}, {}, Date::of(2020, 1, 1), {}};
    shift.floating = schedule::FloatingBreak{30, 660, 840};
    for (shift.weekday = 1; shift.weekday <= 7; ++shift.weekday)
      EXPECT_TRUE(add_shift(*clinic, program, shift));
    return id;
  }
  int keys = 0;
};

TEST_F(ScheduleRules, a_room_is_free_again_after_its_turnover_in_memory_and_in_the_store) {
  ASSERT_TRUE(remove_room(*clinic, program, house().rooms.back().id));
  set_turnover(30);
  EXPECT_EQ(house().rooms[0].turnover_minutes, 30);
  auto before = current_offer(*clinic);
  auto first = book(at(1, 10), ana);
  ASSERT_TRUE(first);
  // 60 minutes, 15 after, 15 more of a first visit, and the turnover.
  EXPECT_EQ(first->appointment.room_until, at(1, 12));
  auto free = offered(monday + 1, ben);
  EXPECT_FALSE(has(free, "11:45"));
  EXPECT_TRUE(has(free, "12:00"));
  EXPECT_EQ(why(book(at(1, 11, 45), ben)), "start_taken");
  EXPECT_EQ(why(book(at(1, 9), ben)), "start_taken");  // its turnover would reach into the visit
  forget(before);
  EXPECT_TRUE(has(offered(monday + 1, ben), "11:45"));
  EXPECT_EQ(why(book(at(1, 11, 45), ben)), "start_taken");
  EXPECT_EQ(why(book(at(1, 12), ben)), "");
}

TEST_F(ScheduleRules, time_for_measuring_moves_the_turnover_and_never_eats_it) {
  set_turnover(30);
  auto booked = book(at(1, 10), ana);
  ASSERT_TRUE(booked);
  store::Appointment a = booked->appointment;
  const Instant busy = a.busy_until, ready = busy + minutes(30);
  ASSERT_TRUE(clinic->store.write([&](store::Transaction& tx) -> Done {
    // As if it were no first visit: the room is taken for the turnover alone.
    store::free_cells(tx, clinic->tenant, {{a.room.value, ready, a.room_until}});
    a.room_until = ready;
    add_measuring_time(tx, *clinic, a);
    store::update_appointment(tx, clinic->tenant, a);
    return {};
  }));
  load_availability(*clinic);
  EXPECT_EQ(a.busy_until, busy + minutes(10));
  EXPECT_EQ(a.room_until, ready + minutes(10));
}

TEST_F(ScheduleRules, without_gaps_clients_get_what_leaves_none_and_the_desk_says_why_else) {
  set_no_gaps();
  auto free = offered(monday + 1, ana);
  EXPECT_EQ((std::vector<std::string>{free[0], free[1]}),
            (std::vector<std::string>{"09:00", "10:15"}));
  EXPECT_EQ(why(book(at(1, 9, 30), ana)), "start_off_grid");
  BookAppointment staff = booking(at(1, 9, 20), "desk");
  staff.practitioner = ana;
  staff.actor = {Actor::Kind::staff, StaffId{7}, store::Role::desk, {}};
  EXPECT_EQ(book_appointment(*clinic, staff).error().message, "pass_reason_missing");
  staff.reason = "comes by bus";
  ASSERT_TRUE(book_appointment(*clinic, staff));  // until 10:35
  // What follows it without a gap is off the grid, and both the web and the desk offer it.
  EXPECT_TRUE(has(offered(monday + 1, ana), "10:35"));
  auto at_desk = free_times(*clinic, {swedish, monday + 1, ana, {}});
  EXPECT_TRUE(std::any_of(at_desk.begin(), at_desk.end(),
                          [&](const auto& s) { return s.at == at(1, 10, 35); }));
  EXPECT_EQ(why(book(at(1, 10, 35), ana)), "");
}

TEST_F(ScheduleRules, R38_what_is_held_with_somebody_is_booked_with_them) {
  BookAppointment first = booking(at(1, 10), "first");
  first.practitioner = ana;
  auto busy = book_appointment(*clinic, first);
  ASSERT_TRUE(busy);
  auto held = hold_start(*clinic, {swedish, at(1, 10), {}, {}, true, "a browser", ""});
  ASSERT_TRUE(held);
  ASSERT_EQ(held->hold.practitioner, ben);
  // Ana, the first in the clinic's order, is free again; the page said Ben.
  ASSERT_TRUE(cancel_appointment(*clinic, busy->appointment.id, {program, {}}));
  BookAppointment in = booking(at(1, 10), "held");
  in.client.name = "Noor Lind";
  in.hold = held->token;
  auto booked = book_appointment(*clinic, in);
  ASSERT_TRUE(booked);
  EXPECT_EQ(booked->appointment.practitioner, ben);
}

// cal#23974
TEST_F(ScheduleRules, R38_what_is_held_is_booked_whatever_the_clock_and_the_neighbours_do) {
  set_no_gaps();
  BookAppointment early = booking(at(1, 9, 20), "early");
  early.practitioner = ana;
  early.actor = program;
  auto neighbour = book_appointment(*clinic, early);
  ASSERT_TRUE(neighbour);
  auto held = hold_start(*clinic, {swedish, at(1, 10, 35), ana, {}, true, "a browser", ""});
  ASSERT_TRUE(held);
  ASSERT_TRUE(cancel_appointment(*clinic, neighbour->appointment.id, {program, {}}));
  // Nobody is offered 10:35 any more; who holds it has it.
  EXPECT_FALSE(has(offered(monday + 1, ana), "10:35"));
  EXPECT_EQ(why(book(at(1, 10, 35), ana, held->token)), "");
  // The lead time of two hours was kept when it was held.
  clock.seconds = at(0, 8, 10).seconds;
  held = hold_start(*clinic, {swedish, at(0, 10, 15), ben, {}, true, "another browser", ""});
  ASSERT_TRUE(held);
  clock.seconds = at(0, 8, 18).seconds;
  EXPECT_EQ(why(book(at(0, 10, 15), ben, held->token)), "");
  EXPECT_EQ(why(book(at(0, 10, 15), ana)), "start_too_soon");
}

TEST_F(ScheduleRules, ticked_holidays_are_closed_in_what_is_offered_and_in_what_is_booked) {
  const Date christmas = Date::of(2026, 12, 25);
  const int days = christmas - monday;
  auto booked = book(at(days, 10), ana);
  ASSERT_TRUE(booked);
  Actor desk{Actor::Kind::staff, StaffId{7}, store::Role::desk, {}};
  EXPECT_EQ(edit_holidays(*clinic, desk, {"christmas_day"}).error().code, Code::forbidden);
  EXPECT_EQ(edit_holidays(*clinic, program, {"christmas"}).error().message, "holiday_unknown");
  ASSERT_TRUE(edit_holidays(*clinic, program, {"christmas_day", "new_years_day"}));
  auto all = read_holidays(*clinic, program);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->front().id, "christmas_day");  // the next one
  EXPECT_TRUE(all->front().closed && all->front().alberta && all->front().federal);
  EXPECT_EQ(all->front().visits, 1);  // stays, and is named
  EXPECT_EQ(all->back().next, Date::of(2027, 11, 11));
  EXPECT_TRUE(offered(christmas).empty());
  EXPECT_FALSE(offered(christmas - 1).empty());
  EXPECT_FALSE(offered(christmas + 1).empty());  // Boxing Day was not ticked
  EXPECT_EQ(why(book(at(days, 14), ben)), "start_outside_hours");
  EXPECT_EQ(why(book(zone.instant({Date::of(2027, 1, 1), 600}), ben)), "start_outside_hours");
  ASSERT_TRUE(edit_holidays(*clinic, program, {}));
  EXPECT_EQ(why(book(at(days, 14), ben)), "");
}

TEST_F(ScheduleRules, the_last_place_of_a_floating_break_is_never_booked) {
  PractitionerId cleo = with_floating_break();
  auto before = current_offer(*clinic);
  ASSERT_TRUE(book(at(1, 11), cleo));  // until 12:15
  auto second = book(at(1, 12, 15), cleo);
  ASSERT_TRUE(second);  // until 13:30: the break is 13:30 to 14:00 now
  EXPECT_FALSE(has(offered(monday + 1, cleo), "13:30"));
  EXPECT_TRUE(has(offered(monday + 1, cleo), "14:00"));
  EXPECT_EQ(why(book(at(1, 13, 30), cleo)), "start_taken");
  // Memory that knows of neither visit offers it; the transaction refuses.
  forget(before);
  EXPECT_TRUE(has(offered(monday + 1, cleo), "13:30"));
  EXPECT_EQ(why(book(at(1, 13, 30), cleo)), "start_taken");
  auto held = hold_start(*clinic, {swedish, at(1, 13, 45), cleo, {}, true, "a browser", ""});
  EXPECT_EQ(held.error().message, "start_taken");
  auto somebody = booking(at(1, 13, 30), "with somebody else");
  somebody.client.name = "Rival Ray";
  EXPECT_TRUE(book_appointment(*clinic, somebody));
  load_availability(*clinic);
  // A cancelled visit that stands again would take what is left.
  ASSERT_TRUE(set_status(*clinic, program, second->appointment.id, store::Status::cancelled));
  ASSERT_TRUE(book(at(1, 13, 30), cleo));
  EXPECT_EQ(undo_status(*clinic, program, second->appointment.id).error().message,
            "break_has_no_place");
}

TEST_F(ScheduleRules, measuring_takes_no_break) {
  PractitionerId cleo = with_floating_break();
  auto first = book(at(1, 11), cleo);  // until 12:15
  ASSERT_TRUE(first);
  ASSERT_TRUE(book(at(1, 12, 45), cleo));  // until 14:00: 12:15 to 12:45 is the break
  store::Appointment a = first->appointment;
  ASSERT_TRUE(clinic->store.write([&](store::Transaction& tx) -> Done {
    add_measuring_time(tx, *clinic, a);
    return {};
  }));
  EXPECT_EQ(a.busy_until, first->appointment.busy_until);
}

TEST_F(ScheduleRules, who_press_at_once_leave_the_break_its_place) {
  PractitionerId cleo = with_floating_break();
  for (int day = 1; day <= 3; ++day) {
    std::atomic<bool> go = false;
    std::atomic<int> won = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 9; ++i)
      threads.emplace_back([&, i] {
        const Instant starts[] = {at(day, 11), at(day, 12, 15), at(day, 13, 30)};
        BookAppointment in = booking(starts[i % 3], std::to_string(day * 10 + i));
        in.client.name = "Client " + std::to_string(i);
        in.practitioner = cleo;
        while (!go) std::this_thread::yield();
        if (book_appointment(*clinic, in)) ++won;
      });
    go = true;
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(won, 2) << "day " << day;
  }
}

}  // namespace
}  // namespace fascia::clinic
