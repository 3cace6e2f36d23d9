// SPDX-License-Identifier: Apache-2.0
#include "clinic/access_request.h"
#include "clinic/audit_chain.h"
#include "clinic/erase_client.h"
#include "clinic/record_rights.h"
#include "clinic/sign_in.h"
#include "interop/zip.h"
#include "store/records.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

constexpr const char* kSecret = "a long password";

// Maya came once; her consent says something that is not for an owner's eyes.
struct OwnerRecords : ::testing::Test {
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  clinic::Clinic& clinic = *small.clinic;
  Browser owner{site};
  ClientId maya;
  std::string path;

  void SetUp() override {
    auto in = small.booking(small.at(1, 10), "maya");
    in.client.phone = "780 555 0142";
    in.actor = small.program;
    auto booked = clinic::book_appointment(clinic, in);
    ASSERT_TRUE(booked);
    maya = booked->client.id;
    path = "/owner/record/" + maya.text();
    for (auto [name, role] :
         {std::pair{"dana", store::Role::desk}, {"ben", store::Role::therapist}})
      ASSERT_TRUE(clinic::add_staff(
          clinic, small.program,
          {name, name, role, role == store::Role::therapist ? small.ben : PractitionerId{},
           kSecret}));
    sign_in(owner, "owner");
  }
  static void sign_in(Browser& browser, const std::string& name) {
    browser.get("/sign-in");
    ASSERT_EQ(browser.post("/sign-in", {{"name", name}, {"password", kSecret}}).status, 303);
  }
  void be_on(Date day) { small.clock.seconds = small.zone.instant({day, 12 * 60}).seconds; }
  std::vector<store::KeptAuditEvent> events() {
    return small.store->read([&](store::Connection& c) {
      return store::audit_of_client(c, clinic.tenant, clinic.sealer, maya);
    });
  }
  // Who did it last, as the audit has it.
  std::string who_did(std::string_view action) {
    std::string out = "nobody";
    for (const auto& one : events())
      if (one.event.action == action) out = one.event.actor_kind;
    return out;
  }
};

TEST_F(OwnerRecords, the_last_visit_is_one_that_took_place_and_the_next_is_said_apart) {
  std::string page = text_of(owner.get(path));
  EXPECT_TRUE(has(page, "<dt>Last visit</dt><dd>None so far</dd>"));
  EXPECT_TRUE(has(page, "<dt>Next visit</dt><dd>Tuesday 24 November 2026</dd>"));
  be_on(Date::of(2026, 11, 25));
  sign_in(owner, "owner");  // the day before is long ago
  page = text_of(owner.get(path));
  EXPECT_TRUE(has(page, "<dt>Last visit</dt><dd>Tuesday 24 November 2026</dd>"));
  EXPECT_TRUE(lacks(page, "Next visit"));
}

// The end of the log is for who keeps the paper, with a word on what it is for.
TEST_F(OwnerRecords, the_end_of_the_log_stands_with_the_owner_and_not_at_the_desk) {
  const std::string end = clinic::audit_end(clinic);
  ASSERT_FALSE(end.empty());
  const std::string page = text_of(owner.get("/owner"));
  EXPECT_TRUE(has(page, "The end of the log"));
  EXPECT_TRUE(has(page, "Copy this end to paper"));
  EXPECT_TRUE(has(page, clinic::audit_end(clinic)));
  EXPECT_TRUE(lacks(text_of(owner.get("/desk")), clinic::audit_end(clinic)));
}

