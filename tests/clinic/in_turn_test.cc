// SPDX-License-Identifier: Apache-2.0
// A visit whose parts are given one after the other by different therapists or in different rooms.
#include "clinic/in_turn.h"

#include <mutex>
#include <set>
#include <thread>

#include "clinic/answered.h"
#include "clinic/booking_limits.h"
#include "clinic/cancel_policy.h"
#include "clinic/day_sheet.h"
#include "clinic/due_work.h"
#include "clinic/free_times.h"
#include "clinic/holds.h"
#include "clinic/in_turn_clinic.h"
#include "clinic/messages.h"
#include "clinic/screen_visit.h"
#include "clinic/second_program.h"
#include "clinic/tasks.h"
#include "clinic/visit_fee.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

struct InTurn : InTurnClinic {};

TEST_F(InTurn, what_no_one_therapist_gives_is_booked_with_one_after_the_other) {
  const auto offer = clinic->availability.get();
  EXPECT_TRUE(is_in_turn(*offer, both));
  EXPECT_EQ(offer->service(both)->price.cents, 9500 + 5000);
  const Booked visit = booked(at(1, 10));
  ASSERT_EQ(visit.then.size(), 1u);
  const Appointment first = now(visit.appointment.id), second = now(visit.then[0].id);
  EXPECT_EQ(first.practitioner, ana);
  EXPECT_EQ(first.service, deep);
  EXPECT_EQ(first.finish, at(1, 11));
  EXPECT_EQ(first.price.cents, 9500);
  EXPECT_EQ(second.practitioner, ben);
  EXPECT_EQ(second.service, stones);
  EXPECT_EQ(second.room, warm);
  EXPECT_EQ(second.start, at(1, 11));
  EXPECT_EQ(second.price.cents, 5000);
  EXPECT_EQ(first.in_turn, first.id);
  EXPECT_EQ(second.in_turn, first.id);
  EXPECT_TRUE(leads(first));
  EXPECT_FALSE(leads(second));
  EXPECT_EQ(first.client, second.client);
  EXPECT_EQ(price_of_visit(*clinic, second).cents, 14500);
  // Both seats are taken, and no more than they.
  EXPECT_EQ(alone(deep, at(1, 10), ana), "start_taken");
  EXPECT_EQ(alone(stones, at(1, 11), ben), "start_taken");
  EXPECT_EQ(alone(swedish, at(1, 9), ben), "booked") << "before his part he is free";
  EXPECT_EQ(alone(swedish, at(1, 11, 15), ana), "booked") << "after hers she is";
  all_sound();
}

TEST_F(InTurn, one_mail_and_one_calendar_entry_tell_of_the_whole_visit) {
  const Booked visit = booked(at(1, 10));
  auto told = mails();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0]["kind"].as_string(), "booked");
  EXPECT_EQ(told[0]["appointment"].as_string(), visit.appointment.id.text());
  EXPECT_EQ(told[0]["minutes"].as_int64(), 90);
  EXPECT_EQ(told[0]["therapists"].as_string(), "Ana, Ben");
  ASSERT_EQ(told[0]["turns"].as_array().size(), 2u);
  EXPECT_EQ(told[0]["turns"].as_array()[1].as_object().at("therapist").as_string(), "Ben");
  const auto event = calendar_of(*clinic->availability.get(),
                                 whole_visit(*clinic, visit.appointment), clock.now());
  EXPECT_EQ(event.length, minutes(90));
  EXPECT_EQ(event.therapist_first_name, "Ana, Ben");
  // R36: one reminder each time, not one for each part.
  clock.seconds = (at(1, 10) - hours(3)).seconds;
  while (do_due_work(*clinic) > 0) {
  }
  int reminders = 0;
  for (auto& mail : mails()) reminders += mail["kind"].as_string() == "reminder" ? 1 : 0;
  EXPECT_EQ(reminders, 1);
}

