// SPDX-License-Identifier: Apache-2.0
#include "clinic/check_in.h"

#include <algorithm>

#include "clinic/client_curve.h"
#include "clinic/tasks.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class CheckIns : public ::testing::Test, public FollowedVisit {
 protected:
  const Fields quiet{{"Q0", "none"}, {"Q1", "2"},    {"Q2", "less"}, {"Q3", "3"},
                     {"Q4", "none"}, {"Q5", "none"}, {"Q6", "none"}, {"Q7", "right"}};
  Fields with(const std::string& which, const std::string& value) const {
    Fields out = quiet;
    for (auto& [question, answer] : out)
      if (question == which) answer = value;
    return out;
  }
  std::vector<WaitingTask> waiting(const Actor& actor) { return waiting_tasks(*clinic, actor); }
  std::size_t asked() { return mails("check_in").size(); }
};

TEST_F(CheckIns, are_asked_at_24_and_48_hours_once_each) {
  finish();
  later(23);
  EXPECT_EQ(asked(), 0U);
  later(24);
  EXPECT_EQ(asked(), 1U);
  later(25);
  EXPECT_EQ(asked(), 1U);
  ASSERT_TRUE(
      store->write([&](store::Transaction& tx) { return ask_24h(tx, *clinic, session.id.value); }));
  EXPECT_EQ(asked(), 1U);
  later(48);
  EXPECT_EQ(asked(), 2U);
}

TEST_F(CheckIns, wait_for_an_allowed_hour) {
  finish();
  // The program slept until three in the morning after.
  later(24 + 16);
  EXPECT_EQ(zone.wall(clock.now()).minute / 60, 2);
  EXPECT_EQ(asked(), 0U);
  clock.seconds = zone.instant({zone.date(clock.now()), 9 * 60}).seconds;
  do_due_work(*clinic);
  EXPECT_LE(asked(), 1U);
}

TEST_F(CheckIns, none_is_sent_when_the_program_comes_back_after_its_end) {
  finish();
  later(24 * 9);
  EXPECT_EQ(asked(), 0U);
}

TEST_F(CheckIns, R18_the_mail_says_nothing_of_health) {
  finish();
  later(24);
  ASSERT_EQ(asked(), 1U);
  std::string text = mails("check_in")[0].payload.reveal();
  for (const char* never : {"pain", "sore", "back", "massage", "Deep", "bruise"})
    EXPECT_EQ(text.find(never), std::string::npos) << never;
}

TEST_F(CheckIns, R41_a_quiet_answer_has_its_whole_screen_and_asks_nobody) {
  finish();
  later(24);
  auto answered = answers(quiet);
  ASSERT_TRUE(answered) << answered.error().field << answered.error().message;
  EXPECT_EQ(answered->shown, "E0");
  EXPECT_FALSE(answered->screen.empty());
  EXPECT_TRUE(waiting(program).empty());
  auto again = answers(quiet);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message, "check_in_answered");
}

TEST_F(CheckIns, R41_a_warning_sign_tells_whom_to_call_at_once_and_wakes_the_clinic) {
  finish();
  later(24);
  auto answered = answers(with("Q0", "W01"));
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->shown, "E1");
  EXPECT_EQ(answered->numbers.front(), "911");
  EXPECT_NE(answered->screen.front().en.find("911"), std::string::npos);
  EXPECT_EQ(waiting(program).size(), 2U);  // who calls, and who may read why
  EXPECT_TRUE(waiting(program).front().task.urgent);
}

TEST_F(CheckIns, R41_named_people_are_told_until_somebody_takes_it_and_no_word_is_of_health) {
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic->tenant, "alert_to", "lead@clinic.invalid");
    return {};
  }));
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q5", "weakness")));
  do_due_work(*clinic);
  ASSERT_EQ(mails("alert").size(), 1U);
  std::string text = mails("alert")[0].payload.reveal();
  for (const char* never : {"weak", "Maya", "811", "pain"})
    EXPECT_EQ(text.find(never), std::string::npos) << never;
  wait(15);
  do_due_work(*clinic);
  EXPECT_EQ(mails("alert").size(), 2U);
  wait(15);
  do_due_work(*clinic);
  EXPECT_EQ(mails("alert").size(), 3U);
  ASSERT_TRUE(take_task(*clinic, ana_actor, waiting(ana_actor).front().task.id));
  wait(15);
  do_due_work(*clinic);
  wait(15);
  do_due_work(*clinic);
  EXPECT_EQ(mails("alert").size(), 3U);
}

TEST_F(CheckIns, R20_the_desk_sees_that_it_waits_and_never_what_was_answered) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q1", "8")));
  auto seen = waiting(desk_actor);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].task.kind, "check_in_answer");
  EXPECT_EQ(seen[0].practitioner_name, "Ana Silva");
  EXPECT_GT(seen[0].task.due, clock.now());
  EXPECT_FALSE(read_check_in_task(*clinic, desk_actor, seen[0].task.id));
  EXPECT_FALSE(read_check_in_task(*clinic, owner_actor, seen[0].task.id));
  auto read = read_check_in_task(*clinic, ana_actor, seen[0].task.id);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->answers.size(), 1U);
  EXPECT_EQ(read->answers[0].lines[1].answer.en, "8");
}

TEST_F(CheckIns, R41_no_closing_before_three_tries_or_a_word_with_the_person) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q1", "8")));
  auto task = waiting(ana_actor).front().task.id;
  for (int tries = 0; tries < 3; ++tries) {
    auto early = close_task(*clinic, ana_actor, task, "left_word", {});
    ASSERT_FALSE(early) << tries;
    EXPECT_EQ(early.error().message, "escalation_tries");
    ASSERT_TRUE(note_call(*clinic, ana_actor, task, "no_answer", {}));
  }
  EXPECT_EQ(read_check_in_task(*clinic, ana_actor, task)->calls.size(), 3U);
  EXPECT_FALSE(close_task(*clinic, ana_actor, task, "", {}));
  EXPECT_TRUE(close_task(*clinic, ana_actor, task, "left_word", {}));
}

TEST_F(CheckIns, a_call_that_reaches_the_person_closes_it) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q1", "8")));
  auto task = waiting(ana_actor).front().task.id;
  EXPECT_FALSE(note_call(*clinic, ana_actor, task, "whatever", {}));
  ASSERT_TRUE(note_call(*clinic, ana_actor, task, "reached", PrivateText("is better")));
  EXPECT_TRUE(waiting(program).empty());
}

TEST_F(CheckIns, a_sign_must_be_answered_and_the_error_names_it) {
  finish();
  later(24);
  Fields bare = quiet;
  bare.erase(bare.begin());
  auto missing = answers(bare);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().field, "Q0");
}

TEST_F(CheckIns, what_is_answered_after_a_session_stays_out_of_the_verdict) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q3", "9")));
  auto curve = curve_of_client(*clinic, ana_actor, client);
  ASSERT_TRUE(curve);
  for (const auto& line : curve->measures)
    for (const auto& point : line.points) EXPECT_NE(point.value, 9);
}

}  // namespace
}  // namespace fascia::clinic
