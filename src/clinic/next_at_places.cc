// SPDX-License-Identifier: Apache-2.0
#include "clinic/next_at_places.h"

#include <algorithm>
#include <tuple>

namespace fascia::clinic {
namespace {

std::optional<Instant> next_of(const Offer& offer, ServiceId service, Instant now,
                               std::optional<Date> earliest) {
  schedule::Question q;
  q.service = service;
  q.now = now;
  q.earliest = earliest;
  q.first_visit = true;
  q.may_turn = true;
  q.from = offer.zone.date(now);
  q.to = q.from + offer.times.rules.horizon_days;
  for (const schedule::Day& day : schedule::find_starts(offer.times, q))
    if (!day.starts.empty()) return day.starts.front().at;
  return std::nullopt;
}

}  // namespace

std::shared_ptr<const Offer> OtherPlaces::offer_of(Clinic& clinic, const store::Location& place) {
  if (place.id == clinic.place()) return current_offer(clinic);
  const Instant now = clinic.now();
  {
    std::lock_guard lock(mutex_);
    auto at = seen_.find(place.id);
    if (at != seen_.end() && at->second.offer->location.version == place.version &&
        at->second.day == at->second.offer->zone.date(now))
      return at->second.offer;
  }
  auto fresh = clinic.store.read(
      [&](store::Connection& c) { return build_offer(c, clinic.tenant, now, place.id); });
  std::lock_guard lock(mutex_);
  seen_[place.id] = {fresh, fresh->zone.date(now)};
  return fresh;
}

std::vector<NextAtPlace> next_at_places(Clinic& clinic, OtherPlaces& others, const AskPlaces& ask) {
  const auto places = clinic.store.read(
      [&](store::Connection& c) { return store::list_locations(c, clinic.tenant); });
  std::vector<NextAtPlace> out;
  for (const store::Location& place : places) {
    auto offer = others.offer_of(clinic, place);
    out.push_back({offer->location,
                   offer->zone,
                   next_of(*offer, ask.service, clinic.now(), ask.earliest),
                   place.id == clinic.place(),
                   {}});
    if (ask.near && place.at) out.back().km = kilometres(*ask.near, *place.at);
  }
  std::ranges::sort(out, {}, [&](const NextAtPlace& one) {
    const std::pair soonest(!one.start, one.start ? double(one.start->seconds) : 0);
    const std::pair nearest(!one.km, one.km.value_or(0));
    return ask.order == PlaceOrder::soonest ? std::tuple(soonest, nearest, one.place.name)
                                            : std::tuple(nearest, soonest, one.place.name);
  });
  return out;
}

}  // namespace fascia::clinic
