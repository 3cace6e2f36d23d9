// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/interview.h"
#include "http/form.h"
#include "page/catalogue.h"
#include "page/view.h"

namespace fascia::web {

// One group of health questions as form fields, with what was answered and what is wrong.
void fill_questions(page::View& view, page::Language language, const care::Protocol& protocol,
                    const care::Step& step, const care::AnswerMap& answers,
                    const std::vector<Error>& errors);

// Takes what the form answers of the step's questions into `answers`. "None of the others" answers
// what was left open with no. What stays without an answer, and what cannot be read, comes back as
// errors whose field is the question.
std::vector<Error> read_questions(const http::Form& form, const care::Protocol& protocol,
                                  const care::Step& step, Date today, care::AnswerMap& answers);

bool is_gate_group(const care::Protocol& protocol, std::string_view group);

}  // namespace fascia::web
