// SPDX-License-Identifier: Apache-2.0
// A booked visit behind its private link.
#include "clinic/change_appointment.h"
#include "clinic/private_link.h"
#include "clinic/visit_draft.h"
#include "web/private_link.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

class VisitPages : public ::testing::Test, public SmallSite {
 protected:
  void SetUp() override {
    auto booked = clinic::book_appointment(*small.clinic, small.booking(small.at(3, 10), "k"));
    ASSERT_TRUE(booked);
    id = booked->appointment.id;
    token = booked->manage_token;
    client = booked->client.id;
    path = "/visit/" + id.text() + "/" + token;
  }
  store::Appointment now() { return *clinic::find_visit(*small.clinic, id, {{}, token}); }
  std::string when(int days, int hour) const {
    return to_rfc3339(small.at(days, hour), small.zone);
  }
  AppointmentId id;
  ClientId client;
  std::string token, path;
};

TEST_F(VisitPages, R19_every_get_leaves_the_visit_as_it_is_and_out_of_caches_and_referrers) {
  Browser scanner(*this);
  for (const char* rest :
       {"", "?new=1", "/move", "/move?with=anyone&day=2026-11-27", "/cancel", "/appointment.ics"}) {
    auto response = scanner.get(path + rest);
    EXPECT_EQ(response.status, 200) << rest;
    EXPECT_EQ(response.header("Referrer-Policy"), "no-referrer") << rest;
    EXPECT_EQ(response.header("Cache-Control"), "no-store") << rest;
  }
  auto confirm = scanner.get(path + "/move?with=same&start=" + http::url_encode(when(4, 11)));
  EXPECT_EQ(confirm.status, 200);
  EXPECT_EQ(now().status, store::Status::requested);
  EXPECT_EQ(now().start, small.at(3, 10));
}

TEST_F(VisitPages, opened_at_another_place_it_says_where_the_visit_is) {
  store::Location here = small.clinic->availability.get()->location;
  here.address = "12 Old Street";
  ASSERT_TRUE(clinic::edit_profile(*small.clinic, small.program, here));
  store::Location beyond = here;
  beyond.id = small.random.id<LocationId>();
  beyond.name = "Beyond the River";
  beyond.address = "9 River Road";
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    store::add_location(tx, small.clinic->tenant, beyond);
    return {};
  }));
  small.clinic->location = beyond.id;
  clinic::load_availability(*small.clinic);
  Browser maya(*this);
  const std::string page = text_of(maya.get(path));
  EXPECT_TRUE(has(page, here.name + ", 12 Old Street"));
  // The therapist is none of those who work here.
  ASSERT_EQ(small.clinic->availability.get()->practitioner(now().practitioner), nullptr);
  auto who = small.store->read([&](store::Connection& c) {
    return store::find_practitioner(c, small.clinic->tenant, now().practitioner);
  });
  EXPECT_TRUE(has(page, who.value().first_name)) << page;
}

TEST_F(VisitPages, a_wrong_link_tells_nothing) {
  Browser stranger(*this);
  for (const std::string& wrong :
       {"/visit/" + id.text() + "/" + std::string(43, 'x'), std::string("/visit/zzz/") + token}) {
    auto response = stranger.get(wrong);
    EXPECT_EQ(response.status, 404);
    EXPECT_TRUE(lacks(text_of(response), "26 November"));
  }
}

TEST_F(VisitPages, moving_asks_first_and_takes_the_new_time) {
  Browser maya(*this);
  std::string times = text_of(maya.get(path + "/move?with=same&day=2026-11-26"));
  EXPECT_TRUE(has(times, "value=\"" + when(3, 11) + "\""));
  EXPECT_TRUE(lacks(times, "value=\"" + when(3, 10) + "\""));
  auto confirm = maya.get(path + "/move?with=same&start=" + http::url_encode(when(4, 11)));
  EXPECT_TRUE(has(text_of(confirm), "Friday 27 November, 11:00 am"));
  auto moved = maya.post(path + "/move", {{"start", when(4, 11)}, {"practitioner", ""}});
  EXPECT_TRUE(has(text_of(maya.follow(moved)), "Your visit has a new time"));
  EXPECT_EQ(now().start, small.at(4, 11));
  EXPECT_EQ(now().sequence, 1);
}

TEST_F(VisitPages, a_new_time_that_is_gone_leaves_the_old_one) {
  clinic::BookAppointment other = small.booking(small.at(4, 11), "o");
  other.practitioner = small.ana;
  other.client.name = "Li Wei";
  ASSERT_TRUE(clinic::book_appointment(*small.clinic, other));
  Browser maya(*this);
  auto gone =
      maya.post(path + "/move", {{"start", when(4, 11)}, {"practitioner", small.ana.text()}});
  EXPECT_EQ(gone.status, 409);
  EXPECT_TRUE(has(text_of(gone), "Your old time is still yours"));
  EXPECT_EQ(now().start, small.at(3, 10));
  auto anyone = maya.get(path + "/move?with=anyone&start=" + http::url_encode(when(4, 11)));
  EXPECT_TRUE(has(text_of(anyone), "Another therapist gives this visit"));
  maya.post(path + "/move", {{"start", when(4, 11)}, {"practitioner", small.ben.text()}});
  EXPECT_EQ(now().practitioner, small.ben);
}

