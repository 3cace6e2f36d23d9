// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/match.h"
#include "clinic/clinic.h"

namespace fascia::clinic {

struct MatchTherapists {
  ServiceId service;
  care::Plan plan;
  Date day;                      // of the visit: credentials must hold then
  std::optional<Date> earliest;  // of the screening (R1)
  bool first_visit = true;
  care::Wishes wishes;  // ids as PractitionerId::text
  care::Audience audience = care::Audience::client;
  std::size_t most_starts = 3;
};

struct MatchedTherapist {
  PractitionerId id;
  int rank = 1;
  std::vector<care::MatchReason> reasons;  // weightiest first
  care::Words why;                         // the same in one sentence
  std::vector<Instant> starts;             // the next free ones
};
struct LeftOut {
  PractitionerId id;
  std::string why;  // match.not_offered, match.not_trained, match.credential
};
struct MatchedTherapists {
  std::vector<MatchedTherapist> listed;  // best first
  std::vector<LeftOut> left_out;         // for staff alone: empty for a client
  // Fit for the plan, but without the language that is needed; best first.
  std::vector<MatchedTherapist> other_language;
};

// The therapists for a plan, each with the reasons and the next free starts from the day on.
// "Has treated n people with this" and the measured results are those of match_records.h.
// Error service_unknown on service.
Result<MatchedTherapists> match_therapists(Clinic& clinic, const MatchTherapists& in);

}  // namespace fascia::clinic
