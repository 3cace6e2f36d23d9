// SPDX-License-Identifier: Apache-2.0
// One visit at the desk: who it is, what happened, and another time for it.
#include "clinic/answer_intake.h"
#include "clinic/book_couple.h"
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "clinic/free_times.h"
#include "clinic/in_turn.h"
#include "clinic/pass_rules.h"
#include "clinic/speak_with_client.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_view.h"
#include "web/gentler_view.h"
#include "web/letter_view.h"
#include "web/private_link.h"
#include "web/record_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

using store::Status;

bool still_ahead(Status status) {
  return status == Status::requested || status == Status::booked || status == Status::confirmed;
}

std::string path_of(AppointmentId id) { return "/desk/visit/" + id.text(); }

// What was just done, said once at the top; only words of the catalogue come through.
void set_notice(page::View& view, const Visit& visit) {
  std::string id = "desk_done." + std::string(visit.request.query_value("done"));
  bool known = page::has_text(visit.language, id);
  view.show("notice", known).set("notice_text", known ? visit.say(id) : "");
}

// A move is undone by moving back to where the visit was: at once from the notice, later from the
// page as long as that time lies ahead.
void set_move_back(page::View& view, const Visit& visit, AppointmentId id) {
  std::string start(visit.request.query_value("was")), who(visit.request.query_value("who"));
  auto at = parse_rfc3339(start);
  auto earlier = at ? std::nullopt : clinic::moved_from(visit.site.clinic, id);
  view.show("moved", at.has_value()).show("moved_before", earlier.has_value());
  if (earlier) {
    at = earlier->start;
    who = earlier->practitioner.text();
  }
  view.set("was_start", at ? to_rfc3339_utc(*at) : "");
  view.set("was_who", who);
  auto offer = visit.site.clinic.availability.get();
  view.set("was_text", at ? page::when_text(visit.language, offer->zone.wall(*at)) : "");
}

void set_person(page::View& view, const Visit& visit, const clinic::DeskVisit& v) {
  view.set("full_name", v.client.name)
      .set("born",
           v.client.birth_date ? page::day_year_text(visit.language, *v.client.birth_date) : "")
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
  view.show("must_speak", v.must_speak && still_ahead(a.status));
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

// What was chosen for the move: from the address while looking, from the form when it came back.
std::string chosen(const Visit& visit, std::string_view name) {
  if (visit.request.method == http::Method::post) return visit.form.get(name);
  return std::string(visit.request.query_value(name));
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

// The visit of whoever comes with this person.
std::optional<store::Appointment> pair_of(const Visit& visit, const clinic::DeskVisit& v) {
  auto other = clinic::other_visit(visit.site.clinic, v.appointment);
  return other && store::takes_time(other->status) ? other : std::nullopt;
}

// The other parts of a visit in turn.
void set_turns(page::View& view, const Visit& visit, const clinic::DeskVisit& v) {
  auto offer = visit.site.clinic.availability.get();
  view.show("in_turn", static_cast<bool>(v.appointment.in_turn)).list("turns");
  for (const store::Appointment& part : clinic::whole_visit(visit.site.clinic, v.appointment))
    if (part.id != v.appointment.id)
      view.add("turns")
          .set("turn_path", path_of(part.id))
          .set("turn_text", turn_text(visit, *offer, part.service, part.practitioner, part.start));
}

void set_pair(page::View& view, const Visit& visit, const clinic::DeskVisit& v,
              const Error* error) {
  auto other = clinic::other_visit(visit.site.clinic, v.appointment);
  std::optional<clinic::DeskVisit> of;
  if (other) {
    auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), other->id);
    if (found) of = *found;
  }
  view.show("pair", of.has_value());
  view.set("pair_path", of ? path_of(of->appointment.id) : "");
  view.set("pair_name", of ? of->client.name : "");
  view.set("pair_state", of ? visit.say("desk_state." + state_of(*of).id) : "");
  bool stands = other && store::takes_time(other->status);
  view.show("pair_stands", stands);
  bool wrong = error != nullptr && error->field == "which";
  page::set_options(
      view, "which", {{"one", visit.say("couple.only_this")}, {"both", visit.say("couple.both")}},
      {chosen(visit, "which")}, wrong ? page::error_text(visit.language, *error) : std::string());
  bool alone = chosen(visit, "moves") == "one";
  page::set_options(view, "moves",
                    {{"both", visit.say("couple.both")}, {"one", visit.say("couple.only_this")}},
                    {alone ? "one" : "both"});
  view.set("moves_chosen", stands && !alone ? "both" : "one");
  view.set("moves_hint", visit.say(alone ? "couple.move_alone" : "couple.move_both"));
}

