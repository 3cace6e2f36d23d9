// SPDX-License-Identifier: Apache-2.0
#include "clinic/cancel_policy.h"
#include "clinic/gender_wish.h"
#include "clinic/holds.h"
#include "clinic/screen_visit.h"
#include "clinic/visit_draft.h"
#include "store/clients.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

class Booking : public ::testing::Test, public SmallSite {
 protected:
  std::string when(int days, int hour, int minute = 0) const {
    return to_rfc3339(small.at(days, hour, minute), small.zone);
  }
  http::Pairs wanted(const std::string& start) const {
    return {{"service", "relaxation-60"}, {"practitioner", ""}, {"start", start}};
  }
  http::Pairs details(const std::string& start, const http::Pairs& more = {}) const {
    return with(maya_books("relaxation-60", start), more);
  }
  std::vector<store::Appointment> booked() {
    return small.store->read([&](store::Connection& c) {
      return store::list_appointments(c, small.clinic->tenant, small.at(-1, 0), small.at(90, 0));
    });
  }
  store::Client client(ClientId id) {
    return small.store
        ->read(
            [&](store::Connection& c) { return store::find_client(c, small.clinic->tenant, id); })
        .value();
  }
};

TEST_F(Booking, a_person_books_from_the_list_of_visits_to_the_private_link) {
  Browser maya(*this);
  EXPECT_TRUE(has(text_of(maya.get("/book")), "Relaxation 60"));
  std::string times = text_of(maya.get("/book?service=relaxation-60&day=2026-11-24"));
  EXPECT_TRUE(has(times, "Tuesday 24 November"));
  EXPECT_TRUE(has(times, "value=\"" + when(1, 9) + "\""));
  EXPECT_TRUE(has(times, "America/Edmonton"));
  EXPECT_TRUE(has(times, "$95.00, or $99.75 with GST"));
  auto held = maya.post("/book/hold", wanted(when(1, 9)));
  std::string form = text_of(maya.follow(held));
  EXPECT_TRUE(has(form, "Tuesday 24 November, 9:00 am"));
  EXPECT_TRUE(has(form, "until 8:10 am"));
  // Whoever books without answering before reads it here, before the first booking.
  for (const char* part : {"What studies found", "401 people", "(Cherkin 2011)", "(Sherman 2009)",
                           "Part of any change would have come anyway"})
    EXPECT_TRUE(has(form, part)) << part;
  maya.language = "fr-CA";
  EXPECT_TRUE(has(text_of(maya.follow(held)), "(Cherkin 2011)"));
  EXPECT_TRUE(has(text_of(maya.follow(held)), page::text(page::Language::fr, "plan.studies")));
  maya.language = "en-CA";
  auto done = maya.post("/book/details", details(when(1, 9)));
  ASSERT_EQ(booked().size(), 1U);
  std::string page = text_of(maya.follow(done));
  for (const char* part : {"This time is kept for you", "Tuesday 24 November, 9:00 am", "Ana",
                           "saved as a file in the outbox folder", "https://book.example/visit/",
                           "Answer the health questions", "24 hours before"})
    EXPECT_TRUE(has(page, part));
}

TEST_F(Booking, R16_the_page_says_all_that_the_mail_says_with_or_without_an_address) {
  Browser maya(*this);
  auto done =
      maya.post("/book/details", details(when(1, 9), {{"email", ""}, {"phone", "780 555 0100"}}));
  std::string page = text_of(maya.follow(done));
  for (const char* part : {"Grande Prairie Massage", "Tuesday 24 November, 9:00 am", "Ana",
                           "no mail is sent", "https://book.example/visit/"})
    EXPECT_TRUE(has(page, part));
  auto neither = maya.post("/book/details", details(when(2, 9), {{"email", ""}, {"key", "key-2"}}));
  EXPECT_EQ(neither.status, 422);
  EXPECT_TRUE(has(text_of(neither), "One of the two is enough"));
}

TEST_F(Booking, pressing_twice_books_once) {
  Browser maya(*this);
  auto first = maya.post("/book/details", details(when(1, 9)));
  auto second = maya.post("/book/details", details(when(1, 9)));
  EXPECT_EQ(booked().size(), 1U);
  std::string to(first.header("Location"));
  EXPECT_EQ(to, second.header("Location"));
}

