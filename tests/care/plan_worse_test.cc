// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "plan_inputs.h"

namespace fascia::care {
namespace {

// Sheet c 7b.6: "no deep work; lower ceiling to 4".
TEST(PlanOfWorse, R10_the_ceiling_is_four_of_ten) {
  PlanInput input = back_pain();
  ASSERT_GT(make_plan(plans(), input).discomfort.ceiling, 4);
  input.verdict = Verdict::worse;
  EXPECT_EQ(make_plan(plans(), input).discomfort.ceiling, 4);
}

}  // namespace
}  // namespace fascia::care