// The times that fit both of them, each with their own therapist.
void set_times_of_two(page::View& view, const Visit& visit, const store::Appointment& a,
                      const store::Appointment& other, Date day) {
  auto offer = clinic::current_offer(visit.site.clinic);
  auto starts = clinic::couple_times(
      visit.site.clinic,
      {a.service, other.service, a.practitioner, other.practitioner, day, {a.id, other.id}});
  std::erase_if(starts, [&](const clinic::CoupleStart& s) { return s.at == a.start; });
  view.list("times").show("no_times", starts.empty());
  const clinic::Closed* closed = offer->closed_on(day);
  view.set("none_why",
           closed != nullptr ? no_times_text(visit, closed) : visit.say("couple.no_times"));
  bool any_rule = false;
  for (const clinic::CoupleStart& start : starts) {
    any_rule = any_rule || !start.rule.empty();
    view.add("times")
        .show("time_passes", !start.rule.empty())
        .set("time_rule", start.rule.empty() ? "" : visit.say("desk_rule." + start.rule))
        .set("time_value", to_rfc3339_utc(start.at) + " ")
        .set("time_text", time_of(visit, start.at))
        .set("time_who", visit.say("couple.both"));
  }
  view.show("any_rule", any_rule);
}

// With whom and on which day the desk looks for another time: unread, it is not the visit's own.
Done check_wish_to_move(const Visit& visit) {
  const std::string who = chosen(visit, "practitioner");
  auto offer = visit.site.clinic.availability.get();
  if (who != "any")
    if (auto known = known_or_none<PractitionerId>(who, offer->practitioners, "practitioner",
                                                   "practitioner_unknown");
        !known)
      return known.error();
  if (auto day = date_or_none(chosen(visit, "day"), "day"); !day) return day.error();
  return {};
}

void set_free_times(page::View& view, const Visit& visit, const clinic::DeskVisit& v) {
  const store::Appointment& a = v.appointment;
  auto offer = clinic::current_offer(visit.site.clinic);
  Date day = parse_date(chosen(visit, "day")).value_or(std::max(a.wall.date, today_of(visit)));
  std::string asked = chosen(visit, "practitioner");
  PractitionerId who =
      asked == "any" ? PractitionerId{} : PractitionerId::parse(asked).value_or(a.practitioner);
  std::vector<page::Option> options{{"any", visit.say("desk.anybody")}};
  for (const store::Practitioner& p : offer->practitioners)
    if (std::find(p.services.begin(), p.services.end(), a.service) != p.services.end())
      options.push_back({p.id.text(), p.name});
  page::set_options(view, "practitioner", options, {who ? who.text() : "any"});
  view.set("seen", to_rfc3339_utc(a.start) + " " + a.practitioner.text());
  view.set("move_day", to_iso(day));
  view.set("move_day_text", page::day_text(visit.language, day));
  view.show("moving", !chosen(visit, "day").empty() || view.truths().at("wrong"));
  view.set("move_who", who ? who.text() : "any");
  if (auto other = pair_of(visit, v); other && chosen(visit, "moves") != "one")
    return set_times_of_two(view, visit, a, *other, day);
  auto starts = clinic::free_times(visit.site.clinic, {a.service, day, who, a.id, {}});
  std::erase_if(starts, [&](const schedule::Start& s) {
    return s.at == a.start && (!who || who == a.practitioner);
  });
  view.list("times").show("no_times", starts.empty());
  view.set("none_why", no_times_text(visit, offer->closed_on(day)));
  bool any_rule = false;
  schedule::Question q;
  q.service = a.service;
  q.now = visit.site.clinic.now();
  q.first_visit = a.first_visit;
  auto times = clinic::offer_without(visit.site.clinic, *offer, a).times;
  for (const schedule::Start& start : starts) {
    const PractitionerId by = !a.in_turn ? start.practitioners.front() : who ? who : a.practitioner;
    const auto* p = offer->practitioner(by);
    q.practitioner = by;
    if (a.in_turn) {  // all parts, each by whoever gives it now
      q.practitioner = {};
      q.in_turn = visit.site.clinic.store.read([&](store::Connection& c) {
        return clinic::parts_to_move(c, visit.site.clinic, a, who);
      });
    }
    std::string rule = clinic::rule_passed(times, q, start.at);
    any_rule = any_rule || !rule.empty();
    view.add("times")
        .show("time_passes", !rule.empty())
        .set("time_rule", rule.empty() ? "" : visit.say("desk_rule." + rule))
        .set("time_value", to_rfc3339_utc(start.at) + " " + by.text())
        .set("time_text", time_of(visit, start.at))
        .set("time_who", p != nullptr ? p->first_name : "");
  }
  view.show("any_rule", any_rule);
}

