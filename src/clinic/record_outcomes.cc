// SPDX-License-Identifier: Apache-2.0
#include "clinic/record_outcomes.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <map>

#include "clinic/open_visit.h"
#include "clinic/room_plan.h"
#include "clinic/screen_visit.h"
#include "clinic/verdict_turn.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/appointments.h"
#include "store/intakes.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kLongestActivity = 120;

Done check(const Clinic& clinic, const Measurement& m, int treatments) {
  const auto& measures = clinic.follow_up.measures;
  FASCIA_TRY_DONE(care::check_value(measures, m.measure, m.value));
  const care::Measure* measure = care::find_measure(measures, m.measure);
  if (treatments < measure->from_session) return invalid(m.measure, "measure_too_early");
  if (measure->use != "activity") return {};
  if (m.activity.empty() || m.activity.size() > kLongestActivity)
    return invalid(m.measure, "activity_missing");
  return {};
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (item.empty() || item.size() > kLongestActivity) return;
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

MeasuredBy source_of(const boost::json::object& body) {
  const auto* said = body.if_contains("source");
  return said != nullptr && said->as_string() == "self" ? MeasuredBy::client
                                                        : MeasuredBy::therapist;
}

// What the plan of the visit asks for: of the condition that it follows.
std::vector<std::string> asked_by_reason(store::Connection& c, Clinic& clinic, const Offer& offer,
                                         const OpenVisit& visit) {
  auto room = room_plan(c, clinic, offer, visit, {});
  const care::Condition* reason = room ? clinic.plans.condition(room->plan.condition) : nullptr;
  return reason == nullptr ? std::vector<std::string>() : reason->asks;
}

std::vector<const care::MeasureAlert*> alerts_of_feelings(store::Connection& c, Clinic& clinic,
                                                          ClientId client) {
  std::map<std::string, std::vector<double>> values;  // oldest first
  for (const Kept& kept :
       kept_outcomes(store::outcomes_of(c, clinic.tenant, clinic.sealer, client)))
    values[kept.outcome.measure].push_back(kept.value);
  std::vector<const care::MeasureAlert*> out;
  for (const care::Measure& measure : clinic.follow_up.measures) {
    if (measure.group != "feeling") continue;
    for (const care::MeasureAlert* alert : care::alerts_of(measure, values[measure.id]))
      out.push_back(alert);
  }
  return out;
}

}  // namespace

int treatments_had(store::Connection& c, const Clinic& clinic, ClientId client) {
  auto all = store::sessions_of(c, clinic.tenant, client);
  return static_cast<int>(
      std::count_if(all.begin(), all.end(), [](const auto& s) { return s.ended.has_value(); }));
}

std::vector<KeptIntake> intakes_of(store::Connection& c, Clinic& clinic, ClientId client) {
  std::vector<KeptIntake> out;
  for (const store::Appointment& a : store::list_of_client(c, clinic.tenant, client)) {
    if (!a.screening) continue;
    auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, a.screening);
    if (!kept) continue;
    auto content = read_content(clinic, *kept);
    if (!content) continue;
    auto at = parse_rfc3339(content->at);
    if (at) out.push_back({*at, std::move(content->intake)});
  }
  std::sort(out.begin(), out.end(),
            [](const KeptIntake& x, const KeptIntake& y) { return x.answered < y.answered; });
  return out;
}

std::vector<std::string> activities_of(store::Connection& c, Clinic& clinic, ClientId client) {
  std::vector<std::string> out;
  for (const Kept& kept :
       kept_outcomes(store::outcomes_of(c, clinic.tenant, clinic.sealer, client)))
    add_once(out, kept.activity);
  if (!out.empty()) return out;
  auto intakes = intakes_of(c, clinic, client);
  if (!intakes.empty()) add_once(out, intakes.back().intake.function);
  return out;
}

