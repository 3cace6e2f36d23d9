// SPDX-License-Identifier: Apache-2.0
// What was undone or made gentler for one of two leaves neither without a room, nor the room to
// somebody else.
#include "clinic/answered.h"
#include "clinic/cancel_policy.h"
#include "clinic/due_work.h"
#include "clinic/reseat.h"
#include "clinic/two_people.h"

namespace fascia::clinic {
namespace {

using store::Status;

// Who of the two has the room's time, and who has not.
struct KeptBy {
  Booked keeper, other;
};
KeptBy kept_by(Couple& at, const BookedCouple& both) {
  return store::keeps_room(at.visit(both.first)) ? KeptBy{both.first, both.second}
                                                 : KeptBy{both.second, both.first};
}

store::ReseatId away(Couple& at, PractitionerId who) {
  auto list = reseat_day(*at.clinic, at.desk, {who, {}, at.monday + 1});
  EXPECT_TRUE(list) << (list ? "" : list.error().message);
  return list ? *list : store::ReseatId{};
}
std::string called(Couple& at, store::ReseatId list, const Booked& whom, CallWent went) {
  auto done = answer_call(*at.clinic, at.desk, list, whom.appointment.id, went);
  return done ? "done" : done.error().message;
}
std::string call_undone(Couple& at, store::ReseatId list, const Booked& whom) {
  auto done = undo_call(*at.clinic, at.desk, list, whom.appointment.id);
  return done ? "done" : done.error().message;
}

// The first of the two takes a blood thinner, and her letter is due a day before.
void wait_for_letter(Couple& at, const Booked& whom) {
  auto given = answered(at, at.deep, at.monday + 1, on_a_blood_thinner());
  ASSERT_TRUE(given);
  ASSERT_TRUE(bind_intake(*at.clinic, whom.appointment.id, {{}, whom.manage_token}, given->token));
}
void letter_falls_due(Couple& at) {
  at.clock.seconds = at.at(0, 10, 1).seconds;
  do_due_work(*at.clinic, 50);
}

TEST_F(Couple, R37_an_undone_call_leaves_the_room_with_who_inherited_it) {
  for (bool before_the_yes : {false, true}) {
    const auto both = booked(at(1, before_the_yes ? 14 : 10), ana, ben);
    const auto [keeper, other] = kept_by(*this, both);
    const PractitionerId who = visit(other).practitioner;
    const auto list = away(*this, who);
    if (before_the_yes) {
      ASSERT_EQ(changed(keeper, Status::cancelled), "done");
    }
    ASSERT_EQ(called(*this, list, other, CallWent::accepted), "done");
    EXPECT_EQ(visit(other).practitioner, cleo);
    if (!before_the_yes) {
      ASSERT_EQ(changed(keeper, Status::cancelled), "done");
    }
    all_sound();
    ASSERT_EQ(call_undone(*this, list, other), "done");
    EXPECT_EQ(visit(other).practitioner, who);
    EXPECT_EQ(visit(other).room, for_two);
    EXPECT_TRUE(store::keeps_room(visit(other)));
    all_sound();
    ASSERT_TRUE(close_call_list(*clinic, desk, list, true));
    ASSERT_EQ(changed(other, Status::cancelled), "done");
  }
}

TEST_F(Couple, R37_a_call_is_undone_beside_the_other_also_when_no_other_room_is_free) {
  PractitionerId dana = add_therapist("Dana Roy", 3);
  const auto [keeper, other] = kept_by(*this, booked(at(1, 10), ana, ben));
  ASSERT_EQ(alone(at(1, 10), dana), "booked");
  const auto list = away(*this, visit(other).practitioner);
  for (CallWent went : {CallWent::accepted, CallWent::declined}) {
    ASSERT_EQ(called(*this, list, other, went), "done");
    EXPECT_EQ(call_undone(*this, list, other), "done");
    beside(keeper, other);
    all_sound();
  }
}

TEST_F(Couple, undo_beside_nobody_takes_a_room_of_its_own) {
  // They have the room that comes second, and the first is free once the letter is due.
  with_two_tables("Room 2");
  auto in = booking(at(1, 10), "alone");
  in.client.name = "Sol Lane";
  in.practitioner = cleo;
  auto third = book_appointment(*clinic, in);
  ASSERT_TRUE(third);
  auto [one, two] = booked(at(1, 10), ana, ben);
  const RoomId theirs = visit(one).room, first = visit(*third).room;
  ASSERT_NE(theirs, first);
  ASSERT_EQ(changed(*third, Status::cancelled), "done");
  wait_for_letter(*this, one);
  ASSERT_EQ(changed(two, Status::cancelled), "done");
  // The gentler visit needs more time than the one before, so it cannot sit still.
  store::Service longer = *clinic->availability.get()->service(swedish);
  longer.after_minutes += 15;
  ASSERT_TRUE(edit_service(*clinic, program, longer));
  letter_falls_due(*this);
  ASSERT_EQ(visit(one).service, swedish);
  ASSERT_EQ(visit(one).room, first);
  ASSERT_EQ(undone(two), "done");
  EXPECT_EQ(visit(two).room, theirs);
  EXPECT_TRUE(store::keeps_room(visit(two)));
  EXPECT_TRUE(store::keeps_room(visit(one)));
  EXPECT_FALSE(visit(one).together);
  EXPECT_FALSE(visit(two).together);
  all_sound();
}

TEST_F(Couple, R40_who_is_left_of_two_becomes_gentler_in_the_room_that_they_had) {
  store::Room room = *clinic->availability.get()->room(for_two);
  room.kind = "couple";
  ASSERT_TRUE(edit_room(*clinic, program, room));
  auto [one, two] = booked(at(1, 10), ana, ben);
  wait_for_letter(*this, one);
  ASSERT_EQ(changed(two, Status::cancelled), "done");
  ASSERT_EQ(alone(at(1, 10), cleo), "booked");  // the only room for one
  letter_falls_due(*this);
  EXPECT_EQ(visit(one).status, Status::confirmed);
  EXPECT_EQ(visit(one).service, swedish);
  EXPECT_EQ(visit(one).room, for_two);
  all_sound();
  ASSERT_EQ(undone(two), "done");
  beside(one, two);
  all_sound();
}

TEST_F(Couple, R18_who_books_for_two_does_not_learn_how_often_the_other_comes) {
  ASSERT_TRUE(allow_couples_online(*clinic, program, true));
  BookCouple in = couple(at(5, 10));
  in.actor = {};
  in.first.service = swedish;
  in.second.service = deep;
  in.idempotency_key = in.body = "one request";
  in.policy = AgreedPolicy{policy_now(*clinic).version, "Free until a day before."};
  for (int day : {2, 3, 4}) {
    BookAppointment own = booking(at(day, 10), std::to_string(day));
    own.service = deep;
    own.client = in.second.client;
    ASSERT_TRUE(book_appointment(*clinic, own));
  }
  auto out = book_couple(*clinic, in);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().message, "couple_call_us");
  EXPECT_TRUE(out.error().args.empty());
  EXPECT_EQ(visits(), 3u);
  in.actor = desk;
  EXPECT_EQ(book_couple(*clinic, in).error().message, "pass_reason_missing");
}

}  // namespace
}  // namespace fascia::clinic
