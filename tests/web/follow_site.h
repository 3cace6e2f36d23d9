// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

#include "clinic/client_curve.h"
#include "clinic/followed_visit.h"
#include "clinic/manage_clinic.h"
#include "clinic/tasks.h"
#include "web/small_site.h"

namespace fascia::web {

// A clinic one day after a visit that Ana gave, its pages, and people who sign in.
class FollowSite : public clinic::FollowedVisit, public ServedPages {
 public:
  FollowSite() {
    setenv("CHECK_FASCIA_VIEWS", "1", 1);  // each page must fit its view
    serve(*clinic);
    EXPECT_TRUE(clinic::reset_password(*clinic, program, ana_actor.staff, kPassword));
    add("ben", store::Role::therapist, ben);
    add("dana", store::Role::desk, {});
    add("olga", store::Role::owner, {});
    finish();
    later(24);
    check_in = "/check-in/" + token_of("check_in");
    aftercare = "/aftercare/" + token_of("aftercare");
    // Opened in a browser that none of the tests has.
    auto curve = clinic::open_progress(*clinic, opened("aftercare", token_of("aftercare")), "hers");
    EXPECT_TRUE(curve);
    progress = *curve;
  }
  ~FollowSite() { unsetenv("CHECK_FASCIA_VIEWS"); }
  FollowSite(const FollowSite&) = delete;
  FollowSite& operator=(const FollowSite&) = delete;

  void add(const char* name, store::Role role, PractitionerId practitioner) {
    EXPECT_TRUE(clinic::add_staff(*clinic, program, {name, name, role, practitioner, kPassword}));
  }
  Browser signed_in(const std::string& name, const std::string& language = "en-CA") {
    return sign_in(router, name, language);
  }
  // A browser for which the link is open.
  Browser hers(const std::string& path, const std::string& language = "en-CA") {
    Browser browser(router);
    browser.language = language;
    browser.get(path);
    auto given = browser.post(path, {{"link_birth_date", "1988-05-04"}});
    EXPECT_EQ(given.status, 303) << text_of(given);
    EXPECT_EQ(given.header("Location"), path);
    return browser;
  }
  bool is_answered() {
    auto open = clinic::open_check_in(*clinic, opened("check_in", token_of("check_in")));
    EXPECT_TRUE(open);
    return open && open->answered.has_value();
  }
  static http::Pairs quiet_with(const std::string& which, const std::string& value) {
    http::Pairs out{{"Q0", "none"}, {"Q1", "2"},    {"Q2", "less"}, {"Q3", "3"},
                    {"Q4", "none"}, {"Q5", "none"}, {"Q6", "none"}, {"Q7", "right"}};
    for (auto& [question, answer] : out)
      if (question == which) answer = value;
    return out;
  }
  std::string free_question() const {
    for (const auto* q : care::questions_at(clinic->follow_up.check_ins, "24h"))
      if (q->free_text) return q->id;
    return {};
  }
  // An answer that a therapist must look at, with words of her own.
  std::string task_path() {
    auto fields = quiet_with("Q1", "8");
    fields.emplace_back(free_question(), "My knee <clicks> now");
    auto sent = hers(check_in).post(check_in, fields);
    EXPECT_EQ(sent.status, 303) << text_of(sent);
    auto waiting = clinic::waiting_tasks(*clinic, ana_actor);
    EXPECT_EQ(waiting.size(), 1U);
    return waiting.empty() ? std::string() : "/treat/task/" + waiting.front().task.id.text();
  }

  std::string check_in, aftercare, progress;
};

class Follow : public ::testing::Test, public FollowSite {};

inline ::testing::AssertionResult is_guarded(const http::Response& response) {
  if (response.header("Referrer-Policy") == "no-referrer" &&
      response.header("Cache-Control") == "no-store")
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << response.header("Referrer-Policy") << ", " << response.header("Cache-Control");
}

}  // namespace fascia::web
