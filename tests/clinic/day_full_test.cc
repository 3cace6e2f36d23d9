// SPDX-License-Identifier: Apache-2.0
// The most visits a day: offered times keep it, and the write decides.
#include <algorithm>
#include <thread>

#include "clinic/book_couple.h"
#include "clinic/change_appointment.h"
#include "clinic/follow_store.h"
#include "clinic/free_times.h"
#include "clinic/holds.h"
#include "clinic/second_program.h"
#include "clinic/visit_series.h"
#include "clinic/walk_in.h"

namespace fascia::clinic {
namespace {

struct FullDays : ::testing::Test, SmallClinic {
  const Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};

  void most_of_ana(int most) {
    store::Practitioner p = *clinic->availability.get()->practitioner(ana);
    p.visits_a_day = most;
    ASSERT_TRUE(edit_practitioner(*clinic, program, p));
  }
  void most_of_swedish(int most) {
    store::Service s = *clinic->availability.get()->service(swedish);
    s.visits_a_day = most;
    ASSERT_TRUE(edit_service(*clinic, program, s));
  }
  Result<Booked> book(Instant start, const std::string& name, PractitionerId who = {},
                      ServiceId service = {}) {
    BookAppointment in = booking(start, name);
    in.client.name = name;
    in.client.email = "someone@example.invalid";
    in.practitioner = who;
    if (service) in.service = service;
    return book_appointment(*clinic, in);
  }
  static store::Room room_for_two() {
    store::Room two;
    two.name = "Room for two";
    two.tables = 2;
    return two;
  }
  BookCouple two_at(Instant start) {
    BookCouple in;
    in.start = start;
    in.first.service = in.second.service = swedish;
    in.first.client = booking(start, "x").client;
    in.second.client = in.first.client;
    in.second.client.name = "Luc Tremblay";
    in.actor = desk;
    return in;
  }
  std::size_t to_clients(int day, PractitionerId who = {}) {
    schedule::Question q;
    q.service = swedish;
    q.practitioner = who;
    q.from = q.to = monday + day;
    q.now = clinic->now();
    return schedule::find_starts(clinic->availability.get()->times, q).front().starts.size();
  }
  // At the desk.
  std::size_t offered(int day, PractitionerId who = {}) {
    return free_times(*clinic, {swedish, monday + day, who, {}}).size();
  }
};

TEST_F(FullDays, R35_a_therapists_day_is_full_for_clients_and_the_desk_goes_over_it_with_a_reason) {
  most_of_ana(1);
  EXPECT_GT(offered(1, ana), 0U);
  auto first = book(at(1, 9), "A", ana, deep);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(to_clients(1, ana), 0U);
  EXPECT_GT(to_clients(1), 0U);
  auto second = book(at(1, 14), "B", ana);
  EXPECT_EQ(second.error().message, "day_full");
  EXPECT_EQ(second.error().field, "start");
  BookAppointment in = booking(at(1, 14), "C");
  in.practitioner = ana;
  in.client.name = "C";
  in.actor = program;
  in.rules_reason = "the program's own";
  EXPECT_EQ(book_appointment(*clinic, in).error().message, "day_full");
  in.actor = desk;
  EXPECT_EQ(book_appointment(*clinic, in).error().message, "pass_reason_missing");
  EXPECT_GT(offered(1, ana), 0U) << "the desk sees what it could give";
  in.reason = "she asks so nicely";
  auto over = book_appointment(*clinic, in);
  ASSERT_TRUE(over) << over.error().message;
  EXPECT_EQ(audit_trail(over->client.id),
            (std::vector<std::string>{"appointment.booked|day_full: she asks so nicely"}));
  ASSERT_TRUE(set_status(*clinic, desk, over->appointment.id, store::Status::cancelled));
  // Moving within the day is no visit more; from another day it is.
  Key key{{}, first->manage_token};
  EXPECT_TRUE(move_appointment(*clinic, first->appointment.id, key, at(1, 11)));
  auto other = book(at(2, 9), "D", ana);
  ASSERT_TRUE(other);
  EXPECT_EQ(move_appointment(*clinic, other->appointment.id, {{}, other->manage_token}, at(1, 14))
                .error()
                .message,
            "day_full");
  // What is given back can be had, and then it is taken back with a reason alone.
  const AppointmentId id = first->appointment.id;
  ASSERT_TRUE(set_status(*clinic, desk, id, store::Status::cancelled));
  ASSERT_TRUE(book(at(1, 14), "E", ana));
  EXPECT_EQ(undo_status(*clinic, program, id).error().message, "day_full");
  EXPECT_EQ(undo_status(*clinic, desk, id).error().message, "undo_day_full");
  EXPECT_EQ(undo_status(*clinic, desk, id, " ").error().field, "reason");
  EXPECT_EQ(undo_status(*clinic, desk, id, std::string(501, 'x')).error().message,
            "pass_reason_too_long");
  auto back = undo_status(*clinic, desk, id, "the desk pressed the wrong button");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_NE(back->status, store::Status::cancelled);
  const auto trail = audit_trail(first->client.id);
  EXPECT_NE(
      std::ranges::find(trail, "appointment.requested|day_full: the desk pressed the wrong button"),
      trail.end());
  all_sound();
}

TEST_F(FullDays, R35_somebody_who_walks_in_on_a_full_day_is_taken_with_a_reason) {
  most_of_swedish(1);
  ASSERT_TRUE(book(at(0, 15), "A"));
  auto seats = seats_now(*clinic);
  auto seat = std::ranges::find(seats, swedish, &SeatNow::service);
  ASSERT_NE(seat, seats.end()) << "the desk sees what it could give";
  EXPECT_TRUE(seat->full);
  EXPECT_FALSE(std::ranges::find(seats, deep, &SeatNow::service)->full);
  WalkIn in;
  in.service = swedish;
  in.client = booking(at(0, 9), "x").client;
  in.client.name = "Wanda Walk";
  in.actor = desk;
  EXPECT_EQ(walk_in(*clinic, in).error().message, "pass_reason_missing");
  in.reason = "came from far";
  auto done = walk_in(*clinic, in);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->appointment.status, store::Status::arrived);
  const auto trail = audit_trail(done->client.id);
  EXPECT_TRUE(std::ranges::any_of(trail, [](const std::string& line) {
    return line.find("day_full: came from far") != line.npos;
  })) << "the reason is kept";
  all_sound();
}

