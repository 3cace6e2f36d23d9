// SPDX-License-Identifier: Apache-2.0
// Several services one after the other in one visit: online, at the desk and in the therapist's
// day.
#include "clinic/join_services.h"
#include "web/staff_site.h"

namespace fascia::web {
namespace {

struct JoinedPages : StaffSite {
  http::Pairs details(const std::string& start) {
    return maya_books("deep-tissue-60~relaxation-60", start);
  }
};

TEST_F(JoinedPages, online_one_more_is_chosen_held_booked_moved_and_cancelled_as_one) {
  Browser maya(site);
  std::string page = text_of(maya.get("/book?service=deep-tissue-60"));
  EXPECT_TRUE(has(page, "Add another treatment right after"));
  EXPECT_TRUE(has(page, "<option value=\"relaxation-60\">Relaxation 60"));
  auto chosen = maya.post("/book/then", {{"service", "deep-tissue-60"},
                                         {"practitioner", small.ana.text()},
                                         {"then", "relaxation-60"}});
  EXPECT_EQ(chosen.header("Location"),
            "/book?service=deep-tissue-60~relaxation-60&practitioner=" + small.ana.text());
  page = text_of(maya.get("/book?service=deep-tissue-60~relaxation-60&day=2026-11-24"));
  EXPECT_TRUE(has(page, "Deep tissue 60, then Relaxation 60, 2 hours"));
  EXPECT_TRUE(has(page, "$190.00, or $199.50 with GST"));
  EXPECT_TRUE(has(page, "href=\"/book?service=deep-tissue-60\">Only Deep tissue 60"));
  EXPECT_TRUE(has(page, "value=\"" + when(1, 14, 45) + "\""));
  EXPECT_TRUE(lacks(page, "value=\"" + when(1, 15) + "\"")) << "not all parts fit";
  auto held = maya.post("/book/hold", {{"service", "deep-tissue-60~relaxation-60"},
                                       {"practitioner", small.ana.text()},
                                       {"start", when(1, 10)}});
  EXPECT_TRUE(has(text_of(maya.follow(held)), "until 8:10 am"));
  Browser other(site, "10.0.0.2");
  page = text_of(other.get("/book?service=relaxation-60&practitioner=" + small.ana.text() +
                           "&day=2026-11-24"));
  EXPECT_TRUE(lacks(page, "value=\"" + when(1, 11) + "\"")) << "the hold covers the second part";
  auto done = maya.post("/book/details", details(when(1, 10)));
  page = text_of(maya.follow(done));
  EXPECT_TRUE(has(page, "This time is kept for you"));
  EXPECT_TRUE(has(page, "10:00 am Deep tissue 60 · 11:00 am Relaxation 60"));
  ASSERT_EQ(visits().size(), 1u);
  EXPECT_EQ(visits()[0].price.cents, 19000);
  std::string path(done.header("Location"));
  path = path.substr(0, path.find('?'));
  page = text_of(maya.get(path + "/move?day=2026-11-25"));
  EXPECT_TRUE(has(page, when(2, 13)));
  EXPECT_TRUE(lacks(page, when(2, 15)));
  ASSERT_EQ(maya.post(path + "/move", {{"start", when(2, 13)}}).status, 303);
  EXPECT_EQ((visits()[0].busy_until - small.at(2, 13)).value, 135 * 60);
  ASSERT_EQ(maya.post(path + "/cancel", {}).status, 303);
  EXPECT_EQ(visits()[0].status, store::Status::cancelled);
}

TEST_F(JoinedPages, online_says_it_in_french_and_refuses_what_cannot_be_one_visit) {
  store::Service warm = small.service("warm-15", "Warm 15", "swedish");
  warm.minutes = 15;
  const ServiceId warm_id = *clinic::edit_service(clinic, small.program, warm);
  const auto house = clinic::read_house(clinic, small.program);
  for (store::Practitioner p : house->practitioners) {
    p.services.push_back(warm_id);
    ASSERT_TRUE(clinic::edit_practitioner(clinic, small.program, p));
  }
  Browser maya(site);
  maya.language = "fr-CA";
  auto then = [&](const std::string& first, const std::string& next) {
    return maya.post("/book/then", {{"service", first}, {"practitioner", ""}, {"then", next}});
  };
  std::string page = text_of(maya.get("/book?service=deep-tissue-60"));
  EXPECT_TRUE(has(page, "Ajouter un autre soin juste après"));
  ASSERT_EQ(then("deep-tissue-60", "relaxation-60").status, 303);
  page = text_of(maya.get("/book?service=deep-tissue-60~relaxation-60"));
  EXPECT_TRUE(has(page, "Deep tissue 60, puis Relaxation 60"));
  EXPECT_TRUE(has(page, "Seulement Deep tissue 60"));
  auto too_long = then("deep-tissue-60~relaxation-60", "relaxation-60");
  EXPECT_EQ(too_long.status, 422);
  EXPECT_TRUE(has(text_of(too_long), "plus de 150 minutes"));
  ASSERT_EQ(then("deep-tissue-60~relaxation-60", "warm-15").status, 303);
  const std::string three = "deep-tissue-60~relaxation-60~warm-15";
  EXPECT_TRUE(
      lacks(text_of(maya.get("/book?service=" + three)), "Ajouter un autre soin juste après"));
  auto fourth = then(three, "relaxation-60");
  EXPECT_EQ(fourth.status, 422);
  EXPECT_TRUE(has(text_of(fourth), "jusqu’à 3 services"));
  auto unknown = then("deep-tissue-60", "nothing");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_TRUE(has(text_of(unknown), "Cette visite n’existe pas"));
  page = text_of(maya.get("/book"));
  EXPECT_TRUE(lacks(page, "puis")) << "the list is of services by themselves";
}

TEST_F(JoinedPages, reading_a_page_keeps_nothing) {
  Browser maya(site);
  const std::int64_t version = clinic.availability.get()->location.version;
  maya.get("/book?service=deep-tissue-60&then=relaxation-60");
  maya.get("/book?service=deep-tissue-60~relaxation-60");
  EXPECT_TRUE(clinic.availability.get()->joined.empty());
  EXPECT_EQ(clinic.availability.get()->location.version, version);
  // Nor does a form from elsewhere, which has no token of this browser.
  Browser other(site, "10.0.0.2");
  auto forged = other.post("/book/then", {{"token", "wrong"},
                                          {"service", "deep-tissue-60"},
                                          {"practitioner", ""},
                                          {"then", "relaxation-60"}});
  EXPECT_NE(forged.status, 303);
  EXPECT_TRUE(clinic.availability.get()->joined.empty());
}

TEST_F(JoinedPages, who_had_its_page_open_for_long_still_gets_the_time) {
  Browser maya(site);
  auto held = maya.post("/book/hold", {{"service", "deep-tissue-60~relaxation-60"},
                                       {"practitioner", small.ana.text()},
                                       {"start", when(1, 10)}});
  EXPECT_TRUE(has(text_of(maya.follow(held)), "until 8:10 am"));
  EXPECT_EQ(clinic.availability.get()->joined.size(), 1u);
}

TEST_F(JoinedPages, R33_the_desk_books_one_after_the_other_and_all_see_one_visit) {
  Browser desk = signed_in("desk");
  std::string page = text_of(desk.get("/desk/book?day=2026-11-24"));
  EXPECT_TRUE(has(page, "Right after it"));
  EXPECT_TRUE(lacks(page, "name=\"then2\""));
  const std::string path =
      "/desk/book?day=2026-11-24&service=" + small.deep.text() + "&then=" + small.swedish.text();
  page = text_of(desk.get(path));
  EXPECT_TRUE(has(page, "name=\"then2\""));
  EXPECT_TRUE(has(page, to_rfc3339_utc(small.at(1, 14, 45))));
  EXPECT_TRUE(lacks(page, to_rfc3339_utc(small.at(1, 15))));
  const ServiceId both = clinic.availability.get()->joined.at(0).id;
  EXPECT_TRUE(has(page, "name=\"service\" value=\"" + both.text() + "\""));
  auto booked = desk.post("/desk/book", {{"service", both.text()},
                                         {"practitioner", small.ana.text()},
                                         {"day", "2026-11-24"},
                                         {"client", ""},
                                         {"name", "Maya Roy"},
                                         {"birth_date", "1988-05-04"},
                                         {"email", "maya@example.invalid"},
                                         {"phone", ""},
                                         {"start", to_rfc3339_utc(small.at(1, 10))}});
  ASSERT_EQ(booked.status, 303) << text_of(booked);
  page = text_of(desk.follow(booked));
  EXPECT_TRUE(has(page, "Deep tissue 60, then Relaxation 60"));
  EXPECT_TRUE(has(page, "10:00 am Deep tissue 60 · 11:00 am Relaxation 60"));
  page = text_of(desk.get("/desk?day=2026-11-24"));
  EXPECT_EQ(count_of(page, ">Deep tissue 60, then Relaxation 60<"), 1u);
  Browser ana = signed_in("ana");
  page = text_of(ana.get("/treat?day=2026-11-24"));
  EXPECT_TRUE(has(page, "Deep tissue 60, then Relaxation 60"));
  page = text_of(ana.get("/treat/" + visits()[0].id.text()));
  EXPECT_TRUE(has(page, "10:00 am Deep tissue 60 · 11:00 am Relaxation 60"));
}

TEST_F(JoinedPages, the_desk_is_told_which_services_make_no_one_visit) {
  store::Service gym = small.service("gym-30", "Gym 30", "other");
  gym.room_kind = "gym";
  const ServiceId elsewhere = *clinic::edit_service(clinic, small.program, gym);
  Browser desk = signed_in("desk");
  auto refused = desk.get("/desk/book?day=2026-11-24&service=" + small.deep.text() +
                          "&then=" + elsewhere.text());
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "id=\"then-error\""));
  const std::string page = text_of(refused);
  EXPECT_TRUE(has(page, "Nobody here gives one of these"));
  // What was chosen stays, and no times are shown for the first alone.
  EXPECT_TRUE(has(page, "<option value=\"" + small.deep.text() + "\" selected"));
  EXPECT_TRUE(has(page, "<option value=\"" + elsewhere.text() + "\" selected"));
  EXPECT_TRUE(lacks(page, "name=\"start\""));
}

