// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/plan_parts.h"

namespace fascia::care {

void add_hard_caps(const PlanProtocol& protocol, const PlanInput& input, Plan& plan) {
  auto rule = [&](std::string_view id) { return protocol.rule(id).value; };
  auto everywhere = [&](int depth) { plan.hard_depth = std::min(plan.hard_depth, depth); };
  auto here = [&](const Region& region, int depth) {
    auto [at, fresh] = plan.hard_depths.emplace(region, depth);
    if (!fresh) at->second = std::min(at->second, depth);
  };
  if (input.service == ServiceKind::swedish) everywhere(rule("swedish_depth"));
  if (input.first_visit) everywhere(rule("first_visit_depth"));
  if (input.age >= rule("age_from")) everywhere(rule("age_depth"));
  if (input.verdict == Verdict::worse) everywhere(rule("worse_depth"));
  for (const Region& region : input.deep_lately) here(region, rule("deep_again_depth"));
  const bool acute = input.days_since_start * 24 <= rule("acute_hours");
  const Condition* condition = choose_condition(protocol, input);
  const Stage* stage = condition == nullptr ? nullptr : stage_of(*condition, input);
  for (const Pain& pain : input.pains) {
    if (acute) here(pain.region, rule("acute_depth"));
    if (stage != nullptr) here(pain.region, stage->max_depth);
    if (stage != nullptr && is_in(stage->barred, "@pain")) here(pain.region, 0);
  }
  if (stage == nullptr) return;
  if (is_in(stage->barred, "*")) everywhere(0);
  for (const Region& region : with_sides(protocol.anatomy, stage->barred)) here(region, 0);
}

}  // namespace fascia::care
