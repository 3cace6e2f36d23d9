// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "care/screening.h"
#include "clinic/clinic.h"
#include "store/intakes.h"

namespace fascia::clinic {

// What a health record and the person say against each other about one question.
struct ToldApart {
  std::string question;
  std::string record, person;          // the answers, as JSON
  std::vector<std::string> resources;  // of the record
};
// A record that was laid beside an intake: the person's own answers as they were given, and what is
// for staff to settle. Both are kept (sheet a, 4.3 x-record-conflict).
struct BesideRecord {
  care::Intake person;
  std::vector<ToldApart> apart;
};

// Of a record: what means nothing to the protocol, with the words that stand there.
struct UnreadThing {
  std::string resource;  // "Condition/12"
  std::string words;     // empty: it has none
};

struct ScreenVisit {
  ServiceId service;
  Date visit_date;
  Date birth_date;
  care::Intake intake;
  std::vector<std::string> earlier;  // tokens of this browser's screenings: R3 compares the answers
  std::string asked;                 // how it was asked: "web", "api", "aloud", "paper"
  StaffId asked_by;
  AppointmentId visit;  // whose intake it is: what was answered for it before binds as well
  // The intake of an earlier visit that came along, and what was said to "anything new?".
  ScreeningId carried_from{};
  std::string news{};
  std::optional<BesideRecord> beside{};  // `intake` is the stricter of the two then
  std::vector<UnreadThing> unread{};     // of the record
  // Of the record: what could not be read, by its place, with the id of the words that say why.
  std::vector<UnreadThing> warnings{};
  // Of the record: the ways to answer besides `intake`, and all that it told by itself
  // (interop/record_told.h), to be laid beside what the person answers later.
  std::vector<care::AnswerMap> others{};
  boost::json::object told{};
};

struct Screened {
  std::string token;  // unguessable; lives 24 hours until it is bound to an appointment
  ScreeningId id;
  Instant expires;
  care::Screening screening;
  // R3: safety answers were made milder after a refusal; nothing is confirmed before a therapist
  // has spoken with the person.
  bool must_speak = false;
};

// Decides and keeps an intake for one person, one service, one day. A record that lies beside what
// was answered for the same visit is laid beside these answers too. Errors: service_unknown (also
// for what is not sold online, unless the clinic asks), birth_date_differs on intake.birth_date,
// date_in_past on visit_date, date_in_future on birth_date, birth_date_too_old.
Result<Screened> screen_visit(Clinic& clinic, const ScreenVisit& in);

// What is kept of a screening, read back.
struct ScreeningContent {
  Date birth_date;
  care::Intake intake;
  bool must_speak = false;
  std::string asked;
  std::string asked_by;  // id of the staff member who asked aloud or typed in a paper form
  std::string at;        // when, RFC 3339
  // A therapist spoke with the person about these answers: they bind no later ones (R3).
  std::optional<Instant> spoken_at{};
  // What physicians answered about this person (R40).
  std::vector<care::RuleLetter> letters{};
  ScreeningId carried_from{};
  std::string news{};
  std::optional<BesideRecord> beside{};
  std::vector<UnreadThing> unread{};  // somebody asks about it before the visit is confirmed
  std::vector<UnreadThing> warnings{};
  std::vector<care::AnswerMap> others{};  // as ScreenVisit's; all of them decide
  boost::json::object told{};
};
Result<ScreeningContent> read_content(const Clinic& clinic, const store::KeptScreening& kept);

// The kept answers decided again for another day or service.
care::Screening decide(const Clinic& clinic, const ScreeningContent& content,
                       const store::Service& service, Date visit_date);

// What a token's screening says: the answers, decided for its own service and day. Changes nothing.
struct FoundScreening {
  ScreeningContent content;
  store::Service service;
  Date visit_date;
  care::Screening screening;
};
Result<FoundScreening> find_answer(Clinic& clinic, const std::string& token);

care::ServiceKind service_kind(const store::Service& service);
// Whether the visit cannot be booked on the web as this service: emergency, do not treat,
// clearance. Where doubts alone say so a time may be kept as requested (R5); nothing starts on it.
bool refuses(const care::Screening& screening);
// Whether a visit that is booked stands no longer as what it was sold: it is refused, or is deep
// tissue of which the answers leave gentle work alone (R4). It costs nothing to give it up.
bool stops_booked(const care::Screening& screening);
// Whether the time is confirmed at once: nothing missing, nobody has to speak with the person
// first, and it is sold as what it can be.
bool decided(const care::Screening& screening, bool must_speak);

}  // namespace fascia::clinic
