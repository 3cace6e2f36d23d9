// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/money.h"
#include "core/private_text.h"
#include "store/connection.h"
#include "store/sealed.h"

namespace fascia::store {

using VisitFeeId = Id<struct VisitFeeTag>;

// What a visit costs that was cancelled late or that nobody came to, or why nobody pays it (R36).
struct VisitFee {
  VisitFeeId id;
  AppointmentId appointment;
  ClientId client;
  std::string what;  // "late_cancelled", "no_show"
  Money fee;
  bool due = true;  // false: nobody pays it
  StaffId staff;    // who said so; none: the person themselves, or the program
  Instant at;
  PrivateText why;  // {"reason": "ill", "note": "…"}
};
void add_visit_fee(Connection& c, TenantId tenant, Sealer& sealer, const VisitFee& fee);
// At most one a visit.
std::optional<VisitFee> find_visit_fee(Connection& c, TenantId tenant, Sealer& sealer,
                                       AppointmentId appointment);
std::vector<VisitFee> fees_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                     ClientId client);
bool remove_visit_fee(Connection& c, TenantId tenant, AppointmentId appointment);

}  // namespace fascia::store
