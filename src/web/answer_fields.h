// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "care/interview.h"
#include "http/form.h"
#include "page/catalogue.h"
#include "page/view.h"

// One health question as a field of a form.
namespace fascia::web {

struct FieldOf {
  page::Language language;
  const care::Question& question;
  const care::Protocol& protocol;
  const care::AnswerMap& answers;
  Date today;
};

// Text, reason, kind, and what was answered. The places of the body map are long: with `all_places`
// they stand in the field, otherwise the script brings them from the page's one list.
void fill_question(page::View& view, const FieldOf& field, bool all_places);
// The options, each with the id of the emergency it would be (empty: none).
void fill_alarm_options(page::View& view, const FieldOf& field,
                        const std::function<std::string(const std::string&)>& alarm_of);

// The answer in the form; nothing when the field was left open.
Result<std::optional<care::Answer>> read_field(const http::Form& form,
                                               const care::Question& question,
                                               const care::Protocol& protocol, Date today);

}  // namespace fascia::web
