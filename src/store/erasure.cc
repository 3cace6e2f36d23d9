// SPDX-License-Identifier: Apache-2.0
#include "store/erasure.h"

#include "store/name_words.h"

namespace fascia::store {
namespace {

constexpr std::string_view kHoldCell = "legal_hold.sealed";

// In an order in which no row loses its way to the client before it is taken.
const Sql kDeletes[] = {
    "DELETE FROM session_entry WHERE tenant = $1 AND session IN (SELECT id FROM treatment_session "
    "WHERE tenant = $1 AND client = $2)",
    "DELETE FROM clearance_step WHERE tenant = $1 AND clearance IN (SELECT id FROM clearance WHERE "
    "tenant = $1 AND client = $2)",
    "DELETE FROM idempotency WHERE tenant = $1 AND appointment IN (SELECT id FROM appointment "
    "WHERE tenant = $1 AND client = $2)",
    "DELETE FROM chart_entry WHERE tenant = $1 AND client = $2",
    "DELETE FROM screening WHERE tenant = $1 AND client = $2",
    "DELETE FROM consent WHERE tenant = $1 AND client = $2",
    "DELETE FROM plan WHERE tenant = $1 AND client = $2",
    "DELETE FROM plan_change WHERE tenant = $1 AND client = $2",
    "DELETE FROM aftercare WHERE tenant = $1 AND client = $2",
    "DELETE FROM check_in WHERE tenant = $1 AND client = $2",
    "DELETE FROM outcome WHERE tenant = $1 AND client = $2",
    "DELETE FROM before_visit WHERE tenant = $1 AND client = $2",
    "DELETE FROM clearance_file WHERE tenant = $1 AND client = $2",
    "DELETE FROM clearance WHERE tenant = $1 AND client = $2",
    "DELETE FROM task WHERE tenant = $1 AND client = $2",
    "DELETE FROM outbox WHERE tenant = $1 AND client = $2",
    "DELETE FROM private_link WHERE tenant = $1 AND client = $2",
    "DELETE FROM client_search WHERE tenant = $1 AND client = $2",
    "DELETE FROM client_wish WHERE tenant = $1 AND client = $2",
    "DELETE FROM visit_fee WHERE tenant = $1 AND client = $2",
    "DELETE FROM client_block WHERE tenant = $1 AND client = $2",
    "DELETE FROM legal_hold WHERE tenant = $1 AND client = $2",
    "DELETE FROM access_request WHERE tenant = $1 AND client = $2",
    "DELETE FROM record_note WHERE tenant = $1 AND client = $2",
    "DELETE FROM disclosure WHERE tenant = $1 AND client = $2",
    "DELETE FROM client_merge_row WHERE tenant = $1 AND merge IN (SELECT id FROM client_merge "
    "WHERE tenant = $1 AND (kept = $2 OR merged = $2))",
    "DELETE FROM client_merge WHERE tenant = $1 AND (kept = $2 OR merged = $2)",
    "DELETE FROM client_apart WHERE tenant = $1 AND (one = $2 OR other = $2)",
};

Erasure erasure_of(const Row& row) {
  return {row.id<ClientId>(0), row.instant(1), row.id<StaffId>(2), row.integer(3)};
}

}  // namespace

void add_legal_hold(Connection& c, TenantId tenant, Sealer& sealer, const LegalHold& hold) {
  c.run(
      "INSERT INTO legal_hold (tenant, id, client, since, staff, ended, ended_by, sealed) "
      "VALUES ($1, $2, $3, $4, $5, NULL, NULL, $6)",
      {tenant, hold.id, hold.client, hold.since, hold.staff,
       sealer.seal(c, tenant, hold.client, kHoldCell, hold.id.value, hold.why)});
}

std::vector<LegalHold> legal_holds(Connection& c, TenantId tenant, Sealer& sealer,
                                   ClientId client) {
  std::vector<LegalHold> out;
  for (const Row& row :
       c.query("SELECT id, since, staff, ended, sealed FROM legal_hold WHERE tenant = $1 AND "
               "client = $2 ORDER BY since, id",
               {tenant, client})) {
    LegalHold hold{row.id<LegalHoldId>(0), client, row.instant(1), row.id<StaffId>(2),
                   row.maybe_instant(3),   {}};
    hold.why = sealer.open(c, tenant, client, kHoldCell, hold.id.value, row.text(4));
    out.push_back(std::move(hold));
  }
  return out;
}

std::vector<LegalHold> standing_holds(Connection& c, TenantId tenant, Sealer& sealer) {
  std::vector<LegalHold> out;
  for (const Row& row : c.query("SELECT id, client, since, staff, sealed FROM legal_hold WHERE "
                                "tenant = $1 AND ended IS NULL ORDER BY since, id",
                                {tenant})) {
    LegalHold hold{row.id<LegalHoldId>(0), row.id<ClientId>(1), row.instant(2),
                   row.id<StaffId>(3),     std::nullopt,        {}};
    hold.why = sealer.open(c, tenant, hold.client, kHoldCell, hold.id.value, row.text(4));
    out.push_back(std::move(hold));
  }
  return out;
}

bool is_on_hold(Connection& c, TenantId tenant, ClientId client) {
  return c
      .first("SELECT 1 FROM legal_hold WHERE tenant = $1 AND client = $2 AND ended IS NULL LIMIT 1",
             {tenant, client})
      .has_value();
}

bool has_open_request(Connection& c, TenantId tenant, ClientId client) {
  return c
      .first(
          "SELECT 1 FROM access_request WHERE tenant = $1 AND client = $2 AND outcome = '' LIMIT 1",
          {tenant, client})
      .has_value();
}

bool end_legal_hold(Connection& c, TenantId tenant, LegalHoldId id, StaffId staff, Instant at) {
  return c.run(
             "UPDATE legal_hold SET ended = $3, ended_by = $4 WHERE tenant = $1 AND id = $2 AND "
             "ended IS NULL",
             {tenant, id, at, staff}) == 1;
}

std::int64_t delete_client_rows(Connection& c, TenantId tenant, ClientId client) {
  std::int64_t taken = 0;
  auto named = c.first("SELECT folded FROM client WHERE tenant = $1 AND id = $2", {tenant, client});
  for (const Sql& sql : kDeletes) taken += c.run(sql, {tenant, client});
  c.run(
      "UPDATE appointment SET booked_by = '', manage_hash = '', screening = NULL WHERE tenant = $1 "
      "AND client = $2",
      {tenant, client});
  c.run(
      "UPDATE client SET name = '', folded = '', birth_date = NULL, email = '', phone = '', "
      "phone_digits = '', guardian = '', guardian_relation = '', wrapped_key = '' WHERE "
      "tenant = $1 AND id = $2",
      {tenant, client});
  if (named) forget_words(c, tenant, named->text(0));
  return taken;
}

void add_erasure(Connection& c, TenantId tenant, const Erasure& x) {
  c.run(
      "INSERT INTO erasure (tenant, client, at, staff, taken) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (tenant, client) DO NOTHING",
      {tenant, x.client, x.at, x.staff, x.taken});
}

std::optional<Erasure> find_erasure(Connection& c, TenantId tenant, ClientId client) {
  auto row =
      c.first("SELECT client, at, staff, taken FROM erasure WHERE tenant = $1 AND client = $2",
              {tenant, client});
  return row ? std::optional(erasure_of(*row)) : std::nullopt;
}

std::vector<Erasure> erasures_without_end(Connection& c, TenantId tenant) {
  std::vector<Erasure> out;
  for (const Row& row : c.query("SELECT e.client, e.at, e.staff, e.taken FROM erasure AS e WHERE "
                                "e.tenant = $1 AND NOT EXISTS (SELECT 1 FROM erased_client AS k "
                                "WHERE k.tenant = e.tenant AND k.client = e.client)",
                                {tenant}))
    out.push_back(erasure_of(row));
  return out;
}

std::vector<ClientId> erased_but_here(Connection& c, TenantId tenant) {
  std::vector<ClientId> out;
  for (const Row& row : c.query("SELECT k.client FROM erased_client AS k JOIN client AS p ON "
                                "p.tenant = k.tenant AND p.id = k.client WHERE k.tenant = $1 AND "
                                "NOT EXISTS (SELECT 1 FROM erasure AS e WHERE e.tenant = k.tenant "
                                "AND e.client = k.client)",
                                {tenant}))
    out.push_back(row.id<ClientId>(0));
  return out;
}

LastVisit last_visit(Connection& c, TenantId tenant, ClientId client, Instant now) {
  auto row = c.first(
      "SELECT MAX(start) FROM appointment WHERE tenant = $1 AND client = $2 AND status NOT IN "
      "('cancelled', 'late_cancelled', 'no_show')",
      {tenant, client});
  LastVisit out;
  if (row) out.start = row->maybe_instant(0);
  out.ahead = out.start && *out.start > now;
  return out;
}

std::optional<Instant> client_since(Connection& c, TenantId tenant, ClientId client) {
  auto row = c.first("SELECT created FROM client WHERE tenant = $1 AND id = $2", {tenant, client});
  return row ? std::optional(row->instant(0)) : std::nullopt;
}

std::vector<LookedAt> clients_made_before(Connection& c, TenantId tenant, Instant before,
                                          const LookedAt& after, int most) {
  std::vector<LookedAt> out;
  for (const Row& row :
       c.query("SELECT p.id, p.created, CASE WHEN p.merged_into IS NULL AND NOT EXISTS "
               "(SELECT 1 FROM erasure AS e WHERE e.tenant = p.tenant AND e.client = p.id) THEN 1 "
               "ELSE 0 END AS stands FROM client AS p WHERE p.tenant = $1 AND p.created >= $3 AND "
               "p.created < $2 AND (p.created > $3 OR p.id > $4) ORDER BY p.created, p.id LIMIT $5",
               {tenant, before, after.created, after.client.value, most}))
    out.push_back({row.id<ClientId>(0), row.instant(1), row.integer(2) == 1});
  return out;
}

}  // namespace fascia::store
