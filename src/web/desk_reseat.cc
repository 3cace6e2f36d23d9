// SPDX-License-Identifier: Apache-2.0
// A therapist is ill or a room is lost: who can go where, and the calls that follow (R37).
#include <algorithm>

#include "clinic/gender_wish.h"
#include "clinic/reseat.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/desk_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

using store::ReseatId;

std::string call_list_path(ReseatId id) { return "/desk/reseat/" + id.text(); }

ReseatId call_list_id(const Visit& visit) {
  return ReseatId::parse(visit.request.param("id")).value_or(ReseatId{});
}
AppointmentId visit_of(const Visit& visit) {
  return AppointmentId::parse(visit.request.param("visit")).value_or(AppointmentId{});
}

// "10:30 am, with Ben Roy", with the day where it is another one.
std::string offer_text(const Visit& visit, const clinic::Call& call) {
  auto zone = visit.site.clinic.availability.get()->zone;
  WallTime at = zone.wall(*call.item.start), was = zone.wall(call.item.was_start);
  if (!call.parts.empty()) {
    std::string parts;
    for (const clinic::Call::Part& part : call.parts)
      parts += (parts.empty() ? "" : " · ") +
               visit.say("in_turn.part", {{"time", time_of(visit, part.start)},
                                          {"service", service_name(visit, part.service)},
                                          {"who", part.who}});
    const bool same_day = at.date == was.date;
    return visit.say(same_day ? "in_turn.offer_same_day" : "in_turn.offer",
                     {{"day", page::day_text(visit.language, at.date)}, {"parts", parts}});
  }
  page::Arguments args{{"when", at.date == was.date ? page::clock_words(visit.language, at.minute)
                                                    : page::when_text(visit.language, at)},
                       {"who", call.new_who},
                       {"room", call.new_room}};
  if (call.only_room) return visit.say("desk_reseat.offer_room", args);
  if (call.item.start == call.item.was_start) return visit.say("desk_reseat.offer_same_time", args);
  if (call.same_therapist) return visit.say("desk_reseat.offer_same_person", args);
  return visit.say("desk_reseat.offer", args);
}

std::string sign_of(const clinic::Call& call) {
  if (call.over) return "→";
  if (call.item.state == "accepted") return "✓";
  if (call.item.state == "declined") return "×";
  return call.item.state == "open" ? "!" : "…";
}

// All of a visit in turn that would go elsewhere as one.
std::string service_text(const Visit& visit, const clinic::Call& call) {
  if (call.parts.empty()) return service_name(visit, call.service);
  std::vector<std::string> names;
  for (const clinic::Call::Part& part : call.parts)
    names.push_back(service_name(visit, part.service));
  return page::comma_text(names);
}

void set_call(page::View& item, const Visit& visit, const clinic::Call& call, bool list_open) {
  auto zone = visit.site.clinic.availability.get()->zone;
  WallTime was = zone.wall(call.item.was_start);
  const std::string state = call.over ? "over" : call.item.state;
  bool decided = state == "accepted" || state == "declined" || state == "over";
  bool placed = call.item.start.has_value();
  item.set("call_id", call.visit.id.text())
      .set("call_time", page::clock_words(visit.language, was.minute))
      .set("call_client", call.client.name)
      .set("call_sign", sign_of(call))
      .set("call_state", visit.say("desk_reseat.state_" + state))
      .set("call_class", state == "open"       ? "waits"
                         : state == "declined" ? "cancelled"
                                               : "booked")
      .set("call_service", service_text(visit, call))
      .set("call_was_who", call.was_who)
      .set("call_phone", call.client.phone)
      .set("call_phone_link", page::phone_digits(call.client.phone))
      .set("call_email", call.client.email)
      .set("call_guardian", call.client.guardian)
      .set("call_speaks", visit.say("desk.speaks_" + call.client.language))
      .set("call_offer", placed ? offer_text(visit, call) : "")
      .set("call_why", placed ? "" : visit.say("desk_reseat.why_" + call.item.why))
      .set("call_visit_path", "/desk/visit/" + call.visit.id.text());
  item.show("call_has_phone", !call.client.phone.empty());
  item.show("call_has_email", !call.client.email.empty());
  item.show("call_has_guardian", !call.client.guardian.empty());
  item.show("call_placed", placed && !call.over);
  item.show("call_unplaced", !placed && !call.over);
  item.show("call_no_call", call.only_room && !decided);
  item.show("call_not_kept", placed && !call.kept && !call.gone && !decided);
  item.show("call_gone", call.gone).show("call_changed", call.changed && !call.gone && !decided);
  item.show("call_may_answer", list_open && !decided);
  item.show("call_may_move", list_open && !decided && placed && !call.gone);
  item.show("call_may_undo", list_open && state != "open" && state != "over");
  item.show("call_elsewhere", state == "declined" || (!placed && !decided));
}

