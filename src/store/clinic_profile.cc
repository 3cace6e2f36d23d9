// SPDX-License-Identifier: Apache-2.0
#include "store/clinic_profile.h"

#include <map>

#include "core/result.h"

namespace fascia::store {
namespace {

#define FASCIA_LOCATION_COLUMNS                                                             \
  "SELECT id, name, address, city, phone, emergency_line, email, zone, currency, is_demo, " \
  "version, house_version FROM location WHERE tenant = $1 "

Location location_in(const Row& row) {
  return {row.id<LocationId>(0), row.text(1),     row.text(2), row.text(3), row.text(4),
          row.text(5),           row.text(6),     row.text(7), row.text(8), row.flag(9),
          row.integer(10),       row.integer(11), {}};
}

// Where a place is stands with the settings: few say it, and no page of one place asks.
constexpr const char *kPositionSetting = "place_at:", *kPastPositions = "place_at;";

std::string position_setting(LocationId place) { return kPositionSetting + place.text(); }

std::optional<Position> kept_position(Connection& c, TenantId tenant, LocationId place) {
  const auto kept = setting(c, tenant, position_setting(place));
  return kept ? std::optional(parse_position(*kept).value()) : std::nullopt;
}

void keep_position(Connection& c, TenantId tenant, const Location& l) {
  const std::string name = position_setting(l.id);
  if (l.at)
    set_setting(c, tenant, name, to_text(*l.at));
  else
    forget_settings(c, tenant, name, name + ' ');
}

}  // namespace

void add_tenant(Connection& c, TenantId tenant, const std::string& name,
                const std::string& wrapped_key) {
  c.run("INSERT INTO tenant (tenant, name, wrapped_key) VALUES ($1, $2, $3)",
        {tenant, name, wrapped_key});
}

std::optional<TenantId> only_tenant(Connection& c) {
  auto row = c.first("SELECT tenant FROM tenant ORDER BY tenant LIMIT 1");
  return row ? std::optional(row->id<TenantId>(0)) : std::nullopt;
}

void add_location(Connection& c, TenantId tenant, const Location& l) {
  c.run(
      "INSERT INTO location (tenant, id, name, address, city, phone, emergency_line, email, zone, "
      "currency, is_demo, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)",
      {tenant, l.id, l.name, l.address, l.city, l.phone, l.emergency_line, l.email, l.zone,
       l.currency, l.is_demo});
  keep_position(c, tenant, l);
}

void update_location(Connection& c, TenantId tenant, const Location& l) {
  c.run(
      "UPDATE location SET name = $3, address = $4, city = $5, phone = $6, emergency_line = $7, "
      "email = $8, zone = $9, version = version + 1 WHERE tenant = $1 AND id = $2",
      {tenant, l.id, l.name, l.address, l.city, l.phone, l.emergency_line, l.email, l.zone});
  keep_position(c, tenant, l);
}

std::vector<Location> list_locations(Connection& c, TenantId tenant) {
  std::vector<Location> out;
  for (const Row& row : c.query(FASCIA_LOCATION_COLUMNS "ORDER BY name, id", {tenant}))
    out.push_back(location_in(row));
  std::map<std::string, Position> kept;
  for (const Row& row : c.query("SELECT name, value FROM setting WHERE tenant = $1 AND name >= $2 "
                                "AND name < $3",
                                {tenant, kPositionSetting, kPastPositions}))
    kept.emplace(row.text(0), parse_position(row.text(1)).value());
  for (Location& one : out)
    if (auto at = kept.find(position_setting(one.id)); at != kept.end()) one.at = at->second;
  return out;
}

Location location_of(Connection& c, TenantId tenant, LocationId id) {
  auto row = c.first(FASCIA_LOCATION_COLUMNS "AND id = COALESCE($2, id) ORDER BY id LIMIT 1",
                     {tenant, id});
  FASCIA_CHECK(row.has_value());
  Location out = location_in(*row);
  out.at = kept_position(c, tenant, out.id);
  return out;
}

std::int64_t raise_version(Connection& c, TenantId tenant, LocationId location) {
  auto row = c.first(
      "UPDATE location SET version = version + 1 WHERE tenant = $1 AND id = $2 RETURNING version",
      {tenant, location});
  FASCIA_CHECK(row.has_value());
  return row->integer(0);
}

void raise_versions(Connection& c, TenantId tenant) {
  c.run(
      "UPDATE location SET version = version + 1, house_version = house_version + 1 "
      "WHERE tenant = $1",
      {tenant});
}

std::int64_t house_version(Connection& c, TenantId tenant, LocationId location) {
  auto row = c.first("SELECT house_version FROM location WHERE tenant = $1 AND id = $2",
                     {tenant, location});
  FASCIA_CHECK(row.has_value());
  return row->integer(0);
}

std::optional<std::string> setting(Connection& c, TenantId tenant, std::string_view name) {
  auto row = c.first("SELECT value FROM setting WHERE tenant = $1 AND name = $2", {tenant, name});
  return row ? std::optional(row->text(0)) : std::nullopt;
}

void set_setting(Connection& c, TenantId tenant, std::string_view name, std::string_view value) {
  c.run(
      "INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
      {tenant, name, value});
}

void forget_settings(Connection& c, TenantId tenant, std::string_view from,
                     std::string_view until) {
  c.run("DELETE FROM setting WHERE tenant = $1 AND name >= $2 AND name < $3",
        {tenant, from, until});
}

}  // namespace fascia::store
