// SPDX-License-Identifier: Apache-2.0
// The hard caps of sheet b 4.1: a plan carries them, so that the room and its changes keep them
// too.
#include <gtest/gtest.h>

#include "plan_inputs.h"

namespace fascia::care {
namespace {

const Region kMarked{"low-back", Side::right};

TEST(PlanCaps, R7_level_five_is_for_a_later_visit_of_somebody_younger) {
  PlanInput input = back_pain();
  EXPECT_EQ(make_plan(plans(), input).hard_depth, 5);
  input.first_visit = true;
  EXPECT_EQ(make_plan(plans(), input).hard_depth, 4);
  input.age = 75;
  EXPECT_EQ(make_plan(plans(), input).hard_depth, 3);
  input.first_visit = false;
  EXPECT_EQ(make_plan(plans(), input).hard_depth, 3);
  input.age = 74;
  input.service = ServiceKind::swedish;
  EXPECT_EQ(make_plan(plans(), input).hard_depth, 3);
}

TEST(PlanCaps, R7_what_began_within_three_days_is_worked_at_depth_two_at_most) {
  PlanInput input = back_pain();
  input.days_since_start = 3;
  Plan plan = make_plan(plans(), input);
  ASSERT_EQ(plan.hard_depths.count(kMarked), 1u);
  EXPECT_LE(plan.hard_depths.at(kMarked), 2);
  EXPECT_EQ(plan.hard_depths.count({"calf", Side::left}), 0u) << "nothing hurts there";
}

TEST(PlanCaps, R32_what_was_worked_deep_two_days_ago_is_not_worked_deep_again) {
  PlanInput input = back_pain();
  input.deep_lately = {{"calf", Side::left}};
  Plan plan = make_plan(plans(), input);
  EXPECT_EQ(plan.hard_depth, 5);
  EXPECT_EQ(plan.hard_depths.at({"calf", Side::left}), 3);
}

TEST(PlanCaps, R10_worse_means_no_deep_work) {
  PlanInput input = back_pain();
  input.verdict = Verdict::worse;
  EXPECT_LE(make_plan(plans(), input).hard_depth, 3);
}

TEST(PlanCaps, R7_no_plan_goes_over_its_own_caps_and_a_kept_one_has_them_still) {
  PlanInput input = back_pain();
  input.first_visit = true;
  input.days_since_start = 2;
  Plan plan = make_plan(plans(), input);
  for (const Segment& segment : plan.segments)
    for (const WorkedPlace& place : segment.places) {
      EXPECT_LE(place.depth, plan.hard_depth);
      auto cap = plan.hard_depths.find(place.region);
      EXPECT_TRUE(cap == plan.hard_depths.end() || place.depth <= cap->second)
          << place.region.text();
    }
  auto kept = read_plan(write_plan(plan));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->hard_depth, plan.hard_depth);
  EXPECT_EQ(kept->hard_depths, plan.hard_depths);
}

}  // namespace
}  // namespace fascia::care
