// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "schedule/together.h"
#include "store/appointments.h"

namespace fascia::clinic {

struct HoldStart {
  ServiceId service;
  Instant start;
  PractitionerId practitioner;   // none: anybody who is free
  std::optional<Date> earliest;  // of the screening (R1)
  bool first_visit = true;       // unknown yet: the careful length (R32)
  std::string browser;           // the browser's cookie, or the API client's token
  std::string address;           // where it comes from; empty: as many as it likes
  int most_of_address = 3;       // held at once
  // Of a visit in turn (schedule/in_turn.h): who gives each part; none: anybody.
  std::vector<PractitionerId> by_part = {};
};

struct HeldStart {
  std::string token;  // what the browser keeps; the store has its hash
  Instant expires;
  store::Hold hold;
  std::vector<store::Hold> then = {};  // of a visit in turn: the later parts
};

// Keeps a start of what is sold online for ten minutes. A browser's earlier hold is given up; when
// it was for the same time, that counts as an extension (R38). An address has
// `most_of_address` at once (too_many_holds). Errors of choose_seat; start_taken when somebody was
// quicker.
Result<HeldStart> hold_start(Clinic& clinic, const HoldStart& in);
// What a token holds now; nothing when it is over.
std::optional<store::Hold> find_hold(Clinic& clinic, const std::string& token);
// All of what it holds: two for a couple, each part of a visit in turn.
std::vector<store::Hold> holds_of(Clinic& clinic, const std::string& token);
// Ten more minutes, ten times at most (R38): hold_gone when it is over, hold_no_more (conflict)
// when that was the last time.
Result<Instant> extend_hold(Clinic& clinic, const std::string& token);
// Gives it up; no error when it is gone already.
Done release_hold(Clinic& clinic, const std::string& token);
// Its page is gone from the screen, closed or about to be there again: it ends in kClosedTime, and
// this is when it would have ended. Nothing when that was as soon, or when it is over.
Result<std::optional<Instant>> close_hold(Clinic& clinic, const std::string& token);
// The page is there again: it ends when it would have. No error when it is over.
Done reopen_hold(Clinic& clinic, const std::string& token, Instant until);

// What a token holds: a start for one, those of two who come together (hold_couple), or of each
// part of a visit in turn.
std::vector<store::Hold> held_by(store::Connection& c, const Clinic& clinic,
                                 const std::string& token);
// The hash by which the second start of a token is found, or the third.
std::string later_hash(const std::string& token, std::size_t nth);
// Whether these are the holds of this start of the service.
bool hold_it(const Offer& offer, const std::vector<store::Hold>& holds, ServiceId service,
             Instant start);

// Within a transaction: frees what is over, in the store and in memory.
void free_expired_holds(store::Transaction& tx, Clinic& clinic, Instant now);
void free_hold(store::Transaction& tx, Clinic& clinic, const store::Hold& hold);
// Keeps all seats of a start under one token, or none: start_taken. `like` says whose they are and
// until when; its hash is the token's, by which the first is found, and later_hash finds the
// others.
struct KeptSeats {
  std::vector<store::Hold> holds;
  std::vector<schedule::Taken> taken;  // what they keep busy, for who goes on with it
};
Result<KeptSeats> keep_seats(store::Transaction& tx, Clinic& clinic, ServiceId service,
                             const schedule::Seat& seat, const store::Hold& like,
                             const std::string& token);
// Frees these: what is free without them, as memory knows it. The booking takes their cells again
// in the same transaction.
schedule::Snapshot times_without(store::Transaction& tx, Clinic& clinic,
                                 const std::vector<store::Hold>& holds);

// A seat whose cells are free in the store, its pieces' too, which may be ahead of memory, and that
// leaves the therapist's floating break a place there: `times` is tried, and what the store refuses
// is taken as busy and the next is tried. `ignore` is freed by the caller before.
Result<schedule::Seat> seat_in_store(store::Transaction& tx, const Clinic& clinic,
                                     schedule::Snapshot times, const schedule::Question& question,
                                     Instant start);

// The same for two people who come together.
Result<schedule::CoupleSeats> couple_in_store(store::Transaction& tx, const Clinic& clinic,
                                              schedule::Snapshot times,
                                              const schedule::Couple& couple, Instant start);

// After the commit: memory learns of it.
void taken_in_memory(store::Transaction& tx, Clinic& clinic, const schedule::Taken& taken,
                     std::optional<Instant> expires = std::nullopt);
void freed_in_memory(store::Transaction& tx, Clinic& clinic, std::int64_t id);

inline constexpr Seconds kHoldTime = minutes(10);
inline constexpr Seconds kClosedTime{30};  // a page that is loaded again is there by then
inline constexpr int kMostExtensions = 10;

}  // namespace fascia::clinic
