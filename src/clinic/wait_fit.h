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

// The first time that suits and that they did not let pass (`before`). `wish`: whom they would
// rather be treated by; empty: nobody asked.
std::optional<Fit> first_fit(const Offer& offer, const schedule::Snapshot& times,
                             const store::WaitEntry& entry, const std::string& wish,
                             const std::vector<store::WaitOffer>& before, Instant now);

}  // namespace fascia::clinic
