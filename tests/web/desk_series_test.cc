// SPDX-License-Identifier: Apache-2.0
// A visit that comes again, at the desk.
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

TEST(SeriesPages, the_days_are_shown_first_and_then_booked_moved_and_cancelled) {
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  clinic::Clinic& clinic = *small.clinic;
  ASSERT_TRUE(clinic::add_staff(clinic, small.program,
                                {"desk", "Dora Desk", store::Role::desk, {}, "a long password"}));
  Browser desk(site);
  desk.get("/sign-in");
  desk.post("/sign-in", {{"name", "desk"}, {"password", "a long password"}});
  auto in = small.booking(small.at(1, 10), "k");
  in.practitioner = small.ana;
  auto booked = clinic::book_appointment(clinic, in);
  ASSERT_TRUE(booked);
  auto rival = small.booking(small.at(15, 10), "rival");
  rival.client.name = "Rival Ray";
  rival.practitioner = small.ana;
  ASSERT_TRUE(clinic::book_appointment(clinic, rival));
  std::string path = "/desk/visit/" + booked->appointment.id.text() + "/series";
  EXPECT_TRUE(has(text_of(desk.get("/desk/visit/" + booked->appointment.id.text())), path));
  std::string page = text_of(desk.get(path + "?every=1&count=3&until="));
  EXPECT_TRUE(has(page, "Tuesday 1 December, 10:00 am"));
  EXPECT_TRUE(has(page, "1 of them cannot be booked"));
  EXPECT_TRUE(has(page, ">taken<"));
  EXPECT_TRUE(has(page, "Free near it:"));
  EXPECT_TRUE(has(page, "practitioner=" + small.ana.text() +
                            "&amp;day=2026-12-08&amp;client=" + booked->client.id.text()));
  EXPECT_TRUE(has(page, "<code>RRULE:FREQ=WEEKLY;COUNT=3</code>"));
  // The rule of another calendar: every second Tuesday, three times.
  page = text_of(desk.get(path + "?rule=RRULE:FREQ%3DWEEKLY;INTERVAL%3D2;COUNT%3D3;BYDAY%3DTU"));
  EXPECT_TRUE(has(page, "Tuesday 8 December, 10:00 am"));
  EXPECT_TRUE(has(page, "Tuesday 22 December, 10:00 am"));
  EXPECT_TRUE(lacks(page, "Tuesday 1 December, 10:00 am"));
  EXPECT_TRUE(has(page, "<code>RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU</code>"));
  for (const char* rule : {"FREQ%3DDAILY;COUNT%3D3", "FREQ%3DWEEKLY;COUNT%3D3;BYDAY%3DWE", "junk"})
    EXPECT_TRUE(has(text_of(desk.get(path + "?rule=" + rule)), "href=\"#rule\"")) << rule;
  auto all = desk.post(
      path, {{"every", "1"}, {"count", "3"}, {"date", "2026-12-01"}, {"date", "2026-12-08"}});
  EXPECT_EQ(all.status, 409);
  page = text_of(
      desk.follow(desk.post(path, {{"every", "1"}, {"count", "3"}, {"date", "2026-12-01"}})));
  EXPECT_TRUE(has(page, "The visits of this series"));
  EXPECT_EQ(desk.get(path + "?every=1&count=500").status, 422);
  page = text_of(desk.get(path + "?to_day=2026-11-25&to_time=13:00"));
  EXPECT_TRUE(has(page, "Wednesday 2 December, 1:00 pm"));
  page = text_of(
      desk.follow(desk.post(path + "/move", {{"to_day", "2026-11-25"}, {"to_time", "13:00"}})));
  EXPECT_TRUE(has(page, "Wednesday 2 December, 1:00 pm"));
  page = text_of(desk.follow(desk.post(path + "/cancel", {})));
  EXPECT_TRUE(has(page, "cancelled"));
  EXPECT_EQ(desk.post(path + "/cancel", {}).status, 409);
}

// R36: the box begins ticked where the same words were agreed to for the first visit.
TEST(SeriesPages, R36_the_policy_is_read_out_for_the_visits_that_are_added) {
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  clinic::Clinic& clinic = *small.clinic;
  const store::Charge half{store::Charge::Kind::share, 50};
  ASSERT_TRUE(clinic::edit_policy(clinic, small.program, {24, "", "", half, half, {}}));
  ASSERT_TRUE(clinic::add_staff(clinic, small.program,
                                {"desk", "Dora Desk", store::Role::desk, {}, "a long password"}));
  Browser desk(site);
  desk.get("/sign-in");
  desk.post("/sign-in", {{"name", "desk"}, {"password", "a long password"}});
  auto path_of = [&](int day, bool agrees) {
    auto in = small.booking(small.at(day, 10), std::to_string(day));
    in.practitioner = small.ana;
    if (agrees) in.policy = clinic::AgreedPolicy{2, "the words"};
    auto booked = clinic::book_appointment(clinic, in);
    EXPECT_TRUE(booked);
    return "/desk/visit/" + booked->appointment.id.text() + "/series";
  };
  const std::string agreed = path_of(1, true), silent = path_of(2, false);
  std::string page = text_of(desk.get(silent + "?every=1&count=2&until="));
  EXPECT_TRUE(has(page, "<dt>If you cancel late</dt><dd>$47.50</dd>"));
  EXPECT_TRUE(has(page, "name=\"policy\" value=\"yes\">"));
  page = text_of(desk.get(agreed + "?every=1&count=2&until="));
  EXPECT_TRUE(has(page, "name=\"policy\" value=\"yes\" checked>"));
  http::Pairs form{{"every", "1"},
                   {"count", "2"},
                   {"date", "2026-12-01"},
                   {"policy_version", "1"},
                   {"policy", "yes"}};
  auto stale = desk.post(agreed, form);
  EXPECT_EQ(stale.status, 409);
  EXPECT_TRUE(has(text_of(stale), "href=\"#policy\""));
  form[3].second = "2";
  page = text_of(desk.follow(desk.post(agreed, form)));
  auto visits = small.store->read([&](store::Connection& c) {
    return store::list_appointments(c, clinic.tenant, small.at(7, 0), small.at(9, 0));
  });
  ASSERT_EQ(visits.size(), 1u);
  EXPECT_TRUE(has(text_of(desk.get("/desk/visit/" + visits[0].id.text())),
                  "Version 2, read out and agreed to on"));
}

}  // namespace
}  // namespace fascia::web
