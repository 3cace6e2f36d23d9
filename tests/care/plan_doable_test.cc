// SPDX-License-Identifier: Apache-2.0
// Sheet b 4.3, 4.6, 4.7: what a plan asks for can be done by two hands in the minutes it has.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "plan_inputs.h"

namespace fascia::care {
namespace {

std::string told(const Plan& plan) {
  std::string text = plan.condition + " " + std::to_string(plan.minutes) + ":";
  for (const Segment& segment : plan.segments) {
    text += "\n  " + std::to_string(segment.half_minutes) + " " +
            std::string(to_string(segment.phase)) + " " + segment.position;
    if (segment.up) text += static_cast<char>(*segment.up);
    for (const WorkedPlace& place : segment.places) {
      text += "; " + place.region.text() + " " + std::to_string(segment.minutes_at(place));
      for (const std::string& id : place.techniques) text += " " + id;
    }
  }
  return text;
}

// A person as they come: one to four marks, no limits, any of the templates.
PlanInput somebody() {
  auto number = [](int low, int high) { return *rc::gen::inRange(low, high + 1); };
  PlanInput input;
  for (int i = number(0, 4); i > 0; --i) {
    const auto& regions = plans().anatomy.regions;
    const BodyRegion& body = regions[*rc::gen::inRange<std::size_t>(0, regions.size())];
    std::vector<Region> sides = with_sides(plans().anatomy, {body.id});
    input.pains.push_back({sides[*rc::gen::inRange<std::size_t>(0, sides.size())], number(1, 10)});
  }
  if (number(0, 1) == 0) {
    const auto& conditions = plans().conditions;
    input.named = {conditions[*rc::gen::inRange<std::size_t>(0, conditions.size())].id};
  }
  input.minutes = number(20, 120);
  input.first_visit = number(0, 1) == 0;
  input.days_since_start = number(4, 800);
  if (number(0, 3) == 0) input.limits.positions = {"side-lying", "seated"};
  return input;
}

void expect_doable(const Plan& plan) {
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      double least = 0, most = 0, here = segment.minutes_at(place);
      for (const std::string& id : place.techniques) {
        least += plans().technique(id)->minutes_low;
        most += plans().technique(id)->minutes_high;
      }
      if (here < 1 - 1e-9 || here < least - 1e-9 || here > most + 1e-9) {
        RC_FAIL(place.region.text() + " in " + told(plan));
      }
    }
  }
}

RC_GTEST_PROP(PlanDoable, each_place_has_time_for_its_techniques_and_none_is_past_its_most, ()) {
  Plan plan = make_plan(plans(), somebody());
  expect_doable(plan);
  expect_doable(cut_to(plans(), plan, *rc::gen::inRange(5, 100)));
  expect_doable(make_plan(plans(), any_input()));
}

int stretch_limit(const Segment& segment) {
  const Position* position = plans().position(segment.position);
  return position == nullptr ? 0 : position->most_minutes * 2;
}

// 4.6: face down for half an hour at most; who lies on one side is worked on that side, and each
// change has its minute and a half.
RC_GTEST_PROP(PlanDoable, positions_are_held_no_longer_than_they_may_and_turns_take_their_time,
              ()) {
  const int turn = plans().rule("turn_half_minutes").value;
  Plan plan = make_plan(plans(), *rc::gen::inRange(0, 2) == 0 ? somebody() : any_input());
  const Segment* before = nullptr;
  int stretch = 0;
  for (const Segment& segment : plan.segments) {
    if (segment.phase == Phase::settle) continue;
    if (segment.phase == Phase::turn) {
      RC_ASSERT(segment.half_minutes == turn);
      RC_ASSERT(segment.places.empty());
      before = &segment;
      stretch = 0;
      continue;
    }
    if (before != nullptr) {
      if (before->position != segment.position || before->up != segment.up) {
        RC_FAIL("no turn: " + told(plan));
      }
    }
    before = &segment;
    stretch += segment.half_minutes;
    int limit = stretch_limit(segment);
    if (limit > 0 && stretch > limit) RC_FAIL("too long in one position: " + told(plan));
    const Position* position = plans().position(segment.position);
    RC_ASSERT(position != nullptr);
    RC_ASSERT(position->one_side == segment.up.has_value());
    for (const WorkedPlace& place : segment.places) {
      RC_ASSERT(!segment.up || place.region.side == *segment.up ||
                place.region.side == Side::midline);
    }
  }
}

