// SPDX-License-Identifier: Apache-2.0
#include "clinic/figure_cases.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "care/case_mix.h"
#include "clinic/record_outcomes.h"
#include "clinic/screen_visit.h"
#include "store/appointments.h"
#include "store/follow_up.h"
#include "store/services.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr int kDaysBefore = 365;

// One treatment or rating of a client, at its time.
struct Happened {
  Instant at;
  const store::TreatmentSession* session = nullptr;  // a treatment; otherwise a rating
  double rating = 0;
};

void add(FigureCase& one, const Happened& what, const std::set<AppointmentId>& deep) {
  if (const store::TreatmentSession* session = what.session) {
    if (one.treatments == 0) one.first = session->started;
    one.last = session->started;
    ++one.treatments;
    ++one.by[session->practitioner];
    if (deep.count(session->appointment) != 0) ++one.deep;
    return;
  }
  (one.treatments == 0 ? one.before : one.later).push_back(what.rating);
}

// What happened to one client, oldest first, cut where an episode ends.
std::vector<FigureCase> episodes(ClientId client, const std::vector<Happened>& all, int gap_days,
                                 const std::set<AppointmentId>& deep) {
  std::vector<FigureCase> out;
  std::optional<Instant> last, last_rated;
  std::optional<int> rated_after;  // how many treatments, by the newest rating
  const Seconds gap = days_of_24h(gap_days);
  for (const Happened& what : all) {
    bool rating = what.session == nullptr;
    bool cut =
        (last && what.at - *last > gap) || (rating && last_rated && what.at - *last_rated > gap);
    if (out.empty() || cut) {
      out.emplace_back().client = client;
      rated_after.reset();
    }
    FigureCase& one = out.back();
    // Told before the visit and again in the room: rated once.
    if (rating && one.treatments > 0 && rated_after == one.treatments) one.later.pop_back();
    add(one, what, deep);
    last = what.at;
    if (!rating) continue;
    last_rated = what.at;
    rated_after = one.treatments;
  }
  return out;
}

}  // namespace

FigureWindow figure_window(Date today, int months) {
  Date until = Date::of(today.year(), today.month(), 1);
  int from = until.year() * 12 + until.month() - 1 - months;
  return {Date::of(from / 12, from % 12 + 1, 1), until};
}

PractitionerId FigureCase::mostly() const {
  for (const auto& [id, count] : by)
    if (count * 2 > treatments) return id;
  return {};
}

std::vector<FigureCase> figure_cases(store::Connection& c, Clinic& clinic, FigureWindow window) {
  const Zone zone = clinic.availability.get()->zone;
  const Instant begin = zone.start_of(window.from - kDaysBefore), from = zone.start_of(window.from),
                until = zone.start_of(window.until);
  std::set<ServiceId> deep_services;
  for (const store::Service& service : store::list_services(c, clinic.tenant))
    if (service_kind(service) == care::ServiceKind::deep) deep_services.insert(service.id);

  auto sessions = store::sessions_between(c, clinic.tenant, begin, until);
  std::erase_if(sessions, [](const store::TreatmentSession& s) { return !s.ended; });
  std::map<ClientId, std::vector<Happened>> by_client;
  std::set<AppointmentId> deep;
  for (const store::TreatmentSession& session : sessions) {
    // What is rated before a treatment is rated before it ends, be it in the room.
    by_client[session.client].push_back({*session.ended, &session});
    auto visit = store::find_appointment(c, clinic.tenant, session.appointment);
    if (visit && deep_services.count(visit->service) != 0) deep.insert(session.appointment);
  }
  const care::Measure* pain = care::measure_for(clinic.follow_up.measures, "pain_average");
  auto outcomes = store::outcomes_between(c, clinic.tenant, clinic.sealer, begin, until);
  std::erase_if(outcomes,
                [&](const store::Outcome& o) { return pain == nullptr || o.measure != pain->id; });
  for (const Kept& kept : kept_outcomes(outcomes)) {
    auto one = by_client.find(kept.outcome.client);
    if (kept.when == "before" && one != by_client.end())
      one->second.push_back({kept.outcome.taken, nullptr, kept.value});
  }
  std::vector<FigureCase> out;
  for (auto& [client, all] : by_client) {
    std::stable_sort(all.begin(), all.end(),
                     [](const Happened& a, const Happened& b) { return a.at < b.at; });
    for (FigureCase& one : episodes(client, all, clinic.follow_up.verdict.gap_days, deep)) {
      if (one.treatments == 0 || one.last < from) continue;
      one.result =
          care::case_result(clinic.follow_up.figures, one.before, one.later, one.treatments);
      out.push_back(std::move(one));
    }
  }
  return out;
}

int case_mix_cell(store::Connection& c, Clinic& clinic, const FigureCase& one) {
  care::CaseStart start;
  start.days = clinic.plans.rule("unknown_since").value;
  if (!one.before.empty())
    start.baseline = std::accumulate(one.before.begin(), one.before.end(), 0.0) /
                     static_cast<double>(one.before.size());
  const KeptIntake* told = nullptr;  // the newest of before the first treatment
  auto intakes = intakes_of(c, clinic, one.client);
  for (const KeptIntake& intake : intakes)
    if (intake.answered <= one.first) told = &intake;
  if (told != nullptr) {
    const Zone zone = clinic.availability.get()->zone;
    start.days = care::days_since(told->intake.since, zone.date(one.first)).value_or(start.days);
    int worst = 0;
    for (const care::Pain& pain : told->intake.pains) worst = std::max(worst, pain.intensity);
    for (const care::Pain& pain : told->intake.pains)
      if (pain.intensity == worst) start.regions.push_back(pain.region);
  }
  return care::case_mix_cell(clinic.follow_up.figures, start);
}

}  // namespace fascia::clinic
