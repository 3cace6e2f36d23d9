// SPDX-License-Identifier: Apache-2.0
#include "care/match.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>

#include "plan_protocol.h"

namespace fascia::care {
namespace {

const Date kDay = Date::of(2026, 11, 24);

Candidate therapist(const char* id) {
  Candidate one;
  one.id = id;
  one.techniques = {"effleurage", "stripping", "trigger-point"};
  one.services = {"deep"};
  one.experience_years = 5;
  one.credential_until = Date::of(2027, 6, 30);
  one.gender = "woman";
  one.languages = {"en"};
  one.next_starts = {{1000}};
  return one;
}

MatchInput two() {
  MatchInput input;
  input.service = "deep";
  input.techniques = {"stripping"};
  input.day = kDay;
  input.candidates = {therapist("ana"), therapist("ben")};
  return input;
}

Ranking ranked(const MatchInput& input) { return rank(shipped_plans(), input); }

std::vector<std::string> order(const Ranking& ranking) {
  std::vector<std::string> ids;
  for (const Ranked& one : ranking.listed) ids.push_back(one.therapist);
  return ids;
}

bool has(const Ranked& one, const std::string& reason) {
  return std::any_of(one.reasons.begin(), one.reasons.end(),
                     [&](const MatchReason& r) { return r.id == reason; });
}

std::string why_unlisted(const Ranking& ranking, const std::string& id) {
  for (const Unlisted& one : ranking.unlisted) {
    if (one.therapist == id) return one.why;
  }
  return "";
}

// Issue 4: a language that is needed is a condition, no wish, wherever somebody who fits speaks it.
TEST(Match, a_needed_language_stands_before_everything_else) {
  MatchInput input = two();
  input.wishes.language = "fr";
  input.wishes.named = "ana";
  input.candidates[1].languages = {"en", "fr"};
  Ranking wished = ranked(input);
  EXPECT_EQ(order(wished), (std::vector<std::string>{"ana", "ben"}));
  EXPECT_TRUE(wished.other_language.empty());
  input.wishes.language_needed = true;
  Ranking needed = ranked(input);
  EXPECT_EQ(order(needed), (std::vector<std::string>{"ben"}));
  ASSERT_EQ(needed.other_language.size(), 1u);
  EXPECT_EQ(needed.other_language[0].therapist, "ana");
  EXPECT_EQ(needed.other_language[0].rank, 1);
  EXPECT_FALSE(needed.other_language[0].why.fr.empty());
  input.candidates[1].languages = {"en"};  // nobody speaks it: all stay
  Ranking nobody = ranked(input);
  EXPECT_EQ(nobody.listed.size(), 2u);
  EXPECT_TRUE(nobody.other_language.empty());
}

// Equal in all but one input: that one decides, and the first reason names it.
TEST(Match, two_who_differ_in_one_input_swap_and_the_reason_names_it) {
  struct Row {
    const char* reason;
    std::function<void(MatchInput&, std::size_t)> better;
  };
  const std::vector<Row> rows = {
      {"named", [](MatchInput& in, std::size_t i) { in.wishes.named = in.candidates[i].id; }},
      {"comfortable",
       [](MatchInput& in, std::size_t i) { in.wishes.comfortable_with = {in.candidates[i].id}; }},
      {"gender",
       [](MatchInput& in, std::size_t i) {
         in.wishes.gender = "man";
         in.candidates[i].gender = "man";
       }},
      {"language",
       [](MatchInput& in, std::size_t i) {
         in.wishes.language = "fr";
         in.candidates[i].languages = {"fr"};
       }},
      {"above",
       [](MatchInput& in, std::size_t i) {
         in.candidates[i].measured = 20;
         in.candidates[i].band = Band::above;
       }},
      {"treated", [](MatchInput& in, std::size_t i) { in.candidates[i].treated = 10; }},
      {"experience_year",
       [](MatchInput& in, std::size_t i) { in.candidates[i].experience_years = 9; }},
      {"earlier", [](MatchInput& in, std::size_t i) { in.candidates[i].next_starts = {{500}}; }}};
  for (const Row& row : rows) {
    MatchInput first = two();
    row.better(first, 0);
    MatchInput second = two();
    row.better(second, 1);
    EXPECT_EQ(order(ranked(first)), (std::vector<std::string>{"ana", "ben"})) << row.reason;
    EXPECT_EQ(order(ranked(second)), (std::vector<std::string>{"ben", "ana"})) << row.reason;
    Ranking ranking = ranked(second);
    EXPECT_TRUE(has(ranking.listed[0], row.reason)) << row.reason;
    bool numbers_only = std::string_view(row.reason) == "experience_year";
    EXPECT_EQ(has(ranking.listed[1], row.reason), numbers_only) << row.reason;
    // What decides is said first, where it gives points.
    if (std::string_view(row.reason) != "earlier") {
      EXPECT_EQ(ranking.listed[0].reasons[0].id, row.reason);
      EXPECT_GT(ranking.listed[0].points, ranking.listed[1].points);
    }
    EXPECT_FALSE(ranking.listed[0].reasons[0].text.en.empty());
    EXPECT_FALSE(ranking.listed[0].reasons[0].text.fr.empty());
  }
}

// CHK-S34: who lacks a technique of the plan, or a credential valid on that day, is not listed.
TEST(Match, S20_only_who_is_trained_and_has_a_valid_credential_on_that_day_is_listed) {
  MatchInput input = two();
  input.candidates[0].credential_until = kDay;
  EXPECT_EQ(ranked(input).listed.size(), 2u);
  input.candidates[0].credential_until = kDay - 1;
  Ranking ranking = ranked(input);
  EXPECT_EQ(order(ranking), std::vector<std::string>{"ben"});
  EXPECT_EQ(why_unlisted(ranking, "ana"), "match.credential");
  input.candidates[0].credential_until.reset();
  EXPECT_EQ(why_unlisted(ranked(input), "ana"), "match.credential");
  input = two();
  input.candidates[1].techniques.erase("stripping");
  EXPECT_EQ(why_unlisted(ranked(input), "ben"), "match.not_trained");
  input.candidates[1].services = {"other"};
  EXPECT_EQ(why_unlisted(ranked(input), "ben"), "match.not_offered");
}

TEST(Match, R11_results_count_from_twenty_measured_cases_and_as_a_band) {
  MatchInput input = two();
  input.candidates[1].measured = 19;
  input.candidates[1].band = Band::above;
  EXPECT_EQ(order(ranked(input))[0], "ana");
  EXPECT_FALSE(has(ranked(input).listed[1], "above"));
  input.candidates[1].measured = 20;
  EXPECT_EQ(order(ranked(input))[0], "ben");
  input.candidates[1].band = Band::not_clearly_different;
  Ranking ranking = ranked(input);
  EXPECT_EQ(order(ranking)[0], "ana");
  EXPECT_EQ(ranking.listed[0].points, ranking.listed[1].points);
  EXPECT_TRUE(has(ranking.listed[1], "not_clearly_different"));
  input.candidates[1].band = Band::below;
  EXPECT_LT(ranked(input).listed[1].points, ranked(input).listed[0].points);
}

// CHK-S35: nothing from nine, from ten on the number in whole tens.
TEST(Match, R11_CHK_S35_has_treated_is_said_from_ten_in_whole_tens) {
  MatchInput input = two();
  input.candidates[1].treated = 9;
  EXPECT_FALSE(has(ranked(input).listed[1], "treated"));
  input.candidates[1].treated = 10;
  Ranking ranking = ranked(input);
  EXPECT_EQ(order(ranking)[0], "ben");
  EXPECT_EQ(ranking.listed[0].reasons[0].text.en, "Has treated 10 people with this.");
  input.candidates[1].treated = 19;
  EXPECT_EQ(ranked(input).listed[0].reasons[0].text.en, "Has treated 10 people with this.");
  input.candidates[1].treated = 20;
  EXPECT_EQ(ranked(input).listed[0].reasons[0].text.en, "Has treated 20 people with this.");
}

TEST(Match, R11_nothing_for_staff_points_at_what_the_client_felt) {
  MatchInput input = two();
  input.wishes.comfortable_with = {"ben"};
  input.wishes.rather_not = {"ana"};
  input.audience = Audience::staff;
  Ranking ranking = ranked(input);
  EXPECT_EQ(order(ranking), std::vector<std::string>{"ben"});
  EXPECT_TRUE(ranking.unlisted.empty());
  for (const MatchReason& reason : ranking.listed[0].reasons) {
    EXPECT_NE(reason.id, "comfortable");
  }
  // The same words as for any other wish.
  MatchInput other = two();
  other.audience = Audience::staff;
  other.wishes.gender = "man";
  other.candidates[1].gender = "man";
  EXPECT_EQ(ranked(other).listed[0].reasons[0].text, ranking.listed[0].reasons[0].text);
}

TEST(Match, a_needed_gender_leaves_out_and_a_wished_one_ranks) {
  MatchInput input = two();
  input.wishes.gender = "man";
  input.candidates[1].gender = "man";
  EXPECT_EQ(ranked(input).listed.size(), 2u);
  input.wishes.gender_needed = true;
  EXPECT_EQ(order(ranked(input)), std::vector<std::string>{"ben"});
}

TEST(Match, what_a_plan_needs_is_each_technique_once) {
  PlanInput input;
  input.pains = pains({{"low-back.R", 7}});
  input.first_visit = false;
  std::vector<std::string> needed = needed_techniques(make_plan(shipped_plans(), input));
  EXPECT_TRUE(std::is_sorted(needed.begin(), needed.end()));
  EXPECT_EQ(std::count(needed.begin(), needed.end(), "stripping"), 1);
  EXPECT_EQ(std::adjacent_find(needed.begin(), needed.end()), needed.end());
}

// ---- no hidden criterion

TEST(Match, one_sentence_names_the_weightiest_inputs) {
  MatchInput input = two();
  input.wishes.language = "fr";
  input.candidates[0].languages = {"fr"};
  input.candidates[0].treated = 24;
  Ranking ranking = ranked(input);
  EXPECT_EQ(
      ranking.listed[0].why.en,
      "Why: speaks your language, has treated 20 people with this and 5 years of experience.");
  EXPECT_EQ(ranking.listed[0].why.fr,
            "Pourquoi\u00a0: parle votre langue, a traité 20 personnes avec ce problème et 5 ans "
            "d’expérience.");
  EXPECT_EQ(ranking.listed[1].why.en,
            "Why: 5 years of experience and trained for all of this plan.");
}

// No study shows that more hours mean better results: they are said and rank nobody.
TEST(Match, CHK_S20_hours_of_training_are_a_reason_without_points) {
  MatchInput input = two();
  input.candidates[1].training_hours = 2200;
  Ranking with = ranked(input);
  EXPECT_EQ(order(with), order(ranked(two())));
  const Ranked& ben = with.listed[1];
  EXPECT_EQ(ben.points, with.listed[0].points);
  auto said = std::ranges::find(ben.reasons, "training_hours", &MatchReason::id);
  ASSERT_NE(said, ben.reasons.end());
  EXPECT_EQ(said->points, 0);
  EXPECT_EQ(said->text.en, "2200 hours of massage training.");
  EXPECT_EQ(said->text.fr, "2200 heures de formation en massage.");
  EXPECT_FALSE(has(with.listed[0], "training_hours")) << "nothing is told of Ana";
}

TEST(Match, room_for_deep_work_counts_a_little_and_is_said) {
  MatchInput input = two();
  for (Candidate& one : input.candidates) one.deep_limit = 1200;
  input.candidates[0].deep_booked = 1200;
  input.candidates[1].deep_booked = 300;
  Ranking ranking = ranked(input);
  EXPECT_EQ(order(ranking)[0], "ben");
  EXPECT_TRUE(has(ranking.listed[0], "rested"));
  EXPECT_FALSE(has(ranking.listed[1], "rested"));
  // It never outweighs a language.
  input.wishes.language = "fr";
  input.candidates[0].languages = {"fr"};
  EXPECT_EQ(order(ranked(input))[0], "ana");
}

// ---- measured results

std::vector<MeasuredCase> cases_of(const std::string& id, int n, double better, double first = 7) {
  std::vector<MeasuredCase> cases;
  for (int i = 0; i < n; ++i) {
    double noise = (i % 5 - 2) * 0.4;
    cases.push_back({id, first, first - better * 4 + noise, 4});
  }
  return cases;
}

std::vector<MeasuredCase> joined(std::initializer_list<std::vector<MeasuredCase>> all) {
  std::vector<MeasuredCase> out;
  for (const auto& one : all) out.insert(out.end(), one.begin(), one.end());
  return out;
}

TEST(MatchResults, R11_a_difference_is_shown_only_where_it_is_sure) {
  const MatchRules& rules = shipped_plans().match;
  // Alike: not clearly different, which is the normal answer.
  auto alike = results_of(rules, joined({cases_of("ana", 30, 0.5), cases_of("ben", 30, 0.5),
                                         cases_of("cho", 30, 0.5)}));
  for (const auto& [id, one] : alike) EXPECT_EQ(one.band, Band::not_clearly_different) << id;
  auto apart = results_of(rules, joined({cases_of("ana", 60, 0.9), cases_of("ben", 60, 0.5),
                                         cases_of("cho", 60, 0.5), cases_of("dan", 60, 0.1)}));
  EXPECT_EQ(apart["ana"].band, Band::above);
  EXPECT_EQ(apart["dan"].band, Band::below);
  EXPECT_EQ(apart["ana"].measured, 60);
}

TEST(MatchResults, R11_luck_does_not_rank_few_cases_are_drawn_to_the_clinics_mean) {
  const MatchRules& rules = shipped_plans().match;
  std::vector<MeasuredCase> rest =
      joined({cases_of("ben", 40, 0.6), cases_of("cho", 40, 0.4), cases_of("dan", 40, 0.5)});
  // How much of what was seen is believed.
  auto believed = [&](int n) {
    std::vector<MeasuredCase> cases = joined({cases_of("ana", n, 1.2), rest});
    double own = 0, all = 0;
    for (const MeasuredCase& one : cases) {
      double change = (one.first - one.last) / one.treatments;
      all += change / static_cast<double>(cases.size());
      if (one.therapist == "ana") own += change / n;
    }
    return results_of(rules, cases)["ana"].per_session / (own - all);
  };
  EXPECT_GT(believed(2), 0);
  EXPECT_LT(believed(2), believed(10));
  EXPECT_LT(believed(10), believed(40));
  EXPECT_LT(believed(40), 1);
}

TEST(MatchResults, R11_cases_are_compared_with_those_that_began_as_strong) {
  const MatchRules& rules = shipped_plans().match;
  // Strong pain has further to fall: whoever sees more of it is no better for that.
  auto results =
      results_of(rules, joined({cases_of("ana", 40, 1.0, 8), cases_of("ana", 10, 0.3, 3),
                                cases_of("ben", 10, 1.0, 8), cases_of("ben", 40, 0.3, 3)}));
  EXPECT_NEAR(results["ana"].per_session, 0, 0.02);
  EXPECT_NEAR(results["ben"].per_session, 0, 0.02);
}

TEST(MatchResults, nothing_measured_is_nothing_known) {
  EXPECT_TRUE(results_of(shipped_plans().match, {}).empty());
  auto one = results_of(shipped_plans().match, {{"ana", 7, 2, 4}});
  EXPECT_EQ(one["ana"].band, Band::not_clearly_different);
}

// ---- a fair share for those who are new

MatchInput with_new(int question) {
  MatchInput input = two();
  input.candidates[0].people = 200;
  input.candidates[0].experience_years = 14;
  input.candidates[1].people = 3;
  input.question = "question " + std::to_string(question);
  return input;
}

TEST(MatchNew, a_new_therapist_leads_a_share_of_the_questions_and_the_reason_says_so) {
  const MatchRules& rules = shipped_plans().match;
  int led = 0;
  constexpr int kQuestions = 2000;
  for (int i = 0; i < kQuestions; ++i) {
    Ranking ranking = ranked(with_new(i));
    bool first = order(ranking)[0] == "ben";
    led += first ? 1 : 0;
    EXPECT_EQ(has(ranking.listed[0], "new"), first);
    if (first) {
      EXPECT_NE(ranking.listed[0].why.en.find("new here"), std::string::npos);
    }
    EXPECT_EQ(order(ranked(with_new(i))), order(ranking));  // the same question, the same answer
  }
  double share = static_cast<double>(led) / kQuestions;
  EXPECT_NEAR(share, 1.0 / rules.one_in, 0.03);
}

TEST(MatchNew, the_share_is_bounded) {
  struct Row {
    const char* what;
    std::function<void(MatchInput&)> change;
  };
  const std::vector<Row> rows = {
      {"somebody asked for", [](MatchInput& in) { in.wishes.named = "ana"; }},
      {"somebody known", [](MatchInput& in) { in.wishes.comfortable_with = {"ana"}; }},
      {"far less suited",
       [](MatchInput& in) {
         in.wishes.language = "fr";
         in.wishes.gender = "man";
         in.candidates[0].languages = {"fr"};
         in.candidates[0].gender = "man";
       }},
      {"not new any more", [](MatchInput& in) { in.candidates[1].people = 20; }},
      {"no free time", [](MatchInput& in) { in.candidates[1].next_starts.clear(); }}};
  for (const Row& row : rows) {
    for (int i = 0; i < 100; ++i) {
      MatchInput input = with_new(i);
      row.change(input);
      EXPECT_EQ(order(ranked(input))[0], "ana") << row.what;
    }
  }
}

RC_GTEST_PROP(Match, the_order_of_candidates_is_nothing_and_ranks_follow_points, ()) {
  MatchInput input = two();
  input.candidates.clear();
  int count = *rc::gen::inRange(0, 7);
  for (int i = 0; i < count; ++i) {
    Candidate one = therapist(std::string(1, static_cast<char>('a' + i)).c_str());
    one.experience_years = *rc::gen::inRange(0, 30);
    one.treated = *rc::gen::inRange(0, 30);
    one.measured = *rc::gen::inRange(0, 40);
    one.band = static_cast<Band>(*rc::gen::inRange(0, 3));
    one.people = *rc::gen::inRange(0, 40);
    one.deep_limit = *rc::gen::inRange(0, 2) * 1200;
    one.deep_booked = *rc::gen::inRange(0, 1500);
    one.next_starts = {{*rc::gen::inRange(0, 3)}};
    if (*rc::gen::inRange(0, 4) == 0) one.credential_until = kDay - 1;
    input.candidates.push_back(one);
  }
  input.question = std::to_string(*rc::gen::inRange(0, 50));
  Ranking ranking = ranked(input);
  MatchInput other = input;
  std::reverse(other.candidates.begin(), other.candidates.end());
  RC_ASSERT(order(ranked(other)) == order(ranking));
  RC_ASSERT(ranking.listed.size() + ranking.unlisted.size() == input.candidates.size());
  for (std::size_t i = 0; i < ranking.listed.size(); ++i) {
    RC_ASSERT(ranking.listed[i].rank == static_cast<int>(i) + 1);
    RC_ASSERT(!ranking.listed[i].reasons.empty());
    // All points stand in the reasons: there is no hidden criterion.
    int points = 0;
    for (const MatchReason& reason : ranking.listed[i].reasons) points += reason.points;
    RC_ASSERT(points == ranking.listed[i].points);
    RC_ASSERT(!ranking.listed[i].why.fr.empty());
    if (i > 0) RC_ASSERT(ranking.listed[i - 1].points >= ranking.listed[i].points);
  }
}

}  // namespace
}  // namespace fascia::care
