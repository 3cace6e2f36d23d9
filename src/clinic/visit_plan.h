// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/open_client.h"

namespace fascia::clinic {

// The plan of a visit as it stands now, and each change of it by the therapist, oldest first (R7).
struct VisitPlan {
  store::Appointment appointment;
  RoomPlan room;
};
// For whoever holds the clinic's key, at the command line: always with a typed reason, kept as
// "chart.read" (R20). Errors: appointment_unknown, chart_reason_missing on reason;
// screening_missing where no answers are bound.
Result<VisitPlan> visit_plan(Clinic& clinic, AppointmentId id, const std::string& reason);

}  // namespace fascia::clinic
