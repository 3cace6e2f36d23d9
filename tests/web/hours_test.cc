// SPDX-License-Identifier: Apache-2.0
// Time off at the desk, what a therapist keeps otherwise than the clinic, and lengths of one thing.
#include "clinic/booking_limits.h"
#include "clinic/change_appointment.h"
#include "clinic/therapist_rules.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

struct HoursPages : ::testing::Test {
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  clinic::Clinic& clinic = *small.clinic;

  void SetUp() override {
    for (auto [name, role] :
         {std::pair("desk", store::Role::desk), {"tess", store::Role::therapist}})
      ASSERT_TRUE(clinic::add_staff(
          clinic, small.program,
          {name, name, role, role == store::Role::therapist ? small.ana : PractitionerId{},
           kPassword}));
  }
  static void sign_in(Browser& browser, const std::string& name) {
    browser.get("/sign-in");
    EXPECT_EQ(browser.post("/sign-in", {{"name", name}, {"password", kPassword}}).status, 303);
  }
  AppointmentId book(Instant start) {
    auto in = small.booking(start, to_rfc3339_utc(start));
    in.practitioner = small.ana;
    auto booked = clinic::book_appointment(clinic, in);
    EXPECT_TRUE(booked);
    return booked ? booked->appointment.id : AppointmentId{};
  }
};

TEST_F(HoursPages, R20_R37_the_desk_enters_hours_off_and_is_led_to_the_visits_in_them) {
  const AppointmentId id = book(small.at(1, 13));
  Browser desk(site);
  sign_in(desk, "desk");
  EXPECT_EQ(desk.get("/owner/hours").status, 403);
  EXPECT_TRUE(has(text_of(desk.get("/desk?day=2026-11-24")), "href=\"/desk/away\""));
  EXPECT_TRUE(has(text_of(desk.get("/desk/away")), "Nobody is away."));
  auto bad = desk.post("/desk/away", {{"away_practitioner", small.ana.text()},
                                      {"away_from", "2026-11-24T17:00"},
                                      {"away_until", "2026-11-24T12:00"}});
  EXPECT_EQ(bad.status, 422);
  EXPECT_TRUE(has(text_of(bad), "The end is before the beginning."));
  EXPECT_TRUE(has(text_of(bad), "value=\"2026-11-24T17:00\""));  // what was typed stays
  EXPECT_EQ(desk.post("/desk/away", {{"away_from", "2026-11-24T12:00"}}).status, 422);
  std::string page =
      text_of(desk.follow(desk.post("/desk/away", {{"away_practitioner", small.ana.text()},
                                                   {"away_from", "2026-11-24T12:00"},
                                                   {"away_until", "2026-11-24T17:00"}})));
  for (const char* part : {"The time off is entered.", "Visits outside the hours",
                           "1:00 pm Maya Roy", "Relaxation 60", "name=\"hours\" value=\"yes\""})
    EXPECT_TRUE(has(page, part));
  EXPECT_TRUE(has(text_of(desk.get("/desk")), "1 visit is outside the hours"));
  page = text_of(desk.follow(
      desk.post("/desk/reseat",
                {{"lost", "p" + small.ana.text()}, {"day", "2026-11-24"}, {"hours", "yes"}})));
  EXPECT_TRUE(has(page, "does not work at these times any more"));
  EXPECT_TRUE(has(page, "A place was found for 1 of 1."));
  EXPECT_TRUE(lacks(page, "comes after all"));
  ASSERT_TRUE(clinic::cancel_appointment(clinic, id, {small.program, {}}));
  page = text_of(desk.get("/desk/away"));
  EXPECT_TRUE(lacks(page, "Visits outside the hours"));
  auto ahead = clinic::time_off_ahead(clinic, small.program);
  ASSERT_EQ(ahead->size(), 1u);
  page =
      text_of(desk.follow(desk.post("/desk/away/remove", {{"away", id_text(ahead->front().id)}})));
  EXPECT_TRUE(has(page, "The time off is taken away."));
  EXPECT_TRUE(has(page, "Nobody is away."));
}

