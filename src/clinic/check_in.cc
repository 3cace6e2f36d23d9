// SPDX-License-Identifier: Apache-2.0
#include "clinic/check_in.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <cmath>

#include "clinic/aftercare_sheet.h"
#include "clinic/aftercare_text.h"
#include "clinic/check_in_parts.h"
#include "clinic/due_work.h"
#include "clinic/record_outcomes.h"
#include "clinic/session_log.h"
#include "clinic/tasks.h"
#include "clinic/verdict_turn.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using Fields = std::vector<std::pair<std::string, std::string>>;

// What the client answered to the same question after the session before.
std::string pressure_before(store::Connection& c, Clinic& clinic,
                            const store::TreatmentSession& session) {
  std::string out;
  auto earlier = store::check_ins_of_client(c, clinic.tenant, clinic.sealer, session.client);
  for (const store::CheckIn& kept : earlier) {
    if (!kept.answered || kept.session == session.id) continue;
    auto of = store::find_session(c, clinic.tenant, kept.session);
    if (!of || of->started >= session.started) continue;
    auto said = answer_of(kept, clinic.follow_up.check_ins.pressure_question);
    if (!said.empty()) out = said;
  }
  return out;
}

// What is known besides the answers.
// Which places belong to a leg stands in the protocol. Of a session that was not tapped nobody
// knows: a swelling counts then, which is the stricter answer.
bool worked_a_leg(const care::Protocol& protocol, const SessionSummary& summary) {
  auto leg = protocol.limbs.find("leg");
  if (leg == protocol.limbs.end() || summary.regions.empty()) return true;
  const std::vector<care::Region>& places = leg->second;
  return std::any_of(summary.regions.begin(), summary.regions.end(), [&](const WorkedRegion& one) {
    return std::find(places.begin(), places.end(), one.region) != places.end();
  });
}

care::CheckInContext context_of(store::Connection& c, Clinic& clinic,
                                const store::TreatmentSession& session) {
  care::CheckInContext out;
  std::optional<double> average;
  const auto& measures = clinic.follow_up.measures;
  for (const Kept& kept :
       kept_outcomes(store::outcomes_of(c, clinic.tenant, clinic.sealer, session.client))) {
    const care::Measure* measure = care::find_measure(measures, kept.outcome.measure);
    if (measure == nullptr || kept.when != "before") continue;
    bool is_average = measure->use == "pain_average";
    if (is_average && !out.baseline) out.baseline = kept.value;
    if (kept.outcome.appointment != session.appointment) continue;
    if (measure->use == "pain_now") out.pain_before = kept.value;
    if (is_average) average = kept.value;
  }
  if (!out.pain_before) out.pain_before = average;
  out.pressure_before = pressure_before(c, clinic, session);
  SessionSummary summary = summarise(read_log(c, clinic, session.id), comfort_steps(clinic),
                                     session.started, *session.ended);
  if (summary.highest_discomfort >= 0) out.last_pressure = summary.highest_discomfort;
  care::AnswerMap flags = flags_of_visit(c, clinic, session);
  if (auto bleeding = flags.find("bleeding_risk"); bleeding != flags.end())
    out.bleeding_risk =
        bleeding->second == care::Answer(care::Said::yes) ? care::Tri::yes : care::Tri::no;
  out.leg_worked = worked_a_leg(clinic.protocol, summary);
  return out;
}

care::Words option_words(const care::CheckInRules& rules, const care::CheckInQuestion& question,
                         const std::string& id, const care::AftercareRules& aftercare) {
  for (const auto& option : question.options)
    if (option.id == id) return option.text;
  for (const care::Sign& sign : aftercare.signs)
    if (question.signs && sign.id == id) return sign.text;
  (void)rules;
  return {id, id};
}

