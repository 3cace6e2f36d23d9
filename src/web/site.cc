// SPDX-License-Identifier: Apache-2.0
#include "web/site.h"

#include "clinic/review_protocol.h"
#include "interop/problem.h"
#include "keys/token.h"
#include "page/words.h"
#include "store/fault.h"

namespace fascia::web {
namespace {

constexpr std::string_view kBrowserCookie = "fascia_browser";
constexpr std::string_view kStaffCookie = "fascia_staff";
constexpr std::string_view kLanguageCookie = "fascia_language";
constexpr long kYear = 365L * 24 * 3600;

page::Language language_of(const http::Request& request) {
  if (auto chosen = page::parse_language(request.cookie(kLanguageCookie))) return *chosen;
  return request.header("accept-language").starts_with("fr") ? page::Language::fr
                                                             : page::Language::en;
}

std::string csrf_token(const Visit& visit) { return keys::mac(visit.site.csrf_key, visit.browser); }

void keep_browser(const Visit& visit, http::Response& response) {
  if (visit.new_browser)
    http::set_cookie(
        response, {std::string(kBrowserCookie), visit.browser, kYear, visit.site.secure_cookies});
}

// The ways through the program, by role: an owner who treats has the therapist's as well.
std::vector<page::Link> staff_links(const Visit& visit) {
  using store::Role;
  Role role = visit.staff->role;
  std::vector<page::Link> links;
  auto add = [&](const char* path, const char* id) {
    std::string_view here = visit.request.path;
    bool under = here.starts_with(path) &&
                 (path != std::string_view("/desk") ||
                  (!here.starts_with("/desk/tasks") && !here.starts_with("/desk/task/") &&
                   !here.starts_with("/desk/replies")));
    links.push_back({path, visit.say(id), under});
  };
  if (visit.staff->practitioner) add("/treat", "staff_nav.treat");
  add("/desk", "staff_nav.day");
  add("/desk/tasks", "staff_nav.tasks");
  if (role != Role::therapist) add("/desk/replies", "staff_nav.replies");
  if (role == Role::owner) add("/owner", "staff_nav.owner");
  return links;
}

// The address that shows this page again. A form that came back with faults has none of its own:
// the page that it stood on is the way back.
std::string shown_path(const http::Request& request) {
  if (request.method != http::Method::post) return request.path;
  std::string_view from = request.header("referer");
  const std::size_t host = from.find("://");
  const std::size_t path = host == from.npos ? from.npos : from.find('/', host + 3);
  if (path == from.npos) return "/";
  return local_path(from.substr(path, from.find_first_of("?#", path) - path));
}

page::Frame frame_of(const Visit& visit) {
  auto offer = visit.site.clinic.availability.get();
  page::Frame frame;
  frame.clinic = offer->location.name;
  frame.town = offer->location.city;
  frame.phone = offer->location.phone;
  frame.demo = offer->location.is_demo;
  if (!offer->location.emergency_line.empty()) frame.emergency = offer->location.emergency_line;
  std::string_view other = visit.language == page::Language::en ? "fr" : "en";
  frame.other_language_path =
      "/language?to=" + std::string(other) + "&back=" + http::url_encode(shown_path(visit.request));
  frame.token = csrf_token(visit);
  if (visit.staff) {
    frame.person = visit.staff->name;
    const clinic::Unsigned open = clinic::still_unsigned(visit.site.clinic);
    frame.rules_unreviewed = open.rules;
    frame.french_unread = open.french;
    frame.home = home_of(*visit.staff);
    frame.links = staff_links(visit);
  }
  return frame;
}

Visit visit_of(const Site& site, const http::Request& request) {
  Visit visit{
      site, request, language_of(request), std::string(request.cookie(kBrowserCookie)), false,
      {},   {}};
  if (visit.browser.size() != 43) {  // not one of ours
    visit.browser = site.clinic.random.token();
    visit.new_browser = true;
  }
  visit.staff = clinic::signed_in(site.clinic, std::string(request.cookie(kStaffCookie)));
  return visit;
}

// Reads the form of a POST and checks that it came from a page of ours in this browser.
std::optional<http::Response> refused_form(Visit& visit) {
  if (visit.request.method != http::Method::post) return std::nullopt;
  auto form = http::Form::of(visit.request);
  if (!form) return show_error(visit, form.error());
  visit.form = std::move(*form);
  if (visit.new_browser || !keys::equal_secret(visit.form.get("token"), csrf_token(visit)))
    return show_error(visit, {Code::forbidden, "form_expired", {}, {}, {}});
  return std::nullopt;
}

http::Response error_view(const Visit& visit, std::string_view title, std::string_view text,
                          int status) {
  page::View view;
  view.set("error_title", title).set("error_text", text);
  view.set("error_back_path", visit.staff ? home_of(*visit.staff) : "/")
      .set("error_back_text", visit.say("error_page.back"));
  return show(visit, "error", std::move(view), status);
}

}  // namespace

std::string home_of(const store::Staff& staff) {
  return staff.role == store::Role::therapist ? "/treat" : "/desk";
}

http::Response show(const Visit& visit, std::string_view name, page::View view, int status) {
  page::set_frame(view, frame_of(visit));
  if (page::has_wrongs(view)) {
    page::mark_wrong_fields(view);
    page::name_wrongs(view, visit.language,
                      visit.site.templates.render(name, visit.language, view));
  }
  http::Response response =
      http::html(status, visit.site.templates.render(name, visit.language, view));
  response.set("Vary", "Cookie, Accept-Language");
  keep_browser(visit, response);
  return response;
}

http::Response go(const Visit& visit, std::string to) {
  http::Response response = http::see_other(std::move(to));
  keep_browser(visit, response);
  return response;
}

http::Response show_error(const Visit& visit, const Error& error) {
  return error_view(visit, visit.say("error_page.title"), page::error_text(visit.language, error),
                    interop::http_status(error.code));
}

http::Response error_page(const Site& site, int status, const http::Request* request) {
  static const http::Request kNobody;
  const http::Request& asked = request != nullptr ? *request : kNobody;
  Visit visit{site, asked, language_of(asked), {}, false, {}, {}};
  std::string id = "error_page.status_" + std::to_string(status);
  if (!page::has_text(visit.language, id)) id = "error_page.status_500";
  // Where a file was chosen, the page says how large one may be.
  const std::string_view of_file = asked.path.ends_with("/letter/file") ? "errors.letter_file_size"
                                   : asked.path.ends_with("/record")    ? "errors.record_size"
                                                                        : "";
  if (status == 413 && !of_file.empty())
    return error_view(
        visit, visit.say("error_page.title"),
        visit.say(of_file, {{"most", std::to_string(site.clinic.upload_limit >> 20)}}), status);
  return error_view(visit, visit.say("error_page.title"), visit.say(id), status);
}

std::vector<page::Wrong> wrongs_of(const Visit& visit, const Error& error) {
  std::vector<page::Wrong> out{{error.field, page::error_text(visit.language, error)}};
  for (const Error& other : error.also)
    out.push_back({other.field, page::error_text(visit.language, other)});
  return out;
}

std::vector<page::Wrong> wrongs_of(const Visit& visit, const Error* error) {
  return error == nullptr ? std::vector<page::Wrong>() : wrongs_of(visit, *error);
}

std::string fault_at(const Visit& visit, const Error* error, std::string_view field) {
  for (const page::Wrong& wrong : wrongs_of(visit, error))
    if (wrong.field == field) return wrong.text;
  return {};
}

namespace {

// What the store cannot give just now is no fault of the page: 503 with the reason, on a page that
// needs no store.
template <class Answer>
http::Response unless_broken(const Site& site, const http::Request& request, Answer answer) {
  try {
    return answer();
  } catch (const store::StoreError& fault) {
    Visit visit{site, request, language_of(request), {}, false, {}, {}};
    http::Response response = show_error(visit, store::error_of(fault));
    response.set("Retry-After", "10");
    return response;
  }
}

}  // namespace

http::Handler open_to_all(std::shared_ptr<Site> site, Page page) {
  return [site, page](const http::Request& request) {
    return unless_broken(*site, request, [&]() -> http::Response {
      Visit visit = visit_of(*site, request);
      if (auto refused = refused_form(visit)) return *refused;
      return page(visit);
    });
  };
}

http::Handler for_staff(std::shared_ptr<Site> site, std::vector<store::Role> roles, Page page) {
  return [site, roles, page](const http::Request& request) {
    return unless_broken(*site, request, [&]() -> http::Response {
      Visit visit = visit_of(*site, request);
      if (!visit.staff) return go(visit, "/sign-in?next=" + http::url_encode(request.path));
      if (std::find(roles.begin(), roles.end(), visit.staff->role) == roles.end())
        return show_error(visit, forbidden());
      if (auto refused = refused_form(visit)) return *refused;
      return page(visit);
    });
  };
}

std::function<bool(const http::Request&)> signed_in_as(std::shared_ptr<Site> site,
                                                       std::vector<store::Role> roles) {
  return [site, roles](const http::Request& request) {
    auto staff = clinic::signed_in(site->clinic, std::string(request.cookie(kStaffCookie)));
    return staff && std::find(roles.begin(), roles.end(), staff->role) != roles.end();
  };
}

std::optional<Limited> limit_of(const Visit& visit, const http::RateLimit& limit) {
  Seconds wait = visit.site.limits.take(limit, visit.request.remote, visit.site.clinic.now());
  if (wait.value == 0) return std::nullopt;
  const int minutes = int((wait.value + 59) / 60);
  return Limited{{Code::too_many,
                  "too_many_tries",
                  {},
                  {{"wait", page::minutes_text(visit.language, minutes)}},
                  {}},
                 wait};
}

AppointmentId appointment_of(const Visit& visit) {
  return AppointmentId::parse(visit.request.param("id")).value_or(AppointmentId{});
}

std::optional<http::Response> limited(const Visit& visit, const http::RateLimit& limit) {
  auto refused = limit_of(visit, limit);
  if (!refused) return std::nullopt;
  http::Response response = show_error(visit, refused->error);
  response.set("Retry-After", std::to_string(refused->wait.value));
  return response;
}

std::string counted_address(const Visit& visit) {
  return visit.site.limits.are_lifted() ? std::string() : visit.request.remote;
}

std::string local_path(std::string_view text) {
  bool local = text.starts_with('/') && !text.starts_with("//") && text.find('\\') == text.npos &&
               text.size() < 500;
  for (char c : text) local = local && static_cast<unsigned char>(c) > 0x20 && c != 0x7f;
  return local ? std::string(text) : "/";
}

void add_routes(http::Router& router, std::shared_ptr<Site> site) {
  router.add({http::Method::get, "/assets/{file}",
              [site](const http::Request& r) { return site->assets.serve(r, r.param("file")); },
              "anyone"});
  // Where a browser looks that reads no <link>.
  router.add(
      {http::Method::get, "/favicon.ico",
       [site](const http::Request&) { return http::see_other(site->assets.url("favicon.svg")); },
       "anyone"});
  add_public_pages(router, site);
  add_sign_in_pages(router, site);
  add_assess_pages(router, site);
  add_plan_pages(router, site);
  add_booking_pages(router, site);
  add_visit_pages(router, site);
  add_desk_pages(router, site);
  add_owner_pages(router, site);
  add_treat_pages(router, site);
  add_protocol_pages(router, site);
  add_follow_pages(router, site);
}

}  // namespace fascia::web
