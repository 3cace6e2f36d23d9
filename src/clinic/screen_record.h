// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <optional>

#include "clinic/screen_visit.h"
#include "interop/record.h"

namespace fascia::clinic {

// A health record (FHIR R4 Bundle) in the place of an intake, or beside one.
struct ScreenRecord {
  ServiceId service;
  Date visit_date;
  std::optional<Date> birth_date;           // needed where the record's Patient has none
  std::optional<care::Intake> person = {};  // what the person answered
  std::string asked = "api";                // as ScreenVisit's
  std::string source = {};                  // as KeptRecord's
  StaffId asked_by = {};
  AppointmentId visit = {};
};

struct RecordScreened {
  Screened screened;
  interop::Record record;
};

// What codes mean, as shipped and with what the clinic's own files add; read once.
const Result<interop::Codes>& record_codes(const Knowledge& knowledge);

// Decides and keeps what the record tells, with the person's own answers where they lie beside it
// (interop/record_beside.h). Errors: fhir_no_bundle with its place; value_missing on
// birth_date; screening_other_person where the record is of somebody born on another day; those of
// screen_visit.
Result<RecordScreened> screen_record(Clinic& clinic, const ScreenRecord& in,
                                     const boost::json::value& bundle);

}  // namespace fascia::clinic
