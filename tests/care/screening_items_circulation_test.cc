// SPDX-License-Identifier: Apache-2.0
// Items 1-57 of the screening sheet where more than the decision counts: caps, places, tools. The
// rows and their edges stand as cases in the protocol files themselves.
#include <algorithm>

#include "care/reading_ease.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

using Texts = std::vector<std::string>;

struct Pair {
  Screening deep;
  Screening swedish;
};

// A healthy person of that age, but for these answers.
Pair both(const AnswerMap& said, int age = 40) {
  Intake intake = healthy(shipped());
  intake.birth_date = Date::of(2026 - age, 1, 1);
  for (const auto& [id, answer] : said) intake.answers[id] = answer;
  return {screen(shipped(), intake, ServiceKind::deep, kVisit),
          screen(shipped(), intake, ServiceKind::swedish, kVisit)};
}
SaidDate ago(int days) { return {kVisit - days, to_iso(kVisit - days)}; }
Answer at(const std::string& id, Side side) { return std::vector<Region>{{id, side}}; }
const AnswerMap kThinnerAndRhythm{{"blood_thinner", std::string("doac")},
                                  {"blood_thinner.stopped", Said::no},
                                  {"blood_thinner.signs", Texts{}},
                                  {"arrhythmia", Said::yes},
                                  {"arrhythmia.controlled", Said::yes},
                                  {"arrhythmia.now", Texts{}},
                                  {"pulse", 78.0},
                                  {"bp.systolic", 136.0},
                                  {"bp.diastolic", 82.0}};

TEST(ScreeningItems, R1_sheet_case_2_blood_thinner_for_an_uneven_heart) {
  auto [deep, swedish] = both(kThinnerAndRhythm, 68);
  EXPECT_EQ(deep.decision, Decision::clearance);
  EXPECT_EQ(swedish.decision, Decision::modify);
  EXPECT_EQ(deep.limits.max_depth, 3);
  EXPECT_EQ(swedish.limits.max_depth, 2);
  EXPECT_EQ(deep.limits.depth_at({"neck-front", Side::midline}), 0);
  EXPECT_LE(swedish.limits.depth_at({"neck-front", Side::midline}), 2);
  EXPECT_TRUE(deep.limits.tools.count("cup-static") != 0);
  ASSERT_TRUE(finding(deep, "blood-pressure-high"));
  EXPECT_EQ(finding(deep, "blood-pressure-high")->decision, Decision::note);
}

TEST(ScreeningItems, R1_sheet_case_3_with_aspirin_as_well) {
  AnswerMap said = kThinnerAndRhythm;
  said["antiplatelet"] = Texts{"aspirin-low"};
  said["antiplatelet.stopped"] = Said::no;
  auto [deep, swedish] = both(said, 68);
  EXPECT_EQ(deep.decision, Decision::do_not_treat);
  EXPECT_EQ(swedish.decision, Decision::clearance);
  EXPECT_EQ(swedish.limits.max_depth, 2);
}

TEST(ScreeningItems, R1_sheet_case_5_both_ankles_puffy_from_the_veins) {
  Answer ankles = std::vector<Region>{{"ankle-outer", Side::left}, {"ankle-outer", Side::right}};
  auto [deep, swedish] = both({{"puffy", Said::yes},
                               {"puffy.now", Texts{}},
                               {"puffy.cause", std::string("vein")},
                               {"puffy.where", ankles}});
  EXPECT_EQ(deep.decision, Decision::modify);
  EXPECT_EQ(swedish.decision, Decision::modify);
  EXPECT_EQ(deep.limits.depth_at({"ankle-outer", Side::left}), 2);
  EXPECT_EQ(deep.limits.depth_at({"calf", Side::left}), 5);
}

TEST(ScreeningItems, R1_sheet_case_14_statin_sore_thighs_and_dark_urine) {
  auto [deep, swedish] = both({{"statin", Said::yes},
                               {"statin.signs", Texts{"muscle-pain", "dark-urine"}},
                               {"statin.both_sides", Said::yes},
                               {"statin.explained", Said::yes}});
  EXPECT_EQ(deep.decision, Decision::emergency);
  EXPECT_EQ(deep.urgency, Urgency::ed_today);
  EXPECT_EQ(swedish.decision, Decision::emergency);
}

TEST(ScreeningItems, R1_sheet_case_15_fentanyl_patch_bars_heat_everywhere) {
  auto [deep, swedish] =
      both({{"patch", Texts{"opioid"}}, {"patch.where", at("shoulder-back", Side::right)}});
  for (const Screening* one : {&deep, &swedish}) {
    EXPECT_EQ(one->decision, Decision::avoid_region);
    EXPECT_EQ(one->limits.depth_at({"shoulder-back", Side::right}), 0);
    EXPECT_EQ(one->limits.max_depth, 3);
    EXPECT_TRUE(one->limits.tools.count("heat-moist") != 0);
    EXPECT_TRUE(one->limits.tools.count("hot-stone") != 0);
    ASSERT_TRUE(finding(*one, "med-opioid-sedative"));
    EXPECT_EQ(finding(*one, "med-opioid-sedative")->decision, Decision::modify);
  }
}

TEST(ScreeningItems, R1_sheet_cases_21_and_22_a_platelet_number_serves_thirty_days) {
  AnswerMap said{{"platelets", Texts{"low"}}, {"platelets.count", 49.0}};
  said["platelets.date"] = ago(20);
  auto fresh = both(said);
  EXPECT_EQ(fresh.deep.decision, Decision::do_not_treat);
  EXPECT_EQ(fresh.swedish.decision, Decision::clearance);
  EXPECT_EQ(fresh.swedish.limits.max_depth, 1);
  said["platelets.date"] = ago(31);
  auto old = both(said);
  EXPECT_EQ(old.deep.decision, Decision::clearance);
  EXPECT_EQ(old.swedish.decision, Decision::clearance);
}

