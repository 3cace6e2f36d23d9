// SPDX-License-Identifier: Apache-2.0
#include "clinic/change_plan.h"

#include <gtest/gtest.h>

#include "clinic/chart.h"
#include "clinic/plan_visit.h"
#include "clinic/visit_plan.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

using Kind = PlanChange::Kind;
constexpr const char* kReason = "She tolerates it well, agreed with her";

struct Changed : ::testing::Test {
  TreatedVisit v;

  PlanChange of(Kind kind, int to = 0) const {
    PlanChange change;
    change.kind = kind;
    change.to = to;
    return change;
  }
  std::string change(const PlanChange& change) {
    auto out = change_plan(*v.clinic, v.ana_actor, {v.id, change});
    return out ? "kept" : out.error().message;
  }
  ClientFile file() { return *open_client(*v.clinic, v.ana_actor, v.id); }
  // A pressure of 150: "modify", depth 4, the belly 2, the throat not at all.
  void pressure(double upper) {
    auto answers = v.quiet_day();
    answers["bp.systolic"] = upper;
    answers["bp.diastolic"] = 80.0;
    ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, answers, false}));
  }
  PlanChange raise(const std::string& rule, const char* reason = kReason) const {
    PlanChange out = of(Kind::raise);
    out.rule = rule;
    out.reason = reason;
    return out;
  }
  int depth_at(const care::Region& region) {
    return file().room.day->screening.limits.depth_at(region);
  }
  std::optional<care::Region> capped(int depth) {
    ClientFile now = file();
    for (const auto& [region, limit] : now.room.day->screening.limits.regions)
      if (limit.max_depth == depth) return region;
    return std::nullopt;
  }
};

TEST_F(Changed, R7_anything_is_made_stricter_without_a_reason) {
  EXPECT_EQ(change(of(Kind::depth, 2)), "kept");
  EXPECT_EQ(change(of(Kind::ceiling, 3)), "kept");
  EXPECT_EQ(change(of(Kind::minutes, 30)), "kept");
  PlanChange without = of(Kind::leave_out);
  without.region = care::Region{"low-back", care::Side::right};
  EXPECT_EQ(change(without), "kept");
  PlanChange technique = of(Kind::technique);
  technique.technique = "petrissage";
  EXPECT_EQ(change(technique), "kept");
  ClientFile now = file();
  EXPECT_EQ(now.room.max_depth, 2);
  EXPECT_EQ(now.ceiling, 3);
  EXPECT_LE(now.room.plan.minutes, 30);
  for (const care::Segment& segment : now.room.plan.segments)
    for (const care::WorkedPlace& place : segment.places) {
      EXPECT_LE(place.depth, 2);
      EXPECT_NE(place.region, *without.region);
      EXPECT_EQ(std::count(place.techniques.begin(), place.techniques.end(), "petrissage"), 0);
    }
  v.start();
  EXPECT_EQ(v.work("mid-back.R", "petrissage", 1).error().message, "technique_forbidden");
  EXPECT_EQ(v.work("low-back.R", "effleurage", 1).error().message, "region_blocked");
  EXPECT_EQ(v.work("mid-back.R", "effleurage", 3).error().message, "depth_over_limit");
}

TEST_F(Changed, R7_stricter_holds_in_the_running_session_at_once) {
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
  EXPECT_EQ(change(of(Kind::depth, 2)), "kept");
  EXPECT_EQ(v.work("low-back.R", "petrissage", 3).error().message, "depth_over_limit");
  PlanChange without = of(Kind::leave_out);
  without.region = care::Region{"low-back", care::Side::right};
  EXPECT_EQ(change(without), "kept");
  EXPECT_EQ(v.work("low-back.R", "petrissage", 1).error().message, "region_blocked");
}

TEST_F(Changed, R7_nothing_is_loosened_by_a_change_that_says_stricter) {
  EXPECT_EQ(change(of(Kind::ceiling, 10)), "change_looser");
  EXPECT_EQ(change(of(Kind::depth, file().room.max_depth + 1)), "change_looser");
  EXPECT_EQ(change(of(Kind::minutes, 90)), "change_looser");
  ASSERT_EQ(change(of(Kind::depth, 2)), "kept");
  EXPECT_EQ(change(of(Kind::depth, 3)), "change_looser");
}

TEST_F(Changed, R7_a_modify_depth_is_raised_by_one_level_with_a_typed_reason) {
  pressure(150);
  auto place = capped(2);
  ASSERT_TRUE(place);
  EXPECT_EQ(change(raise("blood-pressure-high", "ok")), "change_reason_missing");
  EXPECT_EQ(change(raise("blood-pressure-high")), "kept");
  EXPECT_EQ(depth_at(*place), 3);
  EXPECT_EQ(change(raise("blood-pressure-high")), "raise_not_allowed");  // one level, once
  ClientFile now = file();
  ASSERT_EQ(now.room.changes.size(), 1u);
  EXPECT_EQ(now.room.changes.front().reason, kReason);
  EXPECT_EQ(now.room.changes.front().by, "Ana Silva");
  EXPECT_LE(now.room.day->screening.limits.max_depth, 4);  // 4 is never passed
}

