// SPDX-License-Identifier: Apache-2.0
#include "care/clearance.h"

#include <algorithm>

#include "care/returning.h"
#include "care/screening_parts.h"

namespace fascia::care {
namespace {

constexpr std::string_view kAnswers[] = {"yes", "no", "limits"};

bool is_about(const RuleLetter& letter, ServiceKind service) {
  if (letter.service == service) return true;
  bool no = letter.answer == RuleLetter::Answer::no;
  return no == (letter.service == ServiceKind::swedish);
}

// Whether an answer says something that it did not say before: another choice, one thing more, a
// doubt. `before` is the answer as JSON, empty where there was none.
bool says_more(const Question& question, const Answer& now, const std::string& text,
               const std::string& before) {
  if (text == before || is_plain_no(question, now)) return false;
  const auto* many = std::get_if<std::vector<std::string>>(&now);
  if (many == nullptr) return true;
  return std::any_of(many->begin(), many->end(), [&](const std::string& one) {
    return before.find('"' + one + '"') == before.npos;
  });
}

// What was told when a letter was asked for, as JSON; empty where it was not told. Of a letter with
// which nobody kept it, only what the letter is about is known: all else may have come after it.
std::string told_before(const RuleLetter& letter, const std::string& id) {
  if (letter.told) {
    auto found = letter.told->find(id);
    return found == letter.told->end() ? std::string() : found->second;
  }
  const std::string key = id + '=';
  std::size_t at = letter.about.rfind(key, 0) == 0 ? 0 : letter.about.find(';' + key);
  if (at == letter.about.npos) return {};
  at = letter.about.find('=', at) + 1;
  return letter.about.substr(at, letter.about.find(';', at) - at);
}

// A day after the letter was signed; or a doubt about the day that was none then.
bool is_later(const Answer& answer, Date signed_on) {
  if (const auto* day = std::get_if<SaidDate>(&answer)) return day->latest > signed_on;
  const auto* said = std::get_if<Said>(&answer);
  return said != nullptr && (*said == Said::not_sure || *said == Said::rather_not_say);
}

bool happened(const Protocol& protocol, const LetterEnd& end, const RuleLetter& letter,
              const AnswerMap& answers) {
  auto before = [&](const std::string& id) { return told_before(letter, id); };
  for (const std::string& id : end.dates) {
    auto found = answers.find(id);
    if (found != answers.end() && is_later(found->second, letter.signed_on) &&
        answer_text(answers, id) != before(id))
      return true;
  }
  return std::any_of(end.answers.begin(), end.answers.end(), [&](const std::string& id) {
    auto found = answers.find(id);
    return found != answers.end() &&
           says_more(*protocol.question(id), found->second, answer_text(answers, id), before(id));
  });
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

RuleLetter::Told events_told(const Protocol& protocol, const AnswerMap& answers) {
  RuleLetter::Told told;
  for (const LetterEnd& end : protocol.letter_ends)
    for (const auto* questions : {&end.dates, &end.answers})
      for (const std::string& id : *questions)
        if (answers.count(id) != 0) told.emplace(id, answer_text(answers, id));
  return told;
}

const LetterEnd* ended_by(const Protocol& protocol, const RuleLetter& letter,
                          const AnswerMap& answers) {
  auto end =
      std::find_if(protocol.letter_ends.begin(), protocol.letter_ends.end(),
                   [&](const LetterEnd& one) { return happened(protocol, one, letter, answers); });
  return end == protocol.letter_ends.end() ? nullptr : &*end;
}

FoundLetter letter_for(const Protocol& protocol, const std::vector<RuleLetter>& letters,
                       const Finding& finding, const AnswerMap& answers, ServiceKind service,
                       Date visit) {
  FoundLetter found;
  if (!asks_physician(finding)) return found;
  for (const RuleLetter& letter : letters) {
    bool in_date =
        letter.rule == finding.rule && is_about(letter, service) && letter.signed_on <= visit &&
        visit <= serves_until(letter, finding.clearance_days) && letter.about == finding.about;
    if (!in_date) continue;
    // A physician's no is not undone by what happens later.
    const LetterEnd* end =
        letter.answer == RuleLetter::Answer::no ? nullptr : ended_by(protocol, letter, answers);
    const RuleLetter*& newest = end == nullptr ? found.letter : found.over;
    if (newest != nullptr && newest->signed_on > letter.signed_on) continue;
    newest = &letter;
    if (end != nullptr) found.end = end;
  }
  if (found.letter != nullptr) found.over = nullptr;
  if (found.over == nullptr) found.end = nullptr;
  return found;
}

}  // namespace fascia::care
