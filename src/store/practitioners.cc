// SPDX-License-Identifier: Apache-2.0
#include "store/practitioners.h"

#include <map>

namespace fascia::store {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!word.empty()) out.emplace_back(word);
  }
  return out;
}

void put_practitioner(Connection& c, TenantId tenant, const Practitioner& p) {
  c.run(
      "INSERT INTO practitioner (tenant, id, name, first_name, gender, languages, about_en, "
      "about_fr, "
      "techniques, since_year, active, position, visits_a_day, training_hours, "
      "deep_training_hours) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
      "ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, first_name = "
      "excluded.first_name, "
      "gender = excluded.gender, languages = excluded.languages, about_en = excluded.about_en, "
      "about_fr = excluded.about_fr, techniques = excluded.techniques, since_year = "
      "excluded.since_year, "
      "active = excluded.active, position = excluded.position, visits_a_day = "
      "excluded.visits_a_day, training_hours = excluded.training_hours, deep_training_hours = "
      "excluded.deep_training_hours",
      {tenant, p.id, p.name, p.first_name, p.gender, joined(p.languages), p.about_en, p.about_fr,
       joined(p.techniques), p.since_year, p.active, p.position, p.visits_a_day, p.training_hours,
       p.deep_training_hours});
  c.run("DELETE FROM practitioner_service WHERE tenant = $1 AND practitioner = $2", {tenant, p.id});
  for (ServiceId service : p.services)
    c.run("INSERT INTO practitioner_service (tenant, practitioner, service) VALUES ($1, $2, $3)",
          {tenant, p.id, service});
}

namespace {

#define FASCIA_PRACTITIONER_COLUMNS                                                              \
  "SELECT id, name, first_name, gender, languages, about_en, about_fr, techniques, since_year, " \
  "active, position, visits_a_day, training_hours, deep_training_hours FROM practitioner WHERE " \
  "tenant = $1 "

Practitioner practitioner_of(const Row& row) {
  return {row.id<PractitionerId>(0),
          row.text(1),
          row.text(2),
          row.text(3),
          split_words(row.text(4)),
          row.text(5),
          row.text(6),
          split_words(row.text(7)),
          row.number(8),
          row.flag(9),
          row.number(10),
          {},
          row.number(11),
          row.number(12),
          row.number(13)};
}

}  // namespace

std::vector<Practitioner> list_practitioners(Connection& c, TenantId tenant, LocationId location) {
  std::map<PractitionerId, std::vector<ServiceId>> services;
  for (const Row& row : c.query("SELECT practitioner, service FROM practitioner_service WHERE "
                                "tenant = $1 ORDER BY service",
                                {tenant}))
    services[row.id<PractitionerId>(0)].push_back(row.id<ServiceId>(1));
  std::vector<Practitioner> out;
  for (const Row& row :
       c.query(FASCIA_PRACTITIONER_COLUMNS
               "AND (id IN (SELECT practitioner "
               "FROM shift WHERE tenant = $1 AND location = COALESCE($2, location)) OR id NOT IN "
               "(SELECT practitioner FROM shift WHERE tenant = $1)) ORDER BY position, id",
               {tenant, location})) {
    Practitioner p = practitioner_of(row);
    p.services = services[p.id];
    out.push_back(std::move(p));
  }
  return out;
}

std::optional<Practitioner> find_practitioner(Connection& c, TenantId tenant, PractitionerId id) {
  auto row = c.first(FASCIA_PRACTITIONER_COLUMNS "AND id = $2", {tenant, id});
  return row ? std::optional(practitioner_of(*row)) : std::nullopt;
}

void add_credential(Connection& c, TenantId tenant, const Credential& k) {
  c.run(
      "INSERT INTO credential (tenant, id, practitioner, association, number, valid_from, "
      "valid_until) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) "
      "ON CONFLICT (tenant, id) DO UPDATE SET association = $4, number = $5, valid_from = $6, "
      "valid_until = $7",
      {tenant, k.id, k.practitioner, k.association, k.number, k.valid_from, k.valid_until});
}

void remove_credential(Connection& c, TenantId tenant, std::int64_t id) {
  c.run("DELETE FROM credential WHERE tenant = $1 AND id = $2", {tenant, id});
}

