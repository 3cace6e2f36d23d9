// SPDX-License-Identifier: Apache-2.0
// The public holidays on which the whole clinic is closed, and when they come next.
#include "clinic/close_holidays.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

http::Response holidays_page(Visit& visit, const Error* error = nullptr) {
  auto all = clinic::read_holidays(visit.site.clinic, visit.actor());
  if (!all) return show_error(visit, all.error());
  page::View view;
  OwnerForm(view, visit, error).wrongs();
  view.show("saved", visit.request.query_value("saved") == "yes");
  view.list("holidays").list("closed");
  bool any = false;
  for (const clinic::HolidayChoice& one : *all) {
    const std::string name = visit.say("holiday." + one.id);
    const std::string day = page::day_year_text(visit.language, one.next);
    const char* law = one.alberta ? "alberta" : one.federal ? "federal" : "chosen";
    view.add("holidays")
        .set("holiday_id", one.id)
        .set("holiday_name", name)
        .set("holiday_day", day)
        .set("holiday_law", visit.say("owner_holidays." + std::string(law)))
        .show("holiday_on", one.closed);
    if (!one.closed) continue;
    any = true;
    view.add("closed")
        .set("closed_name", name)
        .set("closed_day", day)
        .show("closed_booked", one.visits > 0)
        .set("closed_visits", one.visits > 0 ? visit.say("owner_holidays.visits",
                                                         {{"n", std::to_string(one.visits)}})
                                             : "");
  }
  view.show("none_closed", !any);
  return show(visit, "owner-holidays", std::move(view), owner_status(error));
}

http::Response save_holidays(Visit& visit) {
  auto done = clinic::edit_holidays(visit.site.clinic, visit.actor(), visit.form.all("holidays"));
  if (!done) return holidays_page(visit, &done.error());
  return go(visit, "/owner/holidays?saved=yes");
}

}  // namespace

void add_owner_holidays(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/owner/holidays",
              for_owner(site, [](Visit& v) { return holidays_page(v); }), "owner"});
  router.add({http::Method::post, "/owner/holidays", for_owner(site, save_holidays), "owner"});
}

}  // namespace fascia::web
