// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "clinic/aftercare_sheet.h"
#include "clinic/plan_visit.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class Aftercare : public ::testing::Test, public FollowedVisit {
 protected:
  static bool has(const care::Aftercare& sheet, std::string_view item) {
    return std::any_of(sheet.advice.begin(), sheet.advice.end(),
                       [&](const care::Advice& a) { return a.id == item; });
  }
  // Everything that the sheet would still ask, answered with no.
  SheetChoices all_known() {
    SheetChoices choices;
    for (int round = 0; round < 6; ++round) {
      auto sheet = change_aftercare(*clinic, ana_actor, id, choices);
      EXPECT_TRUE(sheet);
      if (sheet->sheet.open_flags.empty()) break;
      for (const std::string& flag : sheet->sheet.open_flags) choices.flags[flag] = false;
    }
    return choices;
  }
};

// CHK-S29: the end of a session makes the sheet and sends it in the same moment.
TEST_F(Aftercare, R31_leaves_with_the_session_that_it_was_made_from) {
  finish();
  auto sheet = aftercare_of_visit(*clinic, ana_actor, id);
  ASSERT_TRUE(sheet) << sheet.error().message;
  EXPECT_EQ(sheet->ended, *session.ended);
  EXPECT_TRUE(has(sheet->sheet, "A-WATER"));
  EXPECT_TRUE(has(sheet->sheet, "A-SORE"));
  EXPECT_FALSE(has(sheet->sheet, "A-CUPMARK"));
  EXPECT_FALSE(sheet->sheet.signs.empty());
  // In the outbox in the same moment, long before fifteen minutes are over.
  ASSERT_EQ(mails("aftercare").size(), 1U);
  EXPECT_EQ(clock.now(), *session.ended);
}

TEST_F(Aftercare, R18_the_mail_holds_a_link_and_nothing_of_the_sheet) {
  finish();
  auto mail = mails("aftercare");
  ASSERT_EQ(mail.size(), 1U);
  std::string text = mail[0].payload.reveal();
  for (const char* never : {"water", "heat", "pain", "back", "massage", "Deep", "petrissage"})
    EXPECT_EQ(text.find(never), std::string::npos) << never;
  EXPECT_EQ(path_in(mail[0]).rfind("/aftercare/", 0), 0U);
}

TEST_F(Aftercare, R31_what_was_asked_on_the_day_counts_however_old_the_form_is) {
  finish();  // the form was filled two days before, fever and skin are asked on the day
  auto sheet = aftercare_of_visit(*clinic, ana_actor, id);
  ASSERT_TRUE(sheet);
  EXPECT_TRUE(sheet->sheet.open_flags.empty()) << sheet->sheet.open_flags.front();
  EXPECT_EQ(sheet->sheet.pack, "A-HEAT");
}

TEST_F(Aftercare, R31_the_condition_of_the_plan_reaches_the_sheet) {
  finish();
  auto flags = [&] {
    return store->read([&](store::Connection& c) { return flags_of_visit(c, *clinic, session); });
  };
  EXPECT_EQ(flags().count("frozen_shoulder"), 0u);
  PlanVisit named{id, {}, {}, {"fibromyalgia", "frozen-shoulder"}, ""};
  ASSERT_TRUE(plan_visit(*clinic, ana_actor, named));
  EXPECT_EQ(flags().at("frozen_shoulder"), care::Answer(care::Said::yes));
  EXPECT_EQ(flags().at("fibromyalgia"), care::Answer(care::Said::yes));
}

// What no form asks counts as no until the therapist says yes.
TEST_F(Aftercare, R31_the_therapist_says_what_the_form_cannot_know) {
  finish();
  auto sheet = aftercare_of_visit(*clinic, ana_actor, id);
  ASSERT_TRUE(sheet);
  ASSERT_FALSE(sheet->sheet.taken_as_no.empty());
  EXPECT_EQ(sheet->sheet.taken_as_no.front(), "no_walking");
  EXPECT_TRUE(has(sheet->sheet, "A-WALK"));
  SheetChoices choices = all_known();
  choices.flags["no_walking"] = true;
  auto changed = change_aftercare(*clinic, ana_actor, id, choices);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_FALSE(has(changed->sheet, "A-WALK"));
}

TEST_F(Aftercare, unknown_health_counts_as_yes_for_heat_and_cold) {
  make_ready();
  AnswerDay unsure{id, {{"heat_cold", care::Said::not_sure}}, true};
  ASSERT_TRUE(answer_day(*clinic, ana_actor, unsure));
  finish_ready();
  auto sheet = aftercare_of_visit(*clinic, ana_actor, id);
  ASSERT_TRUE(sheet);
  EXPECT_EQ(sheet->sheet.pack, "A-NO-PACK");
  EXPECT_FALSE(sheet->sheet.open_flags.empty());
  SheetChoices choices = all_known();
  choices.preference = care::Preference::heat;
  auto changed = change_aftercare(*clinic, ana_actor, id, choices);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->sheet.pack, "A-HEAT");
}

TEST_F(Aftercare, the_therapist_takes_off_what_may_go_and_doses_within_the_rule) {
  finish();
  SheetChoices choices = all_known();
  choices.preference = care::Preference::heat;
  choices.removed = {"A-WALK"};
  choices.pack_minutes = 10;
  auto changed = change_aftercare(*clinic, ana_actor, id, choices);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_FALSE(has(changed->sheet, "A-WALK"));
  choices.pack_minutes = 45;
  auto too_long = change_aftercare(*clinic, ana_actor, id, choices);
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().message, "aftercare_minutes");
  choices.pack_minutes = 10;
  choices.removed = {"A-REST-UP"};
  auto stays = change_aftercare(*clinic, ana_actor, id, choices);
  ASSERT_FALSE(stays);
  EXPECT_EQ(stays.error().message, "aftercare_item_stays");
  // What the client reads is what was changed last with success.
  auto kept = aftercare_of_link(*clinic, opened("aftercare", token_of("aftercare")));
  ASSERT_TRUE(kept);
  EXPECT_FALSE(has(kept->sheet, "A-WALK"));
  EXPECT_TRUE(has(kept->sheet, "A-REST-UP"));
  EXPECT_EQ(kept->choices.pack_minutes, 10);
}

TEST_F(Aftercare, R20_nobody_but_a_therapist_reads_or_changes_it) {
  finish();
  for (const Actor& actor : {desk_actor, owner_actor}) {
    EXPECT_FALSE(aftercare_of_visit(*clinic, actor, id));
    EXPECT_FALSE(change_aftercare(*clinic, actor, id, {}));
  }
  ben_actor.practitioner = ben;
  EXPECT_FALSE(change_aftercare(*clinic, ben_actor, id, {}));
}

TEST_F(Aftercare, made_twice_is_made_once) {
  finish();
  auto first = aftercare_of_visit(*clinic, ana_actor, id);
  auto again =
      store->write([&](store::Transaction& tx) { return make_aftercare(tx, *clinic, session); });
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->id, again->id);
}

}  // namespace
}  // namespace fascia::clinic
