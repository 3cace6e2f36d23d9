// SPDX-License-Identifier: Apache-2.0
#include "care/outcomes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "follow_up_shipped.h"

namespace fascia::care {
namespace {

const Measure& measure(std::string_view id) {
  const Measure* found = find_measure(follow_up().measures, id);
  FASCIA_CHECK(found != nullptr);
  return *found;
}

std::vector<std::string> alerts(std::string_view id, const std::vector<double>& values) {
  std::vector<std::string> ids;
  for (const MeasureAlert* alert : alerts_of(measure(id), values)) ids.push_back(alert->id);
  return ids;
}

TEST(Outcomes, every_measure_says_where_it_comes_from) {
  for (const Measure& one : follow_up().measures) {
    EXPECT_FALSE(one.source.empty()) << one.id;
    EXPECT_TRUE(one.licence == "free" || one.licence == "free_with_terms") << one.id;
  }
}

TEST(Outcomes, worst_below_average_is_asked_again) {
  const auto& measures = follow_up().measures;
  EXPECT_EQ(inconsistent(measures, {{"nprs_worst7", 4}, {"nprs_avg7", 5}}),
            (std::vector<std::string>{"nprs_worst7"}));
  EXPECT_TRUE(inconsistent(measures, {{"nprs_worst7", 5}, {"nprs_avg7", 5}}).empty());
}

TEST(Outcomes, a_score_needs_enough_answers) {
  const Measure& interference = measure("interf");
  EXPECT_EQ(score(interference, {5.0, std::nullopt, 7.0}), 6.0);
  EXPECT_FALSE(score(interference, {5.0, std::nullopt, std::nullopt}).has_value());
  EXPECT_FALSE(score(interference, {}).has_value());
}

TEST(Outcomes, dropped_activities_count_on_neither_side) {
  const Measure& own = measure("psfs");
  auto both = change(own, {{2, 6, false}, {4, 6, false}, {9, 0, true}});
  ASSERT_TRUE(both.has_value());
  EXPECT_EQ(both->first, 3);
  EXPECT_EQ(both->last, 6);
  EXPECT_EQ(both->word, ChangeWord::clear_gain);
  EXPECT_EQ(both->direction, Direction::better);
  EXPECT_FALSE(change(own, std::vector<Activity>{{2, 6, true}}).has_value());
  // One activity alone errs more than the mean of several.
  EXPECT_EQ(change(own, std::vector<Activity>{{4, 6, false}})->word, ChangeWord::possible_gain);
  EXPECT_EQ(change(own, std::vector<Activity>{{4, 7, false}})->word, ChangeWord::clear_gain);
}

TEST(Outcomes, another_person_measuring_errs_more) {
  const Measure& neck = measure("crom_flex");
  EXPECT_EQ(change(neck, 40, 50).word, ChangeWord::clear_gain);
  EXPECT_NE(change(neck, 40, 50, false).word, ChangeWord::clear_gain);
  EXPECT_EQ(change(neck, 40, 55, false).word, ChangeWord::clear_gain);
}

TEST(Outcomes, answers_that_somebody_must_hear_of) {
  EXPECT_EQ(alerts("draping_ok", {0}), (std::vector<std::string>{"draping"}));
  EXPECT_TRUE(alerts("draping_ok", {1}).empty());
  EXPECT_EQ(alerts("comf_overall", {4}), (std::vector<std::string>{"low-comfort"}));
  EXPECT_EQ(alerts("comf_overall", {2}).size(), 2u);
  EXPECT_TRUE(alerts("comf_overall", {5}).empty());
  EXPECT_TRUE(alerts("trust_plan", {5}).empty());
  EXPECT_EQ(alerts("trust_plan", {5, 5}), (std::vector<std::string>{"offer-change"}));
  EXPECT_TRUE(alerts("trust_plan", {5, 6}).empty());
  EXPECT_EQ(alerts("comf_press", {1}), (std::vector<std::string>{"lower-one"}));
  EXPECT_EQ(alerts("comf_press", {2}), (std::vector<std::string>{"stop-and-ask"}));
}

RC_GTEST_PROP(Outcomes, a_gain_one_way_is_no_gain_the_other_way, ()) {
  const auto& measures = follow_up().measures;
  const Measure& one = measures[*rc::gen::inRange<std::size_t>(0, measures.size())];
  auto low = static_cast<int>(one.low), high = static_cast<int>(one.high);
  double a = *rc::gen::inRange(low, high + 1), b = *rc::gen::inRange(low, high + 1);
  MeasuredChange there = change(one, a, b), back = change(one, b, a);
  RC_ASSERT(!(there.direction == Direction::better && back.direction == Direction::better));
  RC_ASSERT(change(one, a, a).direction == Direction::same || one.mdc == 0);
}

}  // namespace
}  // namespace fascia::care
