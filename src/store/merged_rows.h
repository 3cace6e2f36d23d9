// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/client_merges.h"

namespace fascia::store {

// What of a merge is about rows (client_merges.h has the whole).
void move_rows(Connection& c, TenantId tenant, const ClientMerge& merge);
void move_rows_back(Connection& c, TenantId tenant, Sealer& sealer, const ClientMerge& merge);

// All that stand, latest first, without their body, which a destroyed key may have sealed.
std::vector<ClientMerge> standing_merges(Connection& c, TenantId tenant);

// A visit that was booked under the merged record's name since: an undoing takes it along.
void note_visit(Connection& c, TenantId tenant, ClientId merged, AppointmentId visit);

}  // namespace fascia::store
