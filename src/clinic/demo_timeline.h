// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "clinic/demo_clinic.h"

namespace fascia::clinic {

// What happens in the demo's story, in the order in which it happens. An event may add later ones.
class Timeline {
 public:
  using Event = std::function<Done()>;

  void add(Instant when, Event event) {
    events_.emplace(std::pair(when, number_++), std::move(event));
  }

  // Runs all that happens until then; the clock stands where the event stands. The first error
  // ends it.
  Done run(DemoClock& clock, Instant until) {
    while (!events_.empty() && events_.begin()->first.first <= until) {
      auto node = events_.extract(events_.begin());
      if (node.key().first > clock.now()) clock.set(node.key().first);
      FASCIA_TRY_DONE(node.mapped()());
    }
    clock.set(until);
    return {};
  }

 private:
  std::map<std::pair<Instant, int>, Event> events_;
  int number_ = 0;
};

}  // namespace fascia::clinic
