// SPDX-License-Identifier: Apache-2.0
// Sheet a, 1: what may be sold as deep tissue, by where it comes from that nothing may be worked so
// deep (the settings deep.cap_*).
#include "care/clearance.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

const char* const kAddison = R"({"adrenal":"addison","adrenal.ill":"no"})";

Screening deep_by(const Protocol& protocol, const Intake& intake,
                  const std::vector<RuleLetter>& letters = {}) {
  return screen(protocol, intake, ServiceKind::deep, kVisit, letters);
}

Result<Protocol> with_house_rules(std::string_view body) {
  auto files = shipped_files();
  files.push_back({"own/house.toml", "kind = \"clinic\"\n" + std::string(body)});
  return read_protocol(files);
}

TEST(DeepWork, R7_what_told_answers_hold_below_depth_4_is_not_sold_as_deep_tissue) {
  Screening now = deep_by(shipped(), person(kAddison));
  EXPECT_EQ(now.decision, Decision::modify);
  EXPECT_EQ(now.limits.max_depth, 3);
  EXPECT_EQ(now.deep_work, DeepWork::none);
  EXPECT_TRUE(now.is_gentle_only());
  EXPECT_EQ(to_json(now).at("deep_work"), "none");
  // Depth 4 is deep tissue: low-dose aspirin.
  Screening four = deep_by(shipped(), person(R"({"antiplatelet":["aspirin-low"]})"));
  EXPECT_EQ(four.limits.max_depth, 4);
  EXPECT_EQ(four.deep_work, DeepWork::full);
  EXPECT_EQ(deep_by(shipped(), person("{}")).deep_work, DeepWork::full);
  // The gentle service asks no such thing.
  Screening gentle = screen(shipped(), person(kAddison), ServiceKind::swedish, kVisit);
  EXPECT_EQ(gentle.deep_work, DeepWork::full);
  EXPECT_FALSE(to_json(gentle).contains("deep_work"));
}

TEST(DeepWork, R5_what_a_doubt_holds_below_it_waits_for_a_talk) {
  Screening now = deep_by(shipped(), person(R"({"adrenal":"not_sure"})"));
  ASSERT_LT(now.limits.max_depth, kDeepFrom);
  EXPECT_EQ(now.deep_work, DeepWork::ask_first);
  EXPECT_FALSE(now.is_gentle_only());
  // Beside it a told answer decides.
  EXPECT_EQ(deep_by(shipped(),
                    person(R"({"adrenal":"addison","adrenal.ill":"no","steroids":"not_sure"})"))
                .deep_work,
            DeepWork::none);
}

TEST(DeepWork, R40_a_physicians_limit_counts_where_it_goes_no_deeper_than_the_gentle_service) {
  Intake intake = on_thinner();
  RuleLetter letter;
  letter.rule = "med-anticoagulant";
  letter.answer = RuleLetter::Answer::limits;
  letter.signed_on = kVisit;
  letter.about = finding(deep_by(shipped(), intake), letter.rule)->about;
  letter.told = events_told(shipped(), intake.answers);
  for (int depth : {2, 3}) {
    letter.max_depth = depth;
    Screening now = deep_by(shipped(), intake, {letter});
    ASSERT_EQ(now.decision, Decision::modify);
    ASSERT_EQ(now.gentler->limits.max_depth, 2);
    EXPECT_EQ(now.deep_work, depth == 2 ? DeepWork::none : DeepWork::full) << depth;
  }
}

TEST(DeepWork, R7_what_the_clinic_made_milder_stays_deep_tissue_until_it_says_otherwise) {
  const std::string loosened = R"([[loosen]]
rule = "adrenal"
deep = "note"
by = "Ana Silva"
credential = "RMT"
on = 2026-01-02
reason = { en = "Seen each week.", fr = "Vu chaque semaine." }
)";
  auto milder = with_house_rules(loosened);
  ASSERT_TRUE(milder) << describe(milder.error());
  Screening now = deep_by(*milder, person(kAddison));
  EXPECT_EQ(now.limits.max_depth, 3);  // what the rule changes stays
  EXPECT_EQ(now.deep_work, DeepWork::full);
  // A stricter judgment needs no person; a milder one does.
  auto stricter = with_house_rules(loosened + R"([[set]]
setting = "deep.cap_loosened"
decision = "do_not_treat"
)");
  ASSERT_TRUE(stricter) << describe(stricter.error());
  EXPECT_EQ(deep_by(*stricter, person(kAddison)).deep_work, DeepWork::none);
  EXPECT_FALSE(with_house_rules("[[set]]\nsetting = \"deep.cap_sure\"\ndecision = \"modify\"\n"));
  auto asks =
      with_house_rules("[[set]]\nsetting = \"deep.cap_doubt\"\ndecision = \"do_not_treat\"\n");
  ASSERT_TRUE(asks) << describe(asks.error());
  EXPECT_EQ(deep_by(*asks, person(R"({"adrenal":"not_sure"})")).deep_work, DeepWork::none);
}

}  // namespace
}  // namespace fascia::care
