// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"
#include "store/client_merges.h"

namespace fascia::clinic {

// What unmerge_clients does, without its questions, in a transaction that does more. Without a body
// the kept record's own fields stay as they are: it is erased.
void put_apart(store::Transaction& tx, Clinic& clinic, const Actor& actor,
               const store::ClientMerge& merge);

}  // namespace fascia::clinic
