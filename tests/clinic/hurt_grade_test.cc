// SPDX-License-Identifier: Apache-2.0
// A whiplash has a grade: suggested by the answers, confirmed by who examines, before the start.
#include "clinic/hurt_grade.h"

#include "clinic/room_plan.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

// Thirty days ago, looked into; `turns`: whether the head turns halfway.
care::AnswerMap whiplash(Date today, care::Said turns, const char* found = "no") {
  return {{"whiplash", care::Said::yes},
          {"whiplash.date", care::SaidDate{today - 30, to_iso(today - 30)}},
          {"whiplash.hurts", care::Said::yes},
          {"whiplash.imaged", care::Said::yes},
          {"whiplash.limbs", std::string("none")},
          {"whiplash.grade", std::string(found)},
          {"whiplash.high", std::string("none")},
          {"whiplash.low", std::vector<std::string>{"walked", "no-bone-pain"}},
          {"whiplash.turn", turns}};
}
Date visit_day() {
  SmallClinic small;
  return small.zone.date(small.at(2, 10));
}

struct HurtGrades : ::testing::Test {
  TreatedVisit v{{{{"neck-back", care::Side::right}, 6}}, whiplash(visit_day(), care::Said::no)};

  PlanChange to(const char* grade, const char* reason = "") const {
    PlanChange change;
    change.kind = PlanChange::Kind::grade;
    change.rule = "whiplash";
    change.grade = grade;
    change.reason = reason;
    return change;
  }
  std::string change(const PlanChange& change) {
    auto out = change_plan(*v.clinic, v.ana_actor, {v.id, change});
    return out ? "kept" : out.error().message + " " + out.error().field;
  }
  ClientFile file() { return *open_client(*v.clinic, v.ana_actor, v.id); }
  bool waits() {
    auto hindered = file().hindrances;
    return std::count(hindered.begin(), hindered.end(), "grade_unconfirmed") != 0;
  }
};

TEST_F(HurtGrades, R7_a_suggested_grade_is_shown_with_its_reason_and_waits_for_who_examines) {
  auto grades = file().room.grades;
  ASSERT_EQ(grades.size(), 1u);
  EXPECT_EQ(grades[0].condition, "whiplash");
  ASSERT_TRUE(grades[0].suggested);
  EXPECT_EQ(grades[0].suggested->grade, "II");
  EXPECT_EQ(grades[0].suggested->reasons.size(), 1u);
  EXPECT_EQ(grades[0].holds(), "");
  EXPECT_TRUE(waits());
  v.make_ready();
  EXPECT_EQ(v.refusal(), "grade_unconfirmed");
  ASSERT_EQ(change(to("II")), "kept");
  EXPECT_FALSE(waits());
  EXPECT_EQ(file().room.grades[0].holds(), "II");
  EXPECT_EQ(v.refusal(), "started");
}

TEST_F(HurtGrades, R7_the_plan_goes_by_the_confirmed_grade_alone) {
  // Unknown after 30 days: a strength of 5 at most; grade II: 4; grade III: the neck is left alone.
  const int unknown = file().ceiling;
  ASSERT_EQ(change(to("II")), "kept");
  EXPECT_LT(file().ceiling, unknown);
  ASSERT_EQ(change(to("III")), "kept");
  for (const care::Segment& segment : file().room.plan.segments)
    for (const care::WorkedPlace& place : segment.places)
      EXPECT_FALSE(place.region.id.starts_with("neck")) << place.region.text();
  PlanChange back;
  back.kind = PlanChange::Kind::back;
  back.of = file().room.changes.back().id;
  back.reason = "Looked again";
  ASSERT_EQ(change(back), "kept");
  EXPECT_EQ(file().room.grades[0].holds(), "II");
}

TEST_F(HurtGrades, R7_a_milder_grade_than_the_answers_suggest_needs_a_typed_reason) {
  EXPECT_EQ(change(to("I")), "change_reason_missing reason");
  EXPECT_EQ(change(to("V")), "grade_unknown grade");
  PlanChange other = to("I", "Turns freely on the table");
  other.rule = "fibromyalgia";
  EXPECT_EQ(change(other), "condition_unknown rule");
  EXPECT_EQ(change(to("I", "Turns freely on the table")), "kept");
  EXPECT_EQ(file().room.grades[0].holds(), "I");
}

TEST_F(HurtGrades, R7_during_the_session_a_grade_is_made_graver_and_not_milder) {
  v.make_ready();
  ASSERT_EQ(change(to("II")), "kept");
  v.start_ready();
  EXPECT_EQ(change(to("I", "Feels fine")), "session_started ");
  EXPECT_EQ(change(to("III")), "kept");
}

TEST(HurtGrade, R7_what_a_doctor_found_is_not_made_milder) {
  HurtGrade grade{"whiplash", {}, {"I", "II", "III", "IV"}, "III", {}, "II"};
  EXPECT_EQ(grade.holds(), "III");
  EXPECT_FALSE(grade.waits());
  grade.confirmed = "IV";
  EXPECT_EQ(grade.holds(), "IV");
  EXPECT_TRUE(grade.is_milder("II", "III"));
  EXPECT_TRUE(grade.is_milder("", "I"));
  EXPECT_FALSE(grade.is_milder("III", "III"));
}

TEST(HurtGrade, who_named_no_such_hurt_has_none) {
  TreatedVisit v;
  EXPECT_TRUE(open_client(*v.clinic, v.ana_actor, v.id)->room.grades.empty());
}

}  // namespace
}  // namespace fascia::clinic
