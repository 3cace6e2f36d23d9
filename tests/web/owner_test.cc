// SPDX-License-Identifier: Apache-2.0
#include <regex>

#include "clinic/booking_limits.h"
#include "clinic/free_times.h"
#include "clinic/sign_in.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

// A clinic as `fascia init` leaves it, with nothing but its owner.
struct OwnerPages : ::testing::Test {
  SmallSite site;  // the small clinic of the tests
  clinic::SmallClinic& small = site.small;
  clinic::Clinic& clinic = *small.clinic;

  static void sign_in(Browser& browser, const std::string& name, const std::string& password) {
    browser.get("/sign-in");
    auto response = browser.post("/sign-in", {{"name", name}, {"password", password}});
    EXPECT_EQ(response.status, 303) << text_of(response);
  }
  // "id" of the last link that begins with this path.
  static std::string last_link(const std::string& page, const std::string& begin) {
    std::size_t at = page.rfind("href=\"" + begin);
    if (at == page.npos) return {};
    at += 6;
    return page.substr(at, page.find('"', at) - at);
  }
};

TEST_F(OwnerPages, R33_an_empty_clinic_is_filled_in_to_the_first_free_time_on_these_pages_alone) {
  auto folder = small.folder / "empty";
  std::filesystem::create_directories(folder);
  auto store = store::Store::open({.path = (folder / "fascia.db").string()}, small.clock.now());
  ASSERT_TRUE(store);
  store::Sealer sealer(keys::Key::make(small.random), small.random);
  clinic::InitClinic init;
  init.name = "New Clinic";
  init.owner_sign_in = "olga";
  init.owner_password = kPassword;
  auto tenant = clinic::init_clinic(**store, sealer, small.random, small.clock.now(), init);
  ASSERT_TRUE(tenant);
  clinic::Clinic empty(**store, sealer, small.random, small.clock, clinic::shipped_knowledge(),
                       *tenant);
  clinic::load_availability(empty);
  auto empty_site = std::make_shared<Site>(
      Site{empty, SmallSite::templates(), site.assets, site.limits, "https://book.example", "s"});
  http::Router router;
  add_routes(router, empty_site);
  std::swap(site.router, router);

  Browser owner(site);
  sign_in(owner, "olga", kPassword);
  EXPECT_TRUE(has(text_of(owner.get("/desk")), "No therapist works here yet"));
  EXPECT_TRUE(has(text_of(owner.get("/owner")), "Nobody can book yet"));
  for (const char* page : {"/owner/services", "/owner/rooms", "/owner/therapists", "/owner/hours"})
    EXPECT_TRUE(has(text_of(owner.get(page)), "class=\"empty\"")) << page;
  owner.follow(owner.post("/owner/profile", {{"name", "New Clinic"},
                                             {"address", "1 Main Street"},
                                             {"city", "Grande Prairie, Alberta"},
                                             {"at", "55.17, -118.8"},
                                             {"phone", "780 555 0100"},
                                             {"emergency_line", "911"},
                                             {"zone", "America/Edmonton"}}));
  EXPECT_TRUE(has(text_of(owner.get("/")), "780 555 0100"));
  EXPECT_EQ(empty.availability.get()->location.at, (Position{55'170'000, -118'800'000}));
  EXPECT_TRUE(has(text_of(owner.get("/owner/profile")), "value=\"55.17,-118.8\""));
  owner.follow(owner.post("/owner/service/new", {{"name_en", "Deep tissue 60"},
                                                 {"kind", "deep"},
                                                 {"minutes", "60"},
                                                 {"price", "95.00"},
                                                 {"before_minutes", "0"},
                                                 {"after_minutes", "15"},
                                                 {"grid_minutes", "15"},
                                                 {"online", "yes"},
                                                 {"active", "yes"}}));
  owner.follow(owner.post("/owner/rooms", {{"name", "Room 1"}}));
  auto offer = empty.availability.get();
  ASSERT_EQ(offer->services.size(), 1u);
  auto saved = owner.post("/owner/therapist/new", {{"name", "Ana Silva"},
                                                   {"gender", "woman"},
                                                   {"languages", "en"},
                                                   {"services", offer->services[0].id.text()},
                                                   {"active", "yes"}});
  owner.follow(saved);
  std::string therapist = empty.availability.get()->practitioners.at(0).id.text();
  EXPECT_TRUE(has(text_of(owner.get("/owner")), "Nobody can book yet"));
  owner.follow(owner.post("/owner/hours/shift", {{"practitioner", therapist},
                                                 {"weekday", "1"},
                                                 {"weekday", "2"},
                                                 {"from", "09:00"},
                                                 {"to", "17:00"},
                                                 {"break_from", "12:00"},
                                                 {"break_to", "12:30"},
                                                 {"valid_from", "2026-11-23"}}));
  EXPECT_TRUE(has(text_of(owner.get("/owner")), "People can book"));
  offer = empty.availability.get();
  schedule::Question q;
  q.service = offer->services[0].id;
  q.from = q.to = small.monday + 1;
  q.now = small.clock.now();
  EXPECT_FALSE(schedule::find_starts(offer->times, q).front().starts.empty());
  std::swap(site.router, router);
}

