// SPDX-License-Identifier: Apache-2.0
// The plan before booking as a person without script meets it.
#include <regex>

#include "clinic/match_therapists.h"
#include "clinic/visit_draft.h"
#include "page/whole_minutes.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

struct Walk {
  SmallSite site;
  Browser browser{site};

  explicit Walk(Date ben_until = Date::of(2027, 3, 31)) {
    for (PractitionerId id : {site.small.ana, site.small.ben}) {
      store::Practitioner p = *site.small.clinic->availability.get()->practitioner(id);
      for (const care::Technique& one : clinic::shipped_knowledge().plan.techniques)
        p.techniques.push_back(one.id);
      p.first_name = p.name.substr(0, 3);
      p.languages = {"en"};
      EXPECT_TRUE(clinic::edit_practitioner(*site.small.clinic, site.small.program, p));
      EXPECT_TRUE(
          clinic::add_credential(*site.small.clinic, site.small.program,
                                 {0, id, "CMMOTA", id.text(), Date::of(2020, 1, 1),
                                  id == site.small.ben ? ben_until : Date::of(2027, 3, 31)}));
    }
    browser.get("/assess");
  }
  void group(const char* id, http::Pairs fields = {}) {
    fields.emplace_back("group", id);
    fields.emplace_back("none", "yes");
    browser.post("/assess/questions", fields);
  }
  void answer(const char* changed = "", const http::Pairs& fields = {}) {
    browser.post("/assess", {{"for_whom", "me"},
                             {"birth_day", "4"},
                             {"birth_month", "5"},
                             {"birth_year", "1988"},
                             {"consent", "yes"}});
    group("now");
    browser.post("/assess/where", {{"region", "low-back.R"}, {"pain.low-back.R", "6"}});
    browser.post("/assess/since", {{"since", "long"}});
    for (std::string id : {"heart", "medicine", "body", "pregnancy", "pain"})
      group(id.c_str(), id == changed ? fields : http::Pairs());
  }
};

TEST(PlanPage, R10_before_the_first_booking_it_says_what_studies_found_with_their_source) {
  Walk walk;
  walk.answer();
  std::string page = text_of(walk.browser.get("/assess/plan"));
  for (const char* part : {"What studies found", "401 people", "36 to 39 of 100", "Cherkin 2011",
                           "Part of any change would have come anyway"})
    EXPECT_TRUE(has(page, part));
  walk.browser.language = "fr-CA";
  page = text_of(walk.browser.get("/assess/plan"));
  for (const char* id :
       {"plan.studies", "follow.trial_back", "follow.trial_neck", "plan.studies_not_you"})
    EXPECT_TRUE(has(page, page::text(page::Language::fr, id))) << id;
}

TEST(PlanPage, R10_it_says_how_sure_studies_are_in_both_languages) {
  Walk walk;
  walk.answer();
  std::string page = text_of(walk.browser.get("/assess/plan"));
  EXPECT_TRUE(has(page, "How sure studies are on this: low to moderate. New studies may well"));
  walk.browser.language = "fr-CA";
  page = text_of(walk.browser.get("/assess/plan"));
  EXPECT_TRUE(has(page, "Certitude des études à ce sujet\u00a0: faible à modérée. De nouvelles"));
}

TEST(PlanPage, shows_places_time_reasons_and_who_is_free) {
  Walk walk;
  walk.answer();
  http::Response response = walk.browser.get("/assess/plan");
  ASSERT_EQ(response.status, 200) << response.header("Location");
  std::string page = text_of(response);
  for (const char* part :
       {"What your visit could look like", "Low back", "of 5", "Who could treat you", "Ana", "Ben",
        "<p>Why: ", "You can say stop at any time",
        "/book?service=deep-tissue-60&amp;practitioner=", "/book/deep-tissue-60?practitioner="})
    EXPECT_TRUE(has(page, part));
  EXPECT_TRUE(lacks(page, "{{"));
  EXPECT_EQ(response.header("Referrer-Policy"), "no-referrer");
}

