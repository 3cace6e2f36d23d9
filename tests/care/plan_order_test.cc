// SPDX-License-Identifier: Apache-2.0
// Sheet b 4.3: the rules about the order of work.
#include <gtest/gtest.h>

#include <algorithm>

#include "plan_inputs.h"

namespace fascia::care {
namespace {

std::string told(const std::vector<OrderFault>& faults) {
  std::string text;
  for (const OrderFault& fault : faults) {
    text +=
        fault.rule + " at " + fault.region.text() + " in " + std::to_string(fault.segment) + "; ";
  }
  return text;
}

bool breaks(const Plan& plan, std::string_view rule) {
  std::vector<OrderFault> faults = order_faults(plans(), plan);
  return std::any_of(faults.begin(), faults.end(),
                     [&](const OrderFault& fault) { return fault.rule == rule; });
}

Segment* first_of(Plan& plan, Phase phase) {
  for (Segment& segment : plan.segments) {
    if (segment.phase == phase) return &segment;
  }
  return nullptr;
}

bool gives(const Plan& plan, const std::string& technique) {
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      if (std::find(place.techniques.begin(), place.techniques.end(), technique) !=
          place.techniques.end()) {
        return true;
      }
    }
  }
  return false;
}

WorkedPlace* place_in(Segment& segment, const Region& region) {
  for (WorkedPlace& place : segment.places) {
    if (place.region == region) return &place;
  }
  return nullptr;
}

Segment* deep_segment(Plan& plan) {
  for (Segment& segment : plan.segments) {
    if (segment.depth() >= 4) return &segment;
  }
  return nullptr;
}

RC_GTEST_PROP(PlanOrder, no_plan_breaks_a_rule_about_the_order_of_work, ()) {
  PlanInput input = any_input();
  Plan plan = make_plan(plans(), input);
  for (Plan one : {plan, cut_to(plans(), plan, plan.minutes * 2 / 3)}) {
    std::vector<OrderFault> faults = order_faults(plans(), one);
    // A therapist who gives few techniques may have none for the other side.
    if (!input.techniques.empty()) {
      std::erase_if(faults, [](const OrderFault& fault) { return fault.rule == "both-sides"; });
    }
    if (!faults.empty()) RC_FAIL(told(faults));
  }
}

// What a therapist loses first when a session is cut may be what prepared another technique.
TEST(PlanOrder, a_cut_takes_the_technique_whose_ground_it_took) {
  int fallen = 0;
  for (const Condition& condition : plans().conditions) {
    for (int minutes = 10; minutes <= 60; ++minutes) {
      PlanInput input = back_pain();
      input.named = {condition.id};
      input.minutes = minutes;
      input.techniques = {"effleurage", "friction", "myofascial"};
      Plan whole = make_plan(plans(), input);
      for (int left = minutes; left > 0; --left) {
        Plan cut = cut_to(plans(), whole, left);
        EXPECT_FALSE(breaks(cut, "friction-prepared"))
            << condition.id << " " << minutes << " to " << left << ": "
            << told(order_faults(plans(), cut));
        int sum = 0;
        for (const Segment& segment : cut.segments) sum += segment.half_minutes;
        EXPECT_EQ(sum, cut.minutes * 2) << condition.id << " " << minutes << " to " << left;
        fallen += gives(whole, "friction") && !gives(cut, "friction") ? 1 : 0;
      }
    }
  }
  EXPECT_GT(fallen, 0);
}

// The other side under a gentle cap of its own, in every template.
TEST(PlanOrder, a_side_is_not_worked_alone_because_the_other_lost_its_techniques) {
  for (const Condition& condition : plans().conditions) {
    for (const BodyRegion& body : plans().anatomy.regions) {
      if (!body.paired) continue;
      PlanInput input;
      input.named = {condition.id};
      input.pains = {{Region{body.id, Side::right}, 7}};
      input.first_visit = false;
      input.minutes = 45;
      input.limits.max_depth = 2;
      input.limits.regions[{body.id, Side::left}].max_depth = 1;
      Plan plan = make_plan(plans(), input);
      EXPECT_FALSE(breaks(plan, "both-sides"))
          << condition.id << " " << body.id << ": " << told(order_faults(plans(), plan));
    }
  }
}

