// SPDX-License-Identifier: Apache-2.0
// Another time for a visit, at the desk: where it could go, the move, and its undoing.
#include <algorithm>

#include "clinic/book_couple.h"
#include "clinic/free_times.h"
#include "clinic/in_turn.h"
#include "clinic/pass_rules.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_view.h"
#include "web/desk_visit_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

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
  if (!moved) return desk_visit_page(visit, &moved.error());
  if (back) return go(visit, desk_visit_path(a.id) + "?done=undone");
  return go(visit, desk_visit_path(a.id) + "?done=moved_two&was=" +
                       http::url_encode(to_rfc3339_utc(a.start)) + "&who=" + a.practitioner.text());
}

http::Response move(Visit& visit) {
  auto id = appointment_of(visit);
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
  if (auto wish = check_wish_to_move(visit); !wish) return desk_visit_page(visit, &wish.error());
  Error unread = invalid("to", "start_invalid");
  if (!start) return desk_visit_page(visit, &unread);
  // "Anybody" at a time that was typed is the visit's own.
  auto who = known_or_none<PractitionerId>(with == "any" ? "" : with,
                                           visit.site.clinic.availability.get()->practitioners,
                                           "practitioner", "practitioner_unknown");
  if (!who) return desk_visit_page(visit, &who.error());
  bool back = visit.form.get("undo") == "yes";
  if (back)
    if (auto may = check_back(visit, id, *start, *who); !may)
      return desk_visit_page(visit, &may.error());
  auto seen = seen_of(visit);
  if (!seen) return desk_visit_page(visit, &seen.error());
  bool two = pair_of(visit, *before).has_value();
  if (two && visit.form.get("moves") != "one") return move_two(visit, *before, *start, back, *seen);
  auto moved = clinic::move_appointment(visit.site.clinic, id, {visit.actor(), {}}, *start, *who,
                                        back ? "moved back" : visit.form.get("reason"), *seen);
  if (!moved) return desk_visit_page(visit, &moved.error());
  if (back) return go(visit, desk_visit_path(id) + "?done=undone");
  bool alone = two && moved->start != before->appointment.start;
  return go(visit, desk_visit_path(id) + (alone ? "?done=moved_alone&was=" : "?done=moved&was=") +
                       http::url_encode(to_rfc3339_utc(before->appointment.start)) +
                       "&who=" + before->appointment.practitioner.text());
}

}  // namespace

std::string desk_visit_path(AppointmentId id) { return "/desk/visit/" + id.text(); }

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

std::string chosen_to_move(const Visit& visit, std::string_view name) {
  if (visit.request.method == http::Method::post) return visit.form.get(name);
  return std::string(visit.request.query_value(name));
}

std::optional<store::Appointment> pair_of(const Visit& visit, const clinic::DeskVisit& v) {
  auto other = clinic::other_visit(visit.site.clinic, v.appointment);
  return other && store::takes_time(other->status) ? other : std::nullopt;
}

Done check_wish_to_move(const Visit& visit) {
  const std::string who = chosen_to_move(visit, "practitioner");
  auto offer = visit.site.clinic.availability.get();
  if (who != "any")
    if (auto known = known_or_none<PractitionerId>(who, offer->practitioners, "practitioner",
                                                   "practitioner_unknown");
        !known)
      return known.error();
  if (auto day = date_or_none(chosen_to_move(visit, "day"), "day"); !day) return day.error();
  return {};
}

void set_free_times(page::View& view, const Visit& visit, const clinic::DeskVisit& v) {
  const store::Appointment& a = v.appointment;
  auto offer = clinic::current_offer(visit.site.clinic);
  Date day =
      parse_date(chosen_to_move(visit, "day")).value_or(std::max(a.wall.date, today_of(visit)));
  std::string asked = chosen_to_move(visit, "practitioner");
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
  view.show("moving", !chosen_to_move(visit, "day").empty() || view.truths().at("wrong"));
  view.set("move_who", who ? who.text() : "any");
  if (auto other = pair_of(visit, v); other && chosen_to_move(visit, "moves") != "one")
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

void add_desk_move(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add(
      {http::Method::post, "/desk/visit/{id}/move", for_staff(site, desk_roles(), move), "staff"});
}

}  // namespace fascia::web