TEST_F(Booking, R15_booker_and_client_are_two_people_and_a_guardian_books_for_a_child) {
  Browser ana(*this);
  http::Pairs child = {{"for_whom", "child"}, {"name", "Leo Roy"}, {"birth_date", "2014-03-02"}};
  auto refused = ana.post("/book/details", details(when(1, 9), child));
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "id=\"booked_by-error\""));
  EXPECT_TRUE(has(text_of(refused), "value=\"Leo Roy\""));
  child.emplace_back("booked_by", "Maya Roy");
  child.emplace_back("relation", "mother");
  EXPECT_EQ(ana.post("/book/details", details(when(1, 9), child)).status, 303);
  ASSERT_EQ(booked().size(), 1U);
  EXPECT_EQ(booked()[0].booked_by, "Maya Roy");
  EXPECT_EQ(client(booked()[0].client).name, "Leo Roy");
  EXPECT_EQ(client(booked()[0].client).guardian, "Maya Roy");
  EXPECT_EQ(client(booked()[0].client).guardian_relation, "mother");
  auto nobody =
      ana.post("/book/details", details(when(2, 9), {{"for_whom", "other"}, {"key", "key-3"}}));
  EXPECT_TRUE(has(text_of(nobody), "Write your own name"));
}

TEST_F(Booking, R38_what_was_typed_outlives_the_hold_and_the_same_time_is_taken_again) {
  Browser maya(*this);
  maya.post("/book/hold", wanted(when(1, 9)));
  auto wrong = maya.post("/book/details", details(when(1, 9), {{"email", "no address"}}));
  EXPECT_EQ(wrong.status, 422);
  small.clock.seconds += 11 * 60;
  std::string later = text_of(maya.get("/book/details?service=relaxation-60&practitioner=&start=" +
                                       http::url_encode(when(1, 9))));
  EXPECT_TRUE(has(later, "value=\"Maya Roy\""));
  EXPECT_TRUE(has(later, "not kept for you any more"));
  EXPECT_EQ(maya.post("/book/details", details(when(1, 9))).status, 303);
  EXPECT_EQ(booked().size(), 1U);
}

TEST_F(Booking, R38_a_hold_warns_before_its_end_and_is_extended_by_one_tap) {
  Browser maya(*this);
  auto held = maya.post("/book/hold", wanted(when(1, 9)));
  small.clock.seconds += 9 * 60;
  EXPECT_TRUE(has(text_of(maya.follow(held)), "class=\"held soon\""));
  auto more = maya.post("/book/details", details(when(1, 9), {{"do", "extend"}}));
  std::string page = text_of(maya.follow(more));
  EXPECT_TRUE(has(page, "until 8:19 am"));
  EXPECT_TRUE(lacks(page, "class=\"held soon\""));
  EXPECT_TRUE(has(page, "value=\"Maya Roy\""));
}

TEST_F(Booking, R38_the_page_says_when_a_hold_ends_counts_down_and_stops_after_ten) {
  Browser maya(*this);
  auto held = maya.post("/book/hold", wanted(when(1, 9)));
  small.clock.seconds += 3 * 60;
  std::string page = text_of(maya.follow(held));
  EXPECT_TRUE(has(page, "data-hold=\"420\""));
  EXPECT_TRUE(has(page, "until 8:10 am"));
  EXPECT_TRUE(has(page, "aria-live=\"assertive\"></div>")) << "nothing to warn of yet";
  std::string path(held.header("Location"));
  for (int i = 0; i < clinic::kMostExtensions; ++i) {
    small.clock.seconds += 60;
    maya.post("/book/details", details(when(1, 9), {{"do", "extend"}}));
  }
  page = text_of(maya.get(path));
  EXPECT_TRUE(has(page, "You have kept this time ten times, so it ends at 8:23 am"));
  small.clock.seconds += 60;
  maya.post("/book/details", details(when(1, 9), {{"do", "extend"}}));
  EXPECT_TRUE(has(text_of(maya.get(path)), "so it ends at 8:23 am"));
  small.clock.seconds += 10 * 60;
  page = text_of(maya.get(path));
  EXPECT_TRUE(has(page, "not kept for you any more"));
  auto again = maya.post("/book/details", details(when(1, 9), {{"do", "extend"}}));
  EXPECT_TRUE(has(text_of(maya.follow(again)), "until 8:34 am"));
}

