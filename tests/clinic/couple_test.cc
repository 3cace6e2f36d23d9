// SPDX-License-Identifier: Apache-2.0
// Two people who come at the same time: one room with two tables, two therapists, all or nothing.
#include <algorithm>
#include <array>
#include <set>
#include <thread>

#include "clinic/answered.h"
#include "clinic/reseat.h"
#include "clinic/two_people.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

TEST_F(Couple, two_therapists_and_one_room_whose_time_stands_once) {
  auto [one, two] = booked(at(1, 10), {}, {});
  Appointment a = visit(one), b = visit(two);
  EXPECT_NE(a.practitioner, b.practitioner);
  EXPECT_EQ(a.room, for_two);
  EXPECT_EQ(b.room, for_two);
  EXPECT_EQ(a.start, b.start);
  EXPECT_TRUE(a.together);
  EXPECT_EQ(a.together, b.together);
  EXPECT_NE(store::keeps_room(a), store::keeps_room(b));
  EXPECT_EQ(other_visit(*clinic, a)->id, b.id);
  // Cleo is free, and the other room is: one more comes alone, and no couple.
  EXPECT_EQ(book_couple(*clinic, couple(at(1, 10))).error().message, "start_taken");
  EXPECT_EQ(alone(at(1, 10), cleo), "booked");
  all_sound();
}

TEST_F(Couple, what_is_shown_can_be_booked_and_nothing_else) {
  ASSERT_EQ(alone(at(1, 11), ana), "booked");
  ASSERT_EQ(alone(at(1, 13), ben), "booked");
  const CoupleTimes ask{deep, swedish, ana, {}, monday + 1};
  std::set<Instant> shown;
  for (const CoupleStart& start : couple_times(*clinic, ask)) shown.insert(start.at);
  EXPECT_GT(shown.size(), 3u);
  for (int minute = 8 * 60; minute < 18 * 60; minute += 15) {
    const Instant start = at(1, 0, minute);
    auto out = book_couple(*clinic, couple(start, ana, {}));
    EXPECT_EQ(bool(out), shown.count(start) == 1) << minute;
    if (!out) continue;
    ASSERT_TRUE(set_couple_status(*clinic, desk, out->second.appointment.id, Status::cancelled));
  }
  all_sound();
}

TEST_F(Couple, both_are_booked_or_neither_is) {
  ASSERT_EQ(alone(at(1, 10), ben), "booked");
  const std::size_t before = visits();
  EXPECT_EQ(book_couple(*clinic, couple(at(1, 10), ana, ben)).error().message, "start_taken");
  auto no_contact = couple(at(1, 14));
  no_contact.second.client.email.clear();
  EXPECT_EQ(book_couple(*clinic, no_contact).error().field, "second.email");
  auto same = couple(at(1, 14));
  same.second.client = same.first.client;
  EXPECT_EQ(book_couple(*clinic, same).error().message, "couple_same_person");
  EXPECT_EQ(book_couple(*clinic, couple(at(1, 14), ana, ana)).error().message,
            "couple_same_therapist");
  EXPECT_EQ(visits(), before);
  auto stranger = couple(at(1, 14));
  stranger.actor = {};
  EXPECT_EQ(book_couple(*clinic, stranger).error().code, Code::forbidden);
  all_sound();
}

TEST_F(Couple, a_clinic_without_a_room_of_two_tables_takes_no_couple) {
  auto offer = clinic->availability.get();
  for (store::Room room : offer->rooms) {
    room.tables = 1;
    ASSERT_TRUE(edit_room(*clinic, program, room));
  }
  EXPECT_TRUE(couple_times(*clinic, {deep, swedish, {}, {}, monday + 1}).empty());
  EXPECT_EQ(book_couple(*clinic, couple(at(1, 10))).error().message, "no_room_for_two");
  // A room of a kind that no visit asks for is there for two alone.
  ASSERT_TRUE(edit_room(*clinic, program, {{}, {}, "Room for two", "couple", true, 5, 0, 2}));
  EXPECT_TRUE(book_couple(*clinic, couple(at(1, 10))));
  all_sound();
}

// cal#13360: more people in a room than it has places.
TEST_F(Couple, twenty_race_for_the_only_room_and_one_couple_gets_it_whole) {
  for (const char* name : {"Dana Roy", "Emil Roy"}) add_therapist(name, 3);
  constexpr int kThreads = 20;
  std::atomic<bool> go = false;
  std::atomic<int> won = 0;
  std::mutex mutex;
  std::set<std::string> other;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      BookCouple in = couple(at(1, 10));
      in.first.client.name += " " + std::to_string(t);
      in.second.client.name += " " + std::to_string(t);
      while (!go) std::this_thread::yield();
      auto out = book_couple(*clinic, in);
      std::lock_guard lock(mutex);
      if (out)
        ++won;
      else
        other.insert(out.error().message);
    });
  go = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(other, std::set<std::string>{"start_taken"});
  EXPECT_EQ(visits(), 2u);
  all_sound();
}

