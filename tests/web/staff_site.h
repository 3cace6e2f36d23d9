// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/cancel_policy.h"
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
  // Maya Roy and Noor Lind book online, to come together: the form of /book/two.
  http::Pairs two_book(const std::string& service, const std::string& service2,
                       Instant start) const {
    return {{"service", service},
            {"service2", service2},
            {"start", to_rfc3339(start, small.zone)},
            {"key", "one request"},
            {"name", "Maya Roy"},
            {"birth_date", "1988-05-04"},
            {"email", "maya@example.invalid"},
            {"name2", "Noor Lind"},
            {"birth_date2", "1990-02-01"},
            {"email2", "noor@example.invalid"},
            {"policy", std::to_string(clinic::policy_now(clinic).version)}};
  }
  std::vector<store::Appointment> visits() {
    return small.store->read([&](store::Connection& c) {
      return store::list_appointments(c, clinic.tenant, small.at(-1, 0), small.at(200, 0));
    });
  }
};

}  // namespace fascia::web