TEST_F(Booking, R36_the_policy_stands_before_confirming_and_its_version_is_kept) {
  Browser maya(*this);
  std::string page = text_of(maya.follow(maya.post("/book/hold", wanted(when(1, 9)))));
  EXPECT_TRUE(has(page, "until 24 hours before the visit"));
  EXPECT_TRUE(has(page, "Version 1 of our cancellation policy"));
  EXPECT_TRUE(has(page, "name=\"policy\" value=\"1\""));
  EXPECT_LT(page.find("Version 1"), page.rfind("Agree and book this visit"));
  auto silent = maya.post("/book/details", details(when(1, 9), {{"policy", ""}}));
  EXPECT_EQ(silent.status, 422);
  EXPECT_TRUE(has(text_of(silent), "href=\"#policy\""));
  ASSERT_TRUE(clinic::edit_policy(*small.clinic, small.program,
                                  {48, "Half the price is charged.", "La moitié du prix."}));
  auto old = maya.post("/book/details", details(when(1, 9)));
  EXPECT_EQ(old.status, 409);
  EXPECT_TRUE(has(text_of(old), "Our cancellation policy has changed"));
  EXPECT_TRUE(has(text_of(old), "until 48 hours before the visit"));
  EXPECT_TRUE(has(text_of(old), "Half the price is charged."));
  EXPECT_TRUE(booked().empty());
  EXPECT_EQ(maya.post("/book/details", details(when(1, 9), {{"policy", "2"}})).status, 303);
  ASSERT_EQ(booked().size(), 1U);
  auto kept = clinic::policy_of(*small.clinic, booked()[0].id);
  ASSERT_TRUE(kept.agreed);
  EXPECT_EQ(kept.agreed->version, 2);
  EXPECT_TRUE(has(kept.text, "Half the price is charged."));
}

TEST_F(Booking, R38_who_leaves_gives_the_held_time_back_and_what_was_typed_stays) {
  auto holds = [&] {
    return small.store->read(
        [&](store::Connection& c) { return store::list_holds(c, small.clinic->tenant).size(); });
  };
  Browser maya(*this);
  std::string form = text_of(maya.follow(maya.post("/book/hold", wanted(when(1, 9)))));
  EXPECT_TRUE(has(form, "name=\"do\" value=\"leave\""));
  EXPECT_EQ(holds(), 1U);
  auto left = maya.post("/book/details", details(when(1, 9), {{"do", "leave"}}));
  EXPECT_EQ(left.header("Location"), "/book?service=relaxation-60&day=2026-11-24");
  EXPECT_EQ(holds(), 0U);
  EXPECT_TRUE(booked().empty());
  form = text_of(maya.follow(maya.post("/book/hold", wanted(when(1, 11)))));
  EXPECT_TRUE(has(form, "value=\"maya@example.invalid\""));
  // The word of a page that was left long ago frees nothing newer.
  EXPECT_EQ(maya.post("/book/leave", wanted(when(1, 9))).status, 204);
  EXPECT_EQ(holds(), 1U);
  Browser rival(*this, "10.0.0.2");
  rival.post("/book/leave", wanted(when(1, 11)));
  EXPECT_EQ(holds(), 1U) << "of another browser";
  EXPECT_EQ(maya.post("/book/leave", wanted(when(1, 11))).status, 204);
  EXPECT_EQ(holds(), 0U);
  EXPECT_EQ(maya.post("/book/details", details(when(1, 11))).status, 303) << "it is still free";
}

