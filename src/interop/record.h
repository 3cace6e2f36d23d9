// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "care/screening.h"
#include "core/json.h"
#include "interop/codes.h"

// A health record (a FHIR R4 Bundle) read as answers to the interview, and screened. A record is no
// interview: what it does not tell stays open, and never becomes a "no".
namespace fascia::interop {

// Why something was left aside, as the id of a text in the code files.
struct RecordNote {
  std::string place;  // a JSON pointer into the Bundle, or the resource
  std::string what;
  std::string words = {};  // what stands there, where the text alone would not say it
  bool operator==(const RecordNote&) const = default;
};

// Whether it is of a resource that stands among the unmatched as well.
inline bool is_of_unmatched(const RecordNote& note) {
  return note.what == "unmatched" || note.what == "unknown_code" || note.what == "unnamed" ||
         note.what == "unread";
}

// What the record tells of a question against what the person said.
struct RecordConflict {
  std::string question;
  care::Answer record, person;
  std::set<std::string> resources;
};

// What a resource is, for whoever reads: its type, and the words or the code that stand in it.
struct NamedThing {
  std::string type, words;
  bool operator==(const NamedThing&) const = default;
};

struct Record {
  // The answers, for the day of the visit; a measurement too old to decide with its day (told_on).
  care::Intake intake;
  // Where a question takes one answer and the record gives several (two operations), the other
  // ways to answer; the screening is the strictest of all.
  std::vector<care::AnswerMap> others;
  std::map<std::string, std::set<std::string>, std::less<>> evidence;  // question -> resources
  // By name, the resources of the evidence, and those that are unmatched.
  std::map<std::string, NamedThing, std::less<>> named;
  // Questions of which it tells no more than a doubt: a person who answers outright settles them.
  // What it states of others counts against a no, where it is not sure as well.
  std::set<std::string> doubted;
  std::set<std::string> ask;         // questions the record raises and does not settle
  std::set<std::string> measure;     // an old reading: measure again
  std::vector<RecordNote> warnings;  // what could not be read, with its place
  std::vector<RecordNote> passed;    // read, and not the thing itself: refuted, of the family, …
  std::vector<std::string> unmatched;  // read, and unknown to the protocol
  // What stands there, by the resource's name: its text, or the displays of its codes.
  std::map<std::string, std::string, std::less<>> unmatched_words;
  std::size_t resources = 0;   // of the kinds that are read
  bool tells_nothing = false;  // no such resource, or not of a living person
  // Of a record that lies beside an intake (interop/record_beside.h): the person's own, and where
  // the two differ.
  std::optional<care::Intake> person;
  std::vector<RecordConflict> conflicts;
};

// In `missing`, before the resource's name: what could not be read as anything known.
inline constexpr std::string_view kUnreadPrefix = "record:";

// What a Bundle may be at most. Deeper than any of R4 goes.
inline constexpr json::Limits kRecordLimits{16 << 20, 64};

// Errors: json_* with line and column, fhir_no_bundle with the place. All else that is wrong is a
// warning, and makes nothing looser.
Result<Record> read_record(std::string_view json, const care::Protocol& protocol,
                           const Codes& codes, Date visit_date);
Result<Record> read_record_value(const boost::json::value& bundle, const care::Protocol& protocol,
                                 const Codes& codes, Date visit_date);

// What several ways to answer come to (`intake`, and these instead of its answers): all that any of
// them finds, the strictest of each. What is unsure in one way alone softens nothing that is sure
// in another. `letters` as care::screen's.
care::Screening screen_ways(const care::Protocol& protocol, const care::Intake& intake,
                            const std::vector<care::AnswerMap>& others, care::ServiceKind service,
                            Date visit_date, const std::vector<care::RuleLetter>& letters = {});

// The screening of a record, with its `missing` and `warnings`. Moves the strictest of the ways to
// answer into `record.intake`.
care::Screening screen_record(const care::Protocol& protocol, Record& record,
                              care::ServiceKind service, Date visit_date);

// As of an intake; the evidence of a finding names its `resources`, and `record` says what was
// read. A record that tells nothing has no `decision`.
boost::json::object to_json(const care::Screening& screening, const Record& record,
                            const Codes& codes, std::string_view language = "en");

}  // namespace fascia::interop