std::vector<Kept> kept_outcomes(const std::vector<store::Outcome>& outcomes) {
  std::vector<Kept> out;
  for (const store::Outcome& o : outcomes) {
    auto body = json::read(o.body.reveal());
    if (!body || !body->is_object()) continue;
    const auto& object = body->as_object();
    Kept kept{o,
              object.at("value").to_number<double>(),
              std::string(object.at("when").as_string()),
              {},
              {},
              source_of(object)};
    if (const auto* words = object.if_contains("activity"))
      kept.activity = std::string(words->as_string());
    if (const auto* by = object.if_contains("by"))
      kept.by = PractitionerId::parse(std::string_view(by->as_string())).value_or(PractitionerId{});
    out.push_back(std::move(kept));
  }
  return out;
}

Result<Recorded> record_outcomes(Clinic& clinic, const Actor& actor, const RecordOutcomes& in) {
  if (in.values.empty()) return invalid("measures", "nothing_measured");
  return clinic.store.write([&](store::Transaction& tx) -> Result<Recorded> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, in.appointment));
    const std::size_t asked = alerts_of_feelings(tx, clinic, visit.client.id).size();
    auto session = store::session_of(tx, clinic.tenant, in.appointment);
    int had = treatments_had(tx, clinic, visit.client.id);
    const bool knew = is_for_lead(tx, clinic, visit.client.id);
    Faults faults;
    for (const Measurement& m : in.values) faults.add(check(clinic, m, had));
    FASCIA_TRY_DONE(faults.done());
    for (const Measurement& m : in.values) {
      boost::json::object body{{"value", m.value},
                               {"when", session ? "after" : "before"},
                               {"by", actor.practitioner.text()}};
      if (!m.activity.empty()) body["activity"] = m.activity;
      store::add_outcome(tx, clinic.tenant, clinic.sealer,
                         {clinic.random.id<store::OutcomeId>(), visit.client.id, in.appointment,
                          m.measure, clinic.now(), had, PrivateText(json::write(body))});
    }
    tell_lead_of_turn(tx, clinic, visit.client.id, in.appointment, knew);
    audit(tx, clinic, actor, "outcome.recorded", "appointment", in.appointment.value,
          visit.client.id);
    return Recorded{alerts_of_feelings(tx, clinic, visit.client.id).size() > asked};
  });
}

Result<MeasureForm> measure_form(Clinic& clinic, const Actor& actor, AppointmentId id) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<MeasureForm> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, id));
    MeasureForm out;
    out.client_name = visit.client.name;
    out.activities = activities_of(tx, clinic, visit.client.id);
    int had = treatments_had(tx, clinic, visit.client.id);
    const auto& measures = clinic.follow_up.measures;
    out.activity = care::measure_for(measures, "activity");
    out.reach = care::measure_for(measures, "reach");
    for (const char* use : {"stress_now", "relaxed_now"})
      if (const care::Measure* feeling = care::measure_for(measures, use))
        out.feelings.push_back(feeling);
    for (const std::string& asked : asked_by_reason(tx, clinic, *offer, visit)) {
      const care::Measure* one = care::find_measure(measures, asked);
      if (one == nullptr) continue;
      const bool known =
          std::find(out.feelings.begin(), out.feelings.end(), one) != out.feelings.end();
      if (one->group == "feeling" && !known) out.feelings.push_back(one);
      if (one->group == "movement" && one != out.reach && out.first_movement.empty())
        out.first_movement = one->id;
    }
    const care::Measure* global = care::measure_for(measures, "global");
    if (global != nullptr && had >= std::max(1, global->from_session)) out.global = global;
    for (const care::Measure& m : measures)
      if (m.group == "movement" && &m != out.reach) out.movements.push_back(&m);
    out.alerts = alerts_of_feelings(tx, clinic, visit.client.id);
    audit(tx, clinic, actor, "outcome.read", "appointment", id.value, visit.client.id);
    return out;
  });
}

}  // namespace fascia::clinic
