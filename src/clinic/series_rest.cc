// SPDX-License-Identifier: Apache-2.0
// The rest of a series: from one visit on, moved or cancelled at once.
#include <algorithm>

#include "clinic/book_couple.h"
#include "clinic/couple_room.h"
#include "clinic/in_turn.h"
#include "clinic/series_parts.h"
#include "clinic/visit_series.h"
#include "schedule/in_turn.h"

namespace fascia::clinic {

namespace {

using store::Appointment;

constexpr int kDay = 24 * 60;

// This one and the later ones that can still be changed. What they are moved by counts from the
// visit that was asked about, which may be over or cancelled itself.
struct Rest {
  Appointment asked;
  std::vector<Appointment> visits;
};
Result<Rest> rest_of_series(store::Connection& c, const Clinic& clinic, AppointmentId id) {
  FASCIA_TRY(Appointment asked, series_visit(c, clinic, id));
  asked = lead_visit(c, clinic, asked);
  std::vector<Appointment> visits = all_of_series(c, clinic, id);
  std::erase_if(visits, [&](const Appointment& a) {
    return a.start < asked.start || a.start <= clinic.now() || !can_still_change(a);
  });
  if (visits.empty()) return conflict("nothing_ahead");
  return Rest{std::move(asked), std::move(visits)};
}

// The other halves of those that are for two, each beside its visit; none where only this person's
// visit is meant.
using Halves = std::vector<std::optional<Appointment>>;
Result<Halves> halves_of(store::Connection& c, const Clinic& clinic,
                         const std::vector<Appointment>& visits, OfTwo two) {
  Halves out;
  for (const Appointment& a : visits) {
    out.push_back(standing_half(c, clinic, a));
    if (out.back() && two == OfTwo::unsaid) return invalid("which", "couple_choose");
    if (two == OfTwo::one) out.back().reset();
  }
  return out;
}

void list_client_limits(store::Connection& c, const Clinic& clinic, const Offer& offer,
                        std::vector<MovedVisit>& plan) {
  std::vector<AppointmentId> moved;
  std::vector<Instant> starts;
  for (const MovedVisit& one : plan) {
    moved.push_back(one.visit.id);
    starts.push_back(offer.zone.instant(one.to));
  }
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const Appointment& a = plan[i].visit;
    const auto parts = standing_parts(c, clinic, a);
    const auto over =
        over_client_limit(c, clinic, offer, a.client, counts_as(offer, parts), starts, moved);
    if (!plan[i].conflict.empty()) continue;
    if (client_is_elsewhere(c, clinic, a.client, starts[i],
                            starts[i] + (parts.back().finish - a.start), moved))
      plan[i].conflict = "client_has_visit_then";
    else if (over[i])
      plan[i].conflict = "client_deep_limit";
    plan[i].with_reason = !plan[i].conflict.empty();
  }
}

WallTime moved_wall(const Appointment& visit, const Appointment& from, WallTime to) {
  int minute = visit.wall.minute + (to.minute - from.wall.minute);
  int days = (to.date - from.wall.date) + (minute < 0 ? -1 : minute >= kDay ? 1 : 0);
  return {visit.wall.date + days, (minute + kDay) % kDay};
}

struct SeatsFound {
  std::vector<schedule::Taken> taken;  // empty: none
  std::string conflict;
};

// `parts` of a visit in turn, each with its therapist.
SeatsFound seats_at(const Clinic& clinic, const Offer& offer, const schedule::Snapshot& times,
                    const Appointment& a, const std::optional<Appointment>& other,
                    const std::vector<Appointment>& parts, Instant start) {
  if (other) {
    auto seats = couple_seats(clinic, offer, times, a, *other, start);
    if (!seats) return {{}, seats.error().message};
    seats->first.taken.id = a.id.value;
    seats->second.taken.id = other->id.value;
    return {{seats->first.taken, seats->second.taken}, {}};
  }
  schedule::Question q;
  q.service = a.service;
  q.practitioner = a.practitioner;
  q.now = clinic.now();
  q.first_visit = a.first_visit;
  q.staff = true;
  if (a.in_turn)
    for (const Appointment& part : parts) q.in_turn.push_back({part.service, part.practitioner});
  auto seat = schedule::choose_seat(times, q, start);
  if (!seat) return {{}, seat.error().message};
  SeatsFound out;
  for (schedule::Seat& one : schedule::seats_of(*seat)) {
    one.taken.id = parts[out.taken.size()].id.value;
    out.taken.push_back(std::move(one.taken));
  }
  return out;
}

}  // namespace

