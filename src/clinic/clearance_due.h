// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "clinic/clinic.h"
#include "store/appointments.h"

namespace fascia::clinic {

inline constexpr std::string_view kLetterDue = "clearance.due";
// The beginning of a visit that waits for the talk (R3).
inline constexpr std::string_view kLetterStart = "clearance.start";

// A day before the visit; now, where that is over.
Instant letter_is_due_at(const Clinic& clinic, const store::Appointment& visit);

// R40: the physician's answer is not there, or it says no: the visit becomes the gentler service,
// where that is fit and this therapist gives one in the same time, or its time is given back free
// of charge. The client gets a mail, the desk a call to make. Nothing where the visit was decided.
// A visit that begins while its letter is still open keeps what it is, and does not start: the
// letter has lapsed, and its therapist gets a task.
Done letter_is_due(store::Transaction& tx, Clinic& clinic, std::int64_t appointment);
// The last part of it alone. Nothing before the start: the visit was moved meanwhile.
Done letter_start_has_come(store::Transaction& tx, Clinic& clinic, std::int64_t appointment);

// Its letter is waited for no more, or until another time.
void drop_letter_work(store::Transaction& tx, const Clinic& clinic, AppointmentId visit);

// The letter of a visit that began has lapsed: its therapist settles the rest (a task).
void settle_lapsed(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit);

// What came back lets the visit go on: it is confirmed, and the client hears of it.
void confirm_after_letter(store::Transaction& tx, Clinic& clinic, store::Appointment visit);

}  // namespace fascia::clinic
