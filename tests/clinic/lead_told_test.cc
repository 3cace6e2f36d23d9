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

// A week after the visit, as the check-in asks it.
class LeadToldEarly : public LeadTold {
 protected:
  void SetUp() override {
    // Three visits before this one, at which it went up a little; before this one it is 5.
    const double values[] = {2, 2, 3, 4};
    for (int i = 0; i < 4; ++i) rated(i * 7, std::max(0, i - 1), values[i]);
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      for (int i = 0; i < 3; ++i) {
        const Instant from = at(-22 + i * 7, 10);
        FASCIA_TRY_DONE(store::start_session(
            tx, clinic->tenant, {SessionId{71 + i}, AppointmentId{81 + i}, client, ana, from, {}}));
        FASCIA_TRY_DONE(store::end_session(tx, clinic->tenant, SessionId{71 + i}, from + hours(1)));
      }
      return {};
    }));
    finish();
  }
  Result<Answered> week_later(const char* average) {
    later(168);
    return answers({{"Q0", "none"}, {"Q3", "5"}, {"Q9", average}, {"Q11", "5"}, {"Q12", "no"}});
  }
  // What is told before the next visit, so many days on.
  void rate(double value, int days) {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      const bool knew = is_for_lead(tx, *clinic, client);
      clock.seconds += days_of_24h(days).value;
      boost::json::object body{{"value", value}, {"when", "before"}};
      store::add_outcome(tx, clinic->tenant, *sealer,
                         {random.id<store::OutcomeId>(),
                          client,
                          {},
                          "nprs_avg7",
                          clock.now(),
                          4,
                          PrivateText(json::write(body))});
      tell_lead_of_turn(tx, *clinic, client, id, knew);
      return {};
    }));
  }
};

TEST_F(LeadToldEarly, R10_R41_a_check_in_that_makes_the_course_worse_tells_the_lead_provisionally) {
  ASSERT_FALSE(knows());
  auto answered = week_later("10");
  ASSERT_TRUE(answered) << answered.error().field << " " << answered.error().message;
  ASSERT_TRUE(knows());
  EXPECT_EQ(tasks("course_for_lead_early"), 1);
  EXPECT_EQ(tasks("course_for_lead"), 0);
}

TEST_F(LeadToldEarly, R10_a_check_in_that_changes_nothing_tells_nobody) {
  ASSERT_TRUE(week_later("3"));
  EXPECT_FALSE(knows());
  EXPECT_EQ(tasks("course_for_lead_early"), 0);
}

TEST_F(LeadToldEarly, R10_the_next_visits_measure_ends_it_or_puts_the_other_in_its_place) {
  ASSERT_TRUE(week_later("10"));
  ASSERT_EQ(tasks("course_for_lead_early"), 1);
  rate(2, 2);
  EXPECT_FALSE(knows());
  EXPECT_EQ(tasks("course_for_lead_early"), 0);
  EXPECT_EQ(tasks("course_for_lead"), 0);
}

TEST_F(LeadToldEarly, R10_a_visit_that_confirms_it_tells_the_lead_once) {
  ASSERT_TRUE(week_later("10"));
  EXPECT_TRUE(knows());
  rate(10, 2);
  ASSERT_TRUE(knows());
  EXPECT_EQ(tasks("course_for_lead_early"), 0);
  EXPECT_EQ(tasks("course_for_lead"), 1);
}

TEST_F(LeadTold, R41_a_warning_sign_in_a_check_in_is_for_the_therapist_and_the_lead) {
  finish();
  later(24);
  ASSERT_TRUE(answers({{"Q0", "W11"},
                       {"Q1", "2"},
                       {"Q2", "less"},
                       {"Q3", "3"},
                       {"Q4", "none"},
                       {"Q5", "none"},
                       {"Q6", "none"},
                       {"Q7", "right"}}));
  EXPECT_EQ(tasks("check_in_answer"), 1);
  EXPECT_EQ(tasks("answer_for_lead"), 1);
  EXPECT_EQ(tasks("emergency_call"), 0);
  for (const WaitingTask& one : waiting_tasks(*clinic, owner_actor))
    if (one.task.kind == "answer_for_lead") {
      EXPECT_EQ(one.task.role, store::Role::owner);
      EXPECT_FALSE(one.task.urgent) << "the call is the therapist's, and that one alerts";
      store->read([&](store::Connection& c) {
        auto content = store::task_content(c, clinic->tenant, *sealer, one.task.id);
        EXPECT_TRUE(content.payload.empty());
        return 0;
      });
    }
  for (const WaitingTask& one : waiting_tasks(*clinic, ana_actor))
    if (one.task.kind == "check_in_answer") {
      ASSERT_TRUE(note_call(*clinic, ana_actor, one.task.id, "no_answer", {}));
      EXPECT_EQ(tasks("answer_for_lead"), 1);
      ASSERT_TRUE(note_call(*clinic, ana_actor, one.task.id, "reached", {}));
    }
  EXPECT_EQ(tasks("check_in_answer"), 0);
  EXPECT_EQ(tasks("answer_for_lead"), 0) << "the call was made";
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
