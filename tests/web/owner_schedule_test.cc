// SPDX-License-Identifier: Apache-2.0
#include "clinic/close_holidays.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

// What an owner sets about free time: rooms, starts, breaks that can move, public holidays.
struct OwnerSchedule : ::testing::Test {
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  Browser owner{site};

  void SetUp() override {
    owner.get("/sign-in");
    auto response = owner.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}});
    ASSERT_EQ(response.status, 303) << text_of(response);
  }
  clinic::House house() { return *clinic::read_house(*small.clinic, small.program); }
};

TEST_F(OwnerSchedule, turnover_is_set_in_the_row_of_a_room_and_a_fault_stands_in_that_row) {
  const store::Room room = house().rooms.back();
  http::Pairs change{{"room", room.id.text()},
                     {"room_name", room.name},
                     {"room_kind", room.kind},
                     {"room_turnover", "20"}};
  owner.follow(owner.post("/owner/rooms", change));
  EXPECT_EQ(house().rooms.back().turnover_minutes, 20);
  EXPECT_EQ(house().rooms.front().turnover_minutes, 0);
  EXPECT_EQ(small.clinic->availability.get()->times.rooms.back().turnover, 20);
  change.back().second = "7";
  auto wrong = owner.post("/owner/rooms", change);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#turnover-" + room.id.text() + "\""));
  EXPECT_TRUE(has(text_of(wrong), "Give a whole number from 0 to 120, in steps of 5."));
  EXPECT_TRUE(has(text_of(wrong), "name=\"room_turnover\" value=\"7\""));
  EXPECT_TRUE(has(text_of(wrong), "value=\"treatment\""));  // the form below begins anew
  owner.follow(owner.post("/owner/rooms", {{"name", "Bath"}, {"turnover_minutes", "45"}}));
  EXPECT_EQ(house().rooms.back().turnover_minutes, 45);
  owner.follow(
      owner.post("/owner/rooms", {{"room", house().rooms.back().id.text()}, {"switch", "yes"}}));
  EXPECT_EQ(house().rooms.back().turnover_minutes, 45);  // switching changes nothing else
}

TEST_F(OwnerSchedule, starts_without_gaps_are_ticked_on_the_page_of_a_visit) {
  const std::string path = "/owner/service/" + small.swedish.text();
  EXPECT_TRUE(has(text_of(owner.get(path)), "Offer only times that leave no gap"));
  http::Pairs fields{{"name_en", "Relaxation 60"}, {"kind", "swedish"},     {"minutes", "60"},
                     {"price", "95.00"},           {"before_minutes", "0"}, {"after_minutes", "15"},
                     {"grid_minutes", "15"},       {"online", "yes"},       {"active", "yes"}};
  fields.emplace_back("no_gaps", "yes");
  owner.follow(owner.post(path, fields));
  EXPECT_TRUE(small.clinic->availability.get()->service(small.swedish)->no_gaps);
  EXPECT_FALSE(small.clinic->availability.get()->service(small.deep)->no_gaps);
  fields.pop_back();
  owner.follow(owner.post(path, fields));
  EXPECT_FALSE(small.clinic->availability.get()->service(small.swedish)->no_gaps);
}

