// SPDX-License-Identifier: Apache-2.0
// A visit that comes again, at the desk.
#include "clinic/change_appointment.h"
#include "web/desk_site.h"

namespace fascia::web {
namespace {

using SeriesPages = DeskSite;

TEST_F(SeriesPages, the_days_are_shown_first_and_then_booked_moved_and_cancelled) {
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
  // The way to it is one: the service is known there, and the time that was tapped is chosen.
  const std::string link = "/desk/book?service=" + small.swedish.text();
  std::size_t from = page.find(link);
  ASSERT_NE(from, page.npos);
  std::string near = page.substr(from, page.find('"', from) - from);
  for (std::size_t amp; (amp = near.find("&amp;")) != near.npos;) near.erase(amp + 1, 4);
  const std::string booking = text_of(desk.get(near));
  const std::string minute = near.substr(near.find("&at=") + 4);
  const Instant tapped = small.zone.instant({Date::of(2026, 12, 8), std::atoi(minute.c_str())});
  EXPECT_TRUE(
      has(booking, "value=\"" + to_rfc3339_utc(tapped) + " " + small.ana.text() + "\" checked"));
  EXPECT_TRUE(has(page, "Every week on Tuesday at 10:00 am, 3 times with this one"));
  EXPECT_TRUE(has(page, "<details class=\"more\"><summary>The same as a rule for other"));
  EXPECT_TRUE(has(page, "<code class=\"long\">RRULE:FREQ=WEEKLY;COUNT=3</code>"));
  // The rule of another calendar: every second Tuesday, three times.
  page = text_of(desk.get(path + "?rule=RRULE:FREQ%3DWEEKLY;INTERVAL%3D2;COUNT%3D3;BYDAY%3DTU"));
  EXPECT_TRUE(has(page, "Tuesday 8 December, 10:00 am"));
  EXPECT_TRUE(has(page, "Tuesday 22 December, 10:00 am"));
  EXPECT_TRUE(lacks(page, "Tuesday 1 December, 10:00 am"));
  EXPECT_TRUE(has(page, "Every 2 weeks on Tuesday at 10:00 am, 3 times with this one"));
  EXPECT_TRUE(has(page, "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU</code>"));
  page = text_of(desk.get(path + "?every=1&count=&until=2026-12-15"));
  EXPECT_TRUE(has(page, "Every week on Tuesday at 10:00 am, until Tuesday 15 December 2026"));
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
TEST_F(SeriesPages, R36_the_policy_is_read_out_for_the_visits_that_are_added) {
  ask_for_half();
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
  expect_policy_is_read_out(agreed, {{"every", "1"}, {"count", "2"}, {"date", "2026-12-01"}},
                            "policy");
}

// Each mistake is said at its field, with what is allowed; nothing is booked.
TEST_F(SeriesPages, what_cannot_be_repeated_is_refused_at_its_field_with_what_is_allowed) {
  auto in = small.booking(small.at(1, 10), "k");
  in.practitioner = small.ana;
  auto booked = clinic::book_appointment(clinic, in);
  ASSERT_TRUE(booked);
  const std::string path = "/desk/visit/" + booked->appointment.id.text() + "/series";
  struct Case {
    const char* query;
    const char* field;
    const char* text;
  };
  for (const Case& one : {
           Case{"every=0&count=3", "every", "from 1 to 52"},
           Case{"every=abc&count=3", "every", "from 1 to 52"},
           Case{"every=1&count=0", "count", "from 2 to 104"},
           Case{"every=1&count=1", "count", "from 2 to 104"},
           Case{"every=1&count=9999", "count", "from 2 to 104"},
           Case{"every=1&count=abc", "count", "from 2 to 104"},
           Case{"every=52&count=20", "count", "more than three years"},
           Case{"every=1&until=abc", "until", "such as 2026-11-24"},
           Case{"every=1&until=2027-02-30", "until", "such as 2026-11-24"},
           Case{"every=1&until=2026-01-01", "until", "from 2026-11-24 to 2029-11-26"},
           Case{"every=1&until=2026-11-25", "until", "two visits or more"},
           Case{"every=1&until=2029-11-20", "until", "more than 104 visits"},
           Case{"rule=FREQ%3DDAILY;COUNT%3D3", "rule", "FREQ=WEEKLY"},
           Case{"rule=FREQ%3DWEEKLY", "rule", "one of the two"},
           Case{"rule=FREQ%3DWEEKLY;COUNT%3D3;BYDAY%3D2TU", "rule", "no BYDAY"},
           Case{"rule=FREQ%3DWEEKLY;COUNT%3D3;BYHOUR%3D9", "rule", "no BYHOUR"},
           Case{"rule=FREQ%3DWEEKLY;COUNT%3D3;BYDAY%3DWE", "rule", "day of the week of the first"},
           Case{"rule=junk", "rule", "no rule of a calendar"},
           Case{"to_day=abc&to_time=10:00", "to_day", "such as 2026-11-24"},
           Case{"to_day=2026-11-25&to_time=abc", "to_time", "such as 9:30"},
       }) {
    auto refused = desk.get(path + "?" + one.query);
    EXPECT_EQ(refused.status, 422) << one.query;
    EXPECT_TRUE(has(text_of(refused), std::string("href=\"#") + one.field + "\"")) << one.query;
    EXPECT_TRUE(has(text_of(refused), one.text)) << one.query;
  }
  EXPECT_EQ(desk.get(path + "?every=1&count=3").status, 200);
  expect_refused_at(path, {{"every", "1"}, {"count", "3"}, {"date", "2026-12-01"}}, "count", "abc");
  expect_refused_at(path, {{"every", "1"}, {"count", "3"}}, "date", "2026-12-02");
  EXPECT_TRUE(lacks(text_of(desk.get(path)), "The visits of this series"));
}

// R35: a full day is said beside it, and is passed with a reason that was typed.
TEST_F(SeriesPages, R35_a_full_day_is_listed_and_booked_with_a_reason) {
  auto in = small.booking(small.at(1, 10), "k");
  in.practitioner = small.ana;
  auto booked = clinic::book_appointment(clinic, in);
  auto rival = small.booking(small.at(8, 13), "rival");
  rival.client.name = "Rival Ray";
  rival.practitioner = small.ana;
  ASSERT_TRUE(booked && clinic::book_appointment(clinic, rival));
  store::Practitioner ana = *clinic.availability.get()->practitioner(small.ana);
  ana.visits_a_day = 1;
  ASSERT_TRUE(clinic::edit_practitioner(clinic, small.program, ana));
  const std::string path = "/desk/visit/" + booked->appointment.id.text() + "/series";
  std::string page = text_of(desk.get(path + "?every=1&count=3"));
  EXPECT_TRUE(has(page, "that day has all the visits that it may have"));
  http::Pairs form{{"every", "1"}, {"count", "3"}, {"date", "2026-12-01"}, {"date", "2026-12-08"}};
  auto silent = desk.post(path, form);
  EXPECT_EQ(silent.status, 422);
  EXPECT_TRUE(has(text_of(silent), "href=\"#reason\""));
  form.emplace_back("reason", "she comes back early");
  EXPECT_EQ(desk.post(path, form).status, 303);
}

}  // namespace
}  // namespace fascia::web