TEST_F(Couple, R38_what_is_held_for_two_is_nobody_elses_and_is_freed_whole) {
  HoldCouple in{deep, swedish, at(1, 10), "a browser", "10.0.0.1"};
  EXPECT_EQ(hold_couple(*clinic, in).error().code, Code::forbidden);
  ASSERT_TRUE(allow_couples_online(*clinic, program, true));
  const PractitionerId left = [&] {
    auto held = hold_couple(*clinic, in);
    EXPECT_TRUE(held) << held.error().message;
    auto two = holds_of(*clinic, held->token);
    EXPECT_EQ(two.size(), 2u);
    EXPECT_NE(two[0].practitioner, two[1].practitioner);
    EXPECT_EQ(two[0].room, for_two);
    EXPECT_EQ(two[1].room, for_two);
    all_sound();
    for (PractitionerId who : {ana, ben, cleo})
      if (who != two[0].practitioner && who != two[1].practitioner) return who;
    return PractitionerId{};
  }();
  for (PractitionerId who : {ana, ben, cleo})
    EXPECT_EQ(alone(at(1, 10), who), who == left ? "booked" : "start_taken");
  HoldCouple rival = in;
  rival.browser = "another";
  EXPECT_EQ(hold_couple(*clinic, rival).error().message, "start_taken");
  // Over by itself: both therapists and the room.
  clock.seconds += 601;
  auto again = hold_couple(*clinic, rival);
  EXPECT_TRUE(again) << again.error().message;
  all_sound();
}

TEST_F(Couple, R38_a_hold_for_two_is_booked_once_whatever_the_clock_does) {
  ASSERT_TRUE(allow_couples_online(*clinic, program, true));
  HoldCouple in{deep, swedish, at(0, 10, 15), "a browser", "10.0.0.1"};
  auto held = hold_couple(*clinic, in);  // 8:00, two hours' notice
  ASSERT_TRUE(held) << held.error().message;
  clock.seconds += 9 * 60;
  ASSERT_TRUE(extend_hold(*clinic, held->token));
  clock.seconds += 9 * 60;  // 8:18: nobody else is offered 10:15 any more
  BookCouple form = couple(in.start);
  form.actor = {};
  form.policy = AgreedPolicy{1, "words"};
  form.idempotency_key = form.body = "two";
  EXPECT_EQ(book_couple(*clinic, form).error().message, "start_too_soon");
  form.hold = held->token;
  auto booked = book_couple(*clinic, form);
  ASSERT_TRUE(booked) << booked.error().message;
  EXPECT_TRUE(holds_of(*clinic, held->token).empty());
  EXPECT_EQ(visits(), 2u);
  all_sound();
  // A hold for two that is let go, and one whose browser chose something for one.
  HoldCouple other{swedish, swedish, at(2, 10), "a browser", "10.0.0.1"};
  auto second = hold_couple(*clinic, other);
  ASSERT_TRUE(second);
  ASSERT_TRUE(release_hold(*clinic, second->token));
  EXPECT_TRUE(holds_of(*clinic, second->token).empty());
  ASSERT_TRUE(hold_couple(*clinic, other));
  ASSERT_TRUE(hold_start(*clinic, {swedish, at(2, 10), {}, {}, true, "a browser", "10.0.0.1"}));
  EXPECT_EQ(store->read(
                [&](store::Connection& c) { return store::list_holds(c, clinic->tenant).size(); }),
            1u);
  all_sound();
}

TEST_F(Couple, the_room_stays_theirs_when_the_one_who_keeps_it_is_cancelled) {
  for (bool keeper_first : {true, false}) {
    const Instant start = at(keeper_first ? 1 : 2, 10);
    auto [one, two] = booked(start, ana, ben);
    const Booked& keeper = store::keeps_room(visit(one)) == keeper_first ? one : two;
    const Booked& other = &keeper == &one ? two : one;
    ASSERT_EQ(changed(keeper, Status::cancelled), "done");
    EXPECT_TRUE(store::keeps_room(visit(other)));
    all_sound();
    // The other room takes one; the room with two tables takes nobody.
    ASSERT_EQ(alone(start, cleo), "booked");
    EXPECT_EQ(alone(start, visit(keeper).practitioner), "start_taken");
    ASSERT_EQ(changed(other, Status::late_cancelled), "done");
    all_sound();
    EXPECT_EQ(alone(start, ana), "booked");
    all_sound();
  }
}

