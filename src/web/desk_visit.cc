// SPDX-License-Identifier: Apache-2.0
// One visit at the desk: who it is, what happened, and another time for it.
#include "clinic/answer_intake.h"
#include "clinic/book_couple.h"
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "clinic/in_turn.h"
#include "clinic/speak_with_client.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_view.h"
#include "web/desk_visit_view.h"
#include "web/gentler_view.h"
#include "web/letter_view.h"
#include "web/private_link.h"
#include "web/record_view.h"

namespace fascia::web {
namespace {

using store::Status;

bool still_ahead(Status status) {
  return status == Status::requested || status == Status::booked || status == Status::confirmed;
}

// What was just done, said once at the top; only words of the catalogue come through.
void set_notice(page::View& view, const Visit& visit) {
  std::string id = "desk_done." + std::string(visit.request.query_value("done"));
  bool known = page::has_text(visit.language, id);
  view.show("notice", known).set("notice_text", known ? visit.say(id) : "");
}

void set_person(page::View& view, const Visit& visit, const clinic::DeskVisit& v) {
  view.set("full_name", v.client.name)
      .set("born", v.client.birth_date ? page::date_text(visit.language, *v.client.birth_date) : "")
      .set("phone", v.client.phone)
      .set("phone_link", page::phone_digits(v.client.phone))
      .set("email", v.client.email)
      .set("speaks", visit.say("desk.speaks_" + v.client.language))
      .set("guardian",
           v.client.guardian.empty() ? "" : v.client.guardian + ", " + v.client.guardian_relation)
      .set("booked_by", v.appointment.booked_by);
  for (const char* name : {"born", "phone", "email", "guardian", "booked_by"})
    view.show("has_" + std::string(name), !view.texts().at(name).value.empty());
}

void set_facts(page::View& view, const Visit& visit, const clinic::DeskVisit& v) {
  const store::Appointment& a = v.appointment;
  VisitState state = state_of(v);
  auto offer = visit.site.clinic.availability.get();
  view.set("appointment", a.id.text())
      .set("state_sign", state.sign)
      .set("state_text", visit.say("desk_state." + state.id))
      .set("state_class", state.id)
      .set("when", page::when_text(visit.language, a.wall))
      .set("until", time_of(visit, a.finish))
      .set("day", to_iso(a.wall.date))
      .set("service", service_name(visit, v.service))
      .set("price", page::money_text(visit.language, a.price))
      .set("who", v.practitioner_name)
      .set("room", v.room_name)
      .set("other_place", v.other_place)
      .show("elsewhere", !v.other_place.empty())
      .set("gear", page::comma_text(v.equipment))
      .show("has_gear", !v.equipment.empty());
  fill_parts(visit, view, *offer, a);
  view.show("first_visit", a.first_visit);
  view.show("intake_due", v.intake_due && still_ahead(a.status));
  view.set("intake_by", a.intake_due_by
                            ? page::when_text(visit.language, offer->zone.wall(*a.intake_due_by))
                            : "");
  view.show("must_speak", v.must_speak && !v.refused && still_ahead(a.status));
  view.show("refused", v.refused && still_ahead(a.status));
  bool due = v.intake_due && still_ahead(a.status);
  view.show("may_print_link", due && v.client.email.empty() && v.client.birth_date &&
                                  a.start > visit.site.clinic.now());
  view.show("may_speak", v.must_speak && visit.staff->practitioner);
  view.set("answers_path", "/treat/" + a.id.text());
  auto today = today_of(visit);
  // A button for what cannot have happened yet would be refused.
  const Instant now = visit.site.clinic.now();
  view.show("may_arrive", a.wall.date <= today || a.start <= now + hours(3))
      .show("may_miss", a.start <= now);
  view.show("may_measure", a.wall.date == today && store::takes_time(a.status) &&
                               a.status != Status::in_treatment && a.status != Status::completed);
  view.show("can_undo", v.can_undo).show("ahead", still_ahead(a.status));
}

// Which version of the policy was agreed to, in which words, and who read it out (R36).
void set_policy(page::View& view, const Visit& visit, AppointmentId id) {
  clinic::PolicyOfVisit policy = clinic::policy_of(visit.site.clinic, id);
  auto offer = visit.site.clinic.availability.get();
  view.show("agreed", policy.agreed.has_value());
  view.set("policy_text", policy.text);
  std::string how;
  if (policy.agreed)
    how =
        visit.say(policy.agreed->staff ? "desk_visit.policy_heard" : "desk_visit.policy_read",
                  {{"version", std::to_string(policy.agreed->version)},
                   {"when", page::when_text(visit.language, offer->zone.wall(policy.agreed->at))}});
  view.set("policy_how", how);
  view.set("policy_digest", policy.agreed ? policy.agreed->digest.substr(0, 12) : std::string());
}

// The other parts of a visit in turn.
void set_turns(page::View& view, const Visit& visit, const clinic::DeskVisit& v) {
  auto offer = visit.site.clinic.availability.get();
  view.show("in_turn", static_cast<bool>(v.appointment.in_turn)).list("turns");
  for (const store::Appointment& part : clinic::whole_visit(visit.site.clinic, v.appointment))
    if (part.id != v.appointment.id)
      view.add("turns")
          .set("turn_path", desk_visit_path(part.id))
          .set("turn_text", turn_text(visit, *offer, part.service, part.practitioner, part.start));
}

void set_pair(page::View& view, const Visit& visit, const clinic::DeskVisit& v) {
  auto other = clinic::other_visit(visit.site.clinic, v.appointment);
  std::optional<clinic::DeskVisit> of;
  if (other) {
    auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), other->id);
    if (found) of = *found;
  }
  view.show("pair", of.has_value());
  view.set("pair_path", of ? desk_visit_path(of->appointment.id) : "");
  view.set("pair_name", of ? of->client.name : "");
  view.set("pair_state", of ? visit.say("desk_state." + state_of(*of).id) : "");
  bool stands = other && store::takes_time(other->status);
  view.show("pair_stands", stands);
  page::set_options(view, "which",
                    {{"one", visit.say("couple.only_this")}, {"both", visit.say("couple.both")}},
                    {chosen_to_move(visit, "which")});
  bool alone = chosen_to_move(visit, "moves") == "one";
  page::set_options(view, "moves",
                    {{"both", visit.say("couple.both")}, {"one", visit.say("couple.only_this")}},
                    {alone ? "one" : "both"});
  view.set("moves_chosen", stands && !alone ? "both" : "one");
  view.set("moves_hint", visit.say(alone ? "couple.move_alone" : "couple.move_both"));
}

}  // namespace

