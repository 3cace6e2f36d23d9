// SPDX-License-Identifier: Apache-2.0
// What pages say and take where somebody could come to harm.
#include "clinic/chart.h"
#include "clinic/manage_clinic.h"
#include "clinic/tasks.h"
#include "clinic/treated_visit.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

class SafetyPages : public ::testing::Test, public clinic::TreatedVisit, public ServedPages {
 protected:
  SafetyPages() {
    serve(*clinic);
    EXPECT_TRUE(clinic::reset_password(*clinic, owner(), ana_actor.staff, kPassword));
    for (const auto& [name, role, who] : {std::tuple("ben", store::Role::therapist, ben),
                                          std::tuple("olga", store::Role::owner, PractitionerId{})})
      EXPECT_TRUE(clinic::add_staff(*clinic, owner(), {name, name, role, who, kPassword}));
  }
  clinic::Actor owner() const { return {clinic::Actor::Kind::program, {}, store::Role::owner, {}}; }
  std::string path(const std::string& rest = {}) const { return "/treat/" + id.text() + rest; }
};

TEST_F(SafetyPages, R7_the_card_and_the_consent_of_a_first_visit_know_no_depth_five) {
  Browser her = sign_in(router, "ana");
  std::string card = text_of(her.get(path()));
  EXPECT_TRUE(has(card, "Depth 4 at most")) << card;
  EXPECT_TRUE(lacks(card, "Depth 5"));
  ASSERT_TRUE(clinic::answer_day(*clinic, ana_actor, {id, quiet_day(), false}));
  std::string consent = text_of(her.get(path()));
  EXPECT_TRUE(has(consent, "name=\"depth\" value=\"4\"")) << consent;
  EXPECT_TRUE(lacks(consent, "name=\"depth\" value=\"5\""));
}

TEST_F(SafetyPages, CHK_S26_the_chart_asks_what_would_help_after_little_comfort) {
  make_ready();
  start_ready();
  clinic::EndSession end = over(id, 3);
  end.comfort = 4;
  ASSERT_TRUE(clinic::end_session(*clinic, ana_actor, end));
  Browser her = sign_in(router, "ana");
  EXPECT_TRUE(has(text_of(her.get(path("/chart"))), "ask what would help"));
}

TEST_F(SafetyPages, R41_an_urgent_call_is_sent_on_to_a_name_and_ends_with_somebody_reached) {
  clinic::NewTask task;
  task.kind = "check_in_answer";
  task.urgent = true;
  task.client = client;
  task.appointment = id;
  task.practitioner = ana;
  task.due = clock.now();
  auto kept = store->write([&](store::Transaction& tx) -> Result<store::TaskId> {
    return clinic::add_task(tx, *clinic, task);
  });
  const std::string at = "/desk/task/" + kept->text();
  Browser browser = sign_in(router, "ana");
  std::string page = text_of(browser.get(at));
  EXPECT_TRUE(has(page, "Sent on to"));
  EXPECT_TRUE(has(page, ">ben</option>"));
  EXPECT_TRUE(lacks(page, ">olga</option>"));
  EXPECT_TRUE(lacks(page, "value=\"booked_again\""));
  auto refused = browser.post(at + "/close", {{"outcome", "sent_on"}, {"note", ""}, {"to", ""}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "Choose the colleague"));
  auto posted = browser.post(at + "/close", {{"outcome", "moved"}, {"note", ""}, {"to", ""}});
  EXPECT_EQ(posted.status, 422);
  EXPECT_TRUE(has(text_of(posted), "You tried 0 times"));
  StaffId whom;
  for (const auto& one : clinic::colleagues_for(*clinic, ana_actor, *kept)) whom = one.id;
  EXPECT_EQ(browser.post(at + "/close", {{"outcome", "sent_on"}, {"note", ""}, {"to", whom.text()}})
                .status,
            303);
  EXPECT_TRUE(has(text_of(sign_in(router, "ben").get(at)), "ben"));
}

TEST_F(SafetyPages, R32_the_limits_stand_beside_what_the_sheet_says_of_hands) {
  std::string page = text_of(sign_in(router, "olga").get("/owner/limits"));
  EXPECT_TRUE(has(page, "240 minutes of deep visits a day hold at most 80 minutes")) << page;
  EXPECT_TRUE(has(page, "<th scope=\"row\">Deep minutes a day</th><td>90</td><td>120</td>"));
  EXPECT_TRUE(has(page, "<th scope=\"row\">Deep minutes a week</th><td>360</td><td>480</td>"));
}

}  // namespace
}  // namespace fascia::web
