// SPDX-License-Identifier: Apache-2.0
#include "store/client_keys.h"

#include "store/many.h"

namespace fascia::store {

std::string keys_file_of(const std::string& database) { return database + ".keys"; }

std::optional<std::string> find_key(Connection& c, TenantId tenant, ClientId client) {
  auto kept = c.first("SELECT wrapped_key FROM client_key WHERE tenant = $1 AND client = $2",
                      {tenant, client.value});
  if (kept) return kept->text(0);
  auto row = client ? c.first("SELECT wrapped_key FROM client WHERE tenant = $1 AND id = $2",
                              {tenant, client})
                    : c.first("SELECT wrapped_key FROM tenant WHERE tenant = $1", {tenant});
  if (!row || row->text(0).empty()) return std::nullopt;
  return row->text(0);
}

std::vector<WrappedKey> waiting_keys(Connection& c, TenantId tenant, int most) {
  std::vector<WrappedKey> out;
  for (const Row& row :
       c.query("SELECT wrapped_key FROM tenant WHERE tenant = $1 AND wrapped_key <> ''", {tenant}))
    out.push_back({{}, row.text(0)});
  for (const Row& row : c.query("SELECT id, wrapped_key FROM client WHERE tenant = $1 AND "
                                "wrapped_key <> '' LIMIT $2",
                                {tenant, most}))
    out.push_back({row.id<ClientId>(0), row.text(1)});
  return out;
}

void put_key(Connection& c, TenantId tenant, const WrappedKey& key) {
  c.run(
      "INSERT INTO client_key (tenant, client, wrapped_key) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, client) DO UPDATE SET wrapped_key = excluded.wrapped_key",
      {tenant, key.client.value, key.wrapped});
}

void key_is_over(Connection& c, TenantId tenant, const WrappedKey& key) {
  auto kept = c.first("SELECT wrapped_key FROM client_key WHERE tenant = $1 AND client = $2",
                      {tenant, key.client.value});
  if (!kept || kept->text(0) != key.wrapped) return;
  if (key.client)
    c.run("UPDATE client SET wrapped_key = '' WHERE tenant = $1 AND id = $2 AND wrapped_key = $3",
          {tenant, key.client, key.wrapped});
  else
    c.run("UPDATE tenant SET wrapped_key = '' WHERE tenant = $1 AND wrapped_key = $2",
          {tenant, key.wrapped});
}

void add_keys(Connection& c, TenantId tenant, const std::vector<WrappedKey>& keys) {
  ManyRows rows(c, "client_key (tenant, client, wrapped_key)");
  for (const WrappedKey& key : keys) rows.add({tenant, key.client, key.wrapped});
  rows.flush();
}

std::vector<WrappedKey> list_keys(Connection& c, TenantId tenant) {
  std::vector<WrappedKey> out;
  for (const Row& row :
       c.query("SELECT client, wrapped_key FROM client_key WHERE tenant = $1 ORDER BY client",
               {tenant}))
    out.push_back({ClientId{row.integer(0)}, row.text(1)});
  return out;
}

ClientId unbound_owner(std::int64_t row) {
  FASCIA_CHECK(row > 0);
  return {-row};
}

std::vector<ClientId> unbound_owners(Connection& c, TenantId tenant) {
  std::vector<ClientId> out;
  for (const Row& row :
       c.query("SELECT client FROM client_key WHERE tenant = $1 AND client < 0", {tenant}))
    out.push_back(ClientId{row.integer(0)});
  return out;
}

void forget_key(Connection& c, TenantId tenant, ClientId owner) {
  c.run("DELETE FROM client_key WHERE tenant = $1 AND client = $2", {tenant, owner.value});
}

void destroy_key(Connection& c, TenantId tenant, const ErasedClient& erased) {
  c.run("DELETE FROM client_key WHERE tenant = $1 AND client = $2", {tenant, erased.client});
  c.run("DELETE FROM ended_kind WHERE tenant = $1 AND client = $2", {tenant, erased.client});
  c.run(
      "INSERT INTO erased_client (tenant, client, at) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, client) DO NOTHING",
      {tenant, erased.client, erased.at});
}

std::vector<ErasedClient> erased_clients(Connection& c, TenantId tenant) {
  std::vector<ErasedClient> out;
  for (const Row& row :
       c.query("SELECT client, at FROM erased_client WHERE tenant = $1 ORDER BY client", {tenant}))
    out.push_back({row.id<ClientId>(0), row.instant(1)});
  return out;
}

void keep_ended_kind(Connection& c, TenantId tenant, const EndedKind& ended) {
  c.run(
      "INSERT INTO ended_kind (tenant, client, kind, rows_before, at) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (tenant, client, kind) DO UPDATE SET rows_before = excluded.rows_before, at = "
      "excluded.at",
      {tenant, ended.client, ended.kind, ended.before, ended.at});
}

void forget_ended_kind(Connection& c, TenantId tenant, ClientId client, const std::string& kind) {
  c.run("DELETE FROM ended_kind WHERE tenant = $1 AND client = $2 AND kind = $3",
        {tenant, client, kind});
}

}  // namespace fascia::store