http::Response visit_page(Visit& visit, const Error* error = nullptr) {
  auto id = AppointmentId::parse(visit.request.param("id"));
  auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), id.value_or(AppointmentId{}));
  if (!found) return show_error(visit, found.error());
  Done wish = check_wish_to_move(visit);
  if (!wish && error == nullptr) error = &wish.error();
  page::View view;
  page::set_wrongs(view, error != nullptr ? wrongs_of(visit, *error) : std::vector<page::Wrong>());
  set_notice(view, visit);
  set_move_back(view, visit, found->appointment.id);
  set_person(view, visit, *found);
  set_wish(view, visit, found->client.id);
  set_online(view, visit, found->client.id);
  set_facts(view, visit, *found);
  set_pair(view, visit, *found, error);
  set_turns(view, visit, *found);
  set_policy(view, visit, found->appointment.id);
  set_fee(view, visit, found->appointment, error);
  set_desk_letter(view, visit, found->appointment.id);
  set_record_form(view, visit, path_of(found->appointment.id) + "/record",
                  found->appointment.screening && clinic::can_still_change(found->appointment));
  set_gentler_offer(view, visit, found->appointment, path_of(found->appointment.id) + "/gentler");
  set_free_times(view, visit, *found);
  view.field(
      "reason", visit.form.get("reason"),
      error != nullptr && error->field == "reason" ? page::error_text(visit.language, *error) : "");
  view.set("exact", visit.form.get("exact"));
  view.field(
      "note", visit.form.get("note"),
      error != nullptr && error->field == "note" ? page::error_text(visit.language, *error) : "");
  return show(visit, "desk-visit", std::move(view), error != nullptr ? status_for(*error) : 200);
}

// To the visit, or back to the day when the tap came from there.
http::Response after(Visit& visit, AppointmentId id, const std::string& done) {
  std::string back = visit.form.get("back");
  if (parse_date(back)) return go(visit, "/desk?day=" + back + "#door");
  return go(visit, path_of(id) + "?done=" + done);
}

http::Response change_of_two(Visit& visit, AppointmentId id, Status to, bool both) {
  const clinic::FeeReason why = fee_reason_of(visit);
  auto done = both ? clinic::set_couple_status(visit.site.clinic, visit.actor(), id, to, why)
                   : clinic::set_status(visit.site.clinic, visit.actor(), id, to, why);
  if (!done) return visit_page(visit, &done.error());
  return after(visit, id, both ? std::string(store::to_string(to)) + "_two" : "kept_other");
}

http::Response change_status(Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("id")).value_or(AppointmentId{});
  auto to = store::parse_status(visit.form.get("to"));
  Error unread = invalid("to", "no_status_change");
  if (!to) return visit_page(visit, &unread);
  // Of two who come together: is it about this one or both? Nobody is asked about who arrived.
  std::string which = visit.form.get("which");
  if (!store::takes_time(*to)) {
    auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), id);
    bool two = found && pair_of(visit, *found);
    Error unsaid = invalid("which", "couple_choose");
    if (two && which != "one" && which != "both") return visit_page(visit, &unsaid);
    if (two) return change_of_two(visit, id, *to, which == "both");
  }
  auto done = clinic::set_status(visit.site.clinic, visit.actor(), id, *to, fee_reason_of(visit));
  if (!done) return visit_page(visit, &done.error());
  return after(visit, id, std::string(store::to_string(*to)));
}

// R36: what the clinic came to know later.
http::Response change_fee(Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("id")).value_or(AppointmentId{});
  auto done = clinic::change_fee(visit.site.clinic, visit.actor(), id, fee_reason_of(visit));
  if (!done) return visit_page(visit, &done.error());
  return go(visit, path_of(id) + "?done=fee");
}

// R3: from now on the later answers decide.
http::Response spoken(Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("id")).value_or(AppointmentId{});
  auto done = clinic::speak_with_client(visit.site.clinic, visit.actor(), id,
                                        PrivateText(visit.form.get("note")));
  if (!done && done.error().code == Code::forbidden) return show_error(visit, done.error());
  if (!done) return visit_page(visit, &done.error());
  return go(visit, path_of(id) + "?done=spoken");
}

// The one place where a private link is shown: it cannot be read again, and no address holds it.
http::Response print_link(Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("id")).value_or(AppointmentId{});
  auto path = clinic::hand_out_intake_link(visit.site.clinic, visit.actor(), id);
  if (!path) return visit_page(visit, &path.error());
  auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), id);
  if (!found) return show_error(visit, found.error());
  page::View view;
  view.set("link", site_address(visit) + *path).set("visit_path", path_of(id));
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

http::Response undo(Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("id")).value_or(AppointmentId{});
  auto done = clinic::undo_status(visit.site.clinic, visit.actor(), id);
  if (!done) return visit_page(visit, &done.error());
  return after(visit, id, done->status == Status::cancelled ? "walk_in_undone" : "undone");
}

