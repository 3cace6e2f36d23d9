// SPDX-License-Identifier: Apache-2.0
// A booked visit is moved, cancelled, and what the desk says of it is undone.
#include "clinic/change_appointment.h"

#include "clinic/holds.h"
#include "small_clinic.h"

namespace fascia::clinic {
namespace {

using store::Status;

TEST(Move, keeps_the_old_time_when_the_new_one_is_gone) {
  SmallClinic c;
  auto mine = book_appointment(*c.clinic, c.booking(c.at(2, 10), "k1"));
  auto block = c.booking(c.at(2, 14), "k2");
  block.practitioner = c.ana;
  ASSERT_TRUE(book_appointment(*c.clinic, block));
  Key key{{}, mine->manage_token};
  EXPECT_EQ(move_appointment(*c.clinic, mine->appointment.id, key, c.at(2, 14)).error().message,
            "start_taken");
  EXPECT_EQ(find_visit(*c.clinic, mine->appointment.id, key)->start, c.at(2, 10));
  auto moved = move_appointment(*c.clinic, mine->appointment.id, key, c.at(2, 10, 30));
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(moved->sequence, 1);
  EXPECT_EQ(
      move_appointment(*c.clinic, mine->appointment.id, {{}, "wrong"}, c.at(2, 12)).error().message,
      "appointment_unknown");
  EXPECT_EQ(c.difference_from_store(), "");
}

TEST(Cancel, gives_the_time_back_and_late_is_told_apart) {
  SmallClinic c;
  auto far = book_appointment(*c.clinic, c.booking(c.at(4, 10), "k1"));
  auto near = book_appointment(*c.clinic, c.booking(c.at(0, 14), "k2"));
  EXPECT_EQ(cancel_appointment(*c.clinic, far->appointment.id, {{}, far->manage_token})->status,
            Status::cancelled);
  EXPECT_EQ(cancel_appointment(*c.clinic, near->appointment.id, {{}, near->manage_token})->status,
            Status::late_cancelled);
  EXPECT_EQ(
      cancel_appointment(*c.clinic, far->appointment.id, {{}, far->manage_token}).error().message,
      "appointment_over");
  EXPECT_TRUE(book_appointment(*c.clinic, c.booking(c.at(4, 10), "k3")));
  EXPECT_EQ(c.difference_from_store(), "");
}

TEST(Desk, R34_what_the_desk_says_can_be_undone) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  auto booked = book_appointment(*c.clinic, c.booking(c.at(0, 11), "k1"));
  AppointmentId id = booked->appointment.id;
  EXPECT_EQ(set_status(*c.clinic, desk, id, Status::late_cancelled)->status,
            Status::late_cancelled);
  auto other = c.booking(c.at(0, 11), "k2");
  other.practitioner = booked->appointment.practitioner;
  auto taken = book_appointment(*c.clinic, other);
  ASSERT_TRUE(taken);
  EXPECT_EQ(undo_status(*c.clinic, desk, id).error().message, "start_taken");
  ASSERT_TRUE(cancel_appointment(*c.clinic, taken->appointment.id, {desk, ""}));
  EXPECT_EQ(undo_status(*c.clinic, desk, id)->status, Status::requested);
  EXPECT_EQ(undo_status(*c.clinic, desk, id).error().message, "nothing_to_undo");
  EXPECT_EQ(set_status(*c.clinic, Actor{}, id, Status::arrived).error().code, Code::forbidden);
  EXPECT_EQ(c.difference_from_store(), "");
}

TEST(Desk, R34_nobody_arrives_before_their_day_and_nobody_is_missed_before_the_visit_begins) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  AppointmentId id = book_appointment(*c.clinic, c.booking(c.at(2, 11), "k1"))->appointment.id;
  auto says = [&](Status to) {
    auto done = set_status(*c.clinic, desk, id, to);
    return done ? std::string("done") : done.error().message + " " + done.error().field;
  };
  EXPECT_EQ(says(Status::arrived), "not_its_day status");
  EXPECT_EQ(says(Status::no_show), "not_begun status");
  c.clock.seconds = c.at(1, 23, 59).seconds;
  EXPECT_EQ(says(Status::arrived), "not_its_day status");
  c.clock.seconds = c.at(2, 8).seconds;
  EXPECT_EQ(says(Status::no_show), "not_begun status");
  EXPECT_EQ(says(Status::arrived), "done");
  ASSERT_TRUE(undo_status(*c.clinic, desk, id));
  c.clock.seconds = c.at(2, 11).seconds;
  EXPECT_EQ(says(Status::no_show), "done");
  EXPECT_EQ(c.difference_from_store(), "");
}

// Two desks had the page open: the second one does not undo what the first one agreed on.
TEST(Move, who_saw_it_elsewhere_overwrites_nothing) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  auto booked = book_appointment(*c.clinic, c.booking(c.at(2, 11), "k1"));
  const store::Appointment& a = booked->appointment;
  const Stood seen{a.start, a.practitioner};
  ASSERT_TRUE(move_appointment(*c.clinic, a.id, {desk, ""}, c.at(3, 10), {}, {}, seen));
  auto late = move_appointment(*c.clinic, a.id, {desk, ""}, c.at(4, 10), {}, {}, seen);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().message, "moved_meanwhile");
  EXPECT_EQ(late.error().code, Code::conflict);
  EXPECT_EQ(late.error().args.at(0).second, "2026-11-26T10:00");
  EXPECT_EQ(find_visit(*c.clinic, a.id, {desk, ""})->start, c.at(3, 10));
  // Another therapist at the same time is a move too.
  const PractitionerId other = a.practitioner == c.ana ? c.ben : c.ana;
  const Stood now{c.at(3, 10), a.practitioner};
  ASSERT_TRUE(move_appointment(*c.clinic, a.id, {desk, ""}, c.at(3, 10), other, {}, now));
  EXPECT_EQ(move_appointment(*c.clinic, a.id, {desk, ""}, c.at(4, 10), {}, {}, now).error().message,
            "moved_meanwhile");
}

TEST(Cancel, the_same_request_again_is_answered_as_the_first_time) {
  SmallClinic c;
  auto booked = book_appointment(*c.clinic, c.booking(c.at(4, 10), "k1"));
  const AppointmentId id = booked->appointment.id;
  const Key key{{}, booked->manage_token};
  auto first = cancel_appointment(*c.clinic, id, key, {}, {"k1", "{}"});
  ASSERT_TRUE(first) << first.error().message;  // the key of its booking is no obstacle
  auto again = cancel_appointment(*c.clinic, id, key, {}, {"k1", "{}"});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->status, first->status);
  EXPECT_EQ(again->sequence, first->sequence);
  EXPECT_EQ(cancel_appointment(*c.clinic, id, key, {}, {"k1", "other"}).error().message,
            "idempotency_key_reused");
  EXPECT_EQ(cancel_appointment(*c.clinic, id, key, {}, {"k2", "{}"}).error().message,
            "appointment_over");
  EXPECT_EQ(cancel_appointment(*c.clinic, id, {{}, "wrong"}, {}, {"k1", "{}"}).error().message,
            "appointment_unknown");
}

}  // namespace
}  // namespace fascia::clinic
