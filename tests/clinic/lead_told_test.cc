// SPDX-License-Identifier: Apache-2.0
// What the clinic's lead hears of: a course that turned worse, a visit with very little comfort.
#include <algorithm>

#include "clinic/tasks.h"
#include "clinic/verdict_turn.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class LeadTold : public ::testing::Test, public FollowedVisit {
 protected:
  // Sheet c 7b.7, T3: worse from the fourth treatment on.
  void worse() {
    const double values[] = {5, 5, 6, 7, 8};
    for (int i = 0; i < 5; ++i) rated(i * 4, std::max(0, i - 1), values[i]);
  }
  int tasks(std::string_view kind) {
    auto all = waiting_tasks(*clinic, owner_actor);
    return int(std::count_if(all.begin(), all.end(),
                             [&](const WaitingTask& t) { return t.task.kind == kind; }));
  }
  void turn(bool knew) {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      tell_lead_of_turn(tx, *clinic, client, id, knew);
      return {};
    }));
  }
  bool knows() {
    return store->read([&](store::Connection& c) { return is_for_lead(c, *clinic, client); });
  }
};

TEST_F(LeadTold, R10_a_course_that_turns_worse_is_told_once) {
  EXPECT_FALSE(knows());
  turn(false);
  EXPECT_EQ(tasks("course_for_lead"), 0);
  worse();
  ASSERT_TRUE(knows());
  turn(true);  // it was so before
  EXPECT_EQ(tasks("course_for_lead"), 0);
  turn(false);
  EXPECT_EQ(tasks("course_for_lead"), 1);
}

TEST_F(LeadTold, R10_when_it_became_worse_the_red_flags_are_asked_before_the_session) {
  make_ready();
  ASSERT_TRUE(today().complete());
  worse();
  DayScreening day = today();
  ASSERT_TRUE(day.red_flags_first);
  ASSERT_FALSE(day.open.empty());
  for (const std::string& question : day.open)
    EXPECT_EQ(clinic->protocol.question(question)->gate, care::Gate::emergency_gate) << question;
  EXPECT_EQ(refusal(), "day_questions_open");
  care::AnswerMap calm;
  for (const std::string& question : day.open)
    calm[question] = day.before.intake.answers.at(question);
  ASSERT_TRUE(answer_day(*clinic, ana_actor, {id, calm, false}));
  EXPECT_EQ(refusal(), "started");
}

TEST_F(LeadTold, CHK_S26_very_little_comfort_at_the_end_is_told_and_little_asks_the_therapist) {
  make_ready();
  start_ready();
  EndSession end = over(id, 3);
  end.comfort = 2;
  ASSERT_TRUE(end_session(*clinic, ana_actor, end));
  EXPECT_EQ(tasks("visit_for_lead"), 1);
  auto who = [&](int comfort) {
    std::string out;
    for (const auto* alert : comfort_alerts(*clinic, comfort)) out += alert->who + " ";
    return out;
  };
  EXPECT_EQ(who(5), "");
  EXPECT_EQ(who(4), "therapist ");
  EXPECT_EQ(who(2), "therapist lead ");
}

TEST_F(LeadTold, CHK_S26_a_comfort_of_three_is_for_the_therapist_alone) {
  make_ready();
  start_ready();
  EndSession end = over(id, 3);
  end.comfort = 3;
  ASSERT_TRUE(end_session(*clinic, ana_actor, end));
  EXPECT_EQ(tasks("visit_for_lead"), 0);
}

}  // namespace
}  // namespace fascia::clinic
