// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// At a start: where the rules of screening are others than at the last one, each visit to come that
// they refuse and that was no refusal when it was decided gets a task for the desk,
// "rules_changed": once for these rules, and with no word of health. How many.
Result<int> look_at_changed_rules(Clinic& clinic);

}  // namespace fascia::clinic