TEST_F(Changed, R7_avoided_places_and_the_bodys_own_caps_stay) {
  pressure(150);
  auto throat = capped(0);
  ASSERT_TRUE(throat);
  ASSERT_EQ(change(raise("blood-pressure-high")), "kept");
  EXPECT_EQ(depth_at(*throat), 0);
  ClientFile now = file();
  for (const care::Region& region : v.clinic->protocol.regions) {
    const auto* body = v.clinic->plans.anatomy.region(region.id);
    int cap = body == nullptr ? 0 : body->cap;
    EXPECT_LE(depth_allowed(*v.clinic, now.room, region), cap) << region.text();
  }
}

TEST_F(Changed, R7_what_refuses_changes_only_when_the_facts_change) {
  pressure(185);
  EXPECT_EQ(change(raise("blood-pressure-high")), "raise_not_allowed");
  pressure(170);  // a doctor must agree first: no choice of the therapist's either
  EXPECT_EQ(change(raise("blood-pressure-high")), "raise_not_allowed");
  EXPECT_EQ(change(raise("no-such-rule")), "raise_not_allowed");
  pressure(150);
  ASSERT_EQ(change(raise("blood-pressure-high")), "kept");
  pressure(185);  // the facts became worse: the raise counts for nothing
  EXPECT_TRUE(file().room.day->refuses());
}

TEST_F(Changed, R7_limits_for_life_are_never_raised) {
  care::Finding finding;
  finding.decision = care::Decision::modify;
  finding.rule = "any-other";
  finding.changes.push_back({});
  finding.changes.back().max_depth = 3;
  EXPECT_TRUE(may_raise(*v.clinic, finding));
  for (const char* rule : {"med-anticoagulant", "cancer-remission", "radiation-recent",
                           "lymph-nodes-removed", "surgery-abdominal"}) {
    finding.rule = rule;
    EXPECT_FALSE(may_raise(*v.clinic, finding)) << rule;
  }
  finding.rule = "any-other";
  finding.unsure = true;  // it is asked, not chosen
  EXPECT_FALSE(may_raise(*v.clinic, finding));
  finding.unsure = false;
  finding.decision = care::Decision::avoid_region;
  EXPECT_FALSE(may_raise(*v.clinic, finding));
  finding.decision = care::Decision::modify;
  finding.changes.back().max_depth = 4;
  EXPECT_FALSE(may_raise(*v.clinic, finding));
}

TEST_F(Changed, R7_R20_the_plan_of_a_visit_is_read_with_what_was_changed_by_whom_and_why) {
  PlanChange two = of(Kind::depth, 2);
  two.reason = "A bad night, softer today";
  EXPECT_EQ(change(two), "kept");
  const std::string why = "The client asked for a copy";
  auto read = visit_plan(*v.clinic, v.id, why);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->room.changes.size(), 1u);
  EXPECT_EQ(read->room.changes[0].to, 2);
  EXPECT_EQ(read->room.changes[0].reason, two.reason);
  EXPECT_FALSE(read->room.changes[0].by.empty());
  for (const care::Segment& segment : read->room.plan.segments) EXPECT_LE(segment.depth(), 2);
  EXPECT_EQ(visit_plan(*v.clinic, v.id, "ok").error().message, "chart_reason_missing");
  EXPECT_EQ(visit_plan(*v.clinic, AppointmentId{}, why).error().message, "appointment_unknown");
}

TEST_F(Changed, R7_only_before_the_start_and_only_by_the_visits_own_therapist) {
  pressure(150);
  EXPECT_EQ(change_plan(*v.clinic, v.ben_actor, {v.id, of(Kind::depth, 1)}).error().message,
            "not_your_visit");
  EXPECT_FALSE(change_plan(*v.clinic, v.desk_actor, {v.id, of(Kind::depth, 1)}));
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  v.start_ready();
  EXPECT_EQ(change(raise("blood-pressure-high")), "session_started");
}

TEST_F(Changed, R7_a_refusal_of_the_therapist_holds_until_it_is_taken_back) {
  v.make_ready();
  EXPECT_EQ(change(of(Kind::refuse)), "change_reason_missing");
  PlanChange no = of(Kind::refuse);
  no.reason = "She looks unwell and shivers";
  ASSERT_EQ(change(no), "kept");
  EXPECT_EQ(v.refusal(), "refused_by_therapist");
  PlanChange back = of(Kind::back);
  back.of = file().room.changes.front().id;
  EXPECT_EQ(change(back), "change_reason_missing");
  back.reason = "It was the cold outside, all well";
  ASSERT_EQ(change(back), "kept");
  EXPECT_EQ(change(back), "change_unknown");
  EXPECT_EQ(v.refusal(), "started");
}

TEST_F(Changed, R7_what_was_changed_and_why_stands_in_the_chart) {
  ASSERT_EQ(change(of(Kind::depth, 2)), "kept");
  v.start();
  v.wait(30);
  ASSERT_TRUE(end_session(*v.clinic, v.ana_actor, TreatedVisit::over(v.id, 3)));
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(chart->changes.size(), 1u);
  EXPECT_EQ(chart->changes.front().to, 2);
  EXPECT_EQ(change(of(Kind::depth, 1)), "session_ended");
}

}  // namespace
}  // namespace fascia::clinic
