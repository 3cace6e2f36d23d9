// SPDX-License-Identifier: Apache-2.0
// The letter to whoever else cares for a client: whom it is for, the client's yes, and the paper.
#include "clinic/progress_letter.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/follow_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

std::string path_of(AppointmentId id) { return treat_path(id, "/progress-letter"); }

http::Response form_page(Visit& visit, const Error* error = nullptr) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto letter = clinic::read_progress(visit.site.clinic, visit.actor(), *id);
  if (!letter) return show_error(visit, letter.error());
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  view.set("visit_path", treat_path(*id)).set("letter_path", path_of(*id));
  view.set("client_name", letter->visit.client.name);
  view.list("carers").show("has_carers", !letter->carers.empty());
  for (const clinic::OtherCarer& one : letter->carers)
    view.add("carers")
        .set("carer_name", one.name)
        .set("carer_day", day_of_instant(visit, one.last_sent));
  view.field("recipient", visit.form.has("recipient") ? visit.form.get("recipient")
                          : letter->carers.empty()    ? std::string()
                                                      : letter->carers.front().name);
  page::set_check(view, "consent", visit.form.has("consent"));
  http::Response response = show(visit, "treat-progress-letter", std::move(view),
                                 error != nullptr ? treat_status(*error) : 200);
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response send_letter(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto done = clinic::send_progress(visit.site.clinic, visit.actor(), *id,
                                    {visit.form.get("recipient"), visit.form.has("consent")});
  if (done) return go(visit, path_of(*id) + "/print");
  return done.error().code == Code::invalid ? form_page(visit, &done.error())
                                            : show_error(visit, done.error());
}

// Whoever reads it reads English, whatever the client's language; French on request.
http::Response print_letter(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto letter = clinic::read_progress(visit.site.clinic, visit.actor(), *id);
  if (!letter) return show_error(visit, letter.error());
  if (letter->carers.empty()) return go(visit, path_of(*id));  // nobody agreed to it yet
  visit.language =
      visit.request.query_value("in") == "fr" ? page::Language::fr : page::Language::en;
  auto offer = visit.site.clinic.availability.get();
  page::View view;
  set_client_curve(view, visit, letter->curve);
  view.set("back_path", path_of(*id)).set("recipient", letter->carers.front().name);
  view.set("letter_name", letter->visit.client.name);
  const auto& born = letter->visit.client.birth_date;
  view.set("birth_day", born ? page::date_text(visit.language, *born) : std::string());
  view.set("therapist", letter->therapist)
      .set("membership", letter->association + " " + letter->number)
      .show("has_membership", !letter->association.empty());
  view.set("clinic_address", offer->location.address);
  view.set("today", page::day_year_text(visit.language, offer->zone.date(visit.site.clinic.now())));
  view.list("lines").show("has_lines", !letter->curve.measures.empty());
  for (const clinic::CurveOfMeasure& line : letter->curve.measures) {
    if (line.points.empty()) continue;
    auto number = [&](double value) { return page::number_text(visit.language, value); };
    view.add("lines")
        .set("line_name",
             line.activity.empty() ? follow_words(visit, line.measure->name) : line.activity)
        .set("line_first", number(line.points.front().value))
        .set("line_first_day", page::day_text(visit.language, line.points.front().day))
        .set("line_last", number(line.points.back().value))
        .set("line_last_day", page::day_text(visit.language, line.points.back().day))
        .set("line_scale", number(line.measure->low) + "–" + number(line.measure->high));
  }
  http::Response response = show(visit, "progress-letter", std::move(view));
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

void add_progress_letter(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  const char* who = "whoever treats this client";
  const std::string at = "/treat/{appointment}/progress-letter";
  auto roles = treating_roles();
  router.add({Method::get, at, for_staff(site, roles, [](Visit& v) { return form_page(v); }), who});
  router.add({Method::post, at, for_staff(site, roles, send_letter), who});
  router.add({Method::get, at + "/print", for_staff(site, roles, print_letter), who});
}

}  // namespace fascia::web
