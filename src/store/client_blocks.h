// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/private_text.h"
#include "store/connection.h"
#include "store/sealed.h"

namespace fascia::store {

using ClientBlockId = Id<struct ClientBlockTag>;

// Somebody who books at the clinic and not online.
struct ClientBlock {
  ClientBlockId id;
  ClientId client;
  Instant since;
  StaffId staff;
  std::optional<Instant> ended;
  StaffId ended_by;
  PrivateText why;
};
void add_client_block(Connection& c, TenantId tenant, Sealer& sealer, const ClientBlock& block);
// Whether one stands.
bool is_blocked(Connection& c, TenantId tenant, ClientId client);
// Those that ended too, newest first.
std::vector<ClientBlock> client_blocks(Connection& c, TenantId tenant, Sealer& sealer,
                                       ClientId client);
// False when it is over already.
bool end_client_block(Connection& c, TenantId tenant, ClientBlockId id, StaffId staff, Instant at);

}  // namespace fascia::store
