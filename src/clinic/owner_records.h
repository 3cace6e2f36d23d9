// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/access_request.h"
#include "clinic/erase_client.h"
#include "clinic/record_rights.h"

namespace fascia::clinic {

// What an owner sees of records without opening a chart (R20): how long they are kept, what stops
// their end, what people asked for, who opened them. All of it is forbidden to everybody else.

// By part of a name or digits of a phone, as the desk finds people.
Result<std::vector<RecordAge>> find_records(Clinic& clinic, const Actor& actor,
                                            const std::string& text);

struct StandingHold {
  store::LegalHold hold;
  std::string client, by;  // name; first name of who set it
};
Result<std::vector<StandingHold>> standing_holds(Clinic& clinic, const Actor& actor);

struct RecordDesk {
  RecordAge age;
  int visits = 0;
  std::optional<Date> last_visit, next_visit;  // of those that took place; of those to come
  std::vector<store::LegalHold> holds;         // that stand
  std::vector<store::AccessRequest> requests;  // latest first
  std::vector<RecordNote> notes;               // without their words: those stand beside the chart
  std::vector<KeptDisclosure> disclosures;
  std::vector<Opening> openings;  // latest first
};
// Leaves the audit event "rights.read". client_unknown.
Result<RecordDesk> record_desk(Clinic& clinic, const Actor& actor, ClientId client);

}  // namespace fascia::clinic
