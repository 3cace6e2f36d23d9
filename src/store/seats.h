// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "schedule/bits.h"
#include "store/connection.h"
#include "store/day_mask.h"

namespace fascia::store {

// Whether the day mask has all these cells free now. Only a look: take_cells decides.
bool cells_are_free(Connection& c, TenantId tenant, const Busy& busy);
// Those of the resource that are taken in [from, until), in order.
std::vector<schedule::Cell> taken_cells(Connection& c, TenantId tenant, const Busy& span);

}  // namespace fascia::store
