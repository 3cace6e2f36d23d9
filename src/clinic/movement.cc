// SPDX-License-Identifier: Apache-2.0
#include "clinic/movement.h"

#include <algorithm>

#include "clinic/record_outcomes.h"

namespace fascia::clinic {

std::vector<const care::Measure*> movement_measures(const Clinic& clinic) {
  std::vector<const care::Measure*> out;
  for (const care::Measure& measure : clinic.follow_up.measures)
    if (measure.group == "movement" || measure.use == "stress_now" || measure.use == "relaxed_now")
      out.push_back(&measure);
  return out;
}

std::vector<Movement> movements_of(store::Connection& c, Clinic& clinic, ClientId client,
                                   AppointmentId visit) {
  std::vector<Movement> out;
  auto all = movement_measures(clinic);
  for (const Kept& kept :
       kept_outcomes(store::outcomes_of(c, clinic.tenant, clinic.sealer, client))) {
    if (kept.outcome.appointment != visit) continue;
    auto measure = std::find_if(all.begin(), all.end(),
                                [&](const auto* m) { return m->id == kept.outcome.measure; });
    if (measure == all.end()) continue;
    auto at = std::find_if(out.begin(), out.end(),
                           [&](const Movement& m) { return m.measure == *measure; });
    Movement& one = at == out.end() ? out.emplace_back(Movement{*measure, {}, {}}) : *at;
    (kept.when == "after" ? one.after : one.before) = kept.value;
  }
  return out;
}

}  // namespace fascia::clinic
