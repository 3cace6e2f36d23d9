// SPDX-License-Identifier: Apache-2.0
// The pages that say whom a visit is for, and that somebody books by phone.
#include "clinic/who_may_book.h"

#include "web/small_site.h"

namespace fascia::web {
namespace {

class WhoMayBookPages : public ::testing::Test, public SmallSite {
 protected:
  void SetUp() override {
    for (auto [name, role, who] : {std::tuple("desk", store::Role::desk, PractitionerId{}),
                                   {"ana", store::Role::therapist, small.ana}})
      ASSERT_TRUE(clinic::add_staff(*small.clinic, small.program,
                                    {name, "Dora Desk", role, who, kPassword}));
    auto booked = clinic::book_appointment(*small.clinic, small.booking(small.at(3, 10), "k"));
    ASSERT_TRUE(booked);
    id = booked->appointment.id;
    client = booked->client.id;
    online = "/desk/client/" + client.text() + "/online";
  }
  Browser signed_in(const std::string& name) { return sign_in(router, name); }
  std::string when(int days, int hour) const {
    return to_rfc3339(small.at(days, hour), small.zone);
  }
  http::Pairs details(int day) const { return maya_books("relaxation-60", when(day, 9)); }
  http::Pairs at_the_desk(int day, http::Pairs more = {}) const {
    http::Pairs form = {{"service", small.swedish.text()},
                        {"day", to_iso(small.monday + day)},
                        {"start", to_rfc3339_utc(small.at(day, 9)) + " " + small.ana.text()},
                        {"name", "Maya Roy"},
                        {"birth_date", "1988-05-04"},
                        {"email", "maya@example.invalid"}};
    form.insert(form.end(), more.begin(), more.end());
    return form;
  }
  AppointmentId id;
  ClientId client;
  std::string online;
};

TEST_F(WhoMayBookPages, a_blocked_person_is_kindly_asked_to_call_and_reads_nothing_more) {
  Browser desk = signed_in("desk");
  auto blank = desk.post(online, {{"do", "block"}, {"why", ""}});
  EXPECT_EQ(blank.status, 422);
  EXPECT_TRUE(has(text_of(blank), "href=\"#why\""));
  auto saved = desk.post(online, {{"do", "block"}, {"why", "shouted at Dora"}});
  std::string page = text_of(desk.follow(saved));
  EXPECT_TRUE(has(page, "This person books by phone or at the desk"));
  EXPECT_TRUE(has(page, "shouted at Dora"));
  EXPECT_TRUE(has(page, "Decided by Dora Desk."));
  Browser maya(*this);
  maya.post("/book/hold",
            {{"service", "relaxation-60"}, {"start", when(1, 9)}, {"practitioner", ""}});
  auto told = maya.post("/book/details", details(1));
  EXPECT_EQ(told.status, 422);
  page = text_of(told);
  EXPECT_TRUE(has(page, "We book this visit with you by phone."));
  for (const char* never : {"block", "Dora", "not to book", "not online"})
    EXPECT_TRUE(lacks(page.substr(page.find("<main")), never));
  auto free = desk.post(online, {{"do", "allow"}});
  EXPECT_TRUE(has(text_of(desk.follow(free)), "Online again since"));
  EXPECT_EQ(maya.post("/book/details", details(1)).status, 303);
}

TEST_F(WhoMayBookPages, R20_a_therapist_sees_the_note_and_never_the_reason) {
  ASSERT_TRUE(clinic::block_online(*small.clinic, small.program, client, PrivateText("shouted")));
  Browser ana = signed_in("ana");
  EXPECT_EQ(ana.get(online).status, 403);
  EXPECT_EQ(ana.post(online, {{"do", "allow"}}).status, 403);
  std::string page = text_of(ana.get("/desk/visit/" + id.text()));
  EXPECT_TRUE(has(page, "books by phone or at the desk, not online"));
  EXPECT_TRUE(lacks(page, "shouted"));
  EXPECT_TRUE(lacks(page, online));
  Browser stranger(*this);
  EXPECT_NE(stranger.get(online).status, 200);
}

TEST_F(WhoMayBookPages, the_desk_reads_the_note_before_it_books_and_goes_on) {
  ASSERT_TRUE(clinic::block_online(*small.clinic, small.program, client, PrivateText("shouted")));
  Browser desk = signed_in("desk");
  // Found: the note stands there at once.
  std::string page = text_of(desk.get("/desk/book?client=" + client.text()));
  EXPECT_TRUE(has(page, "books by phone or at the desk, not online"));
  EXPECT_TRUE(has(page, "name=\"noticed\" value=\"not_online \""));
  EXPECT_TRUE(has(page, online));
  // Typed: the first try shows it, the second books.
  auto unread = desk.post("/desk/book", at_the_desk(1));
  EXPECT_EQ(unread.status, 409);
  page = text_of(unread);
  EXPECT_TRUE(has(page, "href=\"#notice\""));
  EXPECT_TRUE(has(page, "books by phone or at the desk, not online"));
  EXPECT_TRUE(has(page, "value=\"Maya Roy\""));
  auto done = desk.post("/desk/book", at_the_desk(1, {{"noticed", "not_online "}}));
  EXPECT_EQ(done.status, 303) << text_of(done);
}

TEST_F(WhoMayBookPages, the_owner_says_whom_a_visit_is_for_and_people_read_it) {
  Browser owner = signed_in("owner");
  const std::string path = "/owner/service/" + small.swedish.text();
  EXPECT_TRUE(has(text_of(owner.get(path)), "name=\"clients\" value=\"all\" checked"));
  http::Pairs form = {{"name_en", "Relaxation 60"},
                      {"name_fr", ""},
                      {"kind", "swedish"},
                      {"minutes", "60"},
                      {"price", "95.00"},
                      {"before_minutes", "0"},
                      {"after_minutes", "15"},
                      {"grid_minutes", "15"},
                      {"online", "yes"},
                      {"active", "yes"},
                      {"clients", "returning"}};
  EXPECT_EQ(owner.post(path, form).status, 303);
  EXPECT_TRUE(has(text_of(owner.get(path)), "name=\"clients\" value=\"returning\" checked"));
  form.back().second = "nobody";
  auto wrong = owner.post(path, form);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#clients\""));
  Browser maya(*this);
  EXPECT_TRUE(has(text_of(maya.get("/book")), "For people who have been here before."));
  maya.post("/book/hold",
            {{"service", "relaxation-60"}, {"start", when(1, 9)}, {"practitioner", ""}});
  auto told = maya.post("/book/details", details(1));
  EXPECT_EQ(told.status, 422);
  EXPECT_TRUE(
      has(text_of(told), "This visit is for people who have been here before. If you have"));
  Browser desk = signed_in("desk");
  auto unread = desk.post("/desk/book", at_the_desk(1));
  EXPECT_EQ(unread.status, 409);
  EXPECT_TRUE(has(text_of(unread), "This person has not."));
  EXPECT_EQ(desk.post("/desk/book", at_the_desk(1, {{"noticed", "for_returning "}})).status, 303);
}

}  // namespace
}  // namespace fascia::web
