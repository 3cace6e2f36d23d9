// SPDX-License-Identifier: Apache-2.0
#include "clinic/wait_fit.h"

#include <algorithm>

#include "clinic/gender_wish.h"
#include "clinic/join_services.h"
#include "schedule/in_turn.h"

namespace fascia::clinic {
namespace {

using store::WaitEntry;
using store::WaitOffer;

constexpr std::int64_t kAsIfTaken = -1;  // and below: no id of the store

bool suits(const Offer& offer, const WaitEntry& e, Instant start) {
  WallTime wall = offer.zone.wall(start);
  bool day = e.weekdays.empty() ||
             e.weekdays.find(std::to_string(wall.date.weekday())) != std::string::npos;
  return day && wall.minute >= e.from_minute && wall.minute < e.until_minute;
}

schedule::Question question_of(const WaitEntry& e, PractitionerId who, Instant now) {
  schedule::Question q;
  q.service = e.service;
  q.practitioner = who;
  q.now = now;
  q.first_visit = true;
  q.may_turn = true;
  return q;
}

// Of a visit in turn everybody who gives a part fits the wish, not one of them alone.
schedule::Snapshot for_wish(const Offer& offer, const schedule::Snapshot& times,
                            const WaitingFor& who) {
  if (!is_in_turn(offer, who.entry.service)) return times;
  Offer there = offer;
  there.times = times;
  return offer_for_wish(there, who.wish).times;
}

// What this therapist has free reaches from one of these starts to the other.
bool is_one_gap(const schedule::Snapshot& gaps, PractitionerId who, Instant a, Instant b) {
  auto row = gaps.free.find(who.value);
  return row != gaps.free.end() && row->second->all(schedule::cell_at_or_before(std::min(a, b)),
                                                    schedule::cell_at_or_after(std::max(a, b)));
}

// What somebody let pass, and which therapists' time goes with it; where several give it, all of
// it.
class LetPass {
 public:
  LetPass(const Offer& offer, const WaitingFor& who, Gaps which, const schedule::Snapshot& gaps)
      : before_(who.before), which_(which), gaps_(gaps) {
    const store::Service* service = offer.service(who.entry.service);
    length_ = minutes(service != nullptr ? service->minutes : 0);
    in_turn_ = is_in_turn(offer, who.entry.service);
  }
  bool has(Instant start, PractitionerId who) const {
    return std::ranges::any_of(before_, [&](const WaitOffer& old) {
      if (start == old.start) return true;
      if (!in_turn_ && who != old.practitioner) return false;
      const bool overlaps = start < old.start + length_ && old.start < start + length_;
      return overlaps || (which_ == Gaps::without_let_pass &&
                          is_one_gap(gaps_, old.practitioner, start, old.start));
    });
  }

 private:
  const std::vector<WaitOffer>& before_;
  Gaps which_;
  const schedule::Snapshot& gaps_;
  Seconds length_;
  bool in_turn_ = false;
};

// Who of those that are free may be offered: anybody as long as nobody is left out.
std::optional<Fit> fit_of(const Offer& offer, const WaitingFor& who, const LetPass& passed,
                          const schedule::Start& start) {
  std::vector<PractitionerId> left = start.practitioners;
  std::erase_if(left, [&](PractitionerId id) { return passed.has(start.at, id); });
  if (left.empty()) return std::nullopt;
  if (who.wish.empty() || who.wish == "any") {
    const bool all = left.size() == start.practitioners.size();
    return Fit{start.at, all ? who.entry.practitioner : left.front()};
  }
  auto one = std::ranges::find_if(left, [&](PractitionerId id) {
    const store::Practitioner* p = offer.practitioner(id);
    return p != nullptr && fits_wish(*p, who.wish);
  });
  return one == left.end() ? std::nullopt : std::optional(Fit{start.at, *one});
}

// The times once this is taken; as they were when nobody can give it.
schedule::Snapshot as_if_taken(const Offer& offer, const schedule::Snapshot& times,
                               const WaitingFor& who, const Fit& fit, Instant now) {
  auto seat = schedule::choose_seat(for_wish(offer, times, who),
                                    question_of(who.entry, fit.practitioner, now), fit.at);
  if (!seat) return times;
  schedule::Snapshot out = times;
  std::int64_t id = kAsIfTaken;
  for (schedule::Seat& one : schedule::seats_of(*seat)) {
    one.taken.id = id--;
    out = schedule::with(out, one.taken);
  }
  return out;
}

}  // namespace

std::vector<Fit> fits(const Offer& offer, const schedule::Snapshot& times, const WaitingFor& who,
                      Instant now, Gaps which, const schedule::Snapshot& gaps) {
  const LetPass passed(offer, who, which, gaps);
  schedule::Question q = question_of(who.entry, who.entry.practitioner, now);
  q.from = std::max(who.entry.from, offer.zone.date(now));
  q.to = who.entry.until;
  std::vector<Fit> out;
  for (const schedule::Day& day : schedule::find_starts(for_wish(offer, times, who), q)) {
    for (const schedule::Start& start : day.starts)
      if (suits(offer, who.entry, start.at))
        if (auto fit = fit_of(offer, who, passed, start)) out.push_back(*fit);
    if (!out.empty()) return out;
  }
  return out;
}

Fit fit_beside(const Offer& offer, const schedule::Snapshot& times, const WaitingFor& who,
               const std::vector<Fit>& of, const WaitingFor& next, Instant now, Gaps which,
               const schedule::Snapshot& gaps) {
  const auto alone = fits(offer, times, next, now, which, gaps);
  if (alone.empty()) return of.front();
  WaitingFor that_day = next;
  that_day.entry.from = that_day.entry.until = offer.zone.date(alone.front().at);
  for (const Fit& one : of)
    if (!fits(offer, as_if_taken(offer, times, who, one, now), that_day, now, which, gaps).empty())
      return one;
  return of.front();
}

}  // namespace fascia::clinic