Result<int> cancel_rest(Clinic& clinic, const Actor& actor, AppointmentId id, OfTwo two) {
  FASCIA_TRY_DONE(desk_only(actor));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<int> {
    FASCIA_TRY(Rest rest, rest_of_series(tx, clinic, id));
    FASCIA_TRY(Halves halves, halves_of(tx, clinic, rest.visits, two));
    for (std::size_t i = 0; i < rest.visits.size(); ++i) {
      const AppointmentId one = rest.visits[i].id;
      const auto to = store::Status::cancelled;
      FASCIA_TRY_DONE(halves[i]
                          ? set_status_of_two(tx, clinic, *offer, actor, {one, halves[i]->id}, to)
                          : set_status_in(tx, clinic, *offer, actor, one, to));
    }
    audit(tx, clinic, actor, "series.cancelled", "appointment", id.value, rest.asked.client);
    return static_cast<int>(rest.visits.size());
  });
}

Result<std::vector<MovedVisit>> plan_move_rest(Clinic& clinic, const Actor& actor, AppointmentId id,
                                               WallTime to, OfTwo two) {
  FASCIA_TRY_DONE(desk_only(actor));
  auto offer = current_offer(clinic);
  Halves halves;
  std::vector<std::vector<Appointment>> parts;  // of each, itself alone where it is all of it
  FASCIA_TRY(Rest rest, clinic.store.read([&](store::Connection& c) -> Result<Rest> {
    FASCIA_TRY(Rest found, rest_of_series(c, clinic, id));
    // Before anybody said it the plan shows both, as for a single visit.
    FASCIA_TRY(halves, halves_of(c, clinic, found.visits, two == OfTwo::one ? two : OfTwo::both));
    for (const Appointment& a : found.visits) parts.push_back(standing_parts(c, clinic, a));
    return found;
  }));
  schedule::Snapshot times = offer->times;
  for (std::size_t i = 0; i < rest.visits.size(); ++i) {
    for (const Appointment& part : parts[i]) times = schedule::without(times, part.id.value);
    if (halves[i]) times = schedule::without(times, halves[i]->id.value);
  }
  std::vector<MovedVisit> out;
  for (std::size_t i = 0; i < rest.visits.size(); ++i) {
    const Appointment& a = rest.visits[i];
    MovedVisit one{a, moved_wall(a, rest.asked, to), {}};
    bool exists = offer->zone.resolve(one.to).kind == Zone::Kind::unique;
    const Instant start = offer->zone.instant(one.to);
    SeatsFound found = seats_at(clinic, *offer, times, a, halves[i], parts[i], start);
    one.conflict = exists ? found.conflict : "start_off_grid";
    if (one.conflict == "day_full") {  // staff may go over it (R35)
      found = seats_at(clinic, *offer, schedule::without_day_limits(times), a, halves[i], parts[i],
                       start);
      one.with_reason = !found.taken.empty();
    }
    if (exists)
      for (const schedule::Taken& taken : found.taken) times = schedule::with(times, taken);
    out.push_back(std::move(one));
  }
  clinic.store.read([&](store::Connection& c) {
    list_client_limits(c, clinic, *offer, out);
    return true;
  });
  return out;
}

Result<int> move_rest(Clinic& clinic, const Actor& actor, AppointmentId id, WallTime to,
                      const std::string& reason, OfTwo two) {
  FASCIA_TRY_DONE(desk_only(actor));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<int> {
    FASCIA_TRY(Rest rest, rest_of_series(tx, clinic, id));
    const Appointment& from = rest.asked;
    // Each goes where the next one has just left.
    if (to.date > from.wall.date || (to.date == from.wall.date && to.minute > from.wall.minute))
      std::reverse(rest.visits.begin(), rest.visits.end());
    FASCIA_TRY(Halves halves, halves_of(tx, clinic, rest.visits, two));
    MoveInto into;
    into.reason = reason;
    into.rules_reason = "series";
    for (std::size_t i = 0; i < rest.visits.size(); ++i) {
      const Appointment& a = rest.visits[i];
      WallTime wall = moved_wall(a, from, to);
      if (offer->zone.resolve(wall).kind != Zone::Kind::unique)
        return invalid("to", "start_off_grid");
      into.start = offer->zone.instant(wall);
      FASCIA_TRY(Appointment moved, halves[i]
                                        ? move_couple_in(tx, clinic, *offer, actor, a.id, into)
                                        : move_in(tx, clinic, *offer, a.id, {actor, {}}, into));
      for (const Appointment& part : standing_parts(tx, clinic, moved))
        into.moved_before.push_back(part.id);
      if (halves[i]) into.moved_before.push_back(halves[i]->id);
    }
    audit(tx, clinic, actor, "series.moved", "appointment", id.value, from.client);
    return static_cast<int>(rest.visits.size());
  });
}

}  // namespace fascia::clinic
