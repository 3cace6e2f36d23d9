// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "api/api.h"
#include "api/schema.h"
#include "clinic/small_clinic.h"
#include "core/json.h"

namespace fascia::api {

namespace bj = boost::json;
using http::Method;

struct Answer {
  int status = 0;
  bj::object body;
  std::string type, retry_after, bytes;
  std::string text(const char* key) const {
    const bj::value* value = body.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
  }
};

// The API over a small clinic, without a socket.
class ApiTest : public ::testing::Test, public clinic::SmallClinic {
 protected:
  void SetUp() override { serve(true); }
  void serve(bool bench_routes) {
    router = {};
    api = std::make_shared<Api>(
        Api{*clinic, *limits, "https://book.example", "metrics secret", bench_routes});
    add_routes(router, api);
    router.set_error_page([](int status, const http::Request* request) {
      return problem_of_status(status, request);
    });
  }
  // From here on the limits hold that a server has by itself.
  void count_requests() {
    limits = std::make_shared<http::MemoryLimits>();
    serve(true);
  }
  Answer ask(Method method, const std::string& path, const http::Pairs& query = {},
             const std::string& body = {}, http::Pairs headers = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    request.body = body;
    request.remote = address;
    request.headers = std::move(headers);
    if (!body.empty()) request.headers.emplace_back("content-type", "application/json");
    http::Response response = router.answer(request);
    Answer out;
    out.status = response.status;
    out.type = response.header("Content-Type");
    out.retry_after = response.header("Retry-After");
    if (const auto* text = std::get_if<std::string>(&response.body)) out.bytes = *text;
    if (!out.bytes.empty())
      if (auto read = json::read(out.bytes); read && read->is_object())
        out.body = read->as_object();
    hold_against_description(method, path, body, out);
    return out;
  }

  // Every body that goes in or out in these tests is held against the description: what was taken
  // fits its schema, and what was answered is described, key by key.
  void hold_against_description(Method method, const std::string& path, const std::string& sent,
                                const Answer& answer) {
    if (!schemas) describe();
    std::string pattern = path;
    const std::string visits = "/api/v1/appointments/";
    if (path.starts_with(visits)) {
      const auto after = path.find('/', visits.size());
      pattern = visits + "{id}" + (after == path.npos ? "" : path.substr(after));
    }
    std::string verb(http::to_string(method));
    std::transform(verb.begin(), verb.end(), verb.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    const bj::object& paths = schemas->document().at("paths").as_object();
    if (!paths.contains(pattern)) return;
    const bj::object& operation = paths.at(pattern).at(verb).as_object();
    const std::string told = verb + " " + pattern + " " + std::to_string(answer.status);
    const bj::value* one =
        operation.at("responses").as_object().if_contains(std::to_string(answer.status));
    ASSERT_NE(one, nullptr) << told << " is not described";
    const bj::value& response = one->as_object().contains("$ref")
                                    ? schemas->at(std::string(one->at("$ref").as_string()))
                                    : *one;
    std::string type = answer.type.substr(0, answer.type.find(';'));
    const bj::value* content = response.at("content").as_object().if_contains(type);
    ASSERT_NE(content, nullptr) << told << " as " << type << " is not described";
    if (type != "text/plain")
      for (const std::string& fault : schemas->faults(content->at("schema"), answer.body, true))
        ADD_FAILURE() << told << " answers what is not described: " << fault << " in "
                      << json::write(answer.body);
    if (sent.empty() || !operation.contains("requestBody")) return;
    auto body = json::read(sent);
    bool fits =
        body &&
        schemas
            ->faults(operation.at("requestBody").at("content").at("application/json").at("schema"),
                     *body, false)
            .empty();
    EXPECT_TRUE(fits || answer.status >= 300) << told << " takes what its schema refuses: " << sent;
  }
  void describe() {
    http::Request request;
    request.method = Method::get;
    request.path = "/api/v1/openapi.json";
    http::Response response = router.answer(request);
    auto read = json::read(std::get<std::string>(response.body), {8 << 20, 64});
    ASSERT_TRUE(read);
    schemas = std::make_unique<Schemas>(*read);
  }
  std::string when(int days, int hour, int minute = 0) const {
    return to_rfc3339(at(days, hour, minute), zone);
  }
  bj::object booking_body(const std::string& start, const std::string& name = "Maya Roy") const {
    return {{"service", swedish.text()},
            {"start", start},
            {"client",
             {{"name", name}, {"birth_date", "1988-05-04"}, {"email", "maya@example.invalid"}}}};
  }
  Answer book(const bj::object& body, const std::string& key) {
    return ask(Method::post, "/api/v1/appointments", {}, json::write(body),
               {{"idempotency-key", key}});
  }
  Answer one(Method method, const Answer& booked, const std::string& body = {}) {
    std::string manage = booked.text("manage");
    return ask(method, "/api/v1/appointments/" + booked.text("id"), {}, body,
               {{"authorization", "Bearer " + manage.substr(manage.rfind('/') + 1)}});
  }

  std::shared_ptr<http::LimitStore> limits = std::make_shared<http::NoLimits>();
  std::shared_ptr<Api> api;
  http::Router router;
  std::string address = "10.0.0.1";
  std::unique_ptr<Schemas> schemas;
};

}  // namespace fascia::api
