// SPDX-License-Identifier: Apache-2.0
#include "api/parts.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "care/intake.h"
#include "clinic/change_appointment.h"
#include "clinic/clearance_wait.h"
#include "clinic/in_turn.h"
#include "clinic/messages.h"
#include "clinic/visit_fee.h"
#include "core/json.h"
#include "http/lower.h"
#include "interop/problem.h"
#include "page/catalogue.h"
#include "page/policy_words.h"

namespace fascia::api {
namespace {

namespace bj = boost::json;

Error error_of_status(int status) {
  switch (status) {
    case 400:
      return {Code::invalid, "request_malformed", {}, {}, {}};
    case 404:
      return {Code::not_found, "route_unknown", {}, {}, {}};
    case 405:
      return {Code::invalid, "method_not_allowed", {}, {}, {}};
    case 413:
      return {Code::invalid, "body_too_big", {}, {}, {}};
    case 421:
      return {Code::invalid, "host_unknown", {}, {}, {}};
    case 431:
      return {Code::invalid, "header_too_big", {}, {}, {}};
    case 503:
      return {Code::unavailable, "server_busy", {}, {}, {}};
    default:
      return {Code::internal, "internal", {}, {}, {}};
  }
}

http::Response answer(const Error& error, page::Language language, int status) {
  std::string title = page::error_text(language, error);
  return http::problem_json(status, json::write(interop::problem(error, title, {}, status)));
}

// With the nearest name, or all of them where none is near.
Error unknown(std::string_view error, const std::string& field, const std::string& name,
              const std::vector<std::string>& known) {
  std::string all;
  for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
  return invalid(
      field, error,
      {{"key", name}, {"nearest", care::nearest_name(name, known)}, {"known", std::move(all)}});
}

}  // namespace

Done only_keys(const bj::object& object, std::initializer_list<std::string_view> keys,
               std::string_view prefix) {
  for (const auto& pair : object) {
    std::string key(pair.key());
    if (std::ranges::find(keys, key) == keys.end())
      return unknown("key_unknown", std::string(prefix) + key, key, {keys.begin(), keys.end()});
  }
  return {};
}

Done only_query(const http::Request& request, std::initializer_list<std::string_view> names) {
  for (auto one = request.query.begin(); one != request.query.end(); ++one) {
    if (names.size() == 0) return invalid(one->first, "query_not_wanted");
    if (std::ranges::find(names, one->first) == names.end())
      return unknown("query_unknown", one->first, one->first, {names.begin(), names.end()});
    if (std::any_of(request.query.begin(), one,
                    [&](const auto& before) { return before.first == one->first; }))
      return invalid(one->first, "query_twice", {{"key", one->first}});
  }
  return {};
}

Result<clinic::ClientDetails> person_at(const bj::object& object, std::string_view key) {
  const bj::value* value = object.if_contains(key);
  if (value == nullptr || value->is_null())
    return invalid(key, "value_missing", {{"field", std::string(key)}});
  if (!value->is_object()) return invalid(key, "value_object", {{"field", std::string(key)}});
  const bj::object& in = value->as_object();
  const std::string within = std::string(key) + ".";
  FASCIA_TRY_DONE(only_keys(
      in, {"name", "birth_date", "email", "phone", "guardian", "guardian_relation"}, within));
  clinic::ClientDetails client;
  FASCIA_TRY(client.name, text_at(in, "name", true, within));
  FASCIA_TRY(client.email, text_at(in, "email", false, within));
  FASCIA_TRY(client.phone, text_at(in, "phone", false, within));
  FASCIA_TRY(client.guardian, text_at(in, "guardian", false, within));
  FASCIA_TRY(client.guardian_relation, text_at(in, "guardian_relation", false, within));
  if (in.contains("birth_date")) {
    FASCIA_TRY(Date birth, date_at(in, "birth_date", within));
    client.birth_date = birth;
  }
  return client;
}

page::Language language_of(const http::Request& request) {
  return request.header("accept-language").starts_with("fr") ? page::Language::fr
                                                             : page::Language::en;
}

bool is_api_path(std::string_view path) {
  return path.starts_with("/api/") || path == "/healthz" || path == "/readyz" ||
         path == "/metrics" || path == "/bench/1k";
}

http::Response problem(const Error& error, const http::Request& request) {
  http::Response response = answer(error, language_of(request), interop::http_status(error));
  // A limit of a use case (held.at_once) is over when the first hold is.
  if (error.code == Code::too_many) response.set("Retry-After", "600");
  if (error.code == Code::unavailable) response.set("Retry-After", "10");
  return response;
}

http::Response problem_of_status(int status, const http::Request* request) {
  return answer(error_of_status(status), request ? language_of(*request) : page::Language::en,
                status);
}

Result<bj::object> read_object(const http::Request& request,
                               std::initializer_list<std::string_view> keys) {
  std::string_view type = request.header("content-type");
  if (!type.starts_with("application/json")) return invalid("Content-Type", "value_json_wanted");
  FASCIA_TRY(bj::value value, json::read(request.body));
  if (!value.is_object()) return invalid("", "value_object_wanted");
  FASCIA_TRY_DONE(only_keys(value.as_object(), keys));
  return std::move(value.as_object());
}

Result<std::string> text_at(const bj::object& object, std::string_view key, bool required,
                            std::string_view prefix) {
  std::string field = std::string(prefix) + std::string(key);
  const bj::value* value = object.if_contains(bj::string_view(key.data(), key.size()));
  if (value == nullptr || value->is_null()) {
    if (required) return invalid(field, "value_missing", {{"field", field}});
    return std::string();
  }
  if (!value->is_string()) return invalid(field, "value_text", {{"field", field}});
  return std::string(value->as_string());
}

Result<Date> date_at(const bj::object& object, std::string_view key, std::string_view prefix) {
  FASCIA_TRY(std::string text, text_at(object, key, true, prefix));
  auto date = parse_date(text);
  if (!date)
    return invalid(std::string(prefix) + std::string(key),
                   key == "birth_date" ? "birth_date_invalid" : "date_invalid");
  return *date;
}

Result<Instant> instant_at(const bj::object& object, std::string_view key) {
  FASCIA_TRY(std::string text, text_at(object, key, true));
  auto instant = parse_rfc3339(text);
  if (!instant) return invalid(key, "start_invalid");
  return *instant;
}

Result<int> number_at(const bj::object& object, std::string_view key) {
  const bj::value* value = object.if_contains(bj::string_view(key.data(), key.size()));
  if (value == nullptr || value->is_null()) return 0;
  constexpr std::int64_t kMost = 1'000'000'000;
  if (!value->is_int64() || value->as_int64() < 1 || value->as_int64() > kMost)
    return invalid(key, "value_number", {{"field", std::string(key)}});
  return static_cast<int>(value->as_int64());
}

std::string bearer(const http::Request& request) {
  constexpr std::string_view kPrefix = "bearer ";
  std::string_view value = request.header("authorization");
  if (http::lower(value.substr(0, kPrefix.size())) != kPrefix) return {};
  return std::string(value.substr(kPrefix.size()));
}

http::Response token_wanted(const http::Request& request) {
  http::Response response =
      problem({Code::unauthorized, "token_missing", "Authorization", {}, {}}, request);
  response.set("WWW-Authenticate", "Bearer");
  return response;
}

Result<std::optional<clinic::AgreedPolicy>> policy_at(const Api& api, const http::Request& request,
                                                      const bj::object& body) {
  std::optional<clinic::AgreedPolicy> out;
  FASCIA_TRY(int version, number_at(body, "policy"));
  if (version != 0)
    out = clinic::AgreedPolicy{
        version, page::policy_text(language_of(request), clinic::policy_now(api.clinic))};
  return out;
}

bj::object to_json(const store::Appointment& a, const Zone& zone) {
  return {{"id", a.id.text()},
          {"status", store::to_string(a.status)},
          {"service", a.service.text()},
          {"start", to_rfc3339(a.start, zone)},
          {"end", to_rfc3339(a.finish, zone)},
          {"practitioner", a.practitioner.text()},
          {"room", a.room.text()},
          {"intake", a.intake_due_by ? "due" : "done"}};
}

bj::object appointment_json(const Api& api, const store::Appointment& a) {
  auto offer = clinic::current_offer(api.clinic);
  const Zone zone = offer->zone;
  bj::object body = to_json(a, zone);
  bj::array parts;
  if (const store::Service* service = offer->service(a.service))
    for (ServiceId part : service->parts) parts.emplace_back(part.text());
  bj::array then;
  if (a.in_turn)
    for (const store::Appointment& part : clinic::whole_visit(api.clinic, a)) {
      parts.emplace_back(part.service.text());
      if (part.id != a.id) then.push_back(to_json(part, zone));
    }
  body["parts"] = std::move(parts);
  body["then"] = std::move(then);
  body["letter"] = nullptr;
  if (auto letter = clinic::awaited_letter(api.clinic, a))
    body["letter"] = bj::object{{"status", std::string(store::to_string(letter->status))},
                                {"due", to_rfc3339(letter->due, zone)}};
  // What it costs if it is cancelled now, and what it did cost; not why somebody pays nothing.
  body["cancel_fee"] = to_json(clinic::can_still_change(a)
                                   ? clinic::fee_if(api.clinic, a, store::Status::late_cancelled)
                                   : Money{0, a.price.currency});
  body["deposit"] = to_json(clinic::deposit_of(api.clinic, a));
  body["fee"] = nullptr;
  if (auto fee = clinic::find_fee(api.clinic, a.id))
    body["fee"] = bj::object{
        {"what", fee->kept.what}, {"amount", to_json(fee->kept.fee)}, {"due", fee->kept.due}};
  return body;
}

std::string manage_address(const Api& api, const http::Request& request,
                           const clinic::Booked& booked) {
  std::string site = api.public_url;
  if (site.empty() && !request.header("host").empty())
    site = (request.secure ? "https://" : "http://") + std::string(request.header("host"));
  return site + clinic::manage_path(booked.appointment.id, booked.manage_token);
}

bj::array starts_json(const std::vector<schedule::Start>& starts, const Zone& zone) {
  bj::array out;
  for (const schedule::Start& start : starts) {
    bj::array who;
    for (PractitionerId id : start.practitioners) who.emplace_back(id.text());
    out.push_back(
        bj::object{{"start", to_rfc3339(start.at, zone)}, {"practitioners", std::move(who)}});
  }
  return out;
}

bj::object to_json(const Money& money) {
  return {{"cents", money.cents}, {"currency", money.currency}};
}

std::optional<http::Response> limited(const Api& api, const http::RateLimit& limit,
                                      const http::Request& request) {
  Seconds wait = api.limits.take(limit, request.remote, api.clinic.now());
  if (wait.value == 0) return std::nullopt;
  http::Response response = problem({Code::too_many, "too_many_requests", {}, {}, {}}, request);
  response.set("Retry-After", std::to_string(wait.value));
  return response;
}

}  // namespace fascia::api
