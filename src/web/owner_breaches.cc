// SPDX-License-Identifier: Apache-2.0
// The record of breaches (R25): each line that the Commissioner asks for, and who was told when.
#include "clinic/record_rights.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

using Part = std::pair<const char*, std::string clinic::BreachRecord::*>;
constexpr Part kParts[] = {{"circumstances", &clinic::BreachRecord::circumstances},
                           {"period", &clinic::BreachRecord::period},
                           {"kinds", &clinic::BreachRecord::kinds},
                           {"harm", &clinic::BreachRecord::harm},
                           {"people", &clinic::BreachRecord::people},
                           {"steps_harm", &clinic::BreachRecord::steps_harm},
                           {"steps_notify", &clinic::BreachRecord::steps_notify},
                           {"contact", &clinic::BreachRecord::contact}};

std::string moment(const Visit& visit, Instant at) {
  return page::when_text(visit.language, visit.site.clinic.availability.get()->zone.wall(at));
}

void add_breach(page::View& view, const Visit& visit, const clinic::KeptBreach& x) {
  page::View& item = view.add("breaches");
  item.set("breach_id", x.id.text());
  item.set("breach_noticed", moment(visit, x.noticed));
  item.set("breach_tell_by", moment(visit, x.tell_by));
  item.set("breach_told", x.commissioner_told ? moment(visit, *x.commissioner_told) : "");
  item.set("breach_people", x.people_told ? moment(visit, *x.people_told) : "");
  item.set("breach_closed", x.closed ? moment(visit, *x.closed) : "");
  item.show("breach_is_told", x.commissioner_told.has_value());
  item.show("breach_are_told", x.people_told.has_value());
  item.show("breach_is_closed", x.closed.has_value());
  item.list("breach_parts");
  for (const auto& [name, part] : kParts)
    item.add("breach_parts")
        .set("part_name", visit.say("breaches." + std::string(name)))
        .set("part_text", x.record.*part);
}

http::Response breaches_page(Visit& visit, const Error* error = nullptr) {
  auto all = clinic::breaches(visit.site.clinic, visit.actor());
  if (!all) return show_error(visit, all.error());
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("noticed_day", {});
  form.text("noticed_clock", {});
  for (const auto& [name, part] : kParts) form.text(name, {});
  view.show("saved", visit.request.query_value("saved") == "yes");
  view.list("breaches");
  for (auto at = all->rbegin(); at != all->rend(); ++at) add_breach(view, visit, *at);
  return show(visit, "owner-breaches", std::move(view), owner_status(error));
}

// As it was written; a day without a time from its first minute, nothing at all from now.
Result<Instant> noticed_at(const Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  std::string day = visit.form.get("noticed_day"), clock = visit.form.get("noticed_clock");
  if (day.empty()) return clinic.now();
  auto date = parse_date(day);
  auto minute = parse_clock(clock);
  Faults faults;
  if (!date) faults.add(invalid("noticed_day", "date_invalid"));
  if (!clock.empty() && !minute) faults.add(invalid("noticed_clock", "clock_invalid"));
  FASCIA_TRY_DONE(faults.done());
  const Zone zone = clinic.availability.get()->zone;
  if (clock.empty()) return zone.start_of(*date);
  return zone.instant({*date, *minute});
}

http::Response save_breach(Visit& visit) {
  clinic::BreachRecord record;
  for (const auto& [name, part] : kParts) record.*part = visit.form.get(name);
  auto noticed = noticed_at(visit);
  Faults faults;
  faults.add(noticed);
  if (!noticed) faults.add(clinic::check_breach(record));
  if (const Done read = faults.done(); !read) return breaches_page(visit, &read.error());
  auto done = clinic::record_breach(visit.site.clinic, visit.actor(), *noticed, record);
  if (!done) return breaches_page(visit, &done.error());
  return go(visit, "/owner/records/breaches?saved=yes");
}

http::Response save_breach_step(Visit& visit) {
  auto step = clinic::parse_breach_step(visit.form.get("step"));
  if (!step) return show_error(visit, invalid("step", "wish_unknown"));
  auto done = clinic::note_breach_step(
      visit.site.clinic, visit.actor(),
      store::BreachId::parse(visit.form.get("breach")).value_or(store::BreachId{}), *step);
  if (!done) return show_error(visit, done.error());
  return go(visit, "/owner/records/breaches?saved=yes");
}

}  // namespace

void add_owner_breaches(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/records/breaches",
              for_owner(site, [](Visit& v) { return breaches_page(v); }), "owner"});
  router.add({Method::post, "/owner/records/breaches", for_owner(site, save_breach), "owner"});
  router.add(
      {Method::post, "/owner/records/breaches/step", for_owner(site, save_breach_step), "owner"});
}

}  // namespace fascia::web
