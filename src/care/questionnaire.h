// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/outcomes.h"

// A questionnaire that a clinic is licensed for, with its scoring: values in, a score out. Its
// texts are the publisher's and come from the clinic's own file (interop/questionnaire.h).
namespace fascia::care {

struct QuestionnaireOption {
  std::string code;
  Words text;
  double points = 0;
};

struct QuestionnaireItem {
  std::string link;  // its linkId
  Words text;
  std::vector<QuestionnaireOption> options;  // none: a number from low to high
  double low = 0, high = 0;                  // of its points
  bool whole = true;                         // a number without decimals
  bool reversed = false;                     // counts as low + high - points
  bool required = false;                     // without its answer there is no score
};

// From this score on these words hold, until the next one.
struct CutOff {
  double from = 0;
  Words words;
};

struct Questionnaire {
  enum class Method : char { sum, mean };

  std::string id, version;
  Words title;
  std::string licence;  // who may use it, until when; never empty
  std::vector<QuestionnaireItem> items;
  Method method = Method::sum;
  int least_items = 0;  // so many answered at least; as shipped: all
  bool higher_is_better = false;
  std::vector<CutOff> cut_offs;  // in rising order
  std::optional<double> mdc;     // the least change beyond error

  double lowest() const;
  double highest() const;
};

// One item's answer as typed: an option's code, or a number. None: left open.
using QuestionnaireAnswers = std::map<std::string, std::string, std::less<>>;

struct QuestionnaireScore {
  std::optional<double> value;  // none: too few items answered
  std::optional<Words> words;   // of its cut-off
  int answered = 0;
};

// Total over its answers. A sum with open items counts each as the mean of the answered ones.
// Errors on the item's link: questionnaire_item_unknown, questionnaire_option, questionnaire_range
// (args low, high).
Result<QuestionnaireScore> score(const Questionnaire& questionnaire,
                                 const QuestionnaireAnswers& answers);

// Of the cut-off that a score has reached; none below the first.
std::optional<Words> cut_off_words(const Questionnaire& questionnaire, double value);

// The measure that its scores are kept under: "q.<id>".
inline constexpr std::string_view kQuestionnaireMeasure = "q.";
Measure measure_of(const Questionnaire& questionnaire);

}  // namespace fascia::care
