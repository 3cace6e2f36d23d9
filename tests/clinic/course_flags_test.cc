// SPDX-License-Identifier: Apache-2.0
// What a course shows beside its verdict, and what begins one anew (sheet c 7b.1, 7b.4).
#include "clinic/client_curve.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

ClientCurve course_of(FollowedVisit& visit, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    visit.rated(static_cast<int>(i) * 4, i == 0 ? 0 : static_cast<int>(i) - 1, values[i]);
  return visit.store->read([&](store::Connection& c) {
    return curve_of(c, *visit.clinic, visit.client, visit.clock.now());
  });
}

std::vector<std::string> flags(const ClientCurve& curve) {
  std::vector<std::string> out;
  for (const care::CourseFlag* flag : curve.flags) out.push_back(flag->id);
  return out;
}
using Flags = std::vector<std::string>;

TEST(CourseFlags, a_jump_of_three_asks_the_red_flag_questions_and_one_of_two_does_not) {
  FollowedVisit two, three;
  ClientCurve small = course_of(two, {5, 5, 5, 5, 7});
  EXPECT_EQ(flags(small), Flags{});
  EXPECT_FALSE(small.next.red_flags_first);
  ClientCurve jumped = course_of(three, {5, 5, 5, 5, 8});
  EXPECT_EQ(flags(jumped), Flags{"jump"});
  EXPECT_TRUE(jumped.next.red_flags_first);
  EXPECT_NE(jumped.verdict.verdict, care::Verdict::worse) << "the word stays the same";
}

TEST(CourseFlags, pain_that_came_back_and_pain_that_was_low_are_said) {
  FollowedVisit back, low, lower;
  EXPECT_EQ(flags(course_of(back, {8, 8, 4, 3, 3, 3, 5, 6})), Flags{"rebound"});
  EXPECT_EQ(flags(course_of(low, {3, 2, 2, 2, 2})), Flags{"small_room"});
  EXPECT_EQ(flags(course_of(lower, {1, 1, 1, 1, 1})), Flags{"low_baseline"});
}

TEST(CourseFlags, each_flag_of_the_sheet_has_its_words) {
  FollowedVisit visit;
  for (std::string_view id : care::kCourseFlags) {
    bool known = false;
    for (const care::CourseFlag& flag : visit.clinic->plans.flags) known |= flag.id == id;
    EXPECT_TRUE(known) << id;
  }
}

// An injury between two ratings begins a course anew; one of before the first does not.
TEST(CourseFlags, a_new_injury_or_an_operation_begins_a_new_episode) {
  auto course = [](const char* question, int day) {
    FollowedVisit probe;
    const Date on = probe.zone.date(probe.at(-30 + day, 9));
    FollowedVisit visit(std::vector<care::Pain>{{kBack, 7}},
                        {{question, care::SaidDate{on, to_iso(on)}}});
    return course_of(visit, {8, 8, 7, 7, 6, 6}).verdict.episode;
  };
  EXPECT_EQ(course("injury.date", 10), 2);
  EXPECT_EQ(course("surgery.date", 10), 2);
  EXPECT_EQ(course("injury.date", -5), 1);
  EXPECT_EQ(course("injury.date", 30), 1) << "after the last rating";
  EXPECT_EQ(course("botox.date", 10), 1);
}

}  // namespace
}  // namespace fascia::clinic
