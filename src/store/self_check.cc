// SPDX-License-Identifier: Apache-2.0
#include "store/self_check.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "store/appointments.h"
#include "store/audit_head.h"
#include "store/client_keys.h"
#include "store/day_mask.h"
#include "store/erasure.h"
#include "store/intakes.h"
#include "store/records.h"

namespace fascia::store {
namespace {

constexpr std::size_t kShown = 20;           // faults of one kind
constexpr std::int64_t kVisitsAsked = 2000;  // as the engine answers them, which takes more room
constexpr std::int64_t kSecondsADay = 86400;

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

// A row whose name no program of ours gave it, as it may be printed.
std::string printable(std::string_view name) {
  constexpr std::size_t kMost = 32;
  std::string out(name.substr(0, kMost));
  for (char& letter : out)
    if (letter <= ' ' || letter > '~') letter = '?';
  return name.size() > kMost ? out + "…" : out;
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
      const auto number = draft_row(above);
      if (!number) {
        ++out.looked_at;
        add_fault(out, std::string(kContext) + " \"" + printable(above) + "\"");
        continue;
      }
      check_cell(
          kContext, *number,
          [&] { (void)sealer.open_unbound(c, tenant, kContext, *number, row.text(1)); }, out);
    }
  }
}

bool is_of(MaskDays days, std::int64_t day) { return days.from <= day && day < days.until; }

// Two that keep one resource busy in the same cell, where the later one begins on these days.
void find_overlaps(std::vector<Busy>& busy, MaskDays days, Counted& out) {
  std::sort(busy.begin(), busy.end(), [](const Busy& a, const Busy& b) {
    return std::pair(a.resource, a.from) < std::pair(b.resource, b.from);
  });
  for (std::size_t i = 1; i < busy.size(); ++i)
    if (busy[i].resource == busy[i - 1].resource && busy[i].from < busy[i - 1].until &&
        is_of(days, mask_day(busy[i].from)))
      add_fault(
          out, "taken twice: " + id_text(busy[i].resource) + " at " + to_rfc3339_utc(busy[i].from));
}

// What visits and holds keep busy on these days, and a day before and after: some go over midnight.
std::vector<Busy> busy_on(Connection& c, TenantId tenant, const std::vector<Hold>& holds,
                          MaskDays days, Seconds step) {
  std::vector<Busy> out;
  // A hold whose time is a visit's already takes nothing of it.
  auto add_busy = [&](const Busy& b) {
    if (b.from < b.until) out.push_back(b);
  };
  const Instant until{(days.until + 1) * kSecondsADay};
  for (Instant from{(days.from - 1) * kSecondsADay}; from < until; from = from + step)
    for (const Appointment& a : list_appointments(c, tenant, from, std::min(from + step, until)))
      if (takes_time(a.status))
        for (const Busy& b : busy_of(a)) add_busy(b);
  for (const Hold& hold : holds)
    for (const Busy& b : busy_of(hold))
      if (mask_day(b.from) <= days.until && mask_day(b.until) >= days.from - 1) add_busy(b);
  return out;
}

void check_masks_on(Connection& c, TenantId tenant, const std::vector<Hold>& holds, MaskDays days,
                    MaskDays asked, Seconds step, Counted& out) {
  std::vector<Busy> busy = busy_on(c, tenant, holds, days, step);
  out.looked_at +=
      std::ranges::count_if(busy, [&](const Busy& b) { return is_of(days, mask_day(b.from)); });
  std::vector<MaskRow> wanted = masks_of(busy), kept = mask_rows(c, tenant, asked), differ;
  std::erase_if(wanted, [&](const MaskRow& row) { return !is_of(days, row.day); });
  std::set_symmetric_difference(wanted.begin(), wanted.end(), kept.begin(), kept.end(),
                                std::back_inserter(differ));
  for (const MaskRow& row : differ)
    add_fault(out, "day_mask " + id_text(row.resource) + " on " +
                       to_iso(Date{static_cast<std::int32_t>(row.day)}) + " (UTC)");
  find_overlaps(busy, days, out);
}

}  // namespace

bool add_fault(Counted& out, std::string fault) {
  if (out.faults.size() >= kShown) return false;
  out.faults.push_back(std::move(fault));
  return out.faults.size() < kShown;
}

Counted check_sealed_cells(Connection& c, TenantId tenant, Sealer& sealer) {
  Counted out;
  for (const SealedTable& table : kTables) check_table(c, tenant, sealer, table, out);
  check_drafts(c, tenant, sealer, out);
  return out;
}

Counted check_keys(Connection& c, TenantId tenant, const Sealer& sealer) {
  Counted out;
  // From the lowest number on: those of what belongs to nobody yet are below zero.
  std::int64_t above = std::numeric_limits<std::int64_t>::min();
  for (bool more = true; more;) {
    more = false;
    for (const Row& row :
         c.query("SELECT client, wrapped_key FROM client_key WHERE tenant = $1 AND "
                 "client > $2 ORDER BY client LIMIT 500",
                 {tenant, above})) {
      more = true;
      above = row.integer(0);
      ++out.looked_at;
      const std::int64_t owner = above != 0 ? above : tenant.value;
      if (!sealer.unwraps(owner, row.text(1))) add_fault(out, "the key of " + id_text(owner));
    }
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

Counted check_masks(Connection& c, TenantId tenant, std::int64_t visits_at_once) {
  Counted out;
  const std::vector<Hold> holds = list_holds(c, tenant);
  const auto all = c.first(
      "SELECT COUNT(*), MIN(start), MAX(start) FROM appointment WHERE tenant = "
      "$1",
      {tenant});
  std::vector<std::int64_t> ends;
  if (all && all->integer(0) > 0)
    ends = {mask_day(all->instant(1)) - 1, mask_day(all->instant(2)) + 1};
  for (const Hold& hold : holds)
    for (const Busy& b : busy_of(hold))
      ends.insert(ends.end(), {mask_day(b.from), mask_day(b.until)});
  const std::int64_t first = ends.empty() ? 0 : *std::ranges::min_element(ends);
  const std::int64_t last = ends.empty() ? 0 : *std::ranges::max_element(ends);
  // As many days at a time as hold so many visits, in the middle.
  const std::int64_t span = last - first + 1, visits = all ? all->integer(0) : 0;
  const auto days_of = [&](std::int64_t some) {
    return std::clamp(span * some / std::max<std::int64_t>(visits, 1), std::int64_t{1}, span);
  };
  const std::int64_t at_once = days_of(visits_at_once);
  const Seconds step{days_of(kVisitsAsked) * kSecondsADay};
  for (std::int64_t day = first; day <= last; day += at_once) {
    const MaskDays days{day, std::min(day + at_once, last + 1)};
    // Cells that are taken long before or after all visits are nobody's.
    const MaskDays asked{day == first ? MaskDays{}.from : days.from,
                         days.until > last ? MaskDays{}.until : days.until};
    check_masks_on(c, tenant, holds, days, asked, step, out);
  }
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
