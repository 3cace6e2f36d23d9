// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "care/retention.h"
#include "clinic/clinic.h"

namespace fascia::clinic {

// What is kept of a client, kind by kind, as protocols/retention.toml says it: most ends with the
// whole record (erase_client.h), some of it may go before, never by itself.

// For how many years at least what may go alone is kept, by its kind ("messages": 3). What an owner
// set, settings retention.<kind>, never below the file.
using KindYears = std::map<std::string, int>;
inline constexpr int kMostRetentionYears = 99;
// What an owner set under this name, but never less than the floor.
int years_set(store::Connection& c, TenantId tenant, std::string_view name, int floor);
// 29 February of a year without one is 1 March: a day longer, never a day less.
Date years_after(Date day, int years);
KindYears kind_years(store::Connection& c, const Clinic& clinic);
KindYears least_kind_years(const Clinic& clinic);
void set_kind_years(store::Transaction& tx, const Clinic& clinic, const KindYears& years);
// All that the file names, in its order.
std::vector<care::RetentionKind> retention_kinds(const Clinic& clinic);

// How old what a client has of one kind is, which may go alone.
struct KindAge {
  std::string kind;
  std::int64_t count = 0;  // rows that are kept
  std::int64_t due = 0;    // of them, those whose time is over
  Date next;               // the first day on which any of them may go
  Date all;                // and all of them
};
std::vector<KindAge> kind_ages(store::Connection& c, const Clinic& clinic, ClientId client,
                               const std::vector<care::RetentionKind>& kinds,
                               const KindYears& years);

// Takes what is due of one kind out of one client's record. A copy that is restored from a backup
// of before brings it back, until `end_kinds_again`. The audit event
// "record.part_ended" says of which kind (its subject's kind) how many rows (its subject), who,
// when and, sealed, why. Errors: forbidden (owner alone), client_unknown, merge_joined,
// client_erased, client_on_hold, client_asked, kind_unknown, kind_empty, kind_too_early with `day`,
// erasure_reason_missing.
struct EndKind {
  ClientId client;
  std::string kind;
  std::string why;
};
Result<std::int64_t> end_kind(Clinic& clinic, const Actor& actor, const EndKind& in);

// After an older copy was restored (R23): what a person had let go goes again, with the audit event
// "record.part_ended_again". Not where that copy has a hold, a request that waits, or records that
// are joined: then it is due again in the report, and a person decides anew.
Done end_kinds_again(Clinic& clinic);

}  // namespace fascia::clinic
