// SPDX-License-Identifier: Apache-2.0
#include "store/series.h"

namespace fascia::store {

void add_series_visit(Connection& c, TenantId tenant, AppointmentId appointment, SeriesId series) {
  c.run(
      "INSERT INTO series_visit (tenant, appointment, series) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, appointment) DO UPDATE SET series = excluded.series",
      {tenant, appointment, series});
}

SeriesId series_of(Connection& c, TenantId tenant, AppointmentId appointment) {
  auto row = c.first("SELECT series FROM series_visit WHERE tenant = $1 AND appointment = $2",
                     {tenant, appointment});
  return row ? row->id<SeriesId>(0) : SeriesId{};
}

std::vector<AppointmentId> visits_of_series(Connection& c, TenantId tenant, SeriesId series) {
  std::vector<AppointmentId> out;
  for (const Row& row :
       c.query("SELECT appointment FROM series_visit WHERE tenant = $1 AND series = $2 ORDER BY "
               "appointment",
               {tenant, series}))
    out.push_back(row.id<AppointmentId>(0));
  return out;
}

}  // namespace fascia::store
