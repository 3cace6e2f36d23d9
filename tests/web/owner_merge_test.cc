// SPDX-License-Identifier: Apache-2.0
#include "clinic/merge_clients.h"
#include "clinic/sign_in.h"
#include "store/appointments.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

// Maya booked on the web; by phone somebody wrote "Maja Roy".
struct OwnerMerge : ::testing::Test {
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  clinic::Clinic& clinic = *small.clinic;
  Browser owner{site};
  ClientId maya, maja;
  std::string both, path;

  void SetUp() override {
    maya = booked("Maya Roy", Date::of(1988, 5, 4), 10, "maya", "maya@example.invalid", "");
    small.clock.seconds += 60;  // the older record is the one that is kept
    maja = booked("Maja Roy", Date::of(1988, 5, 4), 14, "maja", "", "780 555 0142");
    both = "/owner/records/merge?one=" + maya.text() + "&other=" + maja.text();
    path = "/owner/record/" + maya.text();
    for (const char* name : {"dana", "ben"})
      ASSERT_TRUE(clinic::add_staff(
          clinic, small.program,
          {name, name, name == std::string("ben") ? store::Role::therapist : store::Role::desk,
           name == std::string("ben") ? small.ben : PractitionerId{}, kPassword}));
    sign_in(owner, "owner");
  }
  ClientId booked(const char* name, Date born, int hour, const char* key, const char* email,
                  const char* phone) {
    auto in = small.booking(small.at(1, hour), key);
    in.client.name = name;
    in.client.birth_date = born;
    in.client.email = email;
    in.client.phone = phone;
    in.actor = small.program;
    auto done = clinic::book_appointment(clinic, in);
    EXPECT_TRUE(done);
    return done ? done->client.id : ClientId{};
  }
  static void sign_in(Browser& browser, const std::string& name) {
    browser.get("/sign-in");
    ASSERT_EQ(browser.post("/sign-in", {{"name", name}, {"password", kPassword}}).status, 303);
  }
  http::Pairs choice(http::Pairs more = {}) const {
    http::Pairs out{{"one", maya.text()}, {"other", maja.text()}, {"sure", "yes"}};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  ClientId person() { return clinic::person_of(clinic, maja); }
};

TEST_F(OwnerMerge, R15_R20_the_owner_sees_both_says_what_holds_and_can_undo_it) {
  EXPECT_TRUE(has(text_of(owner.get("/owner/records")), "/owner/records/alike"));
  std::string page = text_of(owner.get("/owner/records/alike"));
  EXPECT_TRUE(has(page, "Maya Roy – Maja Roy"));
  EXPECT_TRUE(has(page, "like name, same birth date"));
  page = text_of(owner.get(both));
  for (const char* shown : {"maya@example.invalid", "780 555 0142", "Which name is right?",
                            "Older record", "You can leave this empty"})
    EXPECT_TRUE(has(page, shown)) << shown;
  EXPECT_TRUE(lacks(page, "Which birth date is right?"));  // they are the same
  // Nothing by a slip.
  auto slip = owner.post("/owner/records/merge", {{"one", maya.text()}, {"other", maja.text()}});
  EXPECT_EQ(slip.status, 422);
  EXPECT_TRUE(has(text_of(slip), "Tick that you checked it."));
  EXPECT_EQ(person(), maja);
  page = text_of(owner.follow(owner.post(
      "/owner/records/merge", choice({{"name", "kept"}, {"phone", "merged"}, {"email", "kept"}}))));
  EXPECT_EQ(person(), maya);
  EXPECT_TRUE(has(page, "Joined on"));
  EXPECT_TRUE(has(page, "Maja Roy"));
  // Old addresses lead to the one record, the old name and the new phone find it.
  EXPECT_EQ(owner.get("/owner/record/" + maja.text()).header("Location"), path);
  for (const char* text : {"maja", "0142"})
    EXPECT_TRUE(has(text_of(owner.get(std::string("/owner/records?q=") + text)), path)) << text;
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/records/alike")), "Maja Roy"));
  auto merge = clinic::merges_of(clinic, small.program, maya)->at(0).id.text();
  page = text_of(owner.follow(owner.post(path + "/unmerge", {{"merge", merge}})));
  EXPECT_TRUE(has(page, "No other record was joined"));
  EXPECT_EQ(person(), maja);
  EXPECT_EQ(owner.post(path + "/unmerge", {{"merge", merge}}).status, 404);
}

TEST_F(OwnerMerge, R15_who_are_two_people_are_said_so_and_a_doubt_needs_its_reason) {
  ClientId other =
      booked("Maya Roy", Date::of(1988, 4, 5), 12, "other", "maya@example.invalid", "");
  http::Pairs fields{{"one", maya.text()}, {"other", other.text()}, {"sure", "yes"}};
  auto refused = owner.post("/owner/records/merge", fields);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#why\""));
  EXPECT_TRUE(has(text_of(refused), "Which birth date is right?"));
  owner.follow(owner.post("/owner/records/apart", {{"one", maya.text()}, {"other", maja.text()}}));
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/records/alike")), "Maja Roy"));
  // A record that the list does not show is found by hand.
  std::string page = text_of(owner.get("/owner/records?q=maja&join=" + maya.text()));
  EXPECT_TRUE(has(page, "/owner/records/merge?one=" + maya.text() + "&amp;other=" + maja.text()));
  EXPECT_EQ(owner.get("/owner/records/merge?one=" + maya.text() + "&other=" + maya.text()).status,
            422);
  EXPECT_EQ(owner.get("/owner/records/merge?one=x&other=" + maja.text()).status, 404);
}

TEST_F(OwnerMerge, R20_nobody_but_the_owner_opens_these_pages_and_no_form_works_without_its_token) {
  for (const char* name : {"dana", "ben"}) {
    Browser staff(site);
    sign_in(staff, name);
    for (const std::string& page : {std::string("/owner/records/alike"), both})
      EXPECT_EQ(staff.get(page).status, 403) << name << page;
    for (const std::string& form : {std::string("/owner/records/merge"),
                                    std::string("/owner/records/apart"), path + "/unmerge"})
      EXPECT_EQ(staff.post(form, choice()).status, 403) << name << form;
  }
  owner.get(both);
  EXPECT_EQ(owner.post("/owner/records/merge", choice({{"token", "other"}})).status, 403);
  EXPECT_EQ(person(), maja);
}

}  // namespace
}  // namespace fascia::web
