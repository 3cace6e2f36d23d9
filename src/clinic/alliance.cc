// SPDX-License-Identifier: Apache-2.0
#include "clinic/alliance.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <charconv>
#include <map>

#include "clinic/record_outcomes.h"
#include "clinic/tasks.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/follow_up.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kWhen = "alliance";
constexpr std::string_view kTask = "offer_change";

Result<store::TreatmentSession> session_behind(store::Connection& c, Clinic& clinic,
                                               const OpenLink& link) {
  auto kept = store::find_check_in(c, clinic.tenant, clinic.sealer, store::CheckInId{link.subject});
  if (!kept) return not_found("check_in_missing");
  auto session = store::find_session(c, clinic.tenant, kept->session);
  if (!session) return not_found("check_in_missing");
  return *session;
}

// Which of the client's visits it was, from 1; 0 for one that counts no more.
int number_of(store::Connection& c, const Clinic& clinic, const store::TreatmentSession& session) {
  int number = 0;
  for (const auto& one : store::sessions_of(c, clinic.tenant, session.client)) {
    if (one.ended) ++number;
    if (one.id == session.id) return number;
  }
  return 0;
}

bool asks_after(const care::Measure& measure, int number) {
  return std::find(measure.after_sessions.begin(), measure.after_sessions.end(), number) !=
         measure.after_sessions.end();
}

Alliance alliance_of(store::Connection& c, Clinic& clinic, const store::TreatmentSession& session) {
  Alliance out;
  std::map<std::string, std::vector<double>> said;  // by measure, oldest first
  for (const Kept& kept :
       kept_outcomes(store::outcomes_of(c, clinic.tenant, clinic.sealer, session.client))) {
    if (kept.when != kWhen) continue;
    said[kept.outcome.measure].push_back(kept.value);
    out.asked_before |= kept.outcome.appointment == session.appointment;
  }
  const int number = number_of(c, clinic, session);
  for (const care::Measure& measure : clinic.follow_up.measures) {
    if (!out.asked_before && asks_after(measure, number)) out.asked.push_back(&measure);
    if (!measure.after_sessions.empty())
      out.offer_change |= !care::alerts_of(measure, said[measure.id]).empty();
  }
  return out;
}

Result<double> value_in(const std::string& text, const std::string& field) {
  int value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size())
    return invalid(field, "measure_range", {{"low", "0"}, {"high", "10"}, {"unit", ""}});
  return double(value);
}

void tell_lead(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session) {
  if (store::open_task_of(tx, clinic.tenant, kTask, session.appointment)) return;
  NewTask task;
  task.kind = kTask;
  task.client = session.client;
  task.appointment = session.appointment;
  task.role = store::Role::owner;
  task.due = clinic.now() + days_of_24h(2);
  add_task(tx, clinic, task);
}

}  // namespace

Result<Alliance> alliance_after(Clinic& clinic, const OpenLink& link) {
  return clinic.store.read([&](store::Connection& c) -> Result<Alliance> {
    FASCIA_TRY(store::TreatmentSession session, session_behind(c, clinic, link));
    return alliance_of(c, clinic, session);
  });
}

Result<Alliance> answer_alliance(Clinic& clinic, const OpenLink& link,
                                 const std::vector<std::pair<std::string, std::string>>& form) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<Alliance> {
    FASCIA_TRY(store::TreatmentSession session, session_behind(tx, clinic, link));
    const Alliance before = alliance_of(tx, clinic, session);
    if (before.asked.empty()) return conflict("alliance_over");
    Faults faults;
    std::vector<std::pair<const care::Measure*, double>> told;
    for (const auto& typed : form) {
      const std::string &field = typed.first, &text = typed.second;
      auto measure = std::find_if(before.asked.begin(), before.asked.end(),
                                  [&](const care::Measure* one) { return one->id == field; });
      if (measure == before.asked.end() || text.empty()) continue;
      auto value = value_in(text, field);
      faults.add(value);
      if (!value) continue;
      faults.add(care::check_value(clinic.follow_up.measures, field, *value));
      told.emplace_back(*measure, *value);
    }
    FASCIA_TRY_DONE(faults.done());
    if (told.empty()) return invalid(before.asked.front()->id, "nothing_measured");
    const int had = treatments_had(tx, clinic, session.client);
    for (const auto& [measure, value] : told) {
      boost::json::object body{{"value", value}, {"when", kWhen}, {"source", "self"}};
      store::add_outcome(tx, clinic.tenant, clinic.sealer,
                         {clinic.random.id<store::OutcomeId>(), session.client, session.appointment,
                          measure->id, clinic.now(), had, PrivateText(json::write(body))});
    }
    Alliance after = alliance_of(tx, clinic, session);
    if (after.offer_change) tell_lead(tx, clinic, session);
    audit(tx, clinic, client_at(link.from), "alliance.told", "appointment",
          session.appointment.value, session.client);
    return after;
  });
}

}  // namespace fascia::clinic
