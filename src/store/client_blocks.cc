// SPDX-License-Identifier: Apache-2.0
#include "store/client_blocks.h"

namespace fascia::store {
namespace {

constexpr std::string_view kBlockCell = "client_block.sealed";

}  // namespace

void add_client_block(Connection& c, TenantId tenant, Sealer& sealer, const ClientBlock& block) {
  c.run(
      "INSERT INTO client_block (tenant, id, client, since, staff, ended, ended_by, sealed) "
      "VALUES ($1, $2, $3, $4, $5, NULL, NULL, $6)",
      {tenant, block.id, block.client, block.since, block.staff,
       sealer.seal(c, tenant, block.client, kBlockCell, block.id.value, block.why)});
}

bool is_blocked(Connection& c, TenantId tenant, ClientId client) {
  return c
      .first(
          "SELECT 1 FROM client_block WHERE tenant = $1 AND client = $2 AND ended IS NULL LIMIT 1",
          {tenant, client})
      .has_value();
}

std::vector<ClientBlock> client_blocks(Connection& c, TenantId tenant, Sealer& sealer,
                                       ClientId client) {
  std::vector<ClientBlock> out;
  for (const Row& row :
       c.query("SELECT id, since, staff, ended, ended_by, sealed FROM client_block WHERE tenant = "
               "$1 AND client = $2 ORDER BY since DESC, id DESC",
               {tenant, client})) {
    ClientBlock block{
        row.id<ClientBlockId>(0), client, row.instant(1), row.id<StaffId>(2), row.maybe_instant(3),
        row.id<StaffId>(4),       {}};
    block.why = sealer.open(c, tenant, client, kBlockCell, block.id.value, row.text(5));
    out.push_back(std::move(block));
  }
  return out;
}

bool end_client_block(Connection& c, TenantId tenant, ClientBlockId id, StaffId staff, Instant at) {
  return c.run(
             "UPDATE client_block SET ended = $3, ended_by = $4 WHERE tenant = $1 AND id = $2 AND "
             "ended IS NULL",
             {tenant, id, at, staff}) == 1;
}

}  // namespace fascia::store
