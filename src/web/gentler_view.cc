// SPDX-License-Identifier: Apache-2.0
#include "web/gentler_view.h"

#include "clinic/gentler_visit.h"
#include "web/booking.h"
#include "web/desk_view.h"

namespace fascia::web {
namespace {

http::Response desk_takes_gentler(Visit& visit) {
  auto id = appointment_of(visit);
  auto done = clinic::take_gentler(visit.site.clinic, id, {visit.actor(), {}});
  if (!done) return show_error(visit, done.error());
  return go(visit, "/desk/visit/" + id.text() + "?done=gentler");
}

}  // namespace

bool set_gentler_offer(page::View& view, const Visit& visit, const store::Appointment& a,
                       const std::string& action) {
  auto offer = clinic::gentler_offer(visit.site.clinic, a);
  view.show("offers_gentler", offer.has_value());
  view.set("offer_action", action);
  view.set("offer_name", offer ? name_and_length(visit, offer->service) : std::string());
  view.set("offer_price", offer ? price_words(visit, offer->price) : std::string());
  return offer.has_value();
}

void add_gentler_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::post, "/desk/visit/{id}/gentler",
              for_staff(site, desk_roles(), desk_takes_gentler), "staff"});
}

}  // namespace fascia::web
