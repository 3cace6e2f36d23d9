// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "schedule/availability.h"

namespace fascia::schedule {

// Visits that lost their therapist or room, and where each could go instead: who gets which place
// is one question for all of them, because a place that suits two can be had by one.

// One place for one visit. Only what may be offered at all is a place: gender, language and health
// limits are no costs that a shorter way could outweigh.
struct Place {
  std::size_t visit = 0;
  Taken taken;   // therapist, room and their times
  int cost = 0;  // not negative; the smaller the better for that client
  // Where a visit in turn goes elsewhere with all its parts (in_turn.h): those after the first.
  std::vector<Taken> then = {};
};
std::vector<Taken> all_of(const Place& place);

// What several places share and cannot all have: the deep minutes that are left to a therapist on
// one day. (place, how much of it)
struct SharedLimit {
  std::vector<std::pair<std::size_t, int>> places;
  int most = 0;
};

struct Reseating {
  std::size_t visits = 0;
  std::vector<Place> places;
  std::vector<SharedLimit> limits;
};

struct Reseated {
  std::vector<std::optional<std::size_t>> place;  // of each visit, as an index into places
  bool is_best = true;  // false: it was cut short by time; what it found still fits together
};

// As many visits as possible get a place, and of those ways the one with the least sum of costs. No
// therapist and no room is given twice at one time. A 0/1 programme, solved by CBC; a second or two
// at most. Calls from several threads wait for each other, because the solver keeps state of its
// own.
Reseated reseat(const Reseating& in);

}  // namespace fascia::schedule
