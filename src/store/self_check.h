// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/sealed.h"

namespace fascia::store {

// What `fascia check` finds when it looks at every row of one kind. A fault names table and id,
// never what the row holds.
struct Counted {
  std::int64_t looked_at = 0;
  std::vector<std::string> faults;
  std::vector<std::string> notes = {};  // to be known, and no fault
};

// The first some of a kind: more say nothing new. False: it has as many as are shown.
bool add_fault(Counted& out, std::string fault);

// None of these holds all rows of a table in memory, however large the clinic is.
// Opens every sealed cell of every table.
Counted check_sealed_cells(Connection& c, TenantId tenant, Sealer& sealer);
// Every key opens with the master key, and each client who was not erased has one. Whose keys are
// here without them is noted.
Counted check_keys(Connection& c, TenantId tenant, const Sealer& sealer);
// Compares each signed chart entry with the digest that was taken when it was signed, and that with
// the one in the audit chain.
Counted check_signed_charts(Connection& c, TenantId tenant, Sealer& sealer);
// The day masks against the appointments and holds that stand, cell by cell: nothing taken without
// a reason, nothing promised without its cells, nothing promised twice.
// Goes through the days in stretches that hold about so many visits.
inline constexpr std::int64_t kVisitsAtOnce = 50000;
Counted check_masks(Connection& c, TenantId tenant, std::int64_t visits_at_once = kVisitsAtOnce);
// What rows name stands where they say: a page of a table that came back empty, as zeros do on
// PostgreSQL, is seen by what the other tables still say of its rows.
Counted check_lost_rows(Connection& c, TenantId tenant);
// The audit chain, event by event, and that it reaches the head that the store of keys was told.
Counted check_audit(Connection& c, TenantId tenant);

}  // namespace fascia::store
