// SPDX-License-Identifier: Apache-2.0
#include "store/visit_fees.h"

namespace fascia::store {
namespace {

constexpr std::string_view kFeeCell = "visit_fee.sealed";

#define FASCIA_FEE_COLUMNS                                                                 \
  "SELECT id, appointment, client, what, cents, currency, is_due, staff, at, sealed FROM " \
  "visit_fee "                                                                             \
  "WHERE tenant = $1 "

VisitFee fee_of(Connection& c, TenantId tenant, Sealer& sealer, const Row& r) {
  VisitFee fee{r.id<VisitFeeId>(0),
               r.id<AppointmentId>(1),
               r.id<ClientId>(2),
               r.text(3),
               {r.integer(4), r.text(5)},
               r.flag(6),
               r.id<StaffId>(7),
               r.instant(8),
               {}};
  fee.why = sealer.open(c, tenant, fee.client, kFeeCell, fee.id.value, r.text(9));
  return fee;
}

}  // namespace

void add_visit_fee(Connection& c, TenantId tenant, Sealer& sealer, const VisitFee& fee) {
  c.run(
      "INSERT INTO visit_fee (tenant, id, appointment, client, what, cents, currency, is_due, "
      "staff, at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {tenant, fee.id, fee.appointment, fee.client, fee.what, fee.fee.cents, fee.fee.currency,
       fee.due, fee.staff, fee.at,
       sealer.seal(c, tenant, fee.client, kFeeCell, fee.id.value, fee.why)});
}

std::optional<VisitFee> find_visit_fee(Connection& c, TenantId tenant, Sealer& sealer,
                                       AppointmentId appointment) {
  auto row = c.first(FASCIA_FEE_COLUMNS "AND appointment = $2", {tenant, appointment});
  return row ? std::optional(fee_of(c, tenant, sealer, *row)) : std::nullopt;
}

std::vector<VisitFee> fees_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                     ClientId client) {
  std::vector<VisitFee> out;
  for (const Row& row :
       c.query(FASCIA_FEE_COLUMNS "AND client = $2 ORDER BY at, id", {tenant, client}))
    out.push_back(fee_of(c, tenant, sealer, row));
  return out;
}

bool remove_visit_fee(Connection& c, TenantId tenant, AppointmentId appointment) {
  return c.run("DELETE FROM visit_fee WHERE tenant = $1 AND appointment = $2",
               {tenant, appointment}) == 1;
}

}  // namespace fascia::store
