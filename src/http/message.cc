// SPDX-License-Identifier: Apache-2.0
#include "http/message.h"

#include "core/result.h"

namespace fascia::http {
namespace {

std::string_view find(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs)
    if (key == name) return value;
  return {};
}

Response text(int status, std::string type, std::string body) {
  Response response{status, {}, std::move(body)};
  response.set("Content-Type", std::move(type));
  return response;
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "GET";
}

std::string_view Request::header(std::string_view name) const { return find(headers, name); }
std::string_view Request::query_value(std::string_view name) const { return find(query, name); }

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    std::string_view one = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
      return one.substr(name.size() + 1);
  }
  return {};
}

const std::string& Request::param(std::string_view name) const {
  for (const auto& [key, value] : params)
    if (key == name) return value;
  check_failed("the route has no such part", __FILE__, __LINE__);
}

void Response::set(std::string name, std::string value) {
  for (auto& [key, held] : headers) {
    if (key != name) continue;
    held = std::move(value);
    return;
  }
  headers.emplace_back(std::move(name), std::move(value));
}

std::string_view Response::header(std::string_view name) const { return find(headers, name); }

Response html(int status, std::string body) {
  return text(status, "text/html; charset=utf-8", std::move(body));
}
Response plain(int status, std::string body) {
  return text(status, "text/plain; charset=utf-8", std::move(body));
}
Response json(int status, std::string body) {
  return text(status, "application/json", std::move(body));
}
Response problem_json(int status, std::string body) {
  return text(status, "application/problem+json", std::move(body));
}

Response see_other(std::string location) {
  Response response{303, {}, std::string()};
  response.set("Location", std::move(location));
  return response;
}

void set_cookie(Response& response, const Cookie& cookie) {
  std::string line = cookie.name + "=" + (cookie.max_age < 0 ? "" : cookie.value);
  line += "; Path=/; HttpOnly; SameSite=Lax";
  if (cookie.max_age != 0)
    line += "; Max-Age=" + std::to_string(cookie.max_age < 0 ? 0 : cookie.max_age);
  if (cookie.secure) line += "; Secure";
  response.headers.emplace_back("Set-Cookie", std::move(line));
}

}  // namespace fascia::http
