// SPDX-License-Identifier: Apache-2.0
#include "store/policy.h"

namespace fascia::store {
namespace {

#define FASCIA_POLICY_COLUMNS \
  "SELECT version, hours, more_en, more_fr, since, staff FROM cancel_policy WHERE tenant = $1 "

CancelPolicy policy_of(const Row& r) {
  return {r.number(0), r.number(1), r.text(2), r.text(3), r.instant(4), r.id<StaffId>(5)};
}

}  // namespace

void add_policy(Connection& c, TenantId tenant, const CancelPolicy& p) {
  c.run(
      "INSERT INTO cancel_policy (tenant, version, hours, more_en, more_fr, since, staff) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {tenant, p.version, p.hours, p.more_en, p.more_fr, p.since, p.by});
}

std::optional<CancelPolicy> newest_policy(Connection& c, TenantId tenant) {
  auto row = c.first(FASCIA_POLICY_COLUMNS "ORDER BY version DESC LIMIT 1", {tenant});
  return row ? std::optional(policy_of(*row)) : std::nullopt;
}

std::optional<CancelPolicy> find_policy(Connection& c, TenantId tenant, int version) {
  auto row = c.first(FASCIA_POLICY_COLUMNS "AND version = $2", {tenant, version});
  return row ? std::optional(policy_of(*row)) : std::nullopt;
}

std::vector<CancelPolicy> list_policies(Connection& c, TenantId tenant) {
  std::vector<CancelPolicy> out;
  for (const Row& row : c.query(FASCIA_POLICY_COLUMNS "ORDER BY version DESC", {tenant}))
    out.push_back(policy_of(row));
  return out;
}

void add_agreement(Connection& c, TenantId tenant, const PolicyAgreement& a,
                   const std::string& text) {
  c.run(
      "INSERT INTO policy_text (tenant, digest, text) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, digest) DO NOTHING",
      {tenant, a.digest, text});
  c.run(
      "INSERT INTO policy_agreement (tenant, appointment, version, digest, staff, at) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {tenant, a.appointment, a.version, a.digest, a.staff, a.at});
}

std::optional<PolicyAgreement> find_agreement(Connection& c, TenantId tenant,
                                              AppointmentId appointment) {
  auto row = c.first(
      "SELECT version, digest, staff, at FROM policy_agreement WHERE tenant = $1 AND appointment "
      "= $2",
      {tenant, appointment});
  if (!row) return std::nullopt;
  return PolicyAgreement{appointment, row->number(0), row->text(1), row->id<StaffId>(2),
                         row->instant(3)};
}

std::optional<std::string> policy_text(Connection& c, TenantId tenant, std::string_view digest) {
  auto row =
      c.first("SELECT text FROM policy_text WHERE tenant = $1 AND digest = $2", {tenant, digest});
  return row ? std::optional(row->text(0)) : std::nullopt;
}

}  // namespace fascia::store
