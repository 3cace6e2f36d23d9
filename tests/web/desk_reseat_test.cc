// SPDX-License-Identifier: Apache-2.0
// The call list at the desk, when a therapist is ill (R37).
#include "clinic/change_appointment.h"
#include "web/desk_site.h"

namespace fascia::web {
namespace {

using ReseatPages = DeskSite;

TEST_F(ReseatPages, R37_one_button_on_the_day_leads_to_the_calls_and_a_yes_moves_the_visit) {
  auto in = small.booking(small.at(1, 10), "k");
  in.practitioner = small.ana;
  in.client.phone = "780 555 0123";
  auto booked = clinic::book_appointment(clinic, in);
  ASSERT_TRUE(booked);
  AppointmentId id = booked->appointment.id;
  auto who = [&] { return clinic::find_visit(clinic, id, {small.program, {}})->practitioner; };

  Browser stranger(site);
  EXPECT_EQ(stranger.post("/desk/reseat", {{"lost", "p" + small.ana.text()}}).status, 303);
  std::string page = text_of(desk.get("/desk?day=2026-11-24"));
  EXPECT_TRUE(has(page, "action=\"/desk/reseat\""));
  EXPECT_TRUE(has(page, "Ana Silva is away"));
  auto begun = desk.post("/desk/reseat", {{"lost", "p" + small.ana.text()}, {"day", "2026-11-24"}});
  std::string path(begun.header("Location"));
  page = text_of(desk.follow(begun));
  for (const char* part : {"10:00 am", "Maya Roy", "780 555 0123", "the same time, with Ben Roy",
                           "A place was found for 1 of 1.", "to call"})
    EXPECT_TRUE(has(page, part));
  EXPECT_TRUE(has(text_of(desk.get("/desk?day=2026-11-24")), "1 still to call"));
  EXPECT_TRUE(has(text_of(desk.get("/desk?day=2026-11-24")), "kept for a call"));

  std::string call = path + "/call/" + id.text();
  page = text_of(desk.follow(desk.post(call, {{"went", "left_word"}})));
  EXPECT_TRUE(has(page, "left word"));
  EXPECT_EQ(who(), small.ana);
  page = text_of(desk.follow(desk.post(call, {{"went", "accepted"}})));
  EXPECT_TRUE(has(page, "said yes and was moved"));
  EXPECT_EQ(who(), small.ben);
  auto again = desk.post(call, {{"went", "declined"}});
  EXPECT_EQ(again.status, 409);
  EXPECT_TRUE(has(text_of(again), "Undo it first."));
  page = text_of(desk.follow(desk.post(call + "/undo", {})));
  EXPECT_EQ(who(), small.ana);
  page = text_of(desk.follow(desk.post(path + "/close", {{"back", "no"}})));
  EXPECT_TRUE(has(page, "This list is closed."));
  EXPECT_EQ(desk.get("/desk/reseat/0000000000001").status, 404);

  desk.post("/desk/visit/" + id.text() + "/wish", {{"gender", "woman"}});
  EXPECT_TRUE(
      has(text_of(desk.get("/desk/visit/" + id.text())), "<option value=\"woman\" selected>"));
}

TEST_F(ReseatPages, who_is_away_is_read_or_refused_and_nobody_is_called_for_a_slip) {
  const http::Pairs form{{"lost", "p" + small.ana.text()}, {"day", "2026-11-24"}};
  for (const char* lost : {"", "p", "pabc", "rabc", "p0000000000001", "x"})
    expect_refused_at("/desk/reseat", form, "lost", lost);
  expect_refused_at("/desk/reseat", form, "day", "2026-02-30");
  EXPECT_TRUE(lacks(text_of(desk.get("/desk?day=2026-11-24")), "still to call"));
}

}  // namespace
}  // namespace fascia::web