TEST_F(InTurn, peers_12_twenty_race_for_a_part_and_a_visit_is_booked_whole_or_not_at_all) {
  constexpr int kThreads = 20;
  std::atomic<bool> go = false;
  std::atomic<int> whole = 0, part = 0;
  std::mutex mutex;
  std::set<std::string> refused;
  std::vector<BookAppointment> all;
  for (int t = 0; t < kThreads; ++t) {
    BookAppointment in = asked(at(1, 10));
    if (t % 2 == 1) {  // the second part's therapist alone
      in.service = swedish;
      in.practitioner = ben;
      in.start = at(1, 11);
    }
    all.push_back(in);
  }
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      while (!go) std::this_thread::yield();
      auto out = book_appointment(*clinic, all[static_cast<std::size_t>(t)]);
      std::lock_guard lock(mutex);
      if (out)
        ++(t % 2 == 1 ? part : whole);
      else
        refused.insert(out.error().message);
    });
  go = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(whole + part, 1);
  EXPECT_EQ(refused, std::set<std::string>{"start_taken"});
  EXPECT_EQ(visits(), whole == 1 ? 2u : 1u);
  all_sound();
}

TEST_F(InTurn, another_program_that_took_a_part_meanwhile_leaves_nothing_of_it) {
  Beside beside(*this);
  BookAppointment in = asked(at(1, 11));
  in.service = swedish;
  in.practitioner = ben;
  ASSERT_TRUE(book_appointment(beside.clinic, in));
  // This one's memory does not know of it: the store decides.
  auto out = book_appointment(*clinic, asked(at(1, 10)));
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().message, "start_taken");
  EXPECT_EQ(visits(), 1u);
  for (const CheckLine& line : check_clinic(*clinic))
    EXPECT_TRUE(line.what == "zone_data" || line.sound) << line.what;
}

TEST_F(InTurn, R38_a_hold_keeps_every_part_and_is_booked_as_it_was_held) {
  HoldStart in;
  in.service = both;
  in.start = at(1, 10);
  in.browser = "a browser";
  auto held = hold_start(*clinic, in);
  ASSERT_TRUE(held) << held.error().message;
  ASSERT_EQ(held->then.size(), 1u);
  EXPECT_EQ(held->hold.practitioner, ana);
  EXPECT_EQ(held->then[0].practitioner, ben);
  EXPECT_TRUE(
      hold_it(*clinic->availability.get(), holds_of(*clinic, held->token), both, at(1, 10)));
  EXPECT_EQ(alone(deep, at(1, 10), ana), "start_taken");
  EXPECT_EQ(alone(stones, at(1, 11), ben), "start_taken");
  all_sound();
  // The same again counts as longer; it is freed and taken whole.
  auto again = hold_start(*clinic, in);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->hold.extensions, 1);
  ASSERT_TRUE(extend_hold(*clinic, again->token));
  BookAppointment book = asked(at(1, 10));
  book.hold = again->token;
  auto visit = book_appointment(*clinic, book);
  ASSERT_TRUE(visit) << visit.error().message;
  EXPECT_EQ(visit->then.size(), 1u);
  EXPECT_TRUE(holds_of(*clinic, again->token).empty());
  all_sound();
  in.start = at(2, 10);
  held = hold_start(*clinic, in);
  ASSERT_TRUE(held);
  clock.seconds += 601;
  EXPECT_EQ(alone(stones, at(2, 11), ben), "booked") << "over by itself, both parts";
  EXPECT_EQ(alone(deep, at(2, 10), ana), "booked");
  all_sound();
}

TEST_F(InTurn, the_same_request_again_books_nothing_and_answers_with_all_parts) {
  BookAppointment in = asked(at(1, 10));
  auto first = book_appointment(*clinic, in);
  ASSERT_TRUE(first);
  auto second = book_appointment(*clinic, in);
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->repeated);
  ASSERT_EQ(second->then.size(), 1u);
  EXPECT_EQ(second->then[0].id, first->then[0].id);
  EXPECT_EQ(visits(), 2u);
}

