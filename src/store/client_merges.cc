// SPDX-License-Identifier: Apache-2.0
#include "store/client_merges.h"

#include "store/clients.h"
#include "store/merged_rows.h"
#include "store/records.h"

namespace fascia::store {
namespace {

constexpr std::string_view kMergeCell = "client_merge.sealed";

void point_at(Connection& c, TenantId tenant, ClientId client, ClientId person) {
  c.run("UPDATE client SET merged_into = $3 WHERE tenant = $1 AND id = $2",
        {tenant, client, person});
}

// Whoever was merged into this one, by a merge that stands, is this person's again.
void point_those_below(Connection& c, TenantId tenant, ClientId above, ClientId person) {
  for (const Row& row :
       c.query("SELECT merged FROM client_merge WHERE tenant = $1 AND kept = $2 AND undone IS NULL",
               {tenant, above})) {
    point_at(c, tenant, row.id<ClientId>(0), person);
    point_those_below(c, tenant, row.id<ClientId>(0), person);
  }
}

ClientMerge merge_of(Connection& c, TenantId tenant, Sealer& sealer, const Row& row) {
  ClientMerge out{row.id<MergeId>(0), row.id<ClientId>(1),  row.id<ClientId>(2), row.instant(3),
                  row.id<StaffId>(4), row.maybe_instant(5), row.id<StaffId>(6),  {}};
  out.body = sealer.open(c, tenant, out.kept, kMergeCell, out.id.value, row.text(7));
  return out;
}

void add_pairs(std::vector<Likeness>& out, const Rows& rows) {
  for (const Row& row : rows) out.push_back({row.id<ClientId>(0), row.id<ClientId>(1)});
}

}  // namespace

std::vector<ClientId> merged_into(Connection& c, TenantId tenant, ClientId kept) {
  std::vector<ClientId> out;
  for (const Row& row :
       c.query("SELECT id FROM client WHERE tenant = $1 AND merged_into = $2", {tenant, kept}))
    out.push_back(row.id<ClientId>(0));
  return out;
}

std::vector<ClientId> persons_named(Connection& c, TenantId tenant, std::string_view name,
                                    Date birth_date) {
  std::vector<ClientId> out;
  for (const Row& row :
       c.query("SELECT id FROM client WHERE tenant = $1 AND folded = $2 AND birth_date = $3 "
               "ORDER BY created, id",
               {tenant, folded_name(name), birth_date}))
    out.push_back(person_of(c, tenant, row.id<ClientId>(0)));
  return out;
}

void merge_clients(Connection& c, TenantId tenant, Sealer& sealer, const ClientMerge& merge) {
  FASCIA_CHECK(merge.kept != merge.merged);
  for (ClientId one : {merge.kept, merge.merged}) FASCIA_CHECK(person_of(c, tenant, one) == one);
  c.run(
      "INSERT INTO client_merge (tenant, id, kept, merged, at, staff, undone, undone_by, sealed) "
      "VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL, $7)",
      {tenant, merge.id, merge.kept, merge.merged, merge.at, merge.staff,
       sealer.seal(c, tenant, merge.kept, kMergeCell, merge.id.value, merge.body)});
  move_rows(c, tenant, merge);
  point_at(c, tenant, merge.merged, merge.kept);
  point_those_below(c, tenant, merge.merged, merge.kept);
}

void unmerge_clients(Connection& c, TenantId tenant, Sealer& sealer, const ClientMerge& merge,
                     Instant now, StaffId staff) {
  // First the records, so that what the merged one had taken in opens under its name again.
  point_at(c, tenant, merge.merged, {});
  point_those_below(c, tenant, merge.merged, merge.merged);
  move_rows_back(c, tenant, sealer, merge);
  // A curve opened from a link of the merged one is in that one's browser, and was of both.
  end_links(c, tenant, "curve", merge.kept.value, now);
  c.run("UPDATE client_merge SET undone = $3, undone_by = $4 WHERE tenant = $1 AND id = $2",
        {tenant, merge.id, now, staff});
}

#define FASCIA_MERGE_COLUMNS                                                                      \
  "SELECT id, kept, merged, at, staff, undone, undone_by, sealed FROM client_merge WHERE tenant " \
  "= $1 "

std::optional<ClientMerge> find_merge(Connection& c, TenantId tenant, Sealer& sealer, MergeId id) {
  auto row = c.first(FASCIA_MERGE_COLUMNS "AND id = $2", {tenant, id});
  return row ? std::optional(merge_of(c, tenant, sealer, *row)) : std::nullopt;
}

std::vector<ClientMerge> merges_into(Connection& c, TenantId tenant, Sealer& sealer,
                                     ClientId kept) {
  std::vector<ClientMerge> out;
  for (const Row& row :
       c.query(FASCIA_MERGE_COLUMNS "AND kept = $2 AND undone IS NULL ORDER BY at DESC, id DESC",
               {tenant, kept}))
    out.push_back(merge_of(c, tenant, sealer, row));
  return out;
}

bool is_session_running(Connection& c, TenantId tenant, ClientId client) {
  return c
      .first(
          "SELECT 1 FROM treatment_session WHERE tenant = $1 AND client = $2 AND ended IS NULL "
          "LIMIT 1",
          {tenant, client})
      .has_value();
}

// The older record first. CROSS JOIN keeps SQLite from beginning with all older ones.
#define FASCIA_TWO_ALIKE                                                                          \
  "SELECT q.id, p.id FROM client AS p CROSS JOIN client AS q WHERE p.tenant = $1 AND q.tenant = " \
  "p.tenant AND q.id <> p.id AND p.name <> '' AND q.name <> '' AND p.merged_into IS NULL AND "    \
  "q.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM client_apart AS x WHERE x.tenant = "       \
  "p.tenant AND x.one = p.id AND x.other = q.id) "
#define FASCIA_NEW_ONE                                                                           \
  "AND p.created >= $2 AND p.created < $3 AND (q.created < p.created OR (q.created = p.created " \
  "AND q.id < p.id)) "
#define FASCIA_BORN_ALIKE "AND q.birth_date = p.birth_date "
#define FASCIA_PHONE_ALIKE "AND p.phone_digits <> '' AND q.phone_digits = p.phone_digits "
#define FASCIA_EMAIL_ALIKE "AND p.email <> '' AND LOWER(q.email) = LOWER(p.email) "
// The same name says little about two people whose birth dates are known.
#define FASCIA_NAME_ALIKE \
  "AND q.folded = p.folded AND (p.birth_date IS NULL OR q.birth_date IS NULL) "

std::vector<Likeness> alike_since(Connection& c, TenantId tenant, Instant from, Instant until) {
  std::vector<Likeness> out;
  add_pairs(out, c.query(FASCIA_TWO_ALIKE FASCIA_NEW_ONE FASCIA_BORN_ALIKE, {tenant, from, until}));
  add_pairs(out,
            c.query(FASCIA_TWO_ALIKE FASCIA_NEW_ONE FASCIA_PHONE_ALIKE, {tenant, from, until}));
  add_pairs(out,
            c.query(FASCIA_TWO_ALIKE FASCIA_NEW_ONE FASCIA_EMAIL_ALIKE, {tenant, from, until}));
  add_pairs(out, c.query(FASCIA_TWO_ALIKE FASCIA_NEW_ONE FASCIA_NAME_ALIKE, {tenant, from, until}));
  return out;
}

std::vector<Likeness> alike_with(Connection& c, TenantId tenant, ClientId client) {
  std::vector<Likeness> out;
  add_pairs(out, c.query(FASCIA_TWO_ALIKE "AND p.id = $2 " FASCIA_BORN_ALIKE, {tenant, client}));
  add_pairs(out, c.query(FASCIA_TWO_ALIKE "AND p.id = $2 " FASCIA_PHONE_ALIKE, {tenant, client}));
  add_pairs(out, c.query(FASCIA_TWO_ALIKE "AND p.id = $2 " FASCIA_EMAIL_ALIKE, {tenant, client}));
  add_pairs(out, c.query(FASCIA_TWO_ALIKE "AND p.id = $2 " FASCIA_NAME_ALIKE, {tenant, client}));
  return out;
}

void keep_apart(Connection& c, TenantId tenant, const Likeness& two, Instant now, StaffId staff) {
  for (auto [one, other] : {std::pair(two.one, two.other), std::pair(two.other, two.one)})
    c.run(
        "INSERT INTO client_apart (tenant, one, other, at, staff) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (tenant, one, other) DO NOTHING",
        {tenant, one, other, now, staff});
}

}  // namespace fascia::store
