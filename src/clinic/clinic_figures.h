// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/outcomes_figures.h"
#include "clinic/clinic.h"

namespace fascia::clinic {

// How many clients got better by at least the smallest change that matters, counted from what is
// kept. Small numbers are hidden; therapists are never set beside one another.
struct ClinicFigures {
  care::Figure clinic;
  std::optional<care::Figure> own;  // of a therapist's own clients
  // Of those who mostly came for deep work, and of those who mostly came to relax: to be set beside
  // each other where both may be shown, and never as what the style did.
  care::Figure deep, relaxing;
  int started = 0;   // clients treated at least once
  int measured = 0;  // with ratings enough to say
  int sessions = 0;
};
// The owner sees the clinic's; a therapist the clinic's and their own. forbidden for the desk.
Result<ClinicFigures> clinic_figures(Clinic& clinic, const Actor& actor);

}  // namespace fascia::clinic
