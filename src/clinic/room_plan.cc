// SPDX-License-Identifier: Apache-2.0
#include "clinic/room_plan.h"

#include <algorithm>

#include "clinic/plan_visit.h"

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

// Places that need their own yes and did not get one: a plan may come to want them after the
// consent was given, when the answers of the day change it.
std::vector<care::Region> unasked(const care::Plan& plan, const Consent& consent) {
  std::vector<care::Region> out;
  for (const care::OwnConsentRegion& own : plan.own_consent)
    if (!consent.agrees_to(own.region)) out.push_back(own.region);
  return out;
}

care::Plan plan_within(const Clinic& clinic, care::PlanInput& in,
                       const std::optional<Consent>& consent) {
  if (!consent) return care::make_plan(clinic.plans, in);
  in.limits.max_depth = std::min(in.limits.max_depth, consent->depth);
  in.declined = consent->declined();
  in.client_ceiling = consent->ceiling;
  // Each round takes at least one place out; the body has no more of them than rounds.
  for (int round = 0; round < 16; ++round) {
    care::Plan plan = care::make_plan(clinic.plans, in);
    auto without = unasked(plan, *consent);
    if (without.empty()) return plan;
    in.declined.insert(in.declined.end(), without.begin(), without.end());
  }
  return care::make_plan(clinic.plans, in);
}

}  // namespace

Result<RoomPlan> room_plan(store::Connection& c, Clinic& clinic, const Offer& offer,
                           const OpenVisit& visit, const RoomLimits& limits) {
  RoomPlan out;
  FASCIA_TRY(out.day, screening_today(c, clinic, offer, visit.appointment));
  if (!out.day) return out;
  care::PlanInput in = input_of(clinic, offer, visit, *out.day);
  add_history(c, clinic, offer, visit.appointment, in);
  out.plan = plan_within(clinic, in, limits.consent);
  out.max_depth = in.limits.max_depth;
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
