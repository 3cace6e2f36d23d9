// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/interview.h"
#include "clinic/screen_visit.h"
#include "clinic/small_clinic.h"
#include "clinic/visit_draft.h"

namespace fascia::clinic {

// The answers of Maya Roy with "none of these" to all but the given ones: the screening's token.
inline Result<Screened> answered(SmallClinic& c, ServiceId service, Date day,
                                 const care::AnswerMap& said,
                                 const std::vector<std::string>& earlier = {},
                                 const std::vector<care::Pain>& pains = {}) {
  VisitDraft draft;
  draft.consent = true;
  draft.service = c.clinic->availability.get()->service(service)->slug;
  draft.visit_date = day;
  draft.intake.birth_date = Date::of(1988, 5, 4);
  draft.intake.answers = said;
  draft.intake.pains = pains;
  for (int page = 0; page < 30; ++page) {
    care::Step step = next_questions(*c.clinic, draft);
    if (step.what != care::Step::What::ask) break;
    draft.intake.answers =
        care::none_of_these(c.clinic->protocol, step.group, draft.intake.answers);
    for (const auto& [question, answer] : said) draft.intake.answers[question] = answer;
  }
  return screen_visit(
      *c.clinic, {service, day, *draft.intake.birth_date, draft.intake, earlier, "web", {}, {}});
}

// A blood thinner: deep work needs a physician's letter, gentle work does not.
inline care::AnswerMap on_a_blood_thinner() {
  care::AnswerMap said;
  said["blood_thinner"] = std::string("doac");
  said["blood_thinner.stopped"] = care::Said::no;
  said["blood_thinner.signs"] = std::vector<std::string>();
  return said;
}

}  // namespace fascia::clinic