// CHK-S23: for a neck that hurts since long the length that was studied is marked, with its source;
// for a back no length is.
TEST(PlanPage, CHK_S23_the_studied_length_is_marked_for_a_neck_that_hurts_since_long) {
  for (bool neck : {true, false}) {
    Walk walk;
    walk.answer();
    walk.browser.post("/assess/where", {{"region", neck ? "neck-back.R" : "low-back.R"},
                                        {neck ? "pain.neck-back.R" : "pain.low-back.R", "6"}});
    walk.browser.post("/assess/since", {{"since", "long"}});
    for (const char* id : {"heart", "medicine", "body", "pregnancy", "pain"}) walk.group(id);
    std::string page = text_of(walk.browser.get("/assess/plan"));
    EXPECT_EQ(has(page, "60 minutes · length studied"), neck) << neck;
    EXPECT_EQ(has(page, "Annals of Family Medicine 2014"), neck) << neck;
  }
}

// Whom somebody would rather be treated by filters who is listed, and stands on no page for others.
TEST(PlanPage, a_gender_wish_leaves_only_who_fits_in_the_list) {
  Walk walk;
  for (auto [id, gender] :
       {std::pair(walk.site.small.ana, "woman"), {walk.site.small.ben, "man"}}) {
    store::Practitioner p = *walk.site.small.clinic->availability.get()->practitioner(id);
    p.gender = gender;
    EXPECT_TRUE(clinic::edit_practitioner(*walk.site.small.clinic, walk.site.small.program, p));
  }
  walk.answer();
  std::string page = text_of(walk.browser.get("/assess/plan"));
  EXPECT_TRUE(has(page, "Would you rather be treated by a woman or a man?"));
  EXPECT_TRUE(has(page, ". Ana</h3>") && has(page, ". Ben</h3>"));
  page = text_of(walk.browser.follow(walk.browser.post(
      "/book/wish", {{"service", "deep-tissue-60"}, {"page", "plan"}, {"gender", "woman"}})));
  EXPECT_TRUE(has(page, "1. Ana</h3>"));
  EXPECT_TRUE(lacks(page, "Ben</h3>"));
  page = text_of(walk.browser.follow(walk.browser.post(
      "/book/wish", {{"service", "deep-tissue-60"}, {"page", "plan"}, {"gender", "any"}})));
  EXPECT_TRUE(has(page, ". Ben</h3>"));
}

// Issue 4: language is a condition wherever somebody who fits speaks it.
TEST(PlanPage, who_does_not_speak_the_language_of_the_page_stands_apart) {
  Walk walk;
  store::Practitioner ben =
      *walk.site.small.clinic->availability.get()->practitioner(walk.site.small.ben);
  ben.languages = {"fr"};
  ASSERT_TRUE(clinic::edit_practitioner(*walk.site.small.clinic, walk.site.small.program, ben));
  walk.answer();
  std::string page = text_of(walk.browser.get("/assess/plan"));
  EXPECT_TRUE(has(page, "1. Ana</h3>"));
  EXPECT_TRUE(lacks(page, ". Ben</h3>"));
  EXPECT_TRUE(has(page, "They do not speak English"));
  EXPECT_TRUE(has(page, "Ben speaks French"));
  walk.browser.language = "fr-CA";
  page = text_of(walk.browser.get("/assess/plan"));
  EXPECT_TRUE(has(page, "1. Ben</h3>"));
  EXPECT_TRUE(has(page, "Sans le français"));
}

TEST(PlanPage, a_place_has_one_name_on_every_page) {
  const care::Anatomy& body = clinic::shipped_knowledge().plan.anatomy;
  ASSERT_GT(body.regions.size(), 50u);
  for (const care::BodyRegion& one : body.regions)
    for (page::Language language : {page::Language::en, page::Language::fr})
      EXPECT_EQ(care::in_language(one.name, page::code(language)),
                page::text(language, "region." + one.id));
}

TEST(PlanPage, a_link_of_a_free_time_opens_the_booking_of_that_time) {
  Walk walk;
  walk.answer();
  std::string page = text_of(walk.browser.get("/assess/plan"));
  auto from = page.find("/book/deep-tissue-60?practitioner=");
  ASSERT_NE(from, std::string::npos);
  std::string link = page.substr(from, page.find('"', from) - from);
  for (auto at = link.find("&amp;"); at != link.npos; at = link.find("&amp;"))
    link.erase(at + 1, 4);
  http::Response response = walk.browser.get(link);
  EXPECT_EQ(response.status, 200) << link;
  EXPECT_TRUE(has(text_of(response), "Tuesday 24 November, 9:00 am"));
}

