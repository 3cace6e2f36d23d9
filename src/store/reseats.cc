// SPDX-License-Identifier: Apache-2.0
#include "store/reseats.h"

namespace fascia::store {
namespace {

#define FASCIA_RESEAT_COLUMNS                                                              \
  "SELECT id, kind, resource, day, created, expires, closed, staff, time_off FROM reseat " \
  "WHERE tenant = $1 "
#define FASCIA_RESEAT_ITEM_COLUMNS                                                                \
  "SELECT reseat, appointment, hold, practitioner, room, start, why, state, state_before, "       \
  "called, staff, was_status, was_practitioner, was_room, was_start, was_busy_from, "             \
  "was_busy_until, was_room_from, was_room_until, was_equipment FROM reseat_item WHERE tenant = " \
  "$1 AND reseat = $2 "

Reseat reseat_of(const Row& r) {
  Reseat out;
  out.id = r.id<ReseatId>(0);
  out.kind = r.text(1);
  out.resource = r.integer(2);
  out.day = r.date(3);
  out.created = r.instant(4);
  out.expires = r.instant(5);
  out.closed = r.maybe_instant(6);
  out.staff = r.id<StaffId>(7);
  out.time_off = r.null(8) ? 0 : r.integer(8);
  return out;
}

ReseatItem item_of(const Row& r) {
  ReseatItem out;
  out.reseat = r.id<ReseatId>(0);
  out.appointment = r.id<AppointmentId>(1);
  out.hold = r.id<HoldId>(2);
  out.practitioner = r.id<PractitionerId>(3);
  out.room = r.id<RoomId>(4);
  out.start = r.maybe_instant(5);
  out.why = r.text(6);
  out.state = r.text(7);
  out.state_before = r.text(8);
  out.called = r.maybe_instant(9);
  out.staff = r.id<StaffId>(10);
  out.was_status = parse_status(r.text(11)).value();
  out.was_practitioner = r.id<PractitionerId>(12);
  out.was_room = r.id<RoomId>(13);
  out.was_start = r.instant(14);
  out.was_busy_from = r.instant(15);
  out.was_busy_until = r.instant(16);
  out.was_room_from = r.instant(17);
  out.was_room_until = r.instant(18);
  out.was_equipment = equipment_of(r.text(19));
  return out;
}

}  // namespace

void add_reseat(Connection& c, TenantId tenant, const Reseat& x) {
  std::optional<std::int64_t> off;
  if (x.time_off != 0) off = x.time_off;
  c.run(
      "INSERT INTO reseat (tenant, id, kind, resource, day, created, expires, closed, staff, "
      "time_off) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {tenant, x.id, x.kind, x.resource, x.day, x.created, x.expires, x.closed, x.staff, off});
}

std::optional<Reseat> find_reseat(Connection& c, TenantId tenant, ReseatId id) {
  auto row = c.first(FASCIA_RESEAT_COLUMNS "AND id = $2", {tenant, id});
  return row ? std::optional(reseat_of(*row)) : std::nullopt;
}

std::optional<Reseat> open_reseat_of(Connection& c, TenantId tenant, std::string_view kind,
                                     std::int64_t resource, Date day) {
  auto row = c.first(FASCIA_RESEAT_COLUMNS
                     "AND kind = $2 AND resource = $3 AND day = $4 AND closed IS NULL",
                     {tenant, kind, resource, day});
  return row ? std::optional(reseat_of(*row)) : std::nullopt;
}

std::vector<Reseat> open_reseats(Connection& c, TenantId tenant) {
  std::vector<Reseat> out;
  for (const Row& row :
       c.query(FASCIA_RESEAT_COLUMNS "AND closed IS NULL ORDER BY day, id", {tenant}))
    out.push_back(reseat_of(row));
  return out;
}

void close_reseat(Connection& c, TenantId tenant, ReseatId id, Instant now) {
  c.run("UPDATE reseat SET closed = $3 WHERE tenant = $1 AND id = $2", {tenant, id, now});
}

void put_reseat_item(Connection& c, TenantId tenant, const ReseatItem& x) {
  c.run(
      "INSERT INTO reseat_item (tenant, reseat, appointment, hold, practitioner, room, start, why, "
      "state, state_before, called, staff, was_status, was_practitioner, was_room, was_start, "
      "was_busy_from, was_busy_until, was_room_from, was_room_until, was_equipment) VALUES ($1, "
      "$2, $3, $4, $5, "
      "$6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) "
      "ON CONFLICT (tenant, reseat, appointment) DO UPDATE SET hold = excluded.hold, "
      "practitioner = excluded.practitioner, room = excluded.room, start = excluded.start, "
      "why = excluded.why, state = excluded.state, state_before = excluded.state_before, "
      "called = excluded.called, staff = excluded.staff, was_status = excluded.was_status",
      {tenant,
       x.reseat,
       x.appointment,
       x.hold,
       x.practitioner,
       x.room,
       x.start,
       x.why,
       x.state,
       x.state_before,
       x.called,
       x.staff,
       to_string(x.was_status),
       x.was_practitioner,
       x.was_room,
       x.was_start,
       x.was_busy_from,
       x.was_busy_until,
       x.was_room_from,
       x.was_room_until,
       equipment_text(x.was_equipment)});
}

std::optional<ReseatItem> find_reseat_item(Connection& c, TenantId tenant, ReseatId reseat,
                                           AppointmentId appointment) {
  auto row =
      c.first(FASCIA_RESEAT_ITEM_COLUMNS "AND appointment = $3", {tenant, reseat, appointment});
  return row ? std::optional(item_of(*row)) : std::nullopt;
}

std::vector<ReseatItem> reseat_items(Connection& c, TenantId tenant, ReseatId reseat) {
  std::vector<ReseatItem> out;
  for (const Row& row :
       c.query(FASCIA_RESEAT_ITEM_COLUMNS "ORDER BY was_start, appointment", {tenant, reseat}))
    out.push_back(item_of(row));
  return out;
}

std::string gender_wish(Connection& c, TenantId tenant, ClientId client) {
  auto row =
      c.first("SELECT gender FROM client_wish WHERE tenant = $1 AND client = $2", {tenant, client});
  return row ? row->text(0) : std::string();
}

void set_gender_wish(Connection& c, TenantId tenant, ClientId client, std::string_view gender) {
  c.run(
      "INSERT INTO client_wish (tenant, client, gender) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, client) DO UPDATE SET gender = excluded.gender",
      {tenant, client, gender});
}

}  // namespace fascia::store
