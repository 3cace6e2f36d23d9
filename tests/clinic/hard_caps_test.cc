// SPDX-License-Identifier: Apache-2.0
// The hard caps of the plan hold in the room: on the card, in changes, for the taps.
#include "clinic/change_plan.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

// Nothing hurts there: no stage of a hurt asks for less.
const care::Region kUnmarked{"low-back", care::Side::left};

TEST(HardCaps, R7_a_first_visit_is_worked_at_depth_four_at_most_whatever_was_agreed) {
  TreatedVisit v;
  auto file = [&] { return *open_client(*v.clinic, v.ana_actor, v.id); };
  EXPECT_EQ(file().room.max_depth, 4);
  PlanChange five;
  five.kind = PlanChange::Kind::depth;
  five.to = 5;
  for (std::optional<care::Region> where :
       {std::optional<care::Region>(), std::optional(kUnmarked)}) {
    five.region = where;
    auto changed = change_plan(*v.clinic, v.ana_actor, {v.id, five});
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().message, "change_looser");
    EXPECT_EQ(changed.error().args.front().second, "4");
  }
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  Consent consent = v.full_consent();
  consent.depth = 5;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, consent));
  EXPECT_EQ(file().room.max_depth, 4);
  v.start_ready();
  auto five_deep = v.work("low-back.L", "stripping", 5);
  ASSERT_FALSE(five_deep);
  EXPECT_EQ(five_deep.error().message, "depth_over_limit");
  EXPECT_TRUE(v.work("low-back.L", "stripping", 4));
}

}  // namespace
}  // namespace fascia::clinic
