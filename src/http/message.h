// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace fascia::http {

enum class Method { get, head, post, put, patch, del, options };
std::string_view to_string(Method method);

using Pairs = std::vector<std::pair<std::string, std::string>>;

// A request as plain values: text is valid UTF-8, the path is decoded once and holds no "..".
struct Request {
  Method method = Method::get;
  std::string path;
  Pairs query;
  Pairs headers;  // names in lower case
  std::string body;
  std::string remote;  // the browser's address, behind trusted proxies too
  bool secure = false;
  Pairs params;  // {name} parts of the route

  // Empty when there is none; the first when there are several.
  std::string_view header(std::string_view name) const;
  std::string_view query_value(std::string_view name) const;
  std::string_view cookie(std::string_view name) const;
  const std::string& param(std::string_view name) const;  // the route must have it
};

// Yields the next piece of a long body, nothing at its end. Runs on a worker, never on an I/O
// thread.
using Stream = std::function<std::optional<std::string>()>;

struct Response {
  int status = 200;
  Pairs headers;
  // Text of its own, bytes that live as long as the program, or a stream.
  std::variant<std::string, std::string_view, Stream> body = std::string();

  void set(std::string name, std::string value);  // replaces
  std::string_view header(std::string_view name) const;
};

Response html(int status, std::string text);
Response plain(int status, std::string text);
Response json(int status, std::string text);
Response problem_json(int status, std::string text);
// 303: go on with a GET.
Response see_other(std::string location);

struct Cookie {
  std::string name;
  std::string value;
  long max_age = 0;  // seconds; 0: until the browser closes; below 0: delete it
  bool secure = false;
};
// HttpOnly, SameSite=Lax, Path=/.
void set_cookie(Response& response, const Cookie& cookie);

}  // namespace fascia::http
