// SPDX-License-Identifier: Apache-2.0
// The intake of a visit that is booked: opened by the link of its mail (R4), or asked aloud or
// typed in from paper by staff (R16). The pages are those of every assessment.
#include "clinic/answer_intake.h"
#include "clinic/change_appointment.h"
#include "clinic/tasks.h"
#include "page/fields.h"
#include "page/words.h"
#include "store/clients.h"
#include "web/assess_parts.h"
#include "web/private_link.h"

namespace fascia::web::assess {
namespace {

Result<store::Appointment> visit_of_path(Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("id"));
  if (!id) return not_found("appointment_unknown");
  return clinic::find_visit(visit.site.clinic, *id, {visit.actor(), {}});
}

void set_visit(const Visit& visit, page::View& view, const store::Appointment& found) {
  auto offer = visit.site.clinic.availability.get();
  const store::Service* service = offer->service(found.service);
  view.set("visit_when", page::when_text(visit.language, found.wall));
  view.set("visit_service", service != nullptr ? service_name(visit, *service) : "");
  view.show("is_due", found.status == store::Status::requested);
}

// What the desk learns of answers that are in: that a therapist has them, and what must be done
// now (R20).
void set_kept(const Visit& visit, page::View& view, const store::Appointment& found) {
  bool waits = found.status == store::Status::requested;
  view.show("kept", found.screening && visit.request.query_value("kept") == "yes");
  view.show("kept_waits", waits && found.screening).show("kept_confirmed", !waits);
  view.list("calls");
  for (const auto& waiting : clinic::waiting_tasks(visit.site.clinic, visit.actor()))
    if (waiting.task.appointment == found.id)
      view.add("calls")
          .set("call_path", "/desk/task/" + waiting.task.id.text())
          .set("call_text", visit.say("task." + waiting.task.kind));
}

}  // namespace

http::Response intake_page(Visit& visit) {
  return behind_birth_date(
      visit, "intake", visit.request.param("token"), [](Visit& v, const clinic::OpenLink& link) {
        AppointmentId appointment{link.subject};
        if (v.request.method == http::Method::post) {
          auto draft = clinic::begin_intake(v.site.clinic, v.browser, appointment, "web",
                                            clinic::client_at(v.request.remote));
          return draft ? go(v, next_page(v, *draft)) : show_error(v, draft.error());
        }
        clinic::Actor program;
        program.kind = clinic::Actor::Kind::program;  // the link is proven
        auto found = clinic::find_visit(v.site.clinic, appointment, {program, {}});
        if (!found) return show_error(v, found.error());
        page::View view;
        set_visit(v, view, *found);
        view.set("post_path", v.request.path);
        return show(v, "assess-intake", std::move(view));
      });
}

http::Response staff_intake_page(Visit& visit) {
  auto found = visit_of_path(visit);
  if (!found) return show_error(visit, found.error());
  page::View view;
  set_visit(visit, view, *found);
  view.set("visit_path", "/desk/visit/" + found->id.text());
  view.set("post_path", "/desk/visit/" + found->id.text() + "/intake");
  view.show("may_ask", visit.staff->role == store::Role::therapist);
  set_kept(visit, view, *found);
  return show(visit, "assess-staff", std::move(view));
}

http::Response post_staff_intake(Visit& visit) {
  auto found = visit_of_path(visit);
  if (!found) return show_error(visit, found.error());
  std::string how = visit.form.get("how") == "aloud" ? "aloud" : "paper";
  // What the last person at this screen said is no answer of the next one.
  if (auto gone = clinic::forget_draft(visit.site.clinic, visit.browser); !gone)
    return show_error(visit, gone.error());
  auto draft =
      clinic::begin_intake(visit.site.clinic, visit.browser, found->id, how, visit.actor());
  if (!draft) return show_error(visit, draft.error());
  return go(visit, "/assess");
}

}  // namespace fascia::web::assess