TEST_F(InTurn, it_moves_as_a_whole_or_stays) {
  const Booked visit = booked(at(1, 10));
  const Key link{{}, visit.manage_token};
  // Nobody is there for the second part.
  ASSERT_EQ(alone(swedish, at(1, 15), ben), "booked");
  EXPECT_EQ(move_appointment(*clinic, visit.appointment.id, link, at(1, 14)).error().message,
            "start_taken");
  EXPECT_EQ(now(visit.appointment.id).start, at(1, 10));
  EXPECT_EQ(now(visit.then[0].id).start, at(1, 11));
  // Its own hours are free to it.
  auto moved = move_appointment(*clinic, visit.appointment.id, link, at(1, 10, 30));
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(now(visit.then[0].id).start, at(1, 11, 30));
  EXPECT_EQ(now(visit.then[0].id).practitioner, ben);
  EXPECT_EQ(alone(deep, at(1, 9), ana), "booked");
  // By its second part too.
  EXPECT_TRUE(move_appointment(*clinic, visit.then[0].id, {desk, {}}, at(2, 12)));
  EXPECT_EQ(now(visit.appointment.id).start, at(2, 12));
  EXPECT_EQ(now(visit.then[0].id).start, at(2, 13));
  int moves = 0;
  for (auto& mail : mails()) moves += mail["kind"].as_string() == "moved" ? 1 : 0;
  EXPECT_EQ(moves, 2) << "one each time";
  all_sound();
}

TEST_F(InTurn, it_is_cancelled_and_marked_as_a_whole_and_undone_so) {
  const Booked visit = booked(at(1, 10));
  const AppointmentId first = visit.appointment.id, second = visit.then[0].id;
  ASSERT_TRUE(cancel_appointment(*clinic, first, {{}, visit.manage_token}));
  EXPECT_EQ(now(second).status, Status::cancelled);
  EXPECT_EQ(alone(stones, at(1, 11), ben), "booked");
  const Booked other = booked(at(2, 10));
  clock.seconds = at(2, 9, 55).seconds;
  ASSERT_TRUE(set_status(*clinic, desk, other.then[0].id, Status::arrived));
  EXPECT_EQ(now(other.appointment.id).status, Status::arrived) << "they are here for both";
  ASSERT_TRUE(undo_status(*clinic, desk, other.appointment.id));
  EXPECT_EQ(now(other.then[0].id).status, now(other.appointment.id).status);
  clock.seconds = at(2, 10).seconds;
  clock.seconds = at(2, 10, 5).seconds;
  ASSERT_TRUE(set_status(*clinic, desk, other.appointment.id, Status::no_show));
  EXPECT_EQ(now(other.then[0].id).status, Status::no_show);
  EXPECT_EQ(alone(stones, at(2, 11), ben), "start_too_soon") << "free, and lead time alone";
  ASSERT_TRUE(undo_status(*clinic, desk, other.appointment.id));
  EXPECT_NE(now(other.then[0].id).status, Status::no_show);
  all_sound();
}

TEST_F(InTurn, R36_the_policy_is_about_the_visit_and_its_fee_about_the_whole_price) {
  ASSERT_TRUE(
      edit_policy(*clinic, program, {24, "", "", {store::Charge::Kind::share, 50}, {}, {}}));
  BookAppointment in = asked(at(1, 10));
  in.policy = AgreedPolicy{policy_now(*clinic).version, "as read out"};
  auto visit = book_appointment(*clinic, in);
  ASSERT_TRUE(visit) << visit.error().message;
  clock.seconds = at(1, 9).seconds;
  const Appointment first = now(visit->appointment.id);
  EXPECT_EQ(fee_if(*clinic, first, Status::late_cancelled).cents, 7250);
  EXPECT_EQ(fee_if(*clinic, now(visit->then[0].id), Status::late_cancelled).cents, 0);
  ASSERT_TRUE(cancel_appointment(*clinic, visit->then[0].id, {{}, visit->manage_token}));
  auto fee = find_fee(*clinic, first.id);
  ASSERT_TRUE(fee);
  EXPECT_EQ(fee->kept.fee.cents, 7250);
  EXPECT_FALSE(find_fee(*clinic, visit->then[0].id));
  EXPECT_EQ(now(first.id).status, Status::late_cancelled);
}

