// SPDX-License-Identifier: Apache-2.0
// What rows name must stand where they say. A page that came back as zeros reads on PostgreSQL as a
// page without rows, whatever its checksums: neither reading every value nor the engine's own word
// tells of it, but the other tables do. Named are rows that no program of ours takes away: a client
// stays when erased, a visit when cancelled, and each act about one is in the audit chain, which is
// told by itself when a part of it is missing.
#include <algorithm>

#include "store/self_check.h"

namespace fascia::store {
namespace {

struct Reference {
  const char* table;
  Sql gone;  // numbers that are named and do not stand there
};
const Reference kReferences[] = {
    {"client",
     "SELECT DISTINCT x.client FROM appointment AS x WHERE x.tenant = $1 AND NOT EXISTS "
     "(SELECT 1 FROM client AS y WHERE y.tenant = x.tenant AND y.id = x.client) ORDER BY "
     "x.client LIMIT 20"},
    {"client",
     "SELECT DISTINCT x.client FROM client_search AS x WHERE x.tenant = $1 AND NOT EXISTS "
     "(SELECT 1 FROM client AS y WHERE y.tenant = x.tenant AND y.id = x.client) ORDER BY "
     "x.client LIMIT 20"},
    {"client",
     "SELECT DISTINCT x.client FROM audit_event AS x WHERE x.tenant = $1 AND x.client IS NOT "
     "NULL AND NOT EXISTS (SELECT 1 FROM client AS y WHERE y.tenant = x.tenant AND y.id = "
     "x.client) ORDER BY x.client LIMIT 20"},
    {"appointment",
     "SELECT DISTINCT x.subject FROM audit_event AS x WHERE x.tenant = $1 AND x.subject_kind "
     "= 'appointment' AND x.subject IS NOT NULL AND NOT EXISTS (SELECT 1 FROM appointment AS "
     "y WHERE y.tenant = x.tenant AND y.id = x.subject) ORDER BY x.subject LIMIT 20"},
    {"appointment",
     "SELECT DISTINCT x.appointment FROM appointment_event AS x WHERE x.tenant = $1 AND NOT "
     "EXISTS (SELECT 1 FROM appointment AS y WHERE y.tenant = x.tenant AND y.id = "
     "x.appointment) ORDER BY x.appointment LIMIT 20"},
    {"appointment",
     "SELECT DISTINCT x.appointment FROM treatment_session AS x WHERE x.tenant = $1 AND NOT "
     "EXISTS (SELECT 1 FROM appointment AS y WHERE y.tenant = x.tenant AND y.id = "
     "x.appointment) ORDER BY x.appointment LIMIT 20"},
    {"appointment",
     "SELECT DISTINCT x.appointment FROM policy_agreement AS x WHERE x.tenant = $1 AND NOT "
     "EXISTS (SELECT 1 FROM appointment AS y WHERE y.tenant = x.tenant AND y.id = "
     "x.appointment) ORDER BY x.appointment LIMIT 20"},
    {"appointment",
     "SELECT DISTINCT x.appointment FROM consent AS x WHERE x.tenant = $1 AND NOT EXISTS "
     "(SELECT 1 FROM appointment AS y WHERE y.tenant = x.tenant AND y.id = x.appointment) "
     "ORDER BY x.appointment LIMIT 20"},
    {"treatment_session",
     "SELECT DISTINCT x.subject FROM audit_event AS x WHERE x.tenant = $1 AND x.subject_kind "
     "= 'session' AND x.subject IS NOT NULL AND NOT EXISTS (SELECT 1 FROM treatment_session "
     "AS y WHERE y.tenant = x.tenant AND y.id = x.subject) ORDER BY x.subject LIMIT 20"},
    {"treatment_session",
     "SELECT DISTINCT x.session FROM chart_entry AS x WHERE x.tenant = $1 AND NOT EXISTS "
     "(SELECT 1 FROM treatment_session AS y WHERE y.tenant = x.tenant AND y.id = x.session) "
     "ORDER BY x.session LIMIT 20"},
    {"treatment_session",
     "SELECT DISTINCT x.session FROM session_entry AS x WHERE x.tenant = $1 AND NOT EXISTS "
     "(SELECT 1 FROM treatment_session AS y WHERE y.tenant = x.tenant AND y.id = x.session) "
     "ORDER BY x.session LIMIT 20"},
    {"practitioner",
     "SELECT DISTINCT x.practitioner FROM appointment AS x WHERE x.tenant = $1 AND NOT EXISTS "
     "(SELECT 1 FROM practitioner AS y WHERE y.tenant = x.tenant AND y.id = x.practitioner) "
     "ORDER BY x.practitioner LIMIT 20"},
    {"room",
     "SELECT DISTINCT x.room FROM appointment AS x WHERE x.tenant = $1 AND NOT EXISTS (SELECT "
     "1 FROM room AS y WHERE y.tenant = x.tenant AND y.id = x.room) ORDER BY x.room LIMIT 20"},
    {"screening",
     "SELECT DISTINCT x.screening FROM appointment AS x WHERE x.tenant = $1 AND x.screening "
     "IS NOT NULL AND NOT EXISTS (SELECT 1 FROM screening AS y WHERE y.tenant = x.tenant AND "
     "y.id = x.screening) ORDER BY x.screening LIMIT 20"},
    // Whoever has a name is found by it.
    {"client_search of client",
     "SELECT x.id FROM client AS x WHERE x.tenant = $1 AND x.folded <> '' AND NOT EXISTS "
     "(SELECT 1 FROM client_search AS y WHERE y.tenant = x.tenant AND y.client = x.id) ORDER "
     "BY x.id LIMIT 20"},
};

}  // namespace

Counted check_lost_rows(Connection& c, TenantId tenant) {
  Counted out;
  std::vector<std::string> said;
  for (const Reference& named : kReferences) {
    ++out.looked_at;
    for (const Row& row : c.query(named.gone, {tenant})) {
      std::string fault = std::string(named.table) + " " + id_text(row.integer(0)) + " is gone";
      if (std::find(said.begin(), said.end(), fault) != said.end()) continue;
      said.push_back(fault);
      add_fault(out, std::move(fault));
    }
  }
  return out;
}

}  // namespace fascia::store
