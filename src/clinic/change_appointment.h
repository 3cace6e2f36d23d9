// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/pass_rules.h"
#include "clinic/visit_fee.h"
#include "store/appointments.h"

namespace fascia::clinic {

// Who may touch an appointment: staff, or whoever holds the token of its private link.
struct Key {
  Actor actor;
  std::string token;
};

// not_found "appointment_unknown" for a wrong id and for a wrong token alike.
Result<store::Appointment> find_visit(Clinic& clinic, AppointmentId id, const Key& key);

// Not begun, not over, not cancelled.
bool can_still_change(const store::Appointment& a);
// As if the room were taken a day around this start.
schedule::Snapshot with_room_closed(const schedule::Snapshot& times, RoomId room, Instant start);

// Where a visit stands on somebody's page, or stood before its last move.
struct Stood {
  Instant start;
  PractitionerId practitioner;
};

// Another start, same service, the same therapist unless one is named; in one transaction, so that
// the old time is kept when the new one is gone. The screening decides again for the new day (R1):
// screening_refuses. Errors of seat_with_reason, start_taken; appointment_over when it has begun.
// Of two people who come together one at another start comes alone (couple_room.h); a client asks
// the clinic for that (couple_moves_by_phone). A visit in turn moves with all its parts, whichever
// is named, and is cancelled and marked so (in_turn.h). `seen`: where it stood for who asks; when
// somebody else moved it meanwhile, moved_meanwhile on start (args when, therapist) and nothing is
// overwritten.
Result<store::Appointment> move_appointment(Clinic& clinic, AppointmentId id, const Key& key,
                                            Instant start, PractitionerId practitioner = {},
                                            const std::string& reason = {},
                                            const std::optional<Stood>& seen = {});

// The same within a transaction.
struct MoveInto {
  Instant start;
  PractitionerId practitioner;  // none: the visit's own
  std::string reason;
  std::vector<HoldId> freed{};  // their cells were given back in this transaction
  RoomId closed_room{};         // is not taken, although it may look free
  // Moved before it in this transaction: memory does not know of it yet, the store does.
  std::vector<AppointmentId> moved_before{};
  // Found in this transaction already, the visit's cells given back: both of a couple move.
  std::optional<PassedSeat> seat{};
  // As BookAppointment's: why lead time, horizon and grid are passed where nobody has to type it.
  std::string rules_reason{};
  std::optional<Stood> seen{};  // as move_appointment's
  // Of a visit in turn: who gives each of its standing parts; none: whoever gives it now.
  std::vector<PractitionerId> by_part{};
};
Result<store::Appointment> move_in(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                   AppointmentId id, const Key& key, const MoveInto& to);

// moved_meanwhile where it stands elsewhere than was seen.
Done still_stands(const Offer& offer, const store::Appointment& a,
                  const std::optional<Stood>& seen);

// What the kept answers say of the day of `a`, whose status follows (R1), and whether something is
// measured on arrival. screening_refuses on start.
Done screened_for(store::Transaction& tx, Clinic& clinic, const Offer& offer, store::Appointment& a,
                  bool& measured);

// Where the visit stood before its last move, while it can still be moved back there.
std::optional<Stood> moved_from(Clinic& clinic, AppointmentId id);

// Whether cancelling now would be late: inside the window of the policy that was agreed to (R36).
bool cancels_late(Clinic& clinic, const store::Appointment& a);
// Who could give this visit at another start: its own therapist when free, else the first who is.
// Errors of choose_seat. Nothing is taken, and nobody gets another therapist without a yes.
Result<PractitionerId> therapist_free_at(Clinic& clinic, const store::Appointment& a,
                                         Instant start);
// What can be booked as if this visit had given its time back.
Offer offer_without(Clinic& clinic, const Offer& offer, const store::Appointment& a);

// Gives the time back. A client inside the cancellation window makes it late-cancelled, with the
// fee that was agreed to (visit_fee.h). appointment_over when it has begun or is cancelled, but for
// the same request sent again, which is answered as the first time; idempotency_key_reused with
// another body.
struct SentOnce {
  std::string key, body;  // as BookAppointment's; no key: each request is a new one
};
Result<store::Appointment> cancel_appointment(Clinic& clinic, AppointmentId id, const Key& key,
                                              const FeeReason& why = {}, const SentOnce& sent = {});

// What the desk says happened: arrived, no_show, late_cancelled, cancelled, and back by undo. Gives
// time back or takes it again (start_taken when somebody else has it by now). R1: no_status_change
// names a change that makes no sense; nobody arrives before the day of the visit (not_its_day, arg
// when), and nobody is missed before it begins (not_begun, arg when). Late-cancelled and no_show
// bring the fee that was agreed to, or `why` nobody pays it: errors of owe_fee.
Result<store::Appointment> set_status(Clinic& clinic, const Actor& actor, AppointmentId id,
                                      store::Status to, const FeeReason& why = {});
// The same within a transaction, for who may. `step` is the number under which the change is kept,
// none: any. Where two who come together change at once, theirs are neighbours (beside_step), and
// what was one step is undone as one.
Result<store::Appointment> set_status_in(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                         const Actor& actor, AppointmentId id, store::Status to,
                                         const FeeReason& why = {}, std::int64_t step = 0);
inline std::int64_t beside_step(std::int64_t step) { return step ^ 1; }
// Of two who come together whose last step was one for both, both. Where the day has been filled
// since, staff say why the visit stands again all the same: undo_day_full on reason; to others
// day_full on start.
Result<store::Appointment> undo_status(Clinic& clinic, const Actor& actor, AppointmentId id,
                                       const std::string& reason = {});

// The intake of a requested visit came in: binds it, and confirms the visit or tells why not
// (screening_refuses; the time stays and the desk has a call to make).
Result<store::Appointment> bind_intake(Clinic& clinic, AppointmentId id, const Key& key,
                                       const std::string& screening);

}  // namespace fascia::clinic
