// SPDX-License-Identifier: Apache-2.0
// What the API refuses and in which words: what is not sold, limits, wrong keys, a store that does
// not answer; and the routes that watch the server.
#include <set>

#include "api/small_api.h"
#include "clinic/answered.h"
#include "store/broken_store.h"

namespace fascia::api {
namespace {

class Refusals : public ApiTest {
 protected:
  void take_off_the_web(ServiceId id) {
    store::Service service = *clinic->availability.get()->service(id);
    service.online = false;
    ASSERT_TRUE(clinic::edit_service(*clinic, program, service));
  }
  Answer availability(const std::string& service, const std::string& from, const std::string& to) {
    return ask(Method::get, "/api/v1/availability",
               {{"service", service}, {"from", from}, {"to", to}});
  }
  Answer hold(const std::string& start) {
    bj::object body{{"service", swedish.text()}, {"start", start}};
    return ask(Method::post, "/api/v1/holds", {}, json::write(body));
  }
  Answer screen(const bj::object& body) {
    return ask(Method::post, "/api/v1/screenings", {}, json::write(body));
  }
  bj::object screening_body() const {
    return {{"visit_date", "2026-11-24"},
            {"service", swedish.text()},
            {"birth_date", "1988-05-04"},
            {"intake", bj::object()}};
  }
};

TEST_F(Refusals, what_staff_alone_may_say_is_not_counted_from_a_program) {
  bj::object body = screening_body();
  body["intake"] = bj::object{
      {"answered_by", "staff"},
      {"answers", bj::object{{"leg_signs", bj::array{"calf-swollen", "deep-vein-tender"}},
                             {"leg_signs.other_cause", "yes"}}}};
  Answer answer = screen(body);
  ASSERT_EQ(answer.status, 201) << json::write(answer.body);
  EXPECT_EQ(answer.text("decision"), "emergency");
  EXPECT_NE(json::write(answer.body.at("warnings")).find("staff_alone:leg_signs.other_cause"),
            std::string::npos);
}

TEST_F(Refusals, what_staff_alone_may_say_is_named_beside_a_record_too) {
  bj::object body = screening_body();
  body["intake"] = bj::object{
      {"answers", bj::object{{"leg_signs", bj::array{"calf-swollen", "deep-vein-tender"}},
                             {"leg_signs.other_cause", "yes"}}}};
  body["record"] = bj::object{{"resourceType", "Bundle"}, {"entry", bj::array()}};
  Answer answer = screen(body);
  ASSERT_EQ(answer.status, 201) << json::write(answer.body);
  EXPECT_EQ(answer.text("decision"), "emergency");
  EXPECT_NE(json::write(answer.body.at("warnings")).find("staff_alone:leg_signs.other_cause"),
            std::string::npos);
}

TEST_F(Refusals, what_is_not_sold_online_is_neither_shown_nor_held_nor_screened_nor_booked) {
  ASSERT_EQ(screen(screening_body()).status, 201);
  take_off_the_web(swedish);
  const Answer services = ask(Method::get, "/api/v1/services");
  const Answer practitioners = ask(Method::get, "/api/v1/practitioners");
  for (const bj::value& one : services.body.at("items").as_array())
    EXPECT_NE(one.at("id").as_string(), swedish.text());
  for (const bj::value& one : practitioners.body.at("items").as_array())
    for (const bj::value& service : one.at("services").as_array())
      EXPECT_NE(service.as_string(), swedish.text());
  Answer starts = availability(swedish.text(), "2026-11-24", "2026-11-25");
  EXPECT_EQ(starts.status, 404);
  EXPECT_EQ(starts.text("code"), "service_unknown");
  for (const Answer& refused :
       {hold(when(1, 9)), screen(screening_body()), book(booking_body(when(1, 9)), "k")}) {
    EXPECT_EQ(refused.status, 422) << json::write(refused.body);
    EXPECT_EQ(refused.text("code"), "service_unknown");
    EXPECT_EQ(refused.text("field"), "service");
  }
  // The desk books it, and who was booked answers the questions for it.
  clinic::BookAppointment by_desk = booking(at(1, 9), {});
  by_desk.actor = {clinic::Actor::Kind::staff, random.id<StaffId>(), store::Role::desk, {}};
  auto booked = clinic::book_appointment(*clinic, by_desk);
  ASSERT_TRUE(booked);
  clinic::ScreenVisit visit;
  visit.service = swedish;
  visit.visit_date = monday + 1;
  visit.birth_date = Date::of(1988, 5, 4);
  visit.asked = "web";
  visit.visit = booked->appointment.id;
  EXPECT_TRUE(clinic::screen_visit(*clinic, visit));
}

// Deep work on a blood thinner waits for a letter, and none can be back by tomorrow.
TEST_F(Refusals, R1_the_other_times_begin_when_the_screening_allows_them) {
  auto screened = clinic::answered(*this, deep, monday + 2, clinic::on_a_blood_thinner());
  ASSERT_TRUE(screened);
  // All of that day is gone, so that the nearest times would be those of the day before.
  for (int minute = 9 * 60; minute < 17 * 60; minute += 15)
    for (PractitionerId who : {ana, ben}) {
      clinic::BookAppointment other = booking(at(2, 0, minute), {});
      other.practitioner = who;
      other.client.name = "Person " + std::to_string(minute) + who.text();
      other.actor = program;
      (void)clinic::book_appointment(*clinic, other);
    }
  bj::object body = booking_body(when(2, 9));
  body["service"] = deep.text();
  body["screening"] = screened->token;
  Answer taken = book(body, "k");
  ASSERT_EQ(taken.status, 409) << json::write(taken.body);
  const bj::array& others = taken.body.at("alternatives").as_array();
  ASSERT_FALSE(others.empty());
  for (const bj::value& other : others)
    EXPECT_GE(std::string(other.at("start").as_string()), when(2, 0));
}

TEST_F(Refusals, R4_an_intake_of_another_birth_date_is_no_intake_of_this_person) {
  bj::object body = screening_body();
  body["intake"] = bj::object{{"birth_date", "1990-01-01"}};
  Answer other = screen(body);
  EXPECT_EQ(other.status, 422) << json::write(other.body);
  EXPECT_EQ(other.text("code"), "birth_date_differs");
  EXPECT_EQ(other.text("field"), "intake.birth_date");
  body["intake"] = bj::object{{"birth_date", "1988-05-04"}};
  EXPECT_EQ(screen(body).status, 201);
}

TEST_F(Refusals, R1_a_screening_is_for_one_appointment) {
  auto screened = clinic::answered(*this, swedish, monday + 1, {});
  ASSERT_TRUE(screened);
  bj::object body = booking_body(when(1, 9));
  body["screening"] = screened->token;
  EXPECT_EQ(book(body, "a").status, 201);
  body["start"] = when(1, 13);
  Answer again = book(body, "b");
  EXPECT_EQ(again.status, 422);
  EXPECT_EQ(again.text("code"), "screening_unknown");
  EXPECT_EQ(again.text("field"), "screening");
}

TEST_F(Refusals, R19_the_token_of_one_appointment_opens_no_other) {
  Answer mine = book(booking_body(when(1, 9)), "a"), yours = book(booking_body(when(2, 9)), "b");
  std::string link = mine.text("manage"), token = link.substr(link.rfind('/') + 1);
  std::string path = "/api/v1/appointments/" + yours.text("id");
  http::Pairs key{{"authorization", "Bearer " + token}};
  EXPECT_EQ(ask(Method::get, path, {}, {}, key).status, 404);
  EXPECT_EQ(ask(Method::patch, path, {}, R"({"start":")" + when(3, 9) + R"("})", key).status, 404);
  EXPECT_EQ(ask(Method::del, path, {}, {}, key).status, 404);
  EXPECT_EQ(one(Method::get, yours).text("start"), when(2, 9));
  EXPECT_EQ(one(Method::get, yours).text("status"), "requested");
}

TEST_F(Refusals, the_scheme_bearer_may_be_written_in_small_letters) {
  Answer booked = book(booking_body(when(1, 9)), "a");
  std::string link = booked.text("manage"), token = link.substr(link.rfind('/') + 1);
  std::string path = "/api/v1/appointments/" + booked.text("id");
  for (const char* scheme : {"bearer ", "BEARER "})
    EXPECT_EQ(ask(Method::get, path, {}, {}, {{"authorization", scheme + token}}).status, 200);
  EXPECT_EQ(ask(Method::get, path, {}, {}, {{"authorization", "Basic " + token}}).status, 401);
  EXPECT_EQ(
      ask(Method::get, "/metrics", {}, {}, {{"authorization", "bearer metrics secret"}}).status,
      200);
}

TEST_F(Refusals, a_start_of_another_therapist_is_refused_without_saying_that_nobody_works) {
  store::Practitioner late;
  late.name = "Cara Late";
  late.position = 2;
  late.services = {deep, swedish};
  auto cara = clinic::edit_practitioner(*clinic, program, late);
  ASSERT_TRUE(cara);
  ASSERT_TRUE(clinic::add_shift(*clinic, program,
                                {*cara, 3, 1020, 1260, {}, {}, Date::of(2020, 1, 1), {}}));
  bj::object body = booking_body(when(1, 9));
  body["practitioner"] = ana.text();
  Answer booked = book(body, "a");
  Answer moved = one(Method::patch, booked, R"({"start":")" + when(2, 18) + R"("})");
  EXPECT_EQ(moved.status, 422);
  EXPECT_EQ(moved.text("code"), "start_outside_hours");
  EXPECT_EQ(moved.text("title").find("Nobody"), std::string::npos) << moved.text("title");
  EXPECT_NE(moved.text("title").find("this therapist"), std::string::npos);
}

TEST_F(Refusals, a_question_about_more_than_92_days_is_refused) {
  EXPECT_EQ(availability(swedish.text(), "2026-11-24", "2027-02-23").status, 200);
  Answer more = availability(swedish.text(), "2026-11-24", "2027-02-24");
  EXPECT_EQ(more.status, 422);
  EXPECT_EQ(more.text("code"), "too_many_days");
  EXPECT_EQ(more.text("field"), "to");
}

// Each posting route has a limit of its own.
TEST_F(Refusals, thirty_posts_in_ten_minutes_and_then_429_with_retry_after) {
  count_requests();
  for (const char* path : {"/api/v1/screenings", "/api/v1/holds", "/api/v1/appointments"}) {
    auto post = [&] { return ask(Method::post, path, {}, "{}", {{"idempotency-key", "k"}}); };
    for (int n = 0; n < 30; ++n) ASSERT_EQ(post().status, 400) << path << n;
    Answer refused = post();
    EXPECT_EQ(refused.status, 429) << path;
    EXPECT_EQ(refused.text("code"), "too_many_requests") << path;
    EXPECT_FALSE(refused.retry_after.empty()) << path;
  }
  clock.seconds += 600;
  EXPECT_EQ(ask(Method::post, "/api/v1/holds", {}, "{}").status, 400);
}

TEST_F(Refusals, R38_lifted_limits_lift_the_holds_of_an_address_too) {
  for (int day = 1; day <= 5; ++day) EXPECT_EQ(hold(when(day, 9)).status, 201) << day;
  count_requests();
  for (int day = 6; day <= 8; ++day) EXPECT_EQ(hold(when(day, 9)).status, 201) << day;
  EXPECT_EQ(hold(when(9, 9)).text("code"), "too_many_holds");
}

TEST_F(Refusals, R38_a_clinic_says_how_many_times_an_address_holds_at_once) {
  limits = std::make_shared<http::MemoryLimits>(
      std::map<std::string, int, std::less<>>{{"held.at_once", 1}});
  serve(true);
  EXPECT_EQ(hold(when(1, 9)).status, 201);
  Answer second = hold(when(2, 9));
  EXPECT_EQ(second.text("code"), "too_many_holds");
  EXPECT_FALSE(second.retry_after.empty());
}

TEST_F(Refusals, metrics_open_with_the_right_token_alone) {
  auto metrics = [&](const std::string& token) {
    return ask(Method::get, "/metrics", {}, {}, {{"authorization", "Bearer " + token}});
  };
  EXPECT_EQ(metrics("metrics secreT").status, 401);
  Answer figures = metrics("metrics secret");
  EXPECT_EQ(figures.status, 200);
  EXPECT_NE(figures.bytes.find("\nfascia_taken 0\n"), std::string::npos) << figures.bytes;
  EXPECT_EQ(book(booking_body(when(1, 9)), "a").status, 201);
  EXPECT_NE(metrics("metrics secret").bytes.find("\nfascia_taken 1\n"), std::string::npos);
}

TEST_F(Refusals, the_fixed_answer_has_1024_bytes_and_is_there_only_when_switched_on) {
  Answer fixed = ask(Method::get, "/bench/1k");
  EXPECT_EQ(fixed.status, 200);
  EXPECT_EQ(fixed.bytes.size(), 1024U);
  serve(false);
  Answer off = ask(Method::get, "/bench/1k");
  EXPECT_EQ(off.status, 404);
  EXPECT_EQ(off.type, "application/problem+json");
}

// Not only what stands below /api/ is for programs.
TEST(ApiPaths, what_watches_the_server_is_answered_as_a_program) {
  for (const char* path :
       {"/api/v1/holds", "/api/", "/healthz", "/readyz", "/metrics", "/bench/1k"})
    EXPECT_TRUE(is_api_path(path)) << path;
  for (const char* path : {"/", "/book", "/healthzz", "/apiary"}) EXPECT_FALSE(is_api_path(path));
}

TEST_F(Refusals, a_store_that_cannot_be_read_is_503_with_the_reason) {
  EXPECT_EQ(ask(Method::get, "/readyz").status, 200);
  Answer booked = book(booking_body(when(1, 9)), "a");
  store::BrokenStore broken;
  clinic::Clinic ill(broken, *sealer, random, clock, clinic::shipped_knowledge(), clinic->tenant);
  ill.availability.put(clinic->availability.get());
  api = std::make_shared<Api>(Api{ill, *limits, {}, {}, true});
  router = {};
  add_routes(router, api);
  using Kind = store::StoreError::Kind;
  for (auto [kind, code] : {std::pair{Kind::corrupt, "store_corrupt"},
                            {Kind::unreachable, "store_out_of_reach"},
                            {Kind::busy, "store_busy"},
                            {Kind::full, "store_full"},
                            {Kind::read_only, "store_read_only"}}) {
    broken.kind = kind;
    for (const Answer& answer : {ask(Method::get, "/readyz"), ask(Method::get, "/api/v1/policy"),
                                 one(Method::get, booked)}) {
      EXPECT_EQ(answer.status, 503) << code;
      EXPECT_EQ(answer.type, "application/problem+json");
      EXPECT_EQ(answer.text("code"), code);
      EXPECT_FALSE(answer.text("title").empty());
      EXPECT_FALSE(answer.retry_after.empty());
    }
  }
  // The program's own fault is no fault of the disk, but ready it is not.
  broken.kind = Kind::constraint;
  EXPECT_EQ(ask(Method::get, "/readyz").status, 503);
}

// A slip in the address is no wish: it is named, as a slip in a body is.
TEST_F(Refusals, what_an_address_does_not_know_or_has_twice_is_refused) {
  http::Pairs query{{"service", swedish.text()}, {"from", "2026-11-24"}, {"to", "2026-11-24"}};
  EXPECT_EQ(ask(Method::get, "/api/v1/availability", query).status, 200);
  query.emplace_back("practicioner", ana.text());
  Answer slip = ask(Method::get, "/api/v1/availability", query);
  EXPECT_EQ(slip.status, 400);
  EXPECT_EQ(slip.text("code"), "query_unknown");
  EXPECT_EQ(slip.text("field"), "practicioner");
  EXPECT_EQ(slip.text("title"),
            "There is no practicioner in this address. Do you mean practitioner?");
  query.back() = {"service", deep.text()};
  EXPECT_EQ(ask(Method::get, "/api/v1/availability", query).text("code"), "query_twice");
  for (const char* path : {"/api/v1/services", "/api/v1/practitioners", "/api/v1/policy"})
    EXPECT_EQ(ask(Method::get, path, {{"page", "2"}}).text("code"), "query_not_wanted") << path;
  for (const char* missing : {"service", "from", "to"}) {
    http::Pairs less = query;
    less.pop_back();
    std::erase_if(less, [&](const auto& pair) { return pair.first == missing; });
    Answer answer = ask(Method::get, "/api/v1/availability", less);
    EXPECT_EQ(answer.text("code"), "value_missing");
    EXPECT_EQ(answer.text("field"), missing);
  }
}

TEST_F(Refusals, where_nothing_is_near_to_a_field_all_of_them_are_named) {
  bj::object body{{"service", swedish.text()}, {"start", when(1, 9)}, {"foo", 1}};
  Answer strange = ask(Method::post, "/api/v1/holds", {}, json::write(body));
  EXPECT_EQ(strange.text("code"), "key_unknown");
  EXPECT_EQ(strange.text("title"),
            "There is no field foo. There are: service, start, practitioner.");
  body = booking_body(when(1, 9));
  body["client"].as_object()["language"] = "fr";
  strange = book(body, "a");
  EXPECT_EQ(strange.text("field"), "client.language");
  EXPECT_TRUE(strange.text("title").find("There are: name,") != std::string::npos);
  body["client"] = "x";
  strange = book(body, "b");
  EXPECT_EQ(strange.text("code"), "value_object");
  EXPECT_EQ(strange.text("field"), "client");
  body = booking_body(when(1, 9), std::string(201, 'a'));
  EXPECT_EQ(book(body, "c").text("title"), "The name is too long. Use at most 200 characters.");
}

// A wish for a woman or a man is refused for what stands in its way.
TEST_F(Refusals, R37_why_nobody_who_was_wished_for_can_be_had_is_said) {
  for (auto [id, gender] : {std::pair(ana, "woman"), {ben, "man"}}) {
    store::Practitioner p = *clinic->availability.get()->practitioner(id);
    p.gender = gender;
    p.visits_a_day = 1;
    if (id == ben) p.services = {deep};
    ASSERT_TRUE(clinic::edit_practitioner(*clinic, program, p));
  }
  auto wish = [&](const std::string& start, const char* gender, const char* key) {
    bj::object body = booking_body(start, key);
    body["gender"] = gender;
    return book(body, key);
  };
  EXPECT_EQ(wish(when(1, 10), "man", "a").text("code"), "wish_fits_nobody");
  EXPECT_EQ(wish(when(1, 10), "man", "a").text("field"), "gender");
  EXPECT_EQ(wish(when(1, 10), "woman", "b").status, 201);
  EXPECT_EQ(wish(when(1, 14), "woman", "c").text("code"), "day_full");
  EXPECT_EQ(wish(when(2, 20), "woman", "d").text("code"), "start_outside_hours");
  EXPECT_EQ(wish(when(2, 10, 5), "woman", "e").text("code"), "start_off_grid");
  EXPECT_EQ(wish(when(2, 10), "woman", "f").status, 201);
}

}  // namespace
}  // namespace fascia::api