TEST(PlanDoable, nobody_lies_face_down_for_more_than_half_an_hour) {
  EXPECT_EQ(plans().position("prone")->most_minutes, 30);
  EXPECT_TRUE(plans().position("side-lying")->one_side);
  for (const char* back : {"thigh-back", "calf", "heel-achilles", "upper-arm-back", "mid-back"}) {
    for (const char* position : {"supine", "semi-reclined"}) {
      const std::vector<std::string>& reaches = plans().position(position)->reaches;
      EXPECT_EQ(std::count(reaches.begin(), reaches.end(), back), 0) << position << " " << back;
    }
  }
}

// 6.15: a change every 20 minutes.
TEST(PlanDoable, fibromyalgia_changes_position_after_20_minutes) {
  for (int minutes : {30, 45, 60}) {
    PlanInput input;
    input.named = {"fibromyalgia"};
    input.first_visit = false;
    input.visits_done = 3;
    input.minutes = minutes;
    Plan plan = make_plan(plans(), input);
    int stretch = 0;
    for (const Segment& segment : plan.segments) {
      stretch = segment.phase <= Phase::turn ? 0 : stretch + segment.half_minutes;
      EXPECT_LE(stretch, 40) << told(plan);
    }
  }
}

// 6.13: good side down, from the beginning.
TEST(PlanDoable, a_frozen_shoulder_is_worked_lying_on_the_good_side) {
  PlanInput input;
  input.named = {"frozen-shoulder"};
  input.pains = pains({{"shoulder-side.R", 6}, {"shoulder-front.R", 5}});
  input.first_visit = false;
  Plan plan = make_plan(plans(), input);
  int sided = 0;
  for (const Segment& segment : plan.segments) {
    if (!segment.up) continue;
    EXPECT_EQ(*segment.up, Side::right);
    ++sided;
  }
  EXPECT_GE(sided, 4) << told(plan);
}

bool is_pressed(const Plan& plan, const Region& region) {
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      if (place.region == region && place.depth > 0) return true;
    }
  }
  return false;
}

bool lies_at(const ProbableSource& source, const Region& region) {
  const Muscle* muscle = plans().anatomy.muscle(source.muscle);
  bool there = std::count(muscle->locations.begin(), muscle->locations.end(), region.id) > 0;
  return there && (source.both_sides || source.side == region.side);
}

RC_GTEST_PROP(PlanDoable, R12_a_place_with_its_own_consent_is_on_both_sides_or_has_a_reason, ()) {
  PlanInput input = *rc::gen::inRange(0, 2) == 0 ? somebody() : any_input();
  Plan plan = make_plan(plans(), input);
  for (const OwnConsentRegion& own : plan.own_consent) {
    Region other = own.region;
    other.side = other.side == Side::left ? Side::right : Side::left;
    bool marked = std::any_of(input.pains.begin(), input.pains.end(),
                              [&](const Pain& pain) { return pain.region == own.region; });
    bool source = std::any_of(plan.sources.begin(), plan.sources.end(),
                              [&](const auto& one) { return lies_at(one, own.region); });
    if (!marked && !source && !is_pressed(plan, other)) {
      RC_FAIL(own.region.text() + " alone in " + told(plan));
    }
  }
}

