// SPDX-License-Identifier: Apache-2.0
#include "care/plan.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/array.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>

#include "core/json.h"
#include "plan_inputs.h"
#include "source_folder.h"

namespace fascia::care {
namespace {

namespace js = boost::json;

std::string text_of(const Plan& plan) { return json::write(write_plan(plan)); }

int halves_at(const Plan& plan, Phase phase) {
  int sum = 0;
  for (const Segment& segment : plan.segments) {
    if (segment.phase == phase) sum += segment.half_minutes;
  }
  return sum;
}

bool works_on(const Plan& plan, const Region& region) {
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      if (place.region == region) return true;
    }
  }
  return false;
}

int deepest(const Plan& plan) {
  int depth = 0;
  for (const Segment& segment : plan.segments) depth = std::max(depth, segment.depth());
  return depth;
}

// ---- sheet b 4.7 and 5.4(5), (7): lengths and shares

TEST(PlanShares, every_template_sums_to_a_hundred_and_is_framed_by_light_blocks) {
  for (const Condition& one : plans().conditions) {
    int sum = 0;
    for (const Block& block : one.blocks) sum += block.share;
    EXPECT_EQ(sum, 100) << one.id;
    EXPECT_EQ(one.blocks.front().phase, Phase::open) << one.id;
    EXPECT_EQ(one.blocks.back().phase, Phase::close) << one.id;
    EXPECT_LE(one.blocks.front().depth_high, 2) << one.id;
    EXPECT_LE(one.blocks.back().depth_high, 2) << one.id;
  }
}

TEST(PlanShares, the_worked_build_of_the_sheet) {
  const Condition* condition = plans().condition("chronic-low-back-pain");
  ASSERT_NE(condition, nullptr);
  EXPECT_EQ(share_out(condition->blocks, length_for(plans(), 60)),
            (std::vector<int>{12, 22, 23, 15, 10, 12, 10}));
}

TEST(PlanShares, the_lengths_of_the_sheet) {
  struct Row {
    int booked, hands_on, warm_up, close, focus, deep, points, moves;
  };
  for (Row row : {Row{30, 25, 4, 3, 1, 8, 4, 1}, Row{45, 39, 5, 3, 2, 14, 6, 1},
                  Row{60, 52, 8, 5, 3, 20, 8, 2}, Row{75, 66, 9, 5, 4, 25, 8, 2},
                  Row{90, 80, 10, 6, 5, 30, 8, 3}}) {
    SessionLength length = length_for(plans(), row.booked);
    EXPECT_EQ(length.hands_on, row.hands_on);
    EXPECT_EQ(length.warm_up, row.warm_up);
    EXPECT_EQ(length.close, row.close);
    EXPECT_EQ(length.focus, row.focus);
    EXPECT_EQ(length.deep, row.deep);
    EXPECT_EQ(length.points, row.points);
    EXPECT_EQ(length.moves, row.moves);
  }
}

TEST(PlanShares, minutes_are_the_hands_on_time_with_the_least_opening_and_close) {
  for (const Condition& one : plans().conditions) {
    for (int booked = 15; booked <= 120; booked += 5) {
      SessionLength length = length_for(plans(), booked);
      std::vector<int> halves = share_out(one.blocks, length);
      EXPECT_EQ(std::accumulate(halves.begin(), halves.end(), 0), length.hands_on * 2) << one.id;
      EXPECT_GE(halves.back(), length.close * 2) << one.id << booked;
      int before = 0;
      for (std::size_t i = 0; i < halves.size() && one.blocks[i].phase != Phase::specific; ++i) {
        before += halves[i];
      }
      EXPECT_GE(before, length.warm_up * 2) << one.id << booked;
    }
  }
}