TEST_F(Booking,
       R38_a_page_that_is_closed_gives_its_time_back_and_one_that_is_there_again_keeps_it) {
  Browser maya(*this), rival(*this, "10.0.0.2");
  auto page = [&](const std::string& start, const std::string& what) {
    http::Pairs form = wanted(start);
    form.emplace_back("page", what);
    return form;
  };
  auto offered = [&] {
    return text_of(rival.get("/book?service=relaxation-60&practitioner=" + small.ana.text() +
                             "&day=2026-11-24"));
  };
  auto hold = [&] {
    http::Pairs form = wanted(when(1, 9));
    form[1].second = small.ana.text();
    return maya.post("/book/hold", form).status;
  };
  EXPECT_EQ(hold(), 303);
  EXPECT_EQ(maya.post("/book/leave", page(when(1, 9), "closed")).status, 204);
  EXPECT_TRUE(lacks(offered(), when(1, 9))) << "it may be loaded again";
  small.clock.seconds += 20;
  EXPECT_EQ(maya.post("/book/leave", page(when(1, 9), "closed")).status, 204);
  EXPECT_EQ(maya.post("/book/leave", page(when(1, 9), "open")).status, 204);
  small.clock.seconds += minutes(9).value;
  EXPECT_TRUE(lacks(offered(), when(1, 9))) << "as long as it was";
  small.clock.seconds += 41;
  EXPECT_TRUE(has(offered(), when(1, 9))) << "and no longer";
  EXPECT_EQ(hold(), 303);
  rival.post("/book/leave", page(when(1, 9), "closed"));
  small.clock.seconds += 31;
  EXPECT_TRUE(lacks(offered(), when(1, 9))) << "no page of another browser";
  maya.post("/book/leave", page(when(1, 11), "closed"));
  small.clock.seconds += 31;
  EXPECT_TRUE(lacks(offered(), when(1, 9))) << "no page of another time";
  maya.post("/book/leave", page(when(1, 9), "closed"));
  small.clock.seconds += 31;
  EXPECT_TRUE(has(offered(), when(1, 9)));
  // What came too late brings nothing back, and the word of no form is heard.
  maya.post("/book/leave", page(when(1, 9), "open"));
  EXPECT_TRUE(has(offered(), when(1, 9)));
}

// cal#4836: all days stood grey for seconds, and nothing said that the times were still to come.
// Here they come with the page, and a day without one says so.
TEST_F(Booking, the_page_of_times_comes_with_its_times_and_has_nothing_to_wait_for) {
  Browser maya(*this);
  std::string page = text_of(maya.get("/book?service=relaxation-60&practitioner=&day=2026-11-24"));
  for (int hour : {9, 10, 11, 13, 15})
    EXPECT_TRUE(has(page, "value=\"" + when(1, hour) + "\"")) << hour;
  for (const char* waits : {"aria-busy", "spinner", "skeleton", "Loading"})
    EXPECT_TRUE(lacks(page, waits)) << waits;
  ASSERT_TRUE(clinic::add_time_off(*small.clinic, small.program,
                                   {{}, {small.monday + 1, 0}, {small.monday + 2, 0}}));
  page = text_of(maya.get("/book?service=relaxation-60&practitioner=&day=2026-11-24"));
  EXPECT_TRUE(lacks(page, "value=\"" + when(1, 9) + "\""));
  EXPECT_TRUE(has(page, "Closed"));
}

// cal#6622
TEST_F(Booking, who_comes_second_sees_the_nearest_other_times_and_keeps_what_was_typed) {
  Browser first(*this), second(*this, "10.0.0.2"), third(*this, "10.0.0.3");
  for (auto [browser, key] : {std::pair{&first, "a"}, {&second, "b"}}) {
    auto form = details(when(1, 9), {{"key", key}, {"name", std::string("Maya Roy ") + key}});
    EXPECT_EQ(browser->post("/book/details", form).status, 303);
  }
  auto late = third.post("/book/details", details(when(1, 9), {{"key", "c"}, {"name", "Li Wei"}}));
  EXPECT_EQ(late.status, 409);
  std::string page = text_of(late);
  EXPECT_TRUE(has(page, "value=\"Li Wei\""));
  EXPECT_TRUE(has(page, "name=\"other_start\" value=\"" + when(1, 10, 30) + "\""));
  auto other = third.post("/book/details",
                          details(when(1, 9), {{"key", "c"}, {"other_start", when(1, 10, 30)}}));
  EXPECT_TRUE(has(text_of(third.follow(other)), "10:30 am"));
}