TEST_F(OwnerPages, bad_input_names_the_field_and_keeps_what_was_typed) {
  Browser owner(site);
  sign_in(owner, "owner", kPassword);
  struct Case {
    const char* path;
    http::Pairs fields;
    const char* field;
    const char* kept;
  };
  const std::string ana = small.ana.text();
  const Case cases[] = {
      {"/owner/profile",
       {{"name", ""}, {"city", "Kept Town"}, {"zone", "America/Edmonton"}},
       "name",
       "Kept Town"},
      {"/owner/profile",
       {{"name", "Kept Clinic"}, {"zone", "Mars/Olympus"}},
       "zone",
       "Kept Clinic"},
      {"/owner/service/new",
       {{"name_en", "Kept visit"},
        {"kind", "deep"},
        {"minutes", "61"},
        {"price", "95"},
        {"before_minutes", "0"},
        {"after_minutes", "0"},
        {"grid_minutes", "15"}},
       "minutes",
       "Kept visit"},
      {"/owner/service/new",
       {{"name_en", "Kept visit"},
        {"kind", "deep"},
        {"minutes", "60"},
        {"price", "much"},
        {"before_minutes", "0"},
        {"after_minutes", "0"},
        {"grid_minutes", "15"}},
       "price",
       "Kept visit"},
      {"/owner/service/new",
       {{"name_en", "Kept visit"},
        {"kind", "deep"},
        {"minutes", "60"},
        {"price", "95"},
        {"before_minutes", "0"},
        {"after_minutes", "0"},
        {"grid_minutes", "15"},
        {"room_kind", ""}},
       "room_kind",
       "Kept visit"},
      {"/owner/limits",
       {{"lead_minutes", "77"},
        {"horizon_days", "92"},
        {"deep_minutes_a_day", "240"},
        {"rest_minutes", "7"}},
       "rest_minutes",
       "77"},
      {"/owner/limits",
       {{"lead_minutes", "77"},
        {"horizon_days", "181"},
        {"deep_minutes_a_day", "240"},
        {"rest_minutes", "5"}},
       "horizon_days",
       "77"},
      {"/owner/rooms", {{"name", "Kept room"}, {"kind", "Big one"}}, "kind", "Kept room"},
      {"/owner/therapist/new", {{"name", ""}, {"about_en", "Kept words"}}, "name", "Kept words"},
      {"/owner/staff",
       {{"name", "Kept name"}, {"sign_in", "a b"}, {"role", "desk"}},
       "sign_in",
       "Kept name"},
  };
  for (const Case& c : cases) {
    auto response = owner.post(c.path, c.fields);
    EXPECT_EQ(response.status, 422) << c.path;
    EXPECT_TRUE(has(text_of(response), "href=\"#" + std::string(c.field) + "\"")) << c.path;
    EXPECT_TRUE(has(text_of(response), c.kept)) << c.path;
  }
  auto overlaps = owner.post("/owner/hours/shift", {{"practitioner", ana},
                                                    {"weekday", "1"},
                                                    {"from", "10:00"},
                                                    {"to", "12:00"},
                                                    {"valid_from", "2026-11-23"}});
  EXPECT_EQ(overlaps.status, 422);
  EXPECT_TRUE(has(text_of(overlaps), "href=\"#from\""));
}

