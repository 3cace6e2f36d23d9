// SPDX-License-Identifier: Apache-2.0
#include "clinic/match_records.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>

#include "care/outcomes_figures.h"
#include "clinic/due_work.h"
#include "clinic/plan_visit.h"
#include "clinic/record_outcomes.h"
#include "core/json.h"
#include "store/clinic_profile.h"
#include "store/follow_up.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

namespace js = boost::json;

constexpr Seconds kYear = hours(24 * 365);
constexpr Seconds kStale = days_of_24h(9);
constexpr std::string_view kMatchRecords = "match_records";
constexpr std::string_view kWork = "match.count";
constexpr int kTold = 10;  // R11: fewer are not told, nor kept

// One client's visits of the last year, as matching sees them.
struct Episode {
  std::map<PractitionerId, int> sessions;
  std::map<PractitionerId, AppointmentId> newest;
  int treatments = 0;
  std::vector<double> before, later;

  // Who gave at least half of the treatments; nobody where it was shared more evenly.
  PractitionerId mostly() const {
    for (const auto& [id, count] : sessions)
      if (count * 2 > treatments) return id;
    return {};
  }
};
using Episodes = std::map<ClientId, Episode>;

Episodes episodes_of(store::Connection& c, Clinic& clinic) {
  Episodes out;
  Instant now = clinic.now();
  for (const auto& session : store::sessions_between(c, clinic.tenant, now - kYear, now)) {
    Episode& one = out[session.client];
    one.newest[session.practitioner] = session.appointment;
    if (!session.ended) continue;
    ++one.treatments;
    ++one.sessions[session.practitioner];
  }
  const care::Measure* pain = care::measure_for(clinic.follow_up.measures, "pain_average");
  auto outcomes = store::outcomes_between(c, clinic.tenant, clinic.sealer, now - kYear, now);
  std::erase_if(outcomes,
                [&](const store::Outcome& o) { return pain == nullptr || o.measure != pain->id; });
  for (const Kept& kept : kept_outcomes(outcomes)) {
    auto one = out.find(kept.outcome.client);
    if (kept.when != "before" || one == out.end()) continue;
    auto& ratings = kept.outcome.treatments == 0 ? one->second.before : one->second.later;
    ratings.push_back(kept.value);
  }
  return out;
}

std::string condition_of(store::Connection& c, Clinic& clinic, AppointmentId id) {
  auto kept = newest_plan(c, clinic, id);
  return kept && *kept ? (*kept)->plan.condition : std::string();
}

double mean_of_last(const std::vector<double>& ratings, std::size_t most) {
  std::size_t count = std::min(most, ratings.size());
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += ratings[ratings.size() - 1 - i];
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

using Cases = std::map<std::string, std::vector<care::MeasuredCase>>;  // by condition

void add_case(const Clinic& clinic, const Episode& one, const std::string& condition,
              Cases& cases) {
  PractitionerId therapist = one.mostly();
  auto result = care::case_result(clinic.follow_up.figures, one.before, one.later, one.treatments);
  if (!therapist || result == care::CaseResult::not_measured) return;
  cases[condition].push_back({therapist.text(), mean_of_last(one.before, one.before.size()),
                              mean_of_last(one.later, 2), one.treatments});
}

std::string written(const MatchRecords& records, Instant now) {
  js::array rows, people;
  for (const auto& [key, one] : records.by_problem) {
    if (one.treated < kTold) continue;
    rows.push_back(js::array{key.first, key.second.text(), one.treated, one.measured,
                             static_cast<int>(one.band)});
  }
  for (const auto& [id, count] : records.people) people.push_back(js::array{id.text(), count});
  return json::write(
      js::object{{"at", now.seconds}, {"rows", std::move(rows)}, {"people", std::move(people)}});
}

std::optional<MatchRecords> read_written(const std::string& text, Instant now) {
  auto value = json::read(text);
  if (!value || now - Instant{value->at("at").as_int64()} > kStale) return std::nullopt;
  MatchRecords out;
  for (const js::value& row : value->at("rows").as_array()) {
    const js::array& cells = row.as_array();
    auto id = PractitionerId::parse(std::string(cells.at(1).as_string()));
    if (!id) continue;
    out.by_problem[{std::string(cells.at(0).as_string()), *id}] = {
        static_cast<int>(cells.at(2).as_int64()), static_cast<int>(cells.at(3).as_int64()),
        static_cast<care::Band>(cells.at(4).as_int64())};
  }
  for (const js::value& row : value->at("people").as_array())
    if (auto id = PractitionerId::parse(std::string(row.as_array().at(0).as_string())))
      out.people[*id] = static_cast<int>(row.as_array().at(1).as_int64());
  return out;
}

}  // namespace

MatchRecords count_records(store::Connection& c, Clinic& clinic) {
  MatchRecords out;
  Cases cases;
  for (const auto& [client, one] : episodes_of(c, clinic)) {
    for (const auto& [therapist, appointment] : one.newest) {
      ++out.people[therapist];
      std::string condition = condition_of(c, clinic, appointment);
      if (condition.empty()) continue;
      ++out.by_problem[{condition, therapist}].treated;
      if (therapist == one.mostly()) add_case(clinic, one, condition, cases);
    }
  }
  for (const auto& [condition, all] : cases)
    for (const auto& [therapist, result] : care::results_of(clinic.plans.match, all))
      if (auto id = PractitionerId::parse(therapist)) {
        MatchRecord& record = out.by_problem[{condition, *id}];
        record.measured = result.measured;
        record.band = result.band;
      }
  return out;
}

MatchRecords match_records(Clinic& clinic) {
  return clinic.store.read([&](store::Connection& c) {
    auto kept = store::setting(c, clinic.tenant, kMatchRecords);
    auto known = kept ? read_written(*kept, clinic.now()) : std::nullopt;
    return known ? std::move(*known) : count_records(c, clinic);
  });
}

Done count_for_matching(store::Transaction& tx, Clinic& clinic, std::int64_t) {
  store::set_setting(tx, clinic.tenant, kMatchRecords,
                     written(count_records(tx, clinic), clinic.now()));
  return {};
}

void plan_to_count(store::Transaction& tx, Clinic& clinic) {
  const Zone zone = clinic.availability.get()->zone;
  Date today = zone.date(clinic.now());
  plan_due_work(tx, clinic, kWork, 0, zone.instant({today + (8 - today.weekday()), 4 * 60}));
}

}  // namespace fascia::clinic
