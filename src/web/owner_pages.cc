// SPDX-License-Identifier: Apache-2.0
// The owner's first page: what the clinic has, and what is missing before somebody can book (R33).
#include "clinic/audit_chain.h"
#include "clinic/backup_plan.h"
#include "clinic/free_times.h"
#include "clinic/messages.h"
#include "clinic/review_protocol.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

struct Step {
  const char* id;
  const char* path;
  bool done;
};

bool has_hours(const clinic::House& house) { return !house.shifts.empty(); }

bool gives_something(const clinic::House& house) {
  for (const auto& p : house.practitioners)
    if (p.active && !p.services.empty()) return true;
  return false;
}

std::vector<Step> steps_of(clinic::Clinic& clinic, const clinic::House& house) {
  return {
      {"profile", "/owner/profile", !house.profile.address.empty() && !house.profile.phone.empty()},
      {"services", "/owner/services", !house.services.empty()},
      {"rooms", "/owner/rooms", !house.rooms.empty()},
      {"equipment", "/owner/equipment", true},
      {"therapists", "/owner/therapists", gives_something(house)},
      {"hours", "/owner/hours", has_hours(house)},
      {"holidays", "/owner/holidays", true},
      {"limits", "/owner/limits", true},
      {"policy", "/owner/policy", true},
      {"rules", "/owner/rules", clinic.store.read([&](store::Connection& c) {
         return clinic::is_review_settled(c, clinic);
       })},
      {"staff", "/owner/staff", house.staff.size() > 1}};
}

// The first thing that keeps every visit type from being booked although each list has something.
std::string missing_link(const Visit& visit, const clinic::House& house) {
  for (const store::Service& s : house.services) {
    if (!s.active) continue;
    const std::string& name = visit.language == page::Language::fr ? s.name_fr : s.name_en;
    auto of_kind = [&](const store::Room& r) { return r.active && r.kind == s.room_kind; };
    if (std::none_of(house.rooms.begin(), house.rooms.end(), of_kind))
      return visit.say("owner.no_room_of_kind", {{"visit", name}, {"kind", s.room_kind}});
    for (const store::Equipment& kind : house.equipment)
      if (!kind.active && std::ranges::find(s.equipment, kind.id) != s.equipment.end())
        return visit.say("owner.equipment_off", {{"visit", name}, {"equipment", kind.name}});
    auto gives = [&](const store::Practitioner& p) {
      return p.active && std::find(p.services.begin(), p.services.end(), s.id) != p.services.end();
    };
    if (std::none_of(house.practitioners.begin(), house.practitioners.end(), gives))
      return visit.say("owner.nobody_gives", {{"visit", name}});
  }
  return {};
}

// What the owner must know of backups: none yet, one that failed, or the day of the last one.
void set_backup(page::View& view, const Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  auto offer = clinic.availability.get();
  auto last = clinic.store.read(
      [&](store::Connection& c) { return clinic::last_backup(c, clinic.tenant); });
  const bool damaged = last && last->problem == "backup_source_damaged";
  bool late = damaged || (!offer->location.is_demo && clinic.store.engine() == "sqlite" &&
                          clinic::backup_is_late(last, clinic.now()));
  std::string day = last ? page::day_year_text(visit.language, offer->zone.date(last->at)) : "";
  std::string text = !last         ? visit.say("owner.backup_none")
                     : last->sound ? visit.say("owner.backup_sound", {{"day", day}})
                     : last->problem == "backup_source_damaged"
                         ? visit.say("owner.backup_source_damaged", {{"day", day}})
                         : visit.say("owner.backup_failed", {{"day", day}});
  view.show("backup_late", late).show("backup_known", last.has_value() && !late);
  view.set("backup_text", text);
}

http::Response overview(Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  page::View view;
  view.list("steps");
  for (const Step& step : steps_of(visit.site.clinic, *house))
    view.add("steps")
        .set("step_path", step.path)
        .set("step_name", visit.say("owner_step." + std::string(step.id)))
        .set("step_text", visit.say("owner_step." + std::string(step.id) + "_text"))
        .show("step_done", step.done);
  auto offer = clinic::current_offer(visit.site.clinic);
  std::optional<Date> first;
  for (const store::Service& s : offer->services)
    if (auto day = clinic::next_free_day(visit.site.clinic,
                                         {s.id, offer->zone.date(visit.site.clinic.now()), {}, {}}))
      if (!first || *day < *first) first = day;
  view.show("bookable", first.has_value());
  view.set("missing_link", first || !gives_something(*house) ? "" : missing_link(visit, *house));
  view.set("first_day", first ? page::day_text(visit.language, *first) : "");
  set_backup(view, visit);
  const std::int64_t waiting = clinic::mail_without_a_way_out(visit.site.clinic);
  view.set("log_end", clinic::audit_end(visit.site.clinic));
  view.show("mail_waits", waiting > 0).set("mail_count", std::to_string(waiting));
  return show(visit, "owner", std::move(view));
}

}  // namespace

void add_owner_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/owner", for_owner(site, overview), "owner"});
  add_owner_profile(router, site);
  add_owner_places(router, site);
  add_owner_policy(router, site);
  add_owner_limits(router, site);
  add_owner_services(router, site);
  add_owner_rooms(router, site);
  add_owner_equipment(router, site);
  add_owner_therapists(router, site);
  add_owner_own(router, site);
  add_owner_hours(router, site);
  add_owner_holidays(router, site);
  add_owner_staff(router, site);
  add_owner_records(router, site);
}

}  // namespace fascia::web
