// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/audit_head.h"
#include "store/records.h"

namespace fascia::clinic {

// Tells the store of keys, another file that is backed up apart, where the chain ends; each minute.
// `anew` also when what is kept there is not reached any more: in a copy, which ends earlier.
Done keep_audit_head(Clinic& clinic, bool anew = false);

// Where it ends now, short, to be copied to paper: by it verify_audit finds what was cut off later.
// Empty where nothing was written yet.
std::string audit_end(Clinic& clinic);

struct AuditVerdict {
  std::int64_t events = 0;
  std::optional<store::AuditHead> head;
  std::optional<std::int64_t> broken;  // the first event that is not as it was written
  bool cut_off = false;                // the head that was given, or is kept, is not reached
  bool holds() const { return !broken && !cut_off; }
};
// Goes over the whole chain. `known`: a head from paper, a backup's or another machine's.
AuditVerdict verify_audit(Clinic& clinic, const std::optional<store::AuditHead>& known);

// Leaves the digest of a signed chart entry in the chain: whoever changes the entry later must
// change the chain too.
void audit_digest(store::Transaction& tx, Clinic& clinic, const Actor& actor, ChartEntryId entry,
                  ClientId client);

}  // namespace fascia::clinic
