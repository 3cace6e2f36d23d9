// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/screen_visit.h"
#include "interop/record.h"

namespace fascia::clinic {

// What of a health record is kept with the answers it lies beside, and how it comes back: the file
// itself is not kept.
void write_record_parts(const ScreeningContent& content, boost::json::object& into);
Done read_record_parts(const Clinic& clinic, const boost::json::object& from,
                       ScreeningContent& content);
BesideRecord beside_of(const interop::Record& record);

// Lays the record that lies beside an earlier screening of the same visit beside these answers too,
// so that answering anew drops nothing of it; whether there was one. Nothing happens where a record
// of their own lies beside the new answers, or the earlier ones are another person's.
Result<bool> lay_kept_record(store::Connection& c, const Clinic& clinic, ScreeningId before,
                             care::ServiceKind kind, Date visit_date, ScreeningContent& content);
// The same, of answers that are kept already: `kept` says what came of it.
Done lay_kept_record(store::Connection& c, const Clinic& clinic, ScreeningId before,
                     const store::Service& service, Date visit_date, ScreeningContent& content,
                     store::KeptScreening& kept);

}  // namespace fascia::clinic