TEST_F(OwnerSchedule, the_most_visits_a_day_of_a_visit_and_of_a_therapist_are_set_on_their_pages) {
  std::string path = "/owner/service/" + small.swedish.text();
  EXPECT_TRUE(has(text_of(owner.get(path)), "Most visits a day of this kind"));
  http::Pairs fields{{"name_en", "Relaxation 60"}, {"kind", "swedish"},     {"minutes", "60"},
                     {"price", "95.00"},           {"before_minutes", "0"}, {"after_minutes", "15"},
                     {"grid_minutes", "15"},       {"online", "yes"},       {"active", "yes"},
                     {"visits_a_day", "1"}};
  owner.follow(owner.post(path, fields));
  EXPECT_EQ(small.clinic->availability.get()->service(small.swedish)->visits_a_day, 1);
  fields.back().second = "many";
  auto wrong = owner.post(path, fields);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#visits_a_day\""));
  EXPECT_TRUE(has(text_of(wrong), "Give a whole number from 0 to 200, in steps of 1."));
  path = "/owner/therapist/" + small.ana.text();
  http::Pairs person{
      {"name", "Ana Silva"},           {"first_name", "Ana"}, {"services", small.swedish.text()},
      {"services", small.deep.text()}, {"active", "yes"},     {"visits_a_day", "4"}};
  owner.follow(owner.post(path, person));
  EXPECT_TRUE(has(text_of(owner.get(path)), "name=\"visits_a_day\" type=\"text\" value=\"4\""));
  EXPECT_EQ(small.clinic->availability.get()->practitioner(small.ana)->visits_a_day, 4);
  // Tuesday has its one visit: a client who held it open meanwhile reads why.
  ASSERT_TRUE(clinic::book_appointment(*small.clinic, small.booking(small.at(1, 9), "k")));
  Browser maya(site);
  auto told = maya.post("/book/hold", {{"service", "relaxation-60"},
                                       {"start", to_rfc3339_utc(small.at(1, 14))},
                                       {"practitioner", ""}});
  EXPECT_EQ(told.status, 409);
  EXPECT_TRUE(has(text_of(told), "This day has all the visits that it may have."));
  EXPECT_TRUE(lacks(text_of(told), "value=\"" + to_rfc3339(small.at(1, 15), small.zone)));
}

TEST_F(OwnerSchedule, what_cannot_be_read_is_refused_at_its_field_and_is_never_everybody) {
  auto refused = [&](const std::string& path, const http::Pairs& fields, const char* field) {
    auto answer = owner.post(path, fields);
    EXPECT_EQ(answer.status, 422) << path << " " << field;
    EXPECT_TRUE(has(text_of(answer), "href=\"#" + std::string(field) + "\"")) << path;
  };
  const auto away_before = house().time_off.size(), shifts_before = house().shifts.size();
  http::Pairs away{{"away_from", "2027-03-01T00:00"}, {"away_until", "2027-03-01T01:00"}};
  refused("/owner/hours/away", away, "away_practitioner");
  away.emplace_back("away_practitioner", "abc");
  refused("/owner/hours/away", away, "away_practitioner");
  EXPECT_EQ(house().time_off.size(), away_before);
  http::Pairs shift{{"practitioner", PractitionerId{1}.text()},
                    {"weekday", "6"},
                    {"from", "10:00"},
                    {"to", "14:00"},
                    {"valid_from", "2027-01-01"}};
  refused("/owner/hours/shift", shift, "practitioner");
  shift[0].second = small.ana.text();
  shift.emplace_back("weekday", "9");
  refused("/owner/hours/shift", shift, "weekday");
  shift.pop_back();
  shift[3].second = "10:00";
  refused("/owner/hours/shift", shift, "to");
  EXPECT_EQ(house().shifts.size(), shifts_before);
  refused("/owner/therapist/" + small.ana.text() + "/own/around",
          {{"own_service", "abc"}, {"own_before", "0"}, {"own_after", "15"}}, "own_service");
  refused("/owner/therapist/" + small.ana.text(),
          {{"name", "Ana"}, {"first_name", "Ana"}, {"services", "abc"}, {"active", "yes"}},
          "services");
  http::Pairs service{
      {"name_en", "Relaxation 60"}, {"kind", "swedish"},     {"minutes", "60"},
      {"price", "95.00"},           {"before_minutes", "0"}, {"after_minutes", "15"},
      {"grid_minutes", "15"},       {"active", "yes"},       {"equipment", "abc"}};
  refused("/owner/service/" + small.swedish.text(), service, "equipment");
  service.back() = {"name_fr", std::string(300, 'x')};
  refused("/owner/service/" + small.swedish.text(), service, "name_fr");
}

TEST_F(OwnerSchedule, another_time_zone_says_first_how_many_visits_move_with_it) {
  ASSERT_TRUE(clinic::book_appointment(*small.clinic, small.booking(small.at(1, 9), "k")));
  http::Pairs profile{{"name", "Kept Clinic"}, {"zone", "America/Toronto"}};
  auto asked = owner.post("/owner/profile", profile);
  EXPECT_EQ(asked.status, 422);
  EXPECT_TRUE(has(text_of(asked), "href=\"#zone_sure\""));
  EXPECT_TRUE(has(text_of(asked), "1 visits to come keep their time on the clock"));
  EXPECT_EQ(small.clinic->availability.get()->location.zone, "America/Edmonton");
  profile.emplace_back("zone_sure", "yes");
  EXPECT_EQ(owner.post("/owner/profile", profile).status, 303);
  EXPECT_EQ(small.clinic->availability.get()->location.zone, "America/Toronto");
}

