// SPDX-License-Identifier: Apache-2.0
#include "care/case_mix.h"

#include <algorithm>
#include <map>

namespace fascia::care {

int case_mix_cell(const FigureRules& rules, const CaseStart& start) {
  auto above = std::count_if(rules.baseline_steps.begin(), rules.baseline_steps.end(),
                             [&](double step) { return start.baseline >= step; });
  std::size_t area = 0;
  while (area < rules.areas.size() &&
         std::none_of(start.regions.begin(), start.regions.end(), [&](const Region& region) {
           const auto& names = rules.areas[area].regions;
           return std::find(names.begin(), names.end(), region.id) != names.end();
         }))
    ++area;
  const int lengths = 2, places = static_cast<int>(rules.areas.size()) + 1;
  const int how_long = start.days >= 7 * rules.long_weeks ? 1 : 0;
  return (static_cast<int>(above) * lengths + how_long) * places + static_cast<int>(area);
}

std::vector<TherapistShare> therapist_shares(const FigureRules& rules,
                                             const std::vector<MixedCase>& cases) {
  Tally all;
  std::map<int, Tally> cells;
  struct Own {
    Tally tally;
    double expected = 0;  // of the cells that the cases lie in
  };
  std::map<std::string, Own> by;
  for (const MixedCase& one : cases) {
    for (Tally* tally : {&all, &cells[one.cell]}) {
      ++tally->n;
      if (one.better) ++tally->x;
    }
    if (one.therapist.empty()) continue;
    Tally& own = by[one.therapist].tally;
    ++own.n;
    if (one.better) ++own.x;
  }
  std::vector<TherapistShare> out;
  if (all.n == 0) return out;
  const double p0 = static_cast<double>(all.x) / all.n;
  std::vector<Tally> tallies;
  for (const auto& [id, own] : by) tallies.push_back(own.tally);
  const double kappa = kappa_of(rules, tallies);
  for (const MixedCase& one : cases)
    if (!one.therapist.empty())
      by[one.therapist].expected += expected_share(rules, cells[one.cell], p0);
  for (const auto& [id, own] : by)
    out.push_back({id, own.tally, shrunk_share(own.tally, p0, kappa),
                   adjusted_share(own.tally.x, own.expected, p0, kappa),
                   chance_above(own.tally, p0, kappa)});
  return out;
}

}  // namespace fascia::care