TEST(PlanDoable, R12_a_neck_that_hurts_on_the_right_asks_nothing_of_the_left_chest_alone) {
  PlanInput input;
  input.pains = pains({{"neck-back.R", 7}});
  input.first_visit = false;
  for (int minutes : {30, 45, 60, 75, 90}) {
    input.minutes = minutes;
    Plan plan = make_plan(plans(), input);
    EXPECT_EQ(is_pressed(plan, {"chest-upper", Side::left}),
              is_pressed(plan, {"chest-upper", Side::right}))
        << told(plan);
  }
}

// 4.7: places that are pressed in the main work, as many as the length has room for: one place of
// both sides, or up to three that go together.
RC_GTEST_PROP(PlanDoable, the_main_work_is_on_no_more_places_than_the_length_has_room_for, ()) {
  Plan plan = make_plan(plans(), somebody());
  std::set<std::string> ids;
  for (const Segment& segment : plan.segments) {
    if (segment.phase != Phase::specific) continue;
    for (const WorkedPlace& place : segment.places) {
      if (place.depth > 0) ids.insert(place.region.id);
    }
  }
  std::size_t most = 3 * static_cast<std::size_t>(length_for(plans(), plan.minutes).focus);
  if (ids.size() > most) RC_FAIL(told(plan));
}

TEST(PlanDoable, half_an_hour_is_for_one_place_and_leaves_the_other_side) {
  for (const Condition& condition : plans().conditions) {
    for (const char* mark : {"shoulder-top.R", "low-back.R", "thigh-back.R", "neck-back.R"}) {
      PlanInput input;
      input.named = {condition.id};
      input.pains = pains({{mark, 7}, {"forearm-front.L", 2}});
      input.first_visit = false;
      input.visits_done = 3;
      input.minutes = 30;
      Plan plan = make_plan(plans(), input);
      std::set<std::string> ids;
      for (const Segment& segment : plan.segments) {
        for (const WorkedPlace& place : segment.places) {
          if (segment.phase != Phase::specific) continue;
          if (place.depth > 0) ids.insert(place.region.id);
          EXPECT_NE(place.region.side, Side::left) << told(plan);
        }
      }
      EXPECT_LE(ids.size(), 3u) << told(plan);
      EXPECT_EQ(plan.next_time.size(), 1u) << told(plan);
    }
  }
}

// Rule 3 on a plan that somebody changed.
TEST(PlanDoable, work_on_one_spot_without_a_stroke_that_ends_it_is_found) {
  Plan plan = make_plan(plans(), back_pain());
  ASSERT_TRUE(order_faults(plans(), plan).empty());
  for (Segment& segment : plan.segments) {
    if (segment.phase < Phase::specific) continue;
    for (WorkedPlace& place : segment.places) std::erase(place.techniques, "effleurage");
  }
  auto faults = order_faults(plans(), plan);
  EXPECT_TRUE(std::any_of(faults.begin(), faults.end(), [](const OrderFault& fault) {
    return fault.rule == "between-general-work";
  }));
}

// Rule 2: the light minute is a minute at depth 2 or less.
TEST(PlanDoable, after_deep_work_there_is_a_whole_light_minute_on_the_same_place) {
  int deep = 0;
  for (int minutes : {30, 45, 60, 75, 90}) {
    PlanInput input = back_pain();
    input.minutes = minutes;
    Plan plan = make_plan(plans(), input);
    std::map<Region, double> light;
    for (std::size_t i = plan.segments.size(); i-- > 0;) {
      for (const WorkedPlace& place : plan.segments[i].places) {
        if (plan.segments[i].phase > Phase::specific && place.depth > 0 && place.depth <= 2) {
          light[place.region] += plan.segments[i].minutes_at(place);
        }
        if (plan.segments[i].phase != Phase::specific || place.depth < 4) continue;
        ++deep;
        EXPECT_GE(light[place.region], 1 - 1e-9) << place.region.text() << " in " << told(plan);
      }
    }
  }
  EXPECT_GT(deep, 5);
}

