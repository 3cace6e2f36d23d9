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

std::vector<schedule::Cell> taken_cells(Connection& c, TenantId tenant, const Busy& span) {
  std::vector<schedule::Cell> out;
  for (const MaskRow& wanted : masks_of({span})) {
    auto row = c.first(
        "SELECT m0, m1, m2, m3, m4 FROM day_mask WHERE tenant = $1 AND resource = $2 AND day = $3",
        {tenant, wanted.resource, wanted.day});
    if (!row) continue;
    for (int cell = 0; cell < 288; ++cell) {
      const auto word = static_cast<std::size_t>(cell / 60);
      const std::int64_t both = wanted.words[word] & row->integer(word);
      if ((both >> (cell % 60) & 1) != 0) out.push_back({wanted.day * 288 + cell});
    }
  }
  return out;
}

}  // namespace fascia::store
