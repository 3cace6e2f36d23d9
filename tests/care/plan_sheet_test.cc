// SPDX-License-Identifier: Apache-2.0
// Numbers of the sheet of plans, on both sides of each edge.
#include <gtest/gtest.h>

#include <algorithm>

#include "plan_inputs.h"

namespace fascia::care {
namespace {

int deepest_of(const Plan& plan) {
  int depth = 0;
  for (const Segment& segment : plan.segments) depth = std::max(depth, segment.depth());
  return depth;
}

bool touches(const Plan& plan, const std::string& id) {
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      if (place.region.id == id) return true;
    }
  }
  return false;
}

bool uses_at(const Plan& plan, const std::string& technique, const std::string& id) {
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      bool used = std::find(place.techniques.begin(), place.techniques.end(), technique) !=
                  place.techniques.end();
      if (used && place.region.id == id) return true;
    }
  }
  return false;
}

bool says_rule(const std::vector<Recommendation>& all, const std::string& rule) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Recommendation& one) { return one.basis.rule == rule; });
}

PlanInput of(const std::string& condition) {
  PlanInput input;
  input.named = {condition};
  input.first_visit = false;
  input.visits_done = 1;
  return input;
}

// Sheet a, 2M: five on a first visit, eight later.
TEST(PlanSheet, a_first_visit_has_five_tender_points_at_most) {
  PlanInput input = back_pain();
  input.first_visit = true;
  Plan first = make_plan(plans(), input);
  EXPECT_EQ(first.tender_points, 5);
  EXPECT_TRUE(says_rule(first.recommendations, "first_visit_points"));
  input.first_visit = false;
  EXPECT_EQ(make_plan(plans(), input).tender_points, 8);
  input = of("fibromyalgia");
  EXPECT_EQ(make_plan(plans(), input).tender_points, 2);
}

// Sheet b, 6.15.
TEST(PlanSheet, fibromyalgia_begins_short_and_light_and_goes_up_after_two_calm_visits) {
  PlanInput input;
  input.named = {"fibromyalgia"};
  Plan plan = make_plan(plans(), input);
  EXPECT_EQ(plan.minutes, 30);
  EXPECT_EQ(deepest_of(plan), 2);
  input = of("fibromyalgia");
  input.calm_visits = 1;
  plan = make_plan(plans(), input);
  EXPECT_EQ(plan.minutes, 60);
  EXPECT_EQ(deepest_of(plan), 2);
  input.calm_visits = 2;
  EXPECT_EQ(deepest_of(make_plan(plans(), input)), 3);
}

// A visit is calm when somebody said so late enough; silence is none.
TEST(PlanSheet, a_visit_without_a_flare_is_one_that_was_answered_so_after_two_days) {
  CheckInHeard early{"24h", {{"Q1", {"0"}}}, {}};
  CheckInHeard calm{"48h", {{"Q1", {"0"}}}, {}};
  CheckInHeard sore{"72h", {{"Q1", {"1"}}}, {}};
  EXPECT_FALSE(was_calm(plans(), {}));
  EXPECT_FALSE(was_calm(plans(), {early}));
  EXPECT_TRUE(was_calm(plans(), {early, calm}));
  EXPECT_FALSE(was_calm(plans(), {calm, sore}));
}

// Sheet b, 6.8.
TEST(PlanSheet, whiplash_from_65_is_one_level_less_and_no_stretch_turns_the_neck) {
  PlanInput input = of("whiplash");
  input.pains = pains({{"neck-back.R", 6}, {"neck-side.R", 5}});
  input.grade = "II";
  input.days_since_start = 90;
  input.cleared = {"whiplash"};
  input.age = 64;
  Plan younger = make_plan(plans(), input);
  EXPECT_EQ(deepest_of(younger), 3);
  EXPECT_TRUE(uses_at(younger, "passive-rom", "neck-back"));
  input.age = 65;
  Plan older = make_plan(plans(), input);
  EXPECT_EQ(deepest_of(older), 2);
  for (const char* technique : {"passive-rom", "met", "pin-stretch"}) {
    for (const char* place : {"neck-back", "neck-side", "occiput"}) {
      EXPECT_FALSE(uses_at(older, technique, place)) << technique << place;
    }
  }
  EXPECT_TRUE(std::any_of(older.avoid.begin(), older.avoid.end(), [](const Avoid& one) {
    return one.what == "passive-rom" && one.basis.rule == "age_without";
  }));
  input.age = 15;
  EXPECT_EQ(deepest_of(make_plan(plans(), input)), 2);
  input.age = 16;
  EXPECT_EQ(deepest_of(make_plan(plans(), input)), 3);
}

