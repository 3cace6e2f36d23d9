// SPDX-License-Identifier: Apache-2.0
// A questionnaire's file from anywhere: scored within its own range, or an error with its place.
#include <cstdint>

#include "interop/questionnaire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fascia;
  auto read = interop::read_questionnaire({reinterpret_cast<const char*>(data), size});
  if (!read) return 0;
  care::QuestionnaireAnswers answers;
  for (const care::QuestionnaireItem& item : read->items)
    answers[item.link] = item.options.empty() ? "0" : item.options.back().code;
  auto score = care::score(*read, answers);
  if (score && score->value)
    FASCIA_CHECK(*score->value >= read->lowest() - 1e-6 && *score->value <= read->highest() + 1e-6);
  return 0;
}
