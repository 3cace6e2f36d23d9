// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "care/match.h"
#include "clinic/clinic.h"

namespace fascia::clinic {

// What the clinic's own visits say about its therapists, for matching.
struct MatchRecord {
  int treated = 0;   // people with this problem
  int measured = 0;  // of those who are mostly this therapist's, with a measured result
  care::Band band = care::Band::not_clearly_different;
};
struct MatchRecords {
  std::map<std::pair<std::string, PractitionerId>, MatchRecord> by_problem;  // by condition id
  std::map<PractitionerId, int> people;  // treated by each, with any problem
};
// Counted from the kept plans and ratings of the last year: one reading for each client.
MatchRecords count_records(store::Connection& c, Clinic& clinic);

// As they were counted last, once a week, or now where that is not known. Kept are only those that
// may be told (R11): no small number stands in the clear.
MatchRecords match_records(Clinic& clinic);
Done count_for_matching(store::Transaction& tx, Clinic& clinic, std::int64_t subject);
// Has it counted in the night to the next Monday.
void plan_to_count(store::Transaction& tx, Clinic& clinic);

}  // namespace fascia::clinic