TEST_F(FullDays, a_service_is_sold_no_more_often_and_a_hold_counts) {
  most_of_swedish(2);
  HoldStart hold;
  hold.service = swedish;
  hold.start = at(1, 9);
  auto held = hold_start(*clinic, hold);
  ASSERT_TRUE(held);
  ASSERT_TRUE(book(at(1, 11), "A"));
  EXPECT_EQ(to_clients(1), 0U);
  EXPECT_EQ(book(at(1, 14), "B").error().message, "day_full");
  EXPECT_TRUE(book(at(1, 14), "C", {}, deep)) << "another service is another";
  // The hold's own booking is no visit more.
  BookAppointment in = booking(at(1, 9), "D");
  in.hold = held->token;
  EXPECT_TRUE(book_appointment(*clinic, in));
  EXPECT_EQ(book(at(1, 15, 30), "E").error().message, "day_full");
  EXPECT_TRUE(book(at(2, 9), "F"));
}

// R35: both rules stand in the audit, and a full day is never passed without typed words.
TEST_F(FullDays, R35_what_is_moved_and_what_repeats_goes_over_a_full_day_with_a_reason_alone) {
  most_of_ana(1);
  ASSERT_TRUE(book(at(8, 9), "A", ana));
  auto moved = book(at(2, 9), "B", ana);
  ASSERT_TRUE(moved);
  const AppointmentId id = moved->appointment.id;
  EXPECT_EQ(move_appointment(*clinic, id, {desk, {}}, at(8, 14, 5)).error().message,
            "pass_reason_missing");
  ASSERT_TRUE(move_appointment(*clinic, id, {desk, {}}, at(8, 14, 5), {}, "no other day"));
  EXPECT_EQ(audit_trail(moved->client.id).back(),
            "appointment.moved|start_off_grid: no other day; day_full: no other day");
  auto first = book(at(1, 11), "C", ana);
  RepeatVisit repeat{first->appointment.id, 1, 2, {}, {}};
  auto plan = plan_repeat(*clinic, desk, repeat);
  ASSERT_TRUE(plan && plan->size() == 1u);
  EXPECT_EQ((*plan)[0].error->message, "day_full");
  EXPECT_TRUE((*plan)[0].seat);
  EXPECT_EQ(repeat_visit(*clinic, desk, repeat).error().field, "reason");
  repeat.reason = "no other day";
  ASSERT_TRUE(repeat_visit(*clinic, desk, repeat));
  auto moves = plan_move_rest(*clinic, desk, first->appointment.id, {monday + 2, 13 * 60});
  ASSERT_TRUE(moves);
  EXPECT_EQ((*moves)[1].conflict, "");
  all_sound();
}

