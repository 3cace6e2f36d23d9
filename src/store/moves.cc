// SPDX-License-Identifier: Apache-2.0
#include "store/moves.h"

namespace fascia::store {

void add_move(Connection& c, TenantId tenant, std::int64_t id, const Move& x) {
  c.run(
      "INSERT INTO appointment_move (tenant, id, appointment, at, start, practitioner) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {tenant, id, x.appointment, x.at, x.start, x.practitioner});
}

std::optional<Move> last_move(Connection& c, TenantId tenant, AppointmentId appointment) {
  auto row = c.first(
      "SELECT at, start, practitioner FROM appointment_move "
      "WHERE tenant = $1 AND appointment = $2 ORDER BY at DESC, id DESC LIMIT 1",
      {tenant, appointment});
  if (!row) return std::nullopt;
  return Move{appointment, row->instant(0), row->instant(1), row->id<PractitionerId>(2)};
}

}  // namespace fascia::store
