// SPDX-License-Identifier: Apache-2.0
// The chart of treatment.h: drafts that may change, signed entries that never do.
#include "keys/token.h"
#include "store/treatment.h"

namespace fascia::store {
namespace {

constexpr std::string_view kChartCell = "chart_entry.sealed";

// A row as it stands, its body still sealed.
struct Kept {
  ChartEntry entry;
  std::string sealed;
};

ChartStatus parse_status(std::string_view text) {
  if (text == "draft") return ChartStatus::draft;
  if (text == "signed") return ChartStatus::locked;
  FASCIA_CHECK(text == "entered_in_error");
  return ChartStatus::error;
}

Kept kept_from(const Row& row) {
  Kept out;
  ChartEntry& x = out.entry;
  x.id = row.id<ChartEntryId>(0);
  x.session = row.id<SessionId>(1);
  x.client = row.id<ClientId>(2);
  x.author = row.id<StaffId>(3);
  x.status = parse_status(row.text(4));
  x.amends = row.id<ChartEntryId>(5);
  out.sealed = row.text(6);
  x.digest = row.text(7);
  x.created = row.instant(8);
  x.signed_at = row.maybe_instant(9);
  return out;
}

// Taken over the sealed text: a digest of the plain one would let a guess at it be tried.
std::string digest_of(const ChartEntry& x, const std::string& sealed) {
  std::string all(to_string(x.status));
  for (std::int64_t part : {x.id.value, x.session.value, x.client.value, x.author.value,
                            x.amends.value, x.created.seconds, x.signed_at.value().seconds})
    all += "/" + std::to_string(part);
  return keys::digest(all + "/" + sealed);
}

ChartEntry opened(Connection& c, TenantId tenant, Sealer& sealer, Kept kept) {
  ChartEntry& x = kept.entry;
  bool draft = x.status == ChartStatus::draft;
  FASCIA_CHECK(draft ? x.digest.empty() && !x.signed_at : x.digest == digest_of(x, kept.sealed));
  x.body = sealer.open(c, tenant, x.client, kChartCell, x.id.value, kept.sealed);
  return std::move(x);
}

std::vector<ChartEntry> all_opened(Connection& c, TenantId tenant, Sealer& sealer,
                                   const Rows& rows) {
  std::vector<ChartEntry> out;
  for (const Row& row : rows) out.push_back(opened(c, tenant, sealer, kept_from(row)));
  return out;
}

std::optional<Kept> find_kept(Connection& c, TenantId tenant, ChartEntryId id) {
  auto row = c.first(
      "SELECT id, session, client, author, status, amends, sealed, digest, created, signed_at "
      "FROM chart_entry WHERE tenant = $1 AND id = $2",
      {tenant, id});
  return row ? std::optional(kept_from(*row)) : std::nullopt;
}

Result<Kept> find_draft(Connection& c, TenantId tenant, ChartEntryId id) {
  auto kept = find_kept(c, tenant, id);
  if (!kept) return not_found("chart_missing");
  if (kept->entry.status != ChartStatus::draft) return conflict("chart_signed");
  return *kept;
}

void insert(Connection& c, TenantId tenant, const ChartEntry& x, const std::string& sealed) {
  c.run(
      "INSERT INTO chart_entry (tenant, id, session, client, author, status, amends, sealed, "
      "digest, created, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {tenant, x.id, x.session, x.client, x.author, to_string(x.status), x.amends, sealed, x.digest,
       x.created, x.signed_at});
}

}  // namespace

std::string_view to_string(ChartStatus status) {
  switch (status) {
    case ChartStatus::draft:
      return "draft";
    case ChartStatus::locked:
      return "signed";
    case ChartStatus::error:
      return "entered_in_error";
  }
  return {};
}

void add_chart_draft(Connection& c, TenantId tenant, Sealer& sealer, const ChartEntry& entry) {
  FASCIA_CHECK(entry.status == ChartStatus::draft && entry.digest.empty() && !entry.signed_at &&
               !entry.amends);
  insert(c, tenant, entry,
         sealer.seal(c, tenant, entry.client, kChartCell, entry.id.value, entry.body));
}

