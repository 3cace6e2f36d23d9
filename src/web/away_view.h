// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/manage_clinic.h"
#include "page/view.h"
#include "web/site.h"

namespace fascia::web {

// A time off in the list "away" of the desk's and the owner's pages; without a therapist it is
// everybody's, and `who` is not looked at.
page::View& list_away(page::View& view, const Visit& visit, const store::KeptTimeOff& kept,
                      const std::string& who);

}  // namespace fascia::web
