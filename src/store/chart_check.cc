// SPDX-License-Identifier: Apache-2.0
// Signed charts against their digests, and those against the audit chain.
#include <set>

#include "store/audit_events.h"
#include "store/erasure.h"
#include "store/self_check.h"
#include "store/treatment.h"

namespace fascia::store {
namespace {

// Whether the chain has the digest of an entry, whosever it was when it was signed.
bool is_in_chain(Connection& c, TenantId tenant, ClientId client, std::int64_t entry) {
  return c.first(
              "SELECT 1 FROM audit_event WHERE tenant = $1 AND client = $2 AND action = $3 AND "
              "subject = $4 LIMIT 1",
              {tenant, client, kDigestAction, entry})
             .has_value() ||
         c.first(
              "SELECT 1 FROM audit_event WHERE tenant = $1 AND action = $2 AND subject = $3 "
              "LIMIT 1",
              {tenant, kDigestAction, entry})
             .has_value();
}

// Each digest of the chain against the entry as it stands; of who was erased only the chain is
// left. The latest digest of an entry is the one that holds.
void check_chain_against_charts(Connection& c, TenantId tenant, Counted& out) {
  std::set<std::int64_t> other, gone;
  std::int64_t above = 0;
  for (bool more = true; more;) {
    more = false;
    for (const Row& row :
         c.query("SELECT seq, subject, client, reason FROM audit_event WHERE tenant = $1 AND chain "
                 "= 1 AND seq > $2 AND action = $3 ORDER BY seq LIMIT 500",
                 {tenant, above, kDigestAction})) {
      more = true;
      above = row.integer(0);
      const std::int64_t entry = row.integer(1);
      const auto chart = c.first(
          "SELECT digest FROM chart_entry WHERE tenant = $1 AND id = $2 AND status <> 'draft'",
          {tenant, entry});
      other.erase(entry);
      if (!chart && !find_erasure(c, tenant, row.id<ClientId>(2))) gone.insert(entry);
      if (chart && chart->text(0) != row.text(3)) other.insert(entry);
    }
  }
  for (std::int64_t entry : other)
    add_fault(out, "chart_entry " + id_text(entry) + " against the audit");
  for (std::int64_t entry : gone) add_fault(out, "chart_entry " + id_text(entry) + " is gone");
}

}  // namespace

Counted check_signed_charts(Connection& c, TenantId tenant, Sealer& sealer) {
  Counted out;
  const auto first = c.first(
      "SELECT at FROM audit_event WHERE tenant = $1 AND action = $2 ORDER BY chain, seq "
      "LIMIT 1",
      {tenant, kDigestAction});
  std::int64_t above = 0;
  bool asked = first.has_value();
  for (bool more = true; more;) {
    more = false;
    for (const Row& row : c.query("SELECT id, client, signed_at FROM chart_entry WHERE tenant = $1 "
                                  "AND status <> 'draft' AND id > $2 ORDER BY id LIMIT 500",
                                  {tenant, above})) {
      more = true;
      above = row.integer(0);
      ++out.looked_at;
      try {
        (void)find_chart_entry(c, tenant, sealer, row.id<ChartEntryId>(0));
      } catch (const StoreError&) {
        throw;
      } catch (const std::exception&) {
        add_fault(out, "chart_entry " + id_text(above));
      }
      // Entries of before the chain held any digest are passed over.
      if (asked && row.instant(2) >= first->instant(0) &&
          !is_in_chain(c, tenant, row.id<ClientId>(1), above))
        asked = add_fault(out, "chart_entry " + id_text(above) + " against the audit");
    }
  }
  check_chain_against_charts(c, tenant, out);
  return out;
}

}  // namespace fascia::store