TEST(ScreeningItems, R5_sheet_case_23_a_skipped_blood_thinner_holds_the_booking) {
  Intake intake = healthy(shipped());
  intake.answers.erase("blood_thinner");
  Screening screening = screen(shipped(), intake, ServiceKind::deep, kVisit);
  EXPECT_TRUE(screening.hold);
  EXPECT_FALSE(screening.goes_ahead());
  EXPECT_NE(std::find(screening.missing.begin(), screening.missing.end(), "blood_thinner"),
            screening.missing.end());
}

TEST(ScreeningItems, R1_sheet_case_24_a_new_hip_of_60_days) {
  Answer hip = at("hip-side", Side::right);
  auto [deep, swedish] = both({{"new_joint", Texts{"hip"}},
                               {"new_joint.date", ago(60)},
                               {"new_joint.where", hip},
                               {"new_joint.hot", Said::no},
                               {"new_joint.dislocated", Said::no},
                               {"surgery", std::string("major")},
                               {"surgery.date", ago(60)},
                               {"surgery.where", hip},
                               {"surgery.wound", std::string("closed")},
                               {"surgery.released", Said::yes}});
  EXPECT_EQ(deep.decision, Decision::clearance);
  EXPECT_EQ(swedish.decision, Decision::modify);
  EXPECT_EQ(deep.limits.max_depth, 3);
  EXPECT_EQ(deep.limits.depth_at({"hip-side", Side::right}), 2);
  EXPECT_EQ(deep.limits.depth_at({"calf", Side::left}), 2);
  const auto& positions = swedish.limits.positions;
  EXPECT_EQ(std::find(positions.begin(), positions.end(), "prone"), positions.end());
}

TEST(ScreeningItems, R1_nodes_taken_out_cap_the_whole_quarter_of_that_side_alone) {
  auto [deep, swedish] = both({{"nodes", Said::yes},
                               {"nodes.where", at("armpit", Side::left)},
                               {"nodes.swelling", Said::no},
                               {"nodes.hot", Said::no}});
  EXPECT_EQ(deep.decision, Decision::modify);
  for (const char* id : {"wrist", "chest-upper", "shoulder-top", "scapula"}) {
    EXPECT_EQ(deep.limits.depth_at({id, Side::left}), 2) << id;
    EXPECT_FALSE(deep.limits.allows("heat-moist", {id, Side::left})) << id;
    EXPECT_EQ(deep.limits.depth_at({id, Side::right}), 5) << id;
  }
}

TEST(ScreeningItems, R1_a_hot_varicose_cord_closes_the_limb_and_lightens_the_rest) {
  auto [deep, swedish] =
      both({{"varicose", Texts{"cord"}}, {"varicose.where", at("calf", Side::left)}});
  EXPECT_EQ(deep.decision, Decision::avoid_region);
  EXPECT_EQ(finding(deep, "varicose-veins")->there, Decision::do_not_treat);
  EXPECT_EQ(deep.limits.depth_at({"thigh-front", Side::left}), 0);
  EXPECT_EQ(deep.limits.depth_at({"low-back", Side::left}), 3);
  EXPECT_EQ(swedish.limits.depth_at({"thigh-front", Side::left}), 0);
}

TEST(ScreeningItems, R1_a_place_that_nobody_marked_is_the_whole_body) {
  auto [deep, swedish] = both({{"lump", std::string("not-checked")}});
  EXPECT_EQ(deep.limits.depth_at({"low-back", Side::left}), 0);
}

TEST(ScreeningItems, R2_what_cannot_wait_stands_on_the_first_page_and_not_behind_a_line) {
  auto [deep, swedish] = both({{"artery_signs", Texts{"cold-limb"}}});
  EXPECT_EQ(deep.decision, Decision::emergency);
  EXPECT_EQ(deep.urgency, Urgency::ed_today);
  EXPECT_EQ(shipped().question("artery_signs")->group, "now");
}

TEST(ScreeningItems, a_staff_answer_is_marked_so_and_only_it_takes_points_away) {
  ASSERT_TRUE(shipped().question("leg_signs.other_cause"));
  EXPECT_TRUE(shipped().question("leg_signs.other_cause")->staff);
}

TEST(ScreeningItems, the_first_57_items_of_the_sheet_all_have_a_rule_with_a_source) {
  std::set<int> items;
  for (const Rule& rule : shipped().rules) {
    items.insert(rule.item);
    EXPECT_FALSE(rule.sources.empty()) << rule.id;
  }
  for (int item = 1; item <= 57; ++item) EXPECT_EQ(items.count(item), 1u) << item;
}

// R42 over what a client reads of these items: questions, options, reasons and advice.
TEST(ScreeningItems, R42_the_words_of_circulation_medicines_and_operations_read_easily) {
  for (const char* part : {"circulation", "medicines", "cancer-surgery"}) {
    std::string en, fr;
    for (const File& file : shipped_files()) {
      if (file.name.find(part) == std::string::npos || file.name.find("codes") != file.name.npos) {
        continue;
      }
      auto texts = texts_in(file);
      ASSERT_TRUE(texts) << file.name;
      for (const FoundText& text : *texts) {
        en += text.text.en + ".\n";
        fr += text.text.fr + ".\n";
      }
    }
    ASSERT_GT(count_text(en, "en").words, 300) << part;
    EXPECT_LE(flesch_kincaid_grade(en), 7.0) << part;
    EXPECT_GE(kandel_moles(fr), 60.0) << part;
  }
}

}  // namespace
}  // namespace fascia::care
