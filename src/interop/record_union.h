// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "interop/record.h"

// Several records of one person, as one from a hospital and one from the family doctor.
namespace fascia::interop {

// What they tell together: what one of them tells holds, and where several speak of a question each
// of them and the stricter of both are ways to answer, so that no record makes another milder. What
// all tell alike counts once. An old measurement gives way to a newer one. Not kept: warnings,
// what was passed over and what is unknown, which stand with each record.
Record unite_records(const care::Protocol& protocol, std::vector<Record> records);

struct NamedRecord {
  std::string name;  // as of its file
  Record record;
};

// The same, with all that stands with each: its resources, warnings, what was passed over and what
// is unknown are called after it ("ward.json#Condition/5"). It tells nothing where none of them
// does. Error screening_other_person on the name of one who was born on another day than the first.
Result<Record> unite_named_records(const care::Protocol& protocol, std::vector<NamedRecord> named);

}  // namespace fascia::interop
