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

// A health record as it was laid beside the answers for a visit: what it told, not its file.
// Several may lie there; all that count decide together (interop/record_union.h).
struct KeptRecord {
  std::string source{};  // where it came from (record_sources in visit_record.h); empty: unsaid
  std::string at{};      // when it was laid, RFC 3339
  std::string by{};      // id of the staff member
  boost::json::object told{};  // interop/record_told.h
  std::vector<UnreadThing> unread{};
  // What could not be read, by its place, with the id of the words that say why.
  std::vector<UnreadThing> warnings{};
  bool spoken = false;  // a therapist asked about what is unread in it
  // Taken back out: when and by whom. It stays in sight and decides nothing.
  std::string taken_at{}, taken_by{};

  bool counts() const { return taken_at.empty(); }
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
  std::optional<BesideRecord> beside{};   // `intake` is the stricter of the two then
  std::vector<care::AnswerMap> others{};  // of the record: the ways to answer besides `intake`
  std::optional<KeptRecord> record{};     // that lies beside these answers, or in their place
  // Which of the records beside the visit's answers is taken back out, by its place among them.
  std::optional<std::size_t> take_back{};
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

// Decides and keeps an intake for one person, one service, one day. The records that lie beside
// what was answered for the same visit are laid beside these answers too. Errors: service_unknown
// (also for what is not sold online, unless the clinic asks), birth_date_differs on
// intake.birth_date, date_in_past on visit_date, date_in_future on birth_date, birth_date_too_old,
// record_unknown (conflict) where `take_back` names none that counts.
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
  std::vector<care::AnswerMap> others{};  // as ScreenVisit's; all of them decide
  std::vector<KeptRecord> records{};      // in the order in which they were laid; none is ever gone
  // As these answers were decided, where the rules have changed since and say something else of the
  // very same answers now (invariant 4): both are shown.
  std::optional<care::Screening> then{};
  // It was a no then and is none now: `must_speak` holds until somebody has spoken with the person
  // under the rules of now, or new answers decide. A rule that changed opens nothing by itself.
  bool rules_hold = false;
  // What the client would read now is another answer: a yes, a yes with changes, a no, or not as
  // deep work. Nothing is booked before they have looked through the questions again.
  bool ask_anew = false;
};
Result<ScreeningContent> read_content(const Clinic& clinic, const store::KeptScreening& kept);

// The decision as the row keeps it from now on, with the letters that it knows of.
void write_decision(boost::json::object& into, const care::Screening& screening,
                    std::size_t letters);

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
// Whether no physician's yes would change that: an emergency, or do not treat. Of a physician's own
// no and of doubts alone this is false.
bool refuses_outright(const care::Screening& screening);
// Whether a visit that is booked stands no longer as what it was sold: it is refused, or is deep
// tissue of which the answers leave gentle work alone (R4). It costs nothing to give it up.
bool stops_booked(const care::Screening& screening);
// Whether the time is confirmed at once: nothing missing, nobody has to speak with the person
// first, and it is sold as what it can be.
bool decided(const care::Screening& screening, bool must_speak);

}  // namespace fascia::clinic
