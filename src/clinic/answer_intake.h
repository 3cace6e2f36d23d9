// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/visit_draft.h"

namespace fascia::clinic {

// A draft for the intake of a visit that is booked: its purpose, service and day are given, and
// what this browser said before about somebody else is gone. A browser that is in the middle of the
// same intake goes on where it was. `asked` is "web", "aloud" or "paper" (R16); aloud is for a
// therapist. Errors: appointment_unknown; appointment_over unless the visit is requested;
// forbidden.
Result<VisitDraft> begin_intake(Clinic& clinic, const std::string& browser,
                                AppointmentId appointment, const std::string& asked,
                                const Actor& actor);

// The draft was decided: binds it to its visit. A refusal keeps the time and gives the desk a call
// to make, without the reason (R4). Nothing happens for a draft without a visit. Errors of
// bind_intake.
Done finish_intake(Clinic& clinic, const Actor& actor, const VisitDraft& draft,
                   const Screened& screened);

}  // namespace fascia::clinic