care::Words answer_words(Clinic& clinic, const care::CheckInQuestion& question,
                         const care::Answer& answer) {
  const auto& rules = clinic.follow_up.check_ins;
  const auto& aftercare = clinic.follow_up.aftercare;
  if (const auto* number = std::get_if<double>(&answer)) {
    std::string text = std::to_string(static_cast<int>(std::lround(*number)));
    return {text, text};
  }
  if (const auto* one = std::get_if<std::string>(&answer))
    return option_words(rules, question, *one, aftercare);
  care::Words out;
  if (const auto* many = std::get_if<std::vector<std::string>>(&answer))
    for (const std::string& id : *many) {
      care::Words words = option_words(rules, question, id, aftercare);
      out.en += (out.en.empty() ? "" : "; ") + words.en;
      out.fr += (out.fr.empty() ? "" : "; ") + words.fr;
    }
  return out.en.empty() ? care::Words{"none", "aucun"} : out;
}

std::vector<AnsweredLine> lines_of(Clinic& clinic, const care::CheckInAnswers& given) {
  std::vector<AnsweredLine> out;
  for (const auto* question : care::questions_at(clinic.follow_up.check_ins, given.moment)) {
    auto answer = given.answers.find(question->id);
    if (answer == given.answers.end()) continue;
    out.push_back({care::question_text(*question, given.moment),
                   answer_words(clinic, *question, answer->second)});
  }
  return out;
}

// The fields of the form that are questions of this moment, without those asked once an activity.
Fields fields_of(const std::vector<const care::CheckInQuestion*>& asked, const Clinic& clinic,
                 const Fields& form) {
  Fields out;
  for (const auto& field : form)
    for (const auto* question : asked)
      if (question->id == field.first && !asks_activities(clinic, *question)) out.push_back(field);
  return out;
}

struct RatedActivity {
  std::string measure, words;
  double value = 0;
};
// One answer for each thing that is hard to do, in the client's own words.
Result<std::vector<RatedActivity>> rated_activities(
    const Clinic& clinic, const std::vector<const care::CheckInQuestion*>& asked,
    const std::vector<std::string>& activities, const Fields& form) {
  std::vector<RatedActivity> out;
  Faults faults;
  for (const auto* question : asked) {
    if (!asks_activities(clinic, *question)) continue;
    for (std::size_t i = 0; i < activities.size(); ++i) {
      std::string name = question->id + "." + std::to_string(i + 1);
      for (const auto& [field, text] : form) {
        if (field != name || text.empty()) continue;
        int value = -1;
        auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
        bool whole = fault == std::errc() && end == text.data() + text.size();
        if (!whole || !care::check_value(clinic.follow_up.measures, question->measure, value))
          faults.add(invalid(name, "check_in_value"));
        else
          out.push_back({question->measure, activities[i], double(value)});
      }
    }
  }
  FASCIA_TRY_DONE(faults.done());
  return out;
}

// What a check-in measures is kept apart from what was rated before a session.
void keep_measures(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                   const care::CheckInAnswers& given, const std::vector<RatedActivity>& rated) {
  int had = 0;
  for (const auto& s : store::sessions_of(tx, clinic.tenant, session.client))
    if (s.ended && *s.ended <= clinic.now()) ++had;
  auto keep = [&](const std::string& measure, double value, const std::string& activity) {
    bj::object body{{"value", value}, {"when", "check_in"}, {"source", "self"}};
    if (!activity.empty()) body["activity"] = activity;
    store::add_outcome(tx, clinic.tenant, clinic.sealer,
                       {clinic.random.id<store::OutcomeId>(), session.client, session.appointment,
                        measure, clinic.now(), had, PrivateText(json::write(body))});
  };
  for (const auto* question : care::questions_at(clinic.follow_up.check_ins, given.moment)) {
    auto answer = given.answers.find(question->id);
    if (question->measure.empty() || answer == given.answers.end()) continue;
    const auto* number = std::get_if<double>(&answer->second);
    if (number != nullptr) keep(question->measure, *number, {});
  }
  for (const RatedActivity& one : rated) keep(one.measure, one.value, one.words);
}

// 8.6: somebody who is still sore is asked once more.
void ask_again(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
               const care::CheckInResult& result) {
  auto kind = store::parse_check_in_kind(result.ask_again);
  if (!kind) return;
  if (auto one = planned_check_in(tx, clinic, session, *kind))
    plan_due_work(tx, clinic, check_in_work(*kind), session.id.value, one->send);
}