TEST_F(InTurn, R1_one_screening_as_strict_as_the_strictest_part_is_for_all_of_it) {
  auto fine = answered(*this, both, monday + 1, {});
  ASSERT_TRUE(fine) << fine.error().message;
  BookAppointment in = asked(at(1, 10));
  in.screening = fine->token;
  auto visit = book_appointment(*clinic, in);
  ASSERT_TRUE(visit) << visit.error().message;
  const Appointment first = now(visit->appointment.id), second = now(visit->then[0].id);
  EXPECT_EQ(first.status, Status::confirmed);
  EXPECT_EQ(second.status, Status::confirmed);
  EXPECT_EQ(second.screening, first.screening);
  // Its questions come later: they are due once, and their answers bind both.
  const Booked later = booked(at(2, 10));
  EXPECT_TRUE(later.appointment.intake_due_by);
  EXPECT_FALSE(later.then[0].intake_due_by);
  EXPECT_EQ(later.then[0].status, Status::requested);
  EXPECT_EQ(slug_of_visit(*clinic, later.then[0]), "deep-tissue-60~stones-30");
  auto answers = answered(*this, both, monday + 2, {});
  ASSERT_TRUE(answers);
  auto bound = bind_intake(*clinic, later.then[0].id, {program, {}}, answers->token);
  ASSERT_TRUE(bound) << bound.error().message;
  EXPECT_EQ(now(later.appointment.id).status, Status::confirmed);
  EXPECT_EQ(now(later.then[0].id).status, Status::confirmed);
  EXPECT_TRUE(now(later.then[0].id).screening);
  const auto all = store->read([&](store::Connection& c) {
    return service_of_visit(c, *clinic, *clinic->availability.get(), now(later.then[0].id));
  });
  ASSERT_TRUE(all);
  EXPECT_EQ(all->kind, "deep");
}

TEST_F(InTurn, R32_a_visit_with_two_deep_parts_is_one_deep_visit_of_the_week) {
  store::Service neck = service("neck-30", "Deep neck 30", "deep");
  neck.minutes = 30;
  const ServiceId other = *edit_service(*clinic, program, neck);
  gives(ben, {other});
  both = *join_services(*clinic, {}, {deep, other});
  ASSERT_TRUE(is_in_turn(*clinic->availability.get(), both));
  for (int day : {1, 2, 3}) {
    BookAppointment in = asked(at(day, 10));
    in.client.name = "Maya Roy";
    auto out = book_appointment(*clinic, in);
    EXPECT_TRUE(out) << day << (out ? "" : out.error().message);
  }
  BookAppointment in = asked(at(4, 10));
  in.client.name = "Maya Roy";
  EXPECT_EQ(book_appointment(*clinic, in).error().message, "client_deep_limit");
  // Each therapist has the deep minutes of their own part.
  const auto times = clinic->availability.get()->times;
  EXPECT_EQ(schedule::deep_minutes_on(times, ana, monday + 1), 60);
  EXPECT_EQ(schedule::deep_minutes_on(times, ben, monday + 1), 30);
}

TEST_F(InTurn, the_desk_may_name_a_therapist_for_each_part_where_one_could_give_all) {
  gives(ana, {deep, swedish});
  gives(ben, {deep, swedish});
  const ServiceId two = *join_services(*clinic, desk, {deep, swedish});
  ASSERT_FALSE(is_in_turn(*clinic->availability.get(), two));
  BookAppointment in = asked(at(1, 10));
  in.service = two;
  in.actor = desk;
  in.by_part = {ana, ben};
  auto visit = book_appointment(*clinic, in);
  ASSERT_TRUE(visit) << visit.error().message;
  EXPECT_EQ(visit->appointment.practitioner, ana);
  ASSERT_EQ(visit->then.size(), 1u);
  EXPECT_EQ(visit->then[0].practitioner, ben);
  EXPECT_EQ(visit->then[0].start, at(1, 11));
  auto times = free_times(*clinic, {two, monday + 1, {}, {}, {ana, ben}});
  EXPECT_FALSE(times.empty());
  for (const schedule::Start& one : times) EXPECT_NE(one.at, at(1, 10));
  all_sound();
}

}  // namespace
}  // namespace fascia::clinic