TEST_F(OwnerPages, R32_deep_minutes_rest_and_how_far_ahead_are_set_on_a_page_and_hold_at_once) {
  Browser owner(site);
  sign_in(owner, "owner", kPassword);
  schedule::Question q;
  q.service = small.swedish;
  q.from = q.to = small.monday + 1;
  q.now = small.clock.now();
  auto starts = [&] {
    return schedule::find_starts(clinic.availability.get()->times, q).front().starts.size();
  };
  std::size_t before = starts();
  ASSERT_GT(before, 0u);
  owner.follow(owner.post("/owner/limits", {{"lead_minutes", "120"},
                                            {"horizon_days", "92"},
                                            {"deep_minutes_a_day", "90"},
                                            {"rest_minutes", "60"}}));
  EXPECT_EQ(clinic.availability.get()->times.rules.deep_minutes_a_day, 90);
  EXPECT_LT(starts(), before);
  EXPECT_TRUE(has(text_of(owner.get("/owner/limits")), "value=\"90\""));
  owner.follow(owner.post("/owner/limits", {{"lead_minutes", "4320"},
                                            {"horizon_days", "92"},
                                            {"deep_minutes_a_day", "90"},
                                            {"rest_minutes", "0"}}));
  EXPECT_EQ(starts(), 0u);
}

TEST_F(OwnerPages, R32_the_rest_after_long_and_deep_sessions_is_set_beside_the_sheets_numbers) {
  Browser owner(site);
  sign_in(owner, "owner", kPassword);
  ASSERT_TRUE(
      clinic::edit_booking_limits(clinic, small.program, clinic::limits_of_sheet(clinic.plans)));
  std::string page = text_of(owner.get("/owner/limits"));
  for (const char* part :
       {"name=\"rest_minutes\" type=\"text\" value=\"10\"",
        "name=\"rest_long_from\" type=\"text\" value=\"50\"",
        "name=\"rest_long_minutes\" type=\"text\" value=\"15\"",
        "name=\"rest_deep_from\" type=\"text\" value=\"60\"",
        "name=\"rest_deep_minutes\" type=\"text\" value=\"20\"",
        "240 minutes of deep visits a day hold at most 80 minutes at depth 4 and 5",
        "1440 minutes a week hold at most 480", "these are our own choice",
        "Minutes of rest after a session with 20 or more deep minutes"})
    EXPECT_TRUE(has(page, part)) << part;
  owner.language = "fr-CA";
  page = text_of(owner.get("/owner/limits"));
  EXPECT_TRUE(has(page, "ceux-ci sont notre choix"));
  EXPECT_TRUE(has(page, "1440 minutes par semaine en font au plus 480"));
  owner.language = "en-CA";
  http::Pairs form{
      {"lead_minutes", "120"},      {"horizon_days", "92"},   {"deep_minutes_a_day", "0"},
      {"deep_minutes_a_week", "0"}, {"rest_minutes", "0"},    {"rest_long_from", "30"},
      {"rest_long_minutes", "25"},  {"rest_deep_from", "45"}, {"rest_deep_minutes", "35"}};
  owner.follow(owner.post("/owner/limits", form));
  const auto around = [&](ServiceId service) {
    return schedule::around(clinic.availability.get()->times, service, small.ana).after;
  };
  EXPECT_EQ(around(small.swedish), 25);
  EXPECT_EQ(around(small.deep), 35);
  page = text_of(owner.get("/owner/limits"));
  EXPECT_TRUE(has(page, "No limit a week is set here. The sheet has one."));
  form.back().second = "33";
  auto bad = owner.post("/owner/limits", form);
  EXPECT_EQ(bad.status, 422);
  EXPECT_TRUE(has(text_of(bad), "id=\"rest_deep_minutes-error\""));
}

