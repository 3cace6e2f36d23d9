// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/screening.h"
#include "clinic/cancel_policy.h"
#include "clinic/clinic.h"
#include "clinic/pass_rules.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {

struct ClientDetails {
  std::string name;
  std::optional<Date> birth_date;
  std::string email;
  std::string phone;
  std::string language = "en";
  std::string guardian, guardian_relation;  // under 18 (R15)
};

struct BookAppointment {
  ServiceId service;
  Instant start;
  PractitionerId practitioner;  // none: anybody who is free
  std::string hold;       // token; empty or over: the start is taken if it is still free (R38)
  std::string screening;  // token; empty: the intake is due and the status is requested (R4)
  ClientDetails client;
  bool for_other = false;       // booker and client are two people (R15)
  std::string booked_by;        // who books, when it is not the client
  std::string idempotency_key;  // empty only for staff
  std::string body;             // what was sent with the key; another body is refused
  Actor actor;
  ClientId known;        // staff found the person: no other is made; passed over for everybody else
  bool by_link = false;  // but for who holds the private link of a visit of theirs
  bool has_arrived = false;  // a walk-in: marked in the same transaction; forbidden to clients
  std::string reason;        // why staff pass a rule (R35); kept in the audit
  // Why lead time, horizon and grid are passed where nobody has to type it (a series); a full day
  // and the client's own limits ask for `reason` all the same.
  std::string rules_reason{};
  std::optional<AgreedPolicy> policy;  // what was agreed to before confirming (R36)
  // Of two people who come together (book_couple.h): found in this transaction for both, and the
  // pair's id.
  std::optional<PassedSeat> seat{};
  AppointmentId together{};
  // Whom the client would rather be treated by (gender_wish.h); empty: was not asked, and what is
  // kept stays.
  std::string gender_wish{};
  bool tell = true;  // false: whoever books several of them tells of all in one mail
  // Of a visit in turn (schedule/in_turn.h): who gives each part; none: anybody.
  std::vector<PractitionerId> by_part{};
};

struct Booked {
  store::Appointment appointment;
  store::Client client;
  std::string manage_token;                   // of the private link to move or cancel
  bool repeated = false;                      // the same key again: nothing new was booked
  std::vector<store::Appointment> then = {};  // of a visit in turn: the later parts
};

// One transaction takes therapist, room and equipment or fails as a whole. Errors: on client.name,
// client.email, client.phone, client.birth_date, client.guardian (guardian_missing: under 18, R15);
// booker_missing on booked_by; on gender wish_unknown and wish_fits_nobody; screening_unknown,
// screening_other_person, screening_refuses, screening_rules_changed,
// screening_gentle_only (args service, slug: the gentler
// one, where there is one) on screening; to clients those of may_book_online;
// letter_too_soon on start, where only a physician's letter is missing (R40: else the visit is
// requested until it is there); idempotency_key_missing, idempotency_key_reused; those of
// seat_with_reason and check_agreed; start_taken (conflict).
Result<Booked> book_appointment(Clinic& clinic, const BookAppointment& in);

// Client and booker as book_appointment checks them; for who books within a transaction.
Done check_booking(const Clinic& clinic, const BookAppointment& in);

// The same within a transaction, for who checked client and booker already.
Result<Booked> book_in_transaction(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                   const BookAppointment& in);

// The nearest other times that the screening allows (R1), for whoever met start_taken.
std::vector<schedule::Start> alternatives(Clinic& clinic, const BookAppointment& in);

// "a@b.ca" or empty; a phone of 7 to 15 digits or empty; one of the two is needed (R16).
Done check_client(const ClientDetails& client, Date today);

}  // namespace fascia::clinic
