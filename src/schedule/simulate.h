// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/time.h"

namespace fascia::schedule {

// A made-up clinic lived through day by day on the real booking rules, to compare what rules do.
// Nothing in it is a measurement of real clients: the shares below are assumptions.
struct Simulation {
  int therapists = 12;  // five days of the week each, early or late shift, a floating break
  int weeks = 52;
  std::uint64_t seed = 1;
  int grid = 15;  // minutes between the starts of the fixed grid
  // Minutes asked for beside minutes worked: 1 asks for all there is, without a buffer or a break.
  double demand = 0.85;
  double cancelled = 0.08;  // at some time between booking and visit
  double no_show = 0.03;
  double ill = 0.01;  // of each therapist's days, known at seven in the morning
  int deep_minutes_a_day = 240;
};

enum class StartPolicy { fixed_grid, no_gaps };
std::string to_string(StartPolicy policy);  // "fixed_grid", "no_gaps"

struct SimulationResult {
  StartPolicy policy = StartPolicy::fixed_grid;
  // Clients: each that asked was booked, was refused, or still waits at the end.
  int asked = 0, booked = 0, booked_from_wait_list = 0, refused = 0, waiting = 0;
  int cancelled = 0, no_shows = 0, moved_for_illness = 0, lost_to_illness = 0, treated = 0;
  // Minutes.
  std::int64_t worked = 0;  // shifts less breaks and illness
  std::int64_t treated_minutes = 0;
  std::int64_t refused_minutes = 0;
  std::int64_t unusable = 0;  // in stretches too short for the shortest visit
  std::int64_t unsold = 0;    // free time that a visit would have fitted into
  // Deep minutes of a therapist's day.
  double deep_mean = 0;
  int deep_p95 = 0, deep_most = 0;
  int days_at_limit = 0, therapist_days = 0;

  double utilisation() const { return worked == 0 ? 0 : double(treated_minutes) / double(worked); }
  bool operator==(const SimulationResult&) const = default;
};
// The same clients with the same wishes and the same luck under each policy.
SimulationResult simulate(const Simulation& simulation, StartPolicy policy);

}  // namespace fascia::schedule
