// SPDX-License-Identifier: Apache-2.0
#include "clinic/free_times.h"

#include <algorithm>

#include "clinic/in_turn.h"

namespace fascia::clinic {
namespace {

// The visit's own time is free, with that of its other parts, which move with it.
void leave_out(Clinic& clinic, AppointmentId id, schedule::Question& q, schedule::Snapshot& times) {
  times = schedule::without(times, id.value);
  clinic.store.read([&](store::Connection& c) {
    auto visit = store::find_appointment(c, clinic.tenant, id);
    if (!visit || !visit->in_turn) return true;
    q.in_turn = parts_to_move(c, clinic, *visit, q.practitioner);
    q.practitioner = {};
    for (const store::Appointment& part : store::parts_of_visit(c, clinic.tenant, *visit))
      times = schedule::without(times, part.id.value);
    return true;
  });
}

std::vector<schedule::Start> times_of_day(Clinic& clinic, const FreeTimes& in, bool full_days) {
  auto offer = current_offer(clinic);
  const store::Service* service = offer->service(in.service);
  if (service == nullptr || in.day < offer->first_day) return {};
  schedule::Question q;
  q.service = in.service;
  q.from = q.to = in.day;
  q.practitioner = in.practitioner;
  q.now = clinic.now();
  q.first_visit = true;  // not known yet: the longer room time fits either
  q.staff = true;
  q.may_turn = true;
  q.in_turn = parts_asked(*offer, in.service, in.by_part);
  schedule::Snapshot times = offer->times;
  if (in.moving) leave_out(clinic, *in.moving, q, times);
  if (full_days) times = schedule::without_day_limits(times);
  auto off_grid = [&](const schedule::Start& s) {
    return offer->zone.wall(s.at).minute % service->grid_minutes != 0;
  };
  auto out = std::move(schedule::find_starts(times, q).front().starts);
  std::erase_if(out, [&](const schedule::Start& s) { return s.at < clinic.now() || off_grid(s); });
  if (!service->no_gaps) return out;
  // What leaves no gap often stands off the grid.
  q.staff = false;
  auto for_clients = schedule::find_starts(times, q);
  for (schedule::Start& s : for_clients.front().starts)
    if (off_grid(s)) out.push_back(std::move(s));
  std::ranges::sort(out, {}, &schedule::Start::at);
  return out;
}

}  // namespace

std::vector<schedule::Start> free_times(Clinic& clinic, const FreeTimes& in) {
  return times_of_day(clinic, in, true);
}

std::optional<Date> next_free_day(Clinic& clinic, FreeTimes in) {
  constexpr int kDays = 14;
  for (int i = 0; i < kDays; ++i, in.day = in.day + 1)
    if (!times_of_day(clinic, in, false).empty()) return in.day;
  return std::nullopt;
}

}  // namespace fascia::clinic
