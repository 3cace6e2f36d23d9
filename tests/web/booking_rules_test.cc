// SPDX-License-Identifier: Apache-2.0
// What the desk may pass and what it writes down (R35), and the policy from the owner's page to the
// desk's (R36).
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "keys/token.h"
#include "store/records.h"
#include "web/staff_site.h"

namespace fascia::web {
namespace {

struct RulesPages : StaffSite {
  http::Pairs caller(http::Pairs more) const {
    http::Pairs form = {{"service", small.swedish.text()},
                        {"day", "2026-11-24"},
                        {"name", "Luc Tremblay"},
                        {"phone", "780 555 0123"}};
    form.insert(form.end(), more.begin(), more.end());
    return form;
  }
  std::string last_reason(ClientId client) {
    return small.store
        ->read([&](store::Connection& c) {
          return store::audit_of_client(c, clinic.tenant, clinic.sealer, client);
        })
        .back()
        .event.reason;
  }
};

TEST_F(RulesPages, R35_the_desk_sees_which_rule_a_time_breaks_and_writes_why) {
  Browser desk = signed_in("desk");
  std::string today =
      text_of(desk.get("/desk/book?service=" + small.swedish.text() + "&day=2026-11-23"));
  EXPECT_TRUE(has(today, "short notice"));
  EXPECT_TRUE(
      lacks(text_of(desk.get("/desk/book?service=" + small.swedish.text() + "&day=2026-11-24")),
            "short notice"));
  EXPECT_TRUE(
      has(text_of(desk.get("/desk/book?service=" + small.swedish.text() + "&day=2027-03-30")),
          "far ahead"));
  auto silent = desk.post("/desk/book", caller({{"exact", "09:05"}}));
  EXPECT_EQ(silent.status, 422);
  EXPECT_TRUE(has(text_of(silent), "href=\"#reason\""));
  EXPECT_TRUE(has(text_of(silent), "value=\"Luc Tremblay\""));
  EXPECT_TRUE(visits().empty());
  auto done = desk.post("/desk/book", caller({{"exact", "09:05"}, {"reason", "comes by bus"}}));
  ASSERT_EQ(done.status, 303);
  ASSERT_EQ(visits().size(), 1U);
  EXPECT_EQ(visits()[0].start, small.at(1, 9, 5));
  EXPECT_EQ(last_reason(visits()[0].client), "start_off_grid: comes by bus");
}

TEST_F(RulesPages, R35_moving_past_a_rule_wants_a_reason_too_and_moving_back_does_not) {
  Browser desk = signed_in("desk");
  auto visit = clinic::book_appointment(clinic, small.booking(small.at(1, 10), "k"))->appointment;
  std::string path = "/desk/visit/" + visit.id.text();
  http::Pairs move = {{"to", "exact"},
                      {"day", "2026-11-25"},
                      {"practitioner", small.ana.text()},
                      {"exact", "14:05"}};
  auto silent = desk.post(path + "/move", move);
  EXPECT_EQ(silent.status, 422);
  EXPECT_TRUE(has(text_of(silent), "href=\"#reason\""));
  EXPECT_TRUE(has(text_of(silent), "Free on Wednesday 25 November"));
  EXPECT_TRUE(has(text_of(silent), "value=\"14:05\""));
  move.emplace_back("reason", "the only bus");
  EXPECT_EQ(desk.post(path + "/move", move).status, 303);
  EXPECT_EQ(visits()[0].start, small.at(2, 14, 5));
  EXPECT_EQ(last_reason(visit.client), "start_off_grid: the only bus");
  // Back to a time that is by now short notice: an undo is no new promise.
  small.clock.seconds = small.at(1, 9).seconds;
  Browser later = signed_in("desk");  // that session is over by now
  std::string back = to_rfc3339_utc(small.at(1, 10)) + " " + small.ana.text();
  EXPECT_EQ(later.post(path + "/move", {{"to", back}, {"undo", "yes"}}).status, 303);
  EXPECT_EQ(visits()[0].start, small.at(1, 10));
}

TEST_F(RulesPages, R36_an_edit_is_the_next_version_and_the_desk_sees_who_agreed_to_which) {
  Browser owner = signed_in("owner"), desk = signed_in("desk");
  EXPECT_TRUE(has(text_of(owner.get("/owner/policy")), "Version 1"));
  EXPECT_EQ(desk.get("/owner/policy").status, 403);
  std::string start = to_rfc3339_utc(small.at(1, 9)) + " " + small.ana.text();
  auto heard = desk.post("/desk/book",
                         caller({{"start", start}, {"policy", "yes"}, {"policy_version", "1"}}));
  std::string page = text_of(desk.follow(heard));
  EXPECT_TRUE(has(page, "Version 1, read out and agreed to on Monday 23 November, 8:00 am"));
  EXPECT_TRUE(has(page, "until 24 hours before the visit"));
  auto kept = clinic::policy_of(clinic, visits()[0].id);
  ASSERT_TRUE(kept.agreed);
  EXPECT_EQ(kept.agreed->digest, keys::digest(kept.text));
  EXPECT_TRUE(has(page, kept.agreed->digest.substr(0, 12)));
  auto wrong = owner.post("/owner/policy", {{"hours", "soon"}, {"more_en", ""}, {"more_fr", ""}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#hours\""));
  auto saved = owner.post("/owner/policy",
                          {{"hours", "48"}, {"more_en", "Half the price."}, {"more_fr", ""}});
  page = text_of(owner.follow(saved));
  EXPECT_TRUE(has(page, "Version 2"));
  EXPECT_TRUE(has(page, "Half the price."));
  EXPECT_TRUE(has(page, "Version 1"));
  EXPECT_TRUE(
      has(text_of(desk.get("/desk/visit/" + visits()[0].id.text())), "Version 1, read out"));
  auto late = desk.post("/desk/book",
                        caller({{"start", to_rfc3339_utc(small.at(1, 11)) + " " + small.ana.text()},
                                {"policy", "yes"},
                                {"policy_version", "1"}}));
  EXPECT_EQ(late.status, 409);
  auto unasked = desk.post(
      "/desk/book", caller({{"start", to_rfc3339_utc(small.at(1, 11)) + " " + small.ana.text()}}));
  EXPECT_TRUE(has(text_of(desk.follow(unasked)), "Not agreed to"));
}

}  // namespace
}  // namespace fascia::web
