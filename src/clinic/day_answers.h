// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/screen_visit.h"
#include "store/appointments.h"

namespace fascia::clinic {

// The screening of a visit with what was asked and measured on its day (R1, R6).
struct DayScreening {
  ScreeningContent before;  // as kept when booking
  care::AnswerMap today;    // asked in the room or at the desk on the day of the visit
  bool spoken = false;      // a therapist spoke with the person about changed or unclear answers
  care::Screening screening;
  std::vector<std::string> asked;  // all that the day asks for, in the protocol's order
  std::vector<std::string> open;   // of these, without a clear answer
  // R3, or a yes of today that no rule judges ("anything new?"): a therapist must say they spoke
  // about it.
  bool must_speak = false;

  bool complete() const { return open.empty() && !must_speak; }
  bool refuses() const { return clinic::refuses(screening); }
};

// Nothing when the visit has no screening yet.
Result<std::optional<DayScreening>> screening_today(store::Connection& c, Clinic& clinic,
                                                    const Offer& offer,
                                                    const store::Appointment& appointment);

// The answers of before and of the day as one intake of the day. What was too old by then stays
// unanswered: the new date must not make it fresh.
care::Intake intake_of_day(const Clinic& clinic, const DayScreening& day, Date visit);

struct AnswerDay {
  AppointmentId appointment;
  care::AnswerMap answers;
  bool spoken = false;
};
// Keeps the answers of the day beside the earlier ones and decides again at once. By the visit's
// own therapist, on its day. Errors: forbidden, not_your_visit, screening_missing, visit_not_today,
// session_started (conflict) when the treatment has begun.
Result<DayScreening> answer_day(Clinic& clinic, const Actor& actor, const AnswerDay& in);

}  // namespace fascia::clinic
