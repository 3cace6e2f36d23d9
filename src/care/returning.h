// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/intake.h"

// What a client who was here before need not say again (sheet a, 4.2: a short re-ask at every
// visit). Which answers last, which may be over and which are asked each time is the protocol's.
namespace fascia::care {

// The intake of a new visit with those answers of an earlier one that still serve on its day, each
// with the day on which it was told. Whoever said nothing, or was not sure, is asked again.
Intake carry_answers(const Protocol& protocol, const Intake& earlier, Date visit_date);

// What an earlier intake told, beyond a no, of the groups that say `last_time` and is asked anew:
// to be shown and filled in by a tap, and never an answer by itself (R5). Nothing in doubt, nothing
// whose days are over.
AnswerMap last_answers(const Protocol& protocol, const Intake& earlier, Date visit_date);

// The plain no of its kind (yes, where that reassures); anything else was told.
bool is_plain_no(const Question& question, const Answer& answer);

// The groups that hold an answer that came along, in the protocol's order.
std::vector<const Group*> carried_groups(const Protocol& protocol, const Intake& intake);
// Of a group, what was told and is more than a no, in the protocol's order; without details.
std::vector<const Question*> told_beyond_no(const Protocol& protocol, const AnswerMap& answers,
                                            std::string_view group);
// The same of what came along: to be shown as "you told us".
std::vector<const Question*> carried_yes(const Protocol& protocol, const Intake& intake,
                                         std::string_view group);

}  // namespace fascia::care
