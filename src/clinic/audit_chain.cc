// SPDX-License-Identifier: Apache-2.0
#include "clinic/audit_chain.h"

#include "store/self_check.h"
#include "store/treatment.h"

namespace fascia::clinic {

Done keep_audit_head(Clinic& clinic, bool anew) {
  struct Heads {
    std::optional<store::AuditHead> now, kept;
    bool reached = true;
  };
  auto heads = clinic.store.read([&](store::Connection& c) {
    Heads out{store::audit_head(c, clinic.tenant), store::kept_audit_head(c, clinic.tenant), true};
    if (out.kept) out.reached = store::audit_reaches(c, clinic.tenant, *out.kept);
    return out;
  });
  // A head that is reached no more is what `fascia check` must find: it is not written over.
  if (!heads.now || heads.now == heads.kept || !(heads.reached || anew)) return {};
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::keep_audit_head(tx, clinic.tenant, *heads.now, clinic.now());
    return {};
  });
}

std::string audit_end(Clinic& clinic) {
  return clinic.store.read([&](store::Connection& c) {
    auto head = store::audit_head(c, clinic.tenant);
    return head ? short_text(*head) : std::string();
  });
}

AuditVerdict verify_audit(Clinic& clinic, const std::optional<store::AuditHead>& known) {
  return clinic.store.read([&](store::Connection& c) {
    AuditVerdict out;
    out.head = store::audit_head(c, clinic.tenant);
    out.events = store::check_audit(c, clinic.tenant).looked_at;
    out.broken = store::broken_audit(c, clinic.tenant);
    auto kept = store::kept_audit_head(c, clinic.tenant);
    for (const auto& head : {known, kept})
      out.cut_off = out.cut_off || (head && !store::audit_reaches(c, clinic.tenant, *head));
    return out;
  });
}

void audit_digest(store::Transaction& tx, Clinic& clinic, const Actor& actor, ChartEntryId entry,
                  ClientId client) {
  audit(tx, clinic, actor, store::kDigestAction, "chart", entry.value, client,
        store::chart_digest(tx, clinic.tenant, entry));
}

}  // namespace fascia::clinic
