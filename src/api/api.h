// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "clinic/clinic.h"
#include "http/limits.h"
#include "http/router.h"

namespace fascia::api {

// What the JSON routes stand on. All references outlive the router.
struct Api {
  clinic::Clinic& clinic;
  http::LimitStore& limits;
  std::string public_url;     // "https://book.example.ca": private links begin with it
  std::string metrics_token;  // empty: no /metrics
  bool bench_routes = false;
};

// Adds /healthz, /readyz, /metrics, /bench/1k and /api/v1/…, as api/openapi.json describes them.
void add_routes(http::Router& router, std::shared_ptr<Api> api);

// An error as application/problem+json, its title in English or French by Accept-Language.
http::Response problem(const Error& error, const http::Request& request);
// The same for the server's own refusals (404, 413, …) of what programs ask.
http::Response problem_of_status(int status, const http::Request* request);
// Below /api/, and what watches the server: /healthz, /readyz, /metrics, /bench/1k.
bool is_api_path(std::string_view path);

}  // namespace fascia::api
