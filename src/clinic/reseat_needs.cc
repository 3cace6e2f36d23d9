// SPDX-License-Identifier: Apache-2.0
#include "clinic/reseat_needs.h"

#include <algorithm>
#include <cstdlib>

#include "care/match.h"
#include "clinic/in_turn.h"
#include "clinic/pass_rules.h"
#include "clinic/plan_visit.h"
#include "store/reseats.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

// Costs in steps of five minutes by which the visit shifts; a day later weighs more than any shift
// within the day.
constexpr int kStepSeconds = 300;
constexpr int kOtherDay = 300, kEachDay = 60, kEarlier = 10, kWorstFit = 60;
constexpr int kPointsAStep = 10;  // of matching

using store::Appointment;
using store::Practitioner;

std::optional<ScreeningContent> answers_of(store::Connection& c, Clinic& clinic,
                                           const Appointment& visit) {
  if (!visit.screening) return std::nullopt;
  auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, visit.screening);
  if (!kept) return std::nullopt;
  auto content = read_content(clinic, *kept);
  return content ? std::optional(std::move(*content)) : std::nullopt;
}

// Of the plan that was made, or of the one that the answers lead to.
std::optional<care::Plan> plan_of(store::Connection& c, Clinic& clinic, const Needs& needs,
                                  const store::Service& service) {
  auto kept = newest_plan(c, clinic, needs.visit.id);
  if (kept && *kept) return (*kept)->plan;
  if (!needs.answers) return std::nullopt;
  Date day = needs.visit.wall.date;
  return plan_ahead(clinic,
                    {*needs.answers, service, day, decide(clinic, *needs.answers, service, day)},
                    service);
}

template <class Items, class Item>
bool has(const Items& items, const Item& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

}  // namespace

Needs needs_of(store::Connection& c, Clinic& clinic, const Offer& offer, const Appointment& visit) {
  Needs out{offer, visit, {}, {}, {}, {}, {}, {}};
  auto client = store::find_client(c, clinic.tenant, visit.client);
  if (client) out.language = client->language;
  const Practitioner* own = offer.practitioner(visit.practitioner);
  out.gender = store::gender_wish(c, clinic.tenant, visit.client);
  // Never asked: whoever booked a woman may have done so for a reason.
  if (out.gender.empty() && own != nullptr) out.gender = own->gender;
  if (out.gender == "any") out.gender.clear();
  out.answers = answers_of(c, clinic, visit);
  if (const store::Service* service = offer.service(visit.service))
    if (auto plan = plan_of(c, clinic, out, *service)) {
      auto needed = care::needed_techniques(*plan);
      out.techniques = {needed.begin(), needed.end()};
      out.condition = plan->condition;
    }
  for (Appointment& a : store::list_of_client(c, clinic.tenant, visit.client))
    if (lead_of(a) != lead_of(visit) && store::takes_time(a.status))
      out.others.push_back(std::move(a));
  return out;
}

bool brings(const Needs& needs, const Practitioner& one) {
  const Practitioner* own = needs.offer.practitioner(needs.visit.practitioner);
  for (const std::string& technique : needs.techniques)
    if (!has(one.techniques, technique) && (own == nullptr || has(own->techniques, technique)))
      return false;
  return has(one.services, needs.visit.service) &&
         (needs.gender.empty() || one.gender == needs.gender);
}

bool speaks(const Needs& needs, const Practitioner& one) {
  const Practitioner* own = needs.offer.practitioner(needs.visit.practitioner);
  return has(one.languages, needs.language) ||
         (own != nullptr && !has(own->languages, needs.language));
}

bool fits(const Needs& needs, const Practitioner& one) {
  return one.id == needs.visit.practitioner || (brings(needs, one) && speaks(needs, one));
}

bool day_fits(store::Connection& c, Clinic& clinic, const Needs& needs, Instant start) {
  const store::Service* service = needs.offer.service(needs.visit.service);
  Date day = needs.offer.zone.date(start);
  Appointment moved = needs.visit;
  moved.start = start;
  if (!within_client_limit(c, clinic, needs.offer, moved, Actor{}, {})) return false;
  if (!needs.answers || day == needs.visit.wall.date) return true;
  care::Screening then = decide(clinic, *needs.answers, *service, day);
  if (refuses(then)) return false;
  bool was = decided(decide(clinic, *needs.answers, *service, needs.visit.wall.date),
                     needs.answers->must_speak);
  return !was || decided(then, needs.answers->must_speak);
}

bool client_is_free(const Needs& needs, Instant start, Instant until) {
  return std::none_of(needs.others.begin(), needs.others.end(),
                      [&](const Appointment& a) { return a.start < until && start < a.finish; });
}

std::map<PractitionerId, int> fit_costs(store::Connection& c, Clinic& clinic, const Needs& needs,
                                        const std::vector<const Practitioner*>& who) {
  care::MatchInput in;
  in.service = needs.visit.service.text();
  in.day = needs.visit.wall.date;
  in.wishes.language = needs.language;
  in.audience = care::Audience::staff;
  in.question = needs.visit.id.text();
  for (const auto& session : store::sessions_of(c, clinic.tenant, needs.visit.client))
    in.wishes.comfortable_with.insert(session.practitioner.text());
  for (const Practitioner* one : who) {
    care::Candidate candidate;
    candidate.id = one->id.text();
    candidate.services = {in.service};
    candidate.credential_until = in.day;  // days without one are no working time
    candidate.languages = {one->languages.begin(), one->languages.end()};
    candidate.experience_years = one->since_year > 0 ? in.day.year() - one->since_year : 0;
    in.candidates.push_back(std::move(candidate));
  }
  care::Ranking ranking = care::rank(clinic.plans, in);
  int top = 0;
  for (const care::Ranked& one : ranking.listed) top = std::max(top, one.points);
  std::map<PractitionerId, int> out;
  for (const care::Ranked& one : ranking.listed)
    if (auto id = PractitionerId::parse(one.therapist))
      out[*id] = std::clamp((top - one.points) / kPointsAStep, 0, kWorstFit);
  return out;
}

int cost_of(const Needs& needs, PractitionerId who, Instant start, int fit) {
  const Appointment& a = needs.visit;
  int days = needs.offer.zone.date(start) - a.wall.date;
  int shift = std::abs(needs.offer.zone.wall(start).minute - a.wall.minute) * 60 / kStepSeconds;
  int cost = shift + (days > 0 ? kOtherDay + kEachDay * days : 0);
  if (days == 0 && start < a.start) cost += kEarlier;
  if (who != a.practitioner) cost += kOtherTherapist + fit;
  return cost;
}

}  // namespace fascia::clinic
