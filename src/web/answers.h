// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/interview.h"
#include "http/form.h"
#include "page/catalogue.h"
#include "page/view.h"

// Health questions as form fields, and back.
namespace fascia::web {

// What a group's page is filled from.
struct Asking {
  const care::Protocol& protocol;
  care::Intake intake;  // as answered so far
  care::ServiceKind service;
  Date visit_date;
  Date today;
  bool whole = false;  // the whole group is looked at again, not only what is open
};

// The group of a step with what was answered and what is wrong. Where its main questions are open
// the details of each stand there too, hidden until a script sees that they are needed. Where only
// details are open, those alone are shown, each under the question it belongs to.
void fill_questions(page::View& view, page::Language language, const Asking& asking,
                    const care::Step& step, const std::vector<Error>& errors);

// Takes what the form answers of the group into `answers`. "None of the others" answers what was
// left open with no. What was in sight and stays without an answer, and what cannot be read, comes
// back as errors whose field is the question.
std::vector<Error> read_questions(const http::Form& form, const Asking& asking,
                                  const care::Step& step, care::AnswerMap& answers);

bool is_gate_group(const care::Protocol& protocol, std::string_view group);
// The questions of a group as they stand now; nothing when it has none.
std::optional<care::Step> step_of_group(const Asking& asking, std::string_view group);

}  // namespace fascia::web