// What a second loss does to the offers of the lists before it, and the way to new ones.
void set_lost_offers(page::View& view, const Visit& visit, const clinic::CallList& list) {
  const bool any_gone =
      std::ranges::any_of(list.calls, [](const clinic::Call& c) { return c.gone; });
  const bool room = list.reseat.kind == "room";
  view.show("any_gone", any_gone && !list.reseat.closed)
      .set("lost_value", (room ? "r" : "p") + PractitionerId{list.reseat.resource}.text())
      .set("lost_hours", !room && list.reseat.time_off == 0 ? "yes" : "");
  view.list("other_lists");
  for (const clinic::OpenCallList& one : clinic::open_call_lists(visit.site.clinic))
    if (one.changed > 0 && one.reseat.id != list.reseat.id)
      view.add("other_lists")
          .set("other_path", call_list_path(one.reseat.id))
          .set("other_text", visit.say("desk_reseat.list",
                                       {{"who", one.lost},
                                        {"day", page::day_text(visit.language, one.reseat.day)},
                                        {"n", std::to_string(one.left)}}));
  view.show("has_other_lists", !view.lists().find("other_lists")->second.empty());
}

http::Response call_list_page(Visit& visit, const Error* error = nullptr) {
  auto list = clinic::call_list(visit.site.clinic, visit.actor(), call_list_id(visit));
  if (!list) return show_error(visit, list.error());
  bool open = !list->reseat.closed;
  bool room = list->reseat.kind == "room";
  // Of the hours that a therapist does not work any more, not of the whole day.
  bool hours = !room && list->reseat.time_off == 0;
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  page::Arguments args{{"who", list->lost},
                       {"day", page::day_text(visit.language, list->reseat.day)}};
  view.set("list_id", list->reseat.id.text())
      .set("list_title", visit.say("desk_reseat.title_list", args))
      .set("list_day", to_iso(list->reseat.day))
      .set("list_lead", visit.say(room    ? "desk_reseat.lead_room"
                                  : hours ? "desk_away.lead_list"
                                          : "desk_reseat.lead",
                                  args))
      .set("list_back", visit.say(room ? "desk_reseat.back_room" : "desk_reseat.back", args));
  view.show("list_open", open).show("list_empty", list->calls.empty());
  set_lost_offers(view, visit, *list);
  view.show("may_come_back", !hours);
  view.list("calls");
  auto placed = std::count_if(list->calls.begin(), list->calls.end(),
                              [](const clinic::Call& c) { return c.item.start.has_value(); });
  view.set("list_count",
           visit.say("desk_reseat.count", {{"placed", std::to_string(placed)},
                                           {"all", std::to_string(list->calls.size())}}));
  for (const clinic::Call& call : list->calls) set_call(view.add("calls"), visit, call, open);
  return show(visit, "desk-reseat", std::move(view), error != nullptr ? status_for(*error) : 200);
}

// "p" and an id is a therapist, "r" and an id a room.
Result<clinic::Lost> lost_of(const Visit& visit) {
  const std::string what = visit.form.get("lost"), id = what.empty() ? "" : what.substr(1);
  auto offer = visit.site.clinic.availability.get();
  clinic::Lost lost;
  if (what.starts_with('p')) {
    FASCIA_TRY(lost.practitioner, known_or_none<PractitionerId>(id, offer->practitioners, "lost",
                                                                "reseat_lost_unknown"));
  } else if (what.starts_with('r')) {
    FASCIA_TRY(lost.room, known_or_none<RoomId>(id, offer->rooms, "lost", "reseat_lost_unknown"));
  }
  if (!lost.practitioner && !lost.room) return invalid("lost", "reseat_lost_unknown");
  FASCIA_TRY(std::optional<Date> day, date_or_none(visit.form.get("day"), "day"));
  lost.day = day.value_or(today_of(visit));
  lost.outside_hours = visit.form.get("hours") == "yes";
  return lost;
}

