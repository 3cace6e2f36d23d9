// SPDX-License-Identifier: Apache-2.0
// What is sold, with its price, and the rooms in which it is given.
#include <algorithm>

#include "clinic/book_couple.h"
#include "clinic/check_house.h"
#include "clinic/therapist_rules.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

std::vector<page::Option> techniques_of(const Visit& visit) {
  std::vector<page::Option> out;
  for (const care::Technique& t : visit.site.clinic.plans.techniques)
    out.push_back({t.id, visit.language == page::Language::fr ? t.name.fr : t.name.en});
  return out;
}

std::vector<page::Option> kinds(const Visit& visit) {
  std::vector<page::Option> out;
  for (const char* kind : {"deep", "swedish", "other"})
    out.push_back({kind, visit.say("owner_kind." + std::string(kind))});
  return out;
}

// Both, or one of the two.
std::string clients_of(const store::Service& s) {
  return s.for_new == s.for_returning ? "all" : s.for_new ? "new" : "returning";
}

std::vector<page::Option> client_options(const Visit& visit) {
  std::vector<page::Option> out;
  for (const char* who : {"all", "new", "returning"})
    out.push_back({who, visit.say("service_for." + std::string(who))});
  return out;
}

std::vector<page::Option> equipment_options(const clinic::House& house) {
  std::vector<page::Option> out;
  for (const store::Equipment& kind : house.equipment) out.push_back({kind.id.text(), kind.name});
  return out;
}

std::vector<std::string> ids_of(const std::vector<store::EquipmentKindId>& kinds) {
  std::vector<std::string> out;
  for (store::EquipmentKindId kind : kinds) out.push_back(kind.text());
  return out;
}

// The one in the address; a fresh one for "new"; nothing for an id that is not there.
std::optional<store::Service> service_of(const Visit& visit, const clinic::House& house) {
  const std::string& id = visit.request.param("id");
  if (id == "new") {
    store::Service fresh;
    fresh.kind = "deep";
    fresh.position = static_cast<int>(house.services.size());
    return fresh;
  }
  auto wanted = ServiceId::parse(id);
  for (const store::Service& s : house.services)
    if (wanted && s.id == *wanted) return s;
  return std::nullopt;
}

// A room kind is a word, and its room may come later; until then the visit is never free, and the
// owner reads why.
std::string no_room_text(const Visit& visit, const clinic::House& house, const store::Service& s) {
  const bool sold = s.id && s.active && s.parts.empty();
  if (!sold || std::ranges::find(house.rooms, s.room_kind, &store::Room::kind) != house.rooms.end())
    return {};
  return visit.say("owner.no_room_of_kind",
                   {{"visit", visit.language == page::Language::fr ? s.name_fr : s.name_en},
                    {"kind", s.room_kind}});
}

http::Response service_list_page(Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  page::View view;
  set_removed(view, visit);
  view.list("items").show("none", house->services.empty());
  for (const store::Service& s : house->services)
    view.add("items")
        .set("item_path", "/owner/service/" + s.id.text())
        .set("item_name", visit.language == page::Language::fr ? s.name_fr : s.name_en)
        .set("item_more", page::minutes_text(visit.language, s.minutes) + " · " +
                              page::money_text(visit.language, s.price))
        .set("item_no_room", no_room_text(visit, *house, s))
        .show("item_off", !s.active);
  return show(visit, "owner-services", std::move(view));
}

http::Response service_page(Visit& visit, const Error* error = nullptr) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto s = service_of(visit, *house);
  if (!s) return show_error(visit, not_found("service_unknown"));
  page::View view;
  view.set("item_path", "/owner/service/" + visit.request.param("id"));
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("name_en", s->name_en);
  form.text("name_fr", s->name_fr);
  auto offer = visit.site.clinic.availability.get();
  const store::ServiceGroup* group = offer->group_of(s->id);
  form.text("group_en", group != nullptr ? group->name_en : "");
  form.text("group_fr", group != nullptr ? group->name_fr : "");
  form.choice("kind", kinds(visit), {s->kind});
  form.text("minutes", std::to_string(s->minutes));
  form.text("price", s->id ? cents_text(s->price.cents) : "");
  form.text("before_minutes", std::to_string(s->before_minutes));
  form.text("after_minutes", std::to_string(s->after_minutes));
  form.text("grid_minutes", std::to_string(s->grid_minutes));
  form.text("room_kind", s->room_kind);
  const std::string no_room = no_room_text(visit, *house, *s);
  view.show("no_room", !no_room.empty()).set("no_room_text", no_room);
  view.show("exists", static_cast<bool>(s->id));
  form.choice("techniques", techniques_of(visit), s->techniques);
  view.show("has_equipment", !house->equipment.empty());
  form.choice("equipment", equipment_options(*house), ids_of(s->equipment));
  view.show("no_gaps_on", error != nullptr ? visit.form.has("no_gaps") : s->no_gaps);
  form.text("visits_a_day", std::to_string(s->visits_a_day));
  form.choice("clients", client_options(visit), {clients_of(*s)});
  form.check("online", s->online);
  form.check("active", s->active);
  return show(visit, "owner-service", std::move(view), owner_status(error));
}

