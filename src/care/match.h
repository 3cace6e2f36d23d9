// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "care/plan.h"

// Which therapist for this plan: those trained for it with a valid credential, ranked, each with
// the reasons. Deterministic; the same input gives the same order.
namespace fascia::care {

enum class Band : char { below, not_clearly_different, above };
std::string_view to_string(Band band);

struct Candidate {
  std::string id;
  std::set<std::string> techniques;  // trained in
  std::set<std::string> services;    // ids of services offered
  int experience_years = 0;
  std::optional<Date> credential_until;  // valid to and with this day
  std::string gender;
  std::set<std::string> languages;  // "en", "fr", ...
  int treated = 0;                  // people with this problem; told from ten
  int measured = 0;                 // of those, with a measured result; counts from twenty (R11)
  Band band = Band::not_clearly_different;
  // Hours of massage training; 0: not told. Said, and no points: no study shows that more of them
  // mean better results.
  int training_hours = 0;
  int people = 0;                    // treated here, with any problem: few of them is new
  int deep_booked = 0;               // minutes of deep work booked in the week of the visit
  int deep_limit = 0;                // of that week; 0: nothing is known of it
  std::vector<Instant> next_starts;  // free, rising
};

// One client's measured episode: what the results of therapists are counted from.
struct MeasuredCase {
  std::string therapist;
  double first = 0, last = 0;  // ratings of pain, before the first treatment and the newest
  int treatments = 1;
};
struct TherapistResult {
  int measured = 0;
  double per_session = 0;  // change beside cases that began alike, shrunk to the clinic's mean
  Band band = Band::not_clearly_different;
};
// Change in pain per session of each therapist, compared within strata of the starting pain and
// shrunk by the number of cases, so that luck does not rank. A band other than "not clearly
// different" only where the difference is as sure as the protocol asks.
std::map<std::string, TherapistResult> results_of(const MatchRules& rules,
                                                  const std::vector<MeasuredCase>& cases);

struct Wishes {
  std::string named;   // therapist
  std::string gender;  // empty: none
  bool gender_needed = false;
  std::string language;
  // Then whoever does not speak it stands apart, if somebody else who fits does.
  bool language_needed = false;
  std::set<std::string> comfortable_with;  // this client's own words, never told to anyone else
  std::set<std::string> rather_not;        // needs no reason (R11)
};

// For staff no reason may point at what the client said about comfort.
enum class Audience : char { client, staff };

struct MatchInput {
  std::string service;
  std::vector<std::string> techniques;  // that the plan needs
  Date day;
  std::vector<Candidate> candidates;
  Wishes wishes;
  Audience audience = Audience::client;
  // What tells this question from others: the same one always gets the same answer.
  std::string question;
};

struct MatchReason {
  std::string id;
  int points = 0;  // all of a therapist's points stand in the reasons: there is no other criterion
  std::vector<std::pair<std::string, std::string>> args;
  Words text;
};
struct Ranked {
  std::string therapist;
  int rank = 1;
  int points = 0;
  std::vector<MatchReason> reasons;  // weightiest first
  Words why;                         // the reasons in one sentence
  std::vector<Instant> next_starts;
};
struct Unlisted {
  std::string therapist;
  std::string why;  // match.not_offered, match.not_trained, match.credential
};
struct Ranking {
  std::vector<Ranked> listed;
  std::vector<Unlisted> unlisted;  // for staff; no wishes of the client in it
  std::vector<Ranked> other_language;
};

Ranking rank(const PlanProtocol& protocol, const MatchInput& input);

// The techniques that a therapist must be trained in for the plan, sorted.
std::vector<std::string> needed_techniques(const Plan& plan);

}  // namespace fascia::care
