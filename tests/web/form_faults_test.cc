// SPDX-License-Identifier: Apache-2.0
// A form that comes back tells all its faults at once, each with its field's own label and beside
// the field, and what was typed stays.
#include "clinic/book_couple.h"
#include "clinic/wait_list.h"
#include "web/desk_site.h"
#include "web/told_faults.h"

namespace fascia::web {
namespace {

using Lines = std::vector<std::string>;

class FormFaults : public DeskSite {
 protected:
  // The page that came back, refused.
  std::string refused(Browser& browser, const std::string& path, const http::Pairs& form) {
    auto answer = browser.post(path, form);
    EXPECT_EQ(answer.status, 422) << path;
    return text_of(answer);
  }
};

const std::string kName = "Write a name.", kNom = "Écrivez un nom.",
                  kBorn = "Write the birth date as year, month, day, such as 1988-05-04.",
                  kPhone = "Write a phone number with 3 to 15 digits, such as 780 555 0100.",
                  kReach = "Write an e-mail address or a phone number. One of the two is enough.",
                  kMinutes = "Write minutes in steps of 5, within the range that the page shows.",
                  kDay = "Write a day as year, month, day, such as 2026-11-24.",
                  kClock = "Write a time from 0:00 to 24:00, such as 9:30.";

TEST_F(FormFaults, of_a_booking_at_the_desk) {
  const http::Pairs form{{"service", small.deep.text()},
                         {"day", "2026-11-24"},
                         {"name", " "},
                         {"birth_date", "1988-13-44"},
                         {"phone", "12"}};
  const std::string page = refused(desk, "/desk/book", form);
  EXPECT_EQ(told_faults(page), (Lines{"name> Full name: " + kName,
                                      "birth_date> Birth date: " + kBorn, "phone> Phone: " + kPhone,
                                      "start> Free on Tuesday 24 November: Choose a time."}));
  for (const char* kept : {"value=\"1988-13-44\"", "value=\"12\"", "id=\"phone-error\"",
                           "aria-describedby=\"start-error\""})
    EXPECT_TRUE(has(page, kept));
  desk.language = "fr-CA";
  const Lines french = told_faults(refused(desk, "/desk/book", form));
  ASSERT_EQ(french.size(), 4u);
  EXPECT_EQ(french[0], "name> Nom complet\u00a0: " + kNom);
}

TEST_F(FormFaults, of_somebody_at_the_door) {
  const std::string page =
      refused(desk, "/desk/walk-in", {{"birth_date", "4 May"}, {"email", "maya"}});
  EXPECT_EQ(told_faults(page),
            (Lines{"service> Which visit? There is no such visit. Choose one from the list.",
                   "name> Full name: " + kName, "birth_date> Birth date: " + kBorn,
                   "email> E-mail: The e-mail address needs an @, as in name@example.org."}));
  EXPECT_TRUE(has(page, "value=\"4 May\""));
  EXPECT_TRUE(has(page, "value=\"maya\""));
}

TEST_F(FormFaults, of_a_wish_for_the_wait_list) {
  client.get("/wait?service=relaxation-60");
  const http::Pairs form{{"service", "relaxation-60"},
                         {"from", "soon"},
                         {"until", "2026-11-01"},
                         {"birth_date", "1980"},
                         {"weekday", "3"}};
  const std::string page = refused(client, "/wait", form);
  EXPECT_EQ(told_faults(page),
            (Lines{"from> From which day? " + kDay,
                   "until> Until which day? The last day must be after the first one, and within "
                   "six months.",
                   "name> Name of the person who comes: " + kName,
                   "birth_date> Their birth date: " + kBorn, "email> E-mail: " + kReach}));
  EXPECT_TRUE(has(page, "value=\"soon\""));
  EXPECT_TRUE(has(page, "value=\"3\" checked"));
  EXPECT_TRUE(clinic::wait_list(clinic, small.program)->empty());
  client.language = "fr-CA";
  EXPECT_EQ(told_faults(refused(client, "/wait", form)).size(), 5u);
}

TEST_F(FormFaults, of_two_people_name_whose_they_are) {
  small.first_room_has_two_tables();
  ASSERT_TRUE(clinic::allow_couples_online(clinic, small.program, true));
  const http::Pairs form{{"service", "relaxation-60"},
                         {"service2", "relaxation-60"},
                         {"start", when(1, 10)},
                         {"key", "one"},
                         {"policy", "1"},
                         {"name2", "Lou Roy"},
                         {"birth_date2", "1988-13-44"}};
  const std::string link =
      "Each person needs an e-mail address for their own link. Without one, please call us.";
  const std::string page = refused(client, "/book/two", form);
  EXPECT_EQ(
      told_faults(page),
      (Lines{"name> You, Full name: " + kName, "birth_date> You, Birth date: " + kBorn,
             "email> You, E-mail: " + link, "birth_date2> The other person, Birth date: " + kBorn,
             "email2> The other person, E-mail: " + link}));
  EXPECT_TRUE(has(page, "value=\"Lou Roy\""));
  EXPECT_TRUE(has(page, "value=\"1988-13-44\""));
  client.language = "fr-CA";
  const Lines french = told_faults(refused(client, "/book/two", form));
  ASSERT_EQ(french.size(), 5u);
  EXPECT_EQ(french[0], "name> Vous, Nom complet\u00a0: " + kNom);
  EXPECT_TRUE(visits().empty());
  // At the desk each person is one of the two.
  EXPECT_EQ(told_faults(refused(desk, "/desk/book-two",
                                {{"service", small.deep.text()},
                                 {"service2", small.deep.text()},
                                 {"day", "2026-11-24"},
                                 {"name", "Maya Roy"},
                                 {"email", "maya@example.invalid"}})),
            (Lines{"name2> Second person, Full name: " + kName,
                   "email2> Second person, E-mail: " + kReach,
                   "start> Both free on Tuesday 24 November: Choose a time."}));
}

TEST_F(FormFaults, of_the_details_of_a_visit) {
  const std::string page = refused(client, "/book/details",
                                   {{"service", "relaxation-60"},
                                    {"start", when(1, 10)},
                                    {"key", "one"},
                                    {"policy", "1"},
                                    {"for_whom", "other"},
                                    {"birth_date", "4 May"},
                                    {"phone", "12"}});
  EXPECT_EQ(told_faults(page).size(), 4u);
  for (const char* line :
       {">Name of the person who comes: Write", ">Their birth date: Write", ">Phone: Write"})
    EXPECT_TRUE(has(page, line));
  EXPECT_TRUE(has(page, "value=\"4 May\""));
  EXPECT_TRUE(has(page, "id=\"booked_by-error\""));
}

TEST_F(FormFaults, of_who_the_questions_are_for) {
  const Lines lines = told_faults(refused(client, "/assess", {{"birth_day", "44"}}));
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0], "for_whom> The visit is for: Choose one of the answers.");
  EXPECT_EQ(lines[1],
            "birth_day> Date of birth of that person: Write the day, the month and the year of "
            "birth.");
  EXPECT_TRUE(lines[2].starts_with("consent> ")) << lines[2];
}

