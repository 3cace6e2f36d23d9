// SPDX-License-Identifier: Apache-2.0
#include "clinic/start_session.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/consent.h"
#include "clinic/day_answers.h"
#include "clinic/hurt_grade.h"
#include "clinic/open_client.h"
#include "clinic/plan_visit.h"
#include "clinic/review_protocol.h"
#include "clinic/room_rules.h"
#include "clinic/verdict_turn.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/follow_up.h"

namespace fascia::clinic {
namespace {

using store::Status;

bool can_be_treated(Status status) {
  return status == Status::requested || status == Status::booked || status == Status::confirmed ||
         status == Status::arrived;
}

void add_screening_hindrances(const std::optional<DayScreening>& day,
                              std::vector<std::string>& out) {
  if (!day) {
    out.emplace_back("screening_missing");
    return;
  }
  if (!day->open.empty()) out.emplace_back("day_questions_open");
  if (day->must_speak) out.emplace_back("must_speak");
  if (day->refuses()) out.emplace_back("screening_refuses_today");
}

bool a_grade_waits(const Clinic& clinic, const DayScreening& day,
                   const std::vector<PlanChange>& changes) {
  auto grades = hurt_grades(clinic, day.before.intake, day.screening, changes);
  return std::any_of(grades.begin(), grades.end(), [](const auto& one) { return one.waits(); });
}

// A consent from before the birth date was known or put right does not do.
void add_guardian_hindrances(const Guardianship& needs, const Consent& consent,
                             std::vector<std::string>& out) {
  if (!needs.consents) return;
  if (consent.guardian.empty() || consent.guardian_relation.empty())
    out.emplace_back("guardian_missing");
  else if (needs.present && !consent.guardian_present)
    out.emplace_back("guardian_not_present");
}

int treatments_before(store::Connection& c, const Clinic& clinic, ClientId client) {
  auto all = store::sessions_of(c, clinic.tenant, client);
  return static_cast<int>(
      std::count_if(all.begin(), all.end(), [](const auto& s) { return s.ended.has_value(); }));
}

}  // namespace

std::vector<std::string> hindrances(store::Connection& c, Clinic& clinic, const Offer& offer,
                                    const Actor& actor, const store::Appointment& a) {
  std::vector<std::string> out;
  if (store::session_of(c, clinic.tenant, a.id)) return {"session_started"};
  if (!can_be_treated(a.status)) out.emplace_back("visit_over");
  if (offer.zone.date(clinic.now()) != offer.zone.date(a.start))
    out.emplace_back("visit_not_today");
  if (!is_review_settled(c, clinic)) out.emplace_back("protocol_not_acknowledged");
  auto day = screening_today(c, clinic, offer, a);
  add_screening_hindrances(day ? *day : std::nullopt, out);
  const std::vector<PlanChange> changes = changes_of(c, clinic, a.id);
  if (refused_by_therapist(changes)) out.emplace_back("refused_by_therapist");
  if (day && *day && a_grade_waits(clinic, **day, changes)) out.emplace_back("grade_unconfirmed");
  auto consent = consent_of(c, clinic, a.id);
  if (!consent) {
    out.emplace_back("consent_not_given");
  } else {
    if (consent->withdrawn) out.emplace_back("consent_withdrawn");
    if (consent->practitioner != actor.practitioner) out.emplace_back("consent_other_therapist");
    auto client = store::find_client(c, clinic.tenant, a.client);
    FASCIA_CHECK(client.has_value());
    add_guardian_hindrances(
        guardianship_of(*client, day ? *day : std::nullopt, offer.zone.date(a.start)), *consent,
        out);
  }
  return out;
}

Done check_ratings(const PainRatings& pain) {
  const std::pair<const char*, std::optional<int>> all[] = {
      {"pain_now", pain.now}, {"pain_average", pain.average}, {"pain_worst", pain.worst}};
  Faults faults;
  for (const auto& [field, value] : all)
    if (value && (*value < 0 || *value > 10)) faults.add(invalid(field, "pain_range"));
  // Sheet c 7.1: the worst of a week is not below its average.
  if (faults.none() && pain.worst && pain.average && *pain.worst < *pain.average)
    faults.add(invalid("pain_worst", "pain_worst_below"));
  return faults.done();
}

void keep_rating(store::Transaction& tx, Clinic& clinic, const store::Appointment& a,
                 std::string_view use, int value, std::string_view when, int treatments) {
  const care::Measure* measure = care::measure_for(clinic.follow_up.measures, use);
  if (measure == nullptr) return;
  boost::json::object body{{"value", value}, {"when", when}};
  store::add_outcome(tx, clinic.tenant, clinic.sealer,
                     {clinic.random.id<store::OutcomeId>(), a.client, a.id, measure->id,
                      clinic.now(), treatments, PrivateText(json::write(body))});
}

std::vector<std::string> findings_to_read(const care::Screening& screening) {
  std::vector<std::string> out;
  for (const care::Finding& finding : screening.findings)
    if (finding.decision >= care::Decision::modify) out.push_back(finding.rule);
  return out;
}

Result<store::TreatmentSession> start_session(Clinic& clinic, const Actor& actor,
                                              const StartSession& in) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<store::TreatmentSession> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, in.appointment));
    store::Appointment& a = visit.appointment;
    auto hindered = hindrances(tx, clinic, *offer, actor, a);
    if (!hindered.empty()) return conflict(hindered.front());
    Faults faults;
    faults.add(check_ratings(in.pain));
    if (!in.identity_spoken) faults.add(invalid("identity", "identity_unconfirmed"));
    FASCIA_TRY(std::optional<DayScreening> day, screening_today(tx, clinic, *offer, a));
    for (const std::string& rule : findings_to_read(day->screening))
      if (std::find(in.read_findings.begin(), in.read_findings.end(), rule) ==
          in.read_findings.end())
        faults.add(invalid("finding." + rule, "finding_unread"));
    FASCIA_TRY_DONE(faults.done());
    int before = treatments_before(tx, clinic, a.client);
    store::TreatmentSession session{
        clinic.random.id<SessionId>(), a.id, a.client, actor.practitioner, clinic.now(), {}};
    keep_start(tx, clinic, a.screening, *day);
    FASCIA_TRY_DONE(store::start_session(tx, clinic.tenant, session));
    const std::pair<const char*, std::optional<int>> ratings[] = {{"pain_now", in.pain.now},
                                                                  {"pain_average", in.pain.average},
                                                                  {"pain_worst", in.pain.worst}};
    const bool knew = is_for_lead(tx, clinic, a.client);
    for (const auto& [use, value] : ratings)
      if (value) keep_rating(tx, clinic, a, use, *value, "before", before);
    tell_lead_of_turn(tx, clinic, a.client, a.id, knew);
    FASCIA_TRY(ClientFile file, client_file(tx, clinic, *offer, actor, visit));
    keep_rules(tx, clinic, session.id, rules_of(file.room));
    keep_plan(tx, clinic, a, std::move(file.room.plan));
    a.status = Status::in_treatment;
    store::update_appointment(tx, clinic.tenant, a);
    store::raise_version(tx, clinic.tenant, a.location);
    audit(tx, clinic, actor, "session.identity_confirmed", "session", session.id.value, a.client);
    audit(tx, clinic, actor, "session.started", "session", session.id.value, a.client);
    return session;
  });
}

}  // namespace fascia::clinic
