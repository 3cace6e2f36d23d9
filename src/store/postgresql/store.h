// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

namespace fascia::store::postgresql {

// The clinic's use cases were written for one writer (they look, then write: the audit chain, the
// holds, the limits of a client). In turn, a write waits at one row of the database until the one
// before it is committed, in whatever process: each sees all that came before it, as on SQLite. At
// once they meet in the rows they share: what guards a start holds then too, and a test shows it.
enum class Writes { in_turn, at_once };

// `settings.path` is the address. Errors as Store::open, and store_unreachable.
Result<std::unique_ptr<Store>> open(const StoreSettings& settings, Instant now,
                                    Writes writes = Writes::in_turn);

// Whether another program of ours is connected to this database, whatever its schema. False where
// that cannot be asked.
bool is_used(const std::string& address);

}  // namespace fascia::store::postgresql