Result<Answered> answer_in(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                           const store::CheckIn& kept, const Actor& actor, const Fields& form) {
  const care::CheckInRules& rules = clinic.follow_up.check_ins;
  auto session = store::find_session(tx, clinic.tenant, kept.session);
  if (!session || !session->ended) return not_found("check_in_missing");
  std::string moment(store::to_string(kept.kind));
  auto asked = care::questions_at(rules, moment);
  auto said = care::read_check_in(rules, moment, fields_of(asked, clinic, form));
  auto scored = rated_activities(clinic, asked, activities_of(tx, clinic, kept.client), form);
  Faults faults;
  faults.add(said);
  faults.add(scored);
  FASCIA_TRY_DONE(faults.done());
  const care::CheckInAnswers& given = *said;
  const std::vector<RatedActivity>& rated = *scored;
  care::CheckInResult result =
      care::check_in(rules, clinic.follow_up.clock, given, context_of(tx, clinic, *session),
                     clinic.now(), offer.zone, open_spans(offer, clinic.now()));
  Answered out{kept.kind,     clinic.now(), lines_of(clinic, given),
               given.note,    result.level, result.shown,
               result.screen, result.lines, result.ceiling_change};
  for (const RatedActivity& one : rated) {
    std::string number = std::to_string(std::lround(one.value));
    out.lines.push_back({{one.words, one.words}, {number, number}});
  }
  FASCIA_TRY_DONE(store::answer_check_in(tx, clinic.tenant, clinic.sealer, kept.id,
                                         write_answered(clinic, out, given, result), clinic.now()));
  const bool knew = is_for_lead(tx, clinic, session->client);
  keep_measures(tx, clinic, *session, given, rated);
  tell_lead_of_turn(tx, clinic, session->client, session->appointment, knew);
  leave_tasks(tx, clinic, *session, out, result);
  ask_again(tx, clinic, *session, result);
  audit(tx, clinic, actor, "check_in.answered", "check_in", kept.id.value, kept.client);
  return out;
}

}  // namespace

bool asks_activities(const Clinic& clinic, const care::CheckInQuestion& question) {
  const care::Measure* m = care::find_measure(clinic.follow_up.measures, question.measure);
  return m != nullptr && m->use == "activity";
}

Result<OpenCheckIn> open_check_in(Clinic& clinic, const OpenLink& link) {
  return clinic.store.read([&](store::Connection& c) -> Result<OpenCheckIn> {
    auto kept =
        store::find_check_in(c, clinic.tenant, clinic.sealer, store::CheckInId{link.subject});
    if (!kept) return not_found("check_in_missing");
    return open_kept(c, clinic, *kept);
  });
}

Result<OpenCheckIn> open_kept(store::Connection& c, Clinic& clinic, const store::CheckIn& kept) {
  OpenCheckIn out{kept.kind, activities_of(c, clinic, kept.client), {}};
  if (kept.answered) {
    FASCIA_TRY(out.answered, read_answered(kept));
  }
  return out;
}

Result<Answered> answer_check_in(Clinic& clinic, const OpenLink& link, const Fields& form) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Answered> {
    auto kept =
        store::find_check_in(tx, clinic.tenant, clinic.sealer, store::CheckInId{link.subject});
    if (!kept) return not_found("check_in_missing");
    return answer_in(tx, clinic, *offer, *kept, client_at(link.from), form);
  });
}

Result<Answered> answer_asked_aloud(Clinic& clinic, const Actor& actor, store::TaskId id,
                                    const Fields& form) {
  FASCIA_TRY_DONE(take_task(clinic, actor, id));
  auto offer = current_offer(clinic);
  auto answered = clinic.store.write([&](store::Transaction& tx) -> Result<Answered> {
    FASCIA_TRY(store::CheckIn kept, open_call(tx, clinic, id));
    return answer_in(tx, clinic, *offer, kept, actor, form);
  });
  if (!answered) return answered;
  FASCIA_TRY_DONE(close_task(clinic, actor, id, "spoke", {}));
  return answered;
}

}  // namespace fascia::clinic
