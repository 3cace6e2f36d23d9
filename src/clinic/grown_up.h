// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace fascia::clinic {

// Years from which a person books and decides alone: Alberta's Age of Majority Act, section 1.
constexpr int kGrownUp = 18;

}  // namespace fascia::clinic