TEST_F(Couple, undo_takes_again_what_it_needs_or_is_refused) {
  auto [one, two] = booked(at(1, 10), ana, ben);
  ASSERT_EQ(changed(one, Status::cancelled), "done");
  ASSERT_EQ(undone(one), "done");
  EXPECT_NE(store::keeps_room(visit(one)), store::keeps_room(visit(two)));
  all_sound();
  ASSERT_EQ(changed(two, Status::cancelled), "done");
  ASSERT_EQ(changed(one, Status::cancelled), "done");
  ASSERT_EQ(undone(two), "done");
  EXPECT_TRUE(store::keeps_room(visit(two)));
  all_sound();
  ASSERT_EQ(undone(one), "done");
  all_sound();
  // Both gone, and somebody else is in the room.
  ASSERT_TRUE(set_couple_status(*clinic, desk, one.appointment.id, Status::cancelled));
  all_sound();
  ASSERT_EQ(alone(at(1, 10), ben), "booked");
  ASSERT_EQ(alone(at(1, 10), cleo), "booked");
  EXPECT_EQ(undone(one), "start_taken");
  EXPECT_EQ(undone(two), "start_taken");
  all_sound();
}

TEST_F(Couple, R34_what_was_one_step_for_both_is_undone_for_both) {
  auto [one, two] = booked(at(1, 10), ana, ben);
  for (const Booked* page : {&one, &two})
    for (const Booked* undo : {&one, &two}) {
      ASSERT_TRUE(set_couple_status(*clinic, desk, page->appointment.id, Status::cancelled));
      ASSERT_EQ(undone(*undo), "done");
      beside(one, two);
      all_sound();
      EXPECT_EQ(undone(one), "nothing_to_undo");
      EXPECT_EQ(undone(two), "nothing_to_undo");
    }
  // Neither comes back when one of the two cannot.
  ASSERT_TRUE(set_couple_status(*clinic, desk, one.appointment.id, Status::cancelled));
  ASSERT_EQ(alone(at(1, 10), ben), "booked");
  EXPECT_EQ(undone(one), "start_taken");
  EXPECT_FALSE(store::takes_time(visit(one).status));
  EXPECT_FALSE(store::takes_time(visit(two).status));
  all_sound();
}

TEST_F(Couple, both_move_or_neither_does) {
  auto [one, two] = booked(at(1, 10), ana, ben);
  ASSERT_EQ(alone(at(1, 14), ben), "booked");
  EXPECT_EQ(move_couple(*clinic, desk, one.appointment.id, at(1, 14)).error().message,
            "start_taken");
  EXPECT_EQ(visit(one).start, at(1, 10));
  all_sound();
  // Into time that is partly their own.
  for (const Booked* which : {&one, &two}) {
    const Instant to = visit(*which).start + minutes(30);
    auto moved = move_couple(*clinic, desk, which->appointment.id, to);
    ASSERT_TRUE(moved) << moved.error().message;
    EXPECT_EQ(moved->id, which->appointment.id);
    EXPECT_EQ(visit(one).start, to);
    EXPECT_EQ(visit(two).start, to);
    EXPECT_EQ(visit(one).practitioner, ana);
    EXPECT_EQ(visit(two).practitioner, ben);
    EXPECT_TRUE(visit(one).together);
    all_sound();
  }
}

TEST_F(Couple, one_that_moves_alone_leaves_the_room_to_the_other) {
  auto [one, two] = booked(at(1, 10), ana, ben);
  ASSERT_EQ(alone(at(1, 10), cleo), "booked");  // the other room is full
  auto moved = move_appointment(*clinic, one.appointment.id, {desk, {}}, at(1, 10, 30), {}, "late");
  EXPECT_EQ(moved.error().message, "start_taken");
  all_sound();
  moved = move_appointment(*clinic, one.appointment.id, {desk, {}}, at(1, 13));
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_FALSE(moved->together);
  EXPECT_TRUE(store::keeps_room(visit(one)));
  EXPECT_TRUE(store::keeps_room(visit(two)));
  EXPECT_FALSE(visit(two).together);
  EXPECT_EQ(visit(two).start, at(1, 10));
  all_sound();
  // One was cancelled before: it can still be asked for again, by itself.
  auto [three, four] = booked(at(2, 10), ana, ben);
  const bool first_keeps = store::keeps_room(visit(three));
  const Booked& gone = first_keeps ? four : three;
  const Booked& stays = first_keeps ? three : four;
  ASSERT_EQ(changed(gone, Status::cancelled), "done");
  ASSERT_TRUE(move_appointment(*clinic, stays.appointment.id, {desk, {}}, at(2, 13)));
  ASSERT_EQ(undone(gone), "done");
  EXPECT_TRUE(store::keeps_room(visit(gone)));
  all_sound();
}

