// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/record_kinds.h"
#include "store/clients.h"
#include "store/erasure.h"

namespace fascia::clinic {

// How long a record is kept: adults so many years after the last visit, who was under 18 then so
// many after the 18th birthday, and never shorter than any kind of what it holds (record_kinds.h).
// Settings retention.adult and retention.minor_after_18, never below care::RetentionFloor.
struct Retention {
  int adult_years = 10;
  int minor_years_after_18 = 10;
  KindYears kinds = {};  // to edit: those that are not named stay
};
Retention retention_of(store::Connection& c, const Clinic& clinic);
// The least that may be set.
Retention retention_floor(const Clinic& clinic);
// For the owner: forbidden.
Result<Retention> read_retention(Clinic& clinic, const Actor& actor);
// From now on for every record. number_out_of_range on the field, with `low` and `high`.
Done edit_retention(Clinic& clinic, const Actor& actor, const Retention& rules);

// The first day on which a record may be erased. A person whose birth date is not known may have
// been a child.
Date retention_ends(Date last_visit, std::optional<Date> birth, const Retention& rules);

struct RecordAge {
  store::Client client;
  Date last_visit;  // or the day the record was made
  Date keep_until;  // may be erased from this day on
  bool visit_ahead = false;
  bool on_hold = false;
  bool asked = false;          // a request for access waits for its answer (R25)
  std::vector<KindAge> kinds;  // that may go before the rest
  std::optional<store::Erasure> erased;
};
// For the owner. client_unknown, forbidden.
Result<RecordAge> record_age(Clinic& clinic, const Actor& actor, ClientId client);

// The same of several.
Result<std::vector<RecordAge>> record_ages(Clinic& clinic, const Actor& actor,
                                           const std::vector<ClientId>& clients);

// Records that need not be kept any longer, and of the others those with a part that need not, in
// order of their making: a report; nothing is ever erased by itself. It looks at some hundred
// clients, after those that were looked at; `next` is to go on with, none where all were seen.
struct RecordsDue {
  std::vector<RecordAge> due, parts;
  std::optional<store::LookedAt> next;
};
Result<RecordsDue> records_due(Clinic& clinic, const Actor& actor,
                               const store::LookedAt& after = {});

// R23. Destroys the client's key and deletes all that is kept of the person; the times of visits
// stay, without a name, and `why` with the audit event. What backups hold of them cannot be read
// once the copies of the keys are older than thirty days. Errors: forbidden (owner alone),
// client_unknown, client_erased, client_has_visits, client_on_hold, client_asked, erasure_too_early
// with `day`, erasure_name_differs (on name), erasure_reason_missing (on why).
struct EraseClient {
  ClientId client;
  std::string name;  // their whole name, typed against a slip
  std::string why;
};
Result<store::Erasure> erase_client(Clinic& clinic, const Actor& actor, const EraseClient& in);
// What erase_client would refuse of the record itself, but nothing happens.
Done may_erase(Clinic& clinic, const RecordAge& age);

// While a hold stands, nothing is erased. hold_reason_missing, client_unknown, hold_unknown.
Result<store::LegalHoldId> set_legal_hold(Clinic& clinic, const Actor& actor, ClientId client,
                                          const PrivateText& why);
Done end_legal_hold(Clinic& clinic, const Actor& actor, ClientId client);

}  // namespace fascia::clinic