TEST(PlanPage, the_soonest_time_of_the_best_match_stands_on_top_with_one_button) {
  Walk walk;
  walk.answer();
  std::string page = text_of(walk.browser.get("/assess/plan?service=deep-tissue-60"));
  auto top = page.find("class=\"panel plan-soonest\""), lead = page.find("class=\"lead\"");
  ASSERT_NE(top, page.npos);
  EXPECT_LT(top, lead);
  std::string panel = page.substr(top, lead - top);
  EXPECT_TRUE(has(panel, "Tuesday 24 November, 9:00 am"));
  std::smatch first;
  ASSERT_TRUE(std::regex_search(page, first, std::regex("<h3>1\\. ([A-Za-z]+)</h3>")));
  EXPECT_TRUE(has(panel, "with " + first[1].str() + ","));
  EXPECT_TRUE(has(panel, "<h2>The soonest time with your best match</h2>"));
  EXPECT_EQ(panel.find("<button"), panel.rfind("<button"));
  auto value = [&](const std::string& name) {
    auto at = panel.find("name=\"" + name + "\" value=\"") + name.size() + 15;
    return panel.substr(at, panel.find('"', at) - at);
  };
  auto held = walk.browser.post("/book/hold", {{"service", value("service")},
                                               {"practitioner", value("practitioner")},
                                               {"start", value("start")}});
  EXPECT_TRUE(has(text_of(walk.browser.follow(held)), "We keep this time for you until"));
}

TEST(PlanPage, shown_minutes_are_whole_and_sum_to_the_session) {
  using page::whole_minutes;
  EXPECT_EQ(whole_minutes({4.5, 10.5, 39.5, 5.5}), (std::vector<int>{5, 11, 39, 5}));
  EXPECT_EQ(whole_minutes({10, 20, 30}), (std::vector<int>{10, 20, 30}));
  EXPECT_EQ(whole_minutes({0.4, 0.3, 29.3}), (std::vector<int>{1, 1, 28}));
  EXPECT_EQ(whole_minutes({}), std::vector<int>{});
  Walk walk;
  walk.answer();
  std::string page = text_of(walk.browser.get("/assess/plan?service=deep-tissue-60"));
  static const std::regex kPart("class=\"plan-minutes\">([^<]*)<");
  int sum = 0;
  for (auto it = std::sregex_iterator(page.begin(), page.end(), kPart);
       it != std::sregex_iterator(); ++it) {
    EXPECT_TRUE(std::regex_match((*it)[1].str(), std::regex("[0-9]+ minutes?"))) << (*it)[1];
    sum += std::stoi((*it)[1]);
  }
  EXPECT_EQ(sum, 60);
}

TEST(PlanPage, S20_a_therapist_without_a_valid_credential_is_not_shown) {
  Walk both;
  both.answer();
  EXPECT_TRUE(has(text_of(both.browser.get("/assess/plan")), "2. "));
  Walk one(Date::of(2026, 11, 23));  // it ended the day before the visit
  one.answer();
  std::string page = text_of(one.browser.get("/assess/plan"));
  EXPECT_TRUE(has(page, "1. Ana"));
  EXPECT_TRUE(lacks(page, "Ben"));
}

TEST(PlanPage, without_answers_or_with_a_no_it_leads_back) {
  Walk walk;
  http::Response early = walk.browser.get("/assess/plan");
  EXPECT_EQ(early.status, 303);
  EXPECT_EQ(early.header("Location"), "/assess");
  walk.answer("body", {{"q-cancer", "yes"}});
  http::Response refused = walk.browser.get("/assess/plan");
  EXPECT_EQ(refused.status, 303);
}

TEST(PlanPage, it_is_whole_in_french) {
  Walk walk;
  walk.answer();
  walk.browser.language = "fr-CA";
  std::string page = text_of(walk.browser.get("/assess/plan?service=deep-tissue-60"));
  EXPECT_TRUE(has(page, "Comment se passerait votre visite"));
  EXPECT_TRUE(has(page, "Bas du dos"));
  EXPECT_TRUE(lacks(page, "What we leave out"));
}

}  // namespace
}  // namespace fascia::web
