// SPDX-License-Identifier: Apache-2.0
#include "store/audit_events.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/result.h"
#include "keys/token.h"
#include "store/client_keys.h"
#include "store/client_merges.h"
#include "store/erasure.h"

namespace fascia::store {
namespace {

// One chain for all programs on a database (docs/security.md).
constexpr std::int64_t kChain = 1;
constexpr std::string_view kCell = "audit_event.sealed";

// How an event's hash is made: the first covers who, what, when and the open reason; the second
// from where and the sealed cell too.
constexpr int kFirstRule = 1, kRule = 2;

#define FASCIA_AUDIT_COLUMNS                                                            \
  "seq, at, actor_kind, actor, action, subject_kind, subject, client, reason, origin, " \
  "sealed, rule"

// An event as its row has it: what is sealed is sealed.
struct AuditRow {
  std::int64_t seq = 0;
  AuditEvent event;
  std::string sealed;
  int rule = kRule;
};

AuditRow audit_row(const Row& r) {
  auto number = [&](std::size_t i) { return r.null(i) ? 0 : r.integer(i); };
  return {r.integer(0),
          {r.instant(1), r.text(2), number(3), r.text(4), r.text(5), number(6), r.id<ClientId>(7),
           r.text(8), r.text(9)},
          r.text(10),
          r.number(11)};
}

std::string audit_hash(const std::string& before, const AuditRow& row) {
  const AuditEvent& e = row.event;
  std::string text = before;
  auto add = [&](const std::string& part) {
    text += '\n';
    text += part;
  };
  if (row.rule != kFirstRule) add("rule " + std::to_string(row.rule));
  for (const std::string& part :
       {std::to_string(row.seq), std::to_string(e.at.seconds), e.actor_kind,
        std::to_string(e.actor), e.action, e.subject_kind, std::to_string(e.subject),
        std::to_string(e.client.value), e.reason})
    add(part);
  if (row.rule != kFirstRule) {
    add(e.from);
    add(row.sealed);
  }
  return keys::digest(text);
}

// Takes out of the event what may not stand in the open: the cell's first line is from where, the
// rest why.
std::string taken_out(AuditEvent& e) {
  const bool address = e.actor_kind == "client" && !e.from.empty();
  const bool typed = e.action != kDigestAction && !e.reason.empty();
  if (!address && !typed) return {};
  std::string cell = address ? std::exchange(e.from, {}) : std::string();
  cell += '\n';
  if (typed) cell += std::exchange(e.reason, {});
  return cell;
}

// Whose key seals it: of who is erased the key is gone, or goes next.
ClientId sealed_under(Connection& c, TenantId tenant, ClientId client) {
  bool own = client && !find_erasure(c, tenant, client) && find_key(c, tenant, client);
  return own ? client : ClientId{};
}

std::optional<std::string> opened_by(Connection& c, TenantId tenant, Sealer& sealer,
                                     ClientId client, const AuditRow& row) {
  if (!find_key(c, tenant, client)) return std::nullopt;
  try {
    return sealer.open(c, tenant, client, kCell, row.seq, row.sealed).reveal();
  } catch (const std::logic_error&) {
    return std::nullopt;  // sealed by the other of the two
  }
}

KeptAuditEvent opened(Connection& c, TenantId tenant, Sealer& sealer, AuditRow row) {
  if (!row.sealed.empty()) {
    auto cell = opened_by(c, tenant, sealer, row.event.client, row);
    if (!cell && row.event.client) cell = opened_by(c, tenant, sealer, {}, row);
    if (cell) {
      auto line = cell->find('\n');
      FASCIA_CHECK(line != cell->npos);
      if (line > 0) row.event.from = cell->substr(0, line);
      if (row.event.reason.empty()) row.event.reason = cell->substr(line + 1);
    }
  }
  return {row.seq, std::move(row.event)};
}

void add_events(std::vector<AuditRow>& out, Connection& c, TenantId tenant, ClientId client) {
  for (const Row& r :
       c.query("SELECT " FASCIA_AUDIT_COLUMNS
               " FROM audit_event WHERE tenant = $1 AND client = $2 ORDER BY at, seq",
               {tenant, client}))
    out.push_back(audit_row(r));
}

// While a record was merged, undone since or not, it was opened under the name of the kept one.
void add_while_merged(std::vector<AuditRow>& out, Connection& c, TenantId tenant, ClientId client,
                      std::optional<Instant> from, std::optional<Instant> until) {
  for (const Row& row : c.query("SELECT kept, at, undone FROM client_merge WHERE tenant = $1 AND "
                                "merged = $2",
                                {tenant, client})) {
    Instant since = from ? std::max(*from, row.instant(1)) : row.instant(1);
    std::optional<Instant> to = row.maybe_instant(2);
    if (until && (!to || *until < *to)) to = until;
    if (to && *to <= since) continue;
    std::vector<AuditRow> all;
    add_events(all, c, tenant, row.id<ClientId>(0));
    // The merge itself is noted with both.
    for (auto& one : all)
      if (since <= one.event.at && (!to || one.event.at <= *to) &&
          one.event.subject_kind != "client_merge")
        out.push_back(std::move(one));
    add_while_merged(out, c, tenant, row.id<ClientId>(0), since, to);
  }
}

std::optional<std::int64_t> maybe(std::int64_t n) {
  return n == 0 ? std::nullopt : std::optional(n);
}

}  // namespace

void add_audit(Connection& c, TenantId tenant, Sealer& sealer, const AuditEvent& event) {
  auto last = c.first(
      "SELECT seq, hash FROM audit_event WHERE tenant = $1 AND chain = $2 ORDER BY seq DESC LIMIT "
      "1",
      {tenant, kChain});
  AuditRow row{last ? last->integer(0) + 1 : 1, event, {}, kRule};
  const AuditEvent& e = row.event;
  if (std::string cell = taken_out(row.event); !cell.empty())
    row.sealed = sealer.seal(c, tenant, sealed_under(c, tenant, e.client), kCell, row.seq,
                             PrivateText(std::move(cell)));
  c.run(
      "INSERT INTO audit_event (tenant, chain, seq, at, actor_kind, actor, action, subject_kind, "
      "subject, client, reason, origin, sealed, rule, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, "
      "$8, $9, $10, $11, $12, $13, $14, $15)",
      {tenant, kChain, row.seq, e.at, e.actor_kind, maybe(e.actor), e.action, e.subject_kind,
       maybe(e.subject), e.client, e.reason, e.from, row.sealed, row.rule,
       audit_hash(last ? last->text(1) : std::string(), row)});
}

std::vector<KeptAuditEvent> audit_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                            ClientId client) {
  std::vector<AuditRow> rows;
  // Who looked at a record before it was merged looked at this person.
  std::vector<ClientId> records = merged_into(c, tenant, client);
  records.push_back(client);
  for (ClientId one : records) {
    add_events(rows, c, tenant, one);
    add_while_merged(rows, c, tenant, one, {}, {});
  }
  std::sort(rows.begin(), rows.end(), [](const AuditRow& a, const AuditRow& b) {
    return std::pair(a.event.at, a.seq) < std::pair(b.event.at, b.seq);
  });
  rows.erase(std::unique(rows.begin(), rows.end(),
                         [](const auto& a, const auto& b) { return a.seq == b.seq; }),
             rows.end());
  std::vector<KeptAuditEvent> out;
  for (AuditRow& row : rows) out.push_back(opened(c, tenant, sealer, std::move(row)));
  return out;
}