TEST_F(Booking, one_live_hold_a_browser_and_three_an_address) {
  limits.on = true;
  Browser maya(*this);
  maya.post("/book/hold", wanted(when(1, 9)));
  maya.post("/book/hold", wanted(when(1, 11)));
  auto holds = [&] {
    return small.store->read(
        [&](store::Connection& c) { return store::list_holds(c, small.clinic->tenant).size(); });
  };
  EXPECT_EQ(holds(), 1U);
  Browser b(*this), c(*this), d(*this), elsewhere(*this, "10.9.9.9");
  EXPECT_EQ(b.post("/book/hold", wanted(when(2, 9))).status, 303);
  EXPECT_EQ(c.post("/book/hold", wanted(when(2, 11))).status, 303);
  auto fourth = d.post("/book/hold", wanted(when(2, 13)));
  EXPECT_EQ(fourth.status, 429);
  EXPECT_FALSE(fourth.header("Retry-After").empty());
  EXPECT_EQ(elsewhere.post("/book/hold", wanted(when(2, 13))).status, 303);
}

TEST_F(Booking, R38_lifted_limits_lift_the_holds_of_an_address_too) {
  for (int day = 1; day <= 5; ++day) {
    Browser browser(*this);
    EXPECT_EQ(browser.post("/book/hold", wanted(when(day, 9))).status, 303) << day;
  }
}

TEST_F(Booking, a_gender_wish_is_asked_kindly_kept_for_the_client_and_decides_who_is_booked) {
  Browser maya(*this);
  const std::string list = "/book?service=relaxation-60&day=2026-11-24";
  const char* question = "Would you rather be treated by a woman or a man?";
  EXPECT_TRUE(lacks(text_of(maya.get(list)), question)) << "nobody told theirs: nothing to choose";
  small.ana_is_a_woman_and_ben_a_man();
  std::string page = text_of(maya.get(list));
  EXPECT_TRUE(has(page, question));
  EXPECT_TRUE(has(page, "You need not say."));
  EXPECT_TRUE(has(page, ">Ana</a>") && has(page, ">Ben</a>"));
  EXPECT_EQ(maya.post("/book/wish", {{"service", "relaxation-60"}, {"gender", "cat"}}).status, 422);
  maya.post("/book/wish", {{"service", "relaxation-60"}, {"gender", "man"}});
  page = text_of(maya.get(list));
  EXPECT_TRUE(lacks(page, ">Ana</a>"));
  EXPECT_TRUE(has(page, ">Ben</a>"));
  // Anybody who is free means anybody who fits: Ana comes first in the list of the clinic.
  maya.follow(maya.post("/book/hold", wanted(when(1, 9))));
  maya.post("/book/details", details(when(1, 9)));
  ASSERT_EQ(booked().size(), 1U);
  EXPECT_EQ(booked()[0].practitioner, small.ben);
  EXPECT_EQ(clinic::gender_wish_of(*small.clinic, booked()[0].client), "man");
  // Ben is taken then: whoever asks for a man is told so, and is not given to Ana.
  Browser leo(*this, "10.0.0.2");
  leo.get(list);
  leo.post("/book/wish", {{"service", "relaxation-60"}, {"gender", "man"}});
  EXPECT_TRUE(lacks(text_of(leo.get(list)), "value=\"" + when(1, 9) + "\""));
  EXPECT_EQ(leo.post("/book/hold", wanted(when(1, 9))).status, 409);
  EXPECT_EQ(leo.post("/book/details", details(when(1, 9), {{"key", "key-2"}})).status, 409);
  EXPECT_EQ(booked().size(), 1U);
  // The next person at this browser begins without it, and nobody else sees it.
  EXPECT_TRUE(has(text_of(maya.get(list)), ">Ana</a>"));
  Browser other(*this, "10.0.0.3");
  EXPECT_TRUE(lacks(text_of(other.get(list)), "aria-pressed=\"true\""));
}

TEST_F(Booking, R19_opening_a_page_changes_nothing) {
  Browser scanner(*this);
  std::string start = http::url_encode(when(1, 9));
  for (const std::string& url :
       {std::string("/book"), std::string("/book?service=relaxation-60"),
        "/book/relaxation-60?start=" + start,
        "/book/details?service=relaxation-60&practitioner=&start=" + start}) {
    EXPECT_EQ(scanner.get(url).status, 200) << url;
  }
  EXPECT_TRUE(
      small.store
          ->read([&](store::Connection& c) { return store::list_holds(c, small.clinic->tenant); })
          .empty());
}