TEST(PlanOrder, deep_work_stands_between_lighter_work_on_the_same_place) {
  Plan plan = make_plan(plans(), back_pain());
  ASSERT_NE(deep_segment(plan), nullptr);
  int deep = 0;
  for (std::size_t i = 0; i < plan.segments.size(); ++i) {
    for (const WorkedPlace& place : plan.segments[i].places) {
      if (place.depth < 4) continue;
      ++deep;
      double before = 0, after = 0;
      for (std::size_t k = 0; k < plan.segments.size(); ++k) {
        WorkedPlace* same = place_in(plan.segments[k], place.region);
        if (same == nullptr) continue;
        if (k < i && plan.segments[k].phase == Phase::general) {
          EXPECT_GE(same->depth, 2);
          before += plan.segments[k].minutes_at(*same);
        }
        bool light = plan.segments[k].depth_low <= 2 && plan.segments[k].phase > Phase::specific;
        if (k > i && light) after += plan.segments[k].minutes_at(*same);
      }
      EXPECT_GE(before, 2 - 1e-6) << place.region.text();
      EXPECT_GE(after, 1 - 1e-6) << place.region.text();
    }
  }
  EXPECT_GT(deep, 0);
}

TEST(PlanOrder, without_the_rule_plans_would_break_it) {
  PlanProtocol loose = plans();
  loose.order.clear();
  for (const char* rule : {"light-around-deep", "loosened-after-deep", "both-sides"}) {
    int broken = 0;
    for (const Condition& condition : plans().conditions) {
      for (int minutes : {45, 60, 90}) {
        PlanInput input = back_pain();
        input.named = {condition.id};
        input.minutes = minutes;
        input.pains = pains({{"low-back.R", 7}, {"shoulder-top.R", 6}, {"thigh-back.L", 5}});
        broken += breaks(make_plan(loose, input), rule) ? 1 : 0;
        EXPECT_TRUE(order_faults(plans(), make_plan(plans(), input)).empty())
            << condition.id << " " << minutes << ": "
            << told(order_faults(plans(), make_plan(plans(), input)));
      }
    }
    EXPECT_GT(broken, 0) << rule;
  }
}

// A plan that a therapist changed is looked at again.
TEST(PlanOrder, each_fault_in_a_changed_plan_is_found) {
  const Plan good = make_plan(plans(), back_pain());
  ASSERT_TRUE(order_faults(plans(), good).empty()) << told(order_faults(plans(), good));
  Plan plan = good;
  WorkedPlace deep = deep_segment(plan)->places.front();
  for (const WorkedPlace& place : deep_segment(plan)->places) {
    if (place.depth >= 4) deep = place;
  }
  Segment* general = first_of(plan, Phase::general);
  std::erase_if(general->places,
                [&](const WorkedPlace& place) { return place.region == deep.region; });
  EXPECT_TRUE(breaks(plan, "light-around-deep"));

  plan = good;
  for (Segment& segment : plan.segments) {
    if (segment.phase > Phase::specific) segment.half_minutes = 0;
  }
  EXPECT_TRUE(breaks(plan, "light-around-deep"));

  plan = good;
  for (Segment& segment : plan.segments) {
    for (WorkedPlace& place : segment.places) {
      std::erase_if(place.techniques,
                    [](const std::string& id) { return id == "met" || id == "passive-rom"; });
    }
  }
  EXPECT_TRUE(breaks(plan, "loosened-after-deep"));

  plan = good;
  for (Segment& segment : plan.segments) {
    if (segment.phase == Phase::general || segment.phase == Phase::open) {
      for (WorkedPlace& place : segment.places) place.techniques = {"myofascial"};
    }
  }
  first_of(plan, Phase::specific)->places.front().techniques = {"friction"};
  EXPECT_TRUE(breaks(plan, "friction-prepared"));

  plan = good;
  Segment* specific = first_of(plan, Phase::specific);
  std::erase_if(specific->places, [](const WorkedPlace& place) {
    return place.region == Region{"low-back", Side::left};
  });
  EXPECT_TRUE(breaks(plan, "both-sides"));

  plan = good;
  for (Segment& segment : plan.segments) {
    if (segment.phase != Phase::specific) continue;
    for (WorkedPlace& place : segment.places) place.depth = 4;
  }
  EXPECT_TRUE(breaks(plan, "deep-blocks-in-a-row"));

  PlanInput legs;
  legs.pains = pains({{"calf.L", 6}, {"thigh-back.L", 5}});
  legs.first_visit = false;
  plan = make_plan(plans(), legs);
  ASSERT_TRUE(order_faults(plans(), plan).empty()) << told(order_faults(plans(), plan));
  for (Segment& segment : plan.segments) std::reverse(segment.places.begin(), segment.places.end());
  EXPECT_TRUE(breaks(plan, "toward-the-heart"));
}

