// SPDX-License-Identifier: Apache-2.0
#include "http/router.h"

#include <algorithm>
#include <exception>
#include <typeinfo>

#include "core/log.h"
#include "core/result.h"

namespace fascia::http {
namespace {

std::string_view next_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

bool is_part(std::string_view segment) { return segment.starts_with('{'); }

// How well the pattern fits: the number of fixed segments, -1 when it does not.
int fit(std::string_view pattern, std::string_view path, Pairs& params) {
  int fixed = 0;
  while (!pattern.empty() && !path.empty()) {
    std::string_view want = next_segment(pattern), got = next_segment(path);
    if (is_part(want)) {
      if (got.empty()) return -1;
      params.emplace_back(want.substr(1, want.size() - 2), got);
    } else if (want == got) {
      ++fixed;
    } else {
      return -1;
    }
  }
  return pattern.empty() && path.empty() ? fixed : -1;
}

}  // namespace

void Router::add(Route route) {
  for (const Route& other : routes_)
    FASCIA_CHECK(other.method != route.method || other.pattern != route.pattern);
  routes_.push_back(std::move(route));
}

const Route* Router::match(const Request& request, Pairs& params, std::string& allowed) const {
  const Route* best = nullptr;
  int best_fit = -1;
  Method wanted = request.method == Method::head ? Method::get : request.method;
  for (const Route& route : routes_) {
    Pairs found;
    int how = fit(route.pattern, request.path, found);
    if (how < 0) continue;
    if (route.method != wanted) {
      if (!allowed.empty()) allowed += ", ";
      allowed += to_string(route.method);
      if (route.method == Method::get) allowed += ", HEAD";
      continue;
    }
    if (how <= best_fit) continue;
    best = &route;
    best_fit = how;
    params = std::move(found);
  }
  return best;
}

const Route* Router::find(const Request& request) const {
  Pairs params;
  std::string allowed;
  return match(request, params, allowed);
}

std::size_t Router::largest_body(std::size_t usual) const {
  for (const Route& route : routes_) usual = std::max(usual, route.body_limit);
  return usual;
}

Response Router::error(int status, const Request* request) const {
  if (error_page_) return error_page_(status, request);
  return plain(status, std::to_string(status) + "\n");
}

Response Router::answer(Request& request) const {
  Pairs params;
  std::string allowed;
  const Route* route = match(request, params, allowed);
  if (route == nullptr) {
    Response response = error(allowed.empty() ? 404 : 405, &request);
    if (!allowed.empty()) response.set("Allow", allowed);
    return response;
  }
  request.params = std::move(params);
  try {
    return route->handler(request);
  } catch (const std::exception& fault) {
    // The words of an exception may hold what a person typed; its type and the route do not.
    log::error("request failed", {{"route", route->pattern}, {"type", typeid(fault).name()}});
    return error(500, &request);
  }
}

}  // namespace fascia::http
