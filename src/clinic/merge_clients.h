// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/like_records.h"
#include "store/client_merges.h"

namespace fascia::clinic {

// One person was booked twice and has two records. The owner looks at both, says what holds, and
// joins them: the record that is kept then has all visits, answers and charts of both; the other is
// found as the kept one from then on. By the owner alone, because what was said of one person then
// decides about the other (R17, R20: nothing of a chart is shown for it); never by the program.

// One of the two as an owner may see it.
struct MergeSide {
  store::Client client;
  int visits = 0;
  std::optional<Instant> last, next;  // that took place; that is still to come
};
struct MergeSight {
  MergeSide kept, merged;
  Alike alike;
  bool needs_reason = false;    // birth dates differ, or the names are not alike
  bool visits_overlap = false;  // a visit of both at once is still to come: one will be cancelled
  std::optional<Error> bar;     // why merge_clients would refuse whatever is chosen
};
// By name, so that nobody takes one for the other.
struct MergePair {
  ClientId kept, merged;
};
// Errors: forbidden, client_unknown, merge_same.
Result<MergeSight> look_at_both(Clinic& clinic, const Actor& actor, const MergePair& pair);

// Which of the two holds, for each: true for that of the merged record.
struct MergeChoice {
  bool name = false, birth_date = false, email = false, phone = false, language = false;
};
struct MergeClients {
  ClientId kept, merged;
  MergeChoice of_merged;
  PrivateText why;  // needed where look_at_both says so
};
// Leaves "client.merged" with both records. Nothing is lost: a second visit at the same time stays,
// for the desk to cancel. Errors, beside those above: client_erased; merge_joined (one of them was
// merged already); merge_on_hold (a legal hold keeps a record as it is); merge_session_runs;
// merge_two_people (one answers for the other, booked for
// them, or comes together with them);
// email_or_phone_missing on email; merge_reason_missing on why.
Result<store::MergeId> merge_clients(Clinic& clinic, const Actor& actor, const MergeClients& in);

struct StandingMerge {
  store::MergeId id;
  Instant at;
  std::string by;        // first name
  store::Client merged;  // as it stood
  PrivateText why;
  std::optional<Error> bar;  // why it cannot be undone now
};
// Those into this record that were not undone, latest first.
Result<std::vector<StandingMerge>> merges_of(Clinic& clinic, const Actor& actor, ClientId kept);

// The two records as they were; what was written about a visit since stays with that visit, what
// was changed by hand since stays as it is. Leaves "client.unmerged" with both. Errors: forbidden,
// merge_unknown; merge_joined (the kept record was merged on); merge_not_latest (a later one stands
// in the same record); merge_on_hold, merge_session_runs; merge_chart_signed (a chart of a visit
// that would go back was signed since: it is signed for the kept record and stays).
Done unmerge_clients(Clinic& clinic, const Actor& actor, store::MergeId id);

// Whose record this is now.
ClientId person_of(Clinic& clinic, ClientId client);

}  // namespace fascia::clinic