// 5.4(7): where the deep minutes of a template pass the limit, and where they just do not.
TEST(PlanShares, deep_minutes_on_both_sides_of_the_limit) {
  struct Row {
    const char* condition;
    int booked;
    int deep_halves;
  };
  for (Row row :
       {Row{"tight-legs", 60, 40}, Row{"sore-shoulders", 60, 40},
        Row{"chronic-low-back-pain", 30, 18}, Row{"neck-pain-stiff-neck", 30, 18},
        Row{"upper-back-tension", 30, 18}, Row{"tight-legs", 30, 19}, Row{"sore-shoulders", 30, 19},
        Row{"tight-legs", 45, 30}, Row{"sore-shoulders", 45, 30}, Row{"sore-shoulders", 90, 61},
        Row{"chronic-low-back-pain", 45, 28}, Row{"neck-pain-stiff-neck", 45, 28},
        Row{"upper-back-tension", 45, 28}, Row{"tight-legs", 75, 50}, Row{"sore-shoulders", 75, 50},
        Row{"tight-legs", 90, 60}}) {
    const Condition* condition = plans().condition(row.condition);
    ASSERT_NE(condition, nullptr);
    std::vector<int> halves = share_out(condition->blocks, length_for(plans(), row.booked));
    int deep = 0;
    for (std::size_t i = 0; i < halves.size(); ++i) {
      if (condition->blocks[i].depth_high >= 4) deep += halves[i];
    }
    EXPECT_EQ(deep, row.deep_halves) << row.condition << " at " << row.booked;
  }
}

// ---- which template

// CHK-S1: low back pain of 12 weeks and more is chronic.
TEST(Plan, the_template_follows_marks_names_and_age_of_the_pain) {
  struct Row {
    std::vector<std::pair<std::string, int>> marks;
    int days;
    std::vector<std::string> named;
    const char* condition;
  };
  const std::vector<Row> rows = {
      {{{"low-back.R", 7}}, 84, {}, "chronic-low-back-pain"},
      {{{"low-back.R", 7}}, 83, {}, "acute-subacute-low-back-pain"},
      {{{"low-back.R", 3}, {"neck-back.L", 7}}, 400, {}, "neck-pain-stiff-neck"},
      {{{"interscapular.L", 6}}, 400, {}, "upper-back-tension"},
      {{{"calf.L", 6}, {"thigh-back.L", 5}}, 400, {}, "tight-legs"},
      {{{"shoulder-front.L", 7}, {"upper-arm-front.L", 5}}, 400, {}, "sore-shoulders"},
      {{{"temple.R", 6}, {"forehead.R", 5}}, 400, {}, "tension-headache"},
      {{{"jaw.R", 6}, {"ear-area.R", 4}}, 400, {}, "tmj-disorder"},
      {{}, 400, {}, "stress-tension"},
      {{{"low-back.R", 7}}, 400, {"fibromyalgia"}, "fibromyalgia"},
      {{{"neck-back.R", 7}}, 400, {"whiplash"}, "whiplash"},
      {{{"low-back.R", 7}}, 400, {"no-such-thing"}, "chronic-low-back-pain"},
      // Two names: the gentler leads.
      {{{"shoulder-top.R", 7}}, 400, {"limited-mobility", "fibromyalgia"}, "fibromyalgia"}};
  for (const Row& row : rows) {
    PlanInput input;
    input.pains = pains(row.marks);
    input.days_since_start = row.days;
    input.named = row.named;
    EXPECT_EQ(make_plan(plans(), input).condition, row.condition);
  }
  PlanInput two;
  two.named = {"limited-mobility", "fibromyalgia"};
  EXPECT_EQ(make_plan(plans(), two).also, std::vector<std::string>{"limited-mobility"});
}

TEST(Plan, an_hour_for_a_chronic_back_reads_as_the_sheet) {
  Plan plan = make_plan(plans(), back_pain());
  EXPECT_EQ(plan.condition, "chronic-low-back-pain");
  EXPECT_EQ(plan.minutes, 60);
  EXPECT_EQ(plan.segments.front().phase, Phase::settle);
  EXPECT_EQ(halves_at(plan, Phase::settle) + halves_at(plan, Phase::turn), 16);
  EXPECT_EQ(halves_at(plan, Phase::close), 10);
  EXPECT_EQ(deepest(plan), 4);
  EXPECT_LE(plan.deep_half_minutes, 40);
  EXPECT_GT(plan.deep_half_minutes, 0);
  EXPECT_TRUE(works_on(plan, {"low-back", Side::right}));
  EXPECT_EQ(plan.discomfort.ceiling, 6);
  EXPECT_EQ(plan.tender_points, 8);
  EXPECT_FALSE(plan.sources.empty());
}