TEST_F(HoursPages, time_off_that_is_over_or_cannot_be_read_is_refused) {
  Browser desk(site);
  sign_in(desk, "desk");
  http::Pairs off{{"away_practitioner", small.ana.text()},
                  {"away_from", "2026-11-21T00:00"},
                  {"away_until", "2026-11-22T00:00"}};
  auto refused = desk.post("/desk/away", off);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#away_until\""));
  off.back().second = "2026-11-25T00:00";  // begun, and not over
  EXPECT_EQ(desk.post("/desk/away", off).status, 303);
  EXPECT_EQ(desk.post("/desk/away/remove", {{"away", "abc"}}).status, 404);
  EXPECT_EQ(clinic::time_off_ahead(clinic, small.program)->size(), 1u);
}

TEST_F(HoursPages, R20_therapists_enter_no_time_off_and_the_desk_takes_no_closed_day_away) {
  Browser therapist(site);
  sign_in(therapist, "tess");
  EXPECT_EQ(therapist.get("/desk/away").status, 403);
  EXPECT_TRUE(lacks(text_of(therapist.get("/desk")), "/desk/away"));
  ASSERT_TRUE(clinic::add_time_off(clinic, small.program,
                                   {{}, {small.monday + 3, 0}, {small.monday + 4, 0}}, "Fair"));
  Browser desk(site);
  sign_in(desk, "desk");
  std::string page = text_of(desk.get("/desk/away"));
  EXPECT_TRUE(has(page, "Fair"));
  EXPECT_TRUE(lacks(page, "action=\"/desk/away/remove\""));
  auto ahead = clinic::time_off_ahead(clinic, small.program);
  EXPECT_EQ(desk.post("/desk/away/remove", {{"away", id_text(ahead->front().id)}}).status, 403);
}

TEST_F(HoursPages, R33_an_owner_sets_own_minutes_and_a_week_of_one_therapist_on_a_page) {
  Browser owner(site);
  sign_in(owner, "owner");
  const std::string path = "/owner/therapist/" + small.ana.text() + "/own";
  EXPECT_TRUE(has(text_of(owner.get("/owner/therapist/" + small.ana.text())), path));
  EXPECT_TRUE(has(text_of(owner.get(path)), "The minutes of each visit type hold."));
  auto bad =
      owner.post(path + "/around",
                 {{"own_service", small.swedish.text()}, {"own_before", "7"}, {"own_after", "30"}});
  EXPECT_EQ(bad.status, 422);
  EXPECT_TRUE(has(text_of(bad), "id=\"own_before-error\""));
  std::string page = text_of(owner.follow(owner.post(
      path + "/around",
      {{"own_service", small.swedish.text()}, {"own_before", "10"}, {"own_after", "30"}})));
  EXPECT_TRUE(has(page, "10 minutes before, 30 minutes after"));
  EXPECT_EQ(schedule::around(clinic.availability.get()->times, small.swedish, small.ana),
            (schedule::Around{10, 30}));
  page = text_of(
      owner.follow(owner.post(path + "/around/remove", {{"own_service", small.swedish.text()}})));
  EXPECT_TRUE(has(page, "The minutes of each visit type hold."));
  bad = owner.post(path + "/week", {{"week_minutes", "lots"}, {"week_deep_minutes", ""}});
  EXPECT_EQ(bad.status, 422);
  EXPECT_TRUE(has(text_of(bad), "id=\"week_minutes-error\""));
  page = text_of(owner.follow(
      owner.post(path + "/week", {{"week_minutes", "1200"}, {"week_deep_minutes", ""}})));
  EXPECT_TRUE(has(page, "name=\"week_minutes\" type=\"text\" value=\"1200\""));
  EXPECT_EQ(clinic.availability.get()->times.practitioners.front().week.minutes, 1200);
}

