// SPDX-License-Identifier: Apache-2.0
#include "schedule/simulate.h"

#include <gtest/gtest.h>

namespace fascia::schedule {
namespace {

Simulation small() {
  Simulation s;
  s.therapists = 4;
  s.weeks = 3;
  return s;
}

TEST(Simulate, one_seed_gives_one_life_and_another_gives_another) {
  EXPECT_EQ(simulate(small(), StartPolicy::no_gaps), simulate(small(), StartPolicy::no_gaps));
  Simulation other = small();
  other.seed = 2;
  EXPECT_FALSE(simulate(small(), StartPolicy::no_gaps) == simulate(other, StartPolicy::no_gaps));
}

TEST(Simulate, nobody_and_no_minute_is_lost_from_the_books) {
  for (StartPolicy policy : {StartPolicy::fixed_grid, StartPolicy::no_gaps}) {
    Simulation s = small();
    s.ill = 0.05;
    const SimulationResult r = simulate(s, policy);
    EXPECT_GT(r.asked, 100);
    EXPECT_EQ(r.asked, r.booked + r.refused + r.waiting);
    EXPECT_EQ(r.booked, r.treated + r.no_shows + r.cancelled + r.lost_to_illness);
    EXPECT_GT(r.moved_for_illness, 0);
    EXPECT_GT(r.cancelled, 0);
    EXPECT_GT(r.booked_from_wait_list, 0);
    EXPECT_GT(r.utilisation(), 0.4);
    EXPECT_LE(r.utilisation(), 1);
    // Visits take their buffers too, so that time is never worked twice.
    EXPECT_LT(r.treated_minutes + r.unusable + r.unsold, r.worked);
  }
}

TEST(Simulate, R32_no_day_has_more_deep_minutes_than_the_limit) {
  Simulation s = small();
  s.deep_minutes_a_day = 150;
  const SimulationResult r = simulate(s, StartPolicy::fixed_grid);
  EXPECT_LE(r.deep_most, 150);
  EXPECT_GT(r.days_at_limit, 0);
  s.deep_minutes_a_day = 0;
  EXPECT_GT(simulate(s, StartPolicy::fixed_grid).deep_most, 150);
}

TEST(Simulate, both_policies_meet_the_same_clients) {
  const SimulationResult grid = simulate(small(), StartPolicy::fixed_grid);
  const SimulationResult gapless = simulate(small(), StartPolicy::no_gaps);
  EXPECT_EQ(grid.asked, gapless.asked);
  EXPECT_EQ(grid.worked, gapless.worked);
  EXPECT_LT(gapless.unusable, grid.unusable);
}

}  // namespace
}  // namespace fascia::schedule
