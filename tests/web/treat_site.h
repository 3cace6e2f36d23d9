// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/manage_clinic.h"
#include "clinic/treated_visit.h"
#include "web/small_site.h"

namespace fascia::web {

// A clinic with one visit to treat, its pages, and people who sign in.
class Treat : public ::testing::Test, public clinic::TreatedVisit {
 protected:
  explicit Treat(std::vector<care::Pain> pains = {{clinic::kBack, 7},
                                                  {{"mid-back", care::Side::right}, 4}},
                 const care::AnswerMap& told = {})
      : TreatedVisit(std::move(pains), told) {
    site =
        std::make_shared<Site>(Site{*clinic, SmallSite::templates(), assets, limits, "", "secret"});
    add_routes(router, site);
    EXPECT_TRUE(clinic::reset_password(*clinic, owner(), ana_actor.staff, kPassword));
    add("ben", store::Role::therapist, ben);
    add("dana", store::Role::desk, {});
    add("olga", store::Role::owner, {});
  }
  clinic::Actor owner() const { return {clinic::Actor::Kind::program, {}, store::Role::owner, {}}; }
  void add(const char* name, store::Role role, PractitionerId practitioner) {
    EXPECT_TRUE(clinic::add_staff(*clinic, owner(), {name, name, role, practitioner, kPassword}));
  }
  Browser signed_in(const std::string& name) { return sign_in(router, name); }
  std::string path(const std::string& rest = {}) const { return "/treat/" + id.text() + rest; }
  http::Pairs quiet_form() {
    http::Pairs out;
    for (const std::string& question : today().asked) {
      const care::Question* q = clinic->protocol.question(question);
      out.emplace_back("shown", question);
      std::string value = q->kind == care::Kind::tri ? "no" : "none";
      if (q->kind == care::Kind::number) value = "5";
      out.emplace_back("q-" + question, value);
    }
    return out;
  }
  http::Pairs consent_form() {
    http::Pairs out{{"treatment", "yes"}, {"draping", "yes"}, {"pressure", "yes"},
                    {"stop_word", "yes"}, {"support", "yes"}, {"depth", "3"},
                    {"ceiling", "4"},     {"word", "red"},    {"signed_by", "Maya Roy"}};
    for (const care::Region& place : own_places()) {
      out.emplace_back("place", place.text());
      out.emplace_back("says." + place.text(), "yes");
      out.emplace_back("reason." + place.text(), "why");
      out.emplace_back("alternative." + place.text(), "what else");
      out.emplace_back("signed." + place.text(), "M.R.");
    }
    return out;
  }
  http::AssetSite assets;
  http::NoLimits limits;
  std::shared_ptr<Site> site;
  http::Router router;
};

}  // namespace fascia::web
