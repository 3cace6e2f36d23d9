// SPDX-License-Identifier: Apache-2.0
#include "care/clearance.h"

#include <algorithm>

#include "care/screening_parts.h"

namespace fascia::care {
namespace {

constexpr std::string_view kAnswers[] = {"yes", "no", "limits"};

bool is_about(const RuleLetter& letter, ServiceKind service) {
  if (letter.service == service) return true;
  bool no = letter.answer == RuleLetter::Answer::no;
  return no == (letter.service == ServiceKind::swedish);
}

}  // namespace

std::string_view to_string(RuleLetter::Answer answer) {
  return kAnswers[static_cast<std::size_t>(answer)];
}

std::optional<RuleLetter::Answer> parse_letter_answer(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kAnswers); ++i)
    if (kAnswers[i] == text) return static_cast<RuleLetter::Answer>(i);
  return std::nullopt;
}

std::string rests_on(const Finding& finding, const AnswerMap& answers) {
  std::string out;
  for (const std::string& question : finding.evidence.answers)
    out += question + '=' + answer_text(answers, question) + ';';
  return out;
}

bool asks_physician(const Finding& finding) {
  return finding.decision == Decision::clearance || finding.there == Decision::clearance;
}

Date serves_until(const RuleLetter& letter, int clearance_days) {
  Date last = letter.signed_on + clearance_days;
  return letter.until ? std::min(last, *letter.until) : last;
}

const RuleLetter* letter_for(const std::vector<RuleLetter>& letters, const Finding& finding,
                             ServiceKind service, Date visit) {
  if (!asks_physician(finding)) return nullptr;
  const RuleLetter* newest = nullptr;
  for (const RuleLetter& letter : letters) {
    bool serves =
        letter.rule == finding.rule && is_about(letter, service) && letter.signed_on <= visit &&
        visit <= serves_until(letter, finding.clearance_days) && letter.about == finding.about;
    if (serves && (newest == nullptr || newest->signed_on <= letter.signed_on)) newest = &letter;
  }
  return newest;
}

}  // namespace fascia::care
