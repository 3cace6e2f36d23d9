// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "care/outcomes_figures.h"
#include "clinic/clinic.h"
#include "store/connection.h"

namespace fascia::clinic {

// The full months that figures count: all that ended in them, so that a figure stays what it is
// until the next month begins (sheet c 7c.1).
struct FigureWindow {
  Date from, until;  // [from, until), both the first of a month
};
FigureWindow figure_window(Date today, int months);

// One client's episode: a new one begins after a gap of more than the verdict's gap between two
// ratings, or between whatever else happened (sheet c 7b.1).
struct FigureCase {
  ClientId client;
  std::vector<double> before, later;  // ratings before its first treatment, and after it
  int treatments = 0;
  int deep = 0;  // of the treatments
  Instant first, last;
  std::map<PractitionerId, int> by;
  care::CaseResult result = care::CaseResult::not_measured;

  // Who gave more than half of the treatments; nobody where it was shared evenly.
  PractitionerId mostly() const;
  bool mostly_deep() const { return deep * 2 > treatments; }
  bool mostly_relaxing() const { return deep * 2 < treatments; }
};
// The episodes whose last treatment lies in the window, as they stood when it ended. What began
// more than a year before the window counts from there.
std::vector<FigureCase> figure_cases(store::Connection& c, Clinic& clinic, FigureWindow window);
// How the episode began, for the case mix.
int case_mix_cell(store::Connection& c, Clinic& clinic, const FigureCase& one);

}  // namespace fascia::clinic
