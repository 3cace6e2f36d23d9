// SPDX-License-Identifier: Apache-2.0
#include "store/staff.h"

#include "core/result.h"

namespace fascia::store {
namespace {

Staff staff_of(const Row& row) {
  auto role = parse_role(row.text(3));
  FASCIA_CHECK(role.has_value());
  return {row.id<StaffId>(0),        row.text(1), row.text(2), *role,
          row.id<PractitionerId>(4), row.text(5), row.flag(6)};
}

}  // namespace

std::string_view to_string(Role role) {
  switch (role) {
    case Role::owner:
      return "owner";
    case Role::desk:
      return "desk";
    case Role::therapist:
      return "therapist";
  }
  return "desk";
}

std::optional<Role> parse_role(std::string_view text) {
  for (Role role : {Role::owner, Role::desk, Role::therapist})
    if (text == to_string(role)) return role;
  return std::nullopt;
}

void add_staff(Connection& c, TenantId tenant, const Staff& s, Instant now) {
  c.run(
      "INSERT INTO staff (tenant, id, sign_in, name, role, practitioner, password_hash, active, "
      "created) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {tenant, s.id, s.sign_in, s.name, to_string(s.role), s.practitioner, s.password_hash,
       s.active, now});
}

std::vector<Staff> list_staff(Connection& c, TenantId tenant) {
  std::vector<Staff> out;
  for (const Row& row :
       c.query("SELECT id, sign_in, name, role, practitioner, password_hash, active FROM staff "
               "WHERE tenant = $1 ORDER BY sign_in",
               {tenant}))
    out.push_back(staff_of(row));
  return out;
}

std::optional<Staff> find_staff(Connection& c, TenantId tenant, StaffId id) {
  auto row = c.first(
      "SELECT id, sign_in, name, role, practitioner, password_hash, active FROM staff "
      "WHERE tenant = $1 AND id = $2",
      {tenant, id});
  return row ? std::optional(staff_of(*row)) : std::nullopt;
}

std::optional<Staff> find_staff_by_sign_in(Connection& c, TenantId tenant,
                                           std::string_view sign_in) {
  auto row = c.first(
      "SELECT id, sign_in, name, role, practitioner, password_hash, active FROM staff "
      "WHERE tenant = $1 AND sign_in = $2",
      {tenant, sign_in});
  return row ? std::optional(staff_of(*row)) : std::nullopt;
}

void set_staff_password(Connection& c, TenantId tenant, StaffId id, const std::string& hash) {
  c.run("UPDATE staff SET password_hash = $3 WHERE tenant = $1 AND id = $2", {tenant, id, hash});
  // Whoever knew the old one is signed out.
  c.run("DELETE FROM staff_session WHERE tenant = $1 AND staff = $2", {tenant, id});
  c.run("DELETE FROM staff_session WHERE tenant = $1 AND staff = $2", {tenant, id});
}

void set_staff_active(Connection& c, TenantId tenant, StaffId id, bool active) {
  c.run("UPDATE staff SET active = $3 WHERE tenant = $1 AND id = $2", {tenant, id, active});
  if (!active) c.run("DELETE FROM staff_session WHERE tenant = $1 AND staff = $2", {tenant, id});
}

void add_session(Connection& c, TenantId tenant, const StaffSession& s, Instant now) {
  c.run("DELETE FROM staff_session WHERE tenant = $1 AND expires <= $2", {tenant, now});
  c.run(
      "INSERT INTO staff_session (tenant, token_hash, staff, created, last_seen, expires) "
      "VALUES ($1, $2, $3, $4, $4, $5)",
      {tenant, s.token_hash, s.staff, now, s.expires});
}

std::optional<StaffSession> find_session(Connection& c, TenantId tenant,
                                         std::string_view token_hash) {
  auto row =
      c.first("SELECT staff, expires FROM staff_session WHERE tenant = $1 AND token_hash = $2",
              {tenant, token_hash});
  if (!row) return std::nullopt;
  return StaffSession{std::string(token_hash), row->id<StaffId>(0), row->instant(1)};
}

void remove_session(Connection& c, TenantId tenant, std::string_view token_hash) {
  c.run("DELETE FROM staff_session WHERE tenant = $1 AND token_hash = $2", {tenant, token_hash});
}

}  // namespace fascia::store
