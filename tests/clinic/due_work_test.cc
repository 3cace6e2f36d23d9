// SPDX-License-Identifier: Apache-2.0
#include "clinic/due_work.h"

#include "clinic/answered.h"
#include "clinic/change_appointment.h"
#include "clinic/small_clinic.h"
#include "clinic/tasks.h"
#include "clinic/visit_draft.h"

namespace fascia::clinic {
namespace {

class DueWork : public ::testing::Test, public SmallClinic {
 protected:
  Booked booked(int day, const std::string& key) {
    auto done = book_appointment(*clinic, booking(at(day, 10), key));
    EXPECT_TRUE(done);
    return *done;
  }
  std::vector<std::string> waiting() {
    std::vector<std::string> kinds;
    for (const WaitingTask& t :
         waiting_tasks(*clinic, {Actor::Kind::program, {}, store::Role::owner, {}}))
      kinds.push_back(t.task.kind);
    return kinds;
  }
};

TEST_F(DueWork, R4_an_intake_that_is_overdue_becomes_a_task_for_the_desk) {
  Booked visit = booked(3, "k");
  ASSERT_EQ(visit.appointment.status, store::Status::requested);
  ASSERT_TRUE(visit.appointment.intake_due_by);
  EXPECT_EQ(*visit.appointment.intake_due_by, at(2, 10));
  clock.seconds = at(2, 10).seconds - 1;
  do_due_work(*clinic);  // the first reminder
  EXPECT_TRUE(waiting().empty());
  clock.seconds += 1;
  EXPECT_EQ(do_due_work(*clinic), 1);
  EXPECT_EQ(waiting(), std::vector<std::string>{"intake_overdue"});
  EXPECT_EQ(do_due_work(*clinic), 0);
}

TEST_F(DueWork, R4_the_call_about_an_intake_ends_with_its_answers_or_when_the_visit_begins) {
  Booked answers = booked(3, "a"), silent = booked(4, "b");
  clock.seconds = at(3, 12).seconds - 24 * 3600;
  do_due_work(*clinic);
  EXPECT_EQ(waiting(), std::vector<std::string>{"intake_overdue"});
  auto given = answered(*this, answers.appointment.service, monday + 3, {});
  ASSERT_TRUE(given);
  ASSERT_TRUE(
      bind_intake(*clinic, answers.appointment.id, {{}, answers.manage_token}, given->token));
  EXPECT_TRUE(waiting().empty());
  clock.seconds = at(4, 10).seconds - 1;
  do_due_work(*clinic);
  EXPECT_EQ(waiting(), std::vector<std::string>{"intake_overdue"});
  clock.seconds += 1;
  do_due_work(*clinic);
  EXPECT_TRUE(waiting().empty());
}

TEST_F(DueWork, R4_nobody_is_called_about_a_visit_that_was_cancelled) {
  Booked visit = booked(3, "k");
  ASSERT_TRUE(cancel_appointment(*clinic, visit.appointment.id, {{}, visit.manage_token}));
  clock.seconds = at(3, 0).seconds;
  do_due_work(*clinic);
  EXPECT_TRUE(waiting().empty());
}

TEST_F(DueWork, each_piece_is_done_once_by_one_and_late_is_done_too) {
  for (int day = 3; day < 8; ++day) booked(day, "k" + std::to_string(day));
  clock.seconds = at(20, 0).seconds;
  // Of each visit: its intake, two reminders, and the end of reminding.
  EXPECT_EQ(do_due_work(*clinic, 2), 2);
  EXPECT_EQ(do_due_work(*clinic, 100), 18);
  EXPECT_EQ(do_due_work(*clinic, 100), 0);
}

TEST_F(DueWork, what_cannot_be_done_waits_for_the_end_of_its_lease) {
  ASSERT_TRUE(clinic->store.write([&](store::Transaction& tx) -> Done {
    plan_due_work(tx, *clinic, "no.such.kind", 1, clock.now());
    return {};
  }));
  EXPECT_EQ(do_due_work(*clinic), 0);
  auto due = [&] {
    return store->read(
        [&](store::Connection& c) { return store::is_work_due(c, clinic->tenant, clock.now()); });
  };
  EXPECT_FALSE(due());
  clock.seconds += 3 * 60;
  EXPECT_TRUE(due());
}

TEST_F(DueWork, R13_answers_of_somebody_who_does_not_book_are_gone_after_a_day) {
  VisitDraft draft;
  draft.consent = true;
  draft.name = "Maya Roy";
  ASSERT_TRUE(keep_draft(*clinic, "browser", draft));
  auto rows = [&] {
    return store->read([&](store::Connection& c) {
      return c.query("SELECT token_hash FROM intake_draft WHERE tenant = $1", {clinic->tenant})
          .size();
    });
  };
  clock.seconds += 24 * 3600 - 1;
  ASSERT_TRUE(forget_what_ended(*clinic));
  EXPECT_EQ(rows(), 1U);
  clock.seconds += 2;
  ASSERT_TRUE(forget_what_ended(*clinic));
  EXPECT_EQ(rows(), 0U);
}

}  // namespace
}  // namespace fascia::clinic
