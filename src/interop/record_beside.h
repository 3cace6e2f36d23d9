// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "interop/record.h"

// A health record laid beside what the person answered (sheet a, 4.3 x-record-conflict and the end
// of 4.4): what one of them tells fills what the other leaves open, where both speak the stricter
// holds, and what they say against each other is named with both, for staff to settle.
namespace fascia::interop {

// The record with the person's intake beside it; the stricter answers stand in `intake`, the other
// ways to read the two in `others`. A doubt of the record that the person answered outright is
// settled; what the person left open, or is not sure of, a record never settles with a no.
// Error screening_other_person on birth_date: the two are of people born on different days.
Result<Record> lay_beside(const care::Protocol& protocol, const Codes& codes, Record record,
                          const care::Intake& person, Date visit_date);

}  // namespace fascia::interop
