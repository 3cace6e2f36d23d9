// SPDX-License-Identifier: Apache-2.0
// When each of the owner's places has time next, and how far it is from one of them that the person
// names: where they are themselves is not asked. Another place is called, or booked on its own
// pages.
#include <algorithm>

#include "clinic/next_at_places.h"
#include "clinic/visit_draft.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"

namespace fascia::web {
namespace {

// The places that say where they are; the one that is named, or else this one, is where from.
struct Near {
  std::vector<page::Option> options;
  const store::Location* from = nullptr;
};

Near near_of(const Visit& visit, const std::vector<store::Location>& places) {
  Near near;
  const std::string_view named = visit.request.query_value("near");
  for (const store::Location& place : places) {
    if (!place.at) continue;
    near.options.push_back({place.id.text(), place.name});
    if (place.id.text() == named || (place.id == visit.site.clinic.place() && near.from == nullptr))
      near.from = &place;
  }
  if (near.from == nullptr && !near.options.empty())
    near.from = &*std::ranges::find_if(places, [](const auto& one) { return one.at.has_value(); });
  return near;
}

void set_distance(const Visit& visit, page::View& one, const clinic::NextAtPlace& next,
                  const Near& near) {
  const bool far = next.km && near.options.size() > 1 && next.place.id != near.from->id;
  one.show("place_far", far);
  one.set(
      "place_km",
      far ? visit.say("places.km",
                      {{"km", page::number_text(visit.language, *next.km, *next.km < 10 ? 1 : 0)},
                       {"place", near.from->name}})
          : std::string());
}

void fill_place(const Visit& visit, page::View& one, const clinic::NextAtPlace& next,
                const store::Service& service, const Near& near) {
  const store::Location& place = next.place;
  set_distance(visit, one, next, near);
  one.set("place_name", place.name);
  one.set("place_address", place.city.empty() ? place.address : place.address + ", " + place.city);
  one.show("place_here", next.here).show("place_free", next.start.has_value());
  one.set("place_when", next.start ? page::when_text(visit.language, next.zone.wall(*next.start))
                                   : std::string());
  one.set("place_path", next.start ? "/book?service=" + http::url_encode(service.slug) +
                                         "&day=" + to_iso(next.zone.date(*next.start))
                                   : std::string());
  one.show("place_has_phone", !place.phone.empty()).set("place_phone", place.phone);
  one.set("place_phone_digits", page::phone_digits(place.phone));
}

http::Response get_places(Visit& visit, clinic::OtherPlaces& others) {
  auto offer = clinic::current_offer(visit.site.clinic);
  std::vector<page::Option> options;
  const store::Service* service = nullptr;
  for (const store::Service& one : offer->services) {
    if (!one.online) continue;
    if (service == nullptr || one.slug == visit.request.query_value("service")) service = &one;
    options.push_back({one.slug, name_and_length(visit, one)});
  }
  if (service == nullptr) return go(visit, "/book");
  Outlook outlook =
      outlook_of(visit, clinic::find_draft(visit.site.clinic, visit.browser), *offer, *service);
  // What the answers refuse is said with the times of this place, and so is what to do instead.
  if (outlook.refused) return go(visit, "/book?service=" + http::url_encode(service->slug));
  page::View view;
  page::set_options(view, "service", options, {service->slug});
  view.set("service_name", name_and_length(visit, *service));
  const auto places = visit.site.clinic.store.read(
      [&](store::Connection& c) { return store::list_locations(c, visit.site.clinic.tenant); });
  const Near near = near_of(visit, places);
  const bool by_distance = near.options.size() > 1;
  const bool nearest = by_distance && visit.request.query_value("order") == "nearest";
  view.show("by_distance", by_distance).show("nearest", nearest);
  page::set_options(view, "near", near.options, {near.from ? near.from->id.text() : ""});
  page::set_options(
      view, "order",
      {{"soonest", visit.say("places.soonest")}, {"nearest", visit.say("places.nearest")}},
      {nearest ? "nearest" : "soonest"});
  clinic::AskPlaces ask{service->id, outlook.earliest};
  if (near.from != nullptr) ask.near = near.from->at;
  ask.order = nearest ? clinic::PlaceOrder::nearest : clinic::PlaceOrder::soonest;
  view.list("places");
  for (const clinic::NextAtPlace& next : clinic::next_at_places(visit.site.clinic, others, ask))
    fill_place(visit, view.add("places"), next, *service, near);
  return show(visit, "places", std::move(view));
}

}  // namespace

void add_places_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  auto others = std::make_shared<clinic::OtherPlaces>();
  router.add({http::Method::get, "/places",
              open_to_all(site, [others](Visit& visit) { return get_places(visit, *others); })});
}

}  // namespace fascia::web
