// SPDX-License-Identifier: Apache-2.0
// Two people who come at the same time, as the desk and the owner see it.
#include <array>

#include "clinic/book_couple.h"
#include "clinic/change_appointment.h"
#include "core/json.h"
#include "store/records.h"
#include "web/staff_site.h"

namespace fascia::web {
namespace {

struct CouplePages : StaffSite {
  http::Pairs form(Instant start) {
    return {{"service", small.deep.text()},
            {"practitioner", small.ana.text()},
            {"service2", small.swedish.text()},
            {"practitioner2", ""},
            {"day", "2026-11-24"},
            {"name", "Maya Roy"},
            {"birth_date", "1988-05-04"},
            {"email", "maya@example.invalid"},
            {"name2", "Noor Lind"},
            {"birth_date2", ""},
            {"phone2", "780 555 0142"},
            {"start", to_rfc3339_utc(start)}};
  }
  http::Pairs online(Instant start) {
    return with(two_book("relaxation-60", "deep-tissue-60", start), {{"day", "2026-11-24"}});
  }
};

TEST_F(CouplePages, R33_the_owner_gives_a_room_two_tables) {
  Browser owner = signed_in("owner");
  std::string page = text_of(owner.get("/owner/rooms"));
  EXPECT_TRUE(has(page, "Tables"));
  RoomId room = clinic.availability.get()->rooms.front().id;
  EXPECT_EQ(owner.post("/owner/rooms", {{"room", room.text()}, {"room_tables", "2"}}).status, 303);
  EXPECT_EQ(clinic.availability.get()->room(room)->tables, 2);
  auto refused = owner.post("/owner/rooms", {{"room", room.text()}, {"room_tables", "9"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#tables-" + room.text()));
  EXPECT_EQ(owner.post("/owner/rooms", {{"name", "Pair"}, {"tables", "2"}}).status, 303);
  EXPECT_EQ(clinic.availability.get()->rooms.back().tables, 2);
}

TEST_F(CouplePages, R34_the_tick_is_there_where_two_tables_are) {
  Browser desk = signed_in("desk");
  EXPECT_TRUE(lacks(text_of(desk.get("/desk/book")), "For two people at the same time"));
  small.first_room_has_two_tables();
  EXPECT_TRUE(has(text_of(desk.get("/desk/book")), "For two people at the same time"));
  std::string page = text_of(desk.follow(desk.get("/desk/book?two=yes&day=2026-11-24")));
  EXPECT_TRUE(has(page, "New booking for two"));
  EXPECT_TRUE(has(page, to_rfc3339_utc(small.at(1, 10))));
  EXPECT_TRUE(has(page, "Second person"));
  EXPECT_EQ(desk.get("/desk/book-two?looked=yes&day=2026-11-24").status, 303);  // unticked
  desk.language = "fr-CA";
  EXPECT_TRUE(has(text_of(desk.get("/desk/book-two")), "Nouvelle visite à deux"));
}

TEST_F(CouplePages, R34_two_are_booked_seen_together_moved_and_cancelled) {
  small.first_room_has_two_tables();
  Browser desk = signed_in("desk");
  auto response = desk.post("/desk/book-two", form(small.at(1, 10)));
  ASSERT_EQ(response.status, 303) << text_of(response);
  std::string page = text_of(desk.follow(response));
  EXPECT_TRUE(has(page, "Both visits are booked."));
  EXPECT_TRUE(has(page, "Comes together with <strong>Noor Lind</strong>"));
  ASSERT_EQ(visits().size(), 2u);
  AppointmentId one = visits()[0].id, two = visits()[1].id;
  page = text_of(desk.get("/desk?day=2026-11-24"));
  EXPECT_EQ(count_of(page, "for two<span class=\"desk-pair-who\">, with "), 2u);
  EXPECT_TRUE(has(page, ", with N. Lind"));
  EXPECT_TRUE(has(page, ", with M. Roy"));
  // The room is taken twice over: no third, whoever gives it.
  response = desk.post("/desk/book-two", form(small.at(1, 10)));
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(visits().size(), 2u);

  std::string path = "/desk/visit/" + one.text();
  page = text_of(desk.get(path + "?day=2026-11-24"));
  EXPECT_TRUE(has(page, "Both visits move"));
  response =
      desk.post(path + "/move", {{"to", to_rfc3339_utc(small.at(1, 13)) + " "}, {"moves", "both"}});
  EXPECT_TRUE(has(text_of(desk.follow(response)), "Both visits have a new time."));
  for (const auto& a : visits()) EXPECT_EQ(a.start, small.at(1, 13));
  response =
      desk.post(path + "/move", {{"to", to_rfc3339_utc(small.at(1, 10)) + " "}, {"undo", "yes"}});
  EXPECT_EQ(response.status, 303);
  for (const auto& a : visits()) EXPECT_EQ(a.start, small.at(1, 10));

  // Nothing happens before it is said which.
  response = desk.post(path + "/status", {{"to", "cancelled"}});
  EXPECT_EQ(response.status, 422);
  EXPECT_TRUE(has(text_of(response), "Choose whether this is about one visit or both."));
  for (const auto& a : visits()) EXPECT_TRUE(store::takes_time(a.status));
  page = text_of(desk.follow(desk.post(path + "/status", {{"to", "cancelled"}, {"which", "one"}})));
  EXPECT_TRUE(has(page, "stands and keeps the room"));
  EXPECT_TRUE(has(page, "Comes together with"));
  page = text_of(desk.get("/desk/visit/" + two.text()));
  EXPECT_TRUE(has(page, "The other visit does not stand any more"));
  EXPECT_EQ(desk.post(path + "/undo", {}).status, 303);
  page =
      text_of(desk.follow(desk.post(path + "/status", {{"to", "cancelled"}, {"which", "both"}})));
  EXPECT_TRUE(has(page, "Both visits are cancelled."));
  for (const auto& a : visits()) EXPECT_FALSE(store::takes_time(a.status));
}

TEST_F(CouplePages, R34_one_moves_alone_and_the_page_says_what_that_means) {
  small.first_room_has_two_tables();
  Browser desk = signed_in("desk");
  ASSERT_EQ(desk.post("/desk/book-two", form(small.at(1, 10))).status, 303);
  std::string path = "/desk/visit/" + visits()[0].id.text();
  std::string page = text_of(desk.get(path + "?day=2026-11-24&moves=one"));
  EXPECT_TRUE(has(page, "Only this visit moves."));
  page = text_of(desk.follow(desk.post(
      path + "/move", {{"to", to_rfc3339_utc(small.at(1, 14)) + " "}, {"moves", "one"}})));
  EXPECT_TRUE(has(page, "The other visit stays where it was."));
  EXPECT_TRUE(lacks(page, "Comes together with"));
}

TEST_F(CouplePages, R16_what_is_missing_is_named_at_its_own_person) {
  small.first_room_has_two_tables();
  Browser desk = signed_in("desk");
  auto fields = form(small.at(1, 10));
  for (auto& [name, value] : fields)
    if (name == "phone2") value.clear();
  auto response = desk.post("/desk/book-two", fields);
  EXPECT_EQ(response.status, 422);
  EXPECT_TRUE(has(text_of(response), "id=\"email2-error\""));
  EXPECT_TRUE(has(text_of(response), "value=\"Noor Lind\""));
  EXPECT_TRUE(visits().empty());
}

TEST_F(CouplePages, R36_two_book_by_themselves_where_the_owner_lets_them) {
  small.first_room_has_two_tables();
  Browser client(site);
  EXPECT_EQ(client.get("/book/two").status, 303);
  EXPECT_TRUE(lacks(text_of(client.get("/book")), "/book/two"));
  EXPECT_EQ(client.post("/book/two", online(small.at(1, 10))).status, 303);
  EXPECT_TRUE(visits().empty());
  Browser owner = signed_in("owner");
  EXPECT_TRUE(has(text_of(owner.get("/owner/rooms")), "People may book for two by themselves"));
  owner.post("/owner/rooms", {{"couples_asked", "yes"}, {"couples", "yes"}});
  EXPECT_TRUE(has(text_of(client.get("/book")), "/book/two"));
  std::string page = text_of(client.get("/book/two?day=2026-11-24"));
  EXPECT_TRUE(has(page, to_rfc3339(small.at(1, 10), small.zone)));
  EXPECT_TRUE(has(page, "$190.00"));

  auto response = client.post("/book/two", online(small.at(1, 10)));
  ASSERT_EQ(response.status, 303) << text_of(response);
  ASSERT_EQ(visits().size(), 2u);
  EXPECT_EQ(visits()[0].together, visits()[1].together);
  for (const auto& a : visits()) {
    EXPECT_EQ(a.status, store::Status::requested);  // each answers for themself (R4)
    EXPECT_TRUE(a.intake_due_by);
  }
  // Who booked for both reads what they said of the other; the other learns nothing of them.
  page = text_of(client.follow(response));
  EXPECT_TRUE(has(page, "Noor has the same time"));
  EXPECT_TRUE(has(page, "<dt>Price for Noor</dt><dd>$95.00"));
  EXPECT_TRUE(lacks(page, "Lind"));
  EXPECT_TRUE(lacks(page, "noor@example"));
  client.language = "fr-CA";
  EXPECT_TRUE(has(text_of(client.follow(response)), "Noor a la même heure"));
  client.language = "en-CA";
  std::string theirs;  // the other one's own link, in their mail
  for (const auto& m : small.store->read([&](store::Connection& c) {
         return store::waiting_messages(c, clinic.tenant, clinic.sealer, clinic.now(), 50);
       })) {
    auto payload = json::read(m.payload.reveal());
    const auto* link = payload ? payload->as_object().if_contains("path") : nullptr;
    if (link == nullptr) continue;
    const std::string at(link->as_string());
    if (!at.empty() && !response.header("Location").starts_with(at)) theirs = at;
  }
  ASSERT_FALSE(theirs.empty());
  page = text_of(Browser(site).get(theirs));
  EXPECT_TRUE(has(page, "You come as two."));
  EXPECT_TRUE(lacks(page, "Maya"));
  // The same request again is the same two visits.
  auto again = client.post("/book/two", online(small.at(1, 10)));
  EXPECT_EQ(again.header("Location"), response.header("Location"));
  EXPECT_EQ(visits().size(), 2u);
  const auto other = with(online(small.at(1, 10)), {{"key", "another request"}});
  auto taken = client.post("/book/two", other);
  EXPECT_EQ(taken.status, 409);
  EXPECT_TRUE(has(text_of(taken), "value=\"Noor Lind\""));
  EXPECT_EQ(visits().size(), 2u);
}

// What was asked for is given or refused; the first of the list is nobody's wish.
TEST_F(CouplePages, a_service_for_two_that_cannot_be_read_is_refused_at_its_field) {
  small.first_room_has_two_tables();
  ASSERT_TRUE(clinic::allow_couples_online(clinic, small.program, true));
  Browser client(site);
  for (const std::string field : {"service", "service2"})
    for (const char* path : {"/book/two/hold", "/book/two"}) {
      auto fields = online(small.at(1, 10));
      for (auto& [name, value] : fields)
        if (name == field) value = "abc";
      auto refused = client.post(path, fields);
      EXPECT_EQ(refused.status, 422) << path << " " << field;
      EXPECT_TRUE(has(text_of(refused), "href=\"#" + field + "\""));
    }
  EXPECT_EQ(client.get("/book/two?service=abc").status, 422);
  EXPECT_EQ(client.get("/book/two?day=2026-02-30").status, 422);
  const std::string start = http::url_encode(to_rfc3339(small.at(1, 10), small.zone));
  EXPECT_EQ(
      client.get("/book/two/details?service=relaxation-60&service2=abc&start=" + start).status,
      422);
  auto strange = online(small.at(1, 10));
  strange.emplace_back("do", "abc");
  EXPECT_EQ(client.post("/book/two", strange).status, 422);
  EXPECT_TRUE(visits().empty());
}

// The link of one of two moves nothing, so it offers nothing: it says whom to call.
TEST_F(CouplePages, the_link_of_one_of_two_says_at_once_that_the_clinic_moves_both) {
  small.first_room_has_two_tables();
  ASSERT_TRUE(clinic::allow_couples_online(clinic, small.program, true));
  Browser client(site);
  auto booked = client.post("/book/two", online(small.at(1, 10)));
  ASSERT_EQ(booked.status, 303);
  std::string path(booked.header("Location"));
  path = path.substr(0, path.find('?'));
  auto page = client.get(path + "/move");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(has(text_of(page), "Please call us, and we move both."));
  EXPECT_TRUE(has(text_of(page), path + "/cancel"));
  EXPECT_TRUE(lacks(text_of(page), "name=\"start\""));
  const std::string start = to_rfc3339(small.at(2, 10), small.zone);
  page = client.get(path + "/move?with=same&start=" + http::url_encode(start));
  EXPECT_TRUE(has(text_of(page), "Please call us, and we move both."));
  EXPECT_EQ(client.post(path + "/move", {{"start", start}, {"practitioner", ""}}).status, 409);
  for (const auto& a : visits()) EXPECT_EQ(a.start, small.at(1, 10));
  // Once the other one does not come, this one is moved like any.
  for (const auto& a : visits())
    if (path.find(a.id.text()) == path.npos) {
      ASSERT_TRUE(clinic::cancel_appointment(clinic, a.id, {small.program, {}}));
    }
  EXPECT_TRUE(has(text_of(client.get(path + "/move?day=2026-11-25")), "name=\"start\""));
}

// The series page of one of two asks about the other, as the visit's own page does.
TEST_F(CouplePages, R34_a_series_with_two_in_it_asks_which_visits_are_meant) {
  small.first_room_has_two_tables();
  Browser desk = signed_in("desk");
  ASSERT_EQ(desk.post("/desk/book-two", form(small.at(1, 10))).status, 303);
  const AppointmentId one = visits()[0].id;
  const std::string path = "/desk/visit/" + one.text() + "/series";
  ASSERT_EQ(desk.post(path, {{"every", "1"}, {"count", "2"}, {"date", "2026-12-01"}}).status, 303);
  std::string page = text_of(desk.get(path));
  EXPECT_TRUE(has(page, "Which visits?"));
  auto refused = desk.post(path + "/cancel", {});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#which\""));
  refused = desk.post(path + "/move", {{"to_day", "2026-11-25"}, {"to_time", "13:00"}});
  EXPECT_EQ(refused.status, 422);
  for (const auto& a : visits()) EXPECT_TRUE(store::takes_time(a.status));
  page = text_of(desk.get(path + "?to_day=2026-11-25&to_time=13:00&moves=one"));
  EXPECT_TRUE(has(page, "only this person’s visits move"));
  page = text_of(desk.get(path + "?to_day=2026-11-25&to_time=13:00"));
  EXPECT_TRUE(has(page, "both come along"));
  ASSERT_EQ(
      desk.post(path + "/move", {{"to_day", "2026-11-25"}, {"to_time", "13:00"}, {"moves", "both"}})
          .status,
      303);
  EXPECT_EQ(visits()[0].start, small.at(2, 13));
  EXPECT_EQ(visits()[1].start, small.at(2, 13));
  ASSERT_EQ(desk.post(path + "/cancel", {{"which", "both"}}).status, 303);
  for (const auto& a : visits()) EXPECT_FALSE(store::takes_time(a.status));
  ASSERT_EQ(desk.post("/desk/visit/" + one.text() + "/undo", {}).status, 303);
  EXPECT_TRUE(store::takes_time(visits()[0].status));
  EXPECT_TRUE(store::takes_time(visits()[1].status));
}

TEST_F(CouplePages, R38_a_time_for_two_is_held_while_they_say_who_comes) {
  small.first_room_has_two_tables();
  ASSERT_TRUE(clinic::allow_couples_online(clinic, small.program, true));
  auto holds = [&] {
    return small.store->read(
        [&](store::Connection& c) { return store::list_holds(c, clinic.tenant).size(); });
  };
  const std::string ten = to_rfc3339(small.at(1, 10), small.zone);
  const http::Pairs chosen{{"service", "relaxation-60"},
                           {"service2", "deep-tissue-60"},
                           {"day", "2026-11-24"},
                           {"start", ten}};
  auto then = [&](http::Pairs more) {
    http::Pairs all = chosen;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  Browser client(site), rival(site, "10.0.0.2");
  EXPECT_TRUE(has(text_of(client.get("/book/two?day=2026-11-24")), "value=\"" + ten + "\""));
  std::string page = text_of(client.follow(client.post("/book/two/hold", chosen)));
  EXPECT_EQ(holds(), 2u);
  EXPECT_TRUE(has(page, "keep this time for you until 8:10 am"));
  EXPECT_TRUE(has(page, "Tuesday 24 November, 10:00 am"));
  EXPECT_TRUE(has(page, "If you need to cancel"));
  // Both therapists and the room are theirs meanwhile.
  EXPECT_TRUE(lacks(text_of(rival.get("/book/two?day=2026-11-24")), "value=\"" + ten + "\""));
  EXPECT_TRUE(lacks(text_of(rival.get("/book?service=relaxation-60&day=2026-11-24")), ten));
  auto late = rival.post("/book/two/hold", chosen);
  EXPECT_EQ(late.status, 409);
  EXPECT_TRUE(has(text_of(late), to_rfc3339(small.at(1, 13), small.zone)));
  // Longer, with all that was typed; then it ends by itself and is there again.
  small.clock.seconds += 9 * 60;
  page = text_of(client.post("/book/two", then({{"do", "extend"}, {"name2", "Noor Lind"}})));
  EXPECT_TRUE(has(page, "until 8:19 am"));
  EXPECT_TRUE(has(page, "value=\"Noor Lind\""));
  small.clock.seconds += 11 * 60;
  EXPECT_TRUE(has(text_of(rival.get("/book/two?day=2026-11-24")), "value=\"" + ten + "\""));
  EXPECT_EQ(holds(), 0u);
  page = text_of(client.post("/book/two", then({{"do", "extend"}})));
  EXPECT_TRUE(has(page, "until 8:30 am"));
  // Who leaves gives both back, by the button and by a page that is closed.
  EXPECT_EQ(client.post("/book/two", then({{"do", "leave"}})).status, 303);
  EXPECT_EQ(holds(), 0u);
  client.post("/book/two/hold", chosen);
  client.post("/book/leave", then({{"page", "closed"}}));
  small.clock.seconds += 31;
  rival.get("/book/two?day=2026-11-24");
  EXPECT_EQ(holds(), 0u);
  // What is held is booked, and nothing is held any more.
  client.post("/book/two/hold", chosen);
  auto booked = client.post("/book/two", online(small.at(1, 10)));
  EXPECT_EQ(booked.status, 303) << text_of(booked);
  EXPECT_EQ(visits().size(), 2u);
  EXPECT_EQ(holds(), 0u);
  // Who comes second sees the other times with all that was typed.
  auto second = with(online(small.at(1, 10)), {{"key", "another"}});
  auto gone = rival.post("/book/two", second);
  EXPECT_EQ(gone.status, 409);
  EXPECT_TRUE(has(text_of(gone), "value=\"Noor Lind\""));
  EXPECT_TRUE(has(text_of(gone), "value=\"" + to_rfc3339(small.at(1, 13), small.zone) + "\""));
  for (auto& [name, value] : second)
    if (name == "start") name = "gone_start";
  auto none = rival.post("/book/two", second);
  EXPECT_EQ(none.status, 422);
  EXPECT_TRUE(has(text_of(none), "value=\"Noor Lind\"")) << "no time was chosen";
}

TEST_F(CouplePages, R36_two_read_in_money_what_each_of_them_would_pay) {
  small.first_room_has_two_tables();
  ASSERT_TRUE(clinic::allow_couples_online(clinic, small.program, true));
  const store::Charge half{store::Charge::Kind::share, 50};
  ASSERT_TRUE(clinic::edit_policy(clinic, small.program, {24, "", "", half, {}, {}}));
  const std::string path =
      "/book/two/details?service=relaxation-60&service2=deep-tissue-60&start=" +
      http::url_encode(to_rfc3339(small.at(1, 10), small.zone));
  Browser client(site);
  EXPECT_TRUE(
      has(text_of(client.get(path)), "<dt>If you cancel late</dt><dd>$47.50 for each of you</dd>"));
  store::Service dearer = *clinic.availability.get()->service(small.deep);
  dearer.price.cents = 12000;
  ASSERT_TRUE(clinic::edit_service(clinic, small.program, dearer));
  EXPECT_TRUE(
      has(text_of(client.get(path)), "<dd>$47.50 for the first visit, $60.00 for the second</dd>"));
}

TEST_F(CouplePages, R15_online_both_are_of_age_and_have_a_link_of_their_own) {
  small.first_room_has_two_tables();
  ASSERT_TRUE(clinic::allow_couples_online(clinic, small.program, true));
  EXPECT_FALSE(clinic::allow_couples_online(clinic, {}, false));
  Browser client(site);
  for (auto [field, value, wrong] : {std::array{"birth_date2", "2012-01-01", "birth_date2-error"},
                                     {"email2", "", "email2-error"},
                                     {"birth_date", "", "birth_date-error"},
                                     {"name2", " ", "name2-error"}}) {
    auto fields = online(small.at(1, 10));
    for (auto& [name, typed] : fields)
      if (name == field) typed = value;
    auto response = client.post("/book/two", fields);
    EXPECT_EQ(response.status, 422) << field;
    EXPECT_TRUE(has(text_of(response), "id=\"" + std::string(wrong) + "\""));
  }
  EXPECT_TRUE(visits().empty());
}

// Neither person's private page says anything of the other.
TEST_F(CouplePages, R19_the_private_page_of_one_names_nothing_of_the_other) {
  small.first_room_has_two_tables();
  clinic::BookCouple in;
  in.start = small.at(1, 10);
  in.actor = {clinic::Actor::Kind::staff, StaffId{7}, store::Role::desk, {}};
  in.first = {small.deep, {}, {}, {}};
  in.first.client.name = "Maya Roy";
  in.first.client.email = "maya@example.invalid";
  in.second = in.first;
  in.second.client.name = "Noor Lind";
  in.second.client.email = "noor@example.invalid";
  in.second.client.birth_date = Date::of(1990, 2, 1);
  auto booked = clinic::book_couple(clinic, in);
  ASSERT_TRUE(booked) << booked.error().message;
  Browser browser(site);
  std::string path =
      "/visit/" + booked->first.appointment.id.text() + "/" + booked->first.manage_token;
  for (const std::string& one : {path, path + "/move", path + "/cancel"}) {
    auto response = browser.get(one);
    EXPECT_EQ(response.status, 200) << one;
    for (const char* word : {"Noor", "Lind", "1990", "noor@"})
      EXPECT_TRUE(lacks(text_of(response), word)) << one;
  }
  auto others = browser.get("/visit/" + booked->second.appointment.id.text() + "/" +
                            booked->first.manage_token);
  EXPECT_EQ(others.status, 404);
}

}  // namespace
}  // namespace fascia::web
