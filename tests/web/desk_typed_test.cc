// SPDX-License-Identifier: Apache-2.0
// What cannot be read in the desk's forms, or is not known here, is refused at its field and never
// taken for "anybody", for somebody new or for another choice; nothing is done.
#include "clinic/change_appointment.h"
#include "web/desk_site.h"

namespace fascia::web {
namespace {

struct DeskTyped : DeskSite {
  std::size_t visits() {
    return small.store
        ->read([&](store::Connection& c) {
          return store::list_appointments(c, clinic.tenant, small.at(0, 0), small.at(60, 0));
        })
        .size();
  }
  http::Pairs booking() {
    return {{"service", small.swedish.text()},
            {"practitioner", ""},
            {"day", "2026-11-24"},
            {"start", to_rfc3339_utc(small.at(1, 10)) + " " + small.ben.text()},
            {"name", "Maya Roy"},
            {"email", "maya@example.invalid"}};
  }
};

constexpr const char* kUnread[] = {"abc", "0000000000001", "-"};

TEST_F(DeskTyped, booking_refuses_what_it_cannot_read) {
  for (const char* typed : kUnread) {
    for (const char* field : {"service", "practitioner", "then"})
      expect_refused_at("/desk/book", booking(), field, typed);
    expect_refused_at("/desk/book", booking(), "client", typed, "q");
    // While looking too.
    for (const char* field : {"service", "practitioner", "then"})
      EXPECT_EQ(desk.get(std::string("/desk/book?") + field + "=" + typed).status, 422) << field;
  }
  expect_refused_at("/desk/book", booking(), "day", "2026-02-30");
  EXPECT_EQ(desk.get("/desk/book?day=abc").status, 422);
  EXPECT_EQ(desk.get("/desk/book?client=abc").status, 422);
  const http::Pairs now{
      {"service", small.swedish.text()}, {"name", "Maya Roy"}, {"email", "maya@example.invalid"}};
  expect_refused_at("/desk/walk-in", now, "service", "abc");
  expect_refused_at("/desk/walk-in", now, "client", "abc", "q");
  EXPECT_EQ(visits(), 0u);
  EXPECT_EQ(desk.post("/desk/book", booking()).status, 303);
}

TEST_F(DeskTyped, a_day_that_cannot_be_read_is_said_at_its_field_and_today_is_shown) {
  for (const char* day : {"abc", "2026-02-30", "-"}) {
    const auto answer = desk.get(std::string("/desk?day=") + day);
    EXPECT_EQ(answer.status, 422) << day;
    const std::string page = text_of(answer);
    EXPECT_TRUE(has(page, "href=\"#day\"")) << day;
    EXPECT_TRUE(has(page, "id=\"day\"")) << day;
    EXPECT_TRUE(has(page, "Monday 23 November")) << day;
  }
  EXPECT_EQ(desk.get("/desk").status, 200);
  EXPECT_EQ(desk.get("/desk?day=2026-11-24").status, 200);
}

TEST_F(DeskTyped, a_booking_for_two_refuses_what_it_cannot_read) {
  small.first_room_has_two_tables();
  http::Pairs form = booking();
  std::erase_if(form, [](const auto& pair) { return pair.first == "start"; });
  for (const auto& [name, value] : http::Pairs{{"service2", small.deep.text()},
                                               {"practitioner2", ""},
                                               {"name2", "Noor Lind"},
                                               {"phone2", "780 555 0142"},
                                               {"start", to_rfc3339_utc(small.at(1, 10))}})
    form.emplace_back(name, value);
  for (const char* typed : kUnread) {
    for (const char* field : {"service", "practitioner", "service2", "practitioner2"})
      expect_refused_at("/desk/book-two", form, field, typed);
    expect_refused_at("/desk/book-two", form, "client", typed, "q");
    expect_refused_at("/desk/book-two", form, "client2", typed, "q2");
  }
  expect_refused_at("/desk/book-two", form, "service2", "");
  expect_refused_at("/desk/book-two", form, "day", "abc");
  EXPECT_EQ(desk.get("/desk/book-two?service=abc").status, 422);
  EXPECT_EQ(visits(), 0u);
  EXPECT_EQ(desk.post("/desk/book-two", form).status, 303);
}

TEST_F(DeskTyped, moving_and_marking_refuse_what_they_cannot_read) {
  auto booked = clinic::book_appointment(clinic, small.booking(small.at(1, 10), "k"));
  ASSERT_TRUE(booked);
  const std::string path = "/desk/visit/" + booked->appointment.id.text();
  const std::string start = to_rfc3339_utc(small.at(1, 13));
  const http::Pairs form{{"to", start + " "}, {"day", "2026-11-24"}, {"practitioner", "any"}};
  for (const char* typed : kUnread) {
    expect_refused_at(path + "/move", form, "to", start + " " + typed, "practitioner");
    expect_refused_at(path + "/move", form, "practitioner", typed);
    EXPECT_EQ(desk.get(path + "?day=2026-11-24&practitioner=" + typed).status, 422);
  }
  expect_refused_at(path + "/move", form, "to", "tomorrow");
  EXPECT_EQ(desk.get(path + "?day=abc").status, 422);
  expect_refused_at(path + "/status", {}, "to", "abc");
  auto visit = clinic::find_visit(clinic, booked->appointment.id, {small.program, {}});
  EXPECT_EQ(visit->start, small.at(1, 10));
  EXPECT_EQ(desk.post(path + "/move", form).status, 303);
}

TEST_F(DeskTyped, a_client_too_is_told_of_a_therapist_who_is_not_known) {
  for (const char* typed : kUnread) {
    const std::string query = std::string("practitioner=") + typed;
    auto refused = client.get("/book?service=relaxation-60&" + query);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(text_of(refused), "There is no such therapist."));
    EXPECT_EQ(client.get("/book/relaxation-60?" + query).status, 422);
  }
}

// R35: the desk sees the times of a full day, marked, and books one with a reason.
TEST_F(DeskTyped, R35_a_full_day_is_marked_and_passed_with_a_reason) {
  store::Service once = *clinic.availability.get()->service(small.swedish);
  once.visits_a_day = 1;
  ASSERT_TRUE(clinic::edit_service(clinic, small.program, once));
  ASSERT_EQ(desk.post("/desk/book", booking()).status, 303);
  http::Pairs form = booking();
  form[3].second = to_rfc3339_utc(small.at(1, 13)) + " " + small.ben.text();
  form[4].second = "Noor Lind";
  EXPECT_TRUE(has(text_of(desk.get("/desk/book?day=2026-11-24&service=" + small.swedish.text())),
                  "a full day"));
  auto silent = desk.post("/desk/book", form);
  EXPECT_EQ(silent.status, 422);
  EXPECT_TRUE(has(text_of(silent), "href=\"#reason\""));
  form.emplace_back("reason", "her last day here");
  EXPECT_EQ(desk.post("/desk/book", form).status, 303);
  EXPECT_EQ(visits(), 2u);
}

}  // namespace
}  // namespace fascia::web
