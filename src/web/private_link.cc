// SPDX-License-Identifier: Apache-2.0
#include "web/private_link.h"

#include "http/form_limits.h"

namespace fascia::web {
namespace {

http::Response guarded(http::Response response) {
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cache-Control", "no-store");
  response.set("X-Robots-Tag", "noindex");
  return response;
}

http::Response gate(const Visit& visit, const Error* error) {
  page::View view;
  bool on_field = error != nullptr && error->field == "birth_date";
  view.set("gate_path", visit.request.path);
  view.field("link_birth_date", visit.form.get("link_birth_date"),
             on_field ? page::error_text(visit.language, *error) : std::string());
  std::vector<page::Wrong> wrongs;
  if (error != nullptr)
    wrongs.push_back({"link_birth_date", page::error_text(visit.language, *error)});
  page::set_wrongs(view, wrongs);
  return show(visit, "book-gate", std::move(view), error != nullptr ? 422 : 200);
}

http::Response try_date(Visit& visit, std::string_view purpose, const std::string& token) {
  if (auto refused = limited(visit, http::form_limits::kPrivateLinks)) return *refused;
  auto date = parse_date(visit.form.get("link_birth_date"));
  if (!date) {
    Error error = invalid("birth_date", "birth_date_invalid");
    return gate(visit, &error);
  }
  auto proved = clinic::prove_birth_date(visit.site.clinic, purpose, token, visit.browser, *date,
                                         visit.request.remote);
  if (proved) return go(visit, visit.request.path);
  return proved.error().field.empty() ? show_error(visit, proved.error())
                                      : gate(visit, &proved.error());
}

}  // namespace

std::string site_address(const Visit& visit) {
  if (!visit.site.public_url.empty()) return visit.site.public_url;
  std::string host(visit.request.header("host"));
  if (host.empty()) return {};
  return (visit.request.secure ? "https://" : "http://") + host;
}

http::Response behind_birth_date(Visit& visit, std::string_view purpose, const std::string& token,
                                 const LinkPage& page) {
  auto link = clinic::open_private_link(visit.site.clinic, purpose, token, visit.browser,
                                        visit.request.remote);
  if (!link) return guarded(show_error(visit, link.error()));
  if (link->known_browser) return guarded(page(visit, *link));
  bool gives = visit.request.method == http::Method::post && visit.form.has("link_birth_date");
  return guarded(gives ? try_date(visit, purpose, token) : gate(visit, nullptr));
}

}  // namespace fascia::web
