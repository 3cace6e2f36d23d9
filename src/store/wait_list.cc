// SPDX-License-Identifier: Apache-2.0
#include "store/wait_list.h"

namespace fascia::store {
namespace {

#define FASCIA_WAIT_COLUMNS                                                                      \
  "SELECT id, service, practitioner, from_day, until_day, weekdays, from_minute, until_minute, " \
  "name, birth_date, email, phone, language, created, location, gender FROM wait_entry WHERE "   \
  "tenant = $1 "
#define FASCIA_WAIT_OFFER_COLUMNS                                                          \
  "SELECT id, entry, token_hash, practitioner, start, made, expires, state, appointment, " \
  "task FROM wait_offer WHERE tenant = $1 "

WaitEntry entry_of(const Row& r) {
  WaitEntry e;
  e.id = r.id<WaitId>(0);
  e.service = r.id<ServiceId>(1);
  e.practitioner = r.id<PractitionerId>(2);
  e.from = r.date(3);
  e.until = r.date(4);
  e.weekdays = r.text(5);
  e.from_minute = r.number(6);
  e.until_minute = r.number(7);
  e.name = r.text(8);
  e.birth_date = r.maybe_date(9);
  e.email = r.text(10);
  e.phone = r.text(11);
  e.language = r.text(12);
  e.created = r.instant(13);
  e.location = r.id<LocationId>(14);
  e.gender = r.text(15);
  return e;
}

WaitOffer offer_of(const Row& r) {
  return {r.id<WaitOfferId>(0),   r.id<WaitId>(1), r.text(2),    r.id<PractitionerId>(3),
          r.instant(4),           r.instant(5),    r.instant(6), r.text(7),
          r.id<AppointmentId>(8), r.id<TaskId>(9)};
}

}  // namespace

void add_wait_entry(Connection& c, TenantId tenant, const WaitEntry& e) {
  c.run(
      "INSERT INTO wait_entry (tenant, id, service, practitioner, from_day, until_day, weekdays, "
      "from_minute, until_minute, name, birth_date, email, phone, language, created, location, "
      "gender) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
      {tenant, e.id, e.service, e.practitioner, e.from, e.until, e.weekdays, e.from_minute,
       e.until_minute, e.name, e.birth_date, e.email, e.phone, e.language, e.created, e.location,
       e.gender});
}

std::optional<WaitEntry> find_wait_entry(Connection& c, TenantId tenant, WaitId id) {
  auto row = c.first(FASCIA_WAIT_COLUMNS "AND id = $2", {tenant, id});
  return row ? std::optional(entry_of(*row)) : std::nullopt;
}

std::vector<WaitEntry> wait_entries(Connection& c, TenantId tenant, LocationId location) {
  std::vector<WaitEntry> out;
  for (const Row& row :
       c.query(FASCIA_WAIT_COLUMNS "AND (location IS NULL OR location = $2) ORDER BY created, id",
               {tenant, location}))
    out.push_back(entry_of(row));
  return out;
}

bool anybody_waits(Connection& c, TenantId tenant, LocationId location) {
  return c
      .first(
          "SELECT 1 FROM wait_entry WHERE tenant = $1 AND (location IS NULL OR location = $2) "
          "LIMIT 1",
          {tenant, location})
      .has_value();
}

void remove_wait_entry(Connection& c, TenantId tenant, WaitId id) {
  c.run("DELETE FROM wait_entry WHERE tenant = $1 AND id = $2", {tenant, id});
}

void add_wait_offer(Connection& c, TenantId tenant, const WaitOffer& o) {
  c.run(
      "INSERT INTO wait_offer (tenant, id, entry, token_hash, practitioner, start, made, expires, "
      "state, appointment, task) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {tenant, o.id, o.entry, o.token_hash, o.practitioner, o.start, o.made, o.expires, o.state,
       o.appointment, o.task});
}

std::optional<WaitOffer> find_wait_offer(Connection& c, TenantId tenant, WaitOfferId id) {
  auto row = c.first(FASCIA_WAIT_OFFER_COLUMNS "AND id = $2", {tenant, id});
  return row ? std::optional(offer_of(*row)) : std::nullopt;
}

std::optional<WaitOffer> wait_offer_of_task(Connection& c, TenantId tenant, TaskId task) {
  auto row = c.first(FASCIA_WAIT_OFFER_COLUMNS "AND task = $2", {tenant, task});
  return row ? std::optional(offer_of(*row)) : std::nullopt;
}

std::vector<WaitOffer> wait_offers_of(Connection& c, TenantId tenant, WaitId entry) {
  std::vector<WaitOffer> out;
  for (const Row& row :
       c.query(FASCIA_WAIT_OFFER_COLUMNS "AND entry = $2 ORDER BY made, id", {tenant, entry}))
    out.push_back(offer_of(row));
  return out;
}

void update_wait_offer(Connection& c, TenantId tenant, const WaitOffer& o) {
  c.run(
      "UPDATE wait_offer SET state = $3, appointment = $4, token_hash = $5 WHERE tenant = $1 AND "
      "id = $2",
      {tenant, o.id, o.state, o.appointment, o.token_hash});
}

void rekey_hold(Connection& c, TenantId tenant, std::string_view token_hash,
                std::string_view new_hash) {
  c.run("UPDATE hold SET token_hash = $3 WHERE tenant = $1 AND token_hash = $2",
        {tenant, token_hash, new_hash});
}

}  // namespace fascia::store
