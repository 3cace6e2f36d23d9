// SPDX-License-Identifier: Apache-2.0
#include "api/api.h"

#include <boost/json/object.hpp>

#include "api/parts.h"
#include "core/embedded.h"
#include "core/json.h"
#include "keys/token.h"
#include "store/fault.h"

namespace fascia::api {
namespace {

using http::Method;
using http::Request;
using http::Response;

// The intake's schema stands inside a bigger document here: what it points at is found from there.
void point_into(boost::json::value& value, std::string_view where) {
  if (value.is_array())
    for (auto& item : value.as_array()) point_into(item, where);
  if (!value.is_object()) return;
  for (auto& pair : value.as_object()) {
    bool local = pair.key() == "$ref" && pair.value().as_string().starts_with("#/");
    if (local)
      pair.value() = std::string(where) + (pair.value().as_string().c_str() + 1);
    else
      point_into(pair.value(), where);
  }
}

// The description with the intake's schema put in from the protocol that decides.
std::string description(const Api& api) {
  auto text = embedded("api/openapi.json");
  FASCIA_CHECK(text.has_value());
  auto value = json::read(*text);
  FASCIA_CHECK(value.has_value());
  boost::json::value intake = care::intake_schema(api.clinic.protocol);
  point_into(intake, "#/components/schemas/Intake");
  value->as_object()["components"].as_object()["schemas"].as_object()["Intake"] = intake;
  return json::write(*value);
}

Response ready(const Api& api, const Request& request) {
  try {
    api.clinic.store.read([&](store::Connection& c) {
      return store::location_of(c, api.clinic.tenant, api.clinic.location).version;
    });
  } catch (const store::StoreError& fault) {
    Error error = store::error_of(fault);
    error.code = Code::unavailable;  // not ready, whatever the fault
    return problem(error, request);
  }
  return http::plain(200, "ready\n");
}

Response metrics(const Api& api, const Request& request) {
  if (api.metrics_token.empty()) return problem_of_status(404, &request);
  if (!keys::equal_secret(bearer(request), api.metrics_token)) {
    Response response =
        problem({Code::unauthorized, "token_missing", "Authorization", {}, {}}, request);
    response.set("WWW-Authenticate", "Bearer");
    return response;
  }
  auto offer = clinic::current_offer(api.clinic);
  std::string text =
      "# HELP fascia_taken Appointments and holds that keep time from today on\n# TYPE "
      "fascia_taken gauge\n"
      "fascia_taken " +
      std::to_string(offer->times.taken.size()) +
      "\n# HELP fascia_version Version of what can be booked\n# TYPE fascia_version "
      "counter\nfascia_version " +
      std::to_string(offer->times.version) + "\n";
  return http::plain(200, text);
}

}  // namespace

void add_routes(http::Router& router, std::shared_ptr<Api> api) {
  auto add = [&](Method method, std::string pattern, auto handler, std::string access = "anyone") {
    router.add({method, std::move(pattern),
                [api, handler](const Request& request) -> Response {
                  try {
                    return handler(*api, request);
                  } catch (const store::StoreError& fault) {
                    return problem(store::error_of(fault), request);
                  }
                },
                std::move(access)});
  };
  add(Method::get, "/healthz",
      [](const Api&, const Request&) { return http::plain(200, "alive\n"); });
  add(Method::get, "/readyz", ready);
  add(Method::get, "/metrics", metrics, "metrics token");
  if (api->bench_routes) {
    auto fixed = std::make_shared<const std::string>(1024, 'x');
    add(Method::get, "/bench/1k",
        [fixed](const Api&, const Request&) { return http::plain(200, *fixed); });
  }
  auto text = std::make_shared<const std::string>(description(*api));
  add(Method::get, "/api/v1/openapi.json",
      [text](const Api&, const Request&) { return http::json(200, *text); });
  add(Method::get, "/api/v1/services", get_services);
  add(Method::post, "/api/v1/services", join_services);
  add(Method::get, "/api/v1/practitioners", get_practitioners);
  add(Method::get, "/api/v1/places", get_places);
  add(Method::get, "/api/v1/policy", get_policy);
  add(Method::get, "/api/v1/availability", get_availability);
  add(Method::post, "/api/v1/screenings", post_screening);
  add(Method::post, "/api/v1/holds", post_hold);
  add(Method::post, "/api/v1/appointments", post_appointment);
  add(Method::post, "/api/v1/wait", post_wait);
  add(Method::get, "/api/v1/couples/availability", get_couple_times);
  add(Method::post, "/api/v1/couples/holds", hold_couple);
  add(Method::post, "/api/v1/couples", book_couple);
  for (Method method : {Method::get, Method::patch, Method::del})
    add(method, "/api/v1/appointments/{id}", one_appointment, "private link");
  add(Method::get, "/api/v1/appointments/{id}/series", get_series, "private link");
  add(Method::post, "/api/v1/appointments/{id}/series", post_series, "private link");
  add(Method::post, "/api/v1/appointments/{id}/series/plan", plan_series, "private link");
}

}  // namespace fascia::api