TEST_F(HoursPages, R32_weekly_limits_and_a_clients_are_set_on_the_page_of_limits) {
  Browser owner(site);
  sign_in(owner, "owner");
  auto kept = clinic::read_booking_limits(clinic, small.program);
  http::Pairs form{{"lead_minutes", "120"},        {"horizon_days", "92"},
                   {"deep_minutes_a_day", "240"},  {"rest_minutes", "0"},
                   {"deep_minutes_a_week", "900"}, {"hands_on_minutes_a_week", "1500"},
                   {"client_deep_week", "2"}};
  owner.follow(owner.post("/owner/limits", form));
  kept = clinic::read_booking_limits(clinic, small.program);
  EXPECT_EQ(kept->deep_minutes_a_week, 900);
  EXPECT_EQ(kept->hands_on_minutes_a_week, 1500);
  EXPECT_EQ(kept->client_deep_week, 2);
  form.back().second = "20";
  auto bad = owner.post("/owner/limits", form);
  EXPECT_EQ(bad.status, 422);
  EXPECT_TRUE(has(text_of(bad), "id=\"client_deep_week-error\""));
}

TEST_F(HoursPages, lengths_of_one_thing_are_one_choice_online_and_at_the_desk) {
  store::Service longer = small.service("deep-tissue-90", "Deep tissue 90", "deep");
  longer.minutes = 90;
  longer.price = {13500, "CAD"};
  const ServiceId ninety = *clinic::edit_service(clinic, small.program, longer);
  Browser owner(site), client(site, "10.0.0.2"), desk(site, "10.0.0.3");
  sign_in(owner, "owner");
  std::string page = text_of(client.get("/book"));
  EXPECT_EQ(count_of(page, "<a class=\"choice-card\""), 3u);
  for (ServiceId id : {small.deep, ninety})
    ASSERT_TRUE(clinic::set_service_group(clinic, small.program,
                                          {id, "Deep tissue massage", "Massage profond"}));
  EXPECT_TRUE(has(text_of(owner.get("/owner/service/" + ninety.text())),
                  "name=\"group_en\" type=\"text\" value=\"Deep tissue massage\""));
  page = text_of(client.get("/book"));
  EXPECT_EQ(count_of(page, "<a class=\"choice-card\""), 1u);  // relaxation
  EXPECT_TRUE(has(page, "<h2 class=\"choice-name\">Deep tissue massage</h2>"));
  EXPECT_TRUE(has(page, "href=\"/book?service=deep-tissue-90\""));
  EXPECT_TRUE(has(page, "$135.00"));
  page = text_of(client.get("/book?service=deep-tissue-60"));
  EXPECT_TRUE(has(page, "How long?"));
  EXPECT_TRUE(has(page, "href=\"/book?service=deep-tissue-90\""));
  EXPECT_TRUE(lacks(text_of(client.get("/book?service=relaxation-60")), "How long?"));
  client.language = "fr-CA";
  EXPECT_TRUE(has(text_of(client.get("/book")), "Massage profond"));
  EXPECT_TRUE(has(text_of(client.get("/")), "Massage profond"));
  sign_in(desk, "desk");
  page = text_of(desk.get("/desk/book"));
  EXPECT_TRUE(has(page, "<optgroup label=\"Deep tissue massage\">"));
  EXPECT_TRUE(has(page, "Deep tissue massage, 90 minutes, $135.00"));
  EXPECT_EQ(count_of(page, "<optgroup"), count_of(page, "</optgroup>"));
  // The form of the service keeps the name, and an empty one takes it out.
  const store::Service now = *clinic.availability.get()->service(ninety);
  owner.follow(owner.post("/owner/service/" + ninety.text(), {{"name_en", now.name_en},
                                                              {"name_fr", now.name_fr},
                                                              {"kind", "deep"},
                                                              {"minutes", "90"},
                                                              {"price", "135"},
                                                              {"before_minutes", "0"},
                                                              {"after_minutes", "15"},
                                                              {"grid_minutes", "15"},
                                                              {"online", "yes"},
                                                              {"active", "yes"},
                                                              {"group_en", ""},
                                                              {"group_fr", ""}}));
  EXPECT_EQ(clinic.availability.get()->group_of(ninety), nullptr);
}

}  // namespace
}  // namespace fascia::web
