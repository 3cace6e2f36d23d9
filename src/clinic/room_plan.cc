// SPDX-License-Identifier: Apache-2.0
#include "clinic/room_plan.h"

#include <algorithm>

namespace fascia::clinic {
namespace {

care::PlanInput input_of(const Clinic& clinic, const Offer& offer, const OpenVisit& visit,
                         const DayScreening& day) {
  const store::Appointment& a = visit.appointment;
  const store::Service* service = offer.service(a.service);
  care::Intake intake = day.before.intake;
  intake.birth_date = day.before.birth_date;
  care::PlanInput in = care::plan_input(clinic.plans, intake, day.screening,
                                        service == nullptr ? 0 : service->minutes);
  if (const auto* therapist = offer.practitioner(a.practitioner))
    in.techniques = therapist->techniques;
  in.first_visit = a.first_visit;
  return in;
}

}  // namespace

Result<RoomPlan> room_plan(store::Connection& c, Clinic& clinic, const Offer& offer,
                           const OpenVisit& visit, const RoomLimits& limits) {
  RoomPlan out;
  FASCIA_TRY(out.day, screening_today(c, clinic, offer, visit.appointment));
  if (!out.day) return out;
  care::PlanInput in = input_of(clinic, offer, visit, *out.day);
  if (limits.depth) in.limits.max_depth = std::min(in.limits.max_depth, *limits.depth);
  in.declined = limits.declined;
  in.client_ceiling = limits.ceiling;
  out.max_depth = in.limits.max_depth;
  out.plan = care::make_plan(clinic.plans, in);
  if (limits.minutes_left)
    out.plan = care::cut_to(clinic.plans, std::move(out.plan), *limits.minutes_left);
  return out;
}

int depth_allowed(const Clinic& clinic, const RoomPlan& room, const care::Region& region) {
  const care::BodyRegion* body = clinic.plans.anatomy.region(region.id);
  if (body == nullptr || !care::exists(clinic.plans.anatomy, region)) return 0;
  int depth = std::min(body->cap, room.max_depth);
  if (room.day) depth = std::min(depth, room.day->screening.limits.depth_at(region));
  return depth;
}

}  // namespace fascia::clinic
