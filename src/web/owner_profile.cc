// SPDX-License-Identifier: Apache-2.0
#include "clinic/check_house.h"
#include "clinic/notices.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

http::Response profile_page(Visit& visit, const Error* error = nullptr) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  const store::Location& p = house->profile;
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("name", p.name);
  form.text("address", p.address);
  form.text("city", p.city);
  form.text("phone", p.phone);
  form.text("emergency_line", p.emergency_line);
  form.text("email", p.email);
  form.text("at", p.at ? to_text(*p.at) : std::string());
  form.text("zone", p.zone);
  view.show("zone_moves", error != nullptr && error->field == "zone_sure");
  form.check("zone_sure", false);
  auto notices = clinic::read_notices(visit.site.clinic, visit.actor());
  if (!notices) return show_error(visit, notices.error());
  form.text("alert_to", notices->alert_to);
  form.text("reminder_hours", notices->reminder_hours);
  form.text("letter_fax", notices->letter_fax);
  view.show("saved", visit.request.query_value("saved") == "yes");
  return show(visit, "owner-profile", std::move(view), owner_status(error));
}

http::Response save_profile(Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  Faults faults;
  store::Location p = house->profile;
  p.name = visit.form.get("name");
  p.address = visit.form.get("address");
  p.city = visit.form.get("city");
  p.phone = visit.form.get("phone");
  p.emergency_line = visit.form.get("emergency_line");
  p.email = visit.form.get("email");
  p.zone = visit.form.get("zone");
  if (visit.form.has("at")) {
    p.at.reset();
    if (const std::string at(visit.form.get("at")); !at.empty()) {
      auto position = parse_position(at);
      faults.add(position);
      if (position) p.at = *position;
    }
  }
  auto kept = clinic::read_notices(visit.site.clinic, visit.actor());
  if (!kept) return show_error(visit, kept.error());
  clinic::Notices notices = *kept;
  if (visit.form.has("alert_to")) notices.alert_to = visit.form.get("alert_to");
  if (visit.form.has("reminder_hours")) notices.reminder_hours = visit.form.get("reminder_hours");
  if (visit.form.has("letter_fax")) notices.letter_fax = visit.form.get("letter_fax");
  faults.add(clinic::check_place(p));
  faults.add(clinic::check_notices(notices));
  Done done = faults.done();
  if (done)
    done = clinic::edit_profile(visit.site.clinic, visit.actor(), p, visit.form.has("zone_sure"));
  if (done) done = clinic::edit_notices(visit.site.clinic, visit.actor(), notices);
  if (!done) return profile_page(visit, &done.error());
  return go(visit, "/owner/profile?saved=yes");
}

}  // namespace

void add_owner_profile(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/owner/profile",
              for_owner(site, [](Visit& v) { return profile_page(v); }), "owner"});
  router.add({http::Method::post, "/owner/profile", for_owner(site, save_profile), "owner"});
}

}  // namespace fascia::web