TEST_F(FormFaults, of_the_owners_forms) {
  Browser owner = signed_in("owner");
  EXPECT_EQ(told_faults(refused(owner, "/owner/staff", {{"role", "therapist"}})),
            (Lines{"name> Name: " + kName,
                   "sign_in> Sign-in name: A sign-in name has 2 to 40 characters: letters a to z, "
                   "digits, dots and dashes.",
                   "practitioner> Which therapist is it? Choose the therapist whom this sign-in "
                   "belongs to."}));

  std::string page = refused(owner, "/owner/service/new",
                             {{"name_fr", "Dos"},
                              {"kind", "deep"},
                              {"minutes", "an hour"},
                              {"before_minutes", "0"},
                              {"after_minutes", "7"},
                              {"grid_minutes", "15"},
                              {"price", "cheap"},
                              {"visits_a_day", "0"},
                              {"clients", "all"},
                              {"room_kind", "treatment"}});
  const Lines service = told_faults(page);
  ASSERT_EQ(service.size(), 4u);
  EXPECT_TRUE(service[0].starts_with("name_en> ") && service[0].ends_with(": " + kName));
  EXPECT_TRUE(service[1].starts_with("minutes> ") && service[1].ends_with(": " + kMinutes));
  EXPECT_TRUE(service[2].starts_with("price> "));
  EXPECT_TRUE(service[3].starts_with("after_minutes> "));
  for (const char* kept : {"value=\"an hour\"", "value=\"cheap\"", "value=\"Dos\""})
    EXPECT_TRUE(has(page, kept));

  EXPECT_EQ(told_faults(refused(owner, "/owner/rooms",
                                {{"kind", "A room"}, {"turnover_minutes", "x"}, {"tables", "9"}}))
                .size(),
            4u);
  // A room of the list says it in its own row, and the form below begins anew.
  const std::string id = clinic.availability.get()->rooms.front().id.text();
  page =
      refused(owner, "/owner/rooms",
              {{"room", id}, {"room_name", ""}, {"room_kind", "treatment"}, {"room_tables", "9"}});
  EXPECT_EQ(told_faults(page),
            (Lines{"room-" + id + "> Name of the room: " + kName,
                   "tables-" + id + "> Tables: Give a whole number from 1 to 4, in steps of 1."}));
  EXPECT_TRUE(has(page, "id=\"tables-" + id + "-error\""));
  EXPECT_EQ(told_faults(refused(owner, "/owner/equipment", {{"pieces", "many"}})).size(), 2u);

  page = refused(owner, "/owner/therapist/new",
                 {{"since_year", "long"}, {"training_hours", "10"}, {"deep_training_hours", "20"}});
  const Lines therapist = told_faults(page);
  ASSERT_EQ(therapist.size(), 3u);
  EXPECT_TRUE(therapist[1].ends_with(": Write a year with four digits, such as 2012."));
  EXPECT_TRUE(has(page, "value=\"long\""));
  EXPECT_EQ(told_faults(refused(owner, "/owner/therapist/" + small.ana.text() + "/credential",
                                {{"valid_from", "1 May"}, {"valid_until", ""}}))
                .size(),
            4u);
}

