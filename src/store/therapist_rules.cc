// SPDX-License-Identifier: Apache-2.0
#include "store/therapist_rules.h"

namespace fascia::store {

void put_own_minutes(Connection& c, TenantId tenant, const OwnMinutes& own) {
  c.run(
      "INSERT INTO practitioner_buffer (tenant, practitioner, service, before_minutes, "
      "after_minutes) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, practitioner, service) DO "
      "UPDATE SET before_minutes = excluded.before_minutes, after_minutes = "
      "excluded.after_minutes",
      {tenant, own.practitioner, own.service.value, own.before, own.after});
}

void remove_own_minutes(Connection& c, TenantId tenant, PractitionerId who, ServiceId service) {
  c.run("DELETE FROM practitioner_buffer WHERE tenant = $1 AND practitioner = $2 AND service = $3",
        {tenant, who, service.value});
}

std::vector<OwnMinutes> list_own_minutes(Connection& c, TenantId tenant) {
  std::vector<OwnMinutes> out;
  for (const Row& row :
       c.query("SELECT practitioner, service, before_minutes, after_minutes FROM "
               "practitioner_buffer WHERE tenant = $1 ORDER BY practitioner, service",
               {tenant}))
    out.push_back(
        {row.id<PractitionerId>(0), ServiceId{row.integer(1)}, row.number(2), row.number(3)});
  return out;
}

void put_own_week(Connection& c, TenantId tenant, const OwnWeek& week) {
  c.run(
      "INSERT INTO practitioner_week (tenant, practitioner, minutes, deep_minutes) VALUES ($1, $2, "
      "$3, $4) ON CONFLICT (tenant, practitioner) DO UPDATE SET minutes = excluded.minutes, "
      "deep_minutes = excluded.deep_minutes",
      {tenant, week.practitioner, week.minutes, week.deep_minutes});
}

std::vector<OwnWeek> list_own_weeks(Connection& c, TenantId tenant) {
  std::vector<OwnWeek> out;
  auto number = [](const Row& row, std::size_t column) {
    return row.null(column) ? std::nullopt : std::optional(row.number(column));
  };
  for (const Row& row : c.query("SELECT practitioner, minutes, deep_minutes FROM practitioner_week "
                                "WHERE tenant = $1 ORDER BY practitioner",
                                {tenant}))
    out.push_back({row.id<PractitionerId>(0), number(row, 1), number(row, 2)});
  return out;
}

void put_service_group(Connection& c, TenantId tenant, const ServiceGroup& group) {
  c.run("DELETE FROM service_group WHERE tenant = $1 AND service = $2", {tenant, group.service});
  if (group.name_en.empty()) return;
  c.run("INSERT INTO service_group (tenant, service, name_en, name_fr) VALUES ($1, $2, $3, $4)",
        {tenant, group.service, group.name_en, group.name_fr});
}

void forget_service_rules(Connection& c, TenantId tenant, ServiceId service) {
  c.run("DELETE FROM practitioner_buffer WHERE tenant = $1 AND service = $2",
        {tenant, service.value});
  put_service_group(c, tenant, {service, {}, {}});
}

std::vector<ServiceGroup> list_service_groups(Connection& c, TenantId tenant) {
  std::vector<ServiceGroup> out;
  for (const Row& row :
       c.query("SELECT service, name_en, name_fr FROM service_group WHERE tenant = "
               "$1 ORDER BY service",
               {tenant}))
    out.push_back({row.id<ServiceId>(0), row.text(1), row.text(2)});
  return out;
}

}  // namespace fascia::store
