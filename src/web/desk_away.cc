// SPDX-License-Identifier: Apache-2.0
// A therapist's time off, entered at the desk, and the visits that no shift holds any more.
#include <algorithm>

#include "clinic/find_client.h"
#include "clinic/manage_clinic.h"
#include "clinic/outside_hours.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/away_view.h"
#include "web/desk_view.h"

namespace fascia::web {
namespace {

const std::vector<store::Role> kMayEnter{store::Role::owner, store::Role::desk};

std::string name_of(const clinic::Offer& offer, PractitionerId id) {
  const store::Practitioner* p = offer.practitioner(id);
  return p == nullptr ? std::string() : p->name;
}

void set_away(page::View& view, const Visit& visit, const clinic::Offer& offer,
              const std::vector<store::KeptTimeOff>& ahead) {
  view.list("away").show("nobody_away", ahead.empty());
  const bool owner = visit.staff->role == store::Role::owner;
  for (const store::KeptTimeOff& kept : ahead)
    list_away(view, visit, kept, name_of(offer, kept.off.practitioner))
        .show("away_theirs", kept.off.practitioner || owner);
}

// Day by day and therapist by therapist, so that one button asks where all of them can go.
void set_visits(page::View& view, const Visit& visit, const clinic::Offer& offer) {
  auto outside = clinic::outside_hours(visit.site.clinic);
  view.list("days").show("has_outside", !outside.empty());
  std::ranges::stable_sort(outside, {}, [](const clinic::OutsideHours& one) {
    return std::tuple(one.visit.wall.date, one.room, one.visit.practitioner);
  });
  page::View* day = nullptr;
  const clinic::OutsideHours* last = nullptr;
  for (const clinic::OutsideHours& one : outside) {
    const store::Appointment& a = one.visit;
    if (last == nullptr || last->visit.wall.date != a.wall.date || last->room != one.room ||
        last->visit.practitioner != a.practitioner) {
      day = &view.add("days");
      day->set("day_date", to_iso(a.wall.date))
          .set("day_lost", "p" + a.practitioner.text())
          .set("day_text", visit.say(one.room ? "desk_away.day_room" : "desk_away.day",
                                     {{"who", name_of(offer, a.practitioner)},
                                      {"day", page::day_text(visit.language, a.wall.date)}}))
          .show("day_reseats", !one.room && offer.practitioner(a.practitioner) != nullptr)
          .list("visits");
    }
    last = &one;
    auto client = clinic::find_one_client(visit.site.clinic, visit.actor(), a.client);
    const store::Service* service = offer.service(a.service);
    day->add("visits")
        .set("outside_path", "/desk/visit/" + a.id.text())
        .set("outside_time", page::clock_words(visit.language, a.wall.minute))
        .set("outside_client", client ? client->name : "")
        .set("outside_service", service == nullptr ? "" : service_name(visit, *service));
  }
}

http::Response away_page(Visit& visit, const Error* error = nullptr) {
  auto ahead = clinic::time_off_ahead(visit.site.clinic, visit.actor());
  if (!ahead) return show_error(visit, ahead.error());
  auto offer = clinic::current_offer(visit.site.clinic);
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  const bool posted = visit.request.method == http::Method::post;
  const Date day = day_of(visit, visit.request.query_value("day"));
  auto field = [&](std::string_view name, const std::string& fresh) {
    view.field(name, posted ? visit.form.get(name) : fresh);
  };
  std::vector<page::Option> people;
  for (const store::Practitioner& p : offer->practitioners) people.push_back({p.id.text(), p.name});
  page::set_options(view, "away_practitioner", people,
                    {posted ? visit.form.get("away_practitioner")
                            : std::string(visit.request.query_value("practitioner"))});
  field("away_from", to_iso(day) + "T00:00");
  field("away_until", to_iso(day + 1) + "T00:00");
  view.show("nobody_works_here", people.empty());
  const std::string done(visit.request.query_value("done"));
  view.show("done", done == "added" || done == "removed");
  view.set("done_text",
           done == "added" || done == "removed" ? visit.say("desk_away.done_" + done) : "");
  set_away(view, visit, *offer, *ahead);
  set_visits(view, visit, *offer);
  return show(visit, "desk-away", std::move(view), error != nullptr ? status_for(*error) : 200);
}

http::Response add(Visit& visit) {
  Faults faults;
  schedule::TimeOff off;
  auto who = PractitionerId::parse(visit.form.get("away_practitioner"));
  if (!who) faults.add(invalid("away_practitioner", "practitioner_unknown"));
  off.practitioner = who.value_or(PractitionerId{});
  read_away(visit, off, {}, faults);
  if (const Done read = faults.done(); !read) return away_page(visit, &read.error());
  auto done = clinic::add_time_off(visit.site.clinic, visit.actor(), off);
  if (done) return go(visit, "/desk/away?done=added");
  const Error error = away_error(done.error());
  return away_page(visit, &error);
}

http::Response remove(Visit& visit) {
  auto done = clinic::remove_time_off(visit.site.clinic, visit.actor(),
                                      id_value(visit.form.get("away")).value_or(0));
  return done ? go(visit, "/desk/away?done=removed") : show_error(visit, done.error());
}

}  // namespace

void set_outside(page::View& view, const Visit& visit) {
  const bool may = std::ranges::find(kMayEnter, visit.staff->role) != kMayEnter.end();
  const std::size_t n = may ? clinic::outside_hours(visit.site.clinic).size() : 0;
  view.show("may_enter_away", may).show("has_outside", n > 0);
  view.set("outside_text", n == 0
                               ? ""
                               : visit.say(n == 1 ? "desk_away.outside_one" : "desk_away.outside",
                                           {{"n", std::to_string(n)}}));
}

void add_desk_away(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/desk/away",
              for_staff(site, kMayEnter, [](Visit& v) { return away_page(v); }), "staff"});
  router.add({Method::post, "/desk/away", for_staff(site, kMayEnter, add), "staff"});
  router.add({Method::post, "/desk/away/remove", for_staff(site, kMayEnter, remove), "staff"});
}

}  // namespace fascia::web
