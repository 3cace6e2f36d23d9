// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// What was read of the owner's other places, kept for the next who asks until something changes
// there or the day does.
class OtherPlaces {
 public:
  std::shared_ptr<const Offer> offer_of(Clinic& clinic, const store::Location& place);

 private:
  struct Seen {
    std::shared_ptr<const Offer> offer;
    Date day;
  };
  std::mutex mutex_;
  std::map<LocationId, Seen> seen_;
};

struct NextAtPlace {
  store::Location place;
  Zone zone;
  std::optional<Instant> start;  // none: nothing is free as far ahead as people book
  bool here = false;             // the place that this program serves
  std::optional<double> km;      // as the crow flies; none: it is not known where one of them is
};

enum class PlaceOrder { soonest, nearest };
struct AskPlaces {
  ServiceId service;
  std::optional<Date> earliest = {};  // of the screening (R1)
  std::optional<Position> near = {};  // where the person is; kept nowhere
  PlaceOrder order = PlaceOrder::soonest;
};
// The next free time of a service at each of the owner's places: the soonest first, then the
// nearest, then by name; or the nearest first. What has no time, or no known distance, comes last.
std::vector<NextAtPlace> next_at_places(Clinic& clinic, OtherPlaces& others, const AskPlaces& ask);

}  // namespace fascia::clinic
