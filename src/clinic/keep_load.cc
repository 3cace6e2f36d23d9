// SPDX-License-Identifier: Apache-2.0
#include "clinic/keep_load.h"

#include <algorithm>
#include <map>

#include "schedule/start_rows.h"
#include "store/appointments.h"
#include "store/seats.h"

namespace fascia::clinic {
namespace {

// Those that bind this visit; 0: none.
struct LoadLimits {
  int deep_day = 0;
  schedule::WeekLimits week;

  bool none() const { return deep_day == 0 && week.minutes == 0 && week.deep_minutes == 0; }
  bool hold(int deep_of_day, const schedule::WeekLimits& of_week) const {
    return (deep_day == 0 || deep_of_day <= deep_day) &&
           (week.minutes == 0 || of_week.minutes <= week.minutes) &&
           (week.deep_minutes == 0 || of_week.deep_minutes <= week.deep_minutes);
  }
};

LoadLimits limits_of(const schedule::Snapshot& times, const schedule::Taken& visit) {
  LoadLimits out;
  auto p =
      std::ranges::find(times.practitioners, visit.practitioner, &schedule::PractitionerTime::id);
  if (p != times.practitioners.end() && visit.minutes != 0) out.week = p->week;
  if (visit.deep_minutes == 0)
    out.week.deep_minutes = 0;
  else
    out.deep_day = times.rules.deep_minutes_a_day;
  return out;
}

}  // namespace

bool leaves_load(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                 const schedule::Taken& visit, const std::vector<AppointmentId>& moved) {
  const LoadLimits limits = limits_of(times, visit);
  if (limits.none()) return true;
  const Date day = times.zone.date(visit.start), monday = day - (day.weekday() - 1);
  const bool week = limits.week.minutes != 0 || limits.week.deep_minutes != 0;
  const Instant from = times.zone.start_of(week ? monday : day),
                until = times.zone.start_of(week ? monday + 7 : day + 1);
  const auto offer = clinic.availability.get();
  int of_day = visit.deep_minutes;
  schedule::WeekLimits of_week{visit.minutes, visit.deep_minutes};
  auto add = [&](const auto& booking, int minutes) {
    if (store::cells_are_free(c, clinic.tenant,
                              {visit.practitioner.value, booking.busy_from, booking.busy_until}))
      return;
    const store::Service* service = offer->service(booking.service);
    const int deep = service == nullptr ? 0 : deep_minutes(*service);
    of_week.minutes += minutes;
    of_week.deep_minutes += deep;
    if (times.zone.date(booking.start) == day) of_day += deep;
  };
  for (const store::Appointment& a :
       store::list_of_therapist(c, clinic.tenant, visit.practitioner, from, until))
    if (store::takes_time(a.status) && std::ranges::find(moved, a.id) == moved.end())
      add(a, static_cast<int>((a.finish - a.start).value / 60));
  for (const store::Hold& hold : store::list_holds(c, clinic.tenant))
    if (hold.practitioner == visit.practitioner && from <= hold.start && hold.start < until) {
      const store::Service* service = offer->service(hold.service);
      add(hold, service == nullptr ? 0 : service->minutes);
    }
  return limits.hold(of_day, of_week);
}

bool leaves_day(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                const schedule::Taken& visit, const std::vector<AppointmentId>& moved,
                const std::vector<schedule::Taken>& beside) {
  std::map<std::int64_t, int> left;
  auto limit = [&](std::int64_t id) {
    if (auto at = times.visits.find(id); at != times.visits.end()) left[id] = at->second->most;
  };
  limit(visit.practitioner.value);
  for (ServiceId one : schedule::counted_as(times, visit.service)) limit(one.value);
  if (left.empty()) return true;
  const Date day = times.zone.date(visit.start);
  const Instant from = times.zone.start_of(day), until = times.zone.start_of(day + 1);
  auto take = [&](std::int64_t id) {
    if (auto at = left.find(id); at != left.end()) --at->second;
  };
  auto take_visit = [&](const auto& one, bool here) {
    take(one.practitioner.value);
    if (here)
      for (ServiceId service : schedule::counted_as(times, one.service)) take(service.value);
  };
  for (const schedule::Taken& other : beside)
    if (times.zone.date(other.start) == day) take_visit(other, true);
  auto count = [&](const auto& booking, bool here) {
    if (booking.start < from || until <= booking.start || booking.busy_until <= booking.busy_from ||
        store::cells_are_free(c, clinic.tenant,
                              {booking.practitioner.value, booking.busy_from, booking.busy_until}))
      return;
    take_visit(booking, here);
  };
  auto stays = [&](const store::Appointment& a) {
    return store::takes_time(a.status) && std::ranges::find(moved, a.id) == moved.end();
  };
  const LocationId here = clinic.place();
  for (const store::Appointment& a : store::list_at(c, clinic.tenant, here, from, until))
    if (stays(a)) count(a, true);
  for (const store::Appointment& a :
       store::list_of_therapist(c, clinic.tenant, visit.practitioner, from, until))
    if (a.location != here && stays(a)) count(a, false);
  for (const store::Hold& hold : store::list_holds(c, clinic.tenant))
    count(hold, !hold.location || hold.location == here);
  return std::ranges::all_of(left, [](const auto& one) { return one.second > 0; });
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
