// SPDX-License-Identifier: Apache-2.0
// Two records that were one for a while: what decided about a visit of the one goes with the other.
#include "answered.h"
#include "clinic/merge_clients.h"
#include "waiting_letter.h"

namespace fascia::clinic {
namespace {

// Maya's physician said yes to her deep work; "Maja Roy", born on the same day, comes on Saturday
// and was taken for her.
struct Parted : testing::Test, WaitingForLetter {
  store::Appointment other;
  store::MergeId merge;

  Parted() {
    EXPECT_TRUE(answer_letter(*clinic, therapist, visit.id, reply(care::RuleLetter::Answer::yes)));
    EXPECT_EQ(now().status, store::Status::confirmed);
    BookAppointment in = wanted(at(5, 10), "other");
    in.client.name = "Maja Roy";
    in.client.email = "maja@example.invalid";
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked);
    other = booked->appointment;
    EXPECT_NE(other.client, visit.client);
    auto merged = merge_clients(*clinic, program, {visit.client, other.client, {}, {}});
    EXPECT_TRUE(merged) << (merged ? "" : merged.error().message);
    merge = *merged;
  }
  store::Appointment others() { return *find_visit(*clinic, other.id, {program, {}}); }
  void finish(const Screened& screened) {
    VisitDraft draft;
    draft.appointment = other.id;
    ASSERT_TRUE(finish_intake(*clinic, {}, draft, screened));
  }
  store::KeptScreening kept_of(const store::Appointment& a) {
    auto kept = store->read([&](store::Connection& c) {
      return store::find_screening(c, clinic->tenant, *sealer, a.screening);
    });
    EXPECT_TRUE(kept);
    return kept.value_or(store::KeptScreening{});
  }
};

TEST_F(Parted, R40_who_went_ahead_on_the_others_letter_waits_for_their_own) {
  finish(*answered(*this, deep, monday + 5, on_a_blood_thinner()));
  ASSERT_EQ(others().status, store::Status::confirmed);
  ASSERT_FALSE(read_content(*clinic, kept_of(others()))->letters.empty());
  ASSERT_TRUE(unmerge_clients(*clinic, program, merge));
  EXPECT_EQ(others().client, other.client);
  EXPECT_EQ(others().status, store::Status::requested);
  ASSERT_TRUE(others().screening);
  EXPECT_TRUE(read_content(*clinic, kept_of(others()))->letters.empty());
  EXPECT_EQ(letter_status(*clinic, other.id), store::LetterStatus::wanted);
  EXPECT_TRUE(holds(tasks(), "visit_parted"));
  // Whose letter it is keeps it.
  EXPECT_EQ(now().status, store::Status::confirmed);
  EXPECT_FALSE(read_content(*clinic, kept_of(now()))->letters.empty());
  EXPECT_EQ(letter_status(*clinic, visit.id), store::LetterStatus::back);
  // And their own answer confirms it again.
  AnswerLetter own = reply(care::RuleLetter::Answer::yes);
  ASSERT_TRUE(answer_letter(*clinic, therapist, other.id, own));
  EXPECT_EQ(others().status, store::Status::confirmed);
}

TEST_F(Parted, R3_answers_that_came_along_from_the_other_are_asked_anew) {
  ScreenVisit in{deep, monday + 5, Date::of(1988, 5, 4), {}, {}, "web", {}, other.id};
  in.intake = read_content(*clinic, kept_of(now()))->intake;
  in.carried_from = now().screening;
  in.news = "nothing";
  auto screened = screen_visit(*clinic, in);
  ASSERT_TRUE(screened);
  finish(*screened);
  ASSERT_EQ(others().status, store::Status::confirmed);
  ASSERT_TRUE(unmerge_clients(*clinic, program, merge));
  EXPECT_EQ(others().status, store::Status::requested);
  EXPECT_FALSE(others().screening);
  ASSERT_TRUE(others().intake_due_by);
  EXPECT_EQ(*others().intake_due_by, others().start - hours(24));
  EXPECT_TRUE(holds(tasks(), "visit_parted"));
  walk_to(*others().intake_due_by);
  EXPECT_TRUE(holds(tasks(), "intake_overdue"));
  EXPECT_EQ(now().status, store::Status::confirmed);
}

TEST_F(Parted, R3_answers_that_came_along_through_one_s_own_visit_are_asked_anew_too) {
  // A later visit of theirs, which is merged as well.
  ASSERT_TRUE(unmerge_clients(*clinic, program, merge));
  BookAppointment later = wanted(at(6, 10), "next");
  later.client.name = "Maja Roy";
  later.client.email = "maja@example.invalid";
  auto next = book_appointment(*clinic, later);
  ASSERT_TRUE(next) << next.error().message;
  const AppointmentId id = next->appointment.id;
  ASSERT_EQ(next->appointment.client, other.client);
  auto merged = merge_clients(*clinic, program, {visit.client, other.client, {}, {}});
  ASSERT_TRUE(merged) << merged.error().message;
  // The answers come along from the one's visit to the other's, and from there to the later one.
  auto carry = [&](AppointmentId to, Date day, ScreeningId from) {
    ScreenVisit in{deep, day, Date::of(1988, 5, 4), {}, {}, "web", {}, to};
    in.intake = read_content(*clinic, kept_of(now()))->intake;
    in.carried_from = from;
    in.news = "nothing";
    VisitDraft draft;
    draft.appointment = to;
    auto screened = screen_visit(*clinic, in);
    EXPECT_TRUE(screened && finish_intake(*clinic, {}, draft, *screened));
  };
  auto found = [&] { return *find_visit(*clinic, id, {program, {}}); };
  carry(other.id, monday + 5, now().screening);
  carry(id, monday + 6, others().screening);
  ASSERT_EQ(found().status, store::Status::confirmed);
  ASSERT_TRUE(unmerge_clients(*clinic, program, *merged));
  EXPECT_EQ(found().client, other.client);
  EXPECT_EQ(found().status, store::Status::requested);
  EXPECT_FALSE(found().screening);
}

TEST_F(Parted, what_was_decided_without_the_other_stands) {
  finish(*answered(*this, deep, monday + 5, {}));
  ASSERT_EQ(others().status, store::Status::confirmed);
  const auto before = others().screening;
  ASSERT_TRUE(unmerge_clients(*clinic, program, merge));
  EXPECT_EQ(others().status, store::Status::confirmed);
  EXPECT_EQ(others().screening, before);
  EXPECT_FALSE(holds(tasks(), "visit_parted"));
}

// R23: a mail about a visit is of whom the visit is, and opens with their key.
TEST_F(Parted, R23_a_mail_written_between_goes_back_with_its_visit) {
  ASSERT_TRUE(move_appointment(*clinic, other.id, {desk, {}}, at(5, 12), {}, {}));
  ASSERT_TRUE(unmerge_clients(*clinic, program, merge));
  int moved = 0;
  for (const store::Message& m : store->read([&](store::Connection& c) {
         return store::waiting_messages(c, clinic->tenant, *sealer, clock.now(), 50);
       })) {
    if (m.kind != "moved") continue;
    ++moved;
    EXPECT_EQ(m.client, other.client);
  }
  EXPECT_EQ(moved, 1);
}

}  // namespace
}  // namespace fascia::clinic
