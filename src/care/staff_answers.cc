// SPDX-License-Identifier: Apache-2.0
#include "care/staff_answers.h"

#include "care/returning.h"

namespace fascia::care {

std::vector<std::string> drop_what_staff_alone_may_say(const Protocol& protocol, Intake& intake) {
  std::vector<std::string> dropped;
  for (const Question& question : protocol.questions) {
    if (!question.staff) continue;
    auto told = intake.answers.find(question.id);
    if (told == intake.answers.end() || !is_plain_no(question, told->second)) continue;
    dropped.push_back(question.id);
    intake.answers.erase(told);
  }
  return dropped;
}

}  // namespace fascia::care
