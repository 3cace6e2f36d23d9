// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "store/connection.h"

namespace fascia::store {

// A fault of the store as whoever asked is told it: what stands in the way for now is unavailable,
// with the kind of the fault (store_busy, store_full, store_read_only, store_corrupt,
// store_out_of_reach); a fault of the program's own stays "internal". Leaves a line in the log.
Error error_of(const StoreError& fault);

}  // namespace fascia::store
