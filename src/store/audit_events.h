// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/sealed.h"

namespace fascia::store {

// Who did what to whose record, when, from where and why. Append only; each event carries the hash
// of the one before it in its chain. What staff typed as the reason, and from where a client came,
// stand sealed under the client's key (the tenant's, where it is about nobody or somebody who was
// erased); the chain holds the sealed bytes, so that it holds when the key is gone. Events of
// before schema 0022 say no address, and their reasons stand in the open: the chain is of those.
struct AuditEvent {
  Instant at;
  std::string actor_kind;  // "staff", "client", "program"
  std::int64_t actor = 0;
  std::string action;  // "appointment.booked", "chart.read"
  std::string subject_kind;
  std::int64_t subject = 0;
  ClientId client;
  std::string reason = {};  // empty also where the key is gone that it was sealed under
  std::string from = {};    // an address; "program", "command"
};
void add_audit(Connection& c, TenantId tenant, Sealer& sealer, const AuditEvent& event);
// The event whose reason is the digest of a signed chart entry, its subject: in the open, because
// the check asks for it.
inline constexpr std::string_view kDigestAction = "chart.digest";
struct KeptAuditEvent {
  std::int64_t seq = 0;
  AuditEvent event;
};
std::vector<KeptAuditEvent> audit_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                            ClientId client);
// Whether this person did this to this subject; `client` as it was written, none for none.
bool has_done(Connection& c, TenantId tenant, StaffId staff, std::string_view action,
              std::int64_t subject, ClientId client);
// The number of the first event whose hash is wrong; nothing when the chain holds.
std::optional<std::int64_t> broken_audit(Connection& c, TenantId tenant);

}  // namespace fascia::store