TEST_F(OwnerRecords,
       R20_R25_the_owner_alone_opens_these_pages_and_no_form_works_without_its_token) {
  const std::vector<std::string> pages = {"/owner/records",
                                          "/owner/records/due",
                                          "/owner/records/years",
                                          "/owner/records/breaches",
                                          path,
                                          path + "/erase",
                                          path + "/part?kind=messages"};
  const std::vector<std::string> forms = {"/owner/records/years",
                                          "/owner/records/breaches",
                                          "/owner/records/breaches/step",
                                          path + "/hold",
                                          path + "/release",
                                          path + "/ask",
                                          path + "/request",
                                          path + "/note",
                                          path + "/disclosure",
                                          path + "/erase",
                                          path + "/part",
                                          path + "/export"};
  for (const char* name : {"dana", "ben"}) {
    Browser other(site);
    sign_in(other, name);
    for (const auto& page : pages) EXPECT_EQ(other.get(page).status, 403) << name << page;
    for (const auto& form : forms)
      EXPECT_EQ(other.post(form, {{"hold_why", "x"}, {"asked", "x"}}).status, 403) << name << form;
  }
  Browser nobody(site);
  for (const auto& page : pages) EXPECT_EQ(nobody.get(page).status, 303) << page;
  owner.get("/owner/records");
  for (const auto& form : forms)
    EXPECT_EQ(owner.post(form, {{"token", "other"}, {"hold_why", "x"}, {"asked", "x"}}).status, 403)
        << form;
  EXPECT_TRUE(clinic::open_requests(clinic, small.program)->empty());
  EXPECT_FALSE(clinic::record_age(clinic, small.program, maya)->on_hold);
  EXPECT_EQ(owner.get("/owner/record/nobody").status, 404);
}

