// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "clinic/screen_record.h"
#include "store/appointments.h"

namespace fascia::clinic {

// A health record (FHIR R4 Bundle) that staff lay beside what the client answered for a visit
// (interop/record_beside.h). It is read as any record is, kept sealed with the answers, and decides
// at once: a visit that was confirmed and stands so no longer is requested again, with a call for
// the desk or a therapist (R3, R4). Anybody on the staff may put it there; what it says is for who
// treats (R20). The file itself is not kept. Leaves an audit event. Errors: forbidden;
// appointment_unknown; visit_elsewhere; appointment_over; record_needs_answers where nothing was
// answered yet; and on file: record_missing, record_size, json_…, fhir_no_bundle,
// screening_other_person.
struct LaidRecord {
  store::Appointment visit;
  std::size_t resources = 0;   // that were read
  std::size_t to_look_at = 0;  // that mean nothing here, or could not be read: somebody asks
};
Result<LaidRecord> lay_record(Clinic& clinic, const Actor& actor, AppointmentId visit,
                              std::string_view json);

}  // namespace fascia::clinic