TEST_F(JoinedPages, R33_for_two_people_the_desk_keeps_all_that_one_of_them_chose) {
  Browser desk = signed_in("desk");
  auto two = desk.get("/desk/book?day=2026-11-24&two=yes&service=" + small.deep.text() +
                      "&then=" + small.swedish.text());
  ASSERT_EQ(two.status, 303);
  ASSERT_EQ(clinic.availability.get()->joined.size(), 1u);
  const std::string both = clinic.availability.get()->joined[0].id.text();
  EXPECT_TRUE(has(std::string(two.header("Location")), "service=" + both));
  EXPECT_TRUE(has(text_of(desk.follow(two)),
                  "<option value=\"" + both + "\" selected>Deep tissue 60, then"));
}

TEST_F(JoinedPages, a_visit_whose_part_has_other_minutes_now_says_its_parts_without_the_clock) {
  Browser desk = signed_in("desk");
  const ServiceId both = *clinic::join_services(clinic, {}, {small.deep, small.swedish});
  auto in = small.booking(small.at(1, 10), "k");
  in.service = both;
  auto booked = clinic::book_appointment(clinic, in);
  ASSERT_TRUE(booked);
  const std::string path = "/desk/visit/" + booked->appointment.id.text();
  EXPECT_TRUE(has(text_of(desk.get(path)), "11:00 am Relaxation 60"));
  store::Service part = *clinic.availability.get()->service(small.deep);
  part.minutes = 75;
  ASSERT_TRUE(clinic::edit_service(clinic, small.program, part));
  const std::string page = text_of(desk.get(path));
  EXPECT_TRUE(lacks(page, "11:15 am"));
  EXPECT_TRUE(has(page, "Deep tissue 60 · Relaxation 60"));
}

TEST_F(JoinedPages, the_owners_lists_and_the_front_page_have_services_by_themselves) {
  ASSERT_TRUE(clinic::join_services(clinic, {}, {small.deep, small.swedish}));
  Browser owner = signed_in("owner");
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/services")), ", then "));
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/therapist/" + small.ana.text())), ", then "));
  EXPECT_TRUE(lacks(text_of(owner.get("/")), ", then "));
}

}  // namespace
}  // namespace fascia::web
