// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "store/connection.h"

namespace fascia::store {

// The keys that open what is sealed, each wrapped by the master key, stand in a store of their own
// (R23): with SQLite a file beside the database, attached to each connection; with PostgreSQL a
// table that is dumped apart. So the rows can be kept in backups for years and the keys for thirty
// days, and a client whose key was destroyed is forgotten by the old copies too.
//
// A new key is first written into the client's own row, in the transaction that makes the client,
// because one transaction over two files is not one after a power cut; `waiting_keys` are brought
// over within moments, the copy first.
//
// What belongs to no client yet, a draft or a screening before its booking, has a key of its own,
// under a number below zero that is made of its row's. It is written into the store of keys at
// once: a row whose key a power cut took was not answered yet. It goes when the row belongs to a
// client or is over, so that backups forget what nobody booked as they forget who was erased.

// The file of the keys that belongs to a database file.
std::string keys_file_of(const std::string& database);

struct WrappedKey {
  ClientId client;  // none: the tenant's own key
  std::string wrapped;
  bool operator==(const WrappedKey&) const = default;
};
// Nothing for a client who was erased.
std::optional<std::string> find_key(Connection& c, TenantId tenant, ClientId client);
std::vector<WrappedKey> waiting_keys(Connection& c, TenantId tenant, int most);
void put_key(Connection& c, TenantId tenant, const WrappedKey& key);
// By the thousand (store/many.h).
void add_keys(Connection& c, TenantId tenant, const std::vector<WrappedKey>& keys);
// Takes a key out of its row, when the store of keys has the very same one.
void key_is_over(Connection& c, TenantId tenant, const WrappedKey& key);
std::vector<WrappedKey> list_keys(Connection& c, TenantId tenant);

ClientId unbound_owner(std::int64_t row);
// All that have a key.
std::vector<ClientId> unbound_owners(Connection& c, TenantId tenant);
void forget_key(Connection& c, TenantId tenant, ClientId owner);

struct ErasedClient {
  ClientId client;
  Instant at;
};
// Destroys a key and remembers for whom: what is remembered is applied again after a restore.
void destroy_key(Connection& c, TenantId tenant, const ErasedClient& erased);
std::vector<ErasedClient> erased_clients(Connection& c, TenantId tenant);

// A part of a client's record that a person let go (record_kinds.h): what was of before a moment.
// Remembered here for the same reason; on SQLite after the rows are gone, so that a power cut
// between the two only forgets it.
struct EndedKind {
  ClientId client;
  std::string kind;
  Instant before;
  Instant at;
};
// One a client and kind, the latest.
void keep_ended_kind(Connection& c, TenantId tenant, const EndedKind& ended);
void forget_ended_kind(Connection& c, TenantId tenant, ClientId client, const std::string& kind);

// What a copy of the keys' file holds, read without changing it; one of an older program knows
// nothing of parts. Error keys_unreadable.
struct KeysCopy {
  std::vector<WrappedKey> keys;
  std::vector<ErasedClient> erased;
  std::vector<EndedKind> ended;
};
Result<KeysCopy> read_keys_copy(const std::string& file, TenantId tenant);

}  // namespace fascia::store
