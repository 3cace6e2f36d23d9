// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/demo_house.h"
#include "clinic/demo_people.h"

namespace fascia::clinic {

// A visit that somebody will want: who, what, with whom, in which week. The start is chosen when it
// is booked, from what is free then.
struct DemoVisit {
  std::size_t person = 0;
  std::size_t therapist = 0;
  std::size_t service = 0;  // of DemoHouse::services
  Date day;                 // the day they ask for; another of that week if it is full
  int number = 1;           // of this person's visits
};

struct DemoDemand {
  std::vector<DemoPerson> persons;
  std::vector<DemoVisit> visits;  // by day
};

// Fills the weeks from `first` to `last` with visits as a clinic has them: people who come back
// each week or two, people who come once, each therapist as full as they are popular; the weeks
// after `today` less and less.
DemoDemand plan_demand(const Offer& offer, const DemoHouse& house, const DemoData& data,
                       Chance& chance, Date first, Date last, Date today);

}  // namespace fascia::clinic
