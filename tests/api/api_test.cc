// SPDX-License-Identifier: Apache-2.0
// The API for programs, asked through its router: api/openapi.json against the routes in both
// directions, what each route answers, and the limits.
#include "api/api.h"

#include <fstream>
#include <set>
#include <sstream>

#include "api/small_api.h"
#include "clinic/answered.h"
#include "clinic/book_couple.h"
#include "clinic/cancel_policy.h"
#include "clinic/join_services.h"
#include "source_folder.h"

namespace fascia::api {
namespace {

TEST(SchemaTest, each_keyword_can_say_no) {
  Schemas schemas(
      json::read(R"({"components":{"schemas":{"Id":{"type":"string","pattern":"^a+$"}}}})")
          .value());
  struct Case {
    const char* schema;
    const char* good;
    const char* bad;
  };
  for (const Case& one :
       {Case{R"({"type":"string"})", R"("a")", "1"},
        Case{R"({"type":["integer","null"]})", "null", "1.5"},
        Case{R"({"enum":["a","b"]})", R"("b")", R"("c")"}, Case{R"({"minimum":1})", "1", "0"},
        Case{R"({"maximum":1})", "1", "2"}, Case{R"({"minLength":2})", R"("ab")", R"("a")"},
        Case{R"({"maxLength":1})", R"("a")", R"("ab")"},
        Case{R"({"format":"date"})", R"("2026-11-24")", R"("24 November")"},
        Case{R"({"format":"date-time"})", R"("2026-11-24T09:00:00-06:00")", R"("2026-11-24")"},
        Case{R"({"format":"uri"})", R"("https://a")", R"("a")"},
        Case{R"({"$ref":"#/components/schemas/Id"})", R"("aa")", R"("b")"},
        Case{R"({"items":{"type":"integer"}})", "[1,2]", R"([1,"2"])"},
        Case{R"({"required":["a"]})", R"({"a":1})", "{}"},
        Case{R"({"properties":{"a":{"type":"integer"}}})", R"({"a":1})", R"({"a":"1"})"},
        Case{R"({"properties":{"a":{}}})", R"({"a":1})", R"({"b":1})"},
        Case{R"({"properties":{"a":{}},"additionalProperties":false})", R"({"a":1})", R"({"b":1})"},
        Case{R"({"additionalProperties":{"type":"string"}})", R"({"a":"1"})", R"({"a":1})"},
        Case{R"({"anyOf":[{"required":["a"]},{"required":["b"]}]})", R"({"b":1})", R"({"c":1})"}}) {
    auto schema = json::read(one.schema).value();
    EXPECT_EQ(schemas.faults(schema, json::read(one.good).value(), true).size(), 0U) << one.schema;
    EXPECT_EQ(schemas.faults(schema, json::read(one.bad).value(), true).size(), 1U) << one.schema;
  }
  auto strange = json::read(R"({"oneOf":[]})").value();
  EXPECT_EQ(schemas.faults(strange, 1, true).size(), 1U) << "an unknown keyword passes nothing";
}

TEST_F(ApiTest, every_schema_of_the_description_is_met_by_a_real_body) {
  ask(Method::get, "/api/v1/services");
  ask(Method::get, "/api/v1/practitioners");
  ask(Method::get, "/api/v1/policy");
  ask(Method::get, "/api/v1/places", {{"service", swedish.text()}});
  ask(Method::get, "/api/v1/availability",
      {{"service", swedish.text()}, {"from", "2026-11-24"}, {"to", "2026-11-24"}});
  std::set<std::string> screened;
  for (const char* name : {"go-ahead", "changes", "emergency"}) {
    std::ifstream file(source_file("docs/examples/intake-") + name + ".json");
    std::stringstream text;
    text << file.rdbuf();
    auto intake = json::read(text.str());
    ASSERT_TRUE(intake) << name;
    std::string birth(intake->at("birth_date").as_string());
    bj::object body{{"visit_date", "2026-11-24"},
                    {"service", deep.text()},
                    {"birth_date", birth},
                    {"intake", *intake}};
    Answer answer = ask(Method::post, "/api/v1/screenings", {}, json::write(body));
    EXPECT_EQ(answer.status, 201) << name << json::write(answer.body);
    screened.insert(answer.text("decision"));
  }
  EXPECT_GE(screened.size(), 2U);
  bj::object hold{{"service", swedish.text()}, {"start", when(2, 9)}};
  EXPECT_EQ(ask(Method::post, "/api/v1/holds", {}, json::write(hold)).status, 201);
  Answer booked = book(booking_body(when(1, 9)), "a");
  EXPECT_EQ(one(Method::patch, booked, R"({"start":")" + when(1, 13) + R"("})").status, 200);
  for (const char* key : {"b", "c"})
    EXPECT_EQ(book(booking_body(when(1, 9), key), key).status, 201);
  EXPECT_EQ(book(booking_body(when(1, 9), "d"), "d").status, 409);
  std::string link = booked.text("manage");
  const http::Pairs bearer{{"authorization", "Bearer " + link.substr(link.rfind('/') + 1)}};
  const std::string series = "/api/v1/appointments/" + booked.text("id") + "/series";
  const std::string rule = R"({"rule":"FREQ=WEEKLY;COUNT=2"})";
  EXPECT_EQ(ask(Method::post, series + "/plan", {}, rule, bearer).status, 200);
  EXPECT_EQ(ask(Method::get, series, {}, {}, bearer).status, 200);
  EXPECT_EQ(one(Method::del, booked, R"({"why":"none"})").status, 200);
  ASSERT_TRUE(clinic::allow_couples_online(*clinic, program, true));
  first_room_has_two_tables();
  bj::object two = booking_body(when(3, 9), "Ida Vos");
  two["second"] = bj::object{
      {"name", "Noor Lind"}, {"birth_date", "1990-02-01"}, {"email", "noor@example.invalid"}};
  two["policy"] = clinic::policy_now(*clinic).version;
  ask(Method::get, "/api/v1/couples/availability",
      {{"service", swedish.text()}, {"day", "2026-11-24"}});
  hold["start"] = when(3, 13);
  EXPECT_EQ(ask(Method::post, "/api/v1/couples/holds", {}, json::write(hold)).status, 201);
  EXPECT_EQ(
      ask(Method::post, "/api/v1/couples", {}, json::write(two), {{"idempotency-key", "e"}}).status,
      201);
  bj::object waits{{"service", swedish.text()},
                   {"name", "Ann First"},
                   {"birth_date", "1980-01-01"},
                   {"phone", "780 555 0142"}};
  EXPECT_EQ(ask(Method::post, "/api/v1/wait", {}, json::write(waits)).status, 201);
  std::set<std::string> named;
  for (const auto& pair : schemas->document().at_pointer("/components/schemas").as_object())
    named.insert(std::string(pair.key()));
  EXPECT_EQ(schemas->used(), named);
}

// What refuses unknown keys says so, and the other way round.
TEST_F(ApiTest, a_request_with_a_key_too_many_is_refused_by_the_schema_and_by_the_server) {
  describe();
  for (auto [path, name] : {std::pair{"/api/v1/screenings", "ScreeningRequest"},
                            {"/api/v1/holds", "HoldRequest"},
                            {"/api/v1/appointments", "AppointmentRequest"},
                            {"/api/v1/wait", "WaitRequest"},
                            {"/api/v1/couples/holds", "CoupleHoldRequest"},
                            {"/api/v1/couples", "CoupleRequest"}}) {
    const bj::object& schema = schemas->at(std::string("#/components/schemas/") + name).as_object();
    EXPECT_EQ(schema.at("additionalProperties"), false) << name;
    Answer answer = ask(Method::post, path, {}, R"({"shoe":1})", {{"idempotency-key", "k"}});
    EXPECT_EQ(answer.text("code"), "key_unknown") << path;
    EXPECT_EQ(answer.text("field"), "shoe");
  }
  Answer booked = book(booking_body(when(1, 9)), "a");
  EXPECT_EQ(one(Method::patch, booked, R"({"shoe":1})").text("code"), "key_unknown");
}

TEST_F(ApiTest, R40_what_waits_for_a_letter_is_requested_and_says_by_when) {
  describe();
  auto screened = [&](const care::AnswerMap& said) {
    return clinic::answered(*this, deep, monday + 3, said)->token;
  };
  bj::object body = booking_body(when(3, 10));
  body["service"] = deep.text();
  body["screening"] = screened(clinic::on_a_blood_thinner());
  Answer booked = book(body, "a");
  ASSERT_EQ(booked.status, 201) << json::write(booked.body);
  EXPECT_EQ(booked.text("status"), "requested");
  EXPECT_EQ(booked.text("intake"), "done");
  const bj::object letter = booked.body.at("letter").as_object();
  EXPECT_EQ(letter.at("status").as_string(), "wanted");
  EXPECT_EQ(letter.at("due").as_string(), when(2, 10));
  EXPECT_EQ(one(Method::get, booked).body.at("letter"), letter);
  EXPECT_TRUE(book(booking_body(when(5, 10)), "b").body.at("letter").is_null());
  body["screening"] = screened(clinic::on_a_blood_thinner());
  body["start"] = when(0, 12);
  Answer soon = book(body, "c");
  EXPECT_EQ(soon.status, 422);
  EXPECT_EQ(soon.text("code"), "letter_too_soon");
  EXPECT_EQ(soon.text("field"), "start");
  body["screening"] = screened({{"stroke_now", std::vector<std::string>{"face"}}});
  body["start"] = when(4, 10);
  EXPECT_EQ(book(body, "d").text("code"), "screening_refuses");
}

// Sheet a, 1: where nothing may be worked deeper than 3 it is not sold as deep tissue, whoever
// asks.
TEST_F(ApiTest, answers_that_allow_gentle_work_alone_are_not_booked_as_deep_tissue) {
  describe();
  auto screened = [&](ServiceId service, const care::AnswerMap& said) {
    return clinic::answered(*this, service, monday + 3, said)->token;
  };
  const care::AnswerMap gentle{{"any.organs", care::Said::yes},
                               {"adrenal", std::string("addison")},
                               {"adrenal.ill", care::Said::no}};
  bj::object body = booking_body(when(3, 10));
  body["service"] = deep.text();
  body["screening"] = screened(deep, gentle);
  Answer refused = book(body, "a");
  ASSERT_EQ(refused.status, 422) << json::write(refused.body);
  EXPECT_EQ(refused.text("code"), "screening_gentle_only");
  EXPECT_EQ(refused.text("field"), "screening");
  EXPECT_EQ(refused.body.at("args").at("service").as_string(), swedish.text());
  body["service"] = swedish.text();
  EXPECT_EQ(book(body, "b").status, 201);
  // A doubt is asked at the desk and bars nothing; a place alone leaves the rest.
  body = booking_body(when(4, 10), "Ann Two");
  body["service"] = deep.text();
  body["screening"] =
      screened(deep, {{"any.organs", care::Said::yes}, {"adrenal", care::Said::not_sure}});
  EXPECT_EQ(book(body, "c").status, 201);
  body = booking_body(when(4, 14), "Bo Three");
  body["service"] = deep.text();
  body["screening"] = screened(deep, {});
  EXPECT_EQ(book(body, "d").status, 201);
}

TEST_F(ApiTest, R37_a_wish_for_a_woman_or_a_man_decides_who_is_offered_and_who_is_booked) {
  describe();
  ana_is_a_woman_and_ben_a_man();
  auto who = [&](const std::string& wish) {
    std::set<std::string> all;
    http::Pairs query{{"service", swedish.text()}, {"from", "2026-11-24"}, {"to", "2026-11-24"}};
    if (!wish.empty()) query.emplace_back("gender", wish);
    const Answer free = ask(Method::get, "/api/v1/availability", query);
    for (const bj::value& day : free.body.at("days").as_array())
      for (const bj::value& start : day.at("starts").as_array())
        for (const bj::value& one : start.at("practitioners").as_array())
          all.insert(std::string(one.as_string()));
    return all;
  };
  EXPECT_EQ(who("man"), std::set<std::string>{ben.text()});
  EXPECT_EQ(who("woman").count(ben.text()), 0U);
  EXPECT_GE(who("any").size(), 2U);
  EXPECT_EQ(who("any"), who(""));
  Answer unknown = ask(Method::get, "/api/v1/availability",
                       {{"service", swedish.text()},
                        {"from", "2026-11-24"},
                        {"to", "2026-11-24"},
                        {"gender", "cat"}});
  EXPECT_EQ(unknown.status, 422);
  EXPECT_EQ(unknown.text("field"), "gender");
  auto body = [&](const std::string& name) {
    bj::object out = booking_body(when(1, 9), name);
    out["gender"] = "man";
    return out;
  };
  Answer first = book(body("Ann One"), "a");
  ASSERT_EQ(first.status, 201) << json::write(first.body);
  EXPECT_EQ(first.text("practitioner"), ben.text());
  // The others are free then, and nobody of them is taken instead.
  EXPECT_EQ(book(body("Bo Two"), "b").text("code"), "start_taken");
  EXPECT_EQ(book(booking_body(when(1, 9), "Cy Three"), "c").status, 201);
  bj::object wrong = body("Di Four");
  wrong["gender"] = "cat";
  EXPECT_EQ(book(wrong, "d").text("code"), "wish_unknown");
}

TEST_F(ApiTest, a_visit_of_several_services_names_its_parts) {
  Answer alone = book(booking_body(when(3, 10)), "a");
  ASSERT_EQ(alone.status, 201) << json::write(alone.body);
  EXPECT_TRUE(alone.body.at("parts").as_array().empty());
  bj::object body = booking_body(when(4, 10));
  body["service"] = clinic::join_services(*clinic, {}, {swedish, deep})->text();
  Answer several = book(body, "b");
  ASSERT_EQ(several.status, 201) << json::write(several.body);
  EXPECT_EQ(several.body.at("parts"),
            (bj::array{bj::string(swedish.text()), bj::string(deep.text())}));
  EXPECT_EQ(one(Method::get, several).body.at("parts"), several.body.at("parts"));
}

TEST_F(ApiTest, several_services_that_no_one_therapist_gives_are_booked_in_turn) {
  store::Service hot = service("stones-30", "Hot stones 30", "other");
  hot.minutes = 30;
  const ServiceId stones = *clinic::edit_service(*clinic, program, hot);
  const auto house = clinic::read_house(*clinic, program);
  for (store::Practitioner p : house->practitioners) {
    p.services = p.id == ana ? std::vector{deep} : std::vector{swedish, stones};
    ASSERT_TRUE(clinic::edit_practitioner(*clinic, program, p));
  }
  const bj::object both{{"services", bj::array{deep.text(), stones.text()}}};
  Answer joined = ask(Method::post, "/api/v1/services", {}, json::write(both));
  ASSERT_EQ(joined.status, 201) << json::write(joined.body);
  EXPECT_EQ(joined.body.at("in_turn"), true);
  EXPECT_EQ(joined.body.at("minutes"), 90);
  EXPECT_EQ(joined.body.at("parts"), both.at("services"));
  Answer times =
      ask(Method::get, "/api/v1/availability",
          {{"service", joined.text("id")}, {"from", "2026-11-24"}, {"to", "2026-11-24"}});
  EXPECT_EQ(times.body.at("days").at(0).at("starts").at(0).at("start").as_string(), when(1, 9));
  bj::object body = booking_body(when(1, 10));
  body["service"] = joined.text("id");
  Answer booked = book(body, "a");
  ASSERT_EQ(booked.status, 201) << json::write(booked.body);
  EXPECT_EQ(booked.text("practitioner"), ana.text());
  EXPECT_EQ(booked.body.at("parts"), both.at("services"));
  ASSERT_EQ(booked.body.at("then").as_array().size(), 1u);
  const bj::object& second = booked.body.at("then").at(0).as_object();
  EXPECT_EQ(second.at("practitioner").as_string(), ben.text());
  EXPECT_EQ(second.at("start").as_string(), when(1, 11));
  // What makes no visit is said.
  auto wrong = [&](const bj::value& list) {
    return ask(Method::post, "/api/v1/services", {}, json::write(bj::object{{"services", list}}));
  };
  EXPECT_EQ(wrong("deep").text("code"), "value_list");
  EXPECT_EQ(wrong(bj::array{"deep"}).text("code"), "id_invalid");
  EXPECT_EQ(wrong(bj::array()).text("field"), "services");
  const bj::array four(4, bj::value(deep.text()));
  EXPECT_EQ(wrong(four).text("code"), "too_many_services");
}

TEST_F(ApiTest, R36_a_program_reads_the_policy_and_says_which_version_was_agreed_to) {
  Answer policy = ask(Method::get, "/api/v1/policy");
  EXPECT_EQ(policy.body.at("version"), 1);
  EXPECT_NE(policy.text("text").find("24 hours"), std::string::npos);
  bj::object body = booking_body(when(1, 9));
  body["policy"] = 1;
  Answer booked = book(body, "a");
  ASSERT_EQ(booked.status, 201) << json::write(booked.body);
  auto kept = clinic::policy_of(*clinic, *AppointmentId::parse(booked.text("id")));
  ASSERT_TRUE(kept.agreed);
  EXPECT_EQ(kept.text, policy.text("text"));
  body["policy"] = 7;
  Answer old = book(body, "b");
  EXPECT_EQ(old.status, 409);
  EXPECT_EQ(old.text("code"), "policy_changed");
  EXPECT_EQ(old.text("field"), "policy");
  for (const char* wrong : {"0", "-1", "1.5", "1e30", "\"1\"", "[1]"}) {
    body["policy"] = json::read(wrong).value();
    EXPECT_EQ(book(body, "c").text("code"), "value_number") << wrong;
  }
  Answer none = book(booking_body(when(2, 9)), "d");
  EXPECT_FALSE(clinic::policy_of(*clinic, *AppointmentId::parse(none.text("id"))).agreed);
}

TEST_F(ApiTest, R36_a_program_reads_fee_and_deposit_before_it_cancels_and_who_is_ill_pays_none) {
  describe();
  using Asks = store::Charge::Kind;
  ASSERT_TRUE(clinic::edit_policy(
      *clinic, program,
      {24, "", "", {Asks::share, 50}, {Asks::amount, 3000}, {Asks::amount, 2000}}));
  Answer policy = ask(Method::get, "/api/v1/policy");
  EXPECT_EQ(policy.body.at("late_fee").at("percent"), 50);
  EXPECT_EQ(policy.body.at("no_show_fee").at("amount").at("cents"), 3000);
  bj::object body = booking_body(when(1, 9));
  body["policy"] = 2;
  Answer booked = book(body, "a");
  ASSERT_EQ(booked.status, 201) << json::write(booked.body);
  EXPECT_EQ(booked.body.at("deposit").at("cents"), 2000);
  EXPECT_EQ(booked.body.at("cancel_fee").at("cents"), 0);
  EXPECT_TRUE(booked.body.at("fee").is_null());
  body["start"] = when(1, 11);
  Answer other = book(body, "b");
  clock.seconds = at(1, 8).seconds;
  EXPECT_EQ(one(Method::get, booked).body.at("cancel_fee").at("cents"), 4750);
  Answer wrong = one(Method::del, booked, R"({"why":"clinic"})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.text("code"), "fee_reason_invalid");
  EXPECT_EQ(wrong.text("field"), "why");
  EXPECT_EQ(one(Method::del, booked, R"({"shoe":1})").text("code"), "key_unknown");
  Answer gone = one(Method::del, booked);
  EXPECT_EQ(gone.text("status"), "late_cancelled");
  EXPECT_EQ(gone.body.at("fee").at("due"), true);
  EXPECT_EQ(gone.body.at("fee").at("amount").at("cents"), 4750);
  gone = one(Method::del, other, R"({"why":"ill"})");
  EXPECT_EQ(gone.body.at("fee").at("due"), false);
  EXPECT_EQ(gone.bytes.find("ill"), std::string::npos) << "the reason is nobody else's";
}

TEST_F(ApiTest, every_route_is_described_and_every_description_is_served) {
  Answer description = ask(Method::get, "/api/v1/openapi.json");
  ASSERT_EQ(description.status, 200);
  EXPECT_EQ(description.text("openapi").substr(0, 3), "3.1");
  std::set<std::string> described, served;
  for (const auto& path : description.body.at("paths").as_object())
    for (const auto& method : path.value().as_object())
      if (method.key() != "parameters")
        described.insert(std::string(method.key()) + " " + std::string(path.key()));
  for (const http::Route& route : router.routes()) {
    std::string method(http::to_string(route.method));
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    served.insert(method + " " + route.pattern);
  }
  EXPECT_EQ(described, served);
}

TEST_F(ApiTest, every_status_that_is_answered_is_described) {
  const bj::object paths = ask(Method::get, "/api/v1/openapi.json").body.at("paths").as_object();
  Answer booked = book(booking_body(when(1, 9)), "k");
  struct Asked {
    const char* path;
    const char* method;
    Answer answer;
  };
  for (const Asked& asked : std::vector<Asked>{
           {"/healthz", "get", ask(Method::get, "/healthz")},
           {"/readyz", "get", ask(Method::get, "/readyz")},
           {"/metrics", "get", ask(Method::get, "/metrics")},
           {"/bench/1k", "get", ask(Method::get, "/bench/1k")},
           {"/api/v1/services", "get", ask(Method::get, "/api/v1/services")},
           {"/api/v1/availability", "get", ask(Method::get, "/api/v1/availability")},
           {"/api/v1/screenings", "post", ask(Method::post, "/api/v1/screenings", {}, "{}")},
           {"/api/v1/holds", "post", ask(Method::post, "/api/v1/holds", {}, "{}")},
           {"/api/v1/appointments", "post", booked},
           {"/api/v1/appointments", "post", book({}, "x")},
           {"/api/v1/appointments/{id}", "get", one(Method::get, booked)},
           {"/api/v1/appointments/{id}", "patch", one(Method::patch, booked, "{}")},
           {"/api/v1/appointments/{id}", "delete", one(Method::del, booked)},
           {"/api/v1/appointments/{id}", "delete", one(Method::del, booked)}}) {
    const bj::object& responses =
        paths.at(asked.path).as_object().at(asked.method).as_object().at("responses").as_object();
    EXPECT_TRUE(responses.contains(std::to_string(asked.answer.status)))
        << asked.method << " " << asked.path << " answered " << asked.answer.status;
    if (asked.answer.status >= 400 && std::string(asked.path).starts_with("/api/")) {
      EXPECT_EQ(asked.answer.type, "application/problem+json") << asked.path;
      EXPECT_FALSE(asked.answer.text("code").empty()) << asked.path;
    }
  }
}

TEST_F(ApiTest, availability_lists_the_free_starts_of_each_day) {
  Answer days = ask(Method::get, "/api/v1/availability",
                    {{"service", swedish.text()}, {"from", "2026-11-24"}, {"to", "2026-11-25"}});
  ASSERT_EQ(days.status, 200);
  EXPECT_EQ(days.text("zone"), "America/Edmonton");
  const bj::array& list = days.body.at("days").as_array();
  ASSERT_EQ(list.size(), 2U);
  const bj::object& first = list[0].at("starts").as_array()[0].as_object();
  EXPECT_EQ(first.at("start").as_string(), "2026-11-24T09:00:00-06:00");
  EXPECT_EQ(first.at("practitioners").as_array().size(), 2U);
  Answer past = ask(Method::get, "/api/v1/availability",
                    {{"service", swedish.text()}, {"from", "2020-01-01"}, {"to", "2020-01-02"}});
  ASSERT_EQ(past.status, 200);
  EXPECT_TRUE(past.body.at("days").as_array()[0].at("starts").as_array().empty());
}

TEST_F(ApiTest, R4_an_appointment_without_a_screening_is_requested_and_its_time_is_taken) {
  Answer booked = book(booking_body(when(1, 9)), "k");
  ASSERT_EQ(booked.status, 201) << json::write(booked.body);
  EXPECT_EQ(booked.text("status"), "requested");
  EXPECT_EQ(booked.text("intake"), "due");
  EXPECT_EQ(booked.text("start"), when(1, 9));
  EXPECT_EQ(booked.text("end"), when(1, 10));
  EXPECT_TRUE(booked.text("manage").starts_with("https://book.example/visit/"));
}

TEST_F(ApiTest, an_idempotency_key_books_once_and_another_body_with_it_is_refused) {
  Answer first = book(booking_body(when(1, 9)), "k"), again = book(booking_body(when(1, 9)), "k");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text("id"), first.text("id"));
  EXPECT_EQ(again.text("manage"), first.text("manage"));
  Answer other = book(booking_body(when(1, 11)), "k");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.text("code"), "idempotency_key_reused");
  Answer none =
      ask(Method::post, "/api/v1/appointments", {}, json::write(booking_body(when(1, 11))));
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(none.text("code"), "idempotency_key_missing");
}

TEST_F(ApiTest, start_taken_names_the_nearest_other_times) {
  for (const char* key : {"a", "b"})
    EXPECT_EQ(book(booking_body(when(1, 9), key), key).status, 201);
  Answer third = book(booking_body(when(1, 9), "c"), "c");
  EXPECT_EQ(third.status, 409);
  EXPECT_EQ(third.text("code"), "start_taken");
  const bj::array& others = third.body.at("alternatives").as_array();
  ASSERT_FALSE(others.empty());
  EXPECT_EQ(others[0].at("start").as_string(), when(1, 10, 30));
  bj::object body = booking_body(std::string(others[0].at("start").as_string()));
  EXPECT_EQ(book(body, "d").status, 201);
}

TEST_F(ApiTest, day_full_names_other_times_on_other_days) {
  store::Service once = *clinic->availability.get()->service(swedish);
  once.visits_a_day = 1;
  ASSERT_TRUE(clinic::edit_service(*clinic, program, once));
  EXPECT_EQ(book(booking_body(when(1, 9), "a"), "a").status, 201);
  Answer second = book(booking_body(when(1, 14), "b"), "b");
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.text("code"), "day_full");
  EXPECT_EQ(second.text("field"), "start");
  const bj::array& others = second.body.at("alternatives").as_array();
  ASSERT_FALSE(others.empty());
  for (const bj::value& other : others)
    EXPECT_FALSE(std::string(other.at("start").as_string()).starts_with("2026-11-24"));
}

TEST_F(ApiTest, the_bearer_of_the_private_link_reads_moves_and_cancels) {
  Answer booked = book(booking_body(when(1, 9)), "k");
  EXPECT_EQ(one(Method::get, booked).text("start"), when(1, 9));
  Answer moved = one(Method::patch, booked, R"({"start":")" + when(2, 10) + R"("})");
  EXPECT_EQ(moved.status, 200);
  EXPECT_EQ(moved.text("start"), when(2, 10));
  EXPECT_EQ(one(Method::del, booked).text("status"), "cancelled");
  EXPECT_EQ(one(Method::del, booked).status, 409);
  // The answer was lost on its way: asked again with its key, it is the same.
  Answer other = book(booking_body(when(3, 9)), "k2");
  const std::string link = other.text("manage");
  const http::Pairs keyed{{"authorization", "Bearer " + link.substr(link.rfind('/') + 1)},
                          {"idempotency-key", "gone"}};
  const std::string other_path = "/api/v1/appointments/" + other.text("id");
  Answer first = ask(Method::del, other_path, {}, {}, keyed);
  EXPECT_EQ(first.text("status"), "cancelled");
  Answer again = ask(Method::del, other_path, {}, {}, keyed);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(json::write(again.body), json::write(first.body));
  EXPECT_EQ(ask(Method::del, other_path, {}, R"({"why":"ill"})", keyed).text("code"),
            "idempotency_key_reused");
  std::string path = "/api/v1/appointments/" + booked.text("id");
  EXPECT_EQ(ask(Method::get, path).status, 401);
  EXPECT_EQ(ask(Method::get, path, {}, {}, {{"authorization", "Bearer wrong"}}).status, 404);
}

TEST_F(ApiTest, three_live_holds_an_address_and_then_429_with_retry_after) {
  count_requests();
  auto hold = [&](int day) {
    bj::object body{{"service", swedish.text()}, {"start", when(day, 9)}};
    return ask(Method::post, "/api/v1/holds", {}, json::write(body));
  };
  for (int day = 1; day <= 3; ++day) EXPECT_EQ(hold(day).status, 201);
  Answer fourth = hold(4);
  EXPECT_EQ(fourth.status, 429);
  EXPECT_EQ(fourth.text("code"), "too_many_holds");
  EXPECT_FALSE(fourth.retry_after.empty());
  address = "10.0.0.2";
  EXPECT_EQ(hold(4).status, 201);
  address = "10.0.0.1";
  clock.seconds += 600;
  EXPECT_EQ(hold(5).status, 201);
}

TEST_F(ApiTest, a_booking_that_meets_an_expired_hold_frees_it) {
  bj::object body{{"service", swedish.text()}, {"start", when(1, 9)}, {"practitioner", ana.text()}};
  EXPECT_EQ(ask(Method::post, "/api/v1/holds", {}, json::write(body)).status, 201);
  bj::object wanted = booking_body(when(1, 9));
  wanted["practitioner"] = ana.text();
  EXPECT_EQ(book(wanted, "a").status, 409);
  clock.seconds += 600;
  EXPECT_EQ(book(wanted, "b").status, 201);
}

TEST_F(ApiTest, R15_under_18_a_guardian_is_named) {
  bj::object body = booking_body(when(1, 9));
  bj::object& client = body["client"].as_object();
  client["birth_date"] = "2014-03-02";
  Answer refused = book(body, "k");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.text("field"), "client.guardian");
  client["guardian"] = "Ana Roy";
  client["guardian_relation"] = "mother";
  EXPECT_EQ(book(body, "k2").status, 201);
}

struct Bad {
  const char* path;  // "client.name" = the value to change, "" = the whole body
  const char* json;  // the new value; nullptr: taken away
  int status;
  const char* code;
  const char* field;
};

TEST_F(ApiTest, bad_input_names_the_field_and_what_is_wrong_with_it) {
  const std::vector<Bad> cases = {
      {"service", nullptr, 400, "value_missing", "service"},
      {"service", "\"nonsense\"", 400, "id_invalid", "service"},
      {"service", "7", 400, "value_text", "service"},
      {"start", nullptr, 400, "value_missing", "start"},
      {"start", "\"tomorrow\"", 422, "start_invalid", "start"},
      {"start", "\"2026-11-24T09:07:00-06:00\"", 422, "start_off_grid", "start"},
      {"start", "\"2026-11-24T03:00:00-06:00\"", 422, "start_outside_hours", "start"},
      {"start", "\"2030-11-24T09:00:00-06:00\"", 422, "start_too_far", "start"},
      {"start", "\"2026-11-23T08:15:00-06:00\"", 422, "start_too_soon", "start"},
      {"extra", "1", 400, "key_unknown", "extra"},
      {"client", nullptr, 400, "value_missing", "client"},
      {"client.name", "\"\"", 422, "name_missing", "client.name"},
      {"client.email", "\"no address\"", 422, "email_at_missing", "client.email"},
      {"client.email", nullptr, 422, "email_or_phone_missing", "client.email"},
      {"client.birth_date", "\"2026-02-30\"", 422, "birth_date_invalid", "client.birth_date"},
      {"client.birth_date", "\"2030-01-01\"", 422, "date_in_future", "client.birth_date"},
      {"client.birth_date", "\"1850-01-01\"", 422, "birth_date_too_old", "client.birth_date"},
      {"client.shoe", "1", 400, "key_unknown", "client.shoe"},
  };
  int n = 0;
  for (const Bad& bad : cases) {
    bj::object body = booking_body(when(1, 9));
    std::string path = bad.path;
    bj::object* at = &body;
    if (path.starts_with("client.")) {
      at = &body["client"].as_object();
      path = path.substr(7);
    }
    if (bad.json == nullptr)
      at->erase(path);
    else
      (*at)[path] = json::read(bad.json).value();
    Answer answer = book(body, "bad" + std::to_string(++n));
    EXPECT_EQ(answer.status, bad.status) << bad.path << " " << json::write(answer.body);
    EXPECT_EQ(answer.text("code"), bad.code) << bad.path;
    EXPECT_EQ(answer.text("field"), bad.field) << bad.path;
    EXPECT_FALSE(answer.text("title").empty());
  }
  auto all = store->read([&](store::Connection& c) {
    return store::list_appointments(c, clinic->tenant, at(-1, 0), at(90, 0)).size();
  });
  EXPECT_EQ(all, 0U) << "bad input left something behind";
}

}  // namespace
}  // namespace fascia::api
