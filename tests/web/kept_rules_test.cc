// SPDX-License-Identifier: Apache-2.0
// Invariant 4: pages show what was decided with the version that decided it, and say where the
// rules of today say something else.
#include "clinic/answered.h"
#include "clinic/chart.h"
#include "clinic/no_backs.h"
#include "clinic/treated_visit.h"
#include "web/assess_walk.h"

namespace fascia::web {
namespace {

const clinic::Knowledge& no_backs() {
  static const clinic::Knowledge kNoBacks = [] {
    auto read =
        clinic::read_knowledge_with({{"own/house.toml", "kind = \"clinic\"\n" + clinic::kNoBacks}});
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return std::move(*read);
  }();
  return kNoBacks;
}

std::string short_of(const clinic::Knowledge& rules) {
  const std::string& version = rules.screening.version;
  return version.substr(0, version.find('+') + 9);
}

// The pages of the clinic as its server answers with these rules.
struct ServedUnder : ServedPages {
  ServedUnder(clinic::SmallClinic& of, const clinic::Knowledge& rules)
      : clinic(*of.store, *of.sealer, of.random, of.clock, rules, of.clinic->tenant) {
    clinic::load_availability(clinic);
    EXPECT_TRUE(clinic::acknowledge_unreviewed(clinic, of.program));
    serve(clinic);
  }
  clinic::Clinic clinic;
};

class KeptRulesPages : public ::testing::Test, public clinic::TreatedVisit {
 protected:
  KeptRulesPages() {
    EXPECT_TRUE(clinic::reset_password(*clinic, program, ana_actor.staff, kPassword));
  }
  std::string page_under(const clinic::Knowledge& rules, const std::string& rest = {}) {
    ServedUnder served(*this, rules);
    Browser browser = sign_in(served.router, "ana");
    return text_of(browser.get("/treat/" + id.text() + rest));
  }
};

TEST_F(KeptRulesPages, invariant_4_a_signed_visit_shows_the_decision_and_the_plan_of_then) {
  start();
  ASSERT_FALSE(HasFatalFailure());
  ASSERT_TRUE(work("low-back.R", "effleurage", 2));
  wait(40);
  ASSERT_TRUE(clinic::end_session(*clinic, ana_actor, over(id, 3)));
  ASSERT_TRUE(clinic::sign_chart(*clinic, ana_actor, id, {"a", "b", "c", "d", "slow"}));
  for (const char* rest : {"", "/chart"}) {
    const std::string page = page_under(no_backs(), rest);
    EXPECT_TRUE(lacks(page, "No backs")) << rest;
    EXPECT_TRUE(
        has(page, "when the session began, by the rules " + short_of(clinic::shipped_knowledge())))
        << rest;
    EXPECT_TRUE(has(page, "href=\"/protocols\"")) << rest;
    EXPECT_TRUE(lacks(page, "The rules have changed since")) << rest;
  }
  EXPECT_TRUE(lacks(page_under(no_backs()), "No massage today, so there is no plan"));
}

TEST_F(KeptRulesPages, invariant_4_a_visit_to_come_says_then_and_now) {
  const std::string same = page_under(clinic::shipped_knowledge());
  EXPECT_TRUE(has(same, "Decided by the rules " + short_of(clinic::shipped_knowledge())));
  EXPECT_TRUE(lacks(same, "The rules have changed since"));
  const std::string page = page_under(no_backs());
  for (const std::string& part :
       {std::string("The rules have changed since this was decided."), std::string("Then: "),
        "(" + short_of(clinic::shipped_knowledge()) + ")",
        "Now: No massage today (" + short_of(no_backs()) + "). No backs."})
    EXPECT_TRUE(has(page, part)) << part;
}

class KeptAnswerPage : public ::testing::Test, public clinic::SmallClinic {
 protected:
  // "My answers are still right."
  static void say_still_right(Browser& browser, const std::string& page) {
    auto hidden = [&](const std::string& name) {
      const std::string before = "name=\"" + name + "\" value=\"";
      const std::size_t at = page.find(before, page.find("id=\"rules-changed\""));
      EXPECT_NE(at, page.npos) << name;
      const std::size_t from = at + before.size();
      return page.substr(from, page.find('"', from) - from);
    };
    browser.post("/assess/answer",
                 {{"service", hidden("service")}, {"visit_date", hidden("visit_date")}});
  }
  // Through the questions with a sore back; then /assess/answer as the other rules show it.
  void answer(Browser& browser) {
    browser.get("/assess");
    Assessed{browser}.answer();
  }
};

TEST_F(KeptAnswerPage, R3_a_client_reads_that_the_rules_changed_and_is_asked_anew_either_way) {
  ServedUnder before(*this, clinic::shipped_knowledge()), after(*this, no_backs());
  http::Router router = before.router;  // one browser, whatever server answers it
  Browser browser(router);
  answer(browser);
  EXPECT_TRUE(has(text_of(browser.get("/assess/answer")), "Yes, you can go ahead"));
  router = after.router;
  std::string page = text_of(browser.get("/assess/answer"));
  for (const char* part : {"Please look at your answers again",
                           "Then we said: “Yes, you can go ahead”", "My answers are still right"})
    EXPECT_TRUE(has(page, part)) << part;
  EXPECT_TRUE(lacks(page, "href=\"/assess/plan\""));
  EXPECT_EQ(browser.get("/assess/plan").header("Location"), "/assess/answer");
  // They are: the rules of now decide.
  say_still_right(browser, page);
  page = text_of(browser.get("/assess/answer"));
  EXPECT_TRUE(lacks(page, "Please look at your answers again"));
  EXPECT_TRUE(has(page, "Not on this day"));
  // And back: the kept no is no yes by itself.
  router = before.router;
  page = text_of(browser.get("/assess/answer"));
  EXPECT_TRUE(has(page, "Then we said: “Not on this day”"));
  EXPECT_TRUE(lacks(page, "Yes, you can go ahead"));
  EXPECT_TRUE(lacks(page, "href=\"/assess/plan\""));
  say_still_right(browser, page);
  EXPECT_TRUE(has(text_of(browser.get("/assess/answer")), "Yes, you can go ahead"));
}

TEST_F(KeptAnswerPage, R9_the_protocols_say_which_versions_belong_together) {
  ServedUnder served(*this, no_backs());
  Browser browser(served.router);
  const std::string page = text_of(browser.get("/protocols"));
  for (const std::string& version : {no_backs().version, no_backs().screening.version,
                                     no_backs().plan.version, no_backs().follow_up.version})
    EXPECT_TRUE(has(page, version));
}

}  // namespace
}  // namespace fascia::web
