// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "care/modality_use.h"
#include "care/plan.h"
#include "clinic/change_plan.h"
#include "clinic/consent.h"
#include "clinic/day_answers.h"
#include "clinic/hurt_grade.h"
#include "clinic/open_visit.h"

namespace fascia::clinic {

// The plan as it stands in the room: with the answers of the day, without the places the client
// said no to, within the agreed depth and ceiling, for the minutes that are left (R30).
struct RoomPlan {
  care::Plan plan;
  std::optional<DayScreening> day;
  // 0-5, of screening, consent and the plan's hard caps; the strictest. Places may have less.
  int max_depth = 0;
  Guardianship guardian;            // what the client's age asks for on this day (R15)
  std::vector<PlanChange> changes;  // of the therapist, oldest first (R7); those that stand hold
  std::vector<HurtGrade> grades;    // of what the client named that has grades
  care::ModalityFacts modalities;   // what bars heat, cold and cups, or asks for care with them
};
struct RoomLimits {
  std::optional<Consent> consent;   // what was agreed; without one the plan is what will be asked
  std::optional<int> minutes_left;  // of the booked time
};
// By the birth date on file, else by that of the health questions.
Guardianship guardianship_of(const store::Client& client, const std::optional<DayScreening>& day,
                             Date visit);
Result<RoomPlan> room_plan(store::Connection& c, Clinic& clinic, const Offer& offer,
                           const OpenVisit& visit, const RoomLimits& limits);

// 0-5: how deep this place may be worked at most; 0: not at all. The strictest of the body itself,
// the screening, the hard caps of the plan and the agreement.
int depth_allowed(const Clinic& clinic, const RoomPlan& room, const care::Region& region);

}  // namespace fascia::clinic
