// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "care/protocol.h"

// A physician's written answers to the rules that asked for clearance (R40; sheet a, 4.1(4) and
// 4.1(8a)).
namespace fascia::care {

struct Finding;

struct RuleLetter {
  enum class Answer : char { yes, no, limits };

  std::string rule;
  ServiceKind service = ServiceKind::deep;  // that was asked about; a yes to deep covers gentle
  Answer answer = Answer::no;
  Date signed_on;
  std::optional<Date> until;     // the last day, where the physician named one
  std::optional<int> max_depth;  // with limits; none: the depth of what is not known
  std::string limits;            // the physician's words
  // Finding::about when it was asked: other answers are another question.
  std::string about;
  // What was told then of the events that end a letter; none: nobody kept it (ended_by).
  using Told = std::map<std::string, std::string, std::less<>>;  // question -> answer as JSON
  std::optional<Told> told = {};
  bool operator==(const RuleLetter&) const = default;
};
std::string_view to_string(RuleLetter::Answer answer);
std::optional<RuleLetter::Answer> parse_letter_answer(std::string_view text);

// The answers behind a finding as one text.
std::string rests_on(const Finding& finding, const AnswerMap& answers);
// Whether the finding asks a physician, of the whole person or of its places.
bool asks_physician(const Finding& finding);
// The last day on which an answer serves: so many days after it was signed, or the day it names.
Date serves_until(const RuleLetter& letter, int clearance_days);

// What is told of the events that end a letter, to be kept with one.
RuleLetter::Told events_told(const Protocol& protocol, const AnswerMap& answers);
// The event that ended a letter (sheet a, 4.1(4)): a day after it was signed or one that nobody is
// sure of, or an answer that says more than a no; neither said so when the letter was asked for.
// Where nobody kept what was said then, only what the letter is about counts as known. Nothing
// while it serves on.
const LetterEnd* ended_by(const Protocol& protocol, const RuleLetter& letter,
                          const AnswerMap& answers);

// The newest letter that answers a finding on a day: signed by then, not over, about these answers
// and this service. A no to the gentle service is one to the deep one too. None where the finding
// asks nothing, or an event ended them all: then the newest of those, with the event.
struct FoundLetter {
  const RuleLetter* letter = nullptr;
  const RuleLetter* over = nullptr;
  const LetterEnd* end = nullptr;
};
FoundLetter letter_for(const Protocol& protocol, const std::vector<RuleLetter>& letters,
                       const Finding& finding, const AnswerMap& answers, ServiceKind service,
                       Date visit);

}  // namespace fascia::care
