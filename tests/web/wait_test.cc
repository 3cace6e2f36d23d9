// SPDX-License-Identifier: Apache-2.0
// The wait list as people meet it: from the booking page, at the desk, and by the private link.
#include "clinic/due_work.h"
#include "clinic/wait_list.h"
#include "core/json.h"
#include "store/records.h"
#include "web/desk_site.h"

namespace fascia::web {
namespace {

using WaitPages = DeskSite;

TEST_F(WaitPages, a_time_that_suits_is_offered_by_a_private_link_and_taken_once) {
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

TEST_F(WaitPages, a_wish_that_cannot_be_read_is_refused_at_its_field_and_is_not_no_wish) {
  client.get("/wait?service=relaxation-60");
  const http::Pairs sound{{"service", "relaxation-60"},
                          {"name", "Ann First"},
                          {"birth_date", "1980-01-01"},
                          {"email", "ann@example.invalid"}};
  for (const auto& [field, typed] : http::Pairs{{"from", "1 March"},
                                                {"from", "2026-02-30"},
                                                {"until", "abc"},
                                                {"practitioner", "abc"},
                                                {"part", "abc"},
                                                {"weekday", "2026-02-30"}}) {
    http::Pairs form = sound;
    form.emplace_back(field, typed);
    auto refused = client.post("/wait", form);
    EXPECT_EQ(refused.status, 422) << field << " " << typed;
    EXPECT_TRUE(has(text_of(refused), "href=\"#" + field + "\""));
  }
  EXPECT_EQ(clinic::wait_list(clinic, small.program)->size(), 0u);
}

TEST_F(WaitPages, R36_a_yes_on_the_phone_is_read_the_policy_and_its_fee_in_money) {
  ask_for_half();
  client.get("/wait?service=relaxation-60");
  client.post("/wait", {{"service", "relaxation-60"},
                        {"name", "Ann First"},
                        {"part", "morning"},
                        {"from", "2026-11-25"},
                        {"weekday", "3"},
                        {"birth_date", "1980-01-01"},
                        {"email", "ann@example.invalid"}});
  while (clinic::do_due_work(clinic) > 0) {
  }
  auto list = clinic::wait_list(clinic, small.program);
  ASSERT_TRUE(list && list->size() == 1 && list->front().offer);
  const std::string id = list->front().offer->id.text();
  std::string page = text_of(desk.get("/desk/wait"));
  EXPECT_TRUE(has(page, "If you cancel later, you pay 50 % of the price."));
  EXPECT_TRUE(has(page, "<dt>If you cancel late</dt><dd>$47.50</dd>"));
  expect_policy_is_read_out("/desk/wait/offer/" + id + "/yes", {}, "policy-" + id);
}

TEST_F(WaitPages, who_waits_for_it_already_is_told_so_and_stands_in_the_line_once) {
  const http::Pairs form{{"service", "relaxation-60"}, {"name", "Ann First"},
                         {"birth_date", "1980-01-01"}, {"email", "ann@example.invalid"},
                         {"from", "2026-11-25"},       {"until", "2026-11-30"}};
  client.get("/wait?service=relaxation-60");
  EXPECT_EQ(client.post("/wait", form).status, 303);
  auto again = client.post("/wait", form);
  EXPECT_EQ(again.status, 409);
  EXPECT_TRUE(has(text_of(again), "You are on the list for this already"));
  // Who would wait for more keeps the place.
  http::Pairs wider = form;
  wider.back().second = "2026-12-10";
  EXPECT_EQ(client.post("/wait", wider).status, 303);
  auto list = clinic::wait_list(clinic, small.program);
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ(list->front().entry.until, Date::of(2026, 12, 10));
}

TEST_F(WaitPages, who_joined_reads_their_wish_changes_it_and_takes_it_back) {
  store::Location profile = clinic.availability.get()->location;
  profile.phone = "(587) 495-2239";
  ASSERT_TRUE(clinic::edit_profile(clinic, small.program, profile));
  client.get("/wait?service=relaxation-60");
  http::Pairs form{{"service", "relaxation-60"},
                   {"name", "Ann First"},
                   {"birth_date", "1980-01-01"},
                   {"email", "ann@example.invalid"},
                   {"from", "2026-12-08"},
                   {"until", "2026-12-20"},
                   {"weekday", "3"},
                   {"part", "morning"}};
  EXPECT_TRUE(lacks(text_of(client.get("/wait/told")), "What you wait for"));
  std::string page = text_of(client.follow(client.post("/wait", form)));
  for (const char* said : {"What you wait for", "Relaxation", "8 Dec to 20 Dec · Wednesday",
                           "ann@example.invalid", "Take me off the list", "href=\"tel:"})
    EXPECT_TRUE(has(page, said));
  // Nobody else's browser reads it.
  EXPECT_TRUE(lacks(text_of(Browser(site).get("/wait/told")), "ann@example"));
  page = text_of(client.get("/wait?change=yes"));
  for (const char* kept : {"value=\"2026-12-20\"", "value=\"Ann First\"", "value=\"3\" checked",
                           "value=\"morning\" checked", "name=\"change\" value=\"yes\""})
    EXPECT_TRUE(has(page, kept));
  const Instant joined = clinic::wait_list(clinic, small.program)->front().entry.created;
  small.clock.seconds += 3600;
  form[5].second = "2026-12-10";  // less than before: as a wish of its own it would be refused
  form.emplace_back("change", "yes");
  EXPECT_TRUE(has(text_of(client.follow(client.post("/wait", form))), "8 Dec to 10 Dec"));
  auto list = clinic::wait_list(clinic, small.program);
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ(list->front().entry.until, Date::of(2026, 12, 10));
  EXPECT_EQ(list->front().entry.created, joined);  // the place in the line is kept
  // A form that looks at a wish of another browser changes none.
  Browser other(site);
  other.get("/wait?change=yes");
  EXPECT_EQ(other.post("/wait/leave", {}).status, 303);
  EXPECT_EQ(clinic::wait_list(clinic, small.program)->size(), 1u);
  client.language = "fr-CA";
  EXPECT_TRUE(has(text_of(client.get("/wait/told")), "Ce que vous attendez"));
  EXPECT_TRUE(
      has(text_of(client.follow(client.post("/wait/leave", {}))), "Vous n’êtes plus sur la liste"));
  EXPECT_TRUE(clinic::wait_list(clinic, small.program)->empty());
}

}  // namespace
}  // namespace fascia::web
