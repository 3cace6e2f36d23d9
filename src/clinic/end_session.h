// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "clinic/session_log.h"

namespace fascia::clinic {

struct EndSession {
  AppointmentId appointment;
  std::optional<int> pain_now;  // asked at the end
};

// Ends the session, completes the visit, keeps the pain of after, begins the chart's draft with
// what a receipt needs (R44) and sets aftercare and check-ins going (R31), in one transaction.
// Errors: those of own_visit; session_missing, session_ended; pain_range on pain_now.
Result<SessionSummary> end_session(Clinic& clinic, const Actor& actor, const EndSession& in);

}  // namespace fascia::clinic
