// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace fascia::store {

// One table as it stands on both sides.
struct CarriedTable {
  std::string name;
  std::int64_t rows = 0;
  std::string digest;  // over every value of every row, in the order of the key
};

// Of all rows, how many are across; called now and then.
using CarryProgress = std::function<void(std::int64_t done, std::int64_t all)>;

// Carries a whole clinic from one engine to the other: one of the two is a SQLite file, the other a
// PostgreSQL address. The source cannot be written meanwhile. Every table is counted and digested
// on both sides; the tenant, which makes it a clinic, goes last, so that what was interrupted is no
// clinic, and the same call goes on with the table that was in hand, or finds that all are across.
// Errors: same_engine (to), clinic_missing (from), database_taken (to), database_in_use where
// another program is connected, carry_differs with the table, and those of Store::open.
Result<std::vector<CarriedTable>> carry(const std::string& from, const std::string& to, Instant now,
                                        const CarryProgress& tell);

}  // namespace fascia::store
