// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/id.h"
#include "core/private_text.h"
#include "keys/held_keys.h"
#include "keys/seal.h"
#include "store/connection.h"

namespace fascia::store {

// Seals and opens cells. Each client has a key of their own, wrapped by the master key, so that a
// client can be forgotten by forgetting one key (client_keys.h); what belongs to no client yet has
// a key of its own too, and what belongs to nobody the tenant's. The context binds a cell to its
// table, column and row. Safe from any thread; of the unwrapped keys some are held
// (keys/held_keys.h), those of the latest people.
class Sealer {
 public:
  Sealer(keys::Key master, keys::Random& random) : master_(std::move(master)), random_(random) {}

  // A new key, wrapped: what the tenant or client row keeps.
  std::string new_wrapped_key(std::int64_t owner);

  // Whether the master key is the one that this tenant's key was wrapped with.
  bool fits(Connection& connection, TenantId tenant);
  // The same for one wrapped key, e.g. of a backup.
  bool unwraps(std::int64_t owner, const std::string& wrapped) const;
  std::optional<keys::Key> unwrapped(std::int64_t owner, const std::string& wrapped) const;
  // The same key wrapped by another master key; nothing when this one does not unwrap it.
  std::optional<std::string> wrapped_anew(std::int64_t owner, const std::string& wrapped,
                                          const keys::Key& next);
  // Another one with the same master key and nothing in memory.
  std::unique_ptr<Sealer> again() const;
  // Drops a client's key from memory.
  void forget(TenantId tenant, ClientId client);
  const keys::HeldKeys& held() const { return held_; }

  // `client` none: the tenant's key.
  std::string seal(Connection& connection, TenantId tenant, ClientId client,
                   std::string_view context, std::int64_t row, const PrivateText& plain);
  // Throws when the cell does not open: it was changed or moved, and nothing may go on from it.
  PrivateText open(Connection& connection, TenantId tenant, ClientId client,
                   std::string_view context, std::int64_t row, const std::string& sealed);

  // The same of a row that belongs to no client yet, a draft or a screening before its booking:
  // sealed by a key of that row alone (client_keys.h), which is made with it. Nothing when that key
  // is gone: what it opened is as if it were not there.
  std::string seal_unbound(Connection& connection, TenantId tenant, std::string_view context,
                           std::int64_t row, const PrivateText& plain);
  std::optional<PrivateText> open_unbound(Connection& connection, TenantId tenant,
                                          std::string_view context, std::int64_t row,
                                          const std::string& sealed);

 private:
  keys::Key key_of(Connection& connection, TenantId tenant, ClientId client);

  keys::Key master_;
  keys::Random& random_;
  keys::HeldKeys held_;
};

}  // namespace fascia::store
