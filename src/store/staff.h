// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/connection.h"

namespace fascia::store {

enum class Role { owner, desk, therapist };
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view text);

struct Staff {
  StaffId id;
  std::string sign_in;  // lower case, unique in the tenant
  std::string name;
  Role role = Role::desk;
  PractitionerId practitioner;  // set for a therapist, and for an owner who treats
  std::string password_hash;
  bool active = true;
};

void add_staff(Connection& c, TenantId tenant, const Staff& staff, Instant now);
std::vector<Staff> list_staff(Connection& c, TenantId tenant);
std::optional<Staff> find_staff(Connection& c, TenantId tenant, StaffId id);
std::optional<Staff> find_staff_by_sign_in(Connection& c, TenantId tenant,
                                           std::string_view sign_in);
void set_staff_password(Connection& c, TenantId tenant, StaffId id, const std::string& hash);
// Disabling ends the person's sessions in the same moment.
void set_staff_active(Connection& c, TenantId tenant, StaffId id, bool active);

struct StaffSession {
  std::string token_hash;
  StaffId staff;
  Instant expires;
};
void add_session(Connection& c, TenantId tenant, const StaffSession& session, Instant now);
std::optional<StaffSession> find_session(Connection& c, TenantId tenant,
                                         std::string_view token_hash);
void remove_session(Connection& c, TenantId tenant, std::string_view token_hash);

}  // namespace fascia::store
