// SPDX-License-Identifier: Apache-2.0
// A woman or a man: how two who come together, and who waits for a time, say it on the pages.
#include "clinic/book_couple.h"
#include "clinic/gender_wish.h"
#include "clinic/wait_list.h"
#include "web/desk_site.h"

namespace fascia::web {
namespace {

// Ana is a woman and Ben a man; a room has two tables.
struct WishPages : DeskSite {
  void SetUp() override {
    DeskSite::SetUp();
    small.ana_is_a_woman_and_ben_a_man();
    small.first_room_has_two_tables();
    ASSERT_TRUE(clinic::allow_couples_online(clinic, small.program, true));
  }
  http::Response wish(const std::string& first, const std::string& second) {
    http::Pairs form{{"service", "relaxation-60"}, {"service2", "relaxation-60"}};
    if (!first.empty()) form.emplace_back("gender", first);
    if (!second.empty()) form.emplace_back("gender2", second);
    return client.post("/book/two/wish", form);
  }
  void off(PractitionerId who, int from, int until) {
    const Date day = small.monday + 1;
    ASSERT_TRUE(clinic::add_time_off(clinic, small.program, {who, {day, from}, {day, until}}));
  }
};

TEST_F(WishPages, R37_each_of_two_is_asked_and_sees_the_times_that_fit_both) {
  PractitionerId cleo = small.add_therapist("Cleo Fox", 2);
  off(small.ana, 13 * 60, 17 * 60);
  const std::string path = "/book/two?day=2026-11-24";
  std::string page = text_of(client.get(path));
  EXPECT_TRUE(has(page, "Would either of you rather be treated by a woman or a man?"));
  EXPECT_TRUE(has(page, when(1, 14))) << "Ben and Cleo";
  EXPECT_EQ(wish("man", "woman").status, 303);
  page = text_of(client.get(path));
  EXPECT_TRUE(has(page, when(1, 10)));
  EXPECT_TRUE(lacks(page, when(1, 14))) << "the only woman is away";
  EXPECT_TRUE(has(page, "name=\"gender2\" value=\"woman\" checked"));
  EXPECT_TRUE(has(page, "Only times with therapists who fit"));
  // The wish is in no address.
  const auto held = client.post(
      "/book/two/hold",
      {{"service", "relaxation-60"}, {"service2", "relaxation-60"}, {"start", when(1, 10)}});
  ASSERT_EQ(held.status, 303) << text_of(held);
  EXPECT_TRUE(lacks(std::string(held.header("Location")), "gender"));
  const auto booked =
      client.post("/book/two", two_book("relaxation-60", "relaxation-60", small.at(1, 10)));
  ASSERT_EQ(booked.status, 303) << text_of(booked);
  ASSERT_EQ(visits().size(), 2u);
  for (const auto& a : visits()) {
    const bool first = clinic::gender_wish_of(clinic, a.client) == "man";
    EXPECT_EQ(a.practitioner, first ? small.ben : small.ana);
    EXPECT_NE(a.practitioner, cleo);
  }
}

TEST_F(WishPages, R37_two_wishes_that_cannot_come_true_are_said_at_the_field) {
  client.get("/book/two");
  const auto none = wish("woman", "woman");
  EXPECT_EQ(none.status, 422);
  EXPECT_TRUE(has(text_of(none), "href=\"#gender2\""));
  EXPECT_TRUE(has(text_of(none), "Only one therapist fits both wishes"));
  EXPECT_EQ(wish("other", "").status, 422);
  EXPECT_TRUE(has(text_of(wish("cat", "")), "href=\"#gender\""));
  EXPECT_TRUE(has(text_of(client.get("/book/two?day=2026-11-24")), when(1, 10)))
      << "what was refused is not kept";
  // Nobody who fits the one of them is here that day: the next day is a link.
  off(small.ana, 9 * 60, 17 * 60);
  EXPECT_EQ(wish("any", "woman").status, 303);
  const std::string page = text_of(client.get("/book/two?day=2026-11-24"));
  EXPECT_TRUE(lacks(page, when(1, 10)));
  EXPECT_TRUE(has(page, "day=2026-11-25"));
}

TEST_F(WishPages, R37_the_desk_says_it_for_each_of_two) {
  small.add_therapist("Cleo Fox", 2);
  const std::string services =
      "service=" + small.swedish.text() + "&service2=" + small.swedish.text();
  const std::string asked =
      "/desk/book-two?" + services + "&day=2026-11-24&gender=man&gender2=woman";
  std::string page = text_of(desk.get(asked));
  EXPECT_TRUE(has(page, "Ben, Ana")) << "who would give the two";
  EXPECT_TRUE(lacks(page, "Ana, Ben"));
  http::Pairs form{{"service", small.swedish.text()},
                   {"service2", small.swedish.text()},
                   {"day", "2026-11-24"},
                   {"gender", "man"},
                   {"gender2", "woman"},
                   {"name", "Maya Roy"},
                   {"phone", "780 555 0141"},
                   {"name2", "Noor Lind"},
                   {"phone2", "780 555 0142"},
                   {"start", to_rfc3339_utc(small.at(1, 10))}};
  expect_refused_at("/desk/book-two", form, "gender", "cat");
  expect_refused_at("/desk/book-two", form, "gender", "woman", "gender2");
  const auto booked = desk.post("/desk/book-two", form);
  ASSERT_EQ(booked.status, 303) << text_of(booked);
  ASSERT_EQ(visits().size(), 2u);
  for (const auto& a : visits())
    EXPECT_EQ(clinic::gender_wish_of(clinic, a.client),
              a.practitioner == small.ben ? "man" : "woman");
  // What the clinic keeps of who was here is meant again.
  for (const auto& a : visits())
    if (a.practitioner == small.ben)
      page = text_of(
          desk.get("/desk/book-two?" + services + "&day=2026-11-26&client2=" + a.client.text()));
  EXPECT_TRUE(has(page, "Ana, Ben"));
  EXPECT_TRUE(lacks(page, "Cleo, Ana"));
}

TEST_F(WishPages, R37_a_stranger_says_it_with_the_wish_for_a_time_and_the_desk_reads_it) {
  http::Pairs form{{"service", "relaxation-60"},
                   {"name", "Ann First"},
                   {"from", "2026-11-25"},
                   {"birth_date", "1980-01-01"},
                   {"email", "ann@example.invalid"}};
  // What was said on the page of the times stands there already.
  client.get("/book?service=relaxation-60");
  client.post("/book/wish", {{"service", "relaxation-60"}, {"gender", "man"}});
  std::string page = text_of(client.get("/wait?service=relaxation-60"));
  EXPECT_TRUE(has(page, "name=\"gender\" value=\"man\" checked"));
  for (const char* wrong : {"cat", "other"}) {
    http::Pairs refused = form;
    refused.emplace_back("gender", wrong);
    const auto answer = client.post("/wait", refused);
    EXPECT_EQ(answer.status, 422) << wrong;
    EXPECT_TRUE(has(text_of(answer), "href=\"#gender\""));
    EXPECT_TRUE(has(text_of(answer), "id=\"gender\""));
  }
  form.emplace_back("gender", "woman");
  EXPECT_EQ(client.post("/wait", form).status, 303);
  EXPECT_EQ(clinic::wait_list(clinic, small.program)->front().entry.gender, "woman");
  EXPECT_TRUE(has(text_of(desk.get("/desk/wait")), "wishes for a woman"));
  desk.language = "fr-CA";
  EXPECT_TRUE(has(text_of(desk.get("/desk/wait")), "souhaite une femme"));
  EXPECT_TRUE(has(text_of(desk.get("/desk/wait/new")), "Préférez-vous une femme"));
}

}  // namespace
}  // namespace fascia::web
