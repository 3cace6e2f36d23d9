// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "care/outcomes.h"
#include "clinic/clinic.h"

namespace fascia::clinic {

// What is measured before and after one visit, by the therapist: how far something moves, and how
// stressed and how relaxed the client feels. The curve takes `before`.
struct Movement {
  const care::Measure* measure = nullptr;
  std::optional<double> before, after;  // the newest of each
};
std::vector<Movement> movements_of(store::Connection& c, Clinic& clinic, ClientId client,
                                   AppointmentId visit);
// All that may be measured.
std::vector<const care::Measure*> movement_measures(const Clinic& clinic);

}  // namespace fascia::clinic
