// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "care/protocol.h"

namespace fascia::care {

// How long a record must be kept at least: adults so many years after the last visit, who was under
// 18 then so many after the 18th birthday. From protocols/retention.toml.
struct RetentionFloor {
  int adult_years = 0;
  int minor_years_after_18 = 0;
  std::string source;
};

// How what is kept of one kind ends.
enum class KindEnds : char {
  with_record,  // with the client's whole record, as the floor says
  alone,        // a named person may let it go before the rest, when its own years are over
  by_itself,    // within hours, as the forms say: it became nobody's record
  stays         // it outlasts the record and names nobody
};
// From what day the years of a kind that ends alone count.
enum class KindCounts : char {
  from_the_last,  // all of them together, from the latest of them
  from_tax_year   // each from the end of the calendar year it is of
};
struct RetentionKind {
  std::string id;    // "retention.messages"
  std::string kind;  // "messages": a word of the catalogue, records.kind_messages
  KindEnds ends = KindEnds::with_record;
  KindCounts counts = KindCounts::from_the_last;
  int years = 0;                   // of one that ends alone: at least so many
  std::vector<std::string> holds;  // the tables, so that no table is of no kind
  std::string source, mark;
};

struct RetentionRules {
  RetentionFloor floor;
  std::vector<RetentionKind> kinds;
};
// Reads the file that says `kind = "retention"`. Errors as read_protocol's.
Result<RetentionRules> read_retention_rules(const std::vector<File>& files);

}  // namespace fascia::care