TEST_F(OwnerSchedule, a_break_that_can_move_is_a_part_of_the_shift) {
  auto id = clinic::edit_practitioner(*small.clinic, small.program,
                                      {{}, "Cleo Hart", {}, {}, {}, {}, {}, {}, 0, true, 2, {}});
  ASSERT_TRUE(id);
  http::Pairs shift{{"practitioner", id->text()},
                    {"weekday", "1"},
                    {"from", "09:00"},
                    {"to", "17:00"},
                    {"valid_from", "2026-11-23"},
                    {"floating_minutes", "30"},
                    {"floating_from", "11:00"},
                    {"floating_to", "11:20"}};
  auto wrong = owner.post("/owner/hours/shift", shift);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#floating_minutes\""));
  EXPECT_TRUE(has(text_of(wrong), "does not fit between these times"));
  EXPECT_TRUE(has(text_of(wrong), "value=\"11:20\""));
  shift.back().second = "";
  EXPECT_TRUE(has(text_of(owner.post("/owner/hours/shift", shift)), "href=\"#floating_to\""));
  shift.back().second = "14:00";
  std::string page = text_of(owner.follow(owner.post("/owner/hours/shift", shift)));
  EXPECT_TRUE(has(page, "break of 30 minutes between 11:00 am and 2:00 pm"));
  EXPECT_EQ(small.clinic->availability.get()->times.breaks.count(*id), 1u);
  owner.language = "fr-CA";
  EXPECT_TRUE(has(text_of(owner.get("/owner/hours")), "pause de 30 minutes entre"));
}

TEST_F(OwnerSchedule, R37_a_shift_is_changed_on_its_page_and_leads_to_the_visits_outside_it) {
  auto in = small.booking(small.at(1, 14), "afternoon");
  in.practitioner = small.ana;
  ASSERT_TRUE(clinic::book_appointment(*small.clinic, in));
  std::int64_t tuesday = 0;
  for (const store::KeptShift& kept : house().shifts)
    if (kept.shift.practitioner == small.ana && kept.shift.weekday == 2) tuesday = kept.id;
  const std::string path = "/owner/hours/shift/" + id_text(tuesday);
  EXPECT_TRUE(has(text_of(owner.get("/owner/hours")), "href=\"" + path + "\""));
  std::string page = text_of(owner.get(path));
  for (const char* part :
       {"Ana Silva, Tuesday", "<option value=\"2\" selected>",
        "name=\"from\" type=\"time\" value=\"09:00\"", "name=\"to\" type=\"time\" value=\"17:00\"",
        "name=\"valid_from\" type=\"date\" value=\"2026-11-23\""})
    EXPECT_TRUE(has(page, part)) << part;
  http::Pairs form{{"weekday", "2"},
                   {"from", "09:00"},
                   {"to", "13:00"},
                   {"valid_from", "2026-11-22"},
                   {"floating_minutes", "30"},
                   {"floating_from", "11:00"},
                   {"floating_to", "13:00"}};
  auto wrong = owner.post(path, form);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#valid_from\""));
  EXPECT_TRUE(has(text_of(wrong), "Choose today or a later day."));
  EXPECT_TRUE(has(text_of(wrong), "name=\"to\" type=\"time\" value=\"13:00\""));
  form[3].second = "2026-11-23";
  form[0].second = "3";
  wrong = owner.post(path, form);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "already on Wednesday 25 November 2026"));
  form[0].second = "2";
  page = text_of(owner.follow(owner.post(path, form)));
  EXPECT_TRUE(has(page, "The hours are changed."));
  EXPECT_TRUE(has(page, "break of 30 minutes between 11:00 am and 1:00 pm"));
  EXPECT_TRUE(has(page, "href=\"/desk/away#outside\""));
  EXPECT_TRUE(lacks(page, "href=\"" + path + "\"")) << "what has ended is not changed";
  EXPECT_EQ(owner.get("/owner/hours/shift/1").status, 404);
  Browser stranger(site);
  EXPECT_NE(stranger.get(path).status, 200);
}

