// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// What the end of a session sets going, in the transaction that ends it (R31): the aftercare sheet,
// the mail with its private link, and the check-ins that the clock will bring.
Done after_session(store::Transaction& tx, Clinic& clinic, SessionId session);

}  // namespace fascia::clinic
