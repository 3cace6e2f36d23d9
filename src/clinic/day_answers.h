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
  // It has become worse since the start: the person's emergency questions are asked anew before any
  // treatment (sheet c 7b.6).
  bool red_flags_first = false;
  // Of a visit that has begun: as it was decided at its start, whatever the rules say since. Else
  // by the rules of today.
  care::Screening screening;
  bool begun = false;
  // As it was decided, where the rules of today say something else of the same answers; of a visit
  // that has begun nothing.
  std::optional<care::Screening> then;
  std::vector<std::string> asked;  // all that the day asks for, in the protocol's order
  std::vector<std::string> open;   // of these, without a clear answer
  // R3, or a yes of today that no rule judges ("anything new?"): a therapist must say they spoke
  // about it.
  bool must_speak = false;

  bool complete() const { return open.empty() && !must_speak; }
  // On the day a doubt refuses as well: nothing starts on it (R5).
  bool refuses() const { return screening.decision >= care::Decision::clearance; }
};

// Nothing when the visit has no screening yet.
Result<std::optional<DayScreening>> screening_today(store::Connection& c, Clinic& clinic,
                                                    const Offer& offer,
                                                    const store::Appointment& appointment);

// Keeps with the answers what was decided when the session began.
void keep_start(store::Transaction& tx, Clinic& clinic, ScreeningId screening,
                const DayScreening& day);

// How a visit stands by its answers: with what was said on its day where anything was, else by
// those of before. `whole`: the visit as one service (service_of_visit).
Result<care::Screening> decide_visit(store::Connection& c, Clinic& clinic, const Offer& offer,
                                     const store::Appointment& appointment,
                                     const store::Service& whole, const ScreeningContent& content);

// The answers of before and of the day as one intake of the day. What was too old by then stays
// unanswered: the new date must not make it fresh.
care::Intake intake_of_day(const Clinic& clinic, const DayScreening& day, Date visit);

// What was said on the day goes along to the screening that takes the place of `before`: nothing of
// it becomes milder, and what the new one adds is spoken about anew (R3).
Done carry_day(store::Transaction& tx, Clinic& clinic, ScreeningId before,
               store::KeptScreening& kept);

struct AnswerDay {
  AppointmentId appointment;
  care::AnswerMap answers;
  bool spoken = false;
};
// Keeps the answers of the day beside the earlier ones and decides again at once. By the visit's
// own therapist, on its day. Errors: forbidden, not_your_visit, screening_missing, visit_not_today,
// session_started (conflict) when the treatment has begun.
Result<DayScreening> answer_day(Clinic& clinic, const Actor& actor, const AnswerDay& in);

// R6: what the clinic measures on arrival (questions of the gate "measurement" that are numbers,
// the same for everybody, so that the form tells nothing) decides again at once. By anybody of the
// staff, on the day of the visit; the desk learns whether the visit goes on and nothing else (R20).
struct MeasureArrival {
  AppointmentId appointment;
  care::AnswerMap measured;
};
// Errors: forbidden, appointment_unknown, nothing_measured, measure_unknown, screening_missing,
// visit_not_today, visit_over, session_started.
Result<DayScreening> measure_on_arrival(Clinic& clinic, const Actor& actor,
                                        const MeasureArrival& in);
std::vector<const care::Question*> arrival_measures(const care::Protocol& protocol);

}  // namespace fascia::clinic
