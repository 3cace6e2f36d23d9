// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "care/outcomes.h"
#include "clinic/clinic.h"
#include "clinic/private_link.h"

namespace fascia::clinic {

// How it was with the therapist: heard, at ease, trusting the plan (sheet c 7.9). The client is
// asked on the page that follows a check-in, after the visits that the measures name; no therapist
// reads it by name.
struct Alliance {
  std::vector<const care::Measure*> asked;  // none: not after this visit, or answered
  bool offer_change = false;                // S36: to the client, without a reason to give
  bool asked_before = false;                // answered after this visit
};
// Of the check-in behind the link. check_in_missing.
Result<Alliance> alliance_after(Clinic& clinic, const OpenLink& link);
// Fields named as the measures; each may be left out, not all of them. Where S36 asks for it the
// lead is told that somebody may want another therapist. Errors: check_in_missing;
// nothing_measured; alliance_over (conflict) where nothing is asked; those of care::check_value on
// the measure's id.
Result<Alliance> answer_alliance(Clinic& clinic, const OpenLink& link,
                                 const std::vector<std::pair<std::string, std::string>>& form);

}  // namespace fascia::clinic
