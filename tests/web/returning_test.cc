// SPDX-License-Identifier: Apache-2.0
// A client who was here before, page by page and without script.
#include "clinic/answered.h"
#include "clinic/change_appointment.h"
#include "clinic/private_link.h"
#include "web/assess_walk.h"

namespace fascia::web {
namespace {

// Maya came on Tuesday 24 November with diabetes; her next visit is three weeks later.
struct Again {
  SmallSite site;
  Browser browser{site};
  store::Appointment visit;
  std::string link;

  Again() {
    clinic::SmallClinic& c = site.small;
    care::AnswerMap said;
    said["any.organs"] = said["diabetes"] = care::Said::yes;
    for (const char* detail :
         {"diabetes.now", "diabetes.feet", "diabetes.low_risk", "insulin_device"})
      said[detail] = std::vector<std::string>();
    said["any.medicines"] = care::Said::yes;
    said["often_pills"] = std::vector<std::string>{"herbal"};
    auto told = clinic::answered(c, c.swedish, c.monday + 1, said, {},
                                 {{*care::parse_region("low-back.R"), 6}});
    auto first = c.booking(c.at(1, 10), "first");
    first.screening = told->token;
    EXPECT_TRUE(clinic::book_appointment(*c.clinic, first));
    c.clock.seconds = c.at(20, 8).seconds;
    auto booked = clinic::book_appointment(*c.clinic, c.booking(c.at(23, 10), "second"));
    EXPECT_TRUE(booked);
    visit = booked->appointment;
    link = "/intake/" + *c.store->write([&](store::Transaction& tx) -> Result<std::string> {
      return clinic::make_private_link(tx, *c.clinic,
                                       {"intake", visit.id.value, visit.client, visit.start});
    });
    browser.get("/assess");
  }
  std::string where(const http::Response& response) {
    EXPECT_EQ(response.status, 303) << text_of(response).substr(0, 2000);
    return std::string(response.header("Location"));
  }
  std::string page(const std::string& path) {
    http::Response response = browser.get(path);
    EXPECT_EQ(response.status, 200) << path << " " << response.header("Location");
    return text_of(response);
  }
  std::string group(const std::string& id, http::Pairs fields = {}) {
    fields.emplace_back("group", id);
    fields.emplace_back("none", "yes");
    return where(browser.post("/assess/questions", fields));
  }
  // Behind the birth date, consent given, the gates answered.
  std::string begin() {
    where(browser.post(link, {{"link_birth_date", "1988-05-04"}}));
    EXPECT_EQ(where(browser.post(link, {})), "/assess");
    EXPECT_EQ(where(browser.get("/assess/returning")), "/assess") << "consent first (R13)";
    EXPECT_EQ(where(browser.post("/assess", kWho)), "/assess/questions")
        << "the gates are the first page (R2)";
    return group("now");
  }
  std::string map() {
    browser.post("/assess/where", {{"region", "low-back.R"}, {"pain.low-back.R", "6"}});
    return where(browser.post("/assess/since", {{"since", "weeks"}}));
  }
  // What is asked at every visit, behind "nothing is new".
  std::string rest(std::string next) {
    for (int round = 0; round < 12 && next.starts_with("/assess/questions"); ++round) {
      std::string shown = page(next);
      std::size_t at = shown.find("name=\"group\" value=\"") + 20;
      std::string id = shown.substr(at, shown.find('"', at) - at);
      http::Pairs details;
      for (const char* detail : {"diabetes.now", "diabetes.low_risk", "diabetes.feet"})
        if (has(shown, std::string("q-") + detail))
          details.insert(details.end(), {{std::string("q-") + detail, "none"}, {"shown", detail}});
      next = group(id, details);
      asked.push_back(id);
    }
    return next;
  }
  std::vector<std::string> asked;
  store::Status status() {
    clinic::SmallClinic& c = site.small;
    return clinic::find_visit(*c.clinic, visit.id, {c.program, {}})->status;
  }
};

TEST(ReturningPages, what_was_told_is_shown_by_its_day_and_nothing_new_asks_the_rest) {
  Again again;
  EXPECT_EQ(again.begin(), "/assess/returning");
  std::string page = again.page("/assess/returning");
  for (const char* text :
       {"On Monday 23 November you told us", "Do you have diabetes?", "Is anything new since then?",
        "Heart and blood", "Illness and operations", "We ask some things at each visit"})
    EXPECT_TRUE(has(page, text)) << text;
  EXPECT_FALSE(has(page, "checked")) << "nothing is answered beforehand";
  http::Response open = again.browser.post("/assess/returning", {});
  EXPECT_EQ(open.status, 422);
  EXPECT_EQ(again.where(again.browser.post("/assess/returning", {{"news", "none"}})),
            "/assess/where");
  EXPECT_EQ(again.rest(again.map()), "/assess/answer");
  for (const char* id : {"medicine", "pregnancy", "pain"})
    EXPECT_NE(std::find(again.asked.begin(), again.asked.end(), id), again.asked.end()) << id;
  EXPECT_EQ(again.status(), store::Status::confirmed);
  // The therapist sees what came along, and since when it stands.
  clinic::SmallClinic& c = again.site.small;
  ASSERT_TRUE(
      clinic::add_staff(*c.clinic, c.program,
                        {"ana", "Ana Silva", store::Role::therapist, c.ana, "a long password"}));
  again.browser.get("/sign-in");
  again.browser.post("/sign-in", {{"name", "ana"}, {"password", "a long password"}});
  page = again.page("/treat/" + again.visit.id.text());
  for (const char* text :
       {"Came along from Monday 23 November 2026",
        "Told for this visit, on Sunday 13 December 2026",
        "Anything new since the last visit?</strong> Nothing is new", "Do you have diabetes?"})
    EXPECT_TRUE(has(page, text)) << text;
}

TEST(ReturningPages, R5_last_times_places_and_medicines_are_taken_by_a_tap_and_never_alone) {
  Again again;
  again.begin();
  EXPECT_EQ(again.where(again.browser.post("/assess/returning", {{"news", "none"}})),
            "/assess/where");
  std::string page = again.page("/assess/where");
  for (const char* text : {"Last time, on Monday 23 November", "6 of 10", "Still the same"})
    EXPECT_TRUE(has(page, text)) << text;
  const char* marked = "value=\"low-back.R\" checked";
  EXPECT_TRUE(lacks(page, marked));
  http::Response mark = again.browser.post("/assess/where", {{"last", "mark"}});
  EXPECT_EQ(mark.status, 200);
  EXPECT_TRUE(has(text_of(mark), marked)) << "on the map, to be changed and sent";
  EXPECT_EQ(again.where(again.browser.get("/assess/questions")), "/assess/where") << "not kept";
  EXPECT_EQ(again.where(again.browser.post("/assess/where", {{"last", "same"}})), "/assess/since");
  std::string next = again.where(again.browser.post("/assess/since", {{"since", "weeks"}}));
  const char* herbal = "name=\"q-often_pills\" value=\"herbal\" data-alarm=\"\" checked";
  for (int round = 0; round < 8 && !has(page, "Fill in as last time"); ++round) {
    page = again.page(next);
    std::size_t at = page.find("name=\"group\" value=\"") + 20;
    if (!has(page, "Fill in as last time"))
      next = again.group(page.substr(at, page.find('"', at) - at));
  }
  EXPECT_TRUE(lacks(page, herbal));
  http::Response filled =
      again.browser.post("/assess/questions", {{"group", "medicine"}, {"last", "fill"}});
  EXPECT_EQ(filled.status, 200);
  EXPECT_TRUE(has(text_of(filled), herbal));
  EXPECT_TRUE(has(text_of(filled), "Filled in as last time"));
  EXPECT_TRUE(lacks(again.page("/assess/questions"), herbal)) << "not kept";
  http::Pairs sent = {{"q-any.medicines", "yes"}, {"q-often_pills", "herbal"}};
  sent.emplace_back("shown", "any.medicines");
  for (const care::Question& q : again.site.small.clinic->protocol.questions)
    if (q.topic && q.section == "medicines") sent.emplace_back("shown", q.id);
  std::string body = again.group("medicine", sent);
  EXPECT_EQ(body, "/assess/questions");
  EXPECT_FALSE(has(again.page(body), "value=\"medicine\"")) << "answered";
}

// The script keeps what is changed on the page at once: who then leaves has sent nothing.
TEST(ReturningPages, R5_last_times_medicines_that_were_kept_while_filling_in_are_still_to_be_sent) {
  Again again;
  again.begin();
  again.where(again.browser.post("/assess/returning", {{"news", "none"}}));
  std::string next = again.map(), page;
  auto group_of = [](const std::string& shown) {
    std::size_t at = shown.find("name=\"group\" value=\"") + 20;
    return shown.substr(at, shown.find('"', at) - at);
  };
  for (int round = 0; round < 8; ++round) {
    page = again.page(next);
    if (group_of(page) == "medicine") break;
    next = again.group(group_of(page));
  }
  ASSERT_EQ(group_of(page), "medicine");
  page =
      text_of(again.browser.post("/assess/questions", {{"group", "medicine"}, {"last", "fill"}}));
  http::Pairs fields = {{"group", "medicine"}, {"q-any.medicines", "yes"}};
  for (const char* pill : {"herbal", "ssri"}) fields.emplace_back("q-often_pills", pill);
  fields.emplace_back("shown", "any.medicines");
  for (const care::Question& q : again.site.small.clinic->protocol.questions) {
    if (q.group != "medicine" || q.id == "any.medicines" || (!q.topic && !q.parent.empty()))
      continue;
    fields.emplace_back("shown", q.id);
    if (q.kind == care::Kind::tri) fields.emplace_back("q-" + q.id, "no");
    if (q.kind == care::Kind::choice) fields.emplace_back("q-" + q.id, "none");
    if (q.kind == care::Kind::multi && q.id != "often_pills")
      fields.emplace_back("q-" + q.id, "none");
  }
  const std::string filled = "name=\"filled\" value=\"1\"";
  ASSERT_TRUE(has(page, filled)) << "the page says where its fields came from";
  http::Pairs kept = fields;
  kept.emplace_back("filled", "1");
  EXPECT_EQ(text_of(again.browser.post("/assess/keep", kept)), "kept");
  EXPECT_EQ(group_of(again.page("/assess/questions")), "medicine") << "nobody has sent it";
  EXPECT_EQ(again.where(again.browser.get("/assess/answer")), "/assess/questions");
  again.where(again.browser.post("/assess/questions", fields));
  EXPECT_NE(group_of(again.page("/assess/questions")), "medicine") << "sent";
}

TEST(ReturningPages, something_new_shows_that_page_with_what_was_told) {
  Again again;
  again.begin();
  http::Response to =
      again.browser.post("/assess/returning", {{"news", "some"}, {"news_in", "body"}});
  EXPECT_EQ(again.where(to), "/assess/where");
  std::string next = again.map();
  while (next == "/assess/questions" && !has(again.page(next), "value=\"body\"")) {
    std::string shown = again.page(next);
    std::size_t at = shown.find("name=\"group\" value=\"") + 20;
    next = again.group(shown.substr(at, shown.find('"', at) - at));
  }
  std::string body = again.page(next);
  EXPECT_TRUE(has(body, "name=\"q-diabetes\" value=\"yes\" data-alarm=\"\" checked"));
  EXPECT_TRUE(has(body, "q-cancer")) << "the whole page, not only what is open";
  http::Pairs said{{"q-cancer", "yes"}, {"shown", "cancer"}};
  for (const char* detail : {"diabetes.now", "diabetes.low_risk", "diabetes.feet"})
    said.insert(said.end(), {{std::string("q-") + detail, "none"}, {"shown", detail}});
  EXPECT_EQ(again.group("body", said), "/assess/questions");
  EXPECT_TRUE(has(again.page("/assess/questions"), "q-cancer.kind")) << "its details are asked";
  EXPECT_NE(again.status(), store::Status::confirmed);
}

TEST(ReturningPages, not_sure_is_asked_all_of_it_again) {
  Again again;
  again.begin();
  again.where(again.browser.post("/assess/returning", {{"news", "all"}}));
  EXPECT_EQ(again.map(), "/assess/questions");
  std::string heart = again.page("/assess/questions");
  EXPECT_TRUE(has(heart, "value=\"heart\""));
  EXPECT_FALSE(has(heart, "\" checked>"));
  EXPECT_NE(again.where(again.browser.get("/assess/returning")), "/assess/returning");
}

// R19: the link alone, or a birth date without the link, shows nothing of before.
TEST(ReturningPages, R19_no_answer_is_shown_without_the_birth_date) {
  Again again;
  std::string page = again.page(again.link);
  EXPECT_FALSE(has(page, "diabetes"));
  EXPECT_FALSE(has(page, "told us"));
  EXPECT_EQ(again.where(again.browser.get("/assess/returning")), "/assess");
  Browser stranger(again.site, "10.0.0.2");
  stranger.get("/assess");
  stranger.post("/assess", kWho);
  EXPECT_EQ(stranger.get("/assess/returning").status, 303);
  EXPECT_FALSE(has(text_of(stranger.get("/assess/questions?group=body")), "\" checked>"));
}

TEST(ReturningPages, R15_another_birth_date_takes_nothing_along) {
  Again again;
  again.where(again.browser.post(again.link, {{"link_birth_date", "1988-05-04"}}));
  again.where(again.browser.post(again.link, {}));
  again.browser.post("/assess", with(kWho, {{"birth_day", "5"}}));
  EXPECT_EQ(again.group("now"), "/assess/where");
  EXPECT_EQ(again.where(again.browser.get("/assess/returning")), "/assess/where");
}

TEST(ReturningPages, R43_in_french_it_is_whole) {
  Again again;
  again.begin();
  again.browser.language = "fr-CA";
  std::string page = again.page("/assess/returning");
  for (const char* text : {"Le lundi 23 novembre, vous nous avez dit",
                           "Y a-t-il du nouveau depuis?", "Rien de nouveau"})
    EXPECT_TRUE(has(page, text)) << text;
}

}  // namespace
}  // namespace fascia::web
