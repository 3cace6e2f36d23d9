// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/position.h"
#include "store/connection.h"

namespace fascia::store {

// A place of the clinic, and what pages, mails and letters call it.
struct Location {
  LocationId id;
  std::string name;
  std::string address;
  std::string city;
  std::string phone;
  std::string emergency_line;  // "911"
  std::string email;
  std::string zone;
  std::string currency;
  bool is_demo = false;
  std::int64_t version = 0;  // raised with each change of what can be booked
  std::int64_t house = 0;    // raised when it is no visit or hold that changed
  std::optional<Position> at;
};

void add_tenant(Connection& c, TenantId tenant, const std::string& name,
                const std::string& wrapped_key);
// The one tenant of a single-owner installation; none before `fascia init`.
std::optional<TenantId> only_tenant(Connection& c);
void add_location(Connection& c, TenantId tenant, const Location& location);
void update_location(Connection& c, TenantId tenant, const Location& location);
// All places of the owner, by name.
std::vector<Location> list_locations(Connection& c, TenantId tenant);
// None: the only one, which most clinics have (of several the one with the lowest id).
Location location_of(Connection& c, TenantId tenant, LocationId id);
// Other processes read this to learn that their index is old.
std::int64_t raise_version(Connection& c, TenantId tenant, LocationId location);
// Of all places: what changed is the owner's (a shift, a room, a rule), and each of them sells it.
void raise_versions(Connection& c, TenantId tenant);
// What `house` says now: whether the shifts and rooms that memory knows are still those that stand.
std::int64_t house_version(Connection& c, TenantId tenant, LocationId location);

std::optional<std::string> setting(Connection& c, TenantId tenant, std::string_view name);
void set_setting(Connection& c, TenantId tenant, std::string_view name, std::string_view value);
// Those from one name on, up to another one that stays.
void forget_settings(Connection& c, TenantId tenant, std::string_view from, std::string_view until);

}  // namespace fascia::store
