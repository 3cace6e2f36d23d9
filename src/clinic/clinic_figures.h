// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/outcomes_figures.h"
#include "clinic/clinic.h"
#include "clinic/figure_cases.h"

namespace fascia::clinic {

// One therapist's share as the clinic's lead sees it: drawn towards the clinic's, so that luck does
// not rank, and beside it what is left when the kind of people they see is taken out.
struct TherapistFigure {
  std::string name;
  care::Figure figure;  // hidden like every other; its interval is the shrunk one
  care::Interval adjusted;
  // Clearly above or below the clinic in two quarters in a row; never a place in a list.
  bool different = false;
};

// How many clients got better by at least the smallest change that matters, counted from what is
// kept of the last full months. Small numbers are hidden; therapists are never ranked.
struct ClinicFigures {
  FigureWindow window;
  care::Figure clinic;          // of the episodes that were measured
  care::Figure of_all_started;  // of all that began: who was not measured did not get better
  // For the lead: the clinic's as the public may be told it, of more people and rounded, so that
  // nobody is known from it.
  std::optional<care::Figure> in_public;
  bool very_high = false;           // so high that answers may be missing
  std::optional<care::Figure> own;  // of a therapist's own clients
  // Of those who mostly came for deep work, and of those who mostly came to relax: to be set beside
  // each other where both may be shown, and never as what the style did.
  care::Figure deep, relaxing;
  std::vector<TherapistFigure> therapists;  // for the lead (the owner) alone, by name
  int started = 0;                          // episodes with a treatment
  int eligible = 0;  // with treatments enough to say; the others stopped early
  int measured = 0;  // and with ratings enough
  int sessions = 0;
  // Calls that a check-in's answers asked for, in 100 visits; where there was none, the upper
  // limit.
  int calls = 0;
  care::Interval calls_per_visit;
};
// The owner sees the clinic's and each therapist's; a therapist the clinic's and their own.
// forbidden for the desk.
Result<ClinicFigures> clinic_figures(Clinic& clinic, const Actor& actor);

}  // namespace fascia::clinic
