// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and the language of the pages.
#include "http/form_limits.h"
#include "web/site.h"

namespace fascia::web {
namespace {

http::Response form_page(const Visit& visit, const std::string& next, const std::string& name,
                         const Error* error) {
  page::View view;
  view.set("next_path", local_path(next));
  view.field("name", name);
  view.field("password", "", error != nullptr ? page::error_text(visit.language, *error) : "");
  page::set_wrongs(view, wrongs_of(visit, error));
  return show(visit, "sign-in", std::move(view), error != nullptr ? 422 : 200);
}

http::Response sign_in(Visit& visit) {
  if (auto refused = limited(visit, http::form_limits::kSignIns)) return *refused;
  std::string next = local_path(visit.form.get("next"));
  auto in = clinic::sign_in(visit.site.clinic, visit.form.get("name"), visit.form.get("password"),
                            visit.site.staff_session, visit.request.remote);
  if (!in) return form_page(visit, next, visit.form.get("name"), &in.error());
  http::Response response = go(visit, next == "/" ? home_of(in->staff) : next);
  http::set_cookie(response, {"fascia_staff", in->token, long(visit.site.staff_session.value),
                              visit.site.secure_cookies});
  return response;
}

http::Response sign_out(Visit& visit) {
  auto done =
      clinic::sign_out(visit.site.clinic, std::string(visit.request.cookie("fascia_staff")));
  if (!done) return show_error(visit, done.error());
  http::Response response = go(visit, "/");
  http::set_cookie(response, {"fascia_staff", "", -1, visit.site.secure_cookies});
  return response;
}

http::Response password_page(const Visit& visit, const Error* error = nullptr) {
  page::View view;
  for (const char* name : {"current", "password"}) view.field(name, "");
  view.show("changed", visit.request.query_value("changed") == "yes");
  page::set_wrongs(view, wrongs_of(visit, error));
  return show(visit, "staff-password", std::move(view), error != nullptr ? 422 : 200);
}

http::Response change_password(Visit& visit) {
  if (auto refused = limited(visit, http::form_limits::kSignIns)) return *refused;
  auto in = clinic::change_password(visit.site.clinic, visit.actor(), visit.form.get("current"),
                                    visit.form.get("password"), visit.site.staff_session);
  if (!in && in.error().code == Code::forbidden) return show_error(visit, in.error());
  if (!in) return password_page(visit, &in.error());
  http::Response response = go(visit, "/staff/password?changed=yes");
  http::set_cookie(response, {"fascia_staff", in->token, long(visit.site.staff_session.value),
                              visit.site.secure_cookies});
  return response;
}

http::Response choose_language(Visit& visit) {
  http::Response response = go(visit, local_path(visit.request.query_value("back")));
  if (auto language = page::parse_language(visit.request.query_value("to")))
    http::set_cookie(response, {"fascia_language", std::string(page::code(*language)),
                                365L * 24 * 3600, visit.site.secure_cookies});
  return response;
}

}  // namespace

void add_sign_in_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/sign-in", open_to_all(site, [](Visit& v) {
                return form_page(v, std::string(v.request.query_value("next")), "", nullptr);
              })});
  router.add({Method::post, "/sign-in", open_to_all(site, sign_in)});
  router.add({Method::post, "/sign-out", open_to_all(site, sign_out), "staff"});
  const std::vector<store::Role> all = {store::Role::owner, store::Role::desk,
                                        store::Role::therapist};
  router.add({Method::get, "/staff/password",
              for_staff(site, all, [](Visit& v) { return password_page(v); }), "staff"});
  router.add({Method::post, "/staff/password", for_staff(site, all, change_password), "staff"});
  router.add({Method::get, "/language", open_to_all(site, choose_language)});
}

}  // namespace fascia::web
