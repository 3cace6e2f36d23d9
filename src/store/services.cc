// SPDX-License-Identifier: Apache-2.0
#include "store/services.h"

#include <algorithm>
#include <map>

#include "core/find_by_id.h"
#include "store/practitioners.h"

namespace fascia::store {
namespace {

using Parts = std::vector<std::pair<ServiceId, std::vector<ServiceId>>>;

Parts parts_of_joined(Connection& c, TenantId tenant) {
  Parts out;
  for (const Row& row :
       c.query("SELECT id, service FROM joined_service WHERE tenant = $1 ORDER BY id, position",
               {tenant})) {
    const auto id = row.id<ServiceId>(0);
    if (out.empty() || out.back().first != id) out.push_back({id, {}});
    out.back().second.push_back(row.id<ServiceId>(1));
  }
  return out;
}

bool is_named(Connection& c, TenantId tenant, ServiceId id) {
  return c.first("SELECT 1 FROM appointment WHERE tenant = $1 AND service = $2 LIMIT 1",
                 {tenant, id}) ||
         c.first("SELECT 1 FROM hold WHERE tenant = $1 AND service = $2 LIMIT 1", {tenant, id}) ||
         c.first("SELECT 1 FROM screening WHERE tenant = $1 AND service = $2 LIMIT 1",
                 {tenant, id}) ||
         c.first("SELECT 1 FROM wait_entry WHERE tenant = $1 AND service = $2 LIMIT 1",
                 {tenant, id});
}

#define FASCIA_ROOM_COLUMNS                                                                      \
  "SELECT id, location, name, kind, active, position, turnover_minutes, tables FROM room WHERE " \
  "tenant = $1 "

Room room_of(const Row& row) {
  return {row.id<RoomId>(0), row.id<LocationId>(1), row.text(2),   row.text(3),
          row.flag(4),       row.number(5),         row.number(6), row.number(7)};
}

}  // namespace

// The strictest of its parts decides how it is screened; the first one's start, the last one's end.
Service made_of(const std::vector<const Service*>& parts) {
  Service out = *parts.front();
  out.id = {};
  out.after_minutes = parts.back()->after_minutes;
  out.equipment.clear();
  out.visits_a_day = 0;
  for (const Service* part : parts) {
    out.parts.push_back(part->id);
    if (part->kind == "deep") out.kind = part->kind;
    out.gentle_minutes += part->kind == "deep" ? 0 : part->minutes;
    out.online = out.online && part->online;
    out.active = out.active && part->active;
    out.for_new = out.for_new && part->for_new;
    out.for_returning = out.for_returning && part->for_returning;
    out.no_gaps = out.no_gaps || part->no_gaps;
    for (const std::string& technique : part->techniques)
      if (std::ranges::find(out.techniques, technique) == out.techniques.end())
        out.techniques.push_back(technique);
    for (EquipmentKindId kind : part->equipment)
      if (std::ranges::find(out.equipment, kind) == out.equipment.end())
        out.equipment.push_back(kind);
    if (out.parts.size() == 1) continue;
    out.slug += "~" + part->slug;
    out.name_en += ", then " + part->name_en;
    out.name_fr += ", puis " + part->name_fr;
    out.minutes += part->minutes;
    out.price.cents += part->price.cents;
  }
  return out;
}

void put_service(Connection& c, TenantId tenant, const Service& s) {
  c.run(
      "INSERT INTO service (tenant, id, slug, name_en, name_fr, kind, techniques, minutes, price, "
      "currency, "
      "before_minutes, after_minutes, grid_minutes, room_kind, online, active, position, no_gaps, "
      "for_new, for_returning, visits_a_day) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
      "$19, $20, $21) "
      "ON CONFLICT (tenant, id) DO UPDATE SET slug = excluded.slug, name_en = excluded.name_en, "
      "name_fr = excluded.name_fr, kind = excluded.kind, techniques = excluded.techniques, "
      "minutes = excluded.minutes, price = excluded.price, currency = excluded.currency, "
      "before_minutes = excluded.before_minutes, after_minutes = excluded.after_minutes, "
      "grid_minutes = excluded.grid_minutes, room_kind = excluded.room_kind, online = "
      "excluded.online, "
      "active = excluded.active, position = excluded.position, no_gaps = excluded.no_gaps, "
      "for_new = excluded.for_new, for_returning = excluded.for_returning, "
      "visits_a_day = excluded.visits_a_day",
      {tenant,
       s.id,
       s.slug,
       s.name_en,
       s.name_fr,
       s.kind,
       joined(s.techniques),
       s.minutes,
       s.price.cents,
       s.price.currency,
       s.before_minutes,
       s.after_minutes,
       s.grid_minutes,
       s.room_kind,
       s.online,
       s.active,
       s.position,
       s.no_gaps,
       s.for_new,
       s.for_returning,
       s.visits_a_day});
  c.run("DELETE FROM service_equipment WHERE tenant = $1 AND service = $2", {tenant, s.id});
  for (EquipmentKindId kind : s.equipment)
    c.run(
        "INSERT INTO service_equipment (tenant, service, equipment) VALUES ($1, $2, $3) "
        "ON CONFLICT (tenant, service, equipment) DO NOTHING",
        {tenant, s.id, kind});
}

std::vector<Service> list_services(Connection& c, TenantId tenant) {
  std::map<ServiceId, std::vector<EquipmentKindId>> needs;
  for (const Row& row : c.query("SELECT service, equipment FROM service_equipment WHERE tenant = "
                                "$1 ORDER BY equipment",
                                {tenant}))
    needs[row.id<ServiceId>(0)].push_back(row.id<EquipmentKindId>(1));
  std::vector<Service> out;
  for (const Row& row :
       c.query("SELECT id, slug, name_en, name_fr, kind, techniques, minutes, price, currency, "
               "before_minutes, "
               "after_minutes, grid_minutes, room_kind, online, active, position, no_gaps, "
               "for_new, for_returning, visits_a_day FROM service "
               "WHERE tenant = $1 ORDER BY position, id",
               {tenant}))
    out.push_back({row.id<ServiceId>(0),
                   row.text(1),
                   row.text(2),
                   row.text(3),
                   row.text(4),
                   split_words(row.text(5)),
                   row.number(6),
                   {row.integer(7), row.text(8)},
                   row.number(9),
                   row.number(10),
                   row.number(11),
                   row.text(12),
                   row.flag(13),
                   row.flag(14),
                   row.number(15),
                   row.flag(16),
                   needs[row.id<ServiceId>(0)],
                   {},
                   0,
                   row.flag(17),
                   row.flag(18),
                   row.number(19)});
  return out;
}

void put_room(Connection& c, TenantId tenant, const Room& r) {
  c.run(
      "INSERT INTO room (tenant, id, location, name, kind, active, position, turnover_minutes, "
      "tables) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, id) DO UPDATE SET "
      "name = "
      "excluded.name, "
      "kind = excluded.kind, active = excluded.active, position = excluded.position, "
      "turnover_minutes = excluded.turnover_minutes, tables = excluded.tables",
      {tenant, r.id, r.location, r.name, r.kind, r.active, r.position, r.turnover_minutes,
       r.tables});
}

std::optional<Room> find_room(Connection& c, TenantId tenant, RoomId id) {
  auto row = c.first(FASCIA_ROOM_COLUMNS "AND id = $2", {tenant, id});
  return row ? std::optional(room_of(*row)) : std::nullopt;
}

std::vector<Room> list_rooms(Connection& c, TenantId tenant, LocationId location) {
  std::vector<Room> out;
  for (const Row& row :
       c.query(FASCIA_ROOM_COLUMNS "AND location = COALESCE($2, location) ORDER BY position, id",
               {tenant, location}))
    out.push_back(room_of(row));
  return out;
}

std::vector<Service> list_joined(Connection& c, TenantId tenant,
                                 const std::vector<Service>& services) {
  std::vector<Service> out;
  for (const auto& [id, parts] : parts_of_joined(c, tenant)) {
    std::vector<const Service*> found;
    for (ServiceId part : parts) found.push_back(find_by_id(services, part));
    if (std::ranges::find(found, nullptr) != found.end()) continue;
    out.push_back(made_of(found));
    out.back().id = id;
  }
  return out;
}

std::vector<Service> list_all_services(Connection& c, TenantId tenant) {
  std::vector<Service> out = list_services(c, tenant);
  auto joined = list_joined(c, tenant, out);
  out.insert(out.end(), joined.begin(), joined.end());
  return out;
}

void add_joined(Connection& c, TenantId tenant, ServiceId id, const std::vector<ServiceId>& parts) {
  int position = 0;
  for (ServiceId part : parts)
    c.run("INSERT INTO joined_service (tenant, id, position, service) VALUES ($1, $2, $3, $4)",
          {tenant, id, position++, part});
}

int forget_joined(Connection& c, TenantId tenant, Instant since) {
  int gone = 0;
  for (const auto& [id, parts] : parts_of_joined(c, tenant)) {
    const bool asked =
        c.first(
             "SELECT 1 FROM audit_event WHERE tenant = $1 AND action = 'clinic.services_joined' "
             "AND subject = $2 AND client IS NULL AND at >= $3 LIMIT 1",
             {tenant, id, since})
            .has_value();
    if (asked || is_named(c, tenant, id)) continue;
    c.run("DELETE FROM joined_service WHERE tenant = $1 AND id = $2", {tenant, id});
    ++gone;
  }
  return gone;
}

void remove_service(Connection& c, TenantId tenant, ServiceId id) {
  for (const auto& [joined, parts] : parts_of_joined(c, tenant))
    if (std::ranges::find(parts, id) != parts.end())
      c.run("DELETE FROM joined_service WHERE tenant = $1 AND id = $2", {tenant, joined});
  c.run("DELETE FROM practitioner_service WHERE tenant = $1 AND service = $2", {tenant, id});
  c.run("DELETE FROM service_equipment WHERE tenant = $1 AND service = $2", {tenant, id});
  c.run("DELETE FROM service WHERE tenant = $1 AND id = $2", {tenant, id});
}

bool is_used(Connection& c, TenantId tenant, ServiceId id) {
  if (is_named(c, tenant, id)) return true;
  return std::ranges::any_of(parts_of_joined(c, tenant), [&](const auto& one) {
    return std::ranges::find(one.second, id) != one.second.end() && is_named(c, tenant, one.first);
  });
}

void remove_room(Connection& c, TenantId tenant, RoomId id) {
  c.run("DELETE FROM room WHERE tenant = $1 AND id = $2", {tenant, id});
}

bool is_used(Connection& c, TenantId tenant, RoomId id) {
  return c.first("SELECT 1 FROM appointment WHERE tenant = $1 AND room = $2 LIMIT 1",
                 {tenant, id}) ||
         c.first("SELECT 1 FROM hold WHERE tenant = $1 AND room = $2 LIMIT 1", {tenant, id});
}

}  // namespace fascia::store
