// SPDX-License-Identifier: Apache-2.0
// Who may open what: each staff page by each kind of person.
#include "clinic/sign_in.h"

#include <regex>

#include "web/small_site.h"

namespace fascia::web {
namespace {

struct SignIn : ::testing::Test {
  SmallSite site;
  clinic::SmallClinic& small = site.small;

  void SetUp() override {
    auto& clinic = *small.clinic;
    for (const char* name : {"desk", "gone"})
      ASSERT_TRUE(clinic::add_staff(clinic, small.program,
                                    {name, "Dora Desk", store::Role::desk, {}, kPassword}));
    ASSERT_TRUE(clinic::add_staff(
        clinic, small.program, {"ana", "Ana Silva", store::Role::therapist, small.ana, kPassword}));
  }
  std::string sign_in(Browser& browser, const std::string& name) {
    browser.get("/sign-in");
    auto response = browser.post("/sign-in", {{"name", name}, {"password", kPassword}});
    EXPECT_EQ(response.status, 303);
    return std::string(response.header("Location"));
  }
};

TEST_F(SignIn, each_begins_where_the_work_is) {
  Browser desk(site), ana(site), owner(site);
  EXPECT_EQ(sign_in(desk, "desk"), "/desk");
  EXPECT_EQ(sign_in(owner, "owner"), "/desk");
  EXPECT_EQ(sign_in(ana, "ana"), "/treat");
}

TEST_F(SignIn, a_wrong_password_and_an_unknown_name_get_the_same_answer) {
  Browser browser(site);
  browser.get("/sign-in");
  auto wrong = browser.post("/sign-in", {{"name", "desk"}, {"password", "not the password"}});
  auto unknown = browser.post("/sign-in", {{"name", "nobody"}, {"password", "not the password"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(unknown.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "The name or the password is wrong"));
  EXPECT_TRUE(has(text_of(unknown), "The name or the password is wrong"));
  EXPECT_EQ(browser.get("/desk").status, 303);
}

TEST_F(SignIn, R20_each_page_opens_for_its_roles_alone) {
  Browser nobody(site), desk(site), ana(site), owner(site), gone(site);
  sign_in(desk, "desk");
  sign_in(ana, "ana");
  sign_in(owner, "owner");
  sign_in(gone, "gone");
  auto house = clinic::read_house(*small.clinic, small.program);
  StaffId leaver;
  for (const auto& s : house->staff)
    if (s.sign_in == "gone") leaver = s.id;
  ASSERT_TRUE(clinic::set_staff_active(*small.clinic, small.program, leaver, false));
  auto booked = clinic::book_appointment(*small.clinic, small.booking(small.at(0, 11), "k"));
  ASSERT_TRUE(booked);
  std::string visit = "/desk/visit/" + booked->appointment.id.text();
  struct Case {
    std::string path;
    int nobody, desk, therapist, owner, disabled;
  };
  const Case cases[] = {
      {"/desk", 303, 200, 200, 200, 303},
      {"/desk/find", 303, 200, 200, 200, 303},
      {"/desk/book", 303, 200, 200, 200, 303},
      {"/desk/walk-in", 303, 200, 200, 200, 303},
      {"/desk/tasks", 303, 200, 200, 200, 303},
      {visit, 303, 200, 200, 200, 303},
      {"/desk/replies", 303, 200, 403, 200, 303},
      {"/owner", 303, 403, 403, 200, 303},
      {"/owner/profile", 303, 403, 403, 200, 303},
      {"/owner/services", 303, 403, 403, 200, 303},
      {"/owner/service/new", 303, 403, 403, 200, 303},
      {"/owner/rooms", 303, 403, 403, 200, 303},
      {"/owner/therapists", 303, 403, 403, 200, 303},
      {"/owner/therapist/new", 303, 403, 403, 200, 303},
      {"/owner/hours", 303, 403, 403, 200, 303},
      {"/owner/staff", 303, 403, 403, 200, 303},
      // No chart for the desk, and none for an owner who does not treat (R20).
      {"/treat", 303, 403, 200, 403, 303},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(nobody.get(c.path).status, c.nobody) << "nobody " << c.path;
    EXPECT_EQ(desk.get(c.path).status, c.desk) << "desk " << c.path;
    EXPECT_EQ(ana.get(c.path).status, c.therapist) << "therapist " << c.path;
    EXPECT_EQ(owner.get(c.path).status, c.owner) << "owner " << c.path;
    EXPECT_EQ(gone.get(c.path).status, c.disabled) << "disabled " << c.path;
  }
}

TEST_F(SignIn, a_new_password_of_ones_own_ends_every_other_session) {
  Browser here(site), there(site);
  sign_in(here, "desk");
  sign_in(there, "desk");
  EXPECT_TRUE(has(text_of(here.get("/desk")), "/staff/password"));
  auto wrong = here.post("/staff/password",
                         {{"current", "not this one"}, {"password", "quite another one"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "This is not your password"));
  EXPECT_EQ(here.post("/staff/password", {{"current", kPassword}, {"password", "short"}}).status,
            422);
  EXPECT_EQ(there.get("/desk").status, 200);
  auto done =
      here.post("/staff/password", {{"current", kPassword}, {"password", "quite another one"}});
  EXPECT_TRUE(has(text_of(here.follow(done)), "Your password is changed"));
  EXPECT_EQ(here.get("/desk").status, 200);
  EXPECT_EQ(there.get("/desk").status, 303);
  there.get("/sign-in");
  EXPECT_EQ(there.post("/sign-in", {{"name", "desk"}, {"password", kPassword}}).status, 422);
  EXPECT_EQ(there.post("/sign-in", {{"name", "desk"}, {"password", "quite another one"}}).status,
            303);
}

TEST_F(SignIn, R33_a_password_renewed_by_the_owner_ends_the_sessions_of_the_old_one) {
  Browser desk(site);
  sign_in(desk, "desk");
  auto house = clinic::read_house(*small.clinic, small.program);
  for (const auto& s : house->staff) {
    if (s.sign_in != "desk") continue;
    ASSERT_TRUE(clinic::renew_password(*small.clinic, small.program, s.id));
  }
  EXPECT_EQ(desk.get("/desk").status, 303);
}

// Every route below these paths names who may open it, and lets nobody else in.
TEST_F(SignIn, R20_no_staff_page_opens_without_signing_in) {
  Browser nobody(site), desk(site);
  sign_in(desk, "desk");
  int seen = 0;
  for (const http::Route& route : site.router.routes()) {
    bool staff = route.pattern.starts_with("/desk") || route.pattern.starts_with("/owner") ||
                 route.pattern.starts_with("/staff") || route.pattern.starts_with("/treat");
    if (!staff) continue;
    EXPECT_NE(route.access, "anyone") << route.pattern;
    std::string path =
        std::regex_replace(route.pattern, std::regex("\\{[a-z_]+\\}"), "0000000000001");
    int status =
        route.method == http::Method::get ? nobody.get(path).status : nobody.post(path, {}).status;
    EXPECT_EQ(status, 303) << route.pattern;
    if (!route.pattern.starts_with("/desk") && !route.pattern.starts_with("/staff")) {
      int refused =
          route.method == http::Method::get ? desk.get(path).status : desk.post(path, {}).status;
      EXPECT_EQ(refused, 403) << route.pattern;
    }
    ++seen;
  }
  EXPECT_GT(seen, 30);
}

}  // namespace
}  // namespace fascia::web
