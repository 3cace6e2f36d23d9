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

// R15: under 18 no place that needs its own consent is in a plan.
std::vector<care::Region> sensitive_places(const Clinic& clinic) {
  std::vector<care::Region> out;
  for (const care::Region& region : clinic.protocol.regions)
    if (const care::BodyRegion* body = clinic.plans.anatomy.region(region.id))
      if (body->consent != care::OwnConsent::no) out.push_back(region);
  return out;
}

care::Plan plan_within(const Clinic& clinic, care::PlanInput& in,
                       const std::optional<Consent>& consent, std::optional<int> ceiling) {
  in.client_ceiling = ceiling;
  if (!consent) return care::make_plan(clinic.plans, in);
  in.limits.max_depth = std::min(in.limits.max_depth, consent->depth);
  auto declined = consent->declined();
  in.declined.insert(in.declined.end(), declined.begin(), declined.end());
  in.client_ceiling = std::min(consent->ceiling, ceiling.value_or(10));
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

Guardianship guardianship_of(const store::Client& client, const std::optional<DayScreening>& day,
                             Date visit) {
  std::optional<Date> born = client.birth_date;
  if (!born && day) born = day->before.birth_date;
  return guardianship(born, visit);
}

Result<RoomPlan> room_plan(store::Connection& c, Clinic& clinic, const Offer& offer,
                           const OpenVisit& visit, const RoomLimits& limits) {
  RoomPlan out;
  FASCIA_TRY(out.day, screening_today(c, clinic, offer, visit.appointment));
  out.guardian = guardianship_of(visit.client, out.day, offer.zone.date(visit.appointment.start));
  out.changes = changes_of(c, clinic, visit.appointment.id);
  if (!out.day) return out;
  apply_changes(clinic, out.changes, out.day->screening);
  care::PlanInput in = input_of(clinic, offer, visit, *out.day);
  out.grades = hurt_grades(clinic, in, out.day->before.intake.answers, out.changes);
  set_grades(out.grades, in);
  if (out.guardian.consents) in.declined = sensitive_places(clinic);
  add_history(c, clinic, offer, visit.appointment, in);
  out.modalities = care::modality_facts(clinic.plans, in);
  std::optional<int> ceiling = ceiling_of(out.changes);
  out.plan = plan_within(clinic, in, limits.consent, ceiling);
  out.max_depth = std::min(in.limits.max_depth, out.plan.hard_depth);
  // What is over is as it was planned, whatever the rules say since (invariant 4).
  auto session = store::session_of(c, clinic.tenant, visit.appointment.id);
  if (session && session->ended) {
    FASCIA_TRY(auto kept, newest_plan(c, clinic, visit.appointment.id));
    if (kept) {
      out.plan = std::move(kept->plan);
      return out;
    }
  }
  if (limits.minutes_left)
    out.plan = care::cut_to(clinic.plans, std::move(out.plan), *limits.minutes_left);
  return out;
}

int depth_allowed(const Clinic& clinic, const RoomPlan& room, const care::Region& region) {
  const care::BodyRegion* body = clinic.plans.anatomy.region(region.id);
  if (body == nullptr || !care::exists(clinic.plans.anatomy, region)) return 0;
  int depth = std::min(body->cap, room.max_depth);
  if (room.day) depth = std::min(depth, room.day->screening.limits.depth_at(region));
  auto hard = room.plan.hard_depths.find(region);
  if (hard != room.plan.hard_depths.end()) depth = std::min(depth, hard->second);
  return depth;
}

}  // namespace fascia::clinic
