// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "clinic/book_appointment.h"
#include "clinic/change_appointment.h"
#include "clinic/holds.h"
#include "clinic/visit_fee.h"
#include "schedule/together.h"

namespace fascia::clinic {

// Two people come at the same time: two visits, two therapists, one room with two tables. Each has
// a name and contact of their own, mail, private link and health questions of their own; neither
// learns anything of the other. Each may wish for a woman or a man (gender_wish.h): two different
// therapists are looked for, of whom one fits the one and one the other. Who is asked for by name
// is meant, whatever was wished.

struct CouplePerson {
  ServiceId service;
  PractitionerId practitioner;  // none: anybody who is free
  ClientDetails client;
  ClientId known;                // staff found the person
  std::string gender_wish = {};  // empty: was not asked, and what is kept stays
};
struct BookCouple {
  CouplePerson first, second;
  Instant start;
  Actor actor;
  std::string hold;                    // token of hold_couple; its times are freed and taken again
  std::string booked_by, reason;       // as of BookAppointment
  std::optional<AgreedPolicy> policy;  // agreed to for both
  std::string idempotency_key, body;   // as of BookAppointment
};
struct BookedCouple {
  Booked first, second;
};
// In one transaction, both or neither. Errors as of book_appointment, those of the second person on
// "second.…" instead of "client.…"; no_room_for_two on start;
// couple_same_therapist on practitioner2; those of check_wishes_of_two (gender_wish.h);
// couple_same_person on second.name; couple_call_us on start, in place of what would tell the first
// person of the second's visits.
// What the first says for the second is kept of the second where they said nothing themselves. A
// client books for two where the owner allows it (else forbidden), and is the first of them. Both
// are of age, so that each can answer and consent by themself (couple_adults on birth_date), and
// each has an e-mail address for their own link (couple_email_missing on email).
Result<BookedCouple> book_couple(Clinic& clinic, const BookCouple& in);
// Of those errors the ones that the form alone can tell, all of them, of both people.
Done check_couple(Clinic& clinic, const BookCouple& in);

// Keeps a start for two for ten minutes, both therapists and the room, as hold_start does for one:
// the token is that of both, and every word about it (holds.h) is about both. Where couples do not
// book by themselves, forbidden; else the errors of hold_start, those of check_wishes_of_two and
// no_room_for_two.
struct HoldCouple {
  ServiceId first, second;
  Instant start;
  std::string browser, address;  // as of HoldStart
  int most_of_address = 3;
  std::string first_wish = {}, second_wish = {};
};
Result<HeldStart> hold_couple(Clinic& clinic, const HoldCouple& in);

// Whether people book for two by themselves; as shipped they ring up.
bool couples_online(Clinic& clinic);
// Forbidden to everybody but an owner.
Done allow_couples_online(Clinic& clinic, const Actor& actor, bool allowed);

// What is offered for a day, for these two or for two visits that are moved together.
struct CoupleTimes {
  ServiceId first, second;
  PractitionerId first_practitioner, second_practitioner;  // none: anybody
  Date day;
  std::vector<AppointmentId> moving = {};  // their own times count as free
  bool staff = true;                       // lead time and horizon are passed over
  std::string first_wish = {}, second_wish = {};
};
struct CoupleStart {
  Instant at;
  PractitionerId first, second;  // who would give them
  std::string rule;              // that staff would pass with it (R35); empty: none
};
// On the grid and from now on.
std::vector<CoupleStart> couple_times(Clinic& clinic, const CoupleTimes& in);
// The first of the next days that has one, `in.day` included.
std::optional<Date> next_couple_day(Clinic& clinic, CoupleTimes in);

// Both to another start, each with their own therapist, or neither. Staff alone. Errors:
// not_together on start where the other half is gone; those of move_appointment.
Result<store::Appointment> move_couple(Clinic& clinic, const Actor& actor, AppointmentId id,
                                       Instant start, const std::string& reason = {},
                                       const std::optional<Stood>& seen = {});
// Where both would sit at another start, each with their own therapist, in a state of the house
// that has none of the two; for staff, who pass lead time, horizon and grid. Errors of choose_seat.
Result<schedule::CoupleSeats> couple_seats(const Clinic& clinic, const Offer& offer,
                                           const schedule::Snapshot& times,
                                           const store::Appointment& a,
                                           const store::Appointment& other, Instant start);
// move_couple within a transaction; of `to` the start, the reasons, and what was seen and moved
// before.
Result<store::Appointment> move_couple_in(store::Transaction& tx, Clinic& clinic,
                                          const Offer& offer, const Actor& actor, AppointmentId id,
                                          const MoveInto& to);
// What the desk says happened to both; errors of set_status, not_together on status.
Result<store::Appointment> set_couple_status(Clinic& clinic, const Actor& actor, AppointmentId id,
                                             store::Status to, const FeeReason& why = {});
// The same within a transaction, of two that are known to stand; the first of them as it is then.
Result<store::Appointment> set_status_of_two(store::Transaction& tx, Clinic& clinic,
                                             const Offer& offer, const Actor& actor,
                                             std::array<AppointmentId, 2> ids, store::Status to,
                                             const FeeReason& why = {});

// The other person's visit, for the desk: nothing when this one is for one person. It may be
// cancelled.
std::optional<store::Appointment> other_visit(Clinic& clinic, const store::Appointment& a);
// Who comes at the same time, for the page of a visit, while that other visit stands. A name and a
// price are told to the one who booked for both, who said them; to anybody else neither.
struct Companion {
  std::string first_name;
  Money price;
};
std::optional<Companion> companion_of(Clinic& clinic, const store::Appointment& a);

}  // namespace fascia::clinic
