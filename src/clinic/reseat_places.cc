// SPDX-License-Identifier: Apache-2.0
#include "clinic/reseat_places.h"

#include <algorithm>

#include "clinic/couple_room.h"
#include "clinic/reseat_needs.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Practitioner;

struct Choice {
  Instant start;
  PractitionerId who;
  int cost = 0;
};

bool is_lost(const Offer& offer, const Lost& lost, PractitionerId who, Instant start) {
  return !lost.outside_hours && who == lost.practitioner && offer.zone.date(start) == lost.day;
}

std::vector<Choice> choices_of(store::Connection& c, Clinic& clinic, const Needs& needs,
                               const Lost& lost, const std::vector<const Practitioner*>& who) {
  auto fit = fit_costs(c, clinic, needs, who);
  schedule::Question q;
  q.service = needs.visit.service;
  q.from = lost.day;
  q.to = lost.day + kDaysAfter;
  q.now = clinic.now();
  q.first_visit = needs.visit.first_visit;
  q.staff = true;
  int grid = needs.offer.times.services.at(q.service).grid;
  std::vector<Choice> out;
  for (const schedule::Day& day : schedule::find_starts(needs.offer.times, q)) {
    if (day.starts.empty() || !day_fits(c, clinic, needs, day.starts.front().at)) continue;
    for (const schedule::Start& start : day.starts) {
      bool in_time = start.at == needs.visit.start ? start.at > clinic.now()
                                                   : start.at >= clinic.now() + kToComeEarlier;
      bool on_grid =
          start.at == needs.visit.start || needs.offer.zone.wall(start.at).minute % grid == 0;
      const Instant until = start.at + (needs.visit.finish - needs.visit.start);
      if (!in_time || !on_grid || !client_is_free(needs, start.at, until)) continue;
      for (PractitionerId id : start.practitioners) {
        bool may = std::any_of(who.begin(), who.end(), [&](auto* p) { return p->id == id; });
        if (may && !is_lost(needs.offer, lost, id, start.at))
          out.push_back({start.at, id, cost_of(needs, id, start.at, fit[id])});
      }
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
  return out;
}

bool room_is_lost(const Offer& offer, const Lost& lost, RoomId room, Instant start) {
  return lost.room && room == lost.room && offer.zone.date(start) == lost.day;
}

int turnover_of(const Offer& offer, RoomId id) {
  const store::Room* room = offer.room(id);
  return room == nullptr ? 0 : room->turnover_minutes;
}

// One place for each room that is free then, each with its own turnover.
void add_rooms(const Offer& offer, const Lost& lost, schedule::Taken taken, int cost,
               std::vector<schedule::Place>& out) {
  const std::string& kind = offer.room(taken.room)->kind;
  const Instant leaves =
      std::max(taken.busy_until, taken.room_until - minutes(turnover_of(offer, taken.room)));
  for (const schedule::RoomTime& room : offer.times.rooms) {
    if (room.kind != kind || room_is_lost(offer, lost, room.id, taken.start)) continue;
    taken.room_until = leaves + minutes(room.turnover);
    if (!offer.times.free.at(room.id.value)
             ->all(schedule::cell_at_or_before(taken.room_from),
                   schedule::cell_at_or_after(taken.room_until)))
      continue;
    taken.room = room.id;
    out.push_back({0, taken, cost});
  }
}

// The same therapist at the same time in another room: the therapist's time is the visit's already.
void add_other_rooms(const Offer& offer, const Lost& lost, const Appointment& a,
                     std::vector<schedule::Place>& out) {
  if (!lost.room || offer.room(a.room) == nullptr) return;
  schedule::Taken same = store::taken_of(a, 0);
  same.id = 0;
  same.busy_from = same.busy_until = a.start;
  same.minutes = 0;
  same.equipment.clear();
  same.room_until = std::max(a.room_until, a.busy_until + minutes(turnover_of(offer, a.room)));
  add_rooms(offer, lost, same, 0, out);
}

// Somebody else at the same time in the visit's own room: the room's time is the visit's already.
void add_same_time(store::Connection& c, Clinic& clinic, const Needs& needs, const Lost& lost,
                   const std::vector<const Practitioner*>& who, std::vector<schedule::Place>& out) {
  const Appointment& a = needs.visit;
  if (lost.room || a.start <= clinic.now() || !day_fits(c, clinic, needs, a.start)) return;
  schedule::Snapshot times = schedule::without(needs.offer.times, a.id.value);
  if (auto other = standing_half(c, clinic, a)) times = beside_other_half(times, a, *other);
  auto fit = fit_costs(c, clinic, needs, who);
  schedule::Question q;
  q.service = a.service;
  q.now = clinic.now();
  q.first_visit = a.first_visit;
  q.staff = true;
  for (const Practitioner* one : who) {
    if (one->id == a.practitioner) continue;
    q.practitioner = one->id;
    auto seat = schedule::choose_seat(times, q, a.start);
    if (!seat) continue;
    schedule::Taken taken = seat->taken;
    taken.room = a.room;
    taken.room_from = taken.room_until = a.start;
    taken.equipment.clear();  // it has them already
    out.push_back({0, taken, cost_of(needs, one->id, a.start, fit[one->id])});
  }
}

}  // namespace

Places places_for(store::Connection& c, Clinic& clinic, const Offer& offer, const Lost& lost,
                  const Appointment& visit) {
  Places out;
  if (offer.service(visit.service) == nullptr) return {{}, "nobody_fits"};
  // Two people who come together are not torn apart: another therapist at their time, or a call.
  // The parts of a visit in turn neither: what follows or goes before it stays where it is.
  const bool together = standing_half(c, clinic, visit).has_value() || visit.in_turn;
  if (together && lost.room && !visit.in_turn) return {{}, "together"};
  add_other_rooms(offer, lost, visit, out.places);
  if (!offer.service(visit.service)->active) {  // sold no more: its room may change, no more
    if (out.places.empty()) out.why = "nobody_fits";
    return out;
  }
  Needs needs = needs_of(c, clinic, offer, visit);
  std::vector<const Practitioner*> who;
  bool one_speaks_not = false, another = false;
  for (const Practitioner& p : offer.practitioners) {
    if (fits(needs, p)) {
      who.push_back(&p);
      another = another || p.id != lost.practitioner;
    } else {
      one_speaks_not = one_speaks_not || brings(needs, p);
    }
  }
  add_same_time(c, clinic, needs, lost, who, out.places);
  if (together) {
    if (out.places.empty()) out.why = visit.in_turn ? "in_turn" : "together";
    return out;
  }
  schedule::Question q;
  q.service = visit.service;
  q.now = clinic.now();
  q.first_visit = visit.first_visit;
  q.staff = true;
  for (const Choice& choice : choices_of(c, clinic, needs, lost, who)) {
    if (out.places.size() >= kMostPlaces) break;
    q.practitioner = choice.who;
    if (auto seat = schedule::choose_seat(offer.times, q, choice.start))
      add_rooms(offer, lost, seat->taken, choice.cost, out.places);
  }
  if (out.places.empty())
    out.why = another ? "no_time" : one_speaks_not ? "nobody_speaks" : "nobody_fits";
  return out;
}

bool still_fits(store::Connection& c, Clinic& clinic, const Offer& offer, const Appointment& visit,
                PractitionerId practitioner, Instant start) {
  Needs needs = needs_of(c, clinic, offer, visit);
  const Practitioner* one = offer.practitioner(practitioner);
  return one != nullptr && fits(needs, *one) &&
         client_is_free(needs, start, start + (visit.finish - visit.start)) &&
         day_fits(c, clinic, needs, start);
}

}  // namespace fascia::clinic
