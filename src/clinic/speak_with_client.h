// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"
#include "core/private_text.h"
#include "store/appointments.h"

namespace fascia::clinic {

// A visit whose answers are in and undecided waits for a therapist's call (R3, R5): a task of kind
// call_before_visit, within the transaction that found so.
void need_call_before_visit(store::Transaction& tx, Clinic& clinic,
                            const store::Appointment& visit);

// "I have spoken with this person": kept with who, when and the note, sealed with the answers it is
// about. From then on the later answers decide (R3): the visit is confirmed if they allow it, and
// the task of the call is closed. Answers that are unsure still, or refuse, are not made milder by
// it. A physician's letter that it makes needless is closed. Errors: forbidden to who is no
// therapist; appointment_unknown; nothing_to_speak_about (conflict) unless the visit is requested
// and answered; note_missing and note_too_long on note.
Result<store::Appointment> speak_with_client(Clinic& clinic, const Actor& actor,
                                             AppointmentId visit, const PrivateText& note);
// The same within a transaction, without the task.
Result<store::Appointment> speak_in(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                                    AppointmentId visit, const PrivateText& note);

}  // namespace fascia::clinic
