// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/questionnaire.h"
#include "clinic/clinic.h"
#include "clinic/record_outcomes.h"
#include "store/questionnaires.h"

namespace fascia::clinic {

// Questionnaires that need a licence: the clinic brings the file (FHIR R4,
// interop/questionnaire.h), the program asks, scores and keeps.

inline constexpr std::size_t kMostOfQuestionnaire = 500'000;  // bytes of a file

// By an owner. Errors on file: letter_file_missing, questionnaire_large, those of
// read_questionnaire.
Result<care::Questionnaire> add_questionnaire(Clinic& clinic, const Actor& actor,
                                              const std::string& file);
// Not offered any more; what was scored stays. questionnaire_unknown.
Done remove_questionnaire(Clinic& clinic, const Actor& actor, const std::string& id);
// Staff of any role: texts without anybody's answers.
Result<std::vector<care::Questionnaire>> questionnaires(Clinic& clinic, const Actor& actor);

// One score of a client, with what changed since the first.
struct QuestionnairePoint {
  Date day;
  double value = 0;
  std::optional<care::Words> words;
  std::optional<care::MeasuredChange> change;  // none for the first
};
// All scores of one questionnaire, in order.
struct QuestionnaireScores {
  care::Questionnaire questionnaire;
  std::vector<QuestionnairePoint> points;
};
// Of a client's outcomes, a line for each questionnaire, retired ones too; the newest of a day.
std::vector<QuestionnaireScores> scores_of(store::Connection& c, Clinic& clinic,
                                           const std::vector<Kept>& kept, const Zone& zone);
struct QuestionnaireForm {
  std::string client_name;
  care::Questionnaire questionnaire;
  std::vector<QuestionnairePoint> points;  // in order
};
// At the measuring step of a visit. Errors of own_visit; questionnaire_unknown. Audited.
Result<QuestionnaireForm> questionnaire_form(Clinic& clinic, const Actor& actor,
                                             AppointmentId visit, const std::string& id);
// Scores the answers and keeps both, sealed. Errors of own_visit and care::score;
// questionnaire_unknown; questionnaire_few on answers where there are too few for a score.
Result<care::QuestionnaireScore> answer_questionnaire(Clinic& clinic, const Actor& actor,
                                                      AppointmentId visit, const std::string& id,
                                                      const care::QuestionnaireAnswers& answers);

}  // namespace fascia::clinic
