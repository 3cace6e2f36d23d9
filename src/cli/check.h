// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cli/open_clinic.h"
#include "clinic/check_clinic.h"

namespace fascia::cli {

bool all_sound(const std::vector<clinic::CheckLine>& lines);
// One line a check, faults below it, on standard output.
void print_check(const std::vector<clinic::CheckLine>& lines);
void print_check_json(const std::vector<clinic::CheckLine>& lines);

}  // namespace fascia::cli