TEST(PlanOrder, the_other_side_gets_a_quarter_of_the_time_and_is_lighter) {
  PlanInput input;
  input.pains = pains({{"low-back.R", 7}});
  input.first_visit = false;
  Plan plan = make_plan(plans(), input);
  int pairs = 0;
  for (Segment& segment : plan.segments) {
    // Who lies on one side has the other below.
    if (segment.phase != Phase::specific || segment.up) continue;
    WorkedPlace* marked = place_in(segment, {"low-back", Side::right});
    if (marked == nullptr) continue;
    WorkedPlace* other = place_in(segment, {"low-back", Side::left});
    ASSERT_NE(other, nullptr);
    ++pairs;
    EXPECT_LE(other->depth, 3);
    double both = segment.minutes_at(*marked) + segment.minutes_at(*other);
    EXPECT_GE(segment.minutes_at(*other), both / 4 - 1e-9);
  }
  EXPECT_GT(pairs, 0);
  input.minutes = 30;  // too short for it
  plan = make_plan(plans(), input);
  for (Segment& segment : plan.segments) {
    if (segment.phase == Phase::specific && place_in(segment, {"low-back", Side::right})) {
      EXPECT_EQ(place_in(segment, {"low-back", Side::left}), nullptr);
    }
  }
}

TEST(PlanOrder, after_strong_pressure_a_movement_or_a_stretch_follows) {
  Plan plan = make_plan(plans(), back_pain());
  bool said = std::any_of(plan.recommendations.begin(), plan.recommendations.end(),
                          [](const Recommendation& one) { return one.id == "stretch_after"; });
  EXPECT_FALSE(said);
  PlanInput input = back_pain();
  input.techniques = {"effleurage", "petrissage", "stripping", "trigger-point"};
  plan = make_plan(plans(), input);
  ASSERT_NE(deep_segment(plan), nullptr);
  said = std::any_of(plan.recommendations.begin(), plan.recommendations.end(),
                     [](const Recommendation& one) { return one.id == "stretch_after"; });
  EXPECT_TRUE(said);
  EXPECT_TRUE(order_faults(plans(), plan).empty()) << told(order_faults(plans(), plan));
}

TEST(PlanOrder, ice_comes_after_the_work) {
  for (const char* id : {"cold-pack", "ice-massage"}) {
    EXPECT_EQ(plans().modality(id)->at, "after") << id;
  }
  EXPECT_EQ(plans().modality("heat-moist")->at, "before");
}

TEST(PlanOrder, minutes_of_places_are_the_minutes_of_their_block) {
  Plan plan = make_plan(plans(), back_pain());
  for (const Segment& segment : plan.segments) {
    double sum = 0;
    for (const WorkedPlace& place : segment.places) sum += segment.minutes_at(place);
    if (!segment.places.empty()) {
      EXPECT_NEAR(sum, segment.minutes(), 1e-9);
      int tenths = 0;
      for (int one : segment.tenths_at_places()) tenths += one;
      EXPECT_EQ(tenths, segment.half_minutes * 5);
    }
  }
}

}  // namespace
}  // namespace fascia::care
