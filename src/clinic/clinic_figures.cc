// SPDX-License-Identifier: Apache-2.0
#include "clinic/clinic_figures.h"

#include <map>
#include <set>

#include "clinic/record_outcomes.h"
#include "clinic/screen_visit.h"
#include "store/appointments.h"
#include "store/follow_up.h"
#include "store/services.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

struct Case {
  std::vector<double> before, later;  // ratings before the first treatment, and after it
  int treatments = 0;
  int last_rated = 0;  // treatments had before the newest rating
  int deep = 0;        // of the treatments
  std::map<PractitionerId, int> by;

  // Whose case it is: who gave at least half of the treatments.
  bool belongs_to(PractitionerId practitioner) const {
    auto given = by.find(practitioner);
    return given != by.end() && given->second * 2 >= treatments;
  }
  bool mostly_deep() const { return deep * 2 > treatments; }
  bool mostly_relaxing() const { return deep * 2 < treatments; }
};

std::map<ClientId, Case> cases_of(store::Connection& c, Clinic& clinic, Instant now) {
  std::map<ClientId, Case> out;
  std::set<ServiceId> deep;
  for (const store::Service& service : store::list_services(c, clinic.tenant))
    if (service_kind(service) == care::ServiceKind::deep) deep.insert(service.id);
  for (const auto& session : store::sessions_between(c, clinic.tenant, {0}, now)) {
    if (!session.ended) continue;
    Case& one = out[session.client];
    ++one.treatments;
    ++one.by[session.practitioner];
    auto visit = store::find_appointment(c, clinic.tenant, session.appointment);
    if (visit && deep.count(visit->service) != 0) ++one.deep;
  }
  auto outcomes = store::outcomes_between(c, clinic.tenant, clinic.sealer, {0}, now);
  const care::Measure* pain = care::measure_for(clinic.follow_up.measures, "pain_average");
  std::erase_if(outcomes,
                [&](const store::Outcome& o) { return pain == nullptr || o.measure != pain->id; });
  for (const Kept& kept : kept_outcomes(outcomes)) {
    auto one = out.find(kept.outcome.client);
    if (kept.when != "before" || one == out.end()) continue;
    bool first = kept.outcome.treatments == 0;
    auto& ratings = first ? one->second.before : one->second.later;
    // A client who told it before the visit and again in the room has rated once.
    if (!first && kept.outcome.treatments == one->second.last_rated) ratings.pop_back();
    one->second.last_rated = kept.outcome.treatments;
    ratings.push_back(kept.value);
  }
  return out;
}

struct Counted {
  care::Tally tally;
  int started = 0;
};
template <class Which>
Counted count(const care::FigureRules& rules, const std::map<ClientId, Case>& cases, Which which) {
  Counted out;
  for (const auto& [client, one] : cases) {
    if (!which(one)) continue;
    ++out.started;
    auto result = care::case_result(rules, one.before, one.later, one.treatments);
    if (result == care::CaseResult::not_measured) continue;
    ++out.tally.n;
    if (result == care::CaseResult::responder) ++out.tally.x;
  }
  return out;
}

}  // namespace

Result<ClinicFigures> clinic_figures(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner, store::Role::therapist}));
  const care::FigureRules& rules = clinic.follow_up.figures;
  return clinic.store.read([&](store::Connection& c) -> Result<ClinicFigures> {
    auto cases = cases_of(c, clinic, clinic.now());
    Counted all = count(rules, cases, [](const Case&) { return true; });
    ClinicFigures out;
    out.started = all.started;
    out.measured = all.tally.n;
    for (const auto& [client, one] : cases) out.sessions += one.treatments;
    out.clinic = care::figure(rules, care::FigureFor::lead, all.tally, all.started);
    Counted deep = count(rules, cases, [](const Case& one) { return one.mostly_deep(); });
    Counted relaxing = count(rules, cases, [](const Case& one) { return one.mostly_relaxing(); });
    out.deep = care::figure(rules, care::FigureFor::lead, deep.tally, deep.started);
    out.relaxing = care::figure(rules, care::FigureFor::lead, relaxing.tally, relaxing.started);
    if (actor.practitioner) {
      Counted own =
          count(rules, cases, [&](const Case& one) { return one.belongs_to(actor.practitioner); });
      out.own = care::figure(rules, care::FigureFor::therapist_self, own.tally, own.started);
    }
    return out;
  });
}

}  // namespace fascia::clinic
