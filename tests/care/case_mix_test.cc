// SPDX-License-Identifier: Apache-2.0
// Therapists' shares once luck and the kind of their clients are taken out (sheet c 7c.2).
#include "care/case_mix.h"

#include <gtest/gtest.h>

#include <set>

#include "follow_up_shipped.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

const FigureRules& mix_rules() { return follow_up().figures; }

TEST(CaseMix, pain_length_and_place_make_18_cells) {
  std::set<int> cells;
  for (double pain : {3.0, 4.9, 5.0, 6.9, 7.0, 10.0})
    for (int days : {0, 83, 84, 4000})
      for (const char* where : {"low-back", "neck-back", "scapula", "calf"})
        cells.insert(case_mix_cell(mix_rules(), {pain, days, {{where, Side::left}}}));
  EXPECT_EQ(cells.size(), 18U);
  auto cell = [](double pain, int days, const char* where) {
    return case_mix_cell(mix_rules(), {pain, days, {{where, Side::left}}});
  };
  EXPECT_EQ(cell(3, 10, "calf"), cell(4.9, 83, "foot-sole"));
  EXPECT_NE(cell(4.9, 10, "calf"), cell(5, 10, "calf"));
  EXPECT_NE(cell(6.9, 10, "calf"), cell(7, 10, "calf"));
  EXPECT_NE(cell(3, 83, "calf"), cell(3, 84, "calf"));
  EXPECT_EQ(cell(3, 1, "neck-back"), cell(3, 1, "shoulder-top"));
  EXPECT_NE(cell(3, 1, "neck-back"), cell(3, 1, "low-back"));
}

TEST(CaseMix, its_places_are_on_the_body_map) {
  std::set<std::string> known;
  for (const Region& region : shipped().regions) known.insert(region.id);
  ASSERT_EQ(mix_rules().areas.size(), 2U);
  for (const auto& area : mix_rules().areas)
    for (const std::string& name : area.regions) EXPECT_TRUE(known.count(name)) << name;
}

// `x` of `n` cases of one therapist in one cell.
void add_cases(std::vector<MixedCase>& cases, const char* who, int cell, int x, int n) {
  for (int i = 0; i < n; ++i) cases.push_back({who, cell, i < x});
}

TEST(CaseMix, where_all_see_the_same_kind_of_cases_it_changes_nothing) {
  std::vector<MixedCase> cases;
  add_cases(cases, "a", 4, 10, 20);
  add_cases(cases, "b", 4, 10, 20);
  auto shares = therapist_shares(mix_rules(), cases);
  ASSERT_EQ(shares.size(), 2U);
  for (const TherapistShare& one : shares) {
    EXPECT_NEAR(one.adjusted.share, 0.5, 1e-9);
    EXPECT_NEAR(one.shrunk.share, 0.5, 1e-9);
    EXPECT_NEAR(one.chance_above, 0.5, 1e-6);
  }
}

TEST(CaseMix, whoever_sees_the_hard_cases_is_not_behind_for_it) {
  // In cell 0 eight of ten get better and in cell 1 two of ten, with whomever they are.
  std::vector<MixedCase> cases;
  add_cases(cases, "a", 0, 32, 40);
  add_cases(cases, "a", 1, 2, 10);
  add_cases(cases, "b", 0, 8, 10);
  add_cases(cases, "b", 1, 8, 40);
  auto shares = therapist_shares(mix_rules(), cases);
  ASSERT_EQ(shares.size(), 2U);
  EXPECT_GT(shares[0].shrunk.share - shares[1].shrunk.share, 0.2);
  EXPECT_LT(shares[0].adjusted.share - shares[1].adjusted.share, 0.1);
}

TEST(CaseMix, few_cases_are_drawn_to_the_clinic_and_nobodys_count_for_the_clinic_alone) {
  std::vector<MixedCase> cases;
  add_cases(cases, "a", 0, 3, 3);
  add_cases(cases, "", 0, 2, 7);
  auto shares = therapist_shares(mix_rules(), cases);
  ASSERT_EQ(shares.size(), 1U);
  EXPECT_EQ(shares[0].tally.n, 3);
  EXPECT_NEAR(shares[0].shrunk.share, 0.5652, 5e-4);  // the sheet's 3 of 3 with p0 = 0.5
  EXPECT_TRUE(therapist_shares(mix_rules(), {}).empty());
}

}  // namespace
}  // namespace fascia::care
