// SPDX-License-Identifier: Apache-2.0
#include "clinic/keep_load.h"

#include "schedule/start_rows.h"
#include "store/appointments.h"
#include "store/seats.h"

namespace fascia::clinic {

bool leaves_load(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                 const schedule::Taken& visit) {
  const int most = times.rules.deep_minutes_a_day;
  if (most == 0 || visit.deep_minutes == 0) return true;
  const Date day = times.zone.date(visit.start);
  const Instant from = times.zone.start_of(day), until = times.zone.start_of(day + 1);
  const auto offer = clinic.availability.get();
  int sum = visit.deep_minutes;
  auto add = [&](const auto& booking) {
    const store::Service* service = offer->service(booking.service);
    const int more = service == nullptr ? 0 : deep_minutes(*service);
    if (more > 0 &&
        !store::cells_are_free(c, clinic.tenant,
                               {visit.practitioner.value, booking.busy_from, booking.busy_until}))
      sum += more;
  };
  for (const store::Appointment& a :
       store::list_of_therapist(c, clinic.tenant, visit.practitioner, from, until))
    if (store::takes_time(a.status)) add(a);
  for (const store::Hold& hold : store::list_holds(c, clinic.tenant))
    if (hold.practitioner == visit.practitioner && from <= hold.start && hold.start < until)
      add(hold);
  return sum <= most;
}

bool leaves_no_hole(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                    const schedule::Question& question, const schedule::Taken& visit) {
  auto service = times.services.find(question.service);
  if (service == times.services.end() || !service->second.no_gaps || question.staff ||
      question.held)
    return true;
  const PractitionerId who = visit.practitioner;
  const schedule::Cell from = schedule::cell_at_or_before(visit.busy_from),
                       until = schedule::cell_at_or_after(visit.busy_until);
  const Instant day_before = visit.busy_from - hours(24), day_after = visit.busy_until + hours(24);
  schedule::BitRow row = times.working.at(who)->row().slice(schedule::cell_at_or_before(day_before),
                                                            schedule::cell_at_or_after(day_after));
  for (schedule::Cell cell :
       store::taken_cells(c, clinic.tenant, {who.value, day_before, day_after}))
    row.clear(cell, {cell.index + 1});
  schedule::Snapshot as_stored = times;
  as_stored.free[who.value] = std::make_shared<const schedule::BitRow>(std::move(row));
  const bool on_grid = times.zone.wall(visit.start).minute % service->second.grid == 0;
  return schedule::leaves_no_hole(as_stored, who, from, until, on_grid);
}

}  // namespace fascia::clinic
