// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/demo_clinic.h"

namespace fascia::clinic {

// A therapist of the demo with what the story needs of them.
struct DemoTherapist {
  PractitionerId id;
  StaffId staff;
  std::vector<ServiceId> services;
  int popular = 1;  // how readily clients choose them
};

struct DemoHouse {
  std::vector<DemoTherapist> therapists;
  std::vector<ServiceId> services;  // Deep tissue 30, 60, 75, 90, then the others
  std::vector<int> popular;         // of each service
  std::vector<DemoSignIn> sign_ins;
  std::vector<schedule::Shift> shifts;
  StaffId desk;
};

// The clinic of the article: profile, services, rooms, therapists with credentials and shifts, and
// the staff's sign-ins. The owner exists already.
Result<DemoHouse> furnish_demo(Clinic& clinic, const DemoSignIn& owner);

// Four groups of letters and digits that a person can type, from the seeded random.
std::string demo_password(keys::Random& random);

}  // namespace fascia::clinic
