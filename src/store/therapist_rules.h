// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "store/connection.h"

namespace fascia::store {

// What a therapist keeps free around a session of one service, or of every one (none), in place of
// the service's own minutes.
struct OwnMinutes {
  PractitionerId practitioner;
  ServiceId service;
  int before = 0, after = 0;
  bool operator==(const OwnMinutes&) const = default;
};
// In place of what is kept for the same service.
void put_own_minutes(Connection& c, TenantId tenant, const OwnMinutes& own);
void remove_own_minutes(Connection& c, TenantId tenant, PractitionerId who, ServiceId service);
// Of all therapists; that for every service stands before those for one.
std::vector<OwnMinutes> list_own_minutes(Connection& c, TenantId tenant);

// The most of a therapist's week, hands-on and deep (R32), where it is not what the clinic has for
// everybody; 0: no limit.
struct OwnWeek {
  PractitionerId practitioner;
  std::optional<int> minutes, deep_minutes;
};
void put_own_week(Connection& c, TenantId tenant, const OwnWeek& week);
std::vector<OwnWeek> list_own_weeks(Connection& c, TenantId tenant);

// What several lengths of one thing are called together ("Deep tissue massage"): services with the
// same English name are shown as one, with a choice.
struct ServiceGroup {
  ServiceId service;
  std::string name_en, name_fr;
};
// An empty name takes it out of its group.
void put_service_group(Connection& c, TenantId tenant, const ServiceGroup& group);
std::vector<ServiceGroup> list_service_groups(Connection& c, TenantId tenant);
// What is kept of a service that is taken away: its group, and what therapists keep around it.
void forget_service_rules(Connection& c, TenantId tenant, ServiceId service);

}  // namespace fascia::store
