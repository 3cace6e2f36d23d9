// SPDX-License-Identifier: Apache-2.0
#include "care/questionnaire.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace fascia::care {
namespace {

std::string number_text(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

std::optional<double> number_in(const std::string& text) {
  double value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool whole = fault == std::errc() && end == text.data() + text.size() && std::isfinite(value);
  return whole ? std::optional(value) : std::nullopt;
}

Result<double> points_of(const QuestionnaireItem& item, const std::string& answer) {
  if (!item.options.empty()) {
    for (const QuestionnaireOption& option : item.options)
      if (option.code == answer) return option.points;
    return invalid(item.link, "questionnaire_option");
  }
  auto value = number_in(answer);
  bool fits = value && *value >= item.low && *value <= item.high &&
              (!item.whole || *value == std::floor(*value));
  if (!fits)
    return invalid(item.link, "questionnaire_range",
                   {{"low", number_text(item.low)}, {"high", number_text(item.high)}});
  return *value;
}

double sum_of(const std::vector<QuestionnaireItem>& items, double QuestionnaireItem::*edge) {
  double sum = 0;
  for (const QuestionnaireItem& item : items) sum += item.*edge;
  return sum;
}

double scaled(const Questionnaire& q, double sum) {
  return q.method == Questionnaire::Method::mean && !q.items.empty()
             ? sum / static_cast<double>(q.items.size())
             : sum;
}

}  // namespace

double Questionnaire::lowest() const {
  return scaled(*this, sum_of(items, &QuestionnaireItem::low));
}
double Questionnaire::highest() const {
  return scaled(*this, sum_of(items, &QuestionnaireItem::high));
}

Result<QuestionnaireScore> score(const Questionnaire& q, const QuestionnaireAnswers& answers) {
  for (const auto& given : answers) {
    auto asks = [&](const QuestionnaireItem& item) { return item.link == given.first; };
    if (std::none_of(q.items.begin(), q.items.end(), asks))
      return invalid(given.first, "questionnaire_item_unknown");
  }
  QuestionnaireScore out;
  double sum = 0;
  bool complete = true;
  for (const QuestionnaireItem& item : q.items) {
    auto answer = answers.find(item.link);
    if (answer == answers.end() || answer->second.empty()) {
      complete &= !item.required;
      continue;
    }
    FASCIA_TRY(double points, points_of(item, answer->second));
    sum += item.reversed ? item.low + item.high - points : points;
    ++out.answered;
  }
  int least = q.least_items == 0 ? static_cast<int>(q.items.size()) : q.least_items;
  if (!complete || out.answered == 0 || out.answered < least) return out;
  double mean = sum / out.answered;
  out.value =
      q.method == Questionnaire::Method::mean ? mean : mean * static_cast<double>(q.items.size());
  // A sum of whole numbers stays one, whatever the division left of it.
  if (std::abs(*out.value - std::round(*out.value)) < 1e-9) out.value = std::round(*out.value);
  for (const CutOff& one : q.cut_offs)
    if (*out.value >= one.from) out.words = one.words;
  return out;
}

std::optional<Words> cut_off_words(const Questionnaire& questionnaire, double value) {
  std::optional<Words> out;
  for (const CutOff& one : questionnaire.cut_offs)
    if (value >= one.from) out = one.words;
  return out;
}

Measure measure_of(const Questionnaire& q) {
  Measure out;
  out.id = std::string(kQuestionnaireMeasure) + q.id;
  out.group = "questionnaire";
  out.name = q.title;
  out.text = q.title;
  out.low = q.lowest();
  out.high = q.highest();
  out.step = 0;
  out.higher_is_better = q.higher_is_better;
  out.mdc = q.mdc;
  out.licence = q.licence;
  out.source = q.id + " " + q.version;
  out.mark = "k";
  out.confidence = "medium";
  return out;
}

}  // namespace fascia::care
