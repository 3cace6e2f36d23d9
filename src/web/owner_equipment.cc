// SPDX-License-Identifier: Apache-2.0
// What visits need besides a room: each kind with its number of pieces.
#include <algorithm>

#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

std::string needed_by(const Visit& visit, const clinic::House& house,
                      const store::Equipment& kind) {
  std::vector<std::string> names;
  for (const store::Service& s : house.services)
    if (std::ranges::find(s.equipment, kind.id) != s.equipment.end())
      names.push_back(visit.language == page::Language::fr ? s.name_fr : s.name_en);
  return page::comma_text(names);
}

void set_kinds(page::View& view, const Visit& visit, const clinic::House& house,
               const Error* error) {
  view.list("kinds").show("none", house.equipment.empty());
  for (const store::Equipment& kind : house.equipment) {
    const bool wrong = error != nullptr && error->field.ends_with("-" + kind.id.text());
    auto value = [&](std::string_view name, const std::string& kept) {
      return wrong && visit.form.has(name) ? visit.form.get(name) : kept;
    };
    const std::string visits = needed_by(visit, house, kind);
    page::View& row = view.add("kinds");
    row.set("kind_id", kind.id.text())
        .set("kind_name", value("kind_name", kind.name))
        .set("kind_pieces", value("kind_pieces", std::to_string(kind.pieces)))
        .set("kind_needed", visits.empty()
                                ? visit.say("owner_equipment.needed_by_none")
                                : visit.say("owner_equipment.needed_by", {{"visits", visits}}))
        .show("kind_off", !kind.active);
    set_row_faults(row, visit, error, kind.id.text(), {"kind", "pieces"});
  }
}

// `of_row`: the fault is in one of the list, and the form below begins anew.
http::Response equipment_page(Visit& visit, const Error* error = nullptr, bool of_row = false) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  page::View view;
  OwnerForm(view, visit, error).wrongs();
  OwnerForm form(view, visit, of_row ? nullptr : error);
  form.text("name", "");
  form.text("pieces", "1");
  set_removed(view, visit);
  set_kinds(view, visit, *house, of_row ? error : nullptr);
  return show(visit, "owner-equipment", std::move(view), owner_status(error));
}

http::Response change(Visit& visit, store::Equipment kind) {
  auto refuse = [&](const Error& error) {
    const Error here = each_changed(error, [&](Error& one) {
      one.field = (one.field == "pieces" ? "pieces-" : "kind-") + kind.id.text();
    });
    return equipment_page(visit, &here, true);
  };
  if (visit.form.has("remove")) {
    auto removed = clinic::remove_equipment(visit.site.clinic, visit.actor(), kind.id);
    return removed ? go_removed(visit, "/owner/equipment", *removed) : refuse(removed.error());
  }
  if (visit.form.has("kind_name")) kind.name = visit.form.get("kind_name");
  if (visit.form.has("kind_pieces"))
    kind.pieces = read_number(visit.form.get("kind_pieces")).value_or(-1);
  if (visit.form.has("switch")) kind.active = !kind.active;
  auto done = clinic::edit_equipment(visit.site.clinic, visit.actor(), kind);
  return done ? go(visit, "/owner/equipment") : refuse(done.error());
}

http::Response save_equipment(Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto id = store::EquipmentKindId::parse(visit.form.get("kind"));
  for (const store::Equipment& kept : house->equipment)
    if (id && kept.id == *id) return change(visit, kept);
  store::Equipment kind;
  kind.name = visit.form.get("name");
  kind.pieces = read_number(visit.form.get("pieces")).value_or(-1);
  kind.position = static_cast<int>(house->equipment.size());
  auto done = clinic::edit_equipment(visit.site.clinic, visit.actor(), kind);
  return done ? go(visit, "/owner/equipment") : equipment_page(visit, &done.error());
}

}  // namespace

void add_owner_equipment(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/equipment",
              for_owner(site, [](Visit& v) { return equipment_page(v); }), "owner"});
  router.add({Method::post, "/owner/equipment", for_owner(site, save_equipment), "owner"});
}

}  // namespace fascia::web
