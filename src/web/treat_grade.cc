// SPDX-License-Identifier: Apache-2.0
// The grade of a hurt that has grades: what was said of it, what the answers suggest and why, and
// what whoever examines confirms.
#include "page/fields.h"
#include "page/words.h"
#include "web/treat_view.h"

namespace fascia::web {

std::string grade_place(const Visit& visit, const std::string& field) {
  return (field == "reason" ? "grade-reason-" : "grade-choice-") + visit.form.get("rule");
}

void set_hurt_grades(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                     const std::vector<Error>& errors) {
  view.list("grades");
  const bool may = file.visit.own_visit && !(file.session && file.session->ended);
  for (const clinic::HurtGrade& grade : file.room.grades) {
    const bool sent = visit.request.path.ends_with("/change") &&
                      visit.form.get("kind") == "grade" &&
                      visit.form.get("rule") == grade.condition;
    auto fault = [&](std::string_view field) {
      for (const Error& error : errors)
        if (sent && error.field == field) return page::error_text(visit.language, error);
      return std::string();
    };
    page::View& one = view.add("grades");
    one.set("grade_of", grade.condition)
        .set("grade_name", care::in_language(grade.name, page::code(visit.language)))
        .set("grade_said_text", grade.said)
        .set("grade_confirmed_text", grade.confirmed)
        .set("grade_suggested_text", grade.suggested ? grade.suggested->grade : "")
        .set("grade_source", grade.suggested ? grade.suggested->source : "")
        .set("grade_error", fault("grade"))
        .set("grade_reason", sent ? visit.form.get("reason") : "")
        .set("grade_reason_error", fault("reason"));
    one.show("grade_said", !grade.said.empty())
        .show("grade_confirmed", !grade.confirmed.empty())
        .show("grade_suggested", grade.suggested.has_value())
        .show("grade_unknown", grade.holds().empty())
        .show("grade_waits", grade.waits())
        .show("grade_may", may)
        .show("grade_wrong", !fault("grade").empty())
        .show("grade_reason_wrong", !fault("reason").empty());
    one.list("grade_reasons").list("grade_options");
    if (grade.suggested)
      for (const care::Words& reason : grade.suggested->reasons)
        one.add("grade_reasons")
            .set("reason_text", care::in_language(reason, page::code(visit.language)));
    const std::string chosen = sent ? visit.form.get("grade") : grade.confirmed;
    for (const std::string& id : grade.grades)
      one.add("grade_options")
          .set("option_value", id)
          .set("option_text", id)
          .show("option_chosen", id == chosen);
  }
}

}  // namespace fascia::web