TEST_F(OwnerPages, R33_a_room_kind_that_no_room_has_is_named_where_nobody_can_book) {
  Browser owner(site);
  sign_in(owner, "owner", kPassword);
  auto house = clinic::read_house(clinic, small.program);
  for (store::Service s : house->services) {
    s.room_kind = "hydro";
    ASSERT_TRUE(clinic::edit_service(clinic, small.program, s));
  }
  std::string page = text_of(owner.get("/owner"));
  EXPECT_TRUE(has(page, "Nobody can book yet"));
  EXPECT_TRUE(has(page, "needs a room of the kind “hydro”"));
}

TEST_F(OwnerPages, R33_a_service_without_a_room_of_its_kind_says_so_where_it_is_edited) {
  Browser owner(site);
  sign_in(owner, "owner", kPassword);
  const std::string path = "/owner/service/" + small.swedish.text();
  const std::string none = "needs a room of the kind “hydro”, and there is none.";
  EXPECT_TRUE(lacks(text_of(owner.get(path)), none));
  store::Service s = *clinic.availability.get()->service(small.swedish);
  s.room_kind = "hydro";
  ASSERT_TRUE(clinic::edit_service(clinic, small.program, s));
  EXPECT_TRUE(has(text_of(owner.get(path)), none));
  EXPECT_EQ(count_of(text_of(owner.get("/owner/services")), none), 1u);
  ASSERT_TRUE(clinic::edit_room(clinic, small.program, {{}, {}, "Bath", "hydro"}));
  EXPECT_TRUE(lacks(text_of(owner.get(path)), none));
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/services")), none));
}

TEST_F(OwnerPages, R33_a_sign_in_is_invited_renewed_and_disabled_at_once) {
  Browser owner(site);
  sign_in(owner, "owner", kPassword);
  auto invited =
      owner.post("/owner/staff", {{"name", "Dora"}, {"sign_in", "dora"}, {"role", "desk"}});
  std::string page = text_of(invited);
  EXPECT_EQ(std::string(invited.header("Cache-Control")), "no-store");
  static const std::regex kShown("<strong>([0-9a-z]{4}(-[0-9a-z]{4}){3})</strong>");
  std::smatch found;
  ASSERT_TRUE(std::regex_search(page, found, kShown)) << page;
  std::string password = found[1];
  EXPECT_TRUE(lacks(text_of(owner.get("/owner/staff")), password));
  Browser dora(site);
  sign_in(dora, "dora", password);
  EXPECT_EQ(dora.get("/desk").status, 200);
  auto house = clinic::read_house(clinic, small.program);
  StaffId id;
  for (const auto& s : house->staff)
    if (s.sign_in == "dora") id = s.id;
  owner.post("/owner/staff/" + id.text() + "/active", {{"active", "no"}});
  EXPECT_EQ(dora.get("/desk").status, 303);
  EXPECT_FALSE(clinic::sign_in(clinic, "dora", password, hours(1)));
  owner.post("/owner/staff/" + id.text() + "/active", {{"active", "yes"}});
  ASSERT_TRUE(clinic::sign_in(clinic, "dora", password, hours(1)));
  owner.post("/owner/staff/" + id.text() + "/password", {{"sign_in", "dora"}});
  EXPECT_FALSE(clinic::sign_in(clinic, "dora", password, hours(1)));
}

