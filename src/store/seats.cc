// SPDX-License-Identifier: Apache-2.0
#include "store/seats.h"

namespace fascia::store {

bool cells_are_free(Connection& c, TenantId tenant, const Busy& busy) {
  for (const MaskRow& wanted : masks_of({busy})) {
    auto row = c.first(
        "SELECT 1 FROM day_mask WHERE tenant = $1 AND resource = $2 AND day = $3 AND (((m0 & $4) "
        "<> 0) OR ((m1 & $5) <> 0) OR ((m2 & $6) <> 0) OR ((m3 & $7) <> 0) OR ((m4 & $8) <> 0))",
        {tenant, wanted.resource, wanted.day, wanted.words[0], wanted.words[1], wanted.words[2],
         wanted.words[3], wanted.words[4]});
    if (row) return false;
  }
  return true;
}

}  // namespace fascia::store
