// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/private_link.h"
#include "store/rights.h"

namespace fascia::clinic {

// R25: what was said against a record, to whom something of it went, and who opened it.

// A correction that was made, or the words of the person where it was refused: an opinion is not
// changed, what they say stands beside it. Owner, or the therapist who is asked. statement_missing.
struct RecordNote {
  std::int64_t id = 0;
  Instant at;
  bool corrected = false;
  std::string by;  // first name of who wrote it
  PrivateText text;
  bool letter = false;  // one for the person that went into the file (unreached_letter.h)
};
Done add_record_note(Clinic& clinic, const Actor& actor, ClientId client, bool corrected,
                     const PrivateText& text);
std::vector<RecordNote> record_notes(store::Connection& c, Clinic& clinic, ClientId client);

// Whom a part of the record was given to, what, and on what ground (consent, a law, danger to
// life). disclosure_incomplete on the field.
struct Disclosure {
  std::string to, what, ground;
};
// In the transaction of what gives it on: a letter that is faxed logs itself.
void note_disclosure(store::Transaction& tx, Clinic& clinic, const Actor& actor, ClientId client,
                     const Disclosure& given);
struct KeptDisclosure {
  Instant at;
  std::string by;
  Disclosure given;
};
Done log_disclosure(Clinic& clinic, const Actor& actor, ClientId client, const Disclosure& given);
Result<std::vector<KeptDisclosure>> disclosures_of(Clinic& clinic, const Actor& actor,
                                                   ClientId client);

// One look into a record or change of it: by whom, by which kind of work. What was typed as the
// reason stays inside the house.
struct Opening {
  Instant at;
  std::string by;                      // first name; empty: the client, or the program
  std::string what;                    // "read", "written"
  std::vector<std::string> from = {};  // the addresses of that day, for the owner
};
std::vector<Opening> openings_of(store::Connection& c, Clinic& clinic, ClientId client);
// For the person, through a link that was opened with the birth date (R19); latest first.
Result<std::vector<Opening>> openings_of_link(Clinic& clinic, const OpenLink& link);
Result<std::vector<Opening>> openings_of_client(Clinic& clinic, const Actor& actor,
                                                ClientId client);

// What the Commissioner must be told of a breach (PIPA Regulation s. 19), and when it was told.
struct BreachRecord {
  std::string circumstances, period, kinds, harm, people, steps_harm, steps_notify, contact;
};
struct KeptBreach {
  store::BreachId id;
  Instant noticed, tell_by;  // the clinic's own aim: 72 hours
  std::optional<Instant> commissioner_told, people_told, closed;
  BreachRecord record;
};
// breach_incomplete on each field that says nothing.
Done check_breach(const BreachRecord& record);
// Owner alone. Those of check_breach, date_in_future on `noticed_day`.
Result<store::BreachId> record_breach(Clinic& clinic, const Actor& actor, Instant noticed,
                                      const BreachRecord& record);
enum class BreachStep : char { commissioner_told, people_told, closed };
std::optional<BreachStep> parse_breach_step(std::string_view text);  // commissioner, people, closed
// What was noted keeps its first hour. breach_unknown.
Done note_breach_step(Clinic& clinic, const Actor& actor, store::BreachId id, BreachStep step);
Result<std::vector<KeptBreach>> breaches(Clinic& clinic, const Actor& actor);

}  // namespace fascia::clinic
