// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/staff.h"

namespace fascia::store {

// The clinic's lead read this state of the clinical rules and stands for it (R9).
struct ProtocolReview {
  std::string version;
  std::string name;
  std::string credential;
  Date day;
  int points = 0;  // values confirmed one by one
  StaffId staff;   // who was signed in; none at the command line
  Instant at;
};

// A second review of one version replaces the first.
void put_review(Connection& c, TenantId tenant, const ProtocolReview& review);
std::optional<ProtocolReview> find_review(Connection& c, TenantId tenant, std::string_view version);
std::vector<ProtocolReview> list_reviews(Connection& c, TenantId tenant);  // latest first

}  // namespace fascia::store