std::vector<Credential> list_credentials(Connection& c, TenantId tenant) {
  std::vector<Credential> out;
  for (const Row& row : c.query(
           "SELECT id, practitioner, association, number, valid_from, valid_until FROM credential "
           "WHERE tenant = $1 ORDER BY practitioner, valid_from",
           {tenant}))
    out.push_back({row.integer(0), row.id<PractitionerId>(1), row.text(2), row.text(3), row.date(4),
                   row.date(5)});
  return out;
}

void add_shift(Connection& c, TenantId tenant, LocationId location, const KeptShift& kept) {
  const schedule::Shift& s = kept.shift;
  auto floating = [&](int schedule::FloatingBreak::*part) {
    return s.floating ? std::optional((*s.floating).*part) : std::nullopt;
  };
  c.run(
      "INSERT INTO shift (tenant, id, practitioner, location, weekday, from_minute, to_minute, "
      "break_from, "
      "break_to, valid_from, valid_until, floating_minutes, floating_from, floating_to) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      {tenant, kept.id, s.practitioner, location, s.weekday, s.from_minute, s.to_minute,
       s.break_from, s.break_to, s.valid_from, s.valid_until,
       floating(&schedule::FloatingBreak::minutes), floating(&schedule::FloatingBreak::from_minute),
       floating(&schedule::FloatingBreak::to_minute)});
}

void remove_shift(Connection& c, TenantId tenant, std::int64_t id) {
  c.run("DELETE FROM shift WHERE tenant = $1 AND id = $2", {tenant, id});
}

void end_shift(Connection& c, TenantId tenant, std::int64_t id, Date last_day) {
  c.run("UPDATE shift SET valid_until = $3 WHERE tenant = $1 AND id = $2", {tenant, id, last_day});
}

std::vector<KeptShift> list_shifts(Connection& c, TenantId tenant, LocationId location) {
  std::vector<KeptShift> out;
  for (const Row& row :
       c.query("SELECT id, practitioner, weekday, from_minute, to_minute, "
               "break_from, break_to, valid_from, "
               "valid_until, floating_minutes, floating_from, floating_to "
               "FROM shift WHERE tenant = $1 AND location = COALESCE($2, location) "
               "ORDER BY practitioner, weekday, from_minute, id",
               {tenant, location})) {
    KeptShift kept{row.integer(0), {}};
    kept.shift.practitioner = row.id<PractitionerId>(1);
    kept.shift.weekday = row.number(2);
    kept.shift.from_minute = row.number(3);
    kept.shift.to_minute = row.number(4);
    if (!row.null(5)) kept.shift.break_from = row.number(5);
    if (!row.null(6)) kept.shift.break_to = row.number(6);
    kept.shift.valid_from = row.date(7);
    kept.shift.valid_until = row.maybe_date(8);
    if (!row.null(9)) kept.shift.floating = {{row.number(9), row.number(10), row.number(11)}};
    out.push_back(kept);
  }
  return out;
}

std::vector<PractitionerId> also_elsewhere(Connection& c, TenantId tenant, LocationId location) {
  std::vector<PractitionerId> out;
  for (const Row& row :
       c.query("SELECT DISTINCT practitioner FROM shift WHERE tenant = $1 AND "
               "location <> $2 AND practitioner IN (SELECT practitioner FROM shift "
               "WHERE tenant = $1 AND location = $2) ORDER BY practitioner",
               {tenant, location}))
    out.push_back(row.id<PractitionerId>(0));
  return out;
}

void add_time_off(Connection& c, TenantId tenant, const KeptTimeOff& kept) {
  c.run(
      "INSERT INTO time_off (tenant, id, practitioner, from_wall, to_wall, name) VALUES ($1, $2, "
      "$3, $4, $5, $6)",
      {tenant, kept.id, kept.off.practitioner, to_iso(kept.off.from), to_iso(kept.off.until),
       kept.name});
}

void remove_time_off(Connection& c, TenantId tenant, std::int64_t id) {
  c.run("DELETE FROM time_off WHERE tenant = $1 AND id = $2", {tenant, id});
}

std::vector<KeptTimeOff> list_time_off(Connection& c, TenantId tenant) {
  std::vector<KeptTimeOff> out;
  for (const Row& row :
       c.query("SELECT id, practitioner, from_wall, to_wall, name FROM time_off WHERE "
               "tenant = $1 ORDER BY from_wall, id",
               {tenant}))
    out.push_back({row.integer(0),
                   {row.id<PractitionerId>(1), parse_wall(row.text(2)).value(),
                    parse_wall(row.text(3)).value()},
                   row.text(4)});
  return out;
}

}  // namespace fascia::store
