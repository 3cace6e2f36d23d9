// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "core/clock.h"

namespace fascia::clinic {

// The clock of the clinic that is being made: it stands where the story stands.
class DemoClock final : public Clock {
 public:
  explicit DemoClock(Instant start) : now_(start) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

struct DemoSettings {
  std::uint64_t seed = 1;
  Instant now;          // where the story ends: what lies before has happened
  int weeks_back = 13;  // of treatments behind it
};

struct DemoSignIn {
  std::string sign_in;
  std::string name;
  store::Role role = store::Role::desk;
  std::string password;
};

struct DemoMade {
  TenantId tenant;
  std::vector<DemoSignIn> sign_ins;
  int clients = 0;
  int treated = 0;   // sessions that have ended
  int ahead = 0;     // visits that are still to come
  int troubles = 0;  // use cases that said no where the story wanted a yes
  std::string first_trouble;
};

// When the story begins: the clinic is set up then, and `make_demo` wants its clock there.
Instant demo_beginning(const DemoSettings& settings);

// Makes the demo clinic: everything goes through the use cases, in the order in which it would have
// happened, on one thread. The same seed and the same `now` give the same bytes in each cell, the
// sealed ones and the password hashes too, when `random` is seeded and the zone data is the same.
// Nobody in it is real: addresses end in .invalid, telephone numbers are 555-01xx (R45).
Result<DemoMade> make_demo(store::Store& store, store::Sealer& sealer, keys::Random& random,
                           DemoClock& clock, const Knowledge& knowledge,
                           const DemoSettings& settings);

}  // namespace fascia::clinic