// A number that cannot be read is one that cannot be: the use case names what is allowed there.
store::Service read_service(const Visit& visit, store::Service s, Faults& faults) {
  const http::Form& f = visit.form;
  s.name_en = f.get("name_en");
  s.name_fr = f.get("name_fr");
  if (s.slug.empty()) s.slug = slug_of(s.name_en);
  s.kind = f.get("kind");
  for (auto [name, into] : {std::pair("minutes", &s.minutes),
                            {"before_minutes", &s.before_minutes},
                            {"after_minutes", &s.after_minutes},
                            {"grid_minutes", &s.grid_minutes}})
    *into = read_number(f.get(name)).value_or(-1);
  s.price.cents = read_cents(f.get("price")).value_or(-1);
  if (f.has("room_kind")) s.room_kind = f.get("room_kind");
  s.techniques = f.all("techniques");
  faults.add(known_techniques(visit, s.techniques));
  s.equipment.clear();
  for (const std::string& id : f.all("equipment")) {
    auto kind = store::EquipmentKindId::parse(id);
    if (!kind) faults.add(invalid("equipment", "equipment_unknown"));
    if (kind) s.equipment.push_back(*kind);
  }
  if (f.has("visits_a_day")) s.visits_a_day = read_number(f.get("visits_a_day")).value_or(-1);
  if (f.has("clients")) {
    const std::string who = f.get("clients");
    s.for_new = who == "all" || who == "new";
    s.for_returning = who == "all" || who == "returning";
  }
  s.no_gaps = f.has("no_gaps");
  s.online = f.has("online");
  s.active = f.has("active");
  return s;
}

http::Response save_service(Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto kept = service_of(visit, *house);
  if (!kept) return show_error(visit, not_found("service_unknown"));
  // The short name is made of the name: a fault in it is a fault in the name.
  auto refuse = [&](const Error& error) {
    Faults here;
    here.add(each_changed(error, [](Error& one) {
      if (one.field == "slug") one.field = "name_en";
    }));
    const Done told = here.done();
    return service_page(visit, &told.error());
  };
  Faults faults;
  const store::Service s = read_service(visit, *kept, faults);
  faults.add(clinic::check_service(s));
  if (const Done read = faults.done(); !read) return refuse(read.error());
  auto done = clinic::edit_service(visit.site.clinic, visit.actor(), s);
  if (!done) return refuse(done.error());
  if (visit.form.has("group_en")) {
    auto grouped =
        clinic::set_service_group(visit.site.clinic, visit.actor(),
                                  {*done, visit.form.get("group_en"), visit.form.get("group_fr")});
    if (!grouped) return service_page(visit, &grouped.error());
  }
  return go(visit, "/owner/services");
}

http::Response remove(Visit& visit) {
  auto id = ServiceId::parse(visit.request.param("id")).value_or(ServiceId{});
  auto done = clinic::remove_service(visit.site.clinic, visit.actor(), id);
  if (!done) return show_error(visit, done.error());
  return go_removed(visit, "/owner/services", *done);
}

// The fields of a room that stands in the list: each row has ids of its own.
std::string row_field(std::string_view field, RoomId id) {
  std::string_view row = field == "name" || field.empty() ? "room"
                         : field == "turnover_minutes"    ? "turnover"
                                                          : field;
  return std::string(row) + "-" + id.text();
}

