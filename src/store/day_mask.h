// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "store/connection.h"

namespace fascia::store {

// The guard against double booking: a row for each (tenant, resource, UTC day) holds 288
// five-minute cells as bits of five 60-bit words. A resource is a practitioner, a room or a piece
// of equipment by its id. The database decides in the transaction that writes, whatever memory
// believes.
struct Busy {
  std::int64_t resource = 0;
  Instant from;   // widened down to a whole cell
  Instant until;  // widened up
};

// Takes all of them or returns false with nothing decided: the caller gives up its transaction
// (returns an Error), which undoes what was taken. Rows are touched in ascending (resource, day)
// order so that two takers never wait for each other.
bool take_cells(Connection& connection, TenantId tenant, std::vector<Busy> wanted);
// Gives cells back. Freeing what was not taken is a broken invariant and throws.
void free_cells(Connection& connection, TenantId tenant, std::vector<Busy> taken);

// One stored row, for the audit that compares masks with appointments and holds.
struct MaskRow {
  std::int64_t resource = 0;
  std::int64_t day = 0;
  std::int64_t words[5] = {};
  auto operator<=>(const MaskRow&) const = default;
};
// The rows that are not all free, in order; of the days [from, until) alone, where they are told.
struct MaskDays {
  std::int64_t from = std::numeric_limits<std::int64_t>::min();
  std::int64_t until = std::numeric_limits<std::int64_t>::max();
};
std::vector<MaskRow> mask_rows(Connection& connection, TenantId tenant, MaskDays days = {});
// The UTC day of a moment.
std::int64_t mask_day(Instant at);
// By the thousand (store/many.h), of resources that had none yet.
void add_masks(Connection& connection, TenantId tenant, const std::vector<MaskRow>& masks);
// What the rows would have to be for these busy times; overlapping ones show as a difference later.
std::vector<MaskRow> masks_of(std::vector<Busy> busy);

}  // namespace fascia::store