TEST_F(VisitPages, a_move_that_cannot_be_read_changes_nothing_and_says_so) {
  Browser maya(*this);
  for (const http::Pairs& form :
       {http::Pairs{{"start", "tomorrow"}, {"practitioner", ""}},
        http::Pairs{{"start", when(4, 11)}, {"practitioner", "abc"}},
        http::Pairs{{"start", when(4, 11)}, {"practitioner", "0000000000001"}}}) {
    auto refused = maya.post(path + "/move", form);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(text_of(refused), "Your old time is still yours"));
  }
  EXPECT_EQ(maya.get(path + "/move?start=tomorrow").status, 422);
  EXPECT_EQ(now().start, small.at(3, 10));
}

TEST_F(VisitPages, cancelling_asks_first_and_gives_the_time_back) {
  Browser maya(*this);
  EXPECT_TRUE(lacks(text_of(maya.get(path + "/cancel")), "late to cancel"));
  auto done = maya.post(path + "/cancel", {});
  EXPECT_TRUE(has(text_of(maya.follow(done)), "This visit is cancelled"));
  EXPECT_EQ(now().status, store::Status::cancelled);
  EXPECT_EQ(maya.get(path + "/cancel").status, 303);
}

TEST_F(VisitPages, a_late_cancel_says_so_before) {
  small.clock.seconds = small.at(3, 8).seconds;
  Browser maya(*this);
  EXPECT_TRUE(has(text_of(maya.get(path + "/cancel")), "late to cancel"));
  maya.post(path + "/cancel", {});
  EXPECT_EQ(now().status, store::Status::late_cancelled);
}

TEST_F(VisitPages, R4_the_questions_that_are_due_lead_to_this_visit) {
  Browser maya(*this);
  std::string page = text_of(maya.get(path));
  EXPECT_TRUE(has(page, "by Wednesday 25 November, 10:00 am"));
  auto to = maya.post(path + "/questions", {});
  EXPECT_EQ(to.header("Location"), "/assess");
}

TEST_F(VisitPages, a_reason_for_cancelling_that_is_none_is_refused) {
  Browser maya(*this);
  auto refused = maya.post(path + "/cancel", {{"why", "abc"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#why\""));
  EXPECT_EQ(now().status, store::Status::requested);
  EXPECT_EQ(maya.post(path + "/cancel", {{"why", "ill"}}).status, 303);
}

TEST_F(VisitPages, R18_the_calendar_file_says_no_more_than_the_mail) {
  Browser maya(*this);
  auto file = maya.get(path + "/appointment.ics");
  EXPECT_EQ(file.header("Content-Disposition"), "attachment; filename=\"appointment.ics\"");
  std::string text = text_of(file);
  EXPECT_TRUE(has(text, "TZID=America/Edmonton"));
  EXPECT_TRUE(has(text, "METHOD:PUBLISH"));
  EXPECT_TRUE(has(text, "UID:" + id.text() + "@" + small.clinic->tenant.text()));
  EXPECT_TRUE(has(text, "STATUS:TENTATIVE"));  // its questions are due (R4)
  for (const std::string& part :
       {std::string("Relaxation"), std::string("Silva"), std::string("Maya"), token})
    EXPECT_TRUE(lacks(text, part));
}

// ---- the gate of links that show answers

class Gate : public VisitPages {
 protected:
  void SetUp() override {
    VisitPages::SetUp();
    link = *small.clinic->store.write([&](store::Transaction& tx) -> Result<std::string> {
      return clinic::make_private_link(tx, *small.clinic, {"test", 5, client, small.at(30, 0)});
    });
    for (auto method : {http::Method::get, http::Method::post})
      router.add({method, "/secret/{token}", open_to_all(site, [](Visit& v) {
                    return behind_birth_date(
                        v, "test", v.request.param("token"),
                        [](Visit&, const clinic::OpenLink& open) {
                          return http::html(200, "the answers of " + std::to_string(open.subject));
                        });
                  })});
  }
  std::string link;
};

TEST_F(Gate, R19_shows_nothing_before_the_birth_date_and_remembers_the_browser) {
  Browser maya(*this), other(*this);
  EXPECT_TRUE(lacks(text_of(maya.get("/secret/" + link)), "the answers"));
  auto wrong = maya.post("/secret/" + link, {{"link_birth_date", "1988-05-05"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "Tries left: 4"));
  auto right = maya.post("/secret/" + link, {{"link_birth_date", "1988-05-04"}});
  auto page = maya.follow(right);
  EXPECT_EQ(text_of(page), "the answers of 5");
  EXPECT_EQ(page.header("Referrer-Policy"), "no-referrer");
  EXPECT_TRUE(lacks(text_of(other.get("/secret/" + link)), "the answers"));
}

}  // namespace
}  // namespace fascia::web
