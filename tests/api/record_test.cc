// SPDX-License-Identifier: Apache-2.0
// A health record on the screenings' route.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "api/api.h"
#include "clinic/screen_visit.h"
#include "clinic/small_clinic.h"
#include "core/json.h"
#include "http/limits.h"
#include "keys/token.h"
#include "store/intakes.h"

namespace fascia::api {
namespace {

namespace bj = boost::json;

const char* const kClot =
    R"({"resourceType":"Bundle","entry":[
      {"resource":{"resourceType":"Patient","id":"p","birthDate":"1986-05-02"}},
      {"resource":{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},
        "code":{"text":"DVT"},"onsetDateTime":"2026-11-01"}}]})";

class RecordApi : public ::testing::Test, public clinic::SmallClinic {
 protected:
  void SetUp() override {
    api = std::make_shared<Api>(Api{*clinic, *limits, "https://book.example", "", false});
    add_routes(router, api);
  }
  std::pair<int, bj::object> send(const std::string& body, const http::Pairs& query) {
    http::Request request;
    request.method = http::Method::post;
    request.path = "/api/v1/screenings";
    request.query = query;
    request.body = body;
    request.remote = "192.0.2.1";
    request.headers.emplace_back("content-type", "application/fhir+json; charset=utf-8");
    http::Response response = router.answer(request);
    bj::object out;
    if (const auto* text = std::get_if<std::string>(&response.body))
      if (auto read = json::read(*text); read && read->is_object()) out = read->as_object();
    return {response.status, out};
  }
  http::Pairs question() const { return {{"visit_date", "2026-11-24"}, {"service", deep.text()}}; }
  std::shared_ptr<http::LimitStore> limits = std::make_shared<http::NoLimits>();
  http::Router router;
  std::shared_ptr<Api> api;
};

TEST_F(RecordApi, is_screened_and_kept_like_an_intake) {
  auto [status, body] = send(kClot, question());
  ASSERT_EQ(status, 201) << json::write(body);
  EXPECT_EQ(body.at("decision"), "do_not_treat");
  EXPECT_FALSE(body.at("id").as_string().empty());
  EXPECT_TRUE(body.contains("expires"));
  EXPECT_EQ(body.at("findings").at(0).at("evidence").at("resources").at(0), "Condition/c");
}

TEST_F(RecordApi, may_come_in_parameters_with_the_birth_date) {
  std::string bundle = kClot;
  bundle.replace(bundle.find(",\"birthDate\":\"1986-05-02\""), 25, "");
  auto wrapped = [&](const std::string& birth) {
    return R"({"resourceType":"Parameters","parameter":[{"name":"visit_date","valueDate":"2026-11-24"},)"
           R"({"name":"service","valueString":")" +
           deep.text() + R"("},)" + birth + R"({"name":"record","resource":)" + bundle + "}]}";
  };
  EXPECT_EQ(send(wrapped(R"({"name":"birth_date","valueDate":"1986-05-02"},)"), {}).first, 201);
  auto [status, body] = send(wrapped(""), {});
  EXPECT_EQ(status, 400) << json::write(body);
  EXPECT_EQ(body.at("field"), "birth_date");
}

TEST_F(RecordApi, of_another_person_is_refused) {
  std::string text =
      R"({"resourceType":"Parameters","parameter":[{"name":"visit_date","valueDate":"2026-11-24"},)"
      R"({"name":"service","valueString":")" +
      deep.text() +
      R"("},{"name":"birth_date","valueDate":"1990-01-01"},{"name":"record","resource":)" + kClot +
      "}]}";
  auto [status, body] = send(text, {});
  EXPECT_EQ(status, 422);
  EXPECT_EQ(body.at("code"), "screening_other_person");
}

TEST_F(RecordApi, what_is_wrong_is_named) {
  auto [status, body] = send(R"({"resourceType":"Patient"})", question());
  EXPECT_EQ(status, 422);
  EXPECT_EQ(body.at("code"), "fhir_no_bundle");
  EXPECT_EQ(body.at("field"), "/resourceType");
  auto deep_text = send(std::string(20000, '['), question());
  EXPECT_EQ(deep_text.first, 400);
  EXPECT_EQ(deep_text.second.at("code"), "json_too_deep");
  auto no_day = send(kClot, {{"service", deep.text()}});
  EXPECT_EQ(no_day.first, 400);
  EXPECT_EQ(no_day.second.at("field"), "visit_date");
}

TEST_F(RecordApi, with_nothing_in_it_decides_nothing) {
  auto [status, body] = send(
      R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","birthDate":"1986-05-02"}}]})",
      question());
  ASSERT_EQ(status, 201) << json::write(body);
  EXPECT_TRUE(body.at("decision").is_null());
  EXPECT_FALSE(body.at("warnings").as_array().empty());
}

TEST_F(RecordApi, beside_an_intake_the_stricter_holds_and_both_are_kept) {
  auto post = [&](const std::string& record, const std::string& birth) {
    http::Request request;
    request.method = http::Method::post;
    request.path = "/api/v1/screenings";
    request.body = R"({"visit_date":"2026-11-24","service":")" + deep.text() +
                   R"(","birth_date":")" + birth +
                   R"(","intake":{"answers":{"blood_clot":"no"}},"record":)" + record + "}";
    request.remote = "192.0.2.1";
    request.headers.emplace_back("content-type", "application/json");
    http::Response response = router.answer(request);
    auto read = json::read(std::get<std::string>(response.body));
    return std::pair{response.status, read ? *read : bj::value()};
  };
  auto [status, body] = post(kClot, "1986-05-02");
  ASSERT_EQ(status, 201) << json::write(body);
  const std::string token(body.at("id").as_string());
  EXPECT_EQ(body.at("decision"), "do_not_treat");
  EXPECT_EQ(body.at("record").at("conflicts").at(0).at("question"), "blood_clot");
  auto kept = clinic->store.read([&](store::Connection& c) {
    return store::find_screening_by_token(c, clinic->tenant, clinic->sealer,
                                          keys::token_hash(token), clinic->now());
  });
  ASSERT_TRUE(kept);
  auto content = clinic::read_content(*clinic, *kept);
  ASSERT_TRUE(content);
  ASSERT_TRUE(content->beside);
  EXPECT_EQ(content->beside->person.answers.at("blood_clot"), care::Answer(care::Said::no));
  ASSERT_EQ(content->beside->apart.size(), 1u);
  EXPECT_EQ(content->beside->apart.front().record, "\"yes\"");
  EXPECT_EQ(content->beside->apart.front().resources, std::vector<std::string>{"Condition/c"});
  // Decided again from what is kept, the conflict is there as well.
  auto offer = clinic::current_offer(*clinic);
  care::Screening again =
      clinic::decide(*clinic, *content, *offer->service(deep), kept->visit_date);
  EXPECT_EQ(again.decision, care::Decision::do_not_treat);
  EXPECT_TRUE(std::any_of(again.findings.begin(), again.findings.end(),
                          [](const auto& one) { return one.rule == "x-record-conflict"; }));
  auto other = post(kClot, "1990-01-01");
  EXPECT_EQ(other.first, 422);
  EXPECT_EQ(other.second.at("code"), "screening_other_person");
  auto wrong = post(R"({"resourceType":"Patient"})", "1986-05-02");
  EXPECT_EQ(wrong.first, 422);
  EXPECT_EQ(wrong.second.at("code"), "fhir_no_bundle");
}

}  // namespace
}  // namespace fascia::api
