// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/plan.h"
#include "screening_protocol.h"

namespace fascia::care {

// The plans as shipped; a fault in them stops the test with file, line and key.
inline const PlanProtocol& shipped_plans() {
  static const Result<PlanProtocol> plans = read_plan_protocol(shipped_files());
  if (!plans) {
    ADD_FAILURE() << describe(plans.error());
    static const PlanProtocol kEmpty;
    return kEmpty;
  }
  return *plans;
}

// "low-back.R 7" a mark.
inline std::vector<Pain> pains(const std::vector<std::pair<std::string, int>>& marks) {
  std::vector<Pain> all;
  for (const auto& [text, intensity] : marks) {
    auto region = parse_region(text);
    EXPECT_TRUE(region) << text;
    if (region) all.push_back({*region, intensity});
  }
  return all;
}

}  // namespace fascia::care
