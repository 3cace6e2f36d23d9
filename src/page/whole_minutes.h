// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace fascia::page {

// The parts of a session in whole minutes that still sum to the session: each is cut, and the
// minutes that are left go to those that lost most. A part that takes time is never shown as none.
std::vector<int> whole_minutes(const std::vector<double>& parts);

}  // namespace fascia::page
