// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/visit_draft.h"
#include "store/appointments.h"

namespace fascia::clinic {

// A draft for the intake of a visit that is booked: its purpose, service and day are given, and
// what this browser said before about somebody else is gone. A client who was here before begins
// with what was said then and lasts (care/returning.h). A browser that is in the middle of the same
// intake goes on where it was. `asked` is "web", "aloud" or "paper" (R16); aloud is for a
// therapist. Errors: appointment_unknown; appointment_over unless the visit is requested;
// forbidden.
Result<VisitDraft> begin_intake(Clinic& clinic, const std::string& browser,
                                AppointmentId appointment, const std::string& asked,
                                const Actor& actor);

// The path of a private link for somebody without an e-mail address, to be printed or written down
// at the desk: shown once, kept as a hash. Errors: forbidden; appointment_unknown;
// appointment_over unless the answers are due; link_birth_date_missing (conflict).
Result<std::string> hand_out_intake_link(Clinic& clinic, const Actor& actor,
                                         AppointmentId appointment);

// The draft was decided: binds it to its visit. A refusal keeps the time and gives the desk a call
// to make, without the reason (R4), and so do answers that allow gentle work alone where deep
// tissue is booked (gentler_visit.h); answers that are undecided give a therapist one (R3, R5).
// Nothing happens for a draft without a visit. Errors of
// bind_intake.
Done finish_intake(Clinic& clinic, const Actor& actor, const VisitDraft& draft,
                   const Screened& screened);

// The calls that such answers ask for, within the transaction that bound them to the visit.
void call_about_answers(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit,
                        const care::Screening& screening, bool must_speak);

}  // namespace fascia::clinic
