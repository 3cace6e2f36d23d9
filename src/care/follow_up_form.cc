// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>

#include "care/check_in.h"
#include "core/faults.h"

// Reads the form of one check-in.
namespace fascia::care {
namespace {

constexpr std::string_view kNone = "none";

using Form = std::vector<std::pair<std::string, std::string>>;

Error bad(const CheckInQuestion& question) { return invalid(question.id, "check_in_value"); }

Result<Answer> read_number(const CheckInQuestion& question, const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  auto read = std::from_chars(text.data(), end, value);
  bool good = read.ec == std::errc() && read.ptr == end && value >= question.low &&
              value <= question.high && value == std::floor(value);
  if (!good) return bad(question);
  return Answer(value);
}

bool has_option(const CheckInQuestion& question, std::string_view id) {
  return std::any_of(question.options.begin(), question.options.end(),
                     [&](const Question::Option& option) { return option.id == id; });
}

// "none" alone is an empty list; beside a real answer it does not count.
Result<Answer> read_several(const CheckInQuestion& question,
                            const std::vector<std::string>& given) {
  std::vector<std::string> chosen;
  for (const std::string& id : given) {
    if (id == kNone) continue;
    if (!has_option(question, id)) return bad(question);
    if (std::find(chosen.begin(), chosen.end(), id) == chosen.end()) chosen.push_back(id);
  }
  return Answer(std::move(chosen));
}

Result<Answer> read_one(const CheckInQuestion& question, const std::vector<std::string>& given) {
  if (question.kind == Kind::multi) return read_several(question, given);
  if (given.size() != 1) return bad(question);
  if (question.kind == Kind::number) return read_number(question, given.front());
  if (!has_option(question, given.front())) return bad(question);
  return Answer(given.front());
}

}  // namespace

std::vector<const CheckInQuestion*> questions_at(const CheckInRules& rules,
                                                 std::string_view moment) {
  std::vector<const CheckInQuestion*> asked;
  for (const CheckInQuestion& question : rules.questions) {
    if (std::find(question.at.begin(), question.at.end(), moment) != question.at.end()) {
      asked.push_back(&question);
    }
  }
  return asked;
}

const Words& question_text(const CheckInQuestion& question, std::string_view moment) {
  for (const auto& [at, words] : question.instead) {
    if (at == moment) return words;
  }
  return question.text;
}

Result<CheckInAnswers> read_check_in(const CheckInRules& rules, std::string_view moment,
                                     const Form& form) {
  CheckInAnswers out;
  out.moment = std::string(moment);
  std::vector<const CheckInQuestion*> asked = questions_at(rules, moment);
  for (const auto& [key, value] : form) {
    bool known = std::any_of(asked.begin(), asked.end(), [&, &name = key](const auto* question) {
      return question->id == name;
    });
    if (!known) return invalid(key, "check_in_question");
  }
  Faults faults;
  for (const CheckInQuestion* question : asked) {
    std::vector<std::string> given;
    for (const auto& [key, value] : form) {
      if (key == question->id && !value.empty()) given.push_back(value);
    }
    if (question->free_text) {
      if (!given.empty()) out.note = given.front();
    } else if (!given.empty()) {
      auto answer = read_one(*question, given);
      faults.add(answer);
      if (answer) out.answers[question->id] = std::move(*answer);
    } else if (question->needed) {
      faults.add(invalid(question->id, "check_in_missing_answer"));
    }
  }
  FASCIA_TRY_DONE(faults.done());
  return out;
}

}  // namespace fascia::care
