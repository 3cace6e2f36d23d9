// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidcheck/gtest.h>

#include "plan_protocol.h"

namespace fascia::care {

inline const PlanProtocol& plans() { return shipped_plans(); }

inline PlanInput back_pain() {
  PlanInput input;
  input.pains = pains({{"low-back.R", 7}, {"low-back.L", 5}, {"buttock-upper.R", 4}});
  input.first_visit = false;
  return input;
}

// An input as chance makes it: marks, age, limits, what was declined, how it went before.
inline PlanInput any_input() {
  auto number = [](int low, int high) { return *rc::gen::inRange(low, high + 1); };
  static const std::vector<Region> kBody = [] {
    std::vector<Region> all;
    for (const BodyRegion& region : plans().anatomy.regions) {
      for (const Region& one : with_sides(plans().anatomy, {region.id})) all.push_back(one);
    }
    return all;
  }();
  auto region = [&] { return kBody[*rc::gen::inRange<std::size_t>(0, kBody.size())]; };
  auto regions = [&](int most) {
    std::vector<Region> all;
    for (int i = number(0, most); i > 0; --i) all.push_back(region());
    return all;
  };
  auto technique = [&] {
    return plans().techniques[*rc::gen::inRange<std::size_t>(0, plans().techniques.size())].id;
  };
  PlanInput input;
  for (const Region& one : regions(6)) input.pains.push_back({one, number(0, 10)});
  input.age = number(5, 100);
  input.days_since_start = number(0, 600);
  if (number(0, 2) == 0) {
    input.named.push_back(
        plans().conditions[*rc::gen::inRange<std::size_t>(0, plans().conditions.size())].id);
  }
  input.grade = number(0, 1) == 0 ? "" : "II";
  if (number(0, 3) == 0) input.last.lighter = {"last_sore"};
  for (int i = number(0, 2); i > 0; --i) {
    const Modality& modality =
        plans().modalities[*rc::gen::inRange<std::size_t>(0, plans().modalities.size())];
    input.modalities.push_back({modality.id, {}, number(0, 1) == 0, {"because", "parce que"}});
  }
  input.service = number(0, 1) == 0 ? ServiceKind::deep : ServiceKind::swedish;
  if (number(0, 2) == 0) {
    for (int i = number(1, 8); i > 0; --i) input.techniques.push_back(technique());
  }
  input.minutes = number(0, 130);
  input.limits.max_depth = number(0, 5);
  for (const Region& one : regions(6)) {
    RegionLimit& limit = input.limits.regions[one];
    limit.max_depth = number(0, 5);
    if (number(0, 1) == 0) limit.techniques.insert(technique());
  }
  if (number(0, 2) == 0) input.limits.techniques.insert(technique());
  if (number(0, 2) == 0) input.limits.positions = {"side-lying", "seated"};
  if (number(0, 3) == 0) input.limits.minutes = number(0, 90);
  input.declined = regions(4);
  input.deep_lately = regions(3);
  if (number(0, 2) == 0) input.deep_minutes_left = number(0, 30);
  input.first_visit = number(0, 1) == 0;
  input.visits_done = number(0, 12);
  input.verdict = static_cast<Verdict>(number(0, 4));
  input.last.highest_discomfort = number(0, 10);
  input.last.stopped = regions(2);
  return input;
}

}  // namespace fascia::care