TEST(Plan, a_shorter_visit_takes_the_strongest_marks_and_puts_off_the_rest) {
  PlanInput input = back_pain();
  input.pains = pains({{"low-back.R", 7}, {"buttock-upper.R", 4}, {"flank.L", 5}, {"sacrum.R", 2}});
  input.minutes = 45;
  Plan plan = make_plan(plans(), input);
  EXPECT_EQ(plan.next_time,
            (std::vector<Region>{{"buttock-upper", Side::right}, {"sacrum", Side::right}}));
}

// ---- depth and discomfort: sheet b 4.1, 4.2

TEST(Plan, each_limit_lowers_the_depth) {
  struct Row {
    const char* what;
    std::function<void(PlanInput&)> change;
    int depth;
  };
  const std::vector<Row> rows = {
      {"as it is", [](PlanInput&) {}, 4},
      {"a first visit stays at four", [](PlanInput& in) { in.first_visit = true; }, 4},
      {"swedish", [](PlanInput& in) { in.service = ServiceKind::swedish; }, 3},
      {"age 74", [](PlanInput& in) { in.age = 74; }, 4},
      {"age 75", [](PlanInput& in) { in.age = 75; }, 3},
      {"screening", [](PlanInput& in) { in.limits.max_depth = 2; }, 2},
      {"worse", [](PlanInput& in) { in.verdict = Verdict::worse; }, 2},
      {"not responding", [](PlanInput& in) { in.verdict = Verdict::not_responding; }, 3},
      {"too much last time", [](PlanInput& in) { in.last.highest_discomfort = 7; }, 3},
      {"six last time", [](PlanInput& in) { in.last.highest_discomfort = 6; }, 4},
      {"sore for long", [](PlanInput& in) { in.last.sore_over_72_hours = true; }, 3},
      {"deep yesterday",
       [](PlanInput& in) {
         in.deep_lately =
             with_sides(plans().anatomy, {"low-back", "buttock-upper", "buttock-lower", "flank"});
       },
       3},
      {"therapist has no deep minutes left", [](PlanInput& in) { in.deep_minutes_left = 0; }, 3}};
  for (const Row& row : rows) {
    PlanInput input = back_pain();
    row.change(input);
    EXPECT_EQ(deepest(make_plan(plans(), input)), row.depth) << row.what;
  }
}

TEST(Plan, the_first_three_days_are_light_where_it_hurts) {
  PlanInput input = back_pain();
  input.days_since_start = 3;
  EXPECT_LE(deepest(make_plan(plans(), input)), 2);
  input.days_since_start = 30;
  EXPECT_LE(deepest(make_plan(plans(), input)), 3);
}

TEST(Plan, stages_bar_places_and_shorten) {
  PlanInput input;
  input.named = {"whiplash"};
  input.pains = pains({{"neck-back.R", 6}});
  input.grade = "III";
  input.days_since_start = 10;
  Plan plan = make_plan(plans(), input);
  EXPECT_EQ(deepest(plan), 0);
  input.grade = "II";
  input.days_since_start = 2;
  plan = make_plan(plans(), input);
  EXPECT_EQ(plan.minutes, 30);
  EXPECT_FALSE(works_on(plan, {"neck-back", Side::right}));
  input.grade = "I";
  input.days_since_start = 50;
  plan = make_plan(plans(), input);
  EXPECT_LE(deepest(plan), 3);
  EXPECT_EQ(plan.discomfort.ceiling, 4);
  for (const std::string& position : plan.positions) EXPECT_NE(position, "prone");
}

