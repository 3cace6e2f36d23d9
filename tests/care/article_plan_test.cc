// SPDX-License-Identifier: Apache-2.0
// Rows of the article's sheet (c 1) that plans, aftercare and measures hold.
#include <algorithm>

#include "care/outcomes.h"
#include "follow_up_shipped.h"
#include "plan_inputs.h"

namespace fascia::care {
namespace {

bool holds_name(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// CHK-S7: a stiff neck, the upper and the low back, tight legs and sore shoulders each have their
// place on the map, on both sides where there are two, a plan of their own and stretches.
TEST(ArticlePlan, CHK_S7_each_place_has_its_plan_and_its_stretches) {
  struct Row {
    const char* place;
    const char* plan;
    bool two_sides;
  };
  for (const Row& row : {Row{"neck-back", "neck-pain-stiff-neck", true},
                         Row{"interscapular", "upper-back-tension", true},
                         Row{"low-back", "chronic-low-back-pain", true},
                         Row{"shoulder-front", "sore-shoulders", true},
                         Row{"thigh-back", "tight-legs", true}, Row{"calf", "tight-legs", true}}) {
    for (const char* side : {".L", ".R"}) {
      auto place = parse_region(row.place + std::string(side));
      ASSERT_TRUE(place);
      const auto& map = shipped().regions;
      EXPECT_NE(std::find(map.begin(), map.end(), *place), map.end()) << row.place << side;
      PlanInput input;
      input.pains = pains({{row.place + std::string(side), 6}});
      input.days_since_start = 400;
      input.first_visit = false;
      EXPECT_EQ(make_plan(plans(), input).condition, row.plan);
    }
    const auto& areas = follow_up().aftercare.areas;
    auto area = std::find_if(areas.begin(), areas.end(), [&](const StretchArea& one) {
      return holds_name(one.regions, row.place);
    });
    ASSERT_NE(area, areas.end()) << row.place;
    EXPECT_FALSE(area->stretches.empty()) << row.place;
  }
}

// CHK-S16: each reason for a visit that the article names has a plan with its own measures; after a
// crash or a fall what stops the work is said with it.
TEST(ArticlePlan, CHK_S16_each_reason_for_a_visit_has_its_measures) {
  for (const char* reason : {"chronic-low-back-pain", "limited-mobility", "whiplash", "after-fall",
                             "posture-problems", "stress-tension"}) {
    const Condition* plan = plans().condition(reason);
    ASSERT_NE(plan, nullptr) << reason;
    EXPECT_FALSE(plan->measures.empty()) << reason;
    EXPECT_FALSE(plan->stop.en.empty()) << reason;
  }
  for (const char* question : {"whiplash", "trauma", "fall"})
    EXPECT_NE(shipped().question(question), nullptr) << question;
}

// CHK-S16, CHK-S17: what a visit asks first follows from its reason: tiredness and sleep with
// fibromyalgia, stress with tension, a movement where that is short, nothing for posture.
TEST(ArticlePlan, CHK_S16_CHK_S17_the_reason_says_what_is_asked_first) {
  using Asks = std::vector<std::string>;
  EXPECT_EQ(plans().condition("fibromyalgia")->asks, (Asks{"sleep1", "fatigue1"}));
  EXPECT_EQ(plans().condition("stress-tension")->asks, (Asks{"stress1", "relax1", "sleep1"}));
  EXPECT_EQ(plans().condition("limited-mobility")->asks.front(), "ftf");
  EXPECT_TRUE(plans().condition("posture-problems")->asks.empty());
  for (const Condition& one : plans().conditions)
    for (const std::string& asked : one.asks)
      EXPECT_NE(find_measure(follow_up().measures, asked), nullptr) << one.id << " " << asked;
}

// CHK-S23: the length that was studied is of pain that lasts.
TEST(ArticlePlan, CHK_S23_the_studied_length_is_of_a_neck_that_hurts_for_twelve_weeks) {
  PlanInput input;
  input.pains = pains({{"neck-back.R", 6}});
  input.first_visit = false;
  input.days_since_start = 84;
  EXPECT_EQ(make_plan(plans(), input).studied.minutes, 60);
  input.days_since_start = 83;
  EXPECT_EQ(make_plan(plans(), input).studied.minutes, 0);
  input.pains = pains({{"low-back.R", 6}});
  input.days_since_start = 400;
  EXPECT_EQ(make_plan(plans(), input).studied.minutes, 0);
}

// CHK-S17: with fibromyalgia the first session stays at a comfort of four of ten and light.
TEST(ArticlePlan, CHK_S17_fibromyalgia_begins_lightly) {
  Intake intake = healthy(shipped());
  intake.answers["any.nerves"] = intake.answers["pain_all_over"] = Said::yes;
  Screening screening = screen(shipped(), intake, ServiceKind::deep, kVisit);
  PlanInput input = plan_input(plans(), intake, screening, 60);
  input.pains = pains({{"low-back.R", 6}});
  input.first_visit = true;
  Plan plan = make_plan(plans(), input);
  EXPECT_EQ(plan.condition, "fibromyalgia");
  EXPECT_LE(plan.discomfort.ceiling, 4);
  for (const Segment& one : plan.segments) EXPECT_LE(one.depth(), 3);
  // A back without it takes more.
  input = PlanInput{};
  input.pains = pains({{"low-back.R", 6}});
  input.days_since_start = 400;
  input.first_visit = false;
  EXPECT_GT(make_plan(plans(), input).discomfort.ceiling, 4);
}

// CHK-S23: thirty to ninety minutes can be planned whole, and the neck's plan is the length that
// was studied.
TEST(ArticlePlan, CHK_S23_every_length_can_be_planned_and_the_studied_one_is_the_necks) {
  for (int minutes : {30, 45, 60, 75, 90}) {
    PlanInput input = back_pain();
    input.minutes = minutes;
    Plan plan = make_plan(plans(), input);
    EXPECT_FALSE(plan.segments.empty()) << minutes;
    EXPECT_LE(plan.minutes, minutes);
  }
  EXPECT_EQ(plans().condition("neck-pain-stiff-neck")->minutes, 60);
  EXPECT_GE(plans().condition("neck-pain-stiff-neck")->visits_a_week, 2);
}

const Measure& scale(std::string_view id) {
  const Measure* found = find_measure(follow_up().measures, id);
  FASCIA_CHECK(found != nullptr);
  return *found;
}

// CHK-S18b, CHK-S10: stress and ease are asked on a scale of 0 to 10 in the room, beside pain.
TEST(ArticlePlan, CHK_S18b_stress_and_ease_are_scales_of_the_room) {
  for (const char* id : {"stress1", "relax1"}) {
    const Measure& one = scale(id);
    EXPECT_EQ(one.group, "feeling");
    EXPECT_EQ(one.low, 0);
    EXPECT_EQ(one.high, 10);
  }
  EXPECT_EQ(change(scale("stress1"), 7, 4).direction, Direction::better);
  EXPECT_EQ(change(scale("relax1"), 4, 7).direction, Direction::better);
}

std::vector<std::string> heard(const Measure& one, const std::vector<double>& values) {
  std::vector<std::string> out;
  for (const MeasureAlert* alert : alerts_of(one, values)) out.push_back(alert->id);
  return out;
}

// CHK-S26: comfort of four or less is a word to the therapist; five is not.
TEST(ArticlePlan, CHK_S26_little_comfort_prompts_the_therapist) {
  EXPECT_TRUE(holds_name(heard(scale("comf_overall"), {4}), "low-comfort"));
  EXPECT_FALSE(holds_name(heard(scale("comf_overall"), {5}), "low-comfort"));
}

// CHK-S36: five or less twice, for ease or for trust, offers another therapist; once does not.
TEST(ArticlePlan, CHK_S36_little_trust_or_ease_twice_offers_a_change) {
  for (const char* id : {"trust_plan", "comfort_therapist"}) {
    EXPECT_TRUE(holds_name(heard(scale(id), {5, 5}), "offer-change")) << id;
    EXPECT_FALSE(holds_name(heard(scale(id), {5}), "offer-change")) << id;
    EXPECT_FALSE(holds_name(heard(scale(id), {5, 6}), "offer-change")) << id;
  }
}

}  // namespace
}  // namespace fascia::care
