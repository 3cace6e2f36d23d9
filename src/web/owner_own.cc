// SPDX-License-Identifier: Apache-2.0
// What one therapist keeps otherwise than the clinic: minutes around a session, and a week.
#include <algorithm>

#include "clinic/therapist_rules.h"
#include "page/words.h"
#include "web/owner_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

PractitionerId therapist_in(const Visit& visit) {
  return PractitionerId::parse(visit.request.param("id")).value_or(PractitionerId{});
}

std::string own_path(const Visit& visit) {
  return "/owner/therapist/" + visit.request.param("id") + "/own";
}

std::string service_in(const Visit& visit, const clinic::House& house, ServiceId id) {
  for (const store::Service& s : house.services)
    if (s.id == id) return visit.language == page::Language::fr ? s.name_fr : s.name_en;
  return visit.say("owner_own.every");
}

std::string text_of(std::optional<int> number) { return number ? std::to_string(*number) : ""; }

http::Response own_page(Visit& visit, const Error* error = nullptr) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto p = std::ranges::find(house->practitioners, therapist_in(visit), &store::Practitioner::id);
  if (p == house->practitioners.end()) return show_error(visit, not_found("practitioner_unknown"));
  auto rules = clinic::read_therapist_rules(visit.site.clinic, visit.actor(), p->id);
  if (!rules) return show_error(visit, rules.error());
  page::View view;
  view.set("item_path", own_path(visit)).set("item_name", p->name);
  view.set("back_path", "/owner/therapist/" + p->id.text());
  view.show("saved", visit.request.query_value("saved") == "yes");
  view.list("around").show("none", rules->around.empty());
  for (const store::OwnMinutes& own : rules->around)
    view.add("around")
        .set("around_service", own.service ? own.service.text() : "")
        .set("around_name", service_in(visit, *house, own.service))
        .set("around_text", visit.say("owner_own.words",
                                      {{"before", page::minutes_text(visit.language, own.before)},
                                       {"after", page::minutes_text(visit.language, own.after)}}));
  // Two forms stand on the page: only the one that was sent keeps what was typed.
  const bool of_week = visit.form.has("week_minutes");
  OwnerForm around(view, visit, of_week ? nullptr : error);
  OwnerForm week(view, visit, of_week ? error : nullptr);
  std::vector<page::Option> services{{"", visit.say("owner_own.every")}};
  for (ServiceId id : p->services) services.push_back({id.text(), service_in(visit, *house, id)});
  around.choice("own_service", services, {""});
  around.text("own_before", "0");
  around.text("own_after", "15");
  week.text("week_minutes", text_of(rules->week.minutes));
  week.text("week_deep_minutes", text_of(rules->week.deep_minutes));
  (of_week ? week : around).wrongs();
  return show(visit, "owner-own", std::move(view), owner_status(error));
}

http::Response saved(Visit& visit, const Done& done) {
  return done ? go(visit, own_path(visit) + "?saved=yes") : own_page(visit, &done.error());
}

Result<ServiceId> service_named(const Visit& visit) {
  return id_or_none<ServiceId>(visit.form.get("own_service"), "own_service", "service_unknown");
}

http::Response keep_around(Visit& visit) {
  auto number = [&](std::string_view name) {
    return read_number(visit.form.get(name)).value_or(-1);
  };
  auto service = service_named(visit);
  if (!service) return own_page(visit, &service.error());
  return saved(visit, clinic::set_own_minutes(visit.site.clinic, visit.actor(),
                                              {therapist_in(visit), *service, number("own_before"),
                                               number("own_after")}));
}

http::Response remove_around(Visit& visit) {
  auto service = service_named(visit);
  if (!service) return own_page(visit, &service.error());
  return saved(visit, clinic::remove_own_minutes(visit.site.clinic, visit.actor(),
                                                 therapist_in(visit), *service));
}

http::Response keep_week(Visit& visit) {
  auto number = [&](std::string_view name) {
    const std::string typed = visit.form.get(name);
    return typed.empty() ? std::nullopt : std::optional(read_number(typed).value_or(-1));
  };
  return saved(visit, clinic::set_own_week(visit.site.clinic, visit.actor(),
                                           {therapist_in(visit), number("week_minutes"),
                                            number("week_deep_minutes")}));
}

}  // namespace

void add_owner_own(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  const std::string path = "/owner/therapist/{id}/own";
  router.add({Method::get, path, for_owner(site, [](Visit& v) { return own_page(v); }), "owner"});
  router.add({Method::post, path + "/around", for_owner(site, keep_around), "owner"});
  router.add({Method::post, path + "/around/remove", for_owner(site, remove_around), "owner"});
  router.add({Method::post, path + "/week", for_owner(site, keep_week), "owner"});
}

}  // namespace fascia::web