TEST_F(OwnerPages, CHK_S20_hours_of_training_are_set_and_what_is_no_such_number_names_its_field) {
  Browser owner(site);
  sign_in(owner, "owner", kPassword);
  const std::string path = "/owner/therapist/" + small.ana.text();
  auto with = [&](const char* all, const char* deep) {
    return http::Pairs{{"name", "Ana Silva"},
                       {"languages", "en"},
                       {"active", "yes"},
                       {"training_hours", all},
                       {"deep_training_hours", deep}};
  };
  struct Case {
    const char* all;
    const char* deep;
    const char* field;
  };
  for (const Case& wrong : {Case{"many", "", "training_hours"},
                            {"-1", "", "training_hours"},
                            {"20001", "", "training_hours"},
                            {"2200", "2201", "deep_training_hours"},
                            {"", "180", "deep_training_hours"},
                            {"2200", "x", "deep_training_hours"}}) {
    auto refused = owner.post(path, with(wrong.all, wrong.deep));
    EXPECT_EQ(refused.status, 422) << wrong.all << " " << wrong.deep;
    EXPECT_TRUE(has(text_of(refused), std::string("href=\"#") + wrong.field + "\"")) << wrong.all;
  }
  auto ana = [&] { return *clinic.availability.get()->practitioner(small.ana); };
  EXPECT_EQ(ana().training_hours, 0);
  EXPECT_EQ(owner.post(path, with("2200", "180")).status, 303);
  EXPECT_EQ(ana().training_hours, 2200);
  EXPECT_EQ(ana().deep_training_hours, 180);
  EXPECT_TRUE(has(text_of(owner.get(path)), "value=\"2200\""));
  EXPECT_EQ(owner.post(path, with("", "")).status, 303);
  EXPECT_EQ(ana().training_hours, 0);
}

