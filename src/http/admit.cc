// SPDX-License-Identifier: Apache-2.0
#include "http/admit.h"

#include <algorithm>

#include "http/form.h"
#include "http/lower.h"
#include "http/proxies.h"

namespace fascia::http {
namespace {

std::optional<Method> method_of(std::string_view text) {
  for (Method method : {Method::get, Method::head, Method::post, Method::put, Method::patch,
                        Method::del, Method::options})
    if (to_string(method) == text) return method;
  return std::nullopt;
}

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool host_allowed(std::string_view host, const std::vector<std::string>& allowed) {
  if (allowed.empty()) return true;
  std::string name = lower(host);
  for (const std::string& one : allowed) {
    std::string known = lower(one);
    if (known == name || known == without_port(name)) return true;
  }
  return false;
}

// Several lines of one header say the same as one line with commas. Reading only the first would
// let a browser put its own line before the proxy's.
std::string joined(const Pairs& headers, std::string_view name) {
  std::string out;
  for (const auto& [key, value] : headers) {
    if (key != name) continue;
    if (!out.empty()) out += ", ";
    out += value;
  }
  return out;
}

bool last_is_https(std::string_view protocols) {
  auto comma = protocols.rfind(',');
  if (comma != protocols.npos) protocols.remove_prefix(comma + 1);
  while (!protocols.empty() && protocols.front() == ' ') protocols.remove_prefix(1);
  return protocols == "https";
}

bool headers_are_text(const Pairs& headers) {
  return std::all_of(headers.begin(), headers.end(),
                     [](const auto& one) { return valid_utf8(one.second); });
}

}  // namespace

int admit(Arrival arrival, const Admission& admission, Request& out) {
  out.headers = std::move(arrival.headers);
  bool by_proxy = is_trusted(arrival.peer, admission.trusted_proxies);
  out.remote = browser_address(arrival.peer, joined(out.headers, "x-forwarded-for"),
                               admission.trusted_proxies);
  out.secure =
      arrival.secure || (by_proxy && last_is_https(joined(out.headers, "x-forwarded-proto")));
  auto method = method_of(arrival.method);
  if (method) out.method = *method;
  auto question = arrival.target.find('?');
  auto path = clean_path(arrival.target.substr(0, question));
  if (!path) return 400;
  out.path = std::move(*path);
  if (!method) return 405;
  if (question != arrival.target.npos) {
    auto query = parse_form(arrival.target.substr(question + 1));
    if (!query) return 400;
    out.query = std::move(*query);
  }
  if (!headers_are_text(out.headers)) return 400;
  auto hosts = std::count_if(out.headers.begin(), out.headers.end(),
                             [](const auto& one) { return one.first == "host"; });
  if (hosts > 1 || (arrival.http11 && out.header("host").empty())) return 400;
  return host_allowed(out.header("host"), admission.allowed_hosts) ? 0 : 421;
}

}  // namespace fascia::http
