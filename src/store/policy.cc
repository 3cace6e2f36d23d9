// SPDX-License-Identifier: Apache-2.0
#include "store/policy.h"

#include <array>

namespace fascia::store {
namespace {

#define FASCIA_POLICY_COLUMNS                                                                    \
  "SELECT version, hours, more_en, more_fr, since, staff, late_kind, late_value, no_show_kind, " \
  "no_show_value, deposit_kind, deposit_value FROM cancel_policy WHERE tenant = $1 "

constexpr std::array<std::pair<Charge::Kind, std::string_view>, 4> kChargeKinds = {{
    {Charge::Kind::unsaid, "unsaid"},
    {Charge::Kind::none, "none"},
    {Charge::Kind::share, "share"},
    {Charge::Kind::amount, "amount"},
}};

Charge charge_at(const Row& r, int column) {
  return {parse_charge_kind(r.text(column)).value_or(Charge::Kind::unsaid), r.integer(column + 1)};
}

CancelPolicy policy_of(const Row& r) {
  return {r.number(0),      r.number(1),     r.text(2),       r.text(3),       r.instant(4),
          r.id<StaffId>(5), charge_at(r, 6), charge_at(r, 8), charge_at(r, 10)};
}

}  // namespace

std::string_view to_string(Charge::Kind kind) {
  for (const auto& [value, text] : kChargeKinds)
    if (value == kind) return text;
  return "unsaid";
}

std::optional<Charge::Kind> parse_charge_kind(std::string_view text) {
  for (const auto& [value, word] : kChargeKinds)
    if (word == text) return value;
  return std::nullopt;
}

void add_policy(Connection& c, TenantId tenant, const CancelPolicy& p) {
  c.run(
      "INSERT INTO cancel_policy (tenant, version, hours, more_en, more_fr, since, staff, "
      "late_kind, late_value, no_show_kind, no_show_value, deposit_kind, deposit_value) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      {tenant, p.version, p.hours, p.more_en, p.more_fr, p.since, p.by, to_string(p.late.kind),
       p.late.value, to_string(p.no_show.kind), p.no_show.value, to_string(p.deposit.kind),
       p.deposit.value});
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
