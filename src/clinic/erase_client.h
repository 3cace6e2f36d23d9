// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/clients.h"
#include "store/erasure.h"

namespace fascia::clinic {

// How long a record is kept (sheet d, REC-03: the strictest comparable rule): adults so many years
// after the last visit, who was under 18 then so many after the 18th birthday. Settings
// retention.adult and retention.minor_after_18. Financial records (six years, REC-05) end before.
struct Retention {
  int adult_years = 10;
  int minor_years_after_18 = 10;
};
Retention retention_of(store::Connection& c, TenantId tenant);

// The first day on which a record may be erased. A person whose birth date is not known may have
// been a child.
Date retention_ends(Date last_visit, std::optional<Date> birth, const Retention& rules);

struct RecordAge {
  store::Client client;
  Date last_visit;  // or the day the record was made
  Date keep_until;  // may be erased from this day on
  bool visit_ahead = false;
  bool on_hold = false;
  std::optional<store::Erasure> erased;
};
// For the owner. client_unknown, forbidden.
Result<RecordAge> record_age(Clinic& clinic, const Actor& actor, ClientId client);

// Records that need not be kept any longer, in order of their making: a report; nothing is ever
// erased by itself.
Result<std::vector<RecordAge>> records_due(Clinic& clinic, const Actor& actor);

// R23. Destroys the client's key and deletes all that is kept of the person; the times of visits
// stay, without a name. What backups hold of them cannot be read once the copies of the keys are
// older than thirty days. Errors: forbidden (owner alone), client_unknown, client_erased,
// client_has_visits, client_on_hold, erasure_too_early with `day`.
Result<store::Erasure> erase_client(Clinic& clinic, const Actor& actor, ClientId client);

// While a hold stands, nothing is erased. hold_reason_missing, client_unknown, hold_unknown.
Result<store::LegalHoldId> set_legal_hold(Clinic& clinic, const Actor& actor, ClientId client,
                                          const PrivateText& why);
Done end_legal_hold(Clinic& clinic, const Actor& actor, ClientId client);

}  // namespace fascia::clinic
