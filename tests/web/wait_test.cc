// SPDX-License-Identifier: Apache-2.0
// The wait list as people meet it: from the booking page, at the desk, and by the private link.
#include "clinic/due_work.h"
#include "core/json.h"
#include "store/records.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

TEST(WaitPages, a_time_that_suits_is_offered_by_a_private_link_and_taken_once) {
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  clinic::Clinic& clinic = *small.clinic;
  Browser client(site), desk(site);
  ASSERT_TRUE(clinic::add_staff(clinic, small.program,
                                {"desk", "Dora Desk", store::Role::desk, {}, "a long password"}));
  desk.get("/sign-in");
  desk.post("/sign-in", {{"name", "desk"}, {"password", "a long password"}});

  std::string page = text_of(client.get("/book?service=relaxation-60"));
  EXPECT_TRUE(has(page, "/wait?service=relaxation-60"));
  page = text_of(client.get("/wait?service=relaxation-60"));
  EXPECT_TRUE(has(page, "<option value=\"relaxation-60\" selected>"));
  http::Pairs form{
      {"service", "relaxation-60"}, {"name", "Ann First"}, {"part", "morning"},
      {"from", "2026-11-25"},       {"weekday", "3"},      {"birth_date", "1980-01-01"}};
  auto wrong = client.post("/wait", form);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#email\""));
  EXPECT_TRUE(has(text_of(wrong), "Ann First"));
  form.emplace_back("email", "ann@example.invalid");
  page = text_of(client.follow(client.post("/wait", form)));
  EXPECT_TRUE(has(page, "You are on the list"));
  EXPECT_TRUE(has(text_of(desk.get("/desk/wait")), "Ann First"));
  while (clinic::do_due_work(clinic) > 0) {
  }
  page = text_of(desk.get("/desk/wait"));
  EXPECT_TRUE(has(page, "Wednesday 25 November, 9:00 am"));
  std::string path;
  for (auto& m : clinic.store.read([&](store::Connection& c) {
         return store::waiting_messages(c, clinic.tenant, clinic.sealer, clinic.now(), 50);
       }))
    if (m.kind == "wait_offer")
      path = std::string(json::read(m.payload.reveal())->at("path").as_string());
  ASSERT_FALSE(path.empty());
  auto opened = client.get(path);
  EXPECT_EQ(opened.header("Cache-Control"), "no-store");
  EXPECT_TRUE(has(text_of(opened), "Take this time"));
  EXPECT_EQ(client.get(path + "x").status, 404);
  page = text_of(client.follow(client.post(path + "/yes", {{"policy", "1"}})));
  EXPECT_TRUE(has(page, "Wednesday 25 November, 9:00 am"));
  EXPECT_TRUE(has(text_of(client.get(path)), "This offer is over"));
  EXPECT_EQ(client.post(path + "/no", {{"leave", "no"}}).status, 409);
  EXPECT_TRUE(has(text_of(desk.get("/desk/wait")), "Nobody waits"));
  EXPECT_EQ(Browser(site).get("/desk/wait").status, 303);
  EXPECT_TRUE(has(text_of(desk.get("/desk/wait/new")), "Put me on the list"));
}

}  // namespace
}  // namespace fascia::web
