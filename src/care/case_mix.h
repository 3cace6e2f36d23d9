// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/outcomes_figures.h"
#include "care/region.h"

// What each therapist's share says of them, once luck and the kind of people they see are taken out
// (sheet c 7c.2: shrinkage, case mix). Sorted by nothing: whoever shows it sorts by name.
namespace fascia::care {

// How an episode began.
struct CaseStart {
  double baseline = 0;          // mean pain before the first treatment, 0-10
  int days = 0;                 // since the problem began
  std::vector<Region> regions;  // where it hurt most
};
// Which cell of the case mix that is, from 0: how bad, how long, where.
int case_mix_cell(const FigureRules& rules, const CaseStart& start);

// One measured episode.
struct MixedCase {
  std::string therapist;  // who gave more than half of its treatments; empty: nobody did
  int cell = 0;
  bool better = false;
};
struct TherapistShare {
  std::string therapist;
  Tally tally;
  Interval shrunk;    // drawn towards the clinic's share by the number of cases
  Interval adjusted;  // and for the kind of cases
  double chance_above = 0.5;
};
// Of every therapist with a case, by their id.
std::vector<TherapistShare> therapist_shares(const FigureRules& rules,
                                             const std::vector<MixedCase>& cases);

}  // namespace fascia::care
