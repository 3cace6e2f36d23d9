// SPDX-License-Identifier: Apache-2.0
// The places of one owner, and one more (docs/scale.md).
#include <algorithm>

#include "web/owner_view.h"

namespace fascia::web {
namespace {

http::Response owner_places_page(Visit& visit, const Error* error = nullptr) {
  clinic::Clinic& clinic = visit.site.clinic;
  auto places = clinic::list_places(clinic, visit.actor());
  if (!places) return show_error(visit, places.error());
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  for (const char* name : {"name", "address", "city", "phone", "email"}) form.text(name, {});
  const std::string made(visit.request.query_value("made"));
  view.list("places");
  std::string new_name;
  for (const store::Location& place : *places) {
    if (place.id.text() == made) new_name = place.name;
    std::string where = place.address;
    for (const std::string& more : {place.city, place.phone})
      if (!more.empty()) where += (where.empty() ? "" : ", ") + more;
    view.add("places")
        .set("place_name", place.name)
        .set("place_where", where)
        .set("place_id", place.id.text())
        .show("place_here", place.id == clinic.place());
  }
  view.show("made", !new_name.empty()).set("made_name", new_name);
  // A form that cannot be sent is not shown: a file has one place.
  const bool may_add = clinic.store.engine() != "sqlite";
  view.show("may_add", may_add).show("may_not_add", !may_add);
  return show(visit, "owner-places", std::move(view), owner_status(error));
}

http::Response add_owner_place(Visit& visit) {
  store::Location place;
  place.name = visit.form.get("name");
  place.address = visit.form.get("address");
  place.city = visit.form.get("city");
  place.phone = visit.form.get("phone");
  place.email = visit.form.get("email");
  auto id = clinic::add_place(visit.site.clinic, visit.actor(), place);
  if (!id) return owner_places_page(visit, &id.error());
  return go(visit, "/owner/places?made=" + id->text());
}

}  // namespace

void add_owner_places(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/places",
              for_owner(site, [](Visit& v) { return owner_places_page(v); }), "owner"});
  router.add({Method::post, "/owner/places", for_owner(site, add_owner_place), "owner"});
}

}  // namespace fascia::web
