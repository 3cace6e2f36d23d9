// SPDX-License-Identifier: Apache-2.0
// A visit that one therapist begins and another ends: online, at the desk and in each one's day.
#include "clinic/in_turn.h"

#include "clinic/change_appointment.h"
#include "clinic/due_work.h"
#include "clinic/join_services.h"
#include "store/records.h"
#include "web/staff_site.h"

namespace fascia::web {
namespace {

struct InTurnPages : StaffSite {
  ServiceId stones;

  void SetUp() override {
    StaffSite::SetUp();
    ASSERT_TRUE(clinic::add_staff(
        clinic, small.program, {"ben", "Ben Roy", store::Role::therapist, small.ben, kPassword}));
    store::Service hot = small.service("stones-30", "Hot stones 30", "other");
    hot.minutes = 30;
    hot.price = {5000, "CAD"};
    hot.room_kind = "warm";
    stones = *clinic::edit_service(clinic, small.program, hot);
    ASSERT_TRUE(clinic::edit_room(clinic, small.program, {{}, {}, "Warm room", "warm"}));
    gives(small.ana, {small.deep, small.swedish});
    gives(small.ben, {small.swedish, stones});
  }
  void gives(PractitionerId who, std::vector<ServiceId> services) {
    const auto house = clinic::read_house(clinic, small.program);
    for (store::Practitioner p : house->practitioners)
      if (p.id == who) {
        p.services = services;
        ASSERT_TRUE(clinic::edit_practitioner(clinic, small.program, p));
      }
  }
};

TEST_F(InTurnPages, online_it_is_chosen_held_booked_moved_and_cancelled_as_one_visit) {
  Browser maya(site);
  std::string page = text_of(maya.get("/book?service=deep-tissue-60"));
  EXPECT_TRUE(has(page, "<option value=\"stones-30\">Hot stones 30"));
  ASSERT_EQ(maya.post("/book/then",
                      {{"service", "deep-tissue-60"}, {"practitioner", ""}, {"then", "stones-30"}})
                .status,
            303);
  page = text_of(maya.get("/book?service=deep-tissue-60~stones-30&day=2026-11-24"));
  EXPECT_TRUE(has(page, "one therapist after the other"));
  EXPECT_TRUE(has(page, "$145.00, or $152.25 with GST"));
  EXPECT_TRUE(has(page, "value=\"" + when(1, 15, 15) + "\""));
  EXPECT_TRUE(lacks(page, "value=\"" + when(1, 15, 30) + "\"")) << "not all parts fit";
  EXPECT_TRUE(has(page, "/wait?service=deep-tissue-60~stones-30"));
  auto held = maya.post(
      "/book/hold",
      {{"service", "deep-tissue-60~stones-30"}, {"practitioner", ""}, {"start", when(1, 10)}});
  page = text_of(maya.follow(held));
  EXPECT_TRUE(has(page, "10:00 am Deep tissue 60, with Ana · 11:00 am Hot stones 30, with Ben"));
  EXPECT_TRUE(has(page, "until 8:10 am"));
  auto done = maya.post("/book/details", maya_books("deep-tissue-60~stones-30", when(1, 10)));
  page = text_of(maya.follow(done));
  EXPECT_TRUE(has(page, "Deep tissue 60, then Hot stones 30"));
  EXPECT_TRUE(has(page, "11:00 am Hot stones 30, with Ben"));
  EXPECT_TRUE(has(page, "$145.00, or $152.25 with GST"));
  ASSERT_EQ(visits().size(), 2u);
  std::string path(done.header("Location"));
  path = path.substr(0, path.find('?'));
  const std::string calendar = text_of(maya.get(path + "/appointment.ics"));
  EXPECT_TRUE(has(calendar, "DTEND;TZID=America/Edmonton:20261124T113000")) << calendar;
  page = text_of(maya.get(path + "/move?day=2026-11-25"));
  EXPECT_TRUE(has(page, when(2, 13)));
  EXPECT_TRUE(lacks(page, when(2, 15, 30)));
  ASSERT_EQ(maya.post(path + "/move", {{"start", when(2, 13)}}).status, 303);
  EXPECT_EQ(visits()[0].start, small.at(2, 13));
  EXPECT_EQ(visits()[1].start, small.at(2, 14));
  ASSERT_EQ(maya.post(path + "/cancel", {}).status, 303);
  for (const store::Appointment& part : visits()) EXPECT_EQ(part.status, store::Status::cancelled);
}

TEST_F(InTurnPages, the_desk_books_it_sees_its_parts_and_moves_all_of_them) {
  Browser dora = signed_in("desk");
  const std::string at =
      "/desk/book?service=" + small.deep.text() + "&then=" + stones.text() + "&day=2026-11-24";
  std::string page = text_of(dora.get(at));
  EXPECT_TRUE(has(page, "Another therapist for what comes next"));
  const ServiceId both = clinic.availability.get()->joined.at(0).id;
  auto done = dora.post("/desk/book", {{"service", both.text()},
                                       {"practitioner", ""},
                                       {"practitioner2", ""},
                                       {"day", "2026-11-24"},
                                       {"start", to_rfc3339_utc(small.at(1, 10)) + " "},
                                       {"name", "Maya Roy"},
                                       {"phone", "780 555 0100"}});
  ASSERT_EQ(done.status, 303) << text_of(done);
  ASSERT_EQ(visits().size(), 2u);
  page = text_of(dora.follow(done));
  EXPECT_TRUE(has(page, "More of the same visit:"));
  EXPECT_TRUE(has(page, "href=\"/desk/visit/" + visits()[1].id.text() + "\">11:00 am Hot stones"));
  page = text_of(dora.get("/desk?day=2026-11-24"));
  EXPECT_TRUE(has(page, "then Ben<span class=\"desk-pair-who\">, 11:00 am Hot stones 30<"));
  EXPECT_TRUE(has(page, "first Ana<span"));
  const std::string second = "/desk/visit/" + visits()[1].id.text();
  page = text_of(dora.get(second + "?day=2026-11-25&practitioner=" + small.ben.text()));
  const std::string to = to_rfc3339_utc(small.at(2, 13)) + " " + small.ben.text();
  EXPECT_TRUE(has(page, to)) << "the start of the whole visit";
  ASSERT_EQ(dora.post(second + "/move", {{"to", to}, {"day", "2026-11-25"}}).status, 303);
  EXPECT_EQ(visits()[0].start, small.at(2, 13));
  EXPECT_EQ(visits()[0].practitioner, small.ana);
  EXPECT_EQ(visits()[1].start, small.at(2, 14));
  // Each therapist has their own part in their day.
  Browser ben = signed_in("ben");
  EXPECT_TRUE(has(text_of(ben.get("/treat?day=2026-11-25")), "Hot stones 30"));
}

TEST_F(InTurnPages, the_desk_names_another_therapist_for_what_comes_next) {
  gives(small.ben, {small.deep, small.swedish});
  Browser dora = signed_in("desk");
  (void)dora.get("/desk/book?service=" + small.deep.text() + "&then=" + small.swedish.text() +
                 "&day=2026-11-24");
  const ServiceId both = clinic.availability.get()->joined.at(0).id;
  auto done = dora.post("/desk/book", {{"service", both.text()},
                                       {"practitioner", small.ana.text()},
                                       {"practitioner2", small.ben.text()},
                                       {"day", "2026-11-24"},
                                       {"start", to_rfc3339_utc(small.at(1, 10)) + " "},
                                       {"name", "Maya Roy"},
                                       {"phone", "780 555 0100"}});
  ASSERT_EQ(done.status, 303) << text_of(done);
  ASSERT_EQ(visits().size(), 2u);
  EXPECT_EQ(visits()[0].practitioner, small.ana);
  EXPECT_EQ(visits()[1].practitioner, small.ben);
  EXPECT_EQ(visits()[1].start, small.at(1, 11));
}

TEST_F(InTurnPages, somebody_waits_for_it_and_takes_what_is_kept_with_all_its_therapists) {
  Browser maya(site);
  ASSERT_EQ(maya.post("/book/then",
                      {{"service", "deep-tissue-60"}, {"practitioner", ""}, {"then", "stones-30"}})
                .status,
            303);
  std::string page = text_of(maya.get("/wait?service=deep-tissue-60~stones-30"));
  EXPECT_TRUE(has(page, "value=\"deep-tissue-60~stones-30\" selected"));
  const auto joined = maya.post("/wait", {{"service", "deep-tissue-60~stones-30"},
                                          {"practitioner", ""},
                                          {"from", "2026-11-24"},
                                          {"until", "2026-11-24"},
                                          {"part", "morning"},
                                          {"name", "Maya Roy"},
                                          {"birth_date", "1988-05-04"},
                                          {"email", "maya@example.invalid"}});
  ASSERT_EQ(joined.status, 303) << text_of(joined);
  while (clinic::do_due_work(clinic) > 0) {
  }
  Browser dora = signed_in("desk");
  page = text_of(dora.get("/desk/wait"));
  EXPECT_TRUE(has(page, "Deep tissue 60, then Hot stones 30"));
  EXPECT_TRUE(has(page, ", Ana, Ben"));
  const auto mail = small.store->read([&](store::Connection& c) {
    return store::waiting_messages(c, clinic.tenant, *small.sealer, clinic.now(), 50);
  });
  ASSERT_EQ(mail.size(), 1u);
  const std::string told = mail[0].payload.reveal();
  const auto begin = told.find("/wait/");
  const std::string path = told.substr(begin, told.find('"', begin) - begin);
  page = text_of(maya.get(path));
  EXPECT_TRUE(has(page, "Ana, Ben"));
  EXPECT_TRUE(has(page, "$145.00"));
  const auto taken = maya.post(path + "/yes", {{"policy", "1"}});
  ASSERT_EQ(taken.status, 303) << text_of(taken);
  EXPECT_EQ(visits().size(), 2u);
}

TEST_F(InTurnPages, the_desk_repeats_it_and_calls_about_the_whole_visit_when_one_is_ill) {
  Browser dora = signed_in("desk");
  (void)dora.get("/desk/book?service=" + small.deep.text() + "&then=" + stones.text() +
                 "&day=2026-11-24");
  const ServiceId both = clinic.availability.get()->joined.at(0).id;
  ASSERT_EQ(dora.post("/desk/book", {{"service", both.text()},
                                     {"practitioner", ""},
                                     {"practitioner2", ""},
                                     {"day", "2026-11-24"},
                                     {"start", to_rfc3339_utc(small.at(1, 10)) + " "},
                                     {"name", "Maya Roy"},
                                     {"phone", "780 555 0100"}})
                .status,
            303);
  const AppointmentId second = visits()[1].id;
  const std::string series = "/desk/visit/" + second.text() + "/series";
  EXPECT_TRUE(has(text_of(dora.get("/desk/visit/" + second.text())), series));
  std::string page = text_of(dora.get(series + "?every=1&count=3"));
  EXPECT_TRUE(has(page, "11:00 am Hot stones 30, with Ben"));
  EXPECT_TRUE(has(page, "value=\"2026-12-01\""));
  ASSERT_EQ(
      dora.post(series,
                {{"every", "1"}, {"count", "3"}, {"date", "2026-12-01"}, {"date", "2026-12-08"}})
          .status,
      303);
  EXPECT_EQ(visits().size(), 6u);
  const auto ill =
      dora.post("/desk/reseat", {{"lost", "p" + small.ben.text()}, {"day", "2026-11-24"}});
  ASSERT_EQ(ill.status, 303) << text_of(ill);
  page = text_of(dora.follow(ill));
  EXPECT_TRUE(has(page, "A place was found for 1 of 1."));
  EXPECT_TRUE(has(page,
                  "The whole visit, Wednesday 25 November: 10:00 am Deep tissue 60, with Ana "
                  "· 11:00 am Hot stones 30, with Ben"))
      << page;
  const std::string list(ill.header("Location"));
  ASSERT_EQ(dora.post(list + "/call/" + second.text(), {{"went", "accepted"}}).status, 303);
  EXPECT_EQ(clinic::find_visit(clinic, second, {small.program, {}})->start, small.at(2, 11));
}

TEST_F(InTurnPages, it_is_said_in_french) {
  Browser maya(site);
  maya.language = "fr-CA";
  ASSERT_EQ(maya.post("/book/then",
                      {{"service", "deep-tissue-60"}, {"practitioner", ""}, {"then", "stones-30"}})
                .status,
            303);
  const std::string page =
      text_of(maya.get("/book?service=deep-tissue-60~stones-30&day=2026-11-24"));
  EXPECT_TRUE(has(page, "un thérapeute après l’autre"));
}

}  // namespace
}  // namespace fascia::web