TEST(Plan, the_lowest_ceiling_holds) {
  PlanInput input = back_pain();
  auto ceiling = [&] { return make_plan(plans(), input).discomfort.ceiling; };
  EXPECT_EQ(ceiling(), 6);
  input.first_visit = true;
  EXPECT_EQ(ceiling(), 5);
  input.age = 75;
  EXPECT_EQ(ceiling(), 4);
  input.client_ceiling = 3;
  EXPECT_EQ(ceiling(), 3);
}

TEST(Plan, what_helped_comes_first_and_what_was_stopped_is_light) {
  PlanInput input = back_pain();
  input.last.eased = {"myofascial"};
  input.last.stopped = {{"low-back", Side::right}};
  Plan plan = make_plan(plans(), input);
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      if (place.region == Region{"low-back", Side::right}) {
        EXPECT_LE(place.depth, 2);
      }
      if (segment.phase == Phase::general) {
        EXPECT_EQ(place.techniques.front(), "myofascial");
      }
    }
  }
}

// ---- R12, R10, R30

TEST(Plan, R12_a_region_without_consent_or_that_nobody_may_treat_is_in_no_plan) {
  PlanInput input = back_pain();
  input.pains.push_back({{"neck-front", Side::midline}, 9});
  input.declined = with_sides(plans().anatomy, {"buttock-upper", "buttock-lower"});
  ASSERT_TRUE(works_on(make_plan(plans(), back_pain()), {"buttock-upper", Side::right}));
  Plan plan = make_plan(plans(), input);
  for (const Region& region : input.declined) EXPECT_FALSE(works_on(plan, region));
  EXPECT_FALSE(works_on(plan, {"neck-front", Side::midline}));
  EXPECT_GT(deepest(plan), 0);
  int told = 0;
  for (const Avoid& avoid : plan.avoid) {
    if (avoid.basis.rule == "declined") ++told;
  }
  EXPECT_EQ(told, 4);
}

TEST(Plan, R12_regions_with_their_own_consent_are_named) {
  Plan plan = make_plan(plans(), back_pain());
  std::set<std::string> own;
  for (const OwnConsentRegion& one : plan.own_consent) own.insert(one.region.id);
  EXPECT_EQ(own.count("buttock-upper"), 1u);
  EXPECT_EQ(own.count("low-back"), 0u);
}

TEST(Plan, R10_never_more_than_six_visits_and_fewer_by_the_verdict) {
  for (const Condition& one : plans().conditions) {
    for (int done = 0; done < 20; ++done) {
      for (Verdict verdict : {Verdict::too_early, Verdict::responding, Verdict::plateau,
                              Verdict::not_responding, Verdict::worse}) {
        PlanInput input;
        input.named = {one.id};
        input.visits_done = done;
        input.verdict = verdict;
        Plan plan = make_plan(plans(), input);
        EXPECT_LE(plan.visits, 6) << one.id;
        EXPECT_GT(plan.reassess_at, done);
        EXPECT_LE(plan.reassess_at, done + 6);
        EXPECT_EQ(plan.visits == 0, verdict == Verdict::worse) << one.id;
        EXPECT_LE(plan.visits, visits_ahead(plans().next, verdict)) << one.id;
      }
    }
  }
  Plan first = make_plan(plans(), back_pain());
  EXPECT_EQ(first.visits, 4);  // measured after the fourth
  EXPECT_EQ(first.reassess_at, 4);
}

