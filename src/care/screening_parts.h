// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/screening.h"

// Steps of screening that its files share.
namespace fascia::care {

// Whether a question of this class without an answer holds a booking.
bool blocks_when_missing(Gate gate);
// Asked, and without an answer that may be looked at.
bool is_open(const Question& question, const Facts& facts);
// To be shown now: not settled, and its parent (if any) answered so that it matters.
bool is_shown(const Question& question, const Facts& facts);

// One finding a rule at most: the strictest row that holds, with the changes of all that do; what a
// physician answered and what the clinic loosened are taken in.
std::optional<Finding> judge(const Protocol& protocol, const Rule& rule, const Facts& facts,
                             ServiceKind service, const std::vector<RuleLetter>& letters);
Limits merge(const Protocol& protocol, const std::vector<Finding>& findings, ServiceKind service);
// One answer as JSON text; "null" where nothing was said.
std::string answer_text(const AnswerMap& answers, const std::string& id);

}  // namespace fascia::care