// 4.3(7): a word at 8 minutes, an end at 12.
TEST(PlanDoable, more_than_eight_deep_minutes_on_one_place_are_told) {
  auto said = [](const Plan& plan) {
    return std::any_of(plan.recommendations.begin(), plan.recommendations.end(),
                       [](const Recommendation& one) { return one.id == "unbroken_deep_warn"; });
  };
  int told_of = 0, silent = 0;
  for (const Condition& condition : plans().conditions) {
    for (int minutes : {45, 60, 75, 90}) {
      PlanInput input = back_pain();
      input.named = {condition.id};
      input.minutes = minutes;
      Plan plan = make_plan(plans(), input);
      std::map<Region, double> now, longest;
      for (const Segment& segment : plan.segments) {
        if (segment.phase == Phase::turn) continue;
        std::map<Region, double> here;
        for (const WorkedPlace& place : segment.places) {
          if (place.depth < 4) continue;
          here[place.region] = now[place.region] + segment.minutes_at(place);
          longest[place.region] = std::max(longest[place.region], here[place.region]);
        }
        now = here;
      }
      double most = 0;
      for (const auto& [region, sum] : longest) most = std::max(most, sum);
      EXPECT_LE(most, 12) << told(plan);
      EXPECT_EQ(said(plan), most > 8) << told(plan);
      (most > 8 ? told_of : silent) += 1;
    }
  }
  EXPECT_GT(told_of, 0);
  EXPECT_GT(silent, 0);
}

TEST(PlanDoable, a_longer_booking_has_the_longest_plan_and_says_what_is_left) {
  PlanInput input = back_pain();
  auto text = [&](int minutes) {
    input.minutes = minutes;
    Plan plan = make_plan(plans(), input);
    EXPECT_EQ(plan.minutes, std::min(minutes, 90));
    for (const Recommendation& one : plan.recommendations) {
      if (one.id == "longest") return one.text.en;
    }
    return std::string();
  };
  EXPECT_EQ(text(90), "");
  EXPECT_NE(text(91).find("1 minutes of the booking are left"), std::string::npos);
  EXPECT_NE(text(120).find("30 minutes of the booking are left"), std::string::npos);
  EXPECT_NE(text(240).find("150 minutes of the booking are left"), std::string::npos);
}

// 4.5: the therapist decides first about heat, by what was taken and by the skin.
TEST(PlanDoable, heat_asks_first_after_a_strong_pain_pill_and_on_thin_skin) {
  auto heat = [](const char* answers) {
    Intake intake = person(answers);
    intake.pains = pains({{"low-back.R", 6}});
    intake.since = "a year";
    Screening screening = screen(shipped(), intake, ServiceKind::swedish, kVisit);
    PlanInput input = plan_input(plans(), intake, screening, 60);
    input.first_visit = false;
    Plan plan = make_plan(plans(), input);
    for (const Beside& one : plan.beside) {
      if (one.modality == "heat-moist") return one.ask ? "ask" : "yes";
    }
    return "no";
  };
  EXPECT_STREQ(heat("{}"), "yes");
  EXPECT_STREQ(heat(R"({"pills_today":["pain"]})"), "yes");
  for (const char* pill : {"opioid", "benzodiazepine", "z-drug", "muscle-relaxant", "other"}) {
    std::string answers =
        std::string(R"({"pills_today":[")") + pill + R"("],"pills_today.now":"none"})";
    EXPECT_STREQ(heat(answers.c_str()), "ask") << pill;
  }
  EXPECT_STREQ(heat(R"({"thin_skin":"no"})"), "yes");
  EXPECT_STREQ(heat(R"({"thin_skin":"yes"})"), "ask");
  for (const char* id : {"heat-moist", "hot-stone"}) {
    std::set<std::string> asked;
    for (const ModalityBar& bar : plans().modality(id)->bars) {
      if (!bar.caution) continue;
      for (const SaidAnswer& said : bar.any_of) asked.insert(said.question);
    }
    EXPECT_TRUE(asked.count("pills_today") && asked.count("thin_skin")) << id;
  }
}

}  // namespace
}  // namespace fascia::care
