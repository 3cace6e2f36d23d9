// SPDX-License-Identifier: Apache-2.0
#include "store/appointments.h"

namespace fascia::store {
namespace {

#define FASCIA_HOLD_COLUMNS                                                                  \
  "SELECT id, token_hash, browser, address, service, practitioner, room, start, busy_from, " \
  "busy_until, "                                                                             \
  "room_from, room_until, expires, extensions, equipment, location FROM hold WHERE tenant = $1 "

Hold hold_of(const Row& r) {
  return {r.id<HoldId>(0),     r.text(1),          r.text(2),
          r.text(3),           r.id<ServiceId>(4), r.id<PractitionerId>(5),
          r.id<RoomId>(6),     r.instant(7),       r.instant(8),
          r.instant(9),        r.instant(10),      r.instant(11),
          r.instant(12),       r.number(13),       equipment_of(r.text(14)),
          r.id<LocationId>(15)};
}

std::vector<Hold> holds_of(const Rows& rows) {
  std::vector<Hold> out;
  for (const Row& row : rows) out.push_back(hold_of(row));
  return out;
}

}  // namespace

void add_hold(Connection& c, TenantId tenant, const Hold& h, Instant now) {
  c.run(
      "INSERT INTO hold (tenant, id, token_hash, browser, address, service, practitioner, room, "
      "start, busy_from, "
      "busy_until, room_from, room_until, expires, created, extensions, equipment, location) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
      {tenant, h.id, h.token_hash, h.browser, h.address, h.service.value, h.practitioner.value,
       h.room, h.start, h.busy_from, h.busy_until, h.room_from, h.room_until, h.expires, now,
       h.extensions, equipment_text(h.equipment), h.location});
}

std::optional<Hold> find_hold(Connection& c, TenantId tenant, std::string_view token_hash) {
  auto row = c.first(FASCIA_HOLD_COLUMNS "AND token_hash = $2", {tenant, token_hash});
  return row ? std::optional(hold_of(*row)) : std::nullopt;
}

void remove_hold(Connection& c, TenantId tenant, HoldId id) {
  c.run("DELETE FROM hold WHERE tenant = $1 AND id = $2", {tenant, id});
}

void extend_hold(Connection& c, TenantId tenant, HoldId id, Instant expires) {
  c.run("UPDATE hold SET expires = $3, extensions = extensions + 1 WHERE tenant = $1 AND id = $2",
        {tenant, id, expires});
}

void set_hold_end(Connection& c, TenantId tenant, HoldId id, Instant expires) {
  c.run("UPDATE hold SET expires = $3 WHERE tenant = $1 AND id = $2", {tenant, id, expires});
}

std::vector<Hold> list_holds(Connection& c, TenantId tenant, LocationId location) {
  return holds_of(c.query(FASCIA_HOLD_COLUMNS
                          "AND (location IS NULL OR location = COALESCE($2, location)) ORDER BY id",
                          {tenant, location}));
}

std::vector<Hold> expired_holds(Connection& c, TenantId tenant, Instant now, LocationId location) {
  return holds_of(c.query(FASCIA_HOLD_COLUMNS
                          "AND expires <= $2 AND (location IS NULL OR location = "
                          "COALESCE($3, location)) ORDER BY id",
                          {tenant, now, location}));
}

std::vector<Hold> holds_of_browser(Connection& c, TenantId tenant, std::string_view browser) {
  return holds_of(c.query(FASCIA_HOLD_COLUMNS "AND browser = $2 ORDER BY id", {tenant, browser}));
}

int holds_of_address(Connection& c, TenantId tenant, std::string_view address, Instant now) {
  return c
      .first("SELECT COUNT(*) FROM hold WHERE tenant = $1 AND address = $2 AND expires > $3",
             {tenant, address, now})
      ->number(0);
}

}  // namespace fascia::store
