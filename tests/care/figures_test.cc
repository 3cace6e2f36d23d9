// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "follow_up_shipped.h"

namespace fascia::care {
namespace {

constexpr double kNear = 5e-4;

TEST(Figures, wilson_intervals_of_the_sheet) {
  struct Row {
    int x, n;
    double low, high;
  };
  for (const Row& row : {Row{0, 5, 0, 0.4345}, Row{5, 5, 0.5655, 1}, Row{1, 1, 0.2065, 1},
                         Row{7, 10, 0.3968, 0.8922}, Row{18, 30, 0.4232, 0.7541},
                         Row{60, 100, 0.5020, 0.6906}, Row{45, 120, 0.2935, 0.4642}}) {
    auto got = wilson({row.x, row.n});
    ASSERT_TRUE(got.has_value());
    EXPECT_NEAR(got->low, row.low, kNear) << row.x << '/' << row.n;
    EXPECT_NEAR(got->high, row.high, kNear) << row.x << '/' << row.n;
  }
  EXPECT_FALSE(wilson({0, 0}).has_value());
}

TEST(Figures, shares_drawn_towards_the_clinic) {
  struct Row {
    int x, n;
    double share, low, high;
  };
  for (const Row& row : {Row{3, 3, 0.5652, 0.3635, 0.7561}, Row{0, 3, 0.4348, 0.2439, 0.6365},
                         Row{9, 10, 0.6333, 0.4567, 0.7931}, Row{18, 30, 0.5600, 0.4221, 0.6933},
                         Row{60, 100, 0.5833, 0.4943, 0.6697}}) {
    Interval got = shrunk_share({row.x, row.n}, 0.5, 20);
    EXPECT_NEAR(got.share, row.share, kNear);
    EXPECT_NEAR(got.low, row.low, kNear);
    EXPECT_NEAR(got.high, row.high, kNear);
  }
}

TEST(Figures, chances_of_the_sheet_raise_no_flag) {
  EXPECT_NEAR(chance_above({9, 10}, 0.5, 20), 0.932, 1e-3);
  EXPECT_NEAR(chance_above({60, 100}, 0.5, 20), 0.967, 1e-3);
  const FigureRules& rules = follow_up().figures;
  EXPECT_FALSE(clearly_different(rules, {0.967, 0.967}));
  EXPECT_FALSE(clearly_different(rules, {0.5, 0.98}));
  EXPECT_FALSE(clearly_different(rules, {0.98, 0.01}));
  EXPECT_TRUE(clearly_different(rules, {0.975, 0.98}));
  EXPECT_TRUE(clearly_different(rules, {0.02, 0.01}));
  EXPECT_FALSE(clearly_different(rules, {0.99}));
}

TEST(Figures, kappa_by_moments) {
  const FigureRules& rules = follow_up().figures;
  std::vector<Tally> five{{12, 20}, {30, 50}, {5, 15}, {22, 40}, {8, 10}};
  EXPECT_NEAR(kappa_of(rules, five), 50.98, 0.01);
  five.pop_back();
  EXPECT_EQ(kappa_of(rules, five), 20);
  five.push_back({8, 9});
  EXPECT_EQ(kappa_of(rules, five), 20);
  EXPECT_EQ(kappa_of(rules, std::vector<Tally>(5, Tally{5, 10})), 200);
}

TEST(Figures, case_mix) {
  const FigureRules& rules = follow_up().figures;
  EXPECT_NEAR(adjusted_share(12, 10, 0.5, 20).share, 0.55, 1e-9);
  EXPECT_NEAR(adjusted_share(10, 10, 0.5, 20).share, 0.5, 1e-9);
  Interval got = adjusted_share(12, 10, 0.5, 20);
  EXPECT_LT(got.low, got.share);
  EXPECT_GT(got.high, got.share);
  EXPECT_NEAR(expected_share(rules, {0, 0}, 0.4), 0.4, 1e-9);
  EXPECT_NEAR(expected_share(rules, {10, 10}, 0.5), 0.75, 1e-9);
  EXPECT_NEAR(upper_limit_of_none(300), 0.01, 1e-9);
}

TEST(Figures, a_case_is_a_course_that_was_measured) {
  const FigureRules& rules = follow_up().figures;
  EXPECT_EQ(case_result(rules, {6, 6}, {5, 4, 4}, 4), CaseResult::responder);
  EXPECT_EQ(case_result(rules, {6, 6}, {5, 4, 5}, 4), CaseResult::not_better);
  EXPECT_EQ(case_result(rules, {6, 6}, {5, 4, 4}, 3), CaseResult::not_measured);
  EXPECT_EQ(case_result(rules, {6}, {4, 4}, 4), CaseResult::not_measured);
  EXPECT_EQ(case_result(rules, {2, 3}, {0, 0, 0}, 4), CaseResult::not_better);
  EXPECT_EQ(case_result(rules, {3, 3}, {2, 1, 1}, 4), CaseResult::responder);
  EXPECT_EQ(case_result(rules, {8, 8}, {6, 6, 6}, 4), CaseResult::not_better);  // under 30 %
  EXPECT_EQ(case_result(rules, {5, 5}, {6, 7, 7}, 4), CaseResult::worse);
  EXPECT_EQ(case_result(rules, {}, {6, 7, 7, 7}, 4), CaseResult::not_measured);
}

TEST(Figures, small_numbers_are_hidden) {
  const FigureRules& rules = follow_up().figures;
  auto shown = [&](FigureFor who, int x, int n, int started) {
    return figure(rules, who, {x, n}, started).shown;
  };
  EXPECT_FALSE(shown(FigureFor::lead, 4, 4, 4));
  EXPECT_FALSE(shown(FigureFor::lead, 2, 4, 4));
  EXPECT_TRUE(shown(FigureFor::lead, 3, 5, 5));
  EXPECT_FALSE(shown(FigureFor::lead, 19, 19, 19));
  EXPECT_TRUE(shown(FigureFor::lead, 20, 20, 20));
  EXPECT_FALSE(shown(FigureFor::public_clinic, 15, 29, 29));
  EXPECT_TRUE(shown(FigureFor::public_clinic, 15, 30, 30));
  EXPECT_FALSE(shown(FigureFor::public_therapist, 10, 19, 19));
  EXPECT_TRUE(shown(FigureFor::public_therapist, 10, 20, 20));
  EXPECT_TRUE(shown(FigureFor::lead, 30, 60, 100));
  EXPECT_EQ(figure(rules, FigureFor::lead, {30, 59}, 100).hidden_because, "not_enough_follow_up");
  auto hidden = to_json(figure(rules, FigureFor::lead, {2, 4}, 4));
  EXPECT_FALSE(hidden.contains("cases"));
}

TEST(Figures, public_shares_are_rounded_to_five_per_cent) {
  const FigureRules& rules = follow_up().figures;
  EXPECT_NEAR(figure(rules, FigureFor::public_clinic, {17, 30}, 30).interval.share, 0.55, 1e-9);
  EXPECT_NEAR(figure(rules, FigureFor::public_clinic, {57, 100}, 100).interval.share, 0.57, 1e-9);
  EXPECT_NEAR(figure(rules, FigureFor::lead, {17, 30}, 30).interval.share, 17.0 / 30, 1e-9);
}

TEST(Figures, a_hidden_cell_cannot_be_worked_out) {
  using Cells = std::vector<std::optional<int>>;
  EXPECT_EQ(suppress({12, 14, 3}, 5), (Cells{std::nullopt, 14, std::nullopt}));
  EXPECT_EQ(suppress({12, 14, 5}, 5), (Cells{12, 14, 5}));
  EXPECT_EQ(suppress({2, 14, 3}, 5), (Cells{std::nullopt, 14, std::nullopt}));
}

RC_GTEST_PROP(Figures, never_exactly_one_hidden_beside_a_total,
              (std::vector<unsigned char> given)) {
  std::vector<int> cells(given.begin(), given.end());
  RC_PRE(cells.size() > 1);
  auto shown = suppress(cells, 10);
  int hidden = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!shown[i]) ++hidden;
    RC_ASSERT(!shown[i] || (*shown[i] == cells[i] && cells[i] >= 10));
  }
  RC_ASSERT(hidden != 1);
}

RC_GTEST_PROP(Figures, an_interval_holds_its_share, ()) {
  int n = *rc::gen::inRange(1, 300), x = *rc::gen::inRange(0, n + 1);
  auto got = wilson({x, n});
  RC_ASSERT(got->low <= got->share + 1e-9 && got->share <= got->high + 1e-9);
  Interval drawn = shrunk_share({x, n}, 0.4, 20);
  RC_ASSERT(drawn.low <= drawn.share && drawn.share <= drawn.high);
}

}  // namespace
}  // namespace fascia::care
