// SPDX-License-Identifier: Apache-2.0
#include "store/record_kinds.h"

namespace fascia::store {
namespace {

struct KindTables {
  RecordKind kind;
  std::string_view word;
  std::vector<std::string> tables;
  Sql ages, before, end;
};
const KindTables kKindTables[] = {
    {RecordKind::messages,
     "messages",
     {"outbox", "private_link"},
     "SELECT COUNT(*), MIN(created), MAX(created) FROM outbox WHERE tenant = $1 AND client = $2",
     "SELECT COUNT(*) FROM outbox WHERE tenant = $1 AND client = $2 AND created < $3",
     "DELETE FROM outbox WHERE tenant = $1 AND client = $2 AND created < $3"},
    {RecordKind::fees,
     "fees",
     {"visit_fee"},
     "SELECT COUNT(*), MIN(at), MAX(at) FROM visit_fee WHERE tenant = $1 AND client = $2",
     "SELECT COUNT(*) FROM visit_fee WHERE tenant = $1 AND client = $2 AND at < $3",
     "DELETE FROM visit_fee WHERE tenant = $1 AND client = $2 AND at < $3"},
};

const KindTables& tables_named(RecordKind kind) {
  for (const KindTables& one : kKindTables)
    if (one.kind == kind) return one;
  return kKindTables[0];
}

}  // namespace

std::optional<RecordKind> parse_record_kind(std::string_view word) {
  for (const KindTables& one : kKindTables)
    if (one.word == word) return one.kind;
  return std::nullopt;
}

std::vector<std::string> tables_of(RecordKind kind) { return tables_named(kind).tables; }

KindRows rows_of_kind(Connection& c, TenantId tenant, ClientId client, RecordKind kind) {
  KindRows out;
  if (auto row = c.first(tables_named(kind).ages, {tenant, client}); row && row->integer(0) > 0)
    out = {row->integer(0), row->maybe_instant(1), row->maybe_instant(2)};
  return out;
}

std::int64_t count_of_kind_before(Connection& c, TenantId tenant, ClientId client, RecordKind kind,
                                  Instant before) {
  auto row = c.first(tables_named(kind).before, {tenant, client, before});
  return row ? row->integer(0) : 0;
}

std::int64_t delete_of_kind_before(Connection& c, TenantId tenant, ClientId client, RecordKind kind,
                                   Instant before) {
  if (kind == RecordKind::messages)
    c.run("DELETE FROM private_link WHERE tenant = $1 AND client = $2 AND expires < $3",
          {tenant, client, before});
  return c.run(tables_named(kind).end, {tenant, client, before});
}

std::vector<EndedKind> ended_but_here(Connection& c, TenantId tenant) {
  std::vector<EndedKind> out;
  for (const Row& row : c.query(
           "SELECT k.client, k.kind, k.rows_before, k.at FROM ended_kind AS k WHERE k.tenant = $1 "
           "AND NOT EXISTS (SELECT 1 FROM audit_event AS a WHERE a.tenant = k.tenant AND a.client "
           "= k.client AND a.at >= k.at AND a.subject_kind = k.kind AND a.action IN "
           "('record.part_ended', 'record.part_ended_again')) ORDER BY k.client, k.kind",
           {tenant}))
    out.push_back({row.id<ClientId>(0), row.text(1), row.instant(2), row.instant(3)});
  return out;
}

}  // namespace fascia::store