TEST(PlanSheet, whiplash_of_grade_two_leaves_the_neck_alone_until_it_is_cleared) {
  PlanInput input = of("whiplash");
  input.pains = pains({{"neck-back.R", 6}});
  input.grade = "II";
  input.age = 36;
  input.days_since_start = 21;
  Plan plan = make_plan(plans(), input);
  EXPECT_FALSE(touches(plan, "neck-back") || touches(plan, "occiput"));
  EXPECT_TRUE(touches(plan, "shoulder-top"));  // face up, as the sheet asks
  EXPECT_TRUE(std::any_of(plan.avoid.begin(), plan.avoid.end(), [](const Avoid& one) {
    return one.region && one.region->id == "neck-back" && one.basis.rule == "until_cleared";
  }));
  input.cleared = {"whiplash"};
  plan = make_plan(plans(), input);
  EXPECT_TRUE(touches(plan, "neck-back"));
  EXPECT_EQ(deepest_of(plan), 2);
  input.cleared = {};
  input.days_since_start = 22;
  EXPECT_TRUE(touches(make_plan(plans(), input), "neck-back"));
}

// What clears it: a scan that the client tells of, or a physician's letter that is not a no.
TEST(PlanSheet, a_scan_or_a_letter_clears_a_whiplash) {
  auto input = [](const char* imaged, std::optional<RuleLetter::Answer> answer) {
    Intake intake = person(std::string(R"({"whiplash":"yes","whiplash.hurts":"yes",)") +
                           R"("whiplash.date":"2026-11-10","whiplash.imaged":")" + imaged +
                           R"(","whiplash.grade":"no","whiplash.limbs":"none",)" +
                           R"("whiplash.high":"none","whiplash.low":["walked"],)" +
                           R"("whiplash.turn":"yes"})");
    Screening screening = screen(shipped(), intake, ServiceKind::deep, kVisit);
    for (Finding& one : screening.findings) {
      if (one.rule != "whiplash" || !answer) continue;
      one.letter = RuleLetter{};
      one.letter->answer = *answer;
    }
    return plan_input(plans(), intake, screening, 60);
  };
  EXPECT_EQ(input("no", {}).cleared.count("whiplash"), 0u);
  EXPECT_EQ(input("yes", {}).cleared.count("whiplash"), 1u);
  EXPECT_EQ(input("no", RuleLetter::Answer::yes).cleared.count("whiplash"), 1u);
  EXPECT_EQ(input("no", RuleLetter::Answer::no).cleared.count("whiplash"), 0u);
}

// Sheet b, 6.0 and 6.3.
TEST(PlanSheet, a_new_stiff_neck_has_a_course_of_its_own) {
  PlanInput input;
  input.pains = pains({{"neck-back.L", 6}});
  input.first_visit = false;
  input.days_since_start = 41;
  Plan fresh = make_plan(plans(), input);
  EXPECT_EQ(fresh.condition, "neck-pain-stiff-neck");
  EXPECT_EQ(fresh.course, 3);
  EXPECT_EQ(fresh.visits, 3);
  EXPECT_EQ(fresh.reassess_at, 3);
  EXPECT_EQ(fresh.visits_a_week, 2);
  EXPECT_LE(fresh.minutes, 45);
  input.days_since_start = 42;
  Plan lasting = make_plan(plans(), input);
  EXPECT_EQ(lasting.course, 8);
  EXPECT_EQ(lasting.reassess_at, 4);
}

TEST(PlanSheet, the_stop_signs_of_a_new_low_back_are_written_out) {
  const Condition* fresh = plans().condition("acute-subacute-low-back-pain");
  ASSERT_NE(fresh, nullptr);
  for (const char* sign : {"saddle", "bladder", "both-leg weakness", "cancer", "kidney"}) {
    EXPECT_NE(fresh->stop.en.find(sign), std::string::npos) << sign;
  }
  for (const char* sign : {"selle", "vessie", "deux jambes", "cancer", "reins"}) {
    EXPECT_NE(fresh->stop.fr.find(sign), std::string::npos) << sign;
  }
  for (const Condition& one : plans().conditions) {
    EXPECT_EQ(one.stop.en.find("same three"), std::string::npos) << one.id;
    EXPECT_EQ(one.stop.fr.find("mêmes signes"), std::string::npos) << one.id;
  }
}

