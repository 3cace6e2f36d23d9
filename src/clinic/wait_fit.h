// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/wait_list.h"

namespace fascia::clinic {

// Which free time is offered to whom of the wait list.
struct Fit {
  Instant at;
  PractitionerId practitioner;  // none: anybody
};

struct WaitingFor {
  store::WaitEntry entry;
  std::string wish;                      // whom they would rather be treated by; empty: any
  std::vector<store::WaitOffer> before;  // what they were offered
};

// A gap is what a therapist has free at a stretch. Of one that somebody let pass the others are
// asked first; after them nothing is kept from them but what overlaps the time that they let pass.
enum class Gaps : std::uint8_t { without_let_pass, all };

// What suits on the first day that has something, in order of time; empty: no day has. `gaps` is
// what was free before anything was offered now.
std::vector<Fit> fits(const Offer& offer, const schedule::Snapshot& times, const WaitingFor& who,
                      Instant now, Gaps which, const schedule::Snapshot& gaps);
// The first of these that leaves `next` a time on the day on which they have one as long as nothing
// is taken; else the first of all.
Fit fit_beside(const Offer& offer, const schedule::Snapshot& times, const WaitingFor& who,
               const std::vector<Fit>& of, const WaitingFor& next, Instant now, Gaps which,
               const schedule::Snapshot& gaps);

}  // namespace fascia::clinic
