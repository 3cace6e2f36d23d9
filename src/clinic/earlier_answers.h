// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "clinic/clinic.h"
#include "clinic/screen_visit.h"
#include "store/appointments.h"

namespace fascia::clinic {

// What this visit's client answered last, for another visit: as kept, with what was asked on that
// visit's day over it.
struct EarlierAnswers {
  ScreeningId screening;
  Date day;
  care::Intake intake;
  // R3: answers were made milder after a refusal and nobody has spoken about it: nothing of it is
  // taken along.
  bool must_speak = false;
};
// Nothing for a first visit. What was entered for the wrong person (R17) is left out.
std::optional<EarlierAnswers> find_earlier_answers(store::Connection& c, Clinic& clinic,
                                                   const Offer& offer,
                                                   const store::Appointment& visit,
                                                   Date birth_date);

}  // namespace fascia::clinic
