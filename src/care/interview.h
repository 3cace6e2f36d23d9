// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/screening.h"

namespace fascia::care {

// One page of the interview: a group with the questions to show now. Gates come first, and an
// emergency answer ends it (R2).
struct Step {
  enum class What { ask, emergency, done };
  What what = What::done;
  std::string group;
  std::vector<const Question*> questions;  // to show, details after their parent
  std::vector<std::string> open;           // of these, without an answer yet
  std::vector<Finding> emergencies;        // what to do now
};

// The first group with an open question, or the emergency an answer already is.
Step next_step(const Protocol& protocol, const Intake& intake, ServiceKind service,
               Date visit_date);

// All groups in their order, each with the questions to show given the answers so far; for a page
// that shows everything, and for the paper form.
std::vector<Step> all_steps(const Protocol& protocol, const Intake& intake, ServiceKind service,
                            Date visit_date);

// The answer that says "none" to a question of this kind; a number or a day has none, and neither
// has what reassures by a yes.
std::optional<Answer> none_of(const Question& question);

// "None of these" for a group: no to every yes/no question and nothing ticked, where nothing was
// answered yet and "no" is the reassuring answer.
AnswerMap none_of_these(const Protocol& protocol, std::string_view group, const AnswerMap& answers);

// Whether the parent's answer asks for this detail; false while the parent is open or unsure.
bool leads_to(const Question& detail, const AnswerMap& answers);

// Why a question is asked: its own words, or the reason of the first rule that reads its answer.
Words why_asked(const Protocol& protocol, const Question& question);

// The emergency that an answer would be by itself, beside what was said so far, so that a page can
// show it the moment it is tapped (R2). Nothing when it would be none.
std::optional<Finding> emergency_of(const Protocol& protocol, const Intake& intake,
                                    ServiceKind service, Date visit_date, const Question& question,
                                    const Answer& answer);

}  // namespace fascia::care
