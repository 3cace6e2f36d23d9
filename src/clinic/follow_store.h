// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// Reads the state anew when another program on the same database changed what is free or what is
// offered; true when it did. Each such change raises the location's version in its transaction.
bool follow_store(Clinic& clinic);

}  // namespace fascia::clinic