TEST_F(OwnerRecords, R25_a_request_a_note_and_a_disclosure_are_kept_in_the_owners_name) {
  std::string page = text_of(owner.get("/owner/records?q=0142"));
  EXPECT_TRUE(has(page, "href=\"" + path + "\""));
  EXPECT_TRUE(has(page, "Nobody waits."));
  EXPECT_EQ(owner.post(path + "/ask", {{"asked", " "}}).status, 422);
  EXPECT_EQ(owner.post(path + "/export", {}).status, 409);  // nobody asked
  owner.follow(owner.post(path + "/ask", {{"asked", "my whole chart"}}));
  EXPECT_EQ(who_did("access.asked"), "staff");
  EXPECT_TRUE(has(text_of(owner.get("/owner/records")), "45 days left"));
  page = text_of(owner.get(path));
  EXPECT_TRUE(has(page, "my whole chart"));
  auto whole = owner.post(path + "/export", {});
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.header("Content-Type"), "application/zip");
  EXPECT_TRUE(lacks(std::string(whole.header("Content-Disposition")), "Maya"));
  auto entries = interop::read_zip(text_of(whole));
  ASSERT_TRUE(entries);
  EXPECT_TRUE(has(entries->at(0).bytes.reveal(), "Record of Maya Roy"));
  EXPECT_EQ(who_did("export.read"), "staff");
  auto id = clinic::open_requests(clinic, small.program)->at(0).request.id.text();
  page =
      text_of(owner.follow(owner.post(path + "/request", {{"request", id}, {"step", "extend"}})));
  EXPECT_TRUE(lacks(page, "30 days more"));
  EXPECT_EQ(owner.post(path + "/request", {{"request", id}, {"step", "extend"}}).status, 409);
  owner.follow(owner.post(path + "/request", {{"request", id}, {"step", "given"}}));
  EXPECT_TRUE(clinic::open_requests(clinic, small.program)->empty());
  page = text_of(owner.follow(owner.post(
      path + "/note", {{"note_kind", "correction"}, {"note_text", "it was the left knee"}})));
  EXPECT_TRUE(has(page, "Corrected, "));
  EXPECT_TRUE(lacks(page, "left knee"));  // the words stand beside the chart (R20)
  auto wrong = owner.post(path + "/disclosure", {{"to", "Dr. Poe"}, {"what", "the letter"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#ground\""));
  EXPECT_TRUE(has(text_of(wrong), "value=\"Dr. Poe\""));
  page = text_of(owner.follow(owner.post(
      path + "/disclosure", {{"to", "Dr. Poe"}, {"what", "the letter"}, {"ground", "consent"}})));
  EXPECT_TRUE(has(page, "Dr. Poe (consent)"));
  EXPECT_EQ(who_did("record.disclosed"), "staff");
  EXPECT_EQ(who_did("rights.read"), "staff");
  EXPECT_TRUE(has(page, "looked at it"));  // the owner's own look is on record as well
}

TEST_F(OwnerRecords, R23_a_record_ends_in_two_steps_that_say_what_is_lost_and_never_under_a_hold) {
  EXPECT_TRUE(has(text_of(owner.get(path)), "visit to come"));
  EXPECT_EQ(owner.get(path + "/erase").status, 409);
  be_on(Date::of(2037, 1, 5));
  sign_in(owner, "owner");
  EXPECT_TRUE(has(text_of(owner.get("/owner/records/due")), "Maya Roy"));
  owner.follow(owner.post(path + "/hold", {{"hold_why", "a complaint"}}));
  EXPECT_TRUE(has(text_of(owner.get("/owner/records")), "a complaint"));
  EXPECT_EQ(owner.get(path + "/erase").status, 409);
  EXPECT_EQ(owner.post(path + "/erase", {{"name", "Maya Roy"}, {"why", "x"}}).status, 409);
  owner.follow(owner.post(path + "/release", {}));
  owner.follow(owner.post(path + "/ask", {{"asked", "all"}}));
  EXPECT_EQ(owner.get(path + "/erase").status, 409);  // who asked is answered first (R25)
  auto asked = clinic::open_requests(clinic, small.program)->at(0).request.id.text();
  owner.follow(owner.post(path + "/request", {{"request", asked}, {"step", "given"}}));
  std::string page = text_of(owner.get(path + "/erase"));
  for (const char* part : {"What is lost", "What stays", "cannot be undone", "Maya Roy"})
    EXPECT_TRUE(has(page, part));
  EXPECT_EQ(owner.post(path + "/erase", {{"name", "Maya"}, {"why", "her wish"}}).status, 422);
  EXPECT_EQ(owner.post(path + "/erase", {{"name", "Maya Roy"}, {"why", ""}}).status, 422);
  EXPECT_FALSE(clinic::record_age(clinic, small.program, maya)->erased);  // never silent
  page = text_of(
      owner.follow(owner.post(path + "/erase", {{"name", "maya roy"}, {"why", "her own wish"}})));
  EXPECT_TRUE(has(page, "This record was erased"));
  EXPECT_TRUE(lacks(page, "Maya"));
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/records?q=maya")), path));
  EXPECT_EQ(who_did("client.erased"), "staff");
  EXPECT_EQ(events().back().event.reason, "her own wish");
}

// The clocks of the law run from when it happened, not from when somebody writes it down; and what
// a form does not say closes nothing.
TEST_F(OwnerRecords, R25_the_clocks_run_from_the_day_that_is_told) {
  EXPECT_EQ(owner.post(path + "/ask", {{"asked", "all"}, {"received", "2026-12-24"}}).status, 422);
  EXPECT_EQ(owner.post(path + "/ask", {{"asked", "all"}, {"received", "soon"}}).status, 422);
  Date today = small.zone.date(small.clock.now());
  owner.follow(owner.post(path + "/ask", {{"asked", "all"}, {"received", to_iso(today - 10)}}));
  auto open = clinic::open_requests(clinic, small.program);
  ASSERT_EQ(open->size(), 1u);
  EXPECT_EQ(open->front().request.due, today + 35);
  EXPECT_EQ(owner.post(path + "/request", {{"request", open->front().request.id.text()}}).status,
            422);
  EXPECT_EQ(clinic::open_requests(clinic, small.program)->size(), 1u);
  http::Pairs breach{{"noticed_day", to_iso(today - 2)}, {"noticed_clock", "09:30"}};
  for (const char* part : {"circumstances", "period", "kinds", "harm", "people", "steps_harm",
                           "steps_notify", "contact"})
    breach.emplace_back(part, "told");
  owner.follow(owner.post("/owner/records/breaches", breach));
  EXPECT_EQ(clinic::breaches(clinic, small.program)->front().noticed,
            small.zone.instant({today - 2, 9 * 60 + 30}));
}

TEST_F(OwnerRecords, R23_a_part_that_is_due_is_reported_and_goes_in_two_steps_with_a_reason) {
  auto mails = [&] {
    return small.store->read([&](store::Connection& c) {
      return c
          .first("SELECT COUNT(*) FROM outbox WHERE tenant = $1 AND client = $2",
                 {clinic.tenant, maya})
          ->integer(0);
    });
  };
  const std::string part = path + "/part?kind=messages";
  const std::string many = std::to_string(mails());
  ASSERT_GT(mails(), 0);
  EXPECT_TRUE(has(text_of(owner.get(path)), "E-mails and their links</strong>: " + many + " kept"));
  EXPECT_EQ(owner.get(part).status, 404);
  be_on(Date::of(2030, 1, 5));
  sign_in(owner, "owner");
  std::string page = text_of(owner.get("/owner/records/due"));
  EXPECT_TRUE(has(page, "Parts that may go before the rest"));
  EXPECT_TRUE(has(page, "E-mails and their links: " + many));
  EXPECT_TRUE(has(text_of(owner.get(path)), "href=\"" + part + "\""));
  EXPECT_TRUE(has(text_of(owner.get(part)), many + " need not be kept any longer"));
  auto wrong = owner.post(path + "/part", {{"kind", "messages"}, {"why", " "}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#why\""));
  EXPECT_EQ(owner.post(path + "/part", {{"kind", "treatment"}, {"why", "x"}}).status, 422);
  EXPECT_EQ(std::to_string(mails()), many);
  page = text_of(
      owner.follow(owner.post(path + "/part", {{"kind", "messages"}, {"why", "three years"}})));
  EXPECT_EQ(mails(), 0);
  EXPECT_TRUE(lacks(page, "E-mails and their links"));
  EXPECT_EQ(who_did("record.part_ended"), "staff");
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/records/due")), "Maya Roy"));
  owner.language = "fr-CA";
  EXPECT_TRUE(has(text_of(owner.get(path)), "Ce que contient le dossier"));
}

TEST_F(OwnerRecords, R23_R25_the_years_and_breaches_have_their_pages_in_both_languages) {
  auto low =
      owner.post("/owner/records/years", {{"adult_years", "9"}, {"minor_years_after_18", "10"}});
  EXPECT_EQ(low.status, 422);
  EXPECT_TRUE(has(text_of(low), "href=\"#adult_years\""));
  http::Pairs years{{"adult_years", "12"}, {"minor_years_after_18", "10"}, {"fees_years", "7"}};
  EXPECT_TRUE(has(text_of(owner.post("/owner/records/years", years)), "href=\"#messages_years\""));
  years.emplace_back("messages_years", "4");
  std::string kept = text_of(owner.follow(owner.post("/owner/records/years", years)));
  EXPECT_EQ(clinic::read_retention(clinic, small.program)->adult_years, 12);
  // Each kind that ends alone has its field, and each kind its line and its source.
  for (const auto& [kind, least] : clinic::least_kind_years(clinic)) {
    EXPECT_TRUE(has(kept, "id=\"" + kind + "_years\"")) << kind;
    EXPECT_EQ(clinic::read_retention(clinic, small.program)->kinds.at(kind), least + 1) << kind;
  }
  for (const auto& kind : clinic::retention_kinds(clinic)) EXPECT_TRUE(has(kept, kind.id));
  http::Pairs breach;
  for (const char* part :
       {"circumstances", "period", "kinds", "harm", "people", "steps_harm", "steps_notify"})
    breach.emplace_back(part, std::string("about ") + part);
  EXPECT_EQ(owner.post("/owner/records/breaches", breach).status, 422);
  breach.emplace_back("contact", "Olga");
  std::string page = text_of(owner.follow(owner.post("/owner/records/breaches", breach)));
  EXPECT_TRUE(has(page, "Tell the Commissioner by Thursday 26 November"));
  auto at = page.find("name=\"breach\" value=\"") + 21;
  http::Pairs told{{"breach", page.substr(at, page.find('"', at) - at)}, {"step", "commissioner"}};
  EXPECT_TRUE(has(text_of(owner.follow(owner.post("/owner/records/breaches/step", told))),
                  "The Commissioner was told: "));
  owner.language = "fr-CA";
  EXPECT_TRUE(has(text_of(owner.get("/owner/records/breaches")), "Le commissaire le sait"));
  EXPECT_TRUE(has(text_of(owner.get("/owner/records/years")), "Au moins"));
  EXPECT_TRUE(has(text_of(owner.get(path)), "Dernière visite"));
}

}  // namespace
}  // namespace fascia::web
