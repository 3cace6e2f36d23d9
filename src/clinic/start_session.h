// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/screening.h"
#include "clinic/clinic.h"
#include "store/appointments.h"
#include "store/treatment.h"

namespace fascia::clinic {

// The client's pain as three numbers 0-10 (of the measures for pain_now, pain_average, pain_worst).
struct PainRatings {
  std::optional<int> now, average, worst;
};

struct StartSession {
  AppointmentId appointment;
  PainRatings pain;  // asked just before; what was not asked stays open
  // The rules of today's findings that the therapist has read (modify and stricter).
  std::vector<std::string> read_findings;
  // The client said the full name and the birth date, and both are those of this visit (R17).
  bool identity_spoken = false;
};

// What still keeps the session from starting, as stable codes in the order to deal with them:
// visit_over, visit_not_today, screening_missing, day_questions_open, must_speak,
// screening_refuses_today, refused_by_therapist (R7), grade_unconfirmed, consent_not_given,
// consent_withdrawn, consent_other_therapist, guardian_missing, guardian_not_present (R15),
// session_started. Empty: it may start.
std::vector<std::string> hindrances(store::Connection& c, Clinic& clinic, const Offer& offer,
                                    const Actor& actor, const store::Appointment& appointment);

// R1, R12: nothing starts with a hindrance (conflict, the first of them). Sets the visit in
// treatment, keeps the plan as agreed and for the minutes left, and the pain of before as outcomes.
// Further errors: those of own_visit; identity_unconfirmed on identity; finding_unread; pain_range
// on pain_now, pain_average, pain_worst; pain_worst_below on pain_worst.
std::vector<std::string> findings_to_read(const care::Screening& screening);
Result<store::TreatmentSession> start_session(Clinic& clinic, const Actor& actor,
                                              const StartSession& in);

// Within a transaction: one rating as an outcome of the visit. `when` is "before" or "after".
void keep_rating(store::Transaction& tx, Clinic& clinic, const store::Appointment& a,
                 std::string_view use, int value, std::string_view when, int treatments);
Done check_ratings(const PainRatings& pain);

}  // namespace fascia::clinic