TEST_F(Couple, another_therapist_at_the_same_time_stays_beside_the_other) {
  auto [one, two] = booked(at(1, 10), ana, ben);
  ASSERT_EQ(alone(at(1, 12), cleo), "booked");
  for (const Booked* which : {&one, &two}) {
    PractitionerId before = visit(*which).practitioner;
    auto moved = move_appointment(*clinic, which->appointment.id, {desk, {}}, at(1, 10), cleo);
    ASSERT_TRUE(moved) << moved.error().message;
    EXPECT_EQ(moved->room, for_two);
    EXPECT_TRUE(moved->together);
    all_sound();
    ASSERT_TRUE(move_appointment(*clinic, which->appointment.id, {desk, {}}, at(1, 10), before));
    all_sound();
  }
}

TEST_F(Couple, R37_a_therapist_falls_ill_and_the_two_stay_together) {
  auto [one, two] = booked(at(1, 10), ana, ben);
  for (PractitionerId who : {ana, ben}) {
    auto list = reseat_day(*clinic, desk, {who, {}, monday + 1});
    ASSERT_TRUE(list) << list.error().message;
    auto calls = call_list(*clinic, desk, *list);
    ASSERT_EQ(calls->calls.size(), 1u);
    EXPECT_EQ(calls->calls[0].item.start, at(1, 10));
    EXPECT_EQ(calls->calls[0].item.practitioner, cleo);
    AppointmentId id = calls->calls[0].visit.id;
    ASSERT_TRUE(answer_call(*clinic, desk, *list, id, CallWent::accepted));
    EXPECT_EQ(visit(one).room, visit(two).room);
    all_sound();
    ASSERT_TRUE(undo_call(*clinic, desk, *list, id));
    all_sound();
    ASSERT_TRUE(close_call_list(*clinic, desk, *list, true));
    all_sound();
  }
  auto list = reseat_day(*clinic, desk, {{}, for_two, monday + 1});
  ASSERT_TRUE(list);
  auto calls = call_list(*clinic, desk, *list);
  ASSERT_EQ(calls->calls.size(), 2u);
  for (const Call& call : calls->calls) EXPECT_EQ(call.item.why, "together");
}

TEST_F(Couple, R18_each_gets_a_mail_and_a_link_and_hears_nothing_of_the_other) {
  auto [one, two] = booked(at(1, 10), ana, ben);
  auto mails = store->read([&](store::Connection& c) {
    return store::waiting_messages(c, clinic->tenant, *sealer, clock.now(), 50);
  });
  ASSERT_EQ(mails.size(), 2u);
  for (const store::Message& mail : mails) {
    const bool first = mail.client == one.client.id;
    const std::string all = mail.payload.reveal();
    EXPECT_NE(all.find(first ? "maya@" : "noor@"), all.npos);
    for (const char* of_other : first ? std::array{"Noor", "1990-02-01", "noor@"}
                                      : std::array{"Maya", "1988-05-04", "maya@"})
      EXPECT_EQ(all.find(of_other), all.npos) << all;
    const Booked& own = first ? one : two;
    const Booked& others = first ? two : one;
    EXPECT_NE(all.find(own.manage_token), all.npos);
    EXPECT_EQ(all.find(others.manage_token), all.npos);
    EXPECT_EQ(find_visit(*clinic, others.appointment.id, {{}, own.manage_token}).error().message,
              "appointment_unknown");
  }
}

TEST_F(Couple, R20_the_desk_is_told_that_the_other_may_need_a_call_and_not_why) {
  auto [one, two] = booked(at(1, 10), ana, ben);
  EXPECT_EQ(move_appointment(*clinic, one.appointment.id, {{}, one.manage_token}, at(1, 13))
                .error()
                .message,
            "couple_moves_by_phone");
  auto given = answered(*this, deep, monday + 1, on_a_blood_thinner());
  ASSERT_TRUE(given);
  ASSERT_TRUE(bind_intake(*clinic, one.appointment.id, {{}, one.manage_token}, given->token));
  EXPECT_EQ(visit(two).status, Status::requested);
  auto told = tasks();
  EXPECT_EQ(std::ranges::count(told, "other_of_two Noor Lind"), 1);
  // The one who may not come has a call of her own, as always; nothing else is about the other.
  EXPECT_EQ(std::ranges::count_if(told, [](auto& t) { return t.ends_with("Noor Lind"); }), 1);
  auto [three, four] = booked(at(2, 10), ana, ben);
  ASSERT_TRUE(cancel_appointment(*clinic, four.appointment.id, {{}, four.manage_token}));
  EXPECT_EQ(visit(three).status, Status::requested);
  EXPECT_TRUE(store::keeps_room(visit(three)));
  told = tasks();
  EXPECT_EQ(std::ranges::count(told, "other_of_two Maya Roy"), 1);
  all_sound();
}

}  // namespace
}  // namespace fascia::clinic