TEST(Plan, R30_a_late_start_keeps_the_close_and_caps_the_deep_minutes) {
  Plan whole = make_plan(plans(), back_pain());
  for (int left = 59; left >= 5; --left) {
    Plan cut = cut_to(plans(), whole, left);
    int sum = 0;
    for (const Segment& segment : cut.segments) sum += segment.half_minutes;
    EXPECT_EQ(sum, left * 2);
    EXPECT_EQ(cut.minutes, left);
    EXPECT_EQ(cut.segments.back().phase, Phase::close);
    EXPECT_EQ(cut.segments.back().half_minutes,
              std::min(whole.segments.back().half_minutes, left * 2));
    EXPECT_LE(cut.deep_half_minutes, length_for(plans(), left).deep * 2) << left;
    EXPECT_LE(cut.tender_points, length_for(plans(), left).points) << left;
  }
  EXPECT_EQ(text_of(cut_to(plans(), whole, 60)), text_of(whole));
  EXPECT_EQ(text_of(cut_to(plans(), whole, 90)), text_of(whole));
  EXPECT_EQ(cut_to(plans(), whole, 30).recommendations.front().id, "late");
  EXPECT_EQ(cut_to(plans(), whole, 0).minutes, 0);
}

// ---- the screening's limits

TEST(Plan, a_limit_is_told_with_the_rule_that_asks_for_it) {
  Intake intake = healthy(shipped());
  intake.pains = pains({{"low-back.R", 6}});
  intake.since = "a year";
  intake.answers["antiplatelet"] = std::vector<std::string>{"clopidogrel"};
  Screening screening = screen(shipped(), intake, ServiceKind::deep, kVisit);
  ASSERT_EQ(screening.decision, Decision::modify);
  PlanInput input = plan_input(plans(), intake, screening, 60);
  EXPECT_EQ(input.age, 40);
  EXPECT_EQ(input.days_since_start, 365);
  Plan plan = make_plan(plans(), input);
  EXPECT_LE(deepest(plan), screening.limits.max_depth);
  int told = 0;
  for (const Recommendation& one : plan.recommendations) {
    if (one.id != "screening") continue;
    auto finding = std::find_if(screening.findings.begin(), screening.findings.end(),
                                [&](const Finding& f) { return f.rule == one.basis.rule; });
    ASSERT_NE(finding, screening.findings.end()) << one.basis.rule;
    EXPECT_EQ(one.basis.version, screening.protocol_version);
    EXPECT_EQ(one.text, *finding->reason);
    if (finding == screening.findings.begin()) ++told;
  }
  EXPECT_EQ(told, 1);
}

TEST(Plan, nothing_is_planned_before_the_screening_says_yes) {
  Intake intake = healthy(shipped());
  intake.pains = pains({{"low-back.R", 6}});
  Screening yes = screen(shipped(), intake, ServiceKind::deep, kVisit);
  EXPECT_GT(deepest(make_plan(plans(), plan_input(plans(), intake, yes, 60))), 0);
  intake.answers.erase("blood_clot");
  Screening open = screen(shipped(), intake, ServiceKind::deep, kVisit);
  ASSERT_TRUE(open.hold);
  Plan plan = make_plan(plans(), plan_input(plans(), intake, open, 60));
  EXPECT_EQ(deepest(plan), 0);
  EXPECT_EQ(plan.recommendations.front().id, "nothing_open");
  intake.answers["blood_clot"] = Said::not_sure;
  Screening unsure = screen(shipped(), intake, ServiceKind::deep, kVisit);
  ASSERT_GE(unsure.decision, Decision::clearance);
  EXPECT_EQ(deepest(make_plan(plans(), plan_input(plans(), intake, unsure, 60))), 0);
}

TEST(Plan, days_since_reads_what_people_write) {
  const Date today = Date::of(2026, 11, 24);  // a Tuesday
  struct Row {
    const char* words;
    std::optional<int> days;
  };
  for (Row row : {Row{"about three weeks", 21},
                  Row{"3 weeks", 21},
                  Row{"2 days", 2},
                  Row{"a year", 365},
                  Row{"depuis deux mois", 60},
                  Row{"10 jours", 10},
                  Row{"un an", 365},
                  Row{"3 ans", 1095},
                  Row{"a couple of months", 60},
                  Row{"since yesterday", 1},
                  Row{"hier", 1},
                  Row{"2026-11-14", 10},
                  Row{"since 2026-10", 24},
                  Row{"3 ann\xC3\xA9"
                      "es",
                      1095},
                  Row{"six hours", 0},
                  Row{"since monday", 1},
                  Row{"dimanche", 2},
                  Row{"all my life", std::nullopt},
                  Row{"", std::nullopt},
                  Row{"weeks", 14},
                  Row{"Less than a week", 3},
                  Row{"1 to 6 weeks", 7},
                  Row{"6 weeks to 3 months", 42},
                  Row{"More than 3 months", 90},
                  Row{"Moins d\u2019une semaine", 3},
                  Row{"De 6 semaines \u00e0 3 mois", 42},
                  Row{"two or three bad weeks", 14},
                  Row{"a few weeks", 21},
                  Row{"999999999 years", 36500}}) {
    EXPECT_EQ(days_since(row.words, today), row.days) << row.words;
  }
}

