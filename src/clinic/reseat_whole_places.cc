// SPDX-License-Identifier: Apache-2.0
// Another time for all parts of a visit in turn, of which one lost its therapist or room.
#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/in_turn.h"
#include "clinic/outside_hours.h"
#include "clinic/reseat_needs.h"
#include "clinic/reseat_places.h"
#include "schedule/in_turn.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Practitioner;

// More than what another therapist at the same time costs: where somebody can take the lost part
// there, the visit stays.
constexpr int kWholeMoves = 100;
constexpr std::size_t kMostCasts = 40;  // who gives which part
constexpr int kWaits = 2;               // for each five minutes between two parts

struct PartNeeds {
  Needs needs;
  std::vector<const Practitioner*> who;
  std::map<PractitionerId, int> fit;
};

// One therapist for each part, and what it costs beside the time.
struct Cast {
  std::vector<PractitionerId> by;
  int cost = 0;
};

void add_casts(const std::vector<PartNeeds>& parts, Cast cast, std::vector<Cast>& out) {
  if (out.size() >= kMostCasts) return;
  if (cast.by.size() == parts.size()) return out.push_back(std::move(cast));
  const PartNeeds& part = parts[cast.by.size()];
  for (const Practitioner* one : part.who) {
    Cast next = cast;
    next.by.push_back(one->id);
    if (one->id != part.needs.visit.practitioner) {
      auto fit = part.fit.find(one->id);
      next.cost += kOtherTherapist + (fit == part.fit.end() ? 0 : fit->second);
    }
    add_casts(parts, std::move(next), out);
  }
}

// Nobody where a part can be given by nobody.
std::vector<PartNeeds> needs_of_parts(store::Connection& c, Clinic& clinic, const Offer& offer,
                                      const std::vector<Appointment>& parts,
                                      const std::vector<AppointmentId>& lost_parts) {
  std::vector<PartNeeds> out;
  for (const Appointment& part : parts) {
    const store::Service* service = offer.service(part.service);
    if (service == nullptr || !service->active) return {};
    PartNeeds& one = out.emplace_back(PartNeeds{needs_of(c, clinic, offer, part), {}, {}});
    const bool lost =
        std::ranges::find(lost_parts, part.id) != lost_parts.end() || !works_for(offer, part);
    for (const Practitioner& p : offer.practitioners)
      if (lost ? fits(one.needs, p) : p.id == part.practitioner) one.who.push_back(&p);
    if (one.who.empty()) return {};
    one.fit = fit_costs(c, clinic, one.needs, one.who);
  }
  return out;
}

schedule::Snapshot times_without_room(const Offer& offer, const Lost& lost) {
  if (!lost.room) return offer.times;
  schedule::Taken closed;
  closed.id = -1;
  closed.room = lost.room;
  closed.start = closed.busy_from = closed.busy_until = offer.zone.start_of(lost.day);
  closed.room_from = closed.start;
  closed.room_until = offer.zone.start_of(lost.day + 1);
  return schedule::with(offer.times, closed);
}

struct WholeChoice {
  Instant start;
  std::vector<PractitionerId> by;
  int cost = 0;
};

class WholeVisit {
 public:
  WholeVisit(store::Connection& c, Clinic& clinic, const Offer& offer, const Lost& lost,
             const std::vector<Appointment>& parts, std::vector<PartNeeds> needs)
      : c_(c),
        clinic_(clinic),
        offer_(offer),
        lost_(lost),
        parts_(parts),
        needs_(std::move(needs)),
        times_(times_without_room(offer, lost)) {}

  std::vector<schedule::Place> places() {
    std::vector<Cast> casts;
    add_casts(needs_, {}, casts);
    std::vector<WholeChoice> choices;
    for (const Cast& cast : casts) add_choices(cast, choices);
    std::ranges::stable_sort(choices, {}, &WholeChoice::cost);
    std::vector<schedule::Place> out;
    for (const WholeChoice& choice : choices) {
      if (out.size() >= kMostPlaces) break;
      auto seat = schedule::choose_seat(times_, question(choice.by), choice.start);
      if (!seat) continue;
      const schedule::Taken& last = seat->then.empty() ? seat->taken : seat->then.back().taken;
      if (!client_is_free(needs_.front().needs, choice.start, last.start + minutes(last.minutes)))
        continue;
      schedule::Place& place = out.emplace_back(schedule::Place{0, seat->taken, choice.cost, {}});
      Instant finish = seat->taken.start + minutes(seat->taken.minutes);
      for (const schedule::Seat& later : seat->then) {
        place.cost += kWaits * static_cast<int>((later.taken.start - finish).value / 300);
        finish = later.taken.start + minutes(later.taken.minutes);
        place.then.push_back(later.taken);
      }
    }
    return out;
  }

 private:
  schedule::Question question(const std::vector<PractitionerId>& by) const {
    schedule::Question q;
    q.service = parts_.front().service;
    q.from = lost_.day;
    q.to = lost_.day + kDaysAfter;
    q.now = clinic_.now();
    q.first_visit = parts_.front().first_visit;
    q.staff = true;
    for (std::size_t i = 0; i < parts_.size(); ++i) q.in_turn.push_back({parts_[i].service, by[i]});
    return q;
  }

  bool all_fit(Instant start) const {
    return std::ranges::all_of(
        needs_, [&](const PartNeeds& one) { return day_fits(c_, clinic_, one.needs, start); });
  }

  void add_choices(const Cast& cast, std::vector<WholeChoice>& out) const {
    const Needs& first = needs_.front().needs;
    const int grid = offer_.times.services.at(first.visit.service).grid;
    const bool away = !lost_.outside_hours && lost_.practitioner &&
                      std::ranges::find(cast.by, lost_.practitioner) != cast.by.end();
    for (const schedule::Day& day : schedule::find_starts(times_, question(cast.by))) {
      if (day.starts.empty() || (away && day.date == lost_.day) || !all_fit(day.starts.front().at))
        continue;
      for (const schedule::Start& start : day.starts)
        if (start.at >= clinic_.now() + kToComeEarlier &&
            offer_.zone.wall(start.at).minute % grid == 0)
          out.push_back(
              {start.at, cast.by,
               kWholeMoves + cast.cost + cost_of(first, first.visit.practitioner, start.at, 0)});
    }
  }

  store::Connection& c_;
  Clinic& clinic_;
  const Offer& offer_;
  const Lost& lost_;
  const std::vector<Appointment>& parts_;
  std::vector<PartNeeds> needs_;
  schedule::Snapshot times_;
};

}  // namespace

std::vector<schedule::Place> places_for_whole(store::Connection& c, Clinic& clinic,
                                              const Offer& offer, const Lost& lost,
                                              const std::vector<Appointment>& parts,
                                              const std::vector<AppointmentId>& lost_parts) {
  for (const Appointment& part : parts)
    if (!can_still_change(part) || part.start <= clinic.now()) return {};
  auto needs = needs_of_parts(c, clinic, offer, parts, lost_parts);
  if (needs.empty()) return {};
  return WholeVisit(c, clinic, offer, lost, parts, std::move(needs)).places();
}

}  // namespace fascia::clinic