Done change_chart_draft(Connection& c, TenantId tenant, Sealer& sealer, ChartEntryId id,
                        const PrivateText& body) {
  FASCIA_TRY(Kept kept, find_draft(c, tenant, id));
  // The condition decides, not what was read: another writer may have signed meanwhile.
  bool changed =
      c.run(
          "UPDATE chart_entry SET sealed = $3 "
          "WHERE tenant = $1 AND id = $2 AND status = 'draft'",
          {tenant, id, sealer.seal(c, tenant, kept.entry.client, kChartCell, id.value, body)}) == 1;
  if (!changed) return conflict("chart_signed");
  return {};
}

Done sign_chart(Connection& c, TenantId tenant, ChartEntryId id, Instant at) {
  FASCIA_TRY(Kept kept, find_draft(c, tenant, id));
  kept.entry.status = ChartStatus::locked;
  kept.entry.signed_at = at;
  // Only the text that the digest is of may become the signed one.
  bool locked = c.run(
                    "UPDATE chart_entry SET status = 'signed', digest = $3, signed_at = $4 "
                    "WHERE tenant = $1 AND id = $2 AND status = 'draft' AND sealed = $5",
                    {tenant, id, digest_of(kept.entry, kept.sealed), at, kept.sealed}) == 1;
  if (!locked) return conflict("chart_signed");
  return {};
}

Done add_amendment(Connection& c, TenantId tenant, Sealer& sealer, const ChartEntry& entry) {
  FASCIA_CHECK(entry.status != ChartStatus::draft);
  auto original = find_kept(c, tenant, entry.amends);
  if (!original) return not_found("chart_missing");
  if (original->entry.status == ChartStatus::draft) return conflict("chart_unsigned");
  bool withdrawn = original->entry.status == ChartStatus::error ||
                   c.first(
                       "SELECT 1 FROM chart_entry WHERE tenant = $1 AND session = $2 "
                       "AND amends = $3 AND status = 'entered_in_error'",
                       {tenant, original->entry.session, entry.amends});
  if (withdrawn) return conflict("chart_in_error");
  // An amendment is about the session and the person of what it amends, whatever the caller says.
  ChartEntry own = entry;
  own.session = original->entry.session;
  own.client = original->entry.client;
  own.signed_at = own.created;
  std::string sealed = sealer.seal(c, tenant, own.client, kChartCell, own.id.value, own.body);
  own.digest = digest_of(own, sealed);
  insert(c, tenant, own, sealed);
  return {};
}

std::string chart_digest(Connection& c, TenantId tenant, ChartEntryId id) {
  auto row = c.first("SELECT digest FROM chart_entry WHERE tenant = $1 AND id = $2", {tenant, id});
  return row ? row->text(0) : std::string();
}

std::optional<ChartEntry> find_chart_entry(Connection& c, TenantId tenant, Sealer& sealer,
                                           ChartEntryId id) {
  auto kept = find_kept(c, tenant, id);
  if (!kept) return std::nullopt;
  return opened(c, tenant, sealer, std::move(*kept));
}

std::vector<ChartEntry> chart_of(Connection& c, TenantId tenant, Sealer& sealer,
                                 SessionId session) {
  return all_opened(
      c, tenant, sealer,
      c.query("SELECT id, session, client, author, status, amends, sealed, digest, created, "
              "signed_at FROM chart_entry WHERE tenant = $1 AND session = $2 ORDER BY created, id",
              {tenant, session}));
}

std::vector<ChartEntry> chart_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                        ClientId client) {
  return all_opened(
      c, tenant, sealer,
      c.query(
          "SELECT e.id, e.session, e.client, e.author, e.status, e.amends, e.sealed, e.digest, "
          "e.created, e.signed_at FROM treatment_session AS s CROSS JOIN chart_entry AS e WHERE "
          "s.tenant = $1 AND s.client = $2 AND e.tenant = s.tenant AND e.session = s.id "
          "ORDER BY e.created, e.id",
          {tenant, client}));
}

}  // namespace fascia::store
