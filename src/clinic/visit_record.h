// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clinic/screen_record.h"
#include "store/appointments.h"

namespace fascia::clinic {

// Where a record can come from, as its file alone does not say: "hospital", "doctor", "clinic",
// "person". Nothing of health, so that the desk may read it (R20).
const std::vector<std::string>& record_sources();

// A health record (FHIR R4 Bundle) that staff lay beside what the client answered for a visit
// (interop/record_beside.h). It is read as any record is, kept sealed with the answers beside those
// that lie there already, and decides with them at once: a visit that was confirmed and stands so
// no longer is requested again, with a call for the desk or a therapist (R3, R4). Anybody on the
// staff may put it there; what it says is for who treats (R20). The file itself is not kept. Leaves
// an audit event. Errors: forbidden; appointment_unknown; visit_elsewhere; appointment_over;
// record_needs_answers where nothing was answered yet; record_source_unknown on source; and on
// file: record_missing, record_size, json_… with line and column, fhir_no_bundle with `at` (the
// place in the file), screening_other_person.
struct LaidRecord {
  store::Appointment visit;
  std::size_t resources = 0;   // that were read
  std::size_t to_look_at = 0;  // that mean nothing here, or could not be read: somebody asks
};
Result<LaidRecord> lay_record(Clinic& clinic, const Actor& actor, AppointmentId visit,
                              std::string_view json, const std::string& source = {});

// What the desk may know of the records beside a visit's answers.
struct RecordBeside {
  std::string source;
  std::optional<Instant> at;
  std::string by;  // a name
  std::optional<Instant> taken_at;
  std::string taken_by;
};
struct RecordsBeside {
  std::string client_name;
  std::vector<RecordBeside> records;  // by their place, for take_back_record
  bool may_change = false;            // there are answers, and the visit can still change
};
// Errors: forbidden; appointment_unknown.
Result<RecordsBeside> records_beside(Clinic& clinic, const Actor& actor, AppointmentId visit);

// A record that does not belong there, as one of another person: from now on it decides nothing,
// and who took it out when stands beside it. What becomes milder after a refusal needs a word with
// a therapist (R3). Leaves an audit event. Errors of lay_record; record_unknown (conflict).
Result<store::Appointment> take_back_record(Clinic& clinic, const Actor& actor, AppointmentId visit,
                                            std::size_t which);

}  // namespace fascia::clinic