http::Response desk_visit_page(Visit& visit, const Error* error) {
  auto id = AppointmentId::parse(visit.request.param("id"));
  auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), id.value_or(AppointmentId{}));
  if (!found) return show_error(visit, found.error());
  Done wish = check_wish_to_move(visit);
  if (!wish && error == nullptr) error = &wish.error();
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  set_notice(view, visit);
  set_move_back(view, visit, found->appointment.id);
  set_person(view, visit, *found);
  set_wish(view, visit, found->client.id);
  set_online(view, visit, found->client.id);
  set_facts(view, visit, *found);
  set_pair(view, visit, *found);
  set_turns(view, visit, *found);
  set_policy(view, visit, found->appointment.id);
  set_fee(view, visit, found->appointment);
  set_desk_letter(view, visit, *found);
  set_record_form(view, visit, found->appointment.id, desk_visit_path(found->appointment.id));
  set_gentler_offer(view, visit, found->appointment,
                    desk_visit_path(found->appointment.id) + "/gentler");
  set_free_times(view, visit, *found);
  view.field("reason", visit.form.get("reason"));
  view.show("undo_asks_why", error != nullptr && error->field == "reason" &&
                                 !still_ahead(found->appointment.status));
  view.set("exact", visit.form.get("exact"));
  view.field("note", visit.form.get("note"));
  return show(visit, "desk-visit", std::move(view), error != nullptr ? status_for(*error) : 200);
}

