// SPDX-License-Identifier: Apache-2.0
// The end of a session: what was done, what is asked last, and the way into the chart.
#include "clinic/end_session.h"
#include "clinic/screen_visit.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

bool is_deep(const Visit& visit, const clinic::ClientFile& file) {
  auto offer = visit.site.clinic.availability.get();
  const store::Service* service = offer->service(file.visit.appointment.service);
  return service != nullptr && clinic::service_kind(*service) == care::ServiceKind::deep;
}

http::Response finish_view(Visit& visit, AppointmentId id, const std::optional<Error>& error) {
  auto running = clinic::running_session(visit.site.clinic, visit.actor(), id);
  if (!running) return show_error(visit, running.error());
  if (running->file.session->ended) return go(visit, treat_path(id, "/chart"));
  page::View view;
  set_head(view, visit, running->file);
  set_summary(view, visit, running->summary);
  set_movements(view, visit, running->file.movements);
  page::set_scale(view, "pain_now", number_in(visit.form, "pain_now"));
  page::set_scale(view, "comfort", number_in(visit.form, "comfort"));
  view.show("ask_not_deep", !running->summary.has_pressure() && is_deep(visit, running->file));
  view.field("not_deep", visit.form.get("not_deep"));
  set_tender(view, visit, clinic::tender_before(running->file.history), running->summary.tender);
  page::set_wrongs(view, wrongs_of(visit, error ? &*error : nullptr));
  return show(visit, "treat-finish", std::move(view), error ? treat_status(*error) : 200);
}

http::Response finish_page(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  return finish_view(visit, *id, std::nullopt);
}

http::Response end(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto done = clinic::end_session(visit.site.clinic, visit.actor(),
                                  {*id, number_in(visit.form, "pain_now"),
                                   number_in(visit.form, "comfort"), visit.form.get("not_deep")});
  if (done || done.error().message == "session_ended") return go(visit, treat_path(*id, "/chart"));
  if (done.error().code == Code::invalid) return finish_view(visit, *id, done.error());
  return show_error(visit, done.error());
}

}  // namespace

http::Response finish_refused(Visit& visit, const Error& error) {
  if (error.code == Code::forbidden || error.code == Code::not_found)
    return show_error(visit, error);
  auto id = visit_id(visit);
  return id ? finish_view(visit, *id, error) : show_error(visit, id.error());
}

void add_treat_finish(http::Router& router, const std::shared_ptr<Site>& site) {
  auto roles = treating_roles();
  const char* own = "the visit's own therapist";
  router.add(
      {http::Method::get, "/treat/{appointment}/finish", for_staff(site, roles, finish_page), own});
  router.add({http::Method::post, "/treat/{appointment}/end", for_staff(site, roles, end), own});
}

}  // namespace fascia::web