TEST_F(OwnerPages, R44_full_name_and_membership_with_its_dates_are_kept) {
  Browser owner(site);
  sign_in(owner, "owner", kPassword);
  std::string path = "/owner/therapist/" + small.ana.text();
  EXPECT_TRUE(has(text_of(owner.get("/owner/therapists")), "no valid membership today"));
  auto wrong = owner.post(path + "/credential", {{"association", "NHPC"},
                                                 {"number", "12345"},
                                                 {"valid_from", "2026-12-31"},
                                                 {"valid_until", "2026-01-01"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#valid_until\""));
  owner.follow(owner.post(path + "/credential", {{"association", "NHPC"},
                                                 {"number", "12345"},
                                                 {"valid_from", "2026-01-01"},
                                                 {"valid_until", "2026-12-31"}}));
  auto house = clinic::read_house(clinic, small.program);
  ASSERT_EQ(house->credentials.size(), 1u);
  EXPECT_EQ(house->credentials[0].number, "12345");
  EXPECT_EQ(house->credentials[0].valid_until, Date::of(2026, 12, 31));
  // Corrected and ended: the same one, not a second.
  std::string known = std::to_string(house->credentials[0].id);
  EXPECT_TRUE(has(text_of(owner.get(path)), "value=\"" + known + "\""));
  owner.follow(owner.post(path + "/credential", {{"credential", known},
                                                 {"association", "NHPC"},
                                                 {"number", "12346"},
                                                 {"valid_from", "2026-01-01"},
                                                 {"valid_until", "2026-11-30"}}));
  house = clinic::read_house(clinic, small.program);
  ASSERT_EQ(house->credentials.size(), 1u);
  EXPECT_EQ(house->credentials[0].number, "12346");
  EXPECT_EQ(house->credentials[0].valid_until, Date::of(2026, 11, 30));
  EXPECT_TRUE(has(text_of(owner.get("/owner/therapists")), "membership is valid today"));
  EXPECT_TRUE(has(text_of(owner.get(path)), "Ana Silva"));
}

struct TakenAway : OwnerPages {
  Browser owner{site};
  void SetUp() override {
    ASSERT_TRUE(clinic::add_staff(clinic, small.program,
                                  {"olga", "Olga", store::Role::owner, {}, kPassword}));
    sign_in(owner, "olga", kPassword);
    owner.get("/owner/rooms");
  }
  clinic::House house() { return *clinic::read_house(clinic, small.program); }
};

TEST_F(TakenAway, R33_what_was_never_used_is_removed) {
  auto service = small.service("hot-stone-60", "Hot stone 60", "swedish");
  auto fresh = clinic::edit_service(clinic, small.program, service);
  ASSERT_TRUE(fresh);
  std::size_t services = house().services.size(), rooms = house().rooms.size();
  std::string page =
      text_of(owner.follow(owner.post("/owner/service/" + fresh->text() + "/remove", {})));
  EXPECT_TRUE(has(page, "It was never used."));
  EXPECT_TRUE(lacks(page, "Hot stone 60"));
  EXPECT_EQ(house().services.size(), services - 1);
  std::string room = house().rooms.back().id.text();
  page = text_of(owner.follow(owner.post("/owner/rooms", {{"room", room}, {"remove", "yes"}})));
  EXPECT_TRUE(has(page, "It was never used."));
  EXPECT_EQ(house().rooms.size(), rooms - 1);
  store::Credential k{0, small.ana, "MTAA", "123", Date::of(2026, 1, 1), Date::of(2027, 1, 1)};
  ASSERT_TRUE(clinic::add_credential(clinic, small.program, k));
  std::string path = "/owner/therapist/" + small.ana.text();
  page = text_of(
      owner.follow(owner.post(path + "/credential/remove",
                              {{"credential", std::to_string(house().credentials.front().id)}})));
  EXPECT_TRUE(house().credentials.empty());
  std::size_t shifts = house().shifts.size();
  page = text_of(owner.follow(
      owner.post("/owner/hours/shift/remove", {{"shift", id_text(house().shifts.front().id)}})));
  EXPECT_EQ(house().shifts.size(), shifts - 1);
  EXPECT_TRUE(has(page, "It was never used."));
}

TEST_F(TakenAway, R33_what_was_used_is_switched_off_and_says_what_still_stands) {
  auto booked = clinic::book_appointment(clinic, small.booking(small.at(0, 11), "used"));
  ASSERT_TRUE(booked);
  std::string page =
      text_of(owner.follow(owner.post("/owner/service/" + small.swedish.text() + "/remove", {})));
  EXPECT_TRUE(has(page, "kept and switched off"));
  EXPECT_TRUE(has(page, "Visits to come that still stand: 1"));
  auto services = house().services;
  auto kept = std::find_if(services.begin(), services.end(),
                           [&](const auto& s) { return s.id == small.swedish; });
  ASSERT_NE(kept, services.end());
  EXPECT_FALSE(kept->active);
  std::string room = booked->appointment.room.text();
  page = text_of(owner.follow(owner.post("/owner/rooms", {{"room", room}, {"remove", "yes"}})));
  EXPECT_TRUE(has(page, "kept and switched off"));
  // The hours in which somebody was treated stay in the records until yesterday.
  small.clock.seconds = small.at(1, 9).seconds;
  sign_in(owner, "olga", kPassword);  // a night has passed
  std::int64_t shift = 0;
  auto before = house().shifts;
  for (const auto& one : before)
    if (one.shift.practitioner == booked->appointment.practitioner && one.shift.weekday == 1)
      shift = one.id;
  page =
      text_of(owner.follow(owner.post("/owner/hours/shift/remove", {{"shift", id_text(shift)}})));
  EXPECT_TRUE(has(page, "kept and switched off"));
  auto shifts = house().shifts;
  auto ended =
      std::find_if(shifts.begin(), shifts.end(), [&](const auto& one) { return one.id == shift; });
  ASSERT_NE(ended, shifts.end());
  EXPECT_EQ(ended->shift.valid_until, small.monday);
}

TEST_F(TakenAway, R33_a_rooms_kind_changes_when_no_visit_to_come_needs_the_old_one) {
  auto booked = clinic::book_appointment(clinic, small.booking(small.at(0, 11), "kind"));
  ASSERT_TRUE(booked);
  std::string room = booked->appointment.room.text();
  http::Pairs change{{"room", room}, {"room_name", "Bath"}, {"room_kind", "hydro"}};
  auto refused = owner.post("/owner/rooms", change);
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(has(text_of(refused), "1 visits to come need this kind of room"));
  small.clock.seconds = small.at(1, 9).seconds;
  sign_in(owner, "olga", kPassword);  // a night has passed
  EXPECT_TRUE(has(text_of(owner.follow(owner.post("/owner/rooms", change))), "hydro"));
  bool changed = false;
  auto rooms = house().rooms;
  for (const auto& one : rooms) changed = changed || one.kind == "hydro";
  EXPECT_TRUE(changed);
}

}  // namespace
}  // namespace fascia::web
