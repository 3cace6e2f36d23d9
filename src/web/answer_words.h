// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "care/intake.h"
#include "page/catalogue.h"
#include "page/view.h"

namespace fascia::web {

// One health answer in words, as it would be read back: "Yes", "Pacemaker and stent", "8 (mmHg)".
std::string answer_words(page::Language language, const care::Question& question,
                         const care::Answer& answer);
// The question as it is named away from its field: a line by the title of its section.
const std::string& question_words(page::Language language, const care::Protocol& protocol,
                                  const care::Question& question);
// Into `told_question` and `told_answer` of one line of what was told.
void fill_told(page::View& line, page::Language language, const care::Protocol& protocol,
               const care::Question& question, const care::AnswerMap& answers);

}  // namespace fascia::web
