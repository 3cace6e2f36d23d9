// SPDX-License-Identifier: Apache-2.0
#include "store/rights.h"

namespace fascia::store {
namespace {

constexpr std::string_view kRequestCell = "access_request.sealed", kNoteCell = "record_note.sealed",
                           kDisclosureCell = "disclosure.sealed", kBreachCell = "breach.sealed";

AccessRequest request_of(Connection& c, TenantId tenant, Sealer& sealer, const Row& r) {
  AccessRequest x{
      r.id<AccessRequestId>(0), r.id<ClientId>(1),  r.date(2), r.date(3),        r.number(4),
      r.maybe_date(5),          r.maybe_instant(6), r.text(7), r.id<StaffId>(8), {}};
  x.body = sealer.open(c, tenant, x.client, kRequestCell, x.id.value, r.text(9));
  return x;
}

std::vector<RecordLine> lines_of(Connection& c, TenantId tenant, Sealer& sealer, ClientId client,
                                 std::string_view cell, const Rows& rows) {
  std::vector<RecordLine> out;
  for (const Row& r : rows) {
    RecordLine x{r.integer(0), client, r.instant(1), r.text(2), r.id<StaffId>(3), {}};
    x.body = sealer.open(c, tenant, client, cell, x.id, r.text(4));
    out.push_back(std::move(x));
  }
  return out;
}

}  // namespace

void add_access_request(Connection& c, TenantId tenant, Sealer& sealer, const AccessRequest& x) {
  c.run(
      "INSERT INTO access_request (tenant, id, client, received, due, extended, estimate, "
      "answered, outcome, staff, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {tenant, x.id, x.client, x.received, x.due, x.extended, x.estimate, x.answered, x.outcome,
       x.staff, sealer.seal(c, tenant, x.client, kRequestCell, x.id.value, x.body)});
}

std::optional<AccessRequest> find_access_request(Connection& c, TenantId tenant, Sealer& sealer,
                                                 AccessRequestId id) {
  auto row = c.first(
      "SELECT id, client, received, due, extended, estimate, answered, outcome, staff, sealed FROM "
      "access_request WHERE tenant = $1 AND id = $2",
      {tenant, id});
  return row ? std::optional(request_of(c, tenant, sealer, *row)) : std::nullopt;
}

void update_access_request(Connection& c, TenantId tenant, const AccessRequest& x) {
  c.run(
      "UPDATE access_request SET due = $3, extended = $4, estimate = $5, answered = $6, outcome = "
      "$7 WHERE tenant = $1 AND id = $2",
      {tenant, x.id, x.due, x.extended, x.estimate, x.answered, x.outcome});
}

std::vector<AccessRequest> access_requests(Connection& c, TenantId tenant, Sealer& sealer,
                                           ClientId client) {
  Rows rows = client ? c.query(
                           "SELECT id, client, received, due, extended, estimate, answered, "
                           "outcome, staff, sealed FROM access_request WHERE tenant = $1 AND "
                           "client = $2 ORDER BY due, id",
                           {tenant, client})
                     : c.query(
                           "SELECT id, client, received, due, extended, estimate, answered, "
                           "outcome, staff, sealed FROM access_request WHERE tenant = $1 AND "
                           "outcome = '' ORDER BY due, id",
                           {tenant});
  std::vector<AccessRequest> out;
  for (const Row& row : rows) out.push_back(request_of(c, tenant, sealer, row));
  return out;
}

void add_record_note(Connection& c, TenantId tenant, Sealer& sealer, const RecordLine& x) {
  c.run(
      "INSERT INTO record_note (tenant, id, client, at, kind, staff, sealed) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {tenant, x.id, x.client, x.at, x.kind, x.staff,
       sealer.seal(c, tenant, x.client, kNoteCell, x.id, x.body)});
}

std::vector<RecordLine> record_notes(Connection& c, TenantId tenant, Sealer& sealer,
                                     ClientId client) {
  return lines_of(c, tenant, sealer, client, kNoteCell,
                  c.query("SELECT id, at, kind, staff, sealed FROM record_note WHERE tenant = $1 "
                          "AND client = $2 ORDER BY at, id",
                          {tenant, client}));
}

void add_disclosure(Connection& c, TenantId tenant, Sealer& sealer, const RecordLine& x) {
  c.run(
      "INSERT INTO disclosure (tenant, id, client, at, staff, sealed) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {tenant, x.id, x.client, x.at, x.staff,
       sealer.seal(c, tenant, x.client, kDisclosureCell, x.id, x.body)});
}

std::vector<RecordLine> disclosures(Connection& c, TenantId tenant, Sealer& sealer,
                                    ClientId client) {
  return lines_of(c, tenant, sealer, client, kDisclosureCell,
                  c.query("SELECT id, at, '', staff, sealed FROM disclosure WHERE tenant = $1 AND "
                          "client = $2 ORDER BY at, id",
                          {tenant, client}));
}

void put_breach(Connection& c, TenantId tenant, Sealer& sealer, const Breach& x) {
  c.run(
      "INSERT INTO breach (tenant, id, noticed, commissioner_told, people_told, closed, staff, "
      "sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant, id) DO UPDATE SET "
      "commissioner_told = excluded.commissioner_told, people_told = excluded.people_told, "
      "closed = excluded.closed, sealed = excluded.sealed",
      {tenant, x.id, x.noticed, x.commissioner_told, x.people_told, x.closed, x.staff,
       sealer.seal(c, tenant, {}, kBreachCell, x.id.value, x.body)});
}

std::vector<Breach> breaches(Connection& c, TenantId tenant, Sealer& sealer) {
  std::vector<Breach> out;
  for (const Row& r : c.query("SELECT id, noticed, commissioner_told, people_told, closed, staff, "
                              "sealed FROM breach WHERE tenant = $1 ORDER BY noticed, id",
                              {tenant})) {
    Breach x{r.id<BreachId>(0),
             r.instant(1),
             r.maybe_instant(2),
             r.maybe_instant(3),
             r.maybe_instant(4),
             r.id<StaffId>(5),
             {}};
    x.body = sealer.open(c, tenant, {}, kBreachCell, x.id.value, r.text(6));
    out.push_back(std::move(x));
  }
  return out;
}

}  // namespace fascia::store
