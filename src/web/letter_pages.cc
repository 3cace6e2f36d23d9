// SPDX-License-Identifier: Apache-2.0
// The letter to a physician, for a person to print and take along: one Letter page, black on white.
#include "web/assess_parts.h"
#include "web/letter_view.h"

namespace fascia::web::assess {

http::Response letter_page(Visit& visit) {
  clinic::VisitDraft draft = draft_of(visit);
  if (!draft.answered || draft.screening.empty()) return go(visit, next_page(visit, draft));
  auto found = clinic::find_answer(visit.site.clinic, draft.screening);
  if (!found) return show_error(visit, found.error());
  page::View view;
  view.set("steps_language", page::code(visit.language));
  view.set("letter_how", visit.say("assess.letter_how"));
  view.set("letter_back", visit.say("assess.letter_back"));
  // The physician reads English whatever the client reads; French on request.
  visit.language =
      visit.request.query_value("in") == "fr" ? page::Language::fr : page::Language::en;
  LetterPaper paper;
  paper.client_name = draft.name;
  paper.birth_date = found->content.birth_date;
  paper.service = service_name(visit, found->service);
  paper.protocol = found->screening.protocol_name + " " + found->screening.protocol_version;
  for (const care::Finding& finding : found->screening.findings)
    if (care::asks_physician(finding)) paper.asked.push_back(finding);
  set_letter(view, visit, paper);
  return show(visit, "assess-letter", std::move(view));
}

}  // namespace fascia::web::assess
