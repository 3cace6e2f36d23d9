// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "http/message.h"

namespace fascia::http {

using Handler = std::function<Response(const Request&)>;

// A route is data: whoever reads the table sees every page and who may open it.
struct Route {
  Method method = Method::get;
  std::string pattern;  // "/api/v1/appointments/{id}"
  Handler handler;
  std::string access = "anyone";  // what web and api check before the handler; for people to read
  // A body larger than the server takes elsewhere: up to so many bytes, of those whom `may_send`
  // knows by the head, before any of it is read. 0: as elsewhere.
  std::size_t body_limit = 0;
  std::function<bool(const Request&)> may_send{};
};

// Finds the route of a request. A fixed segment wins over a {part}. HEAD is answered by GET.
class Router {
 public:
  // Two routes of one method and pattern are the program's fault and throw.
  void add(Route route);
  const std::vector<Route>& routes() const { return routes_; }

  // The route that would answer; null for none.
  const Route* find(const Request& request) const;
  // The largest body that any route takes, `usual` at least.
  std::size_t largest_body(std::size_t usual) const;

  // Renders 400, 404, 405, 408, 413, 421, 431, 500 and 503; the request is absent when it could not
  // be read. May be called from any thread.
  using ErrorPage = std::function<Response(int status, const Request* request)>;
  void set_error_page(ErrorPage page) { error_page_ = std::move(page); }
  Response error(int status, const Request* request) const;

  // Runs the handler; an exception becomes 500 and a line in the log without its words.
  Response answer(Request& request) const;

 private:
  const Route* match(const Request& request, Pairs& params, std::string& allowed) const;
  std::vector<Route> routes_;
  ErrorPage error_page_;
};

}  // namespace fascia::http
