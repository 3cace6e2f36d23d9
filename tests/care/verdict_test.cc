// SPDX-License-Identifier: Apache-2.0
#include "care/verdict.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "follow_up_shipped.h"
#include "plan_protocol.h"

namespace fascia::care {
namespace {

std::vector<Rating> series(const std::vector<int>& values, const std::vector<int>& treatments) {
  std::vector<Rating> ratings;
  for (std::size_t i = 0; i < values.size(); ++i) {
    Rating rating;
    rating.value = values[i];
    rating.treatments = treatments[i];
    ratings.push_back(rating);
  }
  return ratings;
}

std::vector<VerdictStep> judged(const std::vector<Rating>& ratings) {
  auto steps = judge(follow_up().verdict, "nprs_avg7", ratings);
  EXPECT_TRUE(steps.has_value());
  return steps ? *steps : std::vector<VerdictStep>{};
}

const std::vector<int> kSix{0, 0, 1, 2, 3, 4};

// The vectors of sheet c, 7b.7, stand in measures.toml with their numbers; this one is here too, so
// that an edit of the file alone cannot loosen the rule.
// CHK-S1: the fifth rating brings a verdict, the fourth does not.
TEST(Verdict, T1_numbers_of_the_sheet) {
  auto steps = judged(series({7, 7, 6, 5, 4, 3}, kSix));
  ASSERT_EQ(steps.size(), 6u);
  const Estimate& e = *steps.back().estimate;
  EXPECT_NEAR(e.baseline, 6.6128, 1e-3);
  EXPECT_NEAR(e.change, -3.2942, 1e-3);
  EXPECT_NEAR(e.sd, 1.0776, 1e-3);
  EXPECT_NEAR(e.p_response, 0.9952, 1e-3);
  EXPECT_NEAR(e.p_clear, 0.9834, 1e-3);
  EXPECT_NEAR(e.p_worse, 0.0002, 1e-3);
  EXPECT_NEAR(e.p_worse_before, 0.0130, 1e-3);
  EXPECT_NEAR(e.slope, -1.0, 1e-9);
  EXPECT_EQ(steps[3].verdict, Verdict::too_early);
  EXPECT_EQ(steps[4].verdict, Verdict::responding);
  EXPECT_TRUE(steps[5].clear);
}

TEST(Verdict, one_spike_decides_nothing) {
  auto steps = judged(series({5, 5, 5, 8, 5, 5}, kSix));
  for (const VerdictStep& step : steps) EXPECT_NE(step.verdict, Verdict::worse);
  EXPECT_TRUE(steps[3].jump);
}

TEST(Verdict, a_check_in_gives_a_provisional_verdict_and_leaves_no_trace) {
  auto course = VerdictCourse::begin(follow_up().verdict, "nprs_avg7");
  ASSERT_TRUE(course.has_value());
  for (const Rating& rating : series({7, 7, 6, 5}, {0, 0, 1, 2})) {
    ASSERT_TRUE(course->add(rating).has_value());
  }
  VerdictStep before = course->now();
  Rating asked;
  asked.value = 1;
  asked.treatments = 3;
  asked.check_in = true;
  ASSERT_TRUE(course->add(asked).has_value());
  EXPECT_TRUE(course->now().provisional);
  EXPECT_EQ(course->now().ratings, 5);
  EXPECT_EQ(course->used().size(), 4u);
  Rating visit;
  visit.value = 4;
  visit.treatments = 3;
  ASSERT_TRUE(course->add(visit).has_value());
  EXPECT_FALSE(course->now().provisional);
  EXPECT_NEAR(course->now().estimate->change, -2.1642, 1e-3);
  EXPECT_EQ(before.verdict, Verdict::too_early);
}

TEST(Verdict, a_gap_of_57_days_begins_a_new_episode_and_56_does_not) {
  for (int gap : {56, 57}) {
    auto ratings = series({7, 7, 6, 5}, {0, 0, 1, 2});
    for (std::size_t i = 0; i < ratings.size(); ++i) {
      ratings[i].on = Date::of(2026, 1, 1) + (i == 3 ? 14 + gap : static_cast<int>(i) * 7);
    }
    auto steps = judged(ratings);
    ASSERT_EQ(steps.size(), 4u);
    EXPECT_EQ(steps.back().episode, gap == 57 ? 2 : 1);
    EXPECT_EQ(steps.back().treatments, gap == 57 ? 0 : 2);
  }
}

TEST(Verdict, an_injury_begins_a_new_episode) {
  auto ratings = series({7, 7, 6, 9}, {0, 0, 1, 2});
  ratings.back().new_episode = true;
  auto steps = judged(ratings);
  EXPECT_EQ(steps.back().episode, 2);
  EXPECT_EQ(steps.back().ratings, 1);
}

TEST(Verdict, unknown_series_is_refused) {
  auto course = VerdictCourse::begin(follow_up().verdict, "something");
  ASSERT_FALSE(course.has_value());
  EXPECT_EQ(course.error().message, "series_unknown");
}

RC_GTEST_PROP(Verdict, adding_one_by_one_is_the_same_as_all_again, ()) {
  auto n = *rc::gen::inRange(1, 13);
  std::vector<Rating> ratings;
  int treatments = 0;
  for (int i = 0; i < n; ++i) {
    Rating rating;
    rating.value = *rc::gen::inRange(0, 11);
    rating.treatments = treatments;
    treatments += *rc::gen::inRange(0, 3);
    ratings.push_back(rating);
  }
  auto all = judge(follow_up().verdict, "nprs_avg7", ratings);
  RC_ASSERT(all.has_value());
  auto course = VerdictCourse::begin(follow_up().verdict, "nprs_avg7");
  for (const Rating& rating : ratings) RC_ASSERT(course->add(rating).has_value());
  // What was replaced leaves no trace: the kept ratings alone give the same.
  auto kept = judge(follow_up().verdict, "nprs_avg7", course->used());
  RC_ASSERT(kept.has_value());
  RC_ASSERT(kept->back().machine == all->back().machine);
  RC_ASSERT(course->now().machine == all->back().machine);
}

RC_GTEST_PROP(Verdict, too_little_is_always_too_early, ()) {
  auto p = follow_up().verdict;
  std::vector<Rating> ratings;
  for (int i = 0; i < p.n_min - 1; ++i) {
    Rating rating;
    rating.value = *rc::gen::inRange(0, 11);
    rating.treatments = i * 2;
    ratings.push_back(rating);
  }
  RC_ASSERT(judge(p, "nprs_avg7", ratings)->back().verdict == Verdict::too_early);
}

// What a verdict may not claim: that the treatment did it.
TEST(Verdict, R10_verdict_words_say_what_changed_never_what_did_it) {
  const FollowUpProtocol& protocol = follow_up();
  const std::vector<std::string> claims{"thanks to",  "because of",    "massage helped", "worked",
                                        "massage is", "our treatment", "grâce",          "à cause",
                                        "a aidé",     "fonctionne",    "a permis",       "healed"};
  std::vector<Words> texts{protocol.note};
  for (const NextStep& step : shipped_plans().next) texts.push_back(step.client);
  for (const auto& [word, text] : protocol.change_words) texts.push_back(text);
  EXPECT_GE(texts.size(), 12u);
  for (const Words& text : texts) {
    EXPECT_FALSE(text.en.empty());
    EXPECT_FALSE(text.fr.empty());
    for (const std::string& claim : claims) {
      EXPECT_EQ(text.en.find(claim), std::string::npos) << text.en;
      EXPECT_EQ(text.fr.find(claim), std::string::npos) << text.fr;
    }
  }
}

TEST(Verdict, R10_no_more_than_six_visits_without_a_verdict) {
  const std::vector<NextStep>& steps = shipped_plans().next;
  EXPECT_EQ(visits_ahead(steps, Verdict::too_early), 6);
  for (const NextStep& step : steps) EXPECT_LE(step.most_visits, 6) << step.message;
  EXPECT_EQ(visits_ahead(steps, Verdict::worse), 0);
}

TEST(Verdict, next_steps_of_the_sheet) {
  const FollowUpProtocol& protocol = follow_up();
  VerdictStep now;
  now.verdict = Verdict::worse;
  const NextStep& worse = next_step(shipped_plans().next, protocol.verdict, now, false, false);
  EXPECT_TRUE(worse.red_flags_first && worse.tell_lead && !worse.deep);
  EXPECT_EQ(worse.ceiling, 4);
  EXPECT_EQ(worse.doctor_within_days, 7);
  now.verdict = Verdict::responding;
  now.estimate = Estimate{};
  now.estimate->baseline = 6;
  now.estimate->change = -3.9;
  EXPECT_FALSE(next_step(shipped_plans().next, protocol.verdict, now, false, false).goal_met);
  EXPECT_TRUE(next_step(shipped_plans().next, protocol.verdict, now, true, false).goal_met);
  now.estimate->change = -4;
  const NextStep& met = next_step(shipped_plans().next, protocol.verdict, now, false, false);
  EXPECT_EQ(met.spread, (std::vector<double>{1.5, 2.0}));
  now.verdict = Verdict::not_responding;
  EXPECT_TRUE(next_step(shipped_plans().next, protocol.verdict, now, false, false).letter);
  const NextStep& function = next_step(shipped_plans().next, protocol.verdict, now, false, true);
  EXPECT_FALSE(function.letter);
  EXPECT_EQ(function.client.en.find("going down"), std::string::npos);
}

TEST(Verdict, disagreements_are_reasons_to_talk) {
  const VerdictParameters& p = follow_up().verdict;
  EXPECT_TRUE(disagreements(p, Verdict::not_responding, 2, {}).global_change);
  EXPECT_FALSE(disagreements(p, Verdict::not_responding, 1, {}).global_change);
  EXPECT_TRUE(disagreements(p, Verdict::responding, -2, {}).global_change);
  EXPECT_FALSE(disagreements(p, Verdict::responding, -1, {}).global_change);
  EXPECT_TRUE(disagreements(p, Verdict::not_responding, {}, 2.0).function_better);
  EXPECT_FALSE(disagreements(p, Verdict::not_responding, {}, 1.9).function_better);
}

}  // namespace
}  // namespace fascia::care