// Sheet c, 7b.6: the planner, staff and the client read one table.
TEST(PlanSheet, a_verdict_is_told_and_planned_from_one_row) {
  PlanInput input = back_pain();
  input.visits_done = 4;
  for (const NextStep& next : plans().next) {
    input.verdict = next.verdict;
    input.goal_met = next.goal_met;
    input.function_better = next.function_better;
    Plan plan = make_plan(plans(), input);
    EXPECT_LE(plan.visits, next.most_visits) << next.message;
    EXPECT_EQ(plan.visits == 0, next.most_visits == 0) << next.message;
    EXPECT_TRUE(std::any_of(plan.recommendations.begin(), plan.recommendations.end(),
                            [&](const Recommendation& one) { return one.text == next.plan; }));
    EXPECT_TRUE(std::any_of(plan.for_client.begin(), plan.for_client.end(),
                            [&](const Recommendation& one) { return one.text == next.client; }));
    EXPECT_EQ(says_rule(plan.recommendations, "change_technique"), next.change_one_thing);
  }
  input.verdict = Verdict::not_responding;
  input.function_better = false;
  input.goal_met = false;
  EXPECT_EQ(make_plan(plans(), input).visits, 2);
  input.function_better = true;  // plan as for responding: no level less, three visits
  Plan function = make_plan(plans(), input);
  EXPECT_EQ(function.visits, 3);
  EXPECT_EQ(deepest_of(function), 4);
}

TEST(PlanSheet, who_reached_the_goal_comes_less_often_each_time) {
  PlanInput input = back_pain();
  input.verdict = Verdict::responding;
  EXPECT_EQ(make_plan(plans(), input).days_between, 0);
  input.goal_met = true;
  Plan once = make_plan(plans(), input);
  EXPECT_EQ(once.days_between, 11);  // a week and a half, in whole days
  EXPECT_EQ(once.reassess_in_days, once.reassess_at * 11);
  input.spread_before = once.spread;
  Plan twice = make_plan(plans(), input);
  EXPECT_EQ(twice.days_between, 14);
  input.spread_before = twice.spread;
  EXPECT_EQ(make_plan(plans(), input).days_between, 14);
  auto kept = read_plan(write_plan(twice));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->days_between, 14);
  EXPECT_EQ(kept->spread, 2);
}

// Invariant 4: nothing is avoided without the rule that says why.
TEST(PlanSheet, a_place_where_nobody_is_pressed_says_so_and_blames_no_answer) {
  Intake intake = healthy(shipped());
  Screening screening = screen(shipped(), intake, ServiceKind::deep, kVisit);
  PlanInput input = plan_input(plans(), intake, screening, 60);
  Plan plan = make_plan(plans(), input);
  int eyes = 0;
  for (const Avoid& one : plan.avoid) {
    EXPECT_NE(one.basis.rule, "screening");
    if (!one.region || one.region->id != "eye-area") continue;
    EXPECT_EQ(one.basis.rule, "always");
    EXPECT_EQ(one.reason.en, "Nobody is pressed here.");
    ++eyes;
  }
  EXPECT_EQ(eyes, 2);
}

RC_GTEST_PROP(PlanSheet, R30_no_step_is_without_work_and_the_minutes_sum, ()) {
  PlanInput input = any_input();
  input.calm_visits = *rc::gen::inRange(0, 3);
  Plan plan = make_plan(plans(), input);
  auto check = [](const Plan& one) {
    int halves = 0;
    for (const Segment& segment : one.segments) {
      halves += segment.half_minutes;
      RC_ASSERT(segment.half_minutes > 0);
      RC_ASSERT(segment.phase <= Phase::turn || !segment.places.empty());
      for (const WorkedPlace& place : segment.places) RC_ASSERT(!place.techniques.empty());
    }
    RC_ASSERT(halves == one.minutes * 2);
  };
  check(plan);
  if (plan.minutes > 0) check(cut_to(plans(), plan, *rc::gen::inRange(0, plan.minutes + 1)));
}

// Only the settling and the talk are not by hand: what loses its work gives its minutes to the
// rest.
TEST(PlanSheet, a_block_that_falls_away_does_not_make_the_talk_longer) {
  PlanInput input = back_pain();
  auto settling = [](const Plan& plan) {
    int halves = 0;
    for (const Segment& segment : plan.segments) {
      if (segment.phase <= Phase::turn) halves += segment.half_minutes;
    }
    return halves;
  };
  const int whole = settling(make_plan(plans(), input));
  for (const Technique& one : plans().techniques) {
    PlanInput without = input;
    without.limits.techniques.insert(one.id);
    EXPECT_EQ(settling(make_plan(plans(), without)), whole) << one.id;
  }
}

}  // namespace
}  // namespace fascia::care
