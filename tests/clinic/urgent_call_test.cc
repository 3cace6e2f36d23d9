// SPDX-License-Identifier: Apache-2.0
// An emergency that a check-in told of leaves the list when somebody was reached, and not before.
#include <algorithm>

#include "clinic/tasks.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class UrgentCalls : public ::testing::Test, public FollowedVisit {
 protected:
  void SetUp() override {
    add(ben_actor, "Ben Roy", store::Role::therapist);
    add(owner_actor, "Olga Lead", store::Role::owner);
    add(desk_actor, "Dee Desk", store::Role::desk);
    finish();
    later(24);
  }
  void add(const Actor& who, const std::string& name, store::Role role) {
    store::Staff staff;
    staff.id = who.staff;
    staff.sign_in = who.staff.text();
    staff.name = name;
    staff.role = role;
    staff.practitioner = who.practitioner;
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::add_staff(tx, clinic->tenant, staff, clock.now());
      return {};
    }));
  }
  Fields said(const std::string& question, const std::string& answer) const {
    Fields out;
    for (const auto& [asked, value] : kQuiet)
      out.emplace_back(asked, asked == question ? answer : value);
    return out;
  }
  std::optional<store::Task> open(std::string_view kind) {
    for (const WaitingTask& one : waiting_tasks(*clinic, owner_actor))
      if (one.task.kind == kind) return one.task;
    return std::nullopt;
  }
  std::string close(const Actor& who, store::TaskId task, std::string_view outcome,
                    StaffId to = {}) {
    auto done = close_task(*clinic, who, task, outcome, PrivateText("a note"), to);
    return done ? "done" : done.error().message;
  }
  const Fields kQuiet{{"Q0", "none"}, {"Q1", "2"},    {"Q2", "less"}, {"Q3", "3"},
                      {"Q4", "none"}, {"Q5", "none"}, {"Q6", "none"}, {"Q7", "right"}};
};

TEST_F(UrgentCalls, R41_before_three_calls_only_somebody_reached_closes_a_warning_sign) {
  auto answered = answers(said("Q0", "W11"));
  ASSERT_TRUE(answered) << answered.error().field << " " << answered.error().message;
  auto task = open("check_in_answer")->id;
  ASSERT_TRUE(open("check_in_answer")->urgent);
  for (const char* way : {"left_word", "booked_again", "moved", "cancelled", "not_needed"})
    EXPECT_EQ(close(ana_actor, task, way), "escalation_tries") << way;
  EXPECT_EQ(close(ana_actor, task, "sent_on"), "colleague_missing");
  EXPECT_EQ(close(ana_actor, task, "sent_on", desk_actor.staff), "colleague_missing")
      << "a therapist's call";
  ASSERT_TRUE(open("check_in_answer"));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(note_call(*clinic, ana_actor, task, "no_answer", {}));
  EXPECT_TRUE(open("lead_decides"));
  EXPECT_EQ(close(ana_actor, task, "left_word"), "done");
  EXPECT_FALSE(open("check_in_answer"));
}

TEST_F(UrgentCalls, R41_what_is_sent_on_waits_with_the_name_of_who_makes_the_call) {
  ASSERT_TRUE(answers(said("Q0", "W11")));
  auto task = open("check_in_answer")->id;
  auto whom = colleagues_for(*clinic, ana_actor, task);
  ASSERT_EQ(whom.size(), 1u) << "who treats, without the asking";
  EXPECT_EQ(whom[0].name, "Ben Roy");
  EXPECT_EQ(close(ana_actor, task, "sent_on", ben_actor.staff), "done");
  ASSERT_TRUE(open("check_in_answer"));
  EXPECT_EQ(open("check_in_answer")->taken_by, ben_actor.staff);
  EXPECT_EQ(close(ana_actor, task, "spoke"), "task_taken");
}

TEST_F(UrgentCalls, R41_words_of_self_harm_leave_neither_list_unheard) {
  Fields fields = said("Q0", "none");
  fields.emplace_back("note", "I want to die");
  auto answered = answers(fields);
  ASSERT_TRUE(answered) << answered.error().field << " " << answered.error().message;
  auto task = open("emergency_call");
  ASSERT_TRUE(task);
  for (const char* way : {"booked_again", "moved", "cancelled", "left_word", "not_needed"})
    EXPECT_EQ(close(owner_actor, task->id, way), "escalation_tries") << way;
  EXPECT_EQ(close(owner_actor, task->id, "sent_on"), "colleague_missing");
  EXPECT_EQ(close(owner_actor, task->id, "spoke"), "done");
  auto of_therapist = open("check_in_answer");
  ASSERT_TRUE(of_therapist);
  EXPECT_EQ(close(ana_actor, of_therapist->id, "booked_again"), "escalation_tries");
  // The row that held, for who reads why.
  auto content = read_task(*clinic, ana_actor, of_therapist->id);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->payload.reveal().rfind("E14 (", 0), 0u) << content->payload.reveal();
}

}  // namespace
}  // namespace fascia::clinic
