// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// Two records that were one are two people again: what a physician said of the one, and what the
// one answered, no longer decides about the other. Each visit to come of this person whose decision
// rests on such a thing is decided again by their own: without the other's letter it may wait for
// one of its own (R40); without the other's answers it is asked anew (R3). It is requested then,
// and the desk has a task (visit_parted) that says to call; what is decided without them stands.
// Within the transaction that parts them.
void decide_parted(store::Transaction& tx, Clinic& clinic, ClientId person);

}  // namespace fascia::clinic
