// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/pass_rules.h"
#include "store/appointments.h"

namespace fascia::clinic {

// Two people who come together have one room with two tables, whose time is with one of their
// visits (store::Appointment::together). Whatever becomes of that one, the room's time never ends
// under the other while it stands, and is never taken twice.

// The rooms with two tables in which these services can be given at once: of the kind that both
// need, or of a kind that no service asks for and that is there for two alone.
std::vector<RoomId> rooms_for_two(const Offer& offer, ServiceId first, ServiceId second);

// The other half of the pair, when it stands.
std::optional<store::Appointment> standing_half(store::Connection& c, const Clinic& clinic,
                                                const store::Appointment& a);

// `a` gives its seat up: the other half with the room's time, where that goes over to it. The
// cells of the room then stay taken.
std::optional<store::Appointment> heir_of(store::Connection& c, const Clinic& clinic,
                                          const store::Appointment& a);
// The time of its room alone.
store::Busy room_of(const store::Appointment& a);
// Gives back what `a` kept busy, but not what the heir goes on with.
void free_seat(store::Transaction& tx, const Clinic& clinic, const store::Appointment& a,
               const std::optional<store::Appointment>& heir);
// Writes the heir once `a` is written: until then PostgreSQL would see the room taken twice.
void inherit_room(store::Transaction& tx, Clinic& clinic, const store::Appointment& heir);

// Whether the other half stands in the room at this start and has the room's time.
bool room_is_theirs(store::Connection& c, const Clinic& clinic, const store::Appointment& a);
// All of the time of its room that its service and the room need, as for one who comes alone.
void want_room_alone(const Clinic& clinic, store::Appointment& a);
// Before `a` takes its seat again: it has no time of the room where the other half stands in it,
// and all of it where the other half gave it up. Where that has gone elsewhere meanwhile, the two
// are no pair any more.
void find_room_again(store::Transaction& tx, const Clinic& clinic, store::Appointment& a);

// A new seat for a visit that is moved, its old one given back. At the same start it stays beside
// the other half, in the room that they have; at another it leaves the pair. `written` is the other
// half as it is then, to be written after `a`.
struct NewSeat {
  PassedSeat passed;
  std::optional<store::Appointment> written;
};
struct SeatWish {
  schedule::Question question;  // names the therapist
  Instant start;
  RoomId closed_room;
  std::vector<std::int64_t> freed;  // ids that memory takes for taken
  Actor actor;
  PassReason reason;
};
// Errors of seat_with_reason.
Result<NewSeat> sit_elsewhere(store::Transaction& tx, Clinic& clinic, store::Appointment& a,
                              const SeatWish& wish);

// The times for a visit that stays where it is beside its other half, given by whoever is free.
schedule::Snapshot beside_other_half(const schedule::Snapshot& times, const store::Appointment& a,
                                     const store::Appointment& other);

// The desk calls whoever was to come with somebody who now may not. It says nothing of why (R20).
void call_other_half(store::Transaction& tx, Clinic& clinic, const store::Appointment& other);

}  // namespace fascia::clinic