// cal#6323, cal#5587, cal#17347
TEST_F(OwnerSchedule, a_shift_over_midnight_is_typed_as_it_is_worked_and_booked_in_its_night) {
  store::Practitioner cleo;
  cleo.name = "Cleo Hart";
  cleo.services = {small.swedish};
  auto id = clinic::edit_practitioner(*small.clinic, small.program, cleo);
  ASSERT_TRUE(id);
  http::Pairs shift{{"practitioner", id->text()},
                    {"weekday", "1"},
                    {"from", "20:00"},
                    {"to", "03:00"},
                    {"break_from", "00:00"},
                    {"break_to", "00:15"},
                    {"floating_minutes", "15"},
                    {"floating_from", "22:00"},
                    {"floating_to", "00:00"},
                    {"valid_from", "2026-11-23"},
                    {"valid_until", "2026-12-07"}};
  std::string page = text_of(owner.follow(owner.post("/owner/hours/shift", shift)));
  EXPECT_TRUE(has(page, "8:00 pm – 3:00 am (next day)"));
  EXPECT_TRUE(has(page, "break of 15 minutes between 10:00 pm and 12:00 am"));
  auto in = small.booking(small.at(1, 1), "night");
  in.practitioner = *id;
  auto booked = clinic::book_appointment(*small.clinic, in);
  ASSERT_TRUE(booked) << booked.error().message;
  EXPECT_EQ(to_iso(booked->appointment.wall), "2026-11-24T01:00");
  in = small.booking(small.at(8, 0), "break");
  in.practitioner = *id;
  EXPECT_EQ(clinic::book_appointment(*small.clinic, in).error().message, "start_outside_hours");
  // Another shift in that night is refused by the day that both have.
  for (auto& [name, value] : shift) {
    if (name == "weekday") value = "2";
    if (name == "from") value = "01:00";
    if (name == "to") value = "05:00";
    if (name == "valid_from") value = "2026-12-08";
    if (name == "valid_until" || name.starts_with("break") || name.starts_with("floating"))
      value = "";
  }
  auto wrong = owner.post("/owner/hours/shift", shift);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "from 8:00 pm to 3:00 am already on Monday 7 December 2026"));
}

TEST_F(OwnerSchedule, public_holidays_are_ticked_and_the_next_ones_listed_with_their_dates) {
  ASSERT_TRUE(clinic::book_appointment(*small.clinic, small.booking(small.at(32, 10), "before")));
  std::string page = text_of(owner.get("/owner/holidays"));
  EXPECT_TRUE(has(page, "closes on no public holiday yet"));
  EXPECT_TRUE(has(page, "Monday 15 February 2027 · general holiday in Alberta"));
  EXPECT_TRUE(lacks(page, " checked"));
  page = text_of(owner.follow(
      owner.post("/owner/holidays", {{"holidays", "christmas_day"}, {"holidays", "boxing_day"}})));
  EXPECT_TRUE(has(page, "<strong>Friday 25 December 2026</strong>"));
  EXPECT_TRUE(has(page, "Visits still booked on this day: 1."));
  EXPECT_TRUE(has(page, "value=\"boxing_day\" checked"));
  EXPECT_TRUE(lacks(page, "value=\"canada_day\" checked"));
  auto unknown = owner.post("/owner/holidays", {{"holidays", "new_moon"}});
  EXPECT_EQ(unknown.status, 422);
  EXPECT_TRUE(has(text_of(unknown), "href=\"#holidays\""));
  owner.language = "fr-CA";
  EXPECT_TRUE(has(text_of(owner.get("/owner/holidays")), "Lendemain de Noël"));
  owner.language = "en-CA";
  page = text_of(owner.follow(owner.post("/owner/holidays", {})));
  EXPECT_TRUE(has(page, "closes on no public holiday yet"));
  Browser nobody(site);
  EXPECT_EQ(nobody.get("/owner/holidays").status, 303);
}

