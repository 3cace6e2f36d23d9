// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/plan.h"
#include "clinic/change_plan.h"

namespace fascia::clinic {

// The grade of a hurt whose plan depends on it (whiplash, sheet b 6.8): what a doctor found by the
// client's own word, what their answers suggest, what staff confirmed in this visit. A suggestion
// is a prompt: no session starts before whoever examines has confirmed a grade.
struct HurtGrade {
  std::string condition;  // its id
  care::Words name;
  std::vector<std::string> grades;  // mildest first
  std::string said;                 // empty: none
  std::optional<care::SuggestedGrade> suggested;
  std::string confirmed;  // empty: not yet

  bool is_milder(const std::string& grade, const std::string& than) const;
  // What the plan goes by: the graver of what was said and what was confirmed; empty: not known.
  const std::string& holds() const { return is_milder(confirmed, said) ? said : confirmed; }
  bool waits() const { return suggested && holds().empty(); }
};

// Of each named condition that has grades; `input` is what the answers say to the plan.
std::vector<HurtGrade> hurt_grades(const Clinic& clinic, const care::PlanInput& input,
                                   const care::AnswerMap& answers,
                                   const std::vector<PlanChange>& changes);
// The same of a visit whose plan nobody made yet.
std::vector<HurtGrade> hurt_grades(const Clinic& clinic, const care::Intake& intake,
                                   const care::Screening& screening,
                                   const std::vector<PlanChange>& changes);
void set_grades(const std::vector<HurtGrade>& grades, care::PlanInput& input);

}  // namespace fascia::clinic
