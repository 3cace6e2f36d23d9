// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/book_appointment.h"
#include "clinic/clinic.h"
#include "store/wait_list.h"

namespace fascia::clinic {

// Who found no time leaves what would suit. A time that suits is kept for the first who waits for
// it and offered until a deadline; then for the next. Nobody else can book it meanwhile. Who let
// a time pass stands behind the others for what else is free of that gap; where a gap holds two,
// the first is offered a start that leaves one for the next. A visit in turn (in_turn.h) is offered
// where all its parts have a seat, and is kept, booked and given back whole. One person has one
// offer at a time. A wish for a woman or a man holds here as well (gender_wish.h): the one that is
// said with it, else the one that the clinic keeps of somebody it knows.

struct JoinWaitList {
  ServiceId service;
  PractitionerId practitioner;  // none: anybody
  std::optional<Date> from, until;
  std::string weekdays;  // digits 1 to 7; empty: any
  int from_minute = 0, until_minute = 24 * 60;
  std::string name, email, phone, language = "en";
  std::optional<Date> birth_date;
  Actor actor;
  std::string gender = {};  // whom they would rather be treated by; empty: was not asked
  // The wish that this one takes the place of. The same person keeps their place in the line.
  store::WaitId instead = {};
};
// What is free already is offered at once. Errors: service_unknown; practitioner_not_for_service;
// those of check_wish on gender; those of check_client; birth_date_missing for who comes by the web
// (the link of the visit opens with it); guardian_missing on birth_date under 18 (R15: a guardian
// calls); days_invalid on until; wait_hours_invalid on until_minute; wait_full; to clients those of
// may_book_online; wait_twice (conflict) on service when the same person (who_may_book.h) waits for
// all of this already. A wish that is wider than the one they wait with takes its place in the
// line; another word about whom they would rather be treated by is kept there too.
Result<store::WaitId> join_wait_list(Clinic& clinic, const JoinWaitList& in);
// Of those errors the ones that the wish alone can tell, all of them.
Done check_join(Clinic& clinic, const JoinWaitList& in);
Done leave_wait_list(Clinic& clinic, const Actor& actor, store::WaitId id);

// Who joined by the web finds their wish again in the browser that they joined with, for a day
// (visit_draft.h): to read it, to change it (`instead`), and to take it back.
Done remember_wish(Clinic& clinic, const std::string& browser, store::WaitId id);
std::optional<store::WaitEntry> own_wish(Clinic& clinic, const std::string& browser);
Done take_wish_back(Clinic& clinic, const Actor& actor, const std::string& browser);

struct Waiting {
  store::WaitEntry entry;
  std::optional<store::WaitOffer> offer;  // the open one
  std::vector<PractitionerId> by = {};    // who would give it, part by part
};
// For the desk, in order. forbidden to who is no staff.
Result<std::vector<Waiting>> wait_list(Clinic& clinic, const Actor& actor);

// What an offer's private link opens: wait_offer_unknown for a wrong id and a wrong token alike.
struct OfferedTime {
  store::WaitOffer offer;
  store::WaitEntry entry;               // only its id once they no longer wait
  bool open = false;                    // it can still be taken
  std::vector<PractitionerId> by = {};  // who would give it, part by part
};
Result<OfferedTime> find_offer(Clinic& clinic, store::WaitOfferId id, const std::string& token);

// Books the time, all or nothing. By the link with the policy that was agreed to (R36), or by staff
// for somebody on the phone. Errors: wait_offer_unknown, wait_offer_over; those of
// book_appointment.
struct WaitAnswer {
  store::WaitOfferId id;
  std::string token;  // staff need none
  Actor actor;
  std::optional<AgreedPolicy> policy;
  std::string reason{};  // why staff pass a limit of the client (R35)
};
Result<Booked> accept_offer(Clinic& clinic, const WaitAnswer& in);
// The time goes to the next; who declined waits on, unless they leave.
Done decline_offer(Clinic& clinic, const WaitAnswer& in, bool leaves);

// Within the transaction that gave a time back: somebody may wait for it.
void time_was_freed(store::Transaction& tx, Clinic& clinic);
// Due work: offers what suits; ends an offer whose deadline has come.
Done look_for_waiting(store::Transaction& tx, Clinic& clinic, std::int64_t);
Done offer_is_over(store::Transaction& tx, Clinic& clinic, std::int64_t offer);

}  // namespace fascia::clinic
