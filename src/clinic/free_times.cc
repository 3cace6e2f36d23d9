// SPDX-License-Identifier: Apache-2.0
#include "clinic/free_times.h"

#include <algorithm>

namespace fascia::clinic {

std::vector<schedule::Start> free_times(Clinic& clinic, const FreeTimes& in) {
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
  const schedule::Snapshot times =
      in.moving ? schedule::without(offer->times, in.moving->value) : offer->times;
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

std::optional<Date> next_free_day(Clinic& clinic, FreeTimes in) {
  constexpr int kDays = 14;
  for (int i = 0; i < kDays; ++i, in.day = in.day + 1)
    if (!free_times(clinic, in).empty()) return in.day;
  return std::nullopt;
}

}  // namespace fascia::clinic
