// SPDX-License-Identifier: Apache-2.0
#include "clinic/questionnaires.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/open_visit.h"
#include "clinic/record_outcomes.h"
#include "core/json.h"
#include "interop/questionnaire.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

Result<care::Questionnaire> find_in(store::Connection& c, const Clinic& clinic,
                                    const std::string& id) {
  auto kept = store::find_questionnaire(c, clinic.tenant, id);
  if (!kept) return not_found("questionnaire_unknown");
  return interop::read_questionnaire(kept->file);
}

}  // namespace

Result<care::Questionnaire> add_questionnaire(Clinic& clinic, const Actor& actor,
                                              const std::string& file) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  if (file.empty()) return invalid("file", "questionnaire_missing");
  if (file.size() > kMostOfQuestionnaire) return invalid("file", "questionnaire_large");
  auto read = interop::read_questionnaire(file);
  if (!read) {
    Error error = read.error();
    error.field = "file";
    return error;
  }
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    store::put_questionnaire(tx, clinic.tenant,
                             {read->id, read->version, file, true, actor.staff, clinic.now()});
    audit(tx, clinic, actor, "questionnaire.added", "clinic", 0);
    return {};
  }));
  return read;
}

Done remove_questionnaire(Clinic& clinic, const Actor& actor, const std::string& id) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    if (!store::retire_questionnaire(tx, clinic.tenant, id))
      return not_found("questionnaire_unknown");
    audit(tx, clinic, actor, "questionnaire.removed", "clinic", 0);
    return {};
  });
}

Result<std::vector<care::Questionnaire>> questionnaires(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<care::Questionnaire>> {
    std::vector<care::Questionnaire> out;
    for (const store::KeptQuestionnaire& kept : store::list_questionnaires(c, clinic.tenant))
      if (auto read = interop::read_questionnaire(kept.file)) out.push_back(std::move(*read));
    return out;
  });
}

std::vector<QuestionnaireScores> scores_of(store::Connection& c, Clinic& clinic,
                                           const std::vector<Kept>& kept, const Zone& zone) {
  std::vector<QuestionnaireScores> out;
  for (const Kept& one : kept) {
    if (!one.outcome.measure.starts_with(care::kQuestionnaireMeasure)) continue;
    const std::string id = one.outcome.measure.substr(care::kQuestionnaireMeasure.size());
    auto line = std::find_if(out.begin(), out.end(), [&](const QuestionnaireScores& known) {
      return known.questionnaire.id == id;
    });
    if (line == out.end()) {
      // What was scored stays, whether or not it is offered still.
      auto file = store::kept_questionnaire(c, clinic.tenant, id);
      if (!file) continue;
      auto questionnaire = interop::read_questionnaire(file->file);
      if (!questionnaire) continue;
      line = out.insert(out.end(), QuestionnaireScores{std::move(*questionnaire), {}});
    }
    QuestionnairePoint point{zone.date(one.outcome.taken), one.value,
                             care::cut_off_words(line->questionnaire, one.value), std::nullopt};
    // Asked twice on a day, the newer answers count.
    if (!line->points.empty() && line->points.back().day == point.day) line->points.pop_back();
    if (!line->points.empty())
      point.change = care::change(care::measure_of(line->questionnaire), line->points.front().value,
                                  one.value);
    line->points.push_back(std::move(point));
  }
  return out;
}

Result<QuestionnaireForm> questionnaire_form(Clinic& clinic, const Actor& actor,
                                             AppointmentId visit, const std::string& id) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<QuestionnaireForm> {
    FASCIA_TRY(OpenVisit open, own_visit(tx, clinic, actor, visit));
    QuestionnaireForm out;
    out.client_name = open.client.name;
    FASCIA_TRY(out.questionnaire, find_in(tx, clinic, id));
    auto kept = kept_outcomes(store::outcomes_of(tx, clinic.tenant, clinic.sealer, open.client.id));
    for (QuestionnaireScores& one : scores_of(tx, clinic, kept, clinic.availability.get()->zone))
      if (one.questionnaire.id == id) out.points = std::move(one.points);
    audit(tx, clinic, actor, "outcome.read", "appointment", visit.value, open.client.id);
    return out;
  });
}

Result<care::QuestionnaireScore> answer_questionnaire(Clinic& clinic, const Actor& actor,
                                                      AppointmentId visit, const std::string& id,
                                                      const care::QuestionnaireAnswers& answers) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<care::QuestionnaireScore> {
    FASCIA_TRY(OpenVisit open, own_visit(tx, clinic, actor, visit));
    FASCIA_TRY(care::Questionnaire q, find_in(tx, clinic, id));
    FASCIA_TRY(care::QuestionnaireScore score, care::score(q, answers));
    if (!score.value) return invalid("answers", "questionnaire_few");
    boost::json::object said;
    for (const auto& [link, answer] : answers) said[link] = answer;
    bool begun = store::session_of(tx, clinic.tenant, visit).has_value();
    boost::json::object body{{"value", *score.value},
                             {"when", begun ? "after" : "before"},
                             {"by", actor.practitioner.text()},
                             {"version", q.version},
                             {"answers", std::move(said)}};
    store::add_outcome(
        tx, clinic.tenant, clinic.sealer,
        {clinic.random.id<store::OutcomeId>(), open.client.id, visit, care::measure_of(q).id,
         clinic.now(), treatments_had(tx, clinic, open.client.id), PrivateText(json::write(body))});
    audit(tx, clinic, actor, "outcome.recorded", "appointment", visit.value, open.client.id);
    return score;
  });
}

}  // namespace fascia::clinic