http::Response begin(Visit& visit) {
  auto lost = lost_of(visit);
  if (!lost) return desk_day_page(visit, &lost.error());
  auto done = clinic::reseat_day(visit.site.clinic, visit.actor(), *lost);
  if (!done) return show_error(visit, done.error());
  return go(visit, call_list_path(*done));
}

http::Response back_to(Visit& visit) {
  return go(visit, call_list_path(call_list_id(visit)) + "#call-" + visit_of(visit).text());
}

http::Response answer(Visit& visit) {
  auto went = clinic::parse_call(visit.form.get("went"));
  Error unread = invalid("went", "choice_missing");
  if (!went) return call_list_page(visit, &unread);
  auto done = clinic::answer_call(visit.site.clinic, visit.actor(), call_list_id(visit),
                                  visit_of(visit), *went);
  return done ? back_to(visit) : call_list_page(visit, &done.error());
}

http::Response undo_call(Visit& visit) {
  auto done =
      clinic::undo_call(visit.site.clinic, visit.actor(), call_list_id(visit), visit_of(visit));
  return done ? back_to(visit) : call_list_page(visit, &done.error());
}

http::Response close_call_list(Visit& visit) {
  auto done = clinic::close_call_list(visit.site.clinic, visit.actor(), call_list_id(visit),
                                      visit.form.get("back") == "yes");
  return done ? go(visit, call_list_path(call_list_id(visit)))
              : call_list_page(visit, &done.error());
}

http::Response note_wish(Visit& visit) {
  auto id = visit_of(visit);
  auto done =
      clinic::note_gender_wish(visit.site.clinic, visit.actor(), id, visit.form.get("gender"));
  if (!done) return show_error(visit, done.error());
  return go(visit, "/desk/visit/" + id.text() + "?done=wish");
}

}  // namespace

void set_lost(page::View& view, const Visit& visit, Date day, const Error* error) {
  auto offer = visit.site.clinic.availability.get();
  view.list("call_lists");
  for (const clinic::OpenCallList& one : clinic::open_call_lists(visit.site.clinic)) {
    page::Arguments args{{"who", one.lost},
                         {"day", page::day_text(visit.language, one.reseat.day)},
                         {"n", std::to_string(one.left)}};
    view.add("call_lists")
        .set("list_path", call_list_path(one.reseat.id))
        .set("list_text", visit.say("desk_reseat.list", args))
        .set("list_left",
             visit.say(one.left == 1 ? "desk_reseat.left_one" : "desk_reseat.left", args));
  }
  view.show("may_lose", day >= today_of(visit) && !offer->practitioners.empty());
  std::vector<page::Option> options;
  for (const store::Practitioner& p : offer->practitioners)
    options.push_back({"p" + p.id.text(), visit.say("desk_reseat.ill", {{"who", p.name}})});
  for (const store::Room& r : offer->rooms)
    options.push_back({"r" + r.id.text(), visit.say("desk_reseat.no_room", {{"who", r.name}})});
  const bool wrong = error != nullptr && error->field == "lost";
  page::set_options(view, "lost", options, {},
                    wrong ? page::error_text(visit.language, *error) : std::string());
}

void set_wish(page::View& view, const Visit& visit, ClientId client) {
  std::vector<page::Option> options;
  for (const char* id : {"", "any", "woman", "man", "other"})
    options.push_back({id, visit.say("desk_reseat.wish_" + std::string(*id != 0 ? id : "none"))});
  page::set_options(view, "gender", options, {clinic::gender_wish_of(visit.site.clinic, client)});
}

void add_desk_reseat(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::post, "/desk/reseat", for_staff(site, roles, begin), "staff"});
  router.add({Method::get, "/desk/reseat/{id}",
              for_staff(site, roles, [](Visit& v) { return call_list_page(v); }), "staff"});
  router.add(
      {Method::post, "/desk/reseat/{id}/call/{visit}", for_staff(site, roles, answer), "staff"});
  router.add({Method::post, "/desk/reseat/{id}/call/{visit}/undo",
              for_staff(site, roles, undo_call), "staff"});
  router.add(
      {Method::post, "/desk/reseat/{id}/close", for_staff(site, roles, close_call_list), "staff"});
  router.add(
      {Method::post, "/desk/visit/{visit}/wish", for_staff(site, roles, note_wish), "staff"});
}

}  // namespace fascia::web
