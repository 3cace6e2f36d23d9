// SPDX-License-Identifier: Apache-2.0
// What the desk measures when somebody arrives (R6). It learns whether the visit goes on, never why
// (R20): the fields are the same for everybody and what was measured is not shown again.
#include "clinic/day_answers.h"
#include "clinic/day_sheet.h"
#include "page/fields.h"
#include "web/desk_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

http::Response measure_page(Visit& visit, const Error* error = nullptr) {
  auto id = appointment_of(visit);
  auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), id);
  if (!found) return show_error(visit, found.error());
  page::View view;
  view.set("visit_path", "/desk/visit/" + id.text()).set("full_name", found->client.name);
  set_arrival(view, visit);
  auto wrongs = wrongs_of(visit, error);
  for (page::Wrong& wrong : wrongs) {
    const bool of_one = visit.site.clinic.protocol.question(wrong.field) != nullptr;
    wrong.field = of_one ? "arrival-" + wrong.field : "measures";
  }
  page::set_wrongs(view, wrongs);
  return show(visit, "desk-measure", std::move(view), error != nullptr ? status_for(*error) : 200);
}

http::Response measure(Visit& visit) {
  auto id = appointment_of(visit);
  auto in = arrival_in(visit);
  if (!in) return measure_page(visit, &in.error());
  auto day = clinic::measure_on_arrival(visit.site.clinic, visit.actor(), {id, *in});
  if (!day) return measure_page(visit, &day.error());
  bool goes_on = !day->refuses() && !day->must_speak;
  return go(visit,
            "/desk/visit/" + id.text() + (goes_on ? "?done=measured_go" : "?done=measured_ask"));
}

}  // namespace

void add_desk_arrival(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/visit/{id}/measure",
              for_staff(site, roles, [](Visit& v) { return measure_page(v); }), "staff"});
  router.add({Method::post, "/desk/visit/{id}/measure", for_staff(site, roles, measure), "staff"});
}

}  // namespace fascia::web
