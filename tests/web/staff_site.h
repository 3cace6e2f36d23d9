// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/small_site.h"

namespace fascia::web {

// A small site with a sign-in for the desk and one for Ana, and what a test of its pages asks of
// it.
struct StaffSite : ::testing::Test {
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  clinic::Clinic& clinic = *small.clinic;

  void SetUp() override {
    ASSERT_TRUE(clinic::add_staff(clinic, small.program,
                                  {"desk", "Dora Desk", store::Role::desk, {}, kPassword}));
    ASSERT_TRUE(clinic::add_staff(
        clinic, small.program, {"ana", "Ana Silva", store::Role::therapist, small.ana, kPassword}));
  }
  Browser signed_in(const std::string& name) { return sign_in(site.router, name); }
  // As a form carries it: on the clinic's clock, so many days from the small clinic's Monday.
  std::string when(int days, int hour, int minute = 0) const {
    return to_rfc3339(small.at(days, hour, minute), small.zone);
  }
  std::vector<store::Appointment> visits() {
    return small.store->read([&](store::Connection& c) {
      return store::list_appointments(c, clinic.tenant, small.at(-1, 0), small.at(200, 0));
    });
  }
};

}  // namespace fascia::web
