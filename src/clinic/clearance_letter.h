// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/screening.h"
#include "clinic/clinic.h"
#include "clinic/open_visit.h"
#include "clinic/screen_visit.h"
#include "store/clearances.h"
#include "store/intakes.h"

// R40: the letter to a physician about a visit, its way there and back.
namespace fascia::clinic {

// What the link of a visit that waits opens besides the visit.
inline constexpr std::string_view kLetterLink = "letter";

// What a physician said, as somebody on the staff entered it.
struct LetterReply {
  std::string way;  // "paper", "phone"
  std::string signer, role;
  Date signed_on;
  std::string second_name;  // who heard it too, on the telephone
  std::string entered_by;
  Instant entered;
  std::vector<care::RuleLetter> answers;
};

// What is sealed of a letter.
struct LetterContent {
  std::string recipient, fax;  // whom it was sent to
  // The client agreed that it is sent: in whose presence, when.
  std::string consent_by;
  std::optional<Instant> consent_at;
  std::vector<LetterReply> replies;
};
// letter_malformed; json_… of what is no JSON.
Result<LetterContent> read_letter_content(const PrivateText& body);
PrivateText write_letter_content(const LetterContent& content);

// A visit's letter before the eyes of somebody who treats.
struct ClearanceLetter {
  OpenVisit visit;
  store::Service service;
  // The rules that ask, as if no letter were there; none where the answers refuse outright.
  std::vector<care::Finding> asked;
  care::Screening screening;  // with what came back
  std::string protocol;       // name and version of the rules
  std::optional<store::Clearance> row;
  LetterContent content;
  struct Step {
    store::LetterStatus status = store::LetterStatus::wanted;
    Instant at;
    std::string who;  // empty: the program
  };
  std::vector<Step> steps;
  std::vector<store::ClearanceFile> files;
};
// Errors of open_visit; screening_missing. Leaves an audit event.
Result<ClearanceLetter> read_letter(Clinic& clinic, const Actor& actor, AppointmentId id);

// The visit waits for a physician: its letter is wanted, by a day before the visit. Within the
// transaction that found so; nothing where the screening asks none, or refuses whatever a physician
// says.
void want_letter(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit,
                 const care::Screening& screening);

// "I have given it to the client." By who treats; errors of open_visit, letter_not_needed,
// letter_over (conflict) when the visit is decided otherwise.
Done give_letter(Clinic& clinic, const Actor& actor, AppointmentId id);

struct FaxLetter {
  std::string recipient, fax;
  bool consent = false;  // the client agreed, today, that it is sent to this physician
};
// Further errors: letter_recipient_missing on recipient, phone_invalid on fax,
// letter_consent_missing on consent: nothing is sent without it.
Done fax_letter(Clinic& clinic, const Actor& actor, AppointmentId id, const FaxLetter& in);
// "I asked for it again": anybody on the staff, for it says nothing of health. letter_not_sent
// (conflict) unless it was given or faxed.
Done chase_letter(Clinic& clinic, const Actor& actor, AppointmentId id);

// What the desk may know of it; nothing where the visit has none.
std::optional<store::LetterStatus> letter_status(Clinic& clinic, AppointmentId id);

// Within a transaction: the status with who and when.
void step_letter(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                 store::Clearance& letter, store::LetterStatus to);
// What physicians answered for earlier visits of this client goes with the answers of a new intake,
// where it serves as long as it is in date and the answers are the same.
void carry_letters(store::Connection& c, Clinic& clinic, ClientId client,
                   store::KeptScreening& kept, ScreeningContent& content);
// A letter and the answers of its visit, decided with and without it.
struct AskedOf {
  store::KeptScreening kept;
  std::vector<care::Finding> asked;
  bool refused = false;  // outright: nothing is asked then
  care::Screening screening;
  care::RuleLetter::Told told;  // of the events that end a letter
};
Result<AskedOf> asked_of(store::Connection& c, Clinic& clinic, const store::Appointment& visit);

}  // namespace fascia::clinic
