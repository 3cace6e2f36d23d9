// SPDX-License-Identifier: Apache-2.0
#include "store/self_check.h"

#include <algorithm>
#include <functional>
#include <map>

#include "store/appointments.h"
#include "store/audit_head.h"
#include "store/client_keys.h"
#include "store/day_mask.h"
#include "store/erasure.h"
#include "store/intakes.h"
#include "store/records.h"
#include "store/treatment.h"

namespace fascia::store {
namespace {

constexpr std::size_t kShown = 20;  // more of one kind say nothing new
constexpr Seconds kAtOnce = days_of_24h(28);

void add_fault(Counted& out, std::string fault) {
  if (out.faults.size() < kShown) out.faults.push_back(std::move(fault));
}

// A table's sealed cells: rows of (id, client, sealed) above an id, some hundred at a time, so that
// a big clinic is not held in memory.
struct SealedTable {
  const char* context;
  Sql some;
};
constexpr const char* kScreenings = "screening.sealed";
const SealedTable kTables[] = {
    {kScreenings,
     "SELECT id, client, sealed FROM screening WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"consent.sealed",
     "SELECT id, client, sealed FROM consent WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT 500"},
    {"plan.sealed",
     "SELECT id, client, sealed FROM plan WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT 500"},
    {"session_entry.sealed",
     "SELECT e.id, s.client, e.sealed FROM session_entry AS e JOIN treatment_session AS s "
     "ON s.tenant = e.tenant AND s.id = e.session WHERE e.tenant = $1 AND e.id > $2 "
     "ORDER BY e.id LIMIT 500"},
    {"chart_entry.sealed",
     "SELECT id, client, sealed FROM chart_entry WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"aftercare.sealed",
     "SELECT id, client, sealed FROM aftercare WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"check_in.sealed",
     "SELECT id, client, sealed FROM check_in WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT 500"},
    {"outcome.sealed",
     "SELECT id, client, sealed FROM outcome WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT 500"},
    {"plan_change.sealed",
     "SELECT id, client, sealed FROM plan_change WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"clearance.sealed",
     "SELECT id, client, sealed FROM clearance WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"clearance_file.sealed",
     "SELECT id, client, sealed FROM clearance_file WHERE tenant = $1 AND id > $2 ORDER BY id "
     "LIMIT 50"},
    {"visit_fee.sealed",
     "SELECT id, client, sealed FROM visit_fee WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"client_block.sealed",
     "SELECT id, client, sealed FROM client_block WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"legal_hold.sealed",
     "SELECT id, client, sealed FROM legal_hold WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"access_request.sealed",
     "SELECT id, client, sealed FROM access_request WHERE tenant = $1 AND id > $2 ORDER BY id "
     "LIMIT 500"},
    {"record_note.sealed",
     "SELECT id, client, sealed FROM record_note WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"disclosure.sealed",
     "SELECT id, client, sealed FROM disclosure WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"client_merge.sealed",
     "SELECT id, kept, sealed FROM client_merge WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT "
     "500"},
    {"breach.sealed",
     "SELECT id, NULL, sealed FROM breach WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT 500"},
    {"before_visit.sealed",
     "SELECT appointment, client, sealed FROM before_visit WHERE tenant = $1 AND appointment > $2 "
     "ORDER BY appointment LIMIT 500"},
    {"task.sealed",
     "SELECT id, client, sealed FROM task WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT 500"},
    {"outbox.sealed",
     "SELECT id, client, sealed FROM outbox WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT 500"},
    {"audit_event.sealed",
     "SELECT e.seq, e.client, e.sealed FROM audit_event AS e WHERE e.tenant = $1 AND e.chain = 1 "
     "AND e.seq > $2 AND e.sealed <> '' AND NOT EXISTS (SELECT 1 FROM erasure AS x WHERE x.tenant "
     "= "
     "e.tenant AND x.client = e.client) ORDER BY e.seq LIMIT 500"},
    {"idempotency.sealed",
     "SELECT appointment, NULL, sealed FROM idempotency WHERE tenant = $1 AND appointment > $2 "
     "ORDER BY appointment LIMIT 500"},
};

// One cell; `open` throws when it does not open.
void check_cell(const char* context, std::int64_t row, const std::function<void()>& open,
                Counted& out) {
  ++out.looked_at;
  try {
    open();
  } catch (const StoreError&) {
    throw;
  } catch (const std::exception&) {
    add_fault(out, std::string(context) + " " + id_text(row));
  }
}

// One of nobody yet whose key is gone is forgotten, and no fault.
void check_table(Connection& c, TenantId tenant, Sealer& sealer, const SealedTable& table,
                 Counted& out) {
  std::int64_t above = 0;
  while (true) {
    Rows rows = c.query(table.some, {tenant, above});
    if (rows.empty()) return;
    for (const Row& row : rows) {
      above = row.integer(0);
      if (row.text(2).empty()) continue;  // an answer that has not come yet
      const auto client = row.id<ClientId>(1);
      check_cell(
          table.context, above,
          [&] {
            if (!client && table.context == kScreenings)
              (void)sealer.open_unbound(c, tenant, table.context, above, row.text(2));
            else
              (void)sealer.open(c, tenant, client, table.context, above, row.text(2));
          },
          out);
    }
  }
}

void check_drafts(Connection& c, TenantId tenant, Sealer& sealer, Counted& out) {
  constexpr const char* kContext = "intake_draft.sealed";
  std::string above;
  while (true) {
    Rows rows = c.query(
        "SELECT token_hash, sealed FROM intake_draft WHERE tenant = $1 AND token_hash > $2 ORDER "
        "BY token_hash LIMIT 500",
        {tenant, above});
    if (rows.empty()) return;
    for (const Row& row : rows) {
      above = row.text(0);
      const std::int64_t number = draft_row(above);
      check_cell(
          kContext, number,
          [&] { (void)sealer.open_unbound(c, tenant, kContext, number, row.text(1)); }, out);
    }
  }
}

// Each signed entry against the digest that the audit chain holds of it. Entries of before the
// chain held any are passed over; of who was erased only the chain is left.
void check_digests_in_chain(Connection& c, TenantId tenant, Counted& out) {
  std::optional<Instant> first;
  std::map<std::int64_t, std::string> wanted;
  std::map<std::int64_t, ClientId> clients;
  for (const Row& row :
       c.query("SELECT at, subject, client, reason FROM audit_event WHERE tenant = "
               "$1 AND action = $2 ORDER BY chain, seq",
               {tenant, kDigestAction})) {
    if (!first) first = row.instant(0);
    wanted[row.integer(1)] = row.text(3);
    clients[row.integer(1)] = row.id<ClientId>(2);
  }
  if (!first) return;
  for (const Row& row : c.query("SELECT id, digest, signed_at FROM chart_entry WHERE tenant = $1 "
                                "AND status <> 'draft' ORDER BY id",
                                {tenant})) {
    auto at = wanted.find(row.integer(0));
    bool same = at == wanted.end() ? row.instant(2) < *first : at->second == row.text(1);
    if (!same) add_fault(out, "chart_entry " + id_text(row.integer(0)) + " against the audit");
    if (at != wanted.end()) wanted.erase(at);
  }
  for (const auto& [entry, digest] : wanted)
    if (!find_erasure(c, tenant, clients.at(entry)))
      add_fault(out, "chart_entry " + id_text(entry) + " is gone");
}

// Two that keep one resource busy in the same cell.
void find_overlaps(std::vector<Busy> busy, Counted& out) {
  std::sort(busy.begin(), busy.end(), [](const Busy& a, const Busy& b) {
    return std::pair(a.resource, a.from) < std::pair(b.resource, b.from);
  });
  for (std::size_t i = 1; i < busy.size(); ++i)
    if (busy[i].resource == busy[i - 1].resource && busy[i].from < busy[i - 1].until)
      add_fault(
          out, "taken twice: " + id_text(busy[i].resource) + " at " + to_rfc3339_utc(busy[i].from));
}

}  // namespace

Counted check_sealed_cells(Connection& c, TenantId tenant, Sealer& sealer) {
  Counted out;
  for (const SealedTable& table : kTables) check_table(c, tenant, sealer, table, out);
  check_drafts(c, tenant, sealer, out);
  return out;
}

Counted check_keys(Connection& c, TenantId tenant, const Sealer& sealer) {
  Counted out;
  for (const WrappedKey& key : list_keys(c, tenant)) {
    ++out.looked_at;
    const std::int64_t owner = key.client ? key.client.value : tenant.value;
    if (!sealer.unwraps(owner, key.wrapped)) add_fault(out, "the key of " + id_text(owner));
  }
  for (const Row& row : c.query(
           "SELECT c.id FROM client AS c WHERE c.tenant = $1 AND c.wrapped_key = '' AND NOT EXISTS "
           "(SELECT 1 FROM client_key AS k WHERE k.tenant = c.tenant AND k.client = c.id) AND NOT "
           "EXISTS (SELECT 1 FROM erasure AS e WHERE e.tenant = c.tenant AND e.client = c.id) "
           "ORDER BY c.id LIMIT 20",
           {tenant}))
    add_fault(out, "client " + id_text(row.integer(0)) + " has none");
  // As a restore leaves it, from keys that are newer than the rows.
  const Rows nobodys = c.query(
      "SELECT k.client FROM client_key AS k WHERE k.tenant = $1 AND k.client > 0 AND NOT EXISTS "
      "(SELECT 1 FROM client AS c WHERE c.tenant = k.tenant AND c.id = k.client) ORDER BY "
      "k.client",
      {tenant});
  constexpr std::size_t kNamed = 5;
  std::string names;
  for (std::size_t i = 0; i < std::min(kNamed, nobodys.size()); ++i)
    names += (i == 0 ? "" : ", ") + id_text(nobodys[i].integer(0));
  if (!nobodys.empty())
    out.notes.push_back(std::to_string(nobodys.size()) +
                        " of clients who are not here, because the rows are older: " + names +
                        (nobodys.size() > kNamed ? ", …" : ""));
  return out;
}

Counted check_signed_charts(Connection& c, TenantId tenant, Sealer& sealer) {
  Counted out;
  for (const Row& row :
       c.query("SELECT id FROM chart_entry WHERE tenant = $1 AND status <> 'draft' ORDER BY id",
               {tenant})) {
    ++out.looked_at;
    try {
      (void)find_chart_entry(c, tenant, sealer, row.id<ChartEntryId>(0));
    } catch (const StoreError&) {
      throw;
    } catch (const std::exception&) {
      add_fault(out, "chart_entry " + id_text(row.integer(0)));
    }
  }
  check_digests_in_chain(c, tenant, out);
  return out;
}

Counted check_masks(Connection& c, TenantId tenant) {
  Counted out;
  std::vector<Busy> busy;
  // A hold whose time is a visit's already takes nothing of it.
  auto add_busy = [&](const Busy& b) {
    if (b.from < b.until) busy.push_back(b);
  };
  // Some weeks at a time: all visits of a chain at once would not fit.
  const auto span =
      c.first("SELECT MIN(start), MAX(start) FROM appointment WHERE tenant = $1", {tenant});
  if (span && !span->null(0))
    for (Instant from = span->instant(0); from <= span->instant(1); from = from + kAtOnce)
      for (const Appointment& a : list_appointments(c, tenant, from, from + kAtOnce))
        if (takes_time(a.status))
          for (const Busy& b : busy_of(a)) add_busy(b);
  for (const Hold& hold : list_holds(c, tenant))
    for (const Busy& b : busy_of(hold)) add_busy(b);
  out.looked_at = static_cast<std::int64_t>(busy.size());
  std::vector<MaskRow> wanted = masks_of(busy), kept = mask_rows(c, tenant), differ;
  std::set_symmetric_difference(wanted.begin(), wanted.end(), kept.begin(), kept.end(),
                                std::back_inserter(differ));
  for (const MaskRow& row : differ)
    add_fault(out, "day_mask " + id_text(row.resource) + " on " +
                       to_iso(Date{static_cast<std::int32_t>(row.day)}) + " (UTC)");
  find_overlaps(std::move(busy), out);
  return out;
}

Counted check_audit(Connection& c, TenantId tenant) {
  Counted out;
  auto row = c.first("SELECT COUNT(*) FROM audit_event WHERE tenant = $1", {tenant});
  out.looked_at = row ? row->integer(0) : 0;
  if (auto broken = broken_audit(c, tenant))
    out.faults.push_back("audit_event " + std::to_string(*broken));
  if (auto kept = kept_audit_head(c, tenant); kept && !audit_reaches(c, tenant, *kept))
    out.faults.push_back("audit_event " + std::to_string(kept->seq) + " was cut off");
  return out;
}

}  // namespace fascia::store
