// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "clinic/clearance_letter.h"
#include "clinic/clinic.h"
#include "clinic/screen_visit.h"

// R40: a visit that only a physician's word holds up. Its time is kept as requested until the
// letter is back.
namespace fascia::clinic {

// Nothing refuses this visit but rules that ask a physician. A letter answers no doubt of the
// person's own (R5), finds no position where none is safe, and makes no deep work of what may not
// be worked deeper than the gentle service: that one waits for it.
bool waits_for_letter(const care::Screening& screening);
// What may be booked on the web: what goes ahead, and what waits.
bool may_be_booked(const care::Screening& screening);

// The answer is due a day before the visit. letter_too_soon on start where that hour is over.
Done check_letter_start(const Clinic& clinic, Instant start);
// The first day all of whose visits can still wait for a letter.
Date first_letter_day(const Clinic& clinic, const Offer& offer);

// From which day on somebody with these answers may come for this service (R1), decided as of the
// first moment that can be booked.
struct FirstDay {
  std::optional<Date> earliest;
  bool letter = false;   // it waits for a letter then
  bool refused = false;  // no day is known on which it could be yes
  std::optional<Date> no_letter_from;
};
FirstDay first_day(const Clinic& clinic, const Offer& offer, const ScreeningContent& content,
                   const store::Service& service);

// A visit was moved, or answered anew: its letter is due by the new time, or needless where the
// visit is decided without it or its answers refuse it outright: its task ends with that reason,
// and the letter is wanted again once they refuse no more. Within the transaction.
void move_letter(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit);

// A visit that was given up, or taken for arrived, stands again as requested: what the clock did
// not do meanwhile is planned anew. Within the transaction.
void letter_stands_again(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit);

// What whoever holds a visit's private link may know: nothing of what is asked (R19).
struct AwaitedLetter {
  store::LetterStatus status = store::LetterStatus::wanted;
  Instant due;
};
// Nothing where the visit does not wait, or waits no more.
std::optional<AwaitedLetter> awaited_letter(Clinic& clinic, const store::Appointment& visit);

// The letter for the client to print: to be shown behind the birth date alone. letter_not_needed
// (conflict) where nothing is waited for. Leaves an audit event. `from`: the browser's address.
Result<ClearanceLetter> letter_of_client(Clinic& clinic, AppointmentId id, const std::string& from);

}  // namespace fascia::clinic
