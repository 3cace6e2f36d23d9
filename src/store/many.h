// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "store/appointments.h"
#include "store/client_keys.h"
#include "store/clients.h"
#include "store/day_mask.h"

namespace fascia::store {

// Rows of a subject by the thousand, for the demo of a chain (clinic/demo_chain.h): past what the
// statements of one row look at. Whoever calls answers for what `fascia check` looks for.

void add_appointments(Connection& c, TenantId tenant, const std::vector<Appointment>& all,
                      Instant now);
// With what they are found by. Their keys stand elsewhere: add_keys.
void add_clients(Connection& c, TenantId tenant, const std::vector<Client>& all, Instant now);
void add_keys(Connection& c, TenantId tenant, const std::vector<WrappedKey>& keys);
// Of resources that had none yet.
void add_masks(Connection& c, TenantId tenant, const std::vector<MaskRow>& masks);

}  // namespace fascia::store
