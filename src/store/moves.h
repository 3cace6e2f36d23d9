// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "store/connection.h"

namespace fascia::store {

// Where a visit stood before it was moved.
struct Move {
  AppointmentId appointment;
  Instant at;
  Instant start;
  PractitionerId practitioner;
};
void add_move(Connection& c, TenantId tenant, std::int64_t id, const Move& move);
std::optional<Move> last_move(Connection& c, TenantId tenant, AppointmentId appointment);

}  // namespace fascia::store
