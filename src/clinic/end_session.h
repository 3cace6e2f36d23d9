// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "clinic/session_log.h"

namespace fascia::clinic {

struct EndSession {
  AppointmentId appointment;
  std::optional<int> pain_now;   // asked at the end
  std::optional<int> comfort{};  // 0-10, the same
  // Why a visit that was booked as deep ends without deep work, where none was noted.
  std::string not_deep{};
};

// Ends the session, completes the visit, keeps the pain of after, begins the chart's draft with
// what a receipt needs (R44) and sets aftercare and check-ins going (R31), in one transaction.
// A deep visit ends with a place where the client said how strong it felt, or with why it has none.
// Where the client felt very little comfort the clinic's lead gets a task.
// Errors: those of own_visit; session_missing, session_ended; pain_range on pain_now; comfort_range
// on comfort; modality_on, modality_skin_open on modality (heat, cold or cups are on, or nobody
// said how the skin was after them); no_pressure_noted, note_too_long on not_deep.
Result<SessionSummary> end_session(Clinic& clinic, const Actor& actor, const EndSession& in);

}  // namespace fascia::clinic
