// SPDX-License-Identifier: Apache-2.0
#include "clinic/couple_room.h"

#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/holds.h"
#include "clinic/join_services.h"
#include "clinic/tasks.h"
#include "schedule/together.h"

namespace fascia::clinic {
namespace {

using store::Appointment;

constexpr int kTables = 2;

void no_room_time(schedule::Taken& t) {
  t.room_from = t.room_until = schedule::instant_of(schedule::cell_at_or_before(t.start));
}

void no_room_time(Appointment& a) {
  a.room_from = a.room_until = schedule::instant_of(schedule::cell_at_or_before(a.start));
}

void give_room_time(const Appointment& from, Appointment& to) {
  to.room = from.room;
  to.room_from = from.room_from;
  to.room_until = from.room_until;
}

bool sits_beside(const Appointment& a, const Appointment& other) {
  return a.start == other.start && a.room == other.room;
}

// The other half is free of a pair that is none any more. One that was cancelled keeps the hours
// that it had, so that it can be asked for again.
std::optional<Appointment> left_alone(store::Connection& c, const Clinic& clinic,
                                      const Appointment& a,
                                      const std::optional<Appointment>& heir) {
  auto other = heir ? heir : store::other_half(c, clinic.tenant, a);
  if (!other) return std::nullopt;
  if (!store::takes_time(other->status) && !store::keeps_room(*other)) {
    if (sits_beside(a, *other))
      give_room_time(a, *other);
    else
      want_room_alone(clinic, *other);
  }
  other->together = {};
  return other;
}

// Another therapist beside the other half: the room is theirs already, and stays so.
Result<NewSeat> sit_beside(store::Transaction& tx, Clinic& clinic, const Appointment& a,
                           Appointment other, const schedule::Snapshot& times,
                           const SeatWish& wish) {
  const bool keeps = store::keeps_room(a);
  const Appointment& keeper = keeps ? a : other;
  store::free_cells(tx, clinic.tenant, store::busy_of(a));
  if (!keeps) store::free_cells(tx, clinic.tenant, {room_of(other)});
  FASCIA_TRY(PassedSeat passed,
             seat_with_reason(tx, clinic, beside_other_half(times, a, other), wish.question,
                              wish.start, wish.actor, wish.reason));
  schedule::Taken& t = passed.seat.taken;
  const Instant from = std::min(t.room_from, keeper.room_from),
                until = std::max(t.room_until, keeper.room_until);
  t.room_from = from;
  t.room_until = until;
  if (keeps) return NewSeat{std::move(passed), std::nullopt};
  no_room_time(t);
  other.room_from = from;
  other.room_until = until;
  if (!store::take_cells(tx, clinic.tenant, {room_of(other)}))
    return conflict("start_taken", "start");
  return NewSeat{std::move(passed), std::move(other)};
}

}  // namespace

std::vector<RoomId> rooms_for_two(const Offer& offer, ServiceId first, ServiceId second) {
  const store::Service* a = offer.service(first);
  const store::Service* b = offer.service(second);
  std::vector<RoomId> out;
  if (a == nullptr || b == nullptr) return out;
  if (is_in_turn(offer, first) || is_in_turn(offer, second)) return out;  // rooms of their own
  for (const store::Room& room : offer.rooms) {
    bool of_both = a->room_kind == room.kind && b->room_kind == room.kind;
    bool for_two_alone = std::ranges::none_of(
        offer.services, [&](const store::Service& s) { return s.room_kind == room.kind; });
    if (room.tables >= kTables && (of_both || for_two_alone)) out.push_back(room.id);
  }
  return out;
}

std::optional<Appointment> standing_half(store::Connection& c, const Clinic& clinic,
                                         const Appointment& a) {
  auto other = store::other_half(c, clinic.tenant, a);
  return other && store::takes_time(other->status) ? other : std::nullopt;
}

std::optional<Appointment> heir_of(store::Connection& c, const Clinic& clinic,
                                   const Appointment& a) {
  if (!store::keeps_room(a)) return std::nullopt;
  auto other = standing_half(c, clinic, a);
  if (other) give_room_time(a, *other);
  return other;
}

store::Busy room_of(const Appointment& a) { return {a.room.value, a.room_from, a.room_until}; }

void free_seat(store::Transaction& tx, const Clinic& clinic, const Appointment& a,
               const std::optional<Appointment>& heir) {
  Appointment own = a;
  if (heir) no_room_time(own);
  store::free_cells(tx, clinic.tenant, store::busy_of(own));
}

void inherit_room(store::Transaction& tx, Clinic& clinic, const Appointment& heir) {
  store::update_appointment(tx, clinic.tenant, heir);
  if (!store::takes_time(heir.status)) return;
  auto offer = clinic.availability.get();
  const store::Service* service = offer->service(heir.service);
  int deep = service == nullptr ? 0 : deep_minutes(*service);
  taken_in_memory(tx, clinic, store::taken_of(heir, deep));
}

bool room_is_theirs(store::Connection& c, const Clinic& clinic, const Appointment& a) {
  auto other = standing_half(c, clinic, a);
  return other && sits_beside(a, *other) && store::keeps_room(*other);
}

void want_room_alone(const Clinic& clinic, Appointment& a) {
  auto offer = clinic.availability.get();
  const store::Room* room = offer->room(a.room);
  const int first = a.first_visit ? offer->times.rules.first_visit_room_minutes : 0;
  const int after = schedule::around(offer->times, a.service, a.practitioner).after;
  const Instant leaves = std::max(a.busy_until, a.finish + minutes(after + first));
  a.room_from = a.busy_from;
  a.room_until = leaves + minutes(room == nullptr ? 0 : room->turnover_minutes);
}

void find_room_again(store::Transaction& tx, const Clinic& clinic, Appointment& a) {
  auto other = store::other_half(tx, clinic.tenant, a);
  if (!other) return;
  if (!sits_beside(a, *other)) {
    store::update_appointment(tx, clinic.tenant, *left_alone(tx, clinic, a, std::nullopt));
    a.together = {};
  } else if (room_is_theirs(tx, clinic, a)) {
    no_room_time(a);
    return;
  } else if (!store::keeps_room(a)) {
    give_room_time(*other, a);
  }
  if (!store::keeps_room(a)) want_room_alone(clinic, a);
}

Result<NewSeat> sit_elsewhere(store::Transaction& tx, Clinic& clinic, Appointment& a,
                              const SeatWish& wish) {
  auto times = schedule::without(clinic.availability.get()->times, a.id.value);
  for (std::int64_t id : wish.freed) times = schedule::without(times, id);
  if (wish.closed_room) times = with_room_closed(times, wish.closed_room, wish.start);
  auto other = standing_half(tx, clinic, a);
  if (other && wish.start == a.start && !wish.closed_room)
    return sit_beside(tx, clinic, a, *other, times, wish);
  auto heir = heir_of(tx, clinic, a);
  free_seat(tx, clinic, a, heir);
  if (heir) times = schedule::with(times, store::taken_of(*heir, 0));
  NewSeat out;
  out.written = left_alone(tx, clinic, a, heir);
  a.together = {};
  FASCIA_TRY(out.passed, seat_with_reason(tx, clinic, times, wish.question, wish.start, wish.actor,
                                          wish.reason));
  return out;
}

schedule::Snapshot beside_other_half(const schedule::Snapshot& times, const Appointment& a,
                                     const Appointment& other) {
  schedule::Taken beside = store::taken_of(other, 0);
  no_room_time(beside);
  return schedule::in_rooms(schedule::with(schedule::without(times, a.id.value), beside),
                            {a.service}, {a.room});
}

void call_other_half(store::Transaction& tx, Clinic& clinic, const Appointment& other) {
  if (!can_still_change(other) || other.start <= clinic.now()) return;
  NewTask task;
  task.kind = "other_of_two";
  task.client = other.client;
  task.appointment = other.id;
  task.role = store::Role::desk;
  task.due = clinic.now();
  add_task(tx, clinic, task);
}

}  // namespace fascia::clinic