TEST_F(FormFaults, of_hours_and_time_off) {
  Browser owner = signed_in("owner");
  const std::string page = refused(owner, "/owner/hours/shift",
                                   {{"practitioner", small.ana.text()},
                                    {"from", "nine"},
                                    {"to", "17:00"},
                                    {"break_from", "12:00"},
                                    {"valid_from", ""},
                                    {"valid_until", "never"}});
  const Lines hours = told_faults(page);
  ASSERT_EQ(hours.size(), 5u);
  EXPECT_TRUE(hours[0].starts_with("weekday> "));
  EXPECT_TRUE(hours[1].starts_with("from> ") && hours[1].ends_with(": " + kClock)) << hours[1];
  EXPECT_TRUE(hours[2].starts_with("break_to> "));
  EXPECT_TRUE(hours[3].starts_with("valid_from> "));
  EXPECT_TRUE(hours[4].starts_with("valid_until> ") && hours[4].ends_with(": " + kDay)) << hours[4];
  EXPECT_TRUE(has(page, "value=\"nine\""));
  // Hours that can be read and cannot be, beside a day that cannot be read.
  EXPECT_EQ(told_faults(refused(owner, "/owner/hours/shift",
                                {{"practitioner", small.ana.text()},
                                 {"weekday", "1"},
                                 {"from", "09:00"},
                                 {"to", "17:00"},
                                 {"break_from", "18:00"},
                                 {"break_to", "19:00"},
                                 {"valid_from", "soon"}}))
                .size(),
            2u);

  const http::Pairs away{{"away_practitioner", ""}, {"away_from", "now"}, {"away_until", ""}};
  const Lines lines = told_faults(refused(desk, "/desk/away", away));
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_TRUE(lines[1].ends_with(": Write a day and a time, such as 2026-12-24T12:00."));
  EXPECT_EQ(told_faults(refused(owner, "/owner/hours/away", away)).size(), 2u);
  // The beginning can be read, and is far away; the end is before it.
  const Lines both = told_faults(refused(desk, "/desk/away",
                                         {{"away_practitioner", small.ana.text()},
                                          {"away_from", "2099-01-01T00:00"},
                                          {"away_until", "2026-11-30T00:00"}}));
  EXPECT_EQ(both.size(), 2u);
  EXPECT_TRUE(
      small.store
          ->read([&](store::Connection& c) { return store::list_time_off(c, clinic.tenant); })
          .empty());
}

TEST_F(FormFaults, of_a_reply_to_the_article) {
  const Lines lines =
      told_faults(refused(client, "/deep-tissue-massage/replies", {{"reply_email", "maya"}}));
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_TRUE(lines[0].starts_with("reply_name> ") && lines[0].ends_with(": " + kName));
  EXPECT_TRUE(lines[3].starts_with("reply_consent> "));
}

}  // namespace
}  // namespace fascia::web
