// SPDX-License-Identifier: Apache-2.0
// The questions of a visit that is booked already: by the link of its mail, and typed in by staff.
#include "clinic/change_appointment.h"
#include "clinic/private_link.h"
#include "web/assess_walk.h"

namespace fascia::web {
namespace {

store::Appointment booked_without_intake(SmallSite& site) {
  auto in = site.small.booking(site.small.at(3, 10), "key");
  in.service = site.small.deep;
  auto booked = clinic::book_appointment(*site.small.clinic, in);
  EXPECT_TRUE(booked);
  return booked->appointment;
}
store::Status status_of(SmallSite& site, AppointmentId id) {
  return clinic::find_visit(*site.small.clinic, id, {site.small.program, {}})->status;
}

TEST(AssessPages, R4_a_requested_visit_is_confirmed_through_its_private_link) {
  AssessWalk walk;
  store::Appointment visit = booked_without_intake(walk.site);
  auto token = walk.site.small.store->write([&](store::Transaction& tx) -> Result<std::string> {
    return clinic::make_private_link(tx, *walk.site.small.clinic,
                                     {"intake", visit.id.value, visit.client, visit.start});
  });
  ASSERT_TRUE(token);
  std::string path = "/intake/" + *token;
  EXPECT_TRUE(lacks(walk.page(path), "Begin")) << "first the birth date";
  walk.where(walk.browser.post(path, {{"link_birth_date", "1988-05-04"}}));
  EXPECT_TRUE(has(walk.page(path), "Begin"));
  EXPECT_EQ(walk.where(walk.browser.post(path, {})), "/assess");
  EXPECT_TRUE(has(walk.page("/assess"), "value=\"1988\"")) << "who it is for is known";
  EXPECT_EQ(walk.answer(), "/assess/answer");
  EXPECT_EQ(status_of(walk.site, visit.id), store::Status::confirmed);
  std::string page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "Your visit is confirmed"));
  EXPECT_TRUE(has(page, "Thursday 26 November"));
  EXPECT_TRUE(lacks(page, "href=\"/assess/plan\"")) << "it is booked already";
}

TEST(AssessPages, R16_staff_type_in_a_paper_form_for_a_visit) {
  AssessWalk walk;
  store::Appointment visit = booked_without_intake(walk.site);
  std::string path = "/desk/visit/" + visit.id.text() + "/intake";
  EXPECT_TRUE(walk.where(walk.browser.get(path)).starts_with("/sign-in"));
  walk.browser.get("/sign-in");
  walk.browser.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}});
  EXPECT_TRUE(has(walk.page(path), "value=\"paper\""));
  EXPECT_TRUE(lacks(walk.page(path), "value=\"aloud\"")) << "aloud is for a therapist";
  EXPECT_EQ(walk.browser.post(path, {{"how", "aloud"}}).status, 403);
  EXPECT_EQ(walk.where(walk.browser.post(path, {{"how", "paper"}})), "/assess");
  EXPECT_EQ(walk.answer(), path + "?kept=yes");
  EXPECT_EQ(status_of(walk.site, visit.id), store::Status::confirmed);
  EXPECT_TRUE(has(walk.page(path + "?kept=yes"), "The visit is confirmed"));
}

TEST(AssessPages, R20_who_types_in_a_paper_form_and_treats_nobody_reads_no_findings) {
  AssessWalk walk;
  store::Appointment visit = booked_without_intake(walk.site);
  std::string path = "/desk/visit/" + visit.id.text() + "/intake";
  walk.browser.get("/sign-in");
  walk.browser.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}});
  walk.where(walk.browser.post(path, {{"how", "paper"}}));
  walk.begin();
  walk.group("now");
  walk.map();
  walk.group("heart");
  walk.group("medicine", {{"q-blood_thinner", "doac"}});
  walk.group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
  for (const char* g : {"body", "pregnancy"}) walk.group(g);
  EXPECT_EQ(walk.where(walk.group("pain")), path + "?kept=yes");
  EXPECT_EQ(status_of(walk.site, visit.id), store::Status::requested);
  for (const std::string& shown :
       {path + "?kept=yes", path, "/desk/visit/" + visit.id.text(), std::string("/desk/tasks")}) {
    std::string page = walk.page(shown);
    for (const char* word : {"thinner", "bleed", "bruise", "med-anticoagulant", "a doctor", "doac"})
      EXPECT_TRUE(lacks(page, word)) << shown;
  }
  std::string kept = walk.page(path + "?kept=yes");
  EXPECT_TRUE(has(kept, "The therapist sees them"));
  EXPECT_TRUE(has(kept, "Call: offer another visit or another day"));
  // Going back shows nothing of it.
  for (const char* back : {"/assess/answer", "/assess/questions?group=medicine", "/assess/letter"})
    EXPECT_EQ(walk.where(walk.browser.get(back)), "/assess") << back;
}

TEST(AssessPages, R20_what_a_therapist_asked_is_shown_to_nobody_else_at_that_screen) {
  AssessWalk walk;
  auto& small = walk.site.small;
  ASSERT_TRUE(clinic::add_staff(
      *small.clinic, small.program,
      {"ana", "Ana Silva", store::Role::therapist, small.ana, "a long password"}));
  store::Appointment visit = booked_without_intake(walk.site);
  walk.browser.get("/sign-in");
  walk.browser.post("/sign-in", {{"name", "ana"}, {"password", "a long password"}});
  walk.browser.post("/desk/visit/" + visit.id.text() + "/intake", {{"how", "aloud"}});
  EXPECT_EQ(walk.answer(), "/assess/answer");
  EXPECT_TRUE(has(walk.page("/assess/answer"), "Your visit is confirmed"));
  walk.browser.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}});
  EXPECT_EQ(walk.where(walk.browser.get("/assess/answer")), "/assess");
}

}  // namespace
}  // namespace fascia::web