// Where it stood on the page that the form came from: "2026-03-02T16:00:00Z" and the therapist.
Result<std::optional<clinic::Stood>> seen_of(const Visit& visit) {
  const std::string seen = visit.form.get("seen");
  if (seen.empty()) return std::optional<clinic::Stood>();
  const std::size_t space = seen.find(' ');
  auto start = parse_rfc3339(seen.substr(0, space));
  auto who = PractitionerId::parse(space == seen.npos ? "" : seen.substr(space + 1));
  if (!start || !who) return invalid("seen", "start_invalid");
  return std::optional(clinic::Stood{*start, *who});
}

// Nobody says why a step is undone; it goes to where the visit was and nowhere else.
Done check_back(const Visit& visit, AppointmentId id, Instant start, PractitionerId who) {
  auto from = clinic::moved_from(visit.site.clinic, id);
  const bool there = from && from->start == start && (!who || from->practitioner == who);
  return there ? Done() : Done(conflict("nothing_to_undo", "to"));
}

// Both of them, or neither.
http::Response move_two(Visit& visit, const clinic::DeskVisit& before, Instant start, bool back,
                        const std::optional<clinic::Stood>& seen) {
  const store::Appointment& a = before.appointment;
  auto moved = clinic::move_couple(visit.site.clinic, visit.actor(), a.id, start,
                                   back ? "moved back" : visit.form.get("reason"), seen);
  if (!moved) return visit_page(visit, &moved.error());
  if (back) return go(visit, path_of(a.id) + "?done=undone");
  return go(visit, path_of(a.id) + "?done=moved_two&was=" +
                       http::url_encode(to_rfc3339_utc(a.start)) + "&who=" + a.practitioner.text());
}

http::Response move(Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("id")).value_or(AppointmentId{});
  std::string to = visit.form.get("to");
  if (to == "exact") {
    auto offer = clinic::current_offer(visit.site.clinic);
    auto wall = parse_wall(visit.form.get("day") + "T" + visit.form.get("exact"));
    std::string asked = visit.form.get("practitioner");
    to = (wall ? to_rfc3339_utc(offer->zone.instant(*wall)) : "") + " " + asked;
  }
  std::size_t space = to.find(' ');
  auto start = parse_rfc3339(to.substr(0, space));
  const std::string with = space == to.npos ? "" : to.substr(space + 1);
  auto before = clinic::desk_visit(visit.site.clinic, visit.actor(), id);
  if (!before) return show_error(visit, before.error());
  if (auto wish = check_wish_to_move(visit); !wish) return visit_page(visit, &wish.error());
  Error unread = invalid("to", "start_invalid");
  if (!start) return visit_page(visit, &unread);
  // "Anybody" at a time that was typed is the visit's own.
  auto who = known_or_none<PractitionerId>(with == "any" ? "" : with,
                                           visit.site.clinic.availability.get()->practitioners,
                                           "practitioner", "practitioner_unknown");
  if (!who) return visit_page(visit, &who.error());
  bool back = visit.form.get("undo") == "yes";
  if (back)
    if (auto may = check_back(visit, id, *start, *who); !may)
      return visit_page(visit, &may.error());
  auto seen = seen_of(visit);
  if (!seen) return visit_page(visit, &seen.error());
  bool two = pair_of(visit, *before).has_value();
  if (two && visit.form.get("moves") != "one") return move_two(visit, *before, *start, back, *seen);
  auto moved = clinic::move_appointment(visit.site.clinic, id, {visit.actor(), {}}, *start, *who,
                                        back ? "moved back" : visit.form.get("reason"), *seen);
  if (!moved) return visit_page(visit, &moved.error());
  if (back) return go(visit, path_of(id) + "?done=undone");
  bool alone = two && moved->start != before->appointment.start;
  return go(visit, path_of(id) + (alone ? "?done=moved_alone&was=" : "?done=moved&was=") +
                       http::url_encode(to_rfc3339_utc(before->appointment.start)) +
                       "&who=" + before->appointment.practitioner.text());
}

}  // namespace

void add_desk_visit(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/visit/{id}",
              for_staff(site, roles, [](Visit& v) { return visit_page(v); }), "staff"});
  router.add(
      {Method::post, "/desk/visit/{id}/status", for_staff(site, roles, change_status), "staff"});
  router.add({Method::post, "/desk/visit/{id}/fee", for_staff(site, roles, change_fee), "staff"});
  router.add({Method::post, "/desk/visit/{id}/spoken", for_staff(site, roles, spoken), "staff"});
  router.add({Method::post, "/desk/visit/{id}/link", for_staff(site, roles, print_link), "staff"});
  router.add({Method::post, "/desk/visit/{id}/undo", for_staff(site, roles, undo), "staff"});
  router.add({Method::post, "/desk/visit/{id}/move", for_staff(site, roles, move), "staff"});
}

}  // namespace fascia::web
