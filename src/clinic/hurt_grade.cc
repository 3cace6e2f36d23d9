// SPDX-License-Identifier: Apache-2.0
#include "clinic/hurt_grade.h"

#include <algorithm>

namespace fascia::clinic {

// Unknown is milder than any.
bool HurtGrade::is_milder(const std::string& grade, const std::string& than) const {
  auto place = [&](const std::string& one) {
    return one.empty() ? -1 : std::find(grades.begin(), grades.end(), one) - grades.begin();
  };
  return place(grade) < place(than);
}

std::vector<HurtGrade> hurt_grades(const Clinic& clinic, const care::PlanInput& input,
                                   const care::AnswerMap& answers,
                                   const std::vector<PlanChange>& changes) {
  std::vector<HurtGrade> out;
  for (const std::string& id : input.named) {
    const care::Condition* condition = clinic.plans.condition(id);
    if (condition == nullptr) continue;
    HurtGrade one{id, condition->name, care::grades_of(*condition), {}, {}, {}};
    if (one.grades.empty()) continue;
    if (auto said = input.grades.find(id); said != input.grades.end()) one.said = said->second;
    one.suggested = care::suggested_grade(*condition, answers);
    for (const PlanChange& change : changes)
      if (change.kind == PlanChange::Kind::grade && !change.taken_back && change.rule == id)
        one.confirmed = change.grade;
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<HurtGrade> hurt_grades(const Clinic& clinic, const care::Intake& intake,
                                   const care::Screening& screening,
                                   const std::vector<PlanChange>& changes) {
  return hurt_grades(clinic, care::plan_input(clinic.plans, intake, screening, 0), intake.answers,
                     changes);
}

void set_grades(const std::vector<HurtGrade>& grades, care::PlanInput& input) {
  for (const HurtGrade& one : grades)
    if (!one.holds().empty()) input.grades[one.condition] = one.holds();
}

}  // namespace fascia::clinic
