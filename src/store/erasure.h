// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/private_text.h"
#include "store/sealed.h"

namespace fascia::store {

using LegalHoldId = Id<struct LegalHoldTag>;

// What stops erasure: a complaint, an incident, a claim.
struct LegalHold {
  LegalHoldId id;
  ClientId client;
  Instant since;
  StaffId staff;
  std::optional<Instant> ended;
  PrivateText why;
};
void add_legal_hold(Connection& c, TenantId tenant, Sealer& sealer, const LegalHold& hold);
std::vector<LegalHold> legal_holds(Connection& c, TenantId tenant, Sealer& sealer, ClientId client);
// Of all clients: those that were not ended.
std::vector<LegalHold> standing_holds(Connection& c, TenantId tenant, Sealer& sealer);
bool is_on_hold(Connection& c, TenantId tenant, ClientId client);
// A request for access that nobody has answered yet.
bool has_open_request(Connection& c, TenantId tenant, ClientId client);
// False when there is none that stands.
bool end_legal_hold(Connection& c, TenantId tenant, LegalHoldId id, StaffId staff, Instant at);

// Deletes all that is kept of a person but what carries nothing of them: the times of visits,
// the audit events, and that they were erased. How many rows it took.
std::int64_t delete_client_rows(Connection& c, TenantId tenant, ClientId client);

// That somebody was erased.
struct Erasure {
  ClientId client;
  Instant at;
  StaffId staff;
  std::int64_t taken = 0;  // rows
};
void add_erasure(Connection& c, TenantId tenant, const Erasure& erasure);
std::optional<Erasure> find_erasure(Connection& c, TenantId tenant, ClientId client);
// Those whose key still stands: the second half was interrupted.
std::vector<Erasure> erasures_without_end(Connection& c, TenantId tenant);
// Clients of whom the store of keys knows that they were erased, and whose rows stand here again:
// an older copy was restored.
std::vector<ClientId> erased_but_here(Connection& c, TenantId tenant);

// The latest visit that took place or was to, and whether one is still to come.
struct LastVisit {
  std::optional<Instant> start;
  bool ahead = false;
};
LastVisit last_visit(Connection& c, TenantId tenant, ClientId client, Instant now);
std::optional<Instant> client_since(Connection& c, TenantId tenant, ClientId client);
// A look at some clients in order of their making, after one that was looked at; `stands`: neither
// erased nor merged.
struct LookedAt {
  ClientId client;
  Instant created;
  bool stands = false;
};
std::vector<LookedAt> clients_made_before(Connection& c, TenantId tenant, Instant before,
                                          const LookedAt& after, int most);

}  // namespace fascia::store