TEST_F(FullDays, two_who_come_together_need_room_for_two) {
  ASSERT_TRUE(edit_room(*clinic, program, room_for_two()));
  most_of_swedish(1);
  BookCouple in = two_at(at(1, 10));
  EXPECT_EQ(book_couple(*clinic, in).error().message, "pass_reason_missing");
  in.actor = program;
  EXPECT_EQ(book_couple(*clinic, in).error().message, "day_full");
  in = two_at(at(1, 10));
  most_of_swedish(2);
  auto both = book_couple(*clinic, in);
  EXPECT_TRUE(both) << both.error().message;
}

TEST_F(FullDays, of_many_at_once_no_more_get_one_than_the_day_may_have) {
  most_of_swedish(3);
  std::atomic<int> won = 0, full = 0;
  std::atomic<bool> go = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      while (!go) std::this_thread::yield();
      for (int hour = 9; hour < 16; ++hour) {
        auto booked = book(at(1, hour, 0), "T" + std::to_string(t) + " " + std::to_string(hour));
        if (booked) ++won;
        if (!booked && booked.error().message == "day_full") ++full;
      }
    });
  go = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(won, 3);
  EXPECT_GT(full, 0);
  all_sound();
}

// Another program's memory does not know yet: the store decides.
TEST_F(FullDays, what_memory_has_not_read_yet_counts_too) {
  most_of_ana(1);
  Beside beside(*this);
  Clinic& other = beside.clinic;
  ASSERT_TRUE(book(at(1, 9), "A", ana));
  BookAppointment in = booking(at(1, 14), "B");
  in.client.name = "B";
  in.practitioner = ana;
  auto late = book_appointment(other, in);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().message, "day_full");
  most_of_ana(0);
  most_of_swedish(1);
  load_availability(other);
  ASSERT_TRUE(book(at(2, 9), "C"));
  in.start = at(2, 14);
  in.idempotency_key = in.body = "B2";
  late = book_appointment(other, in);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().message, "day_full");
}

TEST_F(FullDays, two_who_come_together_are_two_beside_what_memory_has_not_read_yet) {
  ASSERT_TRUE(edit_room(*clinic, program, room_for_two()));
  most_of_swedish(2);
  Beside beside(*this);
  ASSERT_TRUE(book(at(1, 14), "A"));
  BookCouple in = two_at(at(1, 10));
  in.actor = program;  // who goes over no full day
  EXPECT_EQ(book_couple(beside.clinic, in).error().message, "day_full");
  in.start = at(2, 10);
  auto both = book_couple(beside.clinic, in);
  EXPECT_TRUE(both) << both.error().message;
}

// The limit is changed in the same group of commits as the booking.
TEST_F(FullDays, a_limit_that_was_set_a_moment_ago_binds) {
  Beside beside(*this);
  ASSERT_TRUE(book(at(1, 9), "A"));
  most_of_swedish(1);
  BookAppointment in = booking(at(1, 14), "B");
  in.client.name = "B";
  EXPECT_EQ(book_appointment(beside.clinic, in).error().message, "day_full");
}

TEST_F(FullDays, a_most_is_a_number_in_its_range) {
  store::Service s = *clinic->availability.get()->service(swedish);
  s.visits_a_day = -1;
  auto bad = edit_service(*clinic, program, s);
  EXPECT_EQ(bad.error().message, "number_out_of_range");
  EXPECT_EQ(bad.error().field, "visits_a_day");
  store::Practitioner p = *clinic->availability.get()->practitioner(ana);
  p.visits_a_day = 201;
  EXPECT_EQ(edit_practitioner(*clinic, program, p).error().field, "visits_a_day");
}

}  // namespace
}  // namespace fascia::clinic
