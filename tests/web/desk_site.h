// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/cancel_policy.h"
#include "web/staff_site.h"

namespace fascia::web {

// A small site with somebody who is signed in at the desk, and a client's browser.
struct DeskSite : StaffSite {
  Browser desk{site}, client{site};

  void SetUp() override {
    StaffSite::SetUp();
    desk.get("/sign-in");
    ASSERT_EQ(desk.post("/sign-in", {{"name", "desk"}, {"password", kPassword}}).status, 303);
  }
  // Version 2: who cancels late or stays away pays half; of $95.00 that is $47.50.
  void ask_for_half() {
    const store::Charge half{store::Charge::Kind::share, 50};
    ASSERT_TRUE(clinic::edit_policy(clinic, small.program, {24, "", "", half, half, {}}));
  }
  // With the other version of the words it is refused at the box; with this one it is booked, and
  // the visit that it leads to says so (R36).
  void expect_policy_is_read_out(const std::string& path, http::Pairs form,
                                 const std::string& box) {
    form.emplace_back("policy", "yes");
    form.emplace_back("policy_version", "1");
    auto stale = desk.post(path, form);
    EXPECT_EQ(stale.status, 409);
    EXPECT_TRUE(has(text_of(stale), "href=\"#" + box + "\""));
    form.back().second = "2";
    EXPECT_EQ(desk.post(path, form).status, 303);
    auto visits = small.store->read([&](store::Connection& c) {
      return store::list_appointments(c, clinic.tenant, small.at(0, 0), small.at(60, 0));
    });
    ASSERT_FALSE(visits.empty());
    EXPECT_TRUE(has(text_of(desk.get("/desk/visit/" + visits.back().id.text())),
                    "Version 2, read out and agreed to on"));
  }
  // A form with one field of it other than it is: refused at that field, and nothing is done.
  void expect_refused_at(const std::string& path, const http::Pairs& form, const std::string& field,
                         const std::string& typed, const std::string& at = {}) {
    http::Pairs changed = form;
    std::erase_if(changed, [&](const auto& pair) { return pair.first == field; });
    changed.emplace_back(field, typed);
    auto refused = desk.post(path, changed);
    EXPECT_EQ(refused.status, 422) << path << " " << field << "=" << typed;
    EXPECT_TRUE(has(text_of(refused), "href=\"#" + (at.empty() ? field : at) + "\""));
  }
};

}  // namespace fascia::web
