// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "care/plan_parts.h"

// What the client said, before the visit and after the last one, in the words of the plan.
namespace fascia::care {
namespace {

constexpr std::string_view kYes = "yes";
constexpr std::string_view kNotSure = "not_sure";

bool is_nothing(std::string_view option) {
  return option.empty() || option == "none" || option == kNotSure;
}

std::optional<int> number_of(const std::string& text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return static_cast<int>(value);
}

bool holds(const HeardAnswer& asked, const CheckInHeard& heard) {
  auto found = heard.said.find(asked.question);
  if (found == heard.said.end() || found->second.empty()) return false;
  std::optional<int> number = number_of(found->second.front());
  if (asked.at_least && (!number || *number < *asked.at_least)) return false;
  if (asked.lower_by) {
    if (!number || !heard.pain_before || *heard.pain_before - *number < *asked.lower_by) {
      return false;
    }
  }
  if (asked.is.empty()) return true;
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](const std::string& one) { return is_in(asked.is, one); });
}

// yes, no or not_sure of a question that is answered so; else the options, none of them too.
std::vector<std::string> words_of(const Answer& answer) {
  if (const Said* said = std::get_if<Said>(&answer)) {
    if (*said == Said::yes) return {std::string(kYes)};
    if (*said == Said::no) return {"no"};
    return {std::string(kNotSure)};
  }
  if (const auto* option = std::get_if<std::string>(&answer)) return {*option};
  if (const auto* many = std::get_if<std::vector<std::string>>(&answer)) return *many;
  return {};
}

bool shows(const AnswerMap& answers, const GradeSign& sign) {
  auto found = answers.find(sign.question);
  if (found == answers.end()) return false;
  const std::vector<std::string> said = words_of(found->second);
  if (!sign.lacks.empty()) return !is_in(said, sign.lacks);
  return std::any_of(said.begin(), said.end(),
                     [&](const std::string& one) { return is_in(sign.is, one); });
}

}  // namespace

std::vector<std::string> grades_of(const Condition& condition) {
  std::vector<std::string> out;
  for (const Stage& stage : condition.stages) {
    if (!stage.grade.empty() && !is_in(out, stage.grade)) out.push_back(stage.grade);
  }
  return out;
}

std::optional<SuggestedGrade> suggested_grade(const Condition& condition,
                                              const AnswerMap& answers) {
  for (const GradeHint& hint : condition.hints) {
    SuggestedGrade out{hint.grade, {}, hint.source, hint.mark};
    for (const GradeSign& sign : hint.signs) {
      if (shows(answers, sign)) out.reasons.push_back(sign.reason);
    }
    if (out.reasons.empty() || (hint.all && out.reasons.size() < hint.signs.size())) continue;
    return out;
  }
  return std::nullopt;
}

bool was_said(const AnswerMap& answers, const SaidAnswer& wanted, bool unsure) {
  auto found = answers.find(wanted.question);
  if (found == answers.end()) return false;
  auto one_of = [&](std::string_view option) {
    if (unsure && option == kNotSure) return true;
    return wanted.is.empty() ? !is_nothing(option) : is_in(wanted.is, option);
  };
  const Answer& answer = found->second;
  if (const Said* said = std::get_if<Said>(&answer)) {
    if (*said == Said::not_sure || *said == Said::rather_not_say) return unsure;
    if (*said == Said::long_ago) return wanted.is.empty();
    return *said == Said::yes && one_of(kYes);
  }
  if (const auto* option = std::get_if<std::string>(&answer)) return one_of(*option);
  if (const auto* many = std::get_if<std::vector<std::string>>(&answer)) {
    return std::any_of(many->begin(), many->end(), one_of);
  }
  if (const auto* places = std::get_if<std::vector<Region>>(&answer)) {
    return wanted.is.empty() && !places->empty();
  }
  return wanted.is.empty();
}

bool was_calm(const PlanProtocol& protocol, const std::vector<CheckInHeard>& answers) {
  LastSession last;
  hear(protocol, answers, {}, last);
  if (!last.lighter.empty()) return false;
  return std::any_of(answers.begin(), answers.end(), [&](const CheckInHeard& one) {
    return std::any_of(protocol.heard.begin(), protocol.heard.end(), [&](const HeardRule& rule) {
      return rule.lighter && is_in(rule.moments, one.moment);
    });
  });
}

void hear(const PlanProtocol& protocol, const std::vector<CheckInHeard>& answers,
          const std::vector<std::string>& techniques, LastSession& last) {
  for (const HeardRule& rule : protocol.heard) {
    bool heard = std::any_of(answers.begin(), answers.end(), [&](const CheckInHeard& one) {
      return is_in(rule.moments, one.moment) &&
             std::all_of(rule.asked.begin(), rule.asked.end(),
                         [&](const HeardAnswer& asked) { return holds(asked, one); });
    });
    if (!heard) continue;
    if (rule.lighter) {
      if (!is_in(last.lighter, rule.id)) last.lighter.push_back(rule.id);
      continue;
    }
    for (const std::string& id : techniques) {
      if (!is_in(last.eased, id)) last.eased.push_back(id);
    }
  }
}

// What the client's own answers name: conditions, grades, days; and what bars a modality.
void read_said(const PlanProtocol& protocol, const Intake& intake, Date visit, PlanInput& input) {
  for (const Condition& condition : protocol.conditions) {
    if (!condition.cleared.question.empty() && was_said(intake.answers, condition.cleared)) {
      input.cleared.insert(condition.id);
    }
    for (const SaidCondition& said : condition.said) {
      if (!was_said(intake.answers, said.answer)) continue;
      if (!is_in(input.named, condition.id)) input.named.push_back(condition.id);
      if (!said.grade.empty()) input.grades[condition.id] = said.grade;
      auto since = intake.answers.find(said.since);
      if (since == intake.answers.end()) continue;
      if (const auto* day = std::get_if<SaidDate>(&since->second)) {
        input.began[condition.id] = std::max(0, visit - day->latest);
      }
    }
  }
  for (const Modality& modality : protocol.modalities) {
    for (const ModalityBar& bar : modality.bars) {
      bool said = std::any_of(bar.any_of.begin(), bar.any_of.end(), [&](const SaidAnswer& one) {
        return was_said(intake.answers, one, true);
      });
      if (said) input.modalities.push_back({modality.id, bar.regions, bar.caution, bar.why});
    }
  }
}

}  // namespace fascia::care
