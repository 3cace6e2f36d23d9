// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/clinic.h"

namespace fascia::clinic {

// Whether somebody showed that the master key stands on paper (R24), by typing a part of the sheet;
// `mark` says which key it was (keys::sheet_mark). Another key needs another sheet.
bool has_recovery_sheet(Clinic& clinic, const std::string& mark);
Done confirm_recovery_sheet(Clinic& clinic, const Actor& actor, const std::string& mark);

}  // namespace fascia::clinic
