// SPDX-License-Identifier: Apache-2.0
// Three calls reached nobody: a letter goes into the file and the lead's task ends by it (R41).
#include "clinic/unreached_letter.h"

#include "clinic/tasks.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class UnreachedLetters : public ::testing::Test, public FollowedVisit {
 protected:
  void SetUp() override {
    store::Staff staff;
    staff.id = owner_actor.staff;
    staff.sign_in = "olga";
    staff.name = "Olga Lead";
    staff.role = store::Role::owner;
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::add_staff(tx, clinic->tenant, staff, clock.now());
      return {};
    }));
    finish();
    later(24);
    ASSERT_TRUE(answers({{"Q0", "none"},
                         {"Q1", "8"},
                         {"Q2", "more"},
                         {"Q3", "8"},
                         {"Q4", "none"},
                         {"Q5", "none"},
                         {"Q6", "none"},
                         {"Q7", "right"}}));
    auto call = open("check_in_answer");
    ASSERT_TRUE(call);
    for (int i = 0; i < 3; ++i) {
      called.push_back(clock.now());
      ASSERT_TRUE(note_call(*clinic, ana_actor, call->id, i == 1 ? "left_word" : "no_answer", {}));
      clock.seconds += hours(i == 1 ? 20 : 4).value;
    }
    auto decides = open("lead_decides");
    ASSERT_TRUE(decides);
    task = decides->id;
  }
  std::optional<store::Task> open(std::string_view kind) {
    for (const WaitingTask& one : waiting_tasks(*clinic, owner_actor))
      if (one.task.kind == kind) return one.task;
    return std::nullopt;
  }
  std::vector<RecordNote> notes() {
    return store->read([&](store::Connection& c) { return record_notes(c, *clinic, client); });
  }
  store::TaskId task;
  std::vector<Instant> called;
};

TEST_F(UnreachedLetters, R41_after_three_calls_the_lead_has_the_days_and_signs) {
  auto letter = unreached_letter(*clinic, owner_actor, task);
  ASSERT_TRUE(letter) << letter.error().message;
  EXPECT_EQ(letter->calls, called);
  EXPECT_EQ(letter->by, "Olga Lead");
  EXPECT_EQ(letter->client.id, client);
}

TEST_F(UnreachedLetters, R41_the_letter_is_kept_with_who_and_when_and_ends_the_leads_task) {
  auto kept = keep_unreached_letter(*clinic, owner_actor, task, PrivateText("Please call us"));
  ASSERT_TRUE(kept) << kept.error().message;
  auto all = notes();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(all[0].letter);
  EXPECT_FALSE(all[0].corrected);
  EXPECT_EQ(all[0].by, "Olga");
  EXPECT_EQ(all[0].at, clock.now());
  EXPECT_EQ(all[0].text.reveal(), "Please call us");
  EXPECT_FALSE(open("lead_decides"));
  auto closed =
      store->read([&](store::Connection& c) { return *store::find_task(c, clinic->tenant, task); });
  EXPECT_EQ(closed.outcome, "letter");
  EXPECT_EQ(closed.taken_by, owner_actor.staff);
  auto again = kept_letter(*clinic, owner_actor, *kept);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->note.text.reveal(), "Please call us");
  EXPECT_EQ(keep_unreached_letter(*clinic, owner_actor, task, PrivateText("twice")).error().message,
            "task_closed");
  EXPECT_EQ(notes().size(), 1u);
}

TEST_F(UnreachedLetters, R20_only_the_owner_makes_and_reads_it_and_only_for_such_a_task) {
  for (const Actor& who : {ana_actor, desk_actor}) {
    EXPECT_EQ(unreached_letter(*clinic, who, task).error().message, "forbidden");
    EXPECT_EQ(keep_unreached_letter(*clinic, who, task, PrivateText("x")).error().message,
              "forbidden");
  }
  auto call = open("check_in_answer");
  ASSERT_TRUE(call);
  EXPECT_EQ(unreached_letter(*clinic, owner_actor, call->id).error().message, "task_unknown");
  EXPECT_EQ(keep_unreached_letter(*clinic, owner_actor, task, PrivateText(" ")).error().message,
            "letter_empty");
  EXPECT_TRUE(notes().empty());
  auto kept = keep_unreached_letter(*clinic, owner_actor, task, PrivateText("x"));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept_letter(*clinic, ana_actor, *kept).error().message, "forbidden");
  EXPECT_EQ(kept_letter(*clinic, owner_actor, {kept->client, kept->note + 1}).error().message,
            "letter_unknown");
  // What a person says against the record is no letter.
  ASSERT_TRUE(add_record_note(*clinic, program, client, false, PrivateText("the right knee")));
  for (const RecordNote& note : notes())
    if (!note.letter) {
      EXPECT_EQ(kept_letter(*clinic, owner_actor, {client, note.id}).error().message,
                "letter_unknown");
    }
}

}  // namespace
}  // namespace fascia::clinic