namespace {

// To the visit, or back to the day when the tap came from there.
http::Response after(Visit& visit, AppointmentId id, const std::string& done) {
  std::string back = visit.form.get("back");
  if (parse_date(back)) return go(visit, "/desk?day=" + back + "#door");
  return go(visit, desk_visit_path(id) + "?done=" + done);
}

http::Response change_of_two(Visit& visit, AppointmentId id, Status to, bool both) {
  const clinic::FeeReason why = fee_reason_of(visit);
  auto done = both ? clinic::set_couple_status(visit.site.clinic, visit.actor(), id, to, why)
                   : clinic::set_status(visit.site.clinic, visit.actor(), id, to, why);
  if (!done) return desk_visit_page(visit, &done.error());
  return after(visit, id, both ? std::string(store::to_string(to)) + "_two" : "kept_other");
}

http::Response change_status(Visit& visit) {
  auto id = appointment_of(visit);
  auto to = store::parse_status(visit.form.get("to"));
  Error unread = invalid("to", "no_status_change");
  if (!to) return desk_visit_page(visit, &unread);
  // Of two who come together: is it about this one or both? Nobody is asked about who arrived.
  std::string which = visit.form.get("which");
  if (!store::takes_time(*to)) {
    auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), id);
    bool two = found && pair_of(visit, *found);
    Error unsaid = invalid("which", "couple_choose");
    if (two && which != "one" && which != "both") return desk_visit_page(visit, &unsaid);
    if (two) return change_of_two(visit, id, *to, which == "both");
  }
  auto done = clinic::set_status(visit.site.clinic, visit.actor(), id, *to, fee_reason_of(visit));
  if (!done) return desk_visit_page(visit, &done.error());
  return after(visit, id, std::string(store::to_string(*to)));
}

// R36: what the clinic came to know later.
http::Response change_fee(Visit& visit) {
  auto id = appointment_of(visit);
  auto done = clinic::change_fee(visit.site.clinic, visit.actor(), id, fee_reason_of(visit));
  if (!done) return desk_visit_page(visit, &done.error());
  return go(visit, desk_visit_path(id) + "?done=fee");
}

// R3: from now on the later answers decide.
http::Response spoken(Visit& visit) {
  auto id = appointment_of(visit);
  auto done = clinic::speak_with_client(visit.site.clinic, visit.actor(), id,
                                        PrivateText(visit.form.get("note")));
  if (!done && done.error().code == Code::forbidden) return show_error(visit, done.error());
  if (!done) return desk_visit_page(visit, &done.error());
  return go(visit, desk_visit_path(id) + "?done=spoken");
}

// The one place where a private link is shown: it cannot be read again, and no address holds it.
http::Response print_link(Visit& visit) {
  auto id = appointment_of(visit);
  auto path = clinic::hand_out_intake_link(visit.site.clinic, visit.actor(), id);
  if (!path) return desk_visit_page(visit, &path.error());
  auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), id);
  if (!found) return show_error(visit, found.error());
  page::View view;
  view.set("link", site_address(visit) + *path).set("visit_path", desk_visit_path(id));
  view.set("visit_when", page::when_text(visit.language, found->appointment.wall));
  auto offer = visit.site.clinic.availability.get();
  view.set("intake_by", found->appointment.intake_due_by
                            ? page::when_text(visit.language,
                                              offer->zone.wall(*found->appointment.intake_due_by))
                            : page::when_text(visit.language, found->appointment.wall));
  http::Response response = show(visit, "desk-link", std::move(view));
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

http::Response undo_status(Visit& visit) {
  auto id = appointment_of(visit);
  auto done = clinic::undo_status(visit.site.clinic, visit.actor(), id, visit.form.get("reason"));
  if (!done) return desk_visit_page(visit, &done.error());
  return after(visit, id, done->status == Status::cancelled ? "walk_in_undone" : "undone");
}

}  // namespace

void add_desk_visit(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/visit/{id}",
              for_staff(site, roles, [](Visit& v) { return desk_visit_page(v); }), "staff"});
  router.add(
      {Method::post, "/desk/visit/{id}/status", for_staff(site, roles, change_status), "staff"});
  router.add({Method::post, "/desk/visit/{id}/fee", for_staff(site, roles, change_fee), "staff"});
  router.add({Method::post, "/desk/visit/{id}/spoken", for_staff(site, roles, spoken), "staff"});
  router.add({Method::post, "/desk/visit/{id}/link", for_staff(site, roles, print_link), "staff"});
  router.add({Method::post, "/desk/visit/{id}/undo", for_staff(site, roles, undo_status), "staff"});
  add_desk_move(router, site);
}

}  // namespace fascia::web