TEST_F(Booking, a_form_from_elsewhere_books_nothing) {
  Browser maya(*this);
  maya.get("/book");
  auto form = details(when(1, 9));
  form.emplace(form.begin(), "token", "0123abcd");
  EXPECT_EQ(maya.post("/book/details", form).status, 403);
  EXPECT_TRUE(booked().empty());
}

TEST_F(Booking, speaks_french) {
  Browser luc(*this);
  luc.language = "fr-CA";
  EXPECT_TRUE(
      has(text_of(luc.get("/book?service=relaxation-60&day=2026-11-24")), "mardi 24 novembre"));
  auto done = luc.post("/book/details", details(when(1, 14, 30)));
  EXPECT_TRUE(has(text_of(luc.follow(done)), "Cette heure est gardée pour vous"));
  EXPECT_EQ(client(booked()[0].client).language, "fr");
}

TEST_F(Booking, the_places_of_an_owner_stand_with_their_next_time_and_those_elsewhere_are_called) {
  Browser maya(*this);
  EXPECT_TRUE(lacks(text_of(maya.get("/book?service=relaxation-60")), "/places"));
  store::Location there = small.clinic->availability.get()->location;
  there.id = small.random.id<LocationId>();
  there.name = "Beyond the River";
  there.phone = "780-555-0177";
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    store::add_location(tx, small.clinic->tenant, there);
    return {};
  }));
  small.clinic->location = small.clinic->place();  // as serve --location
  EXPECT_TRUE(
      has(text_of(maya.get("/book?service=relaxation-60")), "/places?service=relaxation-60"));
  std::string page = text_of(maya.get("/places?service=relaxation-60"));
  EXPECT_TRUE(has(page, "Monday 23 November, 10:00 am"));
  EXPECT_TRUE(has(page, "/book?service=relaxation-60&amp;day=2026-11-23"));
  EXPECT_TRUE(has(page, "Beyond the River"));
  EXPECT_TRUE(has(page, "tel:+17805550177"));
  EXPECT_TRUE(has(page, "Nothing is free here"));
  EXPECT_LT(page.find("10:00 am"), page.find("Nothing is free here"));
  EXPECT_TRUE(lacks(page, "km from"));  // nobody said where they are
  EXPECT_TRUE(lacks(page, "name=\"near\""));
}

TEST_F(Booking, the_places_of_an_owner_are_sorted_by_distance_from_one_of_them) {
  Browser maya(*this);
  store::Location here = small.clinic->availability.get()->location, there = here;
  here.name = "At Home";
  here.at = Position{55'170'000, -118'800'000};
  there.id = small.random.id<LocationId>();
  there.name = "Beyond the River";
  there.at = Position{55'110'000, -118'690'000};
  ASSERT_TRUE(clinic::edit_profile(*small.clinic, small.program, here));
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    store::add_location(tx, small.clinic->tenant, there);
    return {};
  }));
  small.clinic->location = small.clinic->place();
  std::string page = text_of(maya.get("/places?service=relaxation-60"));
  EXPECT_TRUE(has(page, "name=\"near\""));
  EXPECT_TRUE(has(page, "9.7 km from At Home"));
  EXPECT_TRUE(has(page, "The soonest comes first"));
  EXPECT_LT(page.find("<h3>At Home"), page.find("<h3>Beyond the River"));
  page =
      text_of(maya.get("/places?service=relaxation-60&near=" + there.id.text() + "&order=nearest"));
  EXPECT_TRUE(has(page, "9.7 km from Beyond the River"));
  EXPECT_TRUE(has(page, "The nearest comes first"));
  EXPECT_LT(page.find("<h3>Beyond the River"), page.find("<h3>At Home"));
  Browser luc(*this);
  luc.language = "fr-CA";
  EXPECT_TRUE(has(text_of(luc.get("/places?service=relaxation-60&near=unknown&order=unknown")),
                  "9,7 km depuis At Home"));
}

}  // namespace
}  // namespace fascia::web
