// SPDX-License-Identifier: Apache-2.0
#include "clinic/wait_fit.h"

#include <algorithm>

#include "clinic/gender_wish.h"

namespace fascia::clinic {
namespace {

using store::WaitEntry;
using store::WaitOffer;

bool suits(const Offer& offer, const WaitEntry& e, Instant start) {
  WallTime wall = offer.zone.wall(start);
  bool day = e.weekdays.empty() ||
             e.weekdays.find(std::to_string(wall.date.weekday())) != std::string::npos;
  return day && wall.minute >= e.from_minute && wall.minute < e.until_minute;
}

// A start within a time that they let pass is the same gap to them: it goes to the next.
bool let_pass(const Offer& offer, const WaitEntry& e, const WaitOffer& before,
              const schedule::Start& start) {
  const store::Service* service = offer.service(e.service);
  const Seconds length = minutes(service != nullptr ? service->minutes : 0);
  const bool meets = start.at == before.start ||
                     (start.at < before.start + length && before.start < start.at + length);
  const bool others = std::ranges::any_of(
      start.practitioners, [&](PractitionerId who) { return who != before.practitioner; });
  return meets && (start.at == before.start || !others);
}

}  // namespace

std::optional<Fit> first_fit(const Offer& offer, const schedule::Snapshot& times,
                             const WaitEntry& e, const std::string& wish,
                             const std::vector<WaitOffer>& before, Instant now) {
  schedule::Question q;
  q.service = e.service;
  q.practitioner = e.practitioner;
  q.now = now;
  q.first_visit = true;
  q.from = std::max(e.from, offer.zone.date(now));
  q.to = e.until;
  for (const schedule::Day& day : schedule::find_starts(times, q))
    for (const schedule::Start& start : day.starts) {
      bool again = std::any_of(before.begin(), before.end(),
                               [&](const WaitOffer& o) { return let_pass(offer, e, o, start); });
      if (again || !suits(offer, e, start.at)) continue;
      if (wish.empty() || wish == "any") return Fit{start.at, e.practitioner};
      auto who = std::ranges::find_if(start.practitioners, [&](PractitionerId id) {
        const store::Practitioner* one = offer.practitioner(id);
        return one != nullptr && fits_wish(*one, wish);
      });
      if (who != start.practitioners.end()) return Fit{start.at, *who};
    }
  return std::nullopt;
}

}  // namespace fascia::clinic
