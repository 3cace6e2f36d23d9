// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/sign_in.h"
#include "http/assets.h"
#include "http/form.h"
#include "http/limits.h"
#include "http/router.h"
#include "page/catalogue.h"
#include "page/frame.h"
#include "page/template.h"
#include "page/view.h"
#include "page/wrongs.h"

namespace fascia::web {

// What the pages stand on. All references outlive the router.
struct Site {
  clinic::Clinic& clinic;
  const page::Templates& templates;
  const http::AssetSite& assets;
  http::LimitStore& limits;
  std::string public_url;  // empty: links on pages stay relative
  std::string csrf_key;    // secret; tokens of forms are bound to the browser with it
  Seconds staff_session = hours(12);
  bool secure_cookies = false;
};

void add_routes(http::Router& router, std::shared_ptr<Site> site);
// The server's own refusals as a page.
http::Response error_page(const Site& site, int status, const http::Request* request);

// One request on its way: who asks, in which language, with which form.
struct Visit {
  const Site& site;
  const http::Request& request;
  page::Language language = page::Language::en;
  std::string browser;  // the browser's cookie; made when it had none
  bool new_browser = false;
  std::optional<store::Staff> staff;
  http::Form form;

  std::string say(std::string_view id, const page::Arguments& arguments = {}) const {
    return page::text(language, id, arguments);
  }
  clinic::Actor actor() const {
    return staff ? clinic::actor_of(*staff, request.remote) : clinic::client_at(request.remote);
  }
};

// A page in its frame. Sets the browser's cookie when it is new.
http::Response show(const Visit& visit, std::string_view name, page::View view, int status = 200);
// An error of a use case as a page of its own, where no form can say it.
http::Response show_error(const Visit& visit, const Error& error);
// What is wrong with a form, all of it: each field and the text for it (page::set_wrongs).
std::vector<page::Wrong> wrongs_of(const Visit& visit, const Error& error);
std::vector<page::Wrong> wrongs_of(const Visit& visit, const Error* error);  // none: nothing
// The text for one field, where a row of a list says it by itself; empty when it is not wrong.
std::string fault_at(const Visit& visit, const Error* error, std::string_view field);
http::Response go(const Visit& visit, std::string to);  // 303, with the browser's cookie when new

using Page = std::function<http::Response(Visit&)>;
// Anyone. A POST is refused without the token of this browser's form.
http::Handler open_to_all(std::shared_ptr<Site> site, Page page);
// Staff of one of the roles; others are sent to sign in, or told no.
http::Handler for_staff(std::shared_ptr<Site> site, std::vector<store::Role> roles, Page page);
// Whether a request comes from one of them, told by its head alone: who may send a large body.
std::function<bool(const http::Request&)> signed_in_as(std::shared_ptr<Site> site,
                                                       std::vector<store::Role> roles);

// The visit that the path's {id} names; where it names none, one that nobody has.
AppointmentId appointment_of(const Visit& visit);

std::optional<http::Response> limited(const Visit& visit, const http::RateLimit& limit);
// The same as an error for a form that shows again what was typed; `wait` for Retry-After.
struct Limited {
  Error error;
  Seconds wait;
};
std::optional<Limited> limit_of(const Visit& visit, const http::RateLimit& limit);
// The address that holds are counted by; empty when no limit holds.
std::string counted_address(const Visit& visit);
// A path of this site to go back to; "/" for anything else.
std::string local_path(std::string_view text);
// Where a signed-in person begins: a therapist with their visits, others at the desk.
std::string home_of(const store::Staff& staff);

// The groups of pages.
void add_public_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_therapist_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_sign_in_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_assess_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_plan_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_booking_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_visit_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_treat_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_protocol_pages(http::Router& router, const std::shared_ptr<Site>& site);
void add_follow_pages(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
