// SPDX-License-Identifier: Apache-2.0
// A series to one of whose visits two people come together.
#include "clinic/two_people.h"
#include "clinic/visit_series.h"

namespace fascia::clinic {
namespace {

using store::Status;

struct CoupleSeries : Couple {
  BookedCouple both = booked(at(1, 10), ana, ben);
  const Booked &one = both.first, &two = both.second;
  std::vector<store::Appointment> alone_after;

  void SetUp() override {
    auto added = repeat_visit(*clinic, desk, {one.appointment.id, 1, 3, {}, {}});
    ASSERT_TRUE(added) << added.error().message;
    for (const Booked& later : *added) alone_after.push_back(later.appointment);
  }
  store::Appointment later(std::size_t i) {
    return find_visit(*clinic, alone_after[i].id, {program, {}}).value();
  }
  WallTime to(int day, int hour) const { return {monday + day, hour * 60}; }
};

TEST_F(CoupleSeries, R35_nobody_is_left_alone_by_a_series_without_being_asked_about) {
  const AppointmentId id = one.appointment.id;
  for (auto refused : {cancel_rest(*clinic, desk, id), move_rest(*clinic, desk, id, to(2, 10))}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "couple_choose");
    EXPECT_EQ(refused.error().field, "which");
  }
  beside(one, two);
  EXPECT_EQ(later(1).start, at(15, 10));
  // From the visit after it nobody else is concerned.
  EXPECT_EQ(cancel_rest(*clinic, desk, alone_after[1].id).value(), 1);
  all_sound();
}

TEST_F(CoupleSeries, both_move_with_the_series_each_with_their_own_therapist) {
  auto plan = plan_move_rest(*clinic, desk, one.appointment.id, to(2, 13));
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->size(), 3u);
  for (const MovedVisit& moved : *plan) EXPECT_EQ(moved.conflict, "");
  auto moved = move_rest(*clinic, desk, one.appointment.id, to(2, 13), {}, OfTwo::both);
  ASSERT_TRUE(moved) << moved.error().message;
  beside(one, two);
  EXPECT_EQ(visit(two).start, at(2, 13));
  EXPECT_EQ(visit(two).practitioner, ben);
  EXPECT_EQ(later(0).start, at(9, 13));
  EXPECT_EQ(later(1).start, at(16, 13));
  all_sound();
}

TEST_F(CoupleSeries, the_plan_says_when_the_other_one_could_not_come_along) {
  ASSERT_EQ(alone(at(2, 10), ben), "booked");
  auto plan = plan_move_rest(*clinic, desk, one.appointment.id, to(2, 10));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->front().conflict, "start_taken");
  EXPECT_FALSE(move_rest(*clinic, desk, one.appointment.id, to(2, 10), {}, OfTwo::both));
  beside(one, two);
  EXPECT_EQ(later(0).start, at(8, 10));
  plan = plan_move_rest(*clinic, desk, one.appointment.id, to(2, 10), OfTwo::one);
  EXPECT_EQ(plan->front().conflict, "");
  ASSERT_TRUE(move_rest(*clinic, desk, one.appointment.id, to(2, 10), {}, OfTwo::one));
  EXPECT_EQ(visit(one).start, at(2, 10));
  EXPECT_EQ(visit(two).start, at(1, 10));
  all_sound();
}

TEST_F(CoupleSeries, R34_both_are_cancelled_with_the_series_and_come_back_at_once) {
  ASSERT_TRUE(cancel_rest(*clinic, desk, one.appointment.id, OfTwo::both));
  EXPECT_EQ(visit(two).status, Status::cancelled);
  EXPECT_EQ(later(1).status, Status::cancelled);
  ASSERT_EQ(undone(two), "done");
  beside(one, two);
  EXPECT_EQ(later(1).status, Status::cancelled);
  ASSERT_TRUE(cancel_rest(*clinic, desk, one.appointment.id, OfTwo::one));
  EXPECT_EQ(visit(one).status, Status::cancelled);
  EXPECT_TRUE(store::takes_time(visit(two).status));
  all_sound();
}

}  // namespace
}  // namespace fascia::clinic
