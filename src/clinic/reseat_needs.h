// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/screen_visit.h"
#include "store/appointments.h"

namespace fascia::clinic {

// What a visit that lost its therapist or room needs of another place, and what each place costs
// its client.

inline constexpr int kDaysAfter = 7;
inline constexpr std::size_t kMostPlaces = 60;  // of one visit, the cheapest
inline constexpr Seconds kToComeEarlier = minutes(60);
inline constexpr int kOtherTherapist = 40;

// What is known of one visit, read once.
struct Needs {
  const Offer& offer;
  const store::Appointment& visit;
  std::string language;
  std::string gender;  // empty: whoever; else no other
  std::set<std::string> techniques;
  std::optional<ScreeningContent> answers;
  std::string condition;
  std::vector<store::Appointment> others;  // of the same client, but for parts of this visit
};
Needs needs_of(store::Connection& c, Clinic& clinic, const Offer& offer,
               const store::Appointment& visit);

// What the booked therapist did not bring is no trade.
bool brings(const Needs& needs, const store::Practitioner& one);
bool speaks(const Needs& needs, const store::Practitioner& one);
bool fits(const Needs& needs, const store::Practitioner& one);
// The answers decide again for another day (R1), and a day on which they would need a talk first is
// no better than the one that is lost. Not past the client's own limit either (R32).
bool day_fits(store::Connection& c, Clinic& clinic, const Needs& needs, Instant start);
bool client_is_free(const Needs& needs, Instant start, Instant until);

// How much worse than the best each therapist suits, by the points of matching.
std::map<PractitionerId, int> fit_costs(store::Connection& c, Clinic& clinic, const Needs& needs,
                                        const std::vector<const store::Practitioner*>& who);
int cost_of(const Needs& needs, PractitionerId who, Instant start, int fit);

}  // namespace fascia::clinic
