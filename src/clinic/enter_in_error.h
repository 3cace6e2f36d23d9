// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/appointments.h"

namespace fascia::clinic {

// R17: what was signed for the wrong person.
struct EnterInError {
  AppointmentId appointment;
  std::string reason;
  // The right person's visit of that day with the same therapist: taps, pain and words are written
  // anew there, as a draft to be read and signed. None: only the mark.
  AppointmentId right;
};
// The entry stays as it was signed, with the mark and the reason beside it; the session leaves the
// client's curve, links, counts and figures. Both charts get an audit event. By the visit's own
// therapist. Errors: those of own_visit; session_missing; error_reason_missing on reason;
// chart_unsigned; chart_in_error; visit_unknown, visit_over, session_started on right.
Done enter_in_error(Clinic& clinic, const Actor& actor, const EnterInError& in);

// Whose chart it may have been meant for: own visits of the day without a session.
struct MeantFor {
  AppointmentId appointment;
  std::string client;
  Instant start;
};
std::vector<MeantFor> meant_for(Clinic& clinic, const Actor& actor, AppointmentId id);

}  // namespace fascia::clinic
