// SPDX-License-Identifier: Apache-2.0
#include "clinic/plan_visit.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>

#include "clinic/client_curve.h"
#include "clinic/match_records.h"
#include "clinic/open_visit.h"
#include "clinic/record_outcomes.h"
#include "clinic/session_log.h"
#include "core/json.h"
#include "store/follow_up.h"
#include "store/intakes.h"

namespace fascia::clinic {
namespace {

constexpr Seconds kDeepAgain = hours(48);  // sheet b 4.7: one deep session a region

SessionSummary summary_of(store::Connection& c, Clinic& clinic,
                          const store::TreatmentSession& session) {
  return summarise(read_log(c, clinic, session.id), comfort_steps(clinic), session.started,
                   session.ended.value_or(clinic.now()));
}

void add_last(const SessionSummary& summary, care::PlanInput& input) {
  input.last.highest_discomfort = std::max(0, summary.highest_discomfort);
  for (const WorkedRegion& worked : summary.regions)
    input.last.used.insert(input.last.used.end(), worked.techniques.begin(),
                           worked.techniques.end());
  for (const SessionStop& stop : summary.stops)
    if (stop.region) input.last.stopped.push_back(*stop.region);
}

// An answer as it was kept: a number, the id of an option, or several of them.
std::vector<std::string> said_in(const boost::json::value& answer) {
  if (const auto* many = answer.if_array()) {
    std::vector<std::string> all;
    for (const boost::json::value& one : *many)
      if (one.is_string()) all.emplace_back(one.as_string());
    return all;
  }
  if (answer.is_string()) return {std::string(answer.as_string())};
  if (answer.is_number()) return {std::to_string(std::lround(answer.to_number<double>()))};
  return {};
}

// The pain just before the session, as it was asked then.
std::optional<int> pain_before(store::Connection& c, Clinic& clinic,
                               const store::TreatmentSession& session) {
  const care::Measure* now = care::measure_for(clinic.follow_up.measures, "pain_now");
  std::optional<int> pain;
  for (const Kept& kept :
       kept_outcomes(store::outcomes_of(c, clinic.tenant, clinic.sealer, session.client))) {
    bool then = kept.outcome.appointment == session.appointment && kept.when == "before";
    if (then && now != nullptr && kept.outcome.measure == now->id)
      pain = static_cast<int>(std::lround(kept.value));
  }
  return pain;
}

// What the client answered to the check-ins of a session; `lower`: by how much the ceiling goes
// down.
std::vector<care::CheckInHeard> heard_after(store::Connection& c, Clinic& clinic,
                                            const store::TreatmentSession& session, int& lower) {
  std::vector<care::CheckInHeard> heard;
  for (const store::CheckIn& kept :
       store::check_ins_of(c, clinic.tenant, clinic.sealer, session.id)) {
    if (!kept.answered) continue;
    auto body = json::read(kept.body.reveal());
    const auto* answers =
        body && body->is_object() ? body->as_object().if_contains("answers") : nullptr;
    if (answers == nullptr || !answers->is_object()) continue;
    care::CheckInHeard one;
    one.moment = std::string(store::to_string(kept.kind));
    for (const auto& [question, answer] : answers->as_object())
      one.said[std::string(question)] = said_in(answer);
    heard.push_back(std::move(one));
    const auto* change = body->as_object().if_contains("ceiling_change");
    if (change != nullptr && change->is_int64())
      lower = std::min(lower, static_cast<int>(change->as_int64()));
  }
  return heard;
}

// Of the newest visits, one after the other, those that the client's answers say no flare followed.
int calm_visits(store::Connection& c, Clinic& clinic,
                const std::vector<store::TreatmentSession>& before) {
  int calm = 0;
  for (auto session = before.rbegin(); session != before.rend(); ++session, ++calm) {
    int lower = 0;
    if (!care::was_calm(clinic.plans, heard_after(c, clinic, *session, lower))) break;
  }
  return calm;
}

// What the client answered after their last visit changes the next plan.
void hear_check_ins(store::Connection& c, Clinic& clinic, const store::TreatmentSession& session,
                    care::PlanInput& input) {
  int lower = 0;
  std::vector<care::CheckInHeard> heard = heard_after(c, clinic, session, lower);
  if (heard.empty()) return;
  // Sheet c 8.6: it was too strong; the next session begins with a lower ceiling than was felt.
  if (lower < 0 && input.last.highest_discomfort > 0) {
    int proposed =
        std::max(clinic.follow_up.check_ins.lowest_ceiling, input.last.highest_discomfort + lower);
    input.client_ceiling = std::min(input.client_ceiling.value_or(proposed), proposed);
  }
  std::optional<int> pain = pain_before(c, clinic, session);
  for (care::CheckInHeard& one : heard) one.pain_before = pain;
  care::hear(clinic.plans, heard, input.last.used, input.last);
}

// The deep minutes that the therapist's other visits of that day and of that week leave (R32).
std::optional<int> deep_minutes_left(const Offer& offer, const store::Appointment& appointment) {
  const schedule::Snapshot times = schedule::without(offer.times, appointment.id.value);
  const PractitionerId who = appointment.practitioner;
  const Date day = offer.zone.date(appointment.start);
  std::optional<int> left;
  auto bind = [&](int most, int taken) {
    if (most != 0) left = std::min(left.value_or(most), std::max(0, most - taken));
  };
  bind(times.rules.deep_minutes_a_day, schedule::deep_minutes_on(times, who, day));
  auto p = std::ranges::find(times.practitioners, who, &schedule::PractitionerTime::id);
  if (p != times.practitioners.end())
    bind(p->week.deep_minutes, schedule::minutes_in_week(times, who, day).deep_minutes);
  return left;
}

Result<KeptPlan> read(const store::Plan& kept) {
  FASCIA_TRY(boost::json::value body, json::read(kept.body.reveal()));
  FASCIA_TRY(care::Plan plan, care::read_plan(body));
  return KeptPlan{kept.id, kept.appointment, kept.client, kept.created, std::move(plan)};
}

Done check_names(const Clinic& clinic, const std::vector<std::string>& named) {
  for (const std::string& id : named)
    if (clinic.plans.condition(id) == nullptr)
      return invalid("named", "condition_unknown", {{"name", id}});
  return {};
}

// A program plans for whoever just booked; people need the right to open the chart.
Result<store::Appointment> visit_of(store::Connection& c, const Clinic& clinic, const Actor& actor,
                                    AppointmentId id) {
  if (actor.kind != Actor::Kind::program) {
    FASCIA_TRY(OpenVisit visit, open_visit(c, clinic, actor, id));
    return visit.appointment;
  }
  auto found = store::find_appointment(c, clinic.tenant, id);
  if (!found) return not_found("appointment_unknown", "appointment");
  return *found;
}

}  // namespace

void add_history(store::Connection& c, Clinic& clinic, const Offer& offer,
                 const store::Appointment& appointment, care::PlanInput& input) {
  input.deep_minutes_left = deep_minutes_left(offer, appointment);
  std::vector<store::TreatmentSession> before;
  for (const store::TreatmentSession& session :
       store::sessions_of(c, clinic.tenant, appointment.client)) {
    if (session.appointment == appointment.id || session.started >= appointment.start) continue;
    ++input.visits_done;
    before.push_back(session);
    if (session.started + kDeepAgain <= appointment.start) continue;
    for (const WorkedRegion& worked : summary_of(c, clinic, session).regions)
      if (worked.deepest >= kDeepFrom) input.deep_lately.push_back(worked.region);
  }
  if (before.empty()) return;
  const store::TreatmentSession& last = before.back();
  input.first_visit = false;
  const care::NextStep next = curve_of(c, clinic, appointment.client, appointment.finish).next;
  input.verdict = next.verdict;
  input.goal_met = next.goal_met;
  input.function_better = next.function_better;
  if (auto plan = newest_plan(c, clinic, last.appointment); plan && *plan)
    input.spread_before = (**plan).plan.spread;
  input.calm_visits = calm_visits(c, clinic, before);
  add_last(summary_of(c, clinic, last), input);
  hear_check_ins(c, clinic, last, input);
}

KeptPlan keep_plan(store::Transaction& tx, Clinic& clinic, const store::Appointment& appointment,
                   care::Plan plan) {
  // Two plans of one second: the later one must be the newest, or a place that was just declined
  // would come back.
  Instant created = clinic.now();
  auto before = store::plan_of(tx, clinic.tenant, clinic.sealer, appointment.id);
  if (before && created <= before->created) created = before->created + Seconds{1};
  KeptPlan kept{clinic.random.id<PlanId>(), appointment.id, appointment.client, created,
                std::move(plan)};
  store::add_plan(tx, clinic.tenant, clinic.sealer,
                  {kept.id, kept.client, kept.appointment, kept.created,
                   PrivateText(json::write(care::write_plan(kept.plan)))});
  plan_to_count(tx, clinic);
  return kept;
}

Result<std::optional<KeptPlan>> newest_plan(store::Connection& c, Clinic& clinic,
                                            AppointmentId id) {
  auto kept = store::plan_of(c, clinic.tenant, clinic.sealer, id);
  if (!kept) return std::optional<KeptPlan>();
  FASCIA_TRY(KeptPlan plan, read(*kept));
  return std::optional(std::move(plan));
}

Result<KeptPlan> plan_visit(Clinic& clinic, const Actor& actor, const PlanVisit& in) {
  FASCIA_TRY_DONE(check_names(clinic, in.named));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<KeptPlan> {
    FASCIA_TRY(store::Appointment a, visit_of(tx, clinic, actor, in.appointment));
    const store::Service* service = offer->service(a.service);
    if (service == nullptr) return not_found("service_unknown", "service");
    auto screening = a.screening
                         ? store::find_screening(tx, clinic.tenant, clinic.sealer, a.screening)
                         : std::nullopt;
    if (!screening) return conflict("screening_missing", "appointment");
    FASCIA_TRY(ScreeningContent content, read_content(clinic, *screening));
    care::Screening decided = decide(clinic, content, *service, offer->zone.date(a.start));
    care::Intake intake = content.intake;
    intake.birth_date = content.birth_date;
    care::PlanInput input = care::plan_input(clinic.plans, intake, decided, service->minutes);
    // R3: nothing loosens before a therapist has spoken with the person.
    if (content.must_speak) input.limits.max_depth = 0;
    if (const auto* therapist = offer->practitioner(a.practitioner))
      input.techniques = therapist->techniques;
    input.first_visit = a.first_visit;
    input.declined = in.declined;
    input.client_ceiling = in.ceiling;
    // Staff add to what the client named; the gentlest of them leads.
    for (const std::string& id : in.named)
      if (std::find(input.named.begin(), input.named.end(), id) == input.named.end())
        input.named.push_back(id);
    input.grade = in.grade;
    add_history(tx, clinic, *offer, a, input);
    KeptPlan kept = keep_plan(tx, clinic, a, care::make_plan(clinic.plans, input));
    audit(tx, clinic, actor, "plan.made", "plan", kept.id.value, a.client);
    return kept;
  });
}

Result<std::optional<KeptPlan>> kept_plan(Clinic& clinic, const Actor& actor, AppointmentId id) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<std::optional<KeptPlan>> {
    FASCIA_TRY(store::Appointment a, visit_of(tx, clinic, actor, id));
    audit(tx, clinic, actor, "plan.read", "appointment", a.id.value, a.client);
    return newest_plan(tx, clinic, id);
  });
}

care::Plan plan_ahead(const Clinic& clinic, const FoundScreening& answers,
                      const store::Service& service) {
  care::Screening screening = answers.screening;
  if (service.id != answers.service.id)
    screening = decide(clinic, answers.content, service, answers.visit_date);
  care::Intake intake = answers.content.intake;
  intake.birth_date = answers.content.birth_date;
  care::PlanInput input = care::plan_input(clinic.plans, intake, screening, service.minutes);
  if (answers.content.must_speak) input.limits.max_depth = 0;
  input.techniques = service.techniques;
  return care::make_plan(clinic.plans, input);
}

}  // namespace fascia::clinic
