// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/manage_clinic.h"
#include "core/faults.h"
#include "page/view.h"
#include "web/site.h"

namespace fascia::web {

// A time off in the list "away" of the desk's and the owner's pages; without a therapist it is
// everybody's, and `who` is not looked at.
page::View& list_away(page::View& view, const Visit& visit, const store::KeptTimeOff& kept,
                      const std::string& who);

// When somebody is away, from the fields away_from and away_until; what cannot be read and what no
// time off can be is among the faults, by the names of the pages' fields.
void read_away(const Visit& visit, schedule::TimeOff& off, const std::string& name, Faults& faults);
// The use case says from and until; the pages' fields are away_from and away_until.
Error away_error(const Error& error);

}  // namespace fascia::web
