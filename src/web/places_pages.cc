// SPDX-License-Identifier: Apache-2.0
// When each of the owner's places has time next. Another place is called, or booked on its own
// pages.
#include "clinic/next_at_places.h"
#include "clinic/visit_draft.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"

namespace fascia::web {
namespace {

void fill_place(const Visit& visit, page::View& one, const clinic::NextAtPlace& next,
                const store::Service& service) {
  const store::Location& place = next.place;
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
  view.list("places");
  for (const clinic::NextAtPlace& next :
       clinic::next_at_places(visit.site.clinic, others, service->id, outlook.earliest))
    fill_place(visit, view.add("places"), next, *service);
  return show(visit, "places", std::move(view));
}

}  // namespace

void add_places_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  auto others = std::make_shared<clinic::OtherPlaces>();
  router.add({http::Method::get, "/places",
              open_to_all(site, [others](Visit& visit) { return get_places(visit, *others); })});
}

}  // namespace fascia::web