// ---- properties

void expect_safe(const PlanInput& input, const Plan& plan) {
  auto has = [](const std::vector<Region>& all, const Region& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  int deep = 0;
  for (const Segment& segment : plan.segments) {
    const Position* position = plans().position(segment.position);
    if (segment.depth() >= 4) deep += segment.half_minutes;
    RC_ASSERT(segment.phase <= Phase::turn || !segment.places.empty());
    RC_ASSERT(segment.depth_low <= segment.depth());
    for (const WorkedPlace& place : segment.places) {
      const BodyRegion* body = plans().anatomy.region(place.region.id);
      RC_ASSERT(body != nullptr && exists(plans().anatomy, place.region));
      RC_ASSERT(body->cap > 0);
      RC_ASSERT(!has(input.declined, place.region));
      RC_ASSERT(input.limits.depth_at(place.region) > 0);
      RC_ASSERT(place.depth <= std::min(body->cap, input.limits.depth_at(place.region)));
      RC_ASSERT(input.age < 75 || place.depth <= 3);
      RC_ASSERT(!has(input.deep_lately, place.region) || place.depth <= 3);
      RC_ASSERT(!place.techniques.empty());
      for (const std::string& id : place.techniques) {
        RC_ASSERT(input.limits.allows(id, place.region));
        RC_ASSERT(input.techniques.empty() ||
                  std::count(input.techniques.begin(), input.techniques.end(), id) > 0);
      }
      RC_ASSERT(position != nullptr);
      RC_ASSERT(std::count(position->reaches.begin(), position->reaches.end(), place.region.id) ==
                1);
      RC_ASSERT(input.limits.positions.empty() ||
                std::count(input.limits.positions.begin(), input.limits.positions.end(),
                           segment.position) == 1);
    }
    for (const WorkedMuscle& muscle : segment.muscles) {
      RC_ASSERT(muscle.depth <= plans().anatomy.muscle(muscle.id)->cap);
      RC_ASSERT(muscle.depth <= segment.depth());
    }
  }
  RC_ASSERT(deep == plan.deep_half_minutes);
  RC_ASSERT(deep <= plan.deep_limit * 2);
  RC_ASSERT(plan.deep_limit <= length_for(plans(), plan.minutes).deep);
}

RC_GTEST_PROP(Plan, R12_no_plan_touches_what_is_excluded_or_goes_deeper_than_allowed, ()) {
  PlanInput input = any_input();
  Plan plan = make_plan(plans(), input);
  expect_safe(input, plan);
  RC_ASSERT(plan.minutes <= input.minutes);
  if (input.limits.minutes) RC_ASSERT(plan.minutes <= *input.limits.minutes);
  int halves = 0;
  int moves = -1;
  std::string at;
  for (const Segment& segment : plan.segments) {
    RC_ASSERT(segment.half_minutes > 0);
    halves += segment.half_minutes;
    if (!segment.position.empty() && segment.position != at) ++moves;
    if (!segment.position.empty()) at = segment.position;
  }
  RC_ASSERT(halves == plan.minutes * 2);
  RC_ASSERT(moves <= length_for(plans(), plan.minutes).moves);
  RC_ASSERT(plan.visits <= 6);
  Plan cut = cut_to(plans(), plan, plan.minutes * 2 / 3);
  expect_safe(input, cut);
}

// Sheet b 4.3, rules 1 and 3.
RC_GTEST_PROP(Plan, light_at_both_ends_and_specific_work_after_general_work, ()) {
  Plan plan = make_plan(plans(), any_input());
  RC_PRE(plan.minutes >= 10);  // no service is shorter; three minutes have no room for every phase
  std::set<Region> prepared;
  const Segment* first = nullptr;
  const Segment* last = nullptr;
  for (const Segment& segment : plan.segments) {
    if (segment.phase <= Phase::turn) continue;
    if (first == nullptr) first = &segment;
    last = &segment;
    for (const WorkedPlace& place : segment.places) {
      if (segment.phase == Phase::general) prepared.insert(place.region);
      if (segment.phase != Phase::specific) continue;
      for (const std::string& id : place.techniques) {
        const std::vector<std::string>& phases = plans().technique(id)->phases;
        bool specific = std::count(phases.begin(), phases.end(), "specific") != 0;
        RC_ASSERT(!specific || prepared.count(place.region) == 1);
      }
    }
  }
  if (first != nullptr && first->phase == Phase::open) RC_ASSERT(first->depth() <= 2);
  if (last != nullptr && last->phase == Phase::close) RC_ASSERT(last->depth() <= 2);
}

RC_GTEST_PROP(Plan, the_same_input_gives_the_same_plan_and_a_kept_plan_reads_back_whole, ()) {
  PlanInput input = any_input();
  Plan plan = make_plan(plans(), input);
  RC_ASSERT(text_of(plan) == text_of(make_plan(plans(), input)));
  auto kept = json::read(text_of(plan));
  RC_ASSERT(kept.has_value());
  auto back = read_plan(*kept);
  RC_ASSERT(back.has_value());
  RC_ASSERT(text_of(*back) == text_of(plan));
  RC_ASSERT(json::write(to_json(plans(), *back, "fr")) ==
            json::write(to_json(plans(), plan, "fr")));
}

// Invariant 4.
RC_GTEST_PROP(Plan, every_recommendation_has_rule_source_and_version, ()) {
  Plan plan = make_plan(plans(), any_input());
  auto check = [](const Basis& basis, const Words& text, const std::string& id) {
    if (basis.rule.empty() || basis.source.empty() || basis.mark.empty() || basis.version.empty()) {
      RC_FAIL("no basis: " + id);
    }
    if (text.en.empty() || text.fr.empty() || text.en.find('{') != std::string::npos ||
        text.fr.find('{') != std::string::npos) {
      RC_FAIL("no words: " + id + ": " + text.en);
    }
  };
  for (const Recommendation& one : plan.recommendations) check(one.basis, one.text, one.id);
  for (const Recommendation& one : plan.for_client) check(one.basis, one.text, one.id);
  for (const Avoid& one : plan.avoid) check(one.basis, one.reason, one.what);
}

TEST(Plan, a_kept_plan_that_was_damaged_is_refused) {
  js::object kept = write_plan(make_plan(plans(), back_pain()));
  EXPECT_TRUE(read_plan(kept));
  kept["minutes"] = "sixty";
  EXPECT_FALSE(read_plan(kept));
  EXPECT_FALSE(read_plan(js::value(nullptr)));
  EXPECT_FALSE(read_plan(js::object()));
}

// ---- the knowledge is in the files, not in the program

// Without one of them the rest does not hold together, and there is no plan at all; what leaves one
// number out of a file changes the plan (below), and of the screening whole files may go
// (screening_honesty_test.cc).
TEST(PlanHonesty, without_one_of_its_files_there_is_no_plan) {
  ASSERT_TRUE(read_plan_protocol(shipped_files()));
  for (const char* name : {"conditions.toml", "muscles.toml", "techniques.toml", "anatomy.toml",
                           "modalities.toml", "verdicts.toml"}) {
    std::vector<File> files = shipped_files();
    const std::size_t all = files.size();
    std::erase_if(files, [&](const File& file) {
      return file.name.find(name) != std::string::npos &&
             file.name.find("-screening") == std::string::npos;
    });
    EXPECT_EQ(files.size() + 1, all) << name;
    EXPECT_FALSE(read_plan_protocol(files)) << name;
  }
}

TEST(PlanHonesty, a_changed_number_in_a_file_changes_the_plan) {
  std::vector<File> files = shipped_files();
  for (File& file : files) {
    const std::string four = "id = \"default_depth\"\nvalue = 4";
    auto at = file.text.find(four);
    if (at != std::string::npos) file.text[at + four.size() - 1] = '2';
  }
  auto softer = read_plan_protocol(files);
  ASSERT_TRUE(softer) << describe(softer.error());
  EXPECT_NE(softer->version, plans().version);
  EXPECT_EQ(deepest(make_plan(*softer, back_pain())), 2);
}

// Names of rules, conditions, muscles and techniques stand in protocols/ alone.
TEST(PlanHonesty, no_rule_or_condition_name_stands_in_the_code_of_care) {
  std::set<std::string> names;
  for (const Rule& rule : shipped().rules) names.insert(rule.id);
  for (const Question& question : shipped().questions) {
    // Also a key of the case tables, and of an error's place.
    if (question.id != "birth" && question.id != "line") names.insert(question.id);
  }
  for (const Condition& one : plans().conditions) names.insert(one.id);
  for (const Muscle& one : plans().anatomy.muscles) names.insert(one.id);
  for (const Technique& one : plans().techniques) names.insert(one.id);
  ASSERT_GT(names.size(), 200u);
  std::string code;
  for (auto& entry : std::filesystem::directory_iterator(source_file("src/care"))) {
    if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
    std::ifstream in(entry.path());
    code.append(std::istreambuf_iterator<char>(in), {});
  }
  ASSERT_GT(code.size(), 50000u);
  for (const std::string& name : names) {
    EXPECT_EQ(code.find('"' + name + '"'), std::string::npos) << name;
  }
}

TEST(PlanProtocol, faults_are_told_with_file_and_key) {
  struct Row {
    const char* what;
    const char* from;
    const char* to;
    const char* message;
    const char* key = "";
  };
  for (Row row : {Row{"share", "share = 12", "share = 13", "protocol_value"},
                  Row{"technique", "\"petrissage\"", "\"petrisage\"", "protocol_unknown_name"},
                  Row{"key", "depth_max = 4", "depth_mx = 4", "protocol_key_unknown"},
                  Row{"level", "level = \"low\"", "level = \"low, mixed\"", "protocol_unknown_name",
                      "condition.chronic-low-back-pain.level"},
                  Row{"level to", "level_to = \"moderate\"", "level_to = \"fair\"",
                      "protocol_unknown_name", "condition.chronic-low-back-pain.level_to"},
                  Row{"a span that falls", "level_to = \"moderate\"", "level_to = \"very low\"",
                      "protocol_value", "condition.chronic-low-back-pain.level_to"},
                  Row{"a note in one language", "level_note = { en", "level_note = { de",
                      "protocol_key_missing"},
                  Row{"syntax", "depth_max = 4", "depth_max = ", "protocol_syntax"}}) {
    std::vector<File> files = shipped_files();
    for (File& file : files) {
      if (file.name.find("/conditions.toml") == std::string::npos) continue;
      auto at = file.text.find(row.from);
      ASSERT_NE(at, std::string::npos);
      file.text.replace(at, std::string_view(row.from).size(), row.to);
    }
    auto read = read_plan_protocol(files);
    ASSERT_FALSE(read) << row.what;
    EXPECT_EQ(read.error().message, row.message) << describe(read.error());
    const std::string told = describe(read.error());
    EXPECT_NE(told.find("conditions.toml"), std::string::npos) << told;
    EXPECT_NE(told.find(row.key), std::string::npos) << told;
  }
}

}  // namespace
}  // namespace fascia::care