TEST_F(OwnerSchedule, equipment_is_added_named_ticked_at_a_visit_and_named_on_the_day) {
  EXPECT_TRUE(has(text_of(owner.get("/owner/equipment")), "There is no equipment yet"));
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/service/" + small.swedish.text())), "it needs"));
  auto wrong = owner.post("/owner/equipment", {{"name", "Cups"}, {"pieces", "many"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#pieces\""));
  std::string page =
      text_of(owner.follow(owner.post("/owner/equipment", {{"name", "Cups"}, {"pieces", "2"}})));
  EXPECT_TRUE(has(page, "No visit needs it yet."));
  const store::Equipment kind = house().equipment.at(0);
  http::Pairs change{{"kind", kind.id.text()}, {"kind_name", "Cupping set"}, {"kind_pieces", "0"}};
  wrong = owner.post("/owner/equipment", change);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#pieces-" + kind.id.text() + "\""));
  change.back().second = "2";
  owner.follow(owner.post("/owner/equipment", change));
  const std::string path = "/owner/service/" + small.swedish.text();
  http::Pairs fields{{"name_en", "Relaxation 60"}, {"kind", "swedish"},     {"minutes", "60"},
                     {"price", "95.00"},           {"before_minutes", "0"}, {"after_minutes", "15"},
                     {"grid_minutes", "15"},       {"online", "yes"},       {"active", "yes"},
                     {"equipment", kind.id.text()}};
  owner.follow(owner.post(path, fields));
  EXPECT_TRUE(has(text_of(owner.get(path)), "value=\"" + kind.id.text() + "\" checked"));
  EXPECT_TRUE(has(text_of(owner.get("/owner/equipment")), "Needed by: Relaxation 60."));
  auto needed = owner.post("/owner/equipment", {{"kind", kind.id.text()}, {"remove", "yes"}});
  EXPECT_EQ(needed.status, 409);
  EXPECT_TRUE(has(text_of(needed), "Untick it there first."));
  auto booked = clinic::book_appointment(*small.clinic, small.booking(small.at(1, 10), "a visit"));
  ASSERT_TRUE(booked);
  EXPECT_TRUE(has(text_of(owner.get("/desk?day=2026-11-24")), "Cupping set 1"));
  EXPECT_TRUE(has(text_of(owner.get("/desk/visit/" + booked->appointment.id.text())),
                  "<dd>Cupping set 1</dd>"));
  page = text_of(
      owner.follow(owner.post("/owner/equipment", {{"kind", kind.id.text()}, {"switch", "yes"}})));
  EXPECT_TRUE(has(page, "It is switched off"));
  EXPECT_EQ(house().equipment.at(0).pieces, 2);  // switching changes nothing else
}

TEST_F(OwnerSchedule, time_off_has_its_year_and_what_was_saved_says_so) {
  http::Pairs away{{"away_practitioner", small.ana.text()},
                   {"away_from", "2027-03-02T00:00"},
                   {"away_until", "2028-12-31T00:00"}};
  std::string page = text_of(owner.follow(owner.post("/owner/hours/away", away)));
  EXPECT_TRUE(has(page, "Saved."));
  EXPECT_TRUE(has(page, "Tuesday 2 March 2027, 12:00 am – Sunday 31 December 2028, 12:00 am"));
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/hours")), "Saved."));
  for (auto [field, typed] : {std::pair(1, "0001-01-01T00:00"), {2, "9999-12-31T00:00"}}) {
    http::Pairs wrong = away;
    wrong[std::size_t(field)].second = typed;
    auto refused = owner.post("/owner/hours/away", wrong);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(text_of(refused), "href=\"#" + wrong[std::size_t(field)].first + "\""));
    EXPECT_TRUE(has(text_of(refused), "Give a day from 2016-"));
  }
  const http::Pairs shift{{"practitioner", small.ana.text()},
                          {"weekday", "1"},
                          {"from", "18:00"},
                          {"to", "20:00"},
                          {"valid_from", "2027-01-01"}};
  EXPECT_TRUE(has(text_of(owner.follow(owner.post("/owner/hours/shift", shift))), "Saved."));
}

TEST_F(OwnerSchedule, a_technique_that_is_not_known_is_refused_and_not_dropped) {
  auto visit = owner.post("/owner/service/" + small.swedish.text(), {{"name_en", "Relaxation 60"},
                                                                     {"kind", "swedish"},
                                                                     {"minutes", "60"},
                                                                     {"price", "95.00"},
                                                                     {"before_minutes", "0"},
                                                                     {"after_minutes", "15"},
                                                                     {"grid_minutes", "15"},
                                                                     {"active", "yes"},
                                                                     {"techniques", "abc"}});
  EXPECT_EQ(visit.status, 422);
  EXPECT_TRUE(has(text_of(visit), "href=\"#techniques\""));
  auto person = owner.post("/owner/therapist/" + small.ana.text(),
                           {{"name", "Ana Silva"}, {"techniques", "abc"}, {"active", "yes"}});
  EXPECT_EQ(person.status, 422);
  EXPECT_TRUE(has(text_of(person), "href=\"#techniques\""));
}

TEST_F(OwnerSchedule, pages_say_why_a_day_is_empty) {
  ASSERT_TRUE(clinic::edit_holidays(*small.clinic, small.program, {"christmas_day"}));
  owner.follow(owner.post("/owner/hours/away", {{"away_practitioner", ""},
                                                {"away_from", "2026-12-01T00:00"},
                                                {"away_until", "2026-12-02T00:00"},
                                                {"away_name", "Staff day"}}));
  EXPECT_TRUE(has(text_of(owner.get("/owner/hours")), "· Staff day"));
  Browser person(site);
  const std::string book = "/book?service=relaxation-60&practitioner=&day=";
  std::string page = text_of(person.get(book + "2026-12-25"));
  EXPECT_TRUE(has(page, "<p>Closed: Christmas Day.</p>"));
  EXPECT_TRUE(has(page, "<span class=\"day-count\">Closed</span>"));
  EXPECT_TRUE(lacks(page, "There is no free time on this day."));
  EXPECT_TRUE(has(text_of(person.get(book + "2026-12-01")), "<p>Closed: Staff day.</p>"));
  EXPECT_TRUE(lacks(text_of(person.get(book + "2026-12-02")), "Closed: "));
  EXPECT_TRUE(has(text_of(owner.get("/desk?day=2026-12-25")), "Closed: Christmas Day"));
  EXPECT_TRUE(lacks(text_of(owner.get("/desk?day=2026-12-24")), "Closed"));
  EXPECT_TRUE(
      has(text_of(owner.get("/desk/book?service=" + small.swedish.text() + "&day=2026-12-25")),
          "<p>Closed: Christmas Day.</p>"));
  person.language = "fr-CA";
  EXPECT_TRUE(has(text_of(person.get(book + "2026-12-25")), "Fermé\u00a0: "));
}

TEST_F(OwnerSchedule, the_day_shows_where_a_break_that_can_move_stands_now) {
  auto id = clinic::edit_practitioner(
      *small.clinic, small.program,
      {{}, "Cleo Hart", {}, {}, {}, {}, {}, {}, 0, true, 2, {small.swedish}});
  ASSERT_TRUE(id);
  schedule::Shift shift{*id, 2, 540, 1020, {}, {}, Date::of(2026, 1, 1), {}};
  shift.floating = schedule::FloatingBreak{30, 660, 840};
  ASSERT_TRUE(clinic::add_shift(*small.clinic, small.program, shift));
  const std::string rest = "</span><strong><span aria-hidden=\"true\">◌</span> break (can move)";
  EXPECT_TRUE(has(text_of(owner.get("/desk?day=2026-11-24")), "11:00 am" + rest));
  clinic::BookAppointment in = small.booking(small.at(1, 11), "a visit");
  in.practitioner = *id;
  ASSERT_TRUE(clinic::book_appointment(*small.clinic, in));
  std::string page = text_of(owner.get("/desk?day=2026-11-24"));
  EXPECT_TRUE(has(page, "12:15 pm" + rest));
  EXPECT_TRUE(has(page, "free 12:45 pm to 5:00 pm"));  // and the gap begins after it
  EXPECT_TRUE(lacks(text_of(owner.get("/desk?day=2026-11-25")), "break (can move)"));
}

}  // namespace
}  // namespace fascia::web