bool has_done(Connection& c, TenantId tenant, StaffId staff, std::string_view action,
              std::int64_t subject, ClientId client) {
  if (client)
    return c
        .first(
            "SELECT 1 FROM audit_event WHERE tenant = $1 AND client = $2 AND actor = $3 "
            "AND action = $4 AND subject = $5",
            {tenant, client, staff, action, subject})
        .has_value();
  return c
      .first(
          "SELECT 1 FROM audit_event WHERE tenant = $1 AND client IS NULL AND actor = $2 "
          "AND action = $3 AND subject = $4",
          {tenant, staff, action, subject})
      .has_value();
}

std::optional<std::int64_t> broken_audit(Connection& c, TenantId tenant) {
  std::string before;
  std::int64_t expected = 1;
  int rule = kFirstRule;
  // Some hundred at a time: there are more of them than of anything else.
  std::int64_t above = std::numeric_limits<std::int64_t>::min();
  for (bool more = true; more;) {
    more = false;
    for (const Row& r :
         c.query("SELECT " FASCIA_AUDIT_COLUMNS ", hash FROM audit_event WHERE tenant = $1 AND "
                 "chain = $2 AND seq > $3 ORDER BY seq LIMIT 500",
                 {tenant, kChain, above})) {
      more = true;
      AuditRow row = audit_row(r);
      above = row.seq;
      // A later event by an earlier rule was written past the program.
      bool good = row.seq == expected && row.rule >= rule && row.rule <= kRule &&
                  r.text(12) == audit_hash(before, row);
      if (!good) return expected;
      before = r.text(12);
      rule = row.rule;
      ++expected;
    }
  }
  return std::nullopt;
}

}  // namespace fascia::store