void set_rooms(page::View& view, const Visit& visit, const clinic::House& house,
               const Error* error) {
  view.list("rooms").show("none", house.rooms.empty());
  for (const store::Room& room : house.rooms) {
    bool wrong = error != nullptr && error->field.ends_with("-" + room.id.text());
    auto value = [&](std::string_view name, const std::string& kept) {
      return wrong && visit.form.has(name) ? visit.form.get(name) : kept;
    };
    page::View& row = view.add("rooms");
    row.set("room_id", room.id.text())
        .set("room_name", value("room_name", room.name))
        .set("room_kind", value("room_kind", room.kind))
        .set("room_turnover", value("room_turnover", std::to_string(room.turnover_minutes)))
        .set("room_tables", value("room_tables", std::to_string(room.tables)))
        .show("room_off", !room.active);
    set_row_faults(row, visit, error, room.id.text(), {"room", "kind", "turnover", "tables"});
  }
}

// `of_row`: the fault is in a room of the list, and the form below begins anew.
http::Response rooms_page(Visit& visit, const Error* error = nullptr, bool of_row = false) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  page::View view;
  OwnerForm(view, visit, error).wrongs();
  OwnerForm form(view, visit, of_row ? nullptr : error);
  form.text("name", "");
  form.text("kind", "treatment");
  form.text("turnover_minutes", "0");
  form.text("tables", "1");
  set_removed(view, visit);
  view.show("has_two", std::ranges::any_of(house->rooms, [](const store::Room& room) {
              return room.active && room.tables >= 2;
            }));
  page::set_check(view, "couples", clinic::couples_online(visit.site.clinic));
  set_rooms(view, visit, *house, of_row ? error : nullptr);
  return show(visit, "owner-rooms", std::move(view), owner_status(error));
}

http::Response change_room(Visit& visit, store::Room room) {
  auto refuse = [&](const Error& error) {
    const Error here =
        each_changed(error, [&](Error& one) { one.field = row_field(one.field, room.id); });
    return rooms_page(visit, &here, true);
  };
  if (visit.form.has("remove")) {
    auto removed = clinic::remove_room(visit.site.clinic, visit.actor(), room.id);
    if (!removed) return refuse(removed.error());
    return go_removed(visit, "/owner/rooms", *removed);
  }
  if (visit.form.has("room_name")) room.name = visit.form.get("room_name");
  if (visit.form.has("room_kind")) room.kind = visit.form.get("room_kind");
  if (visit.form.has("room_turnover"))
    room.turnover_minutes = read_number(visit.form.get("room_turnover")).value_or(-1);
  if (visit.form.has("room_tables"))
    room.tables = read_number(visit.form.get("room_tables")).value_or(0);
  if (visit.form.has("switch")) room.active = !room.active;
  auto done = clinic::edit_room(visit.site.clinic, visit.actor(), room);
  if (!done) return refuse(done.error());
  return go(visit, "/owner/rooms");
}

http::Response save_room(Visit& visit) {
  if (visit.form.has("couples_asked")) {
    auto done = clinic::allow_couples_online(visit.site.clinic, visit.actor(),
                                             visit.form.get("couples") == "yes");
    return done ? go(visit, "/owner/rooms") : rooms_page(visit, &done.error());
  }
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto id = RoomId::parse(visit.form.get("room"));
  for (const store::Room& kept : house->rooms)
    if (id && kept.id == *id) return change_room(visit, kept);
  store::Room room;
  room.name = visit.form.get("name");
  if (visit.form.has("kind")) room.kind = visit.form.get("kind");
  if (visit.form.has("turnover_minutes"))
    room.turnover_minutes = read_number(visit.form.get("turnover_minutes")).value_or(-1);
  if (visit.form.has("tables")) room.tables = read_number(visit.form.get("tables")).value_or(0);
  room.position = static_cast<int>(house->rooms.size());
  auto done = clinic::edit_room(visit.site.clinic, visit.actor(), room);
  if (!done) return rooms_page(visit, &done.error());
  return go(visit, "/owner/rooms");
}

}  // namespace

void add_owner_services(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/services", for_owner(site, service_list_page), "owner"});
  router.add({Method::get, "/owner/service/{id}",
              for_owner(site, [](Visit& v) { return service_page(v); }), "owner"});
  router.add({Method::post, "/owner/service/{id}", for_owner(site, save_service), "owner"});
  router.add({Method::post, "/owner/service/{id}/remove", for_owner(site, remove), "owner"});
}

void add_owner_rooms(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/rooms", for_owner(site, [](Visit& v) { return rooms_page(v); }),
              "owner"});
  router.add({Method::post, "/owner/rooms", for_owner(site, save_room), "owner"});
}

}  // namespace fascia::web
