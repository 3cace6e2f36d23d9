// SPDX-License-Identifier: Apache-2.0
#include "care/returning.h"

#include <algorithm>
#include <optional>
#include <set>

#include "care/interview.h"

namespace fascia::care {
namespace {

bool in_doubt(const Answer& answer) {
  const Said* said = std::get_if<Said>(&answer);
  return said != nullptr && (*said == Said::not_sure || *said == Said::rather_not_say);
}

bool serves_again(const Question& question, const Answer& answer) {
  if (question.staff || in_doubt(answer)) return false;
  if (question.again == Again::each_visit) return false;
  return question.again == Again::lasts || is_plain_no(question, answer);
}

// A detail speaks only behind its parent. What stands in a section goes with the section's line,
// where that was answered.
bool parent_serves(const Question& question, const AnswerMap& before, const AnswerMap& carried) {
  if (question.parent.empty()) return true;
  if (question.topic && before.count(question.parent) == 0) return true;
  return carried.count(question.parent) != 0 && (question.topic || leads_to(question, carried));
}

// A thing that was told by itself beside a no to the line it stands behind by now: the line is
// open, and its no is said of the other things.
void open_lines(const Protocol& protocol, Intake& out) {
  std::set<std::string> lines;
  for (const Question& question : protocol.questions) {
    auto line = question.topic ? out.answers.find(question.parent) : out.answers.end();
    auto own = out.answers.find(question.id);
    if (line == out.answers.end() || own == out.answers.end()) continue;
    if (line->second == Answer(Said::no) && !is_plain_no(question, own->second))
      lines.insert(question.parent);
  }
  for (const Question& question : protocol.questions) {
    if (!question.topic || lines.count(question.parent) == 0) continue;
    auto no = question.again == Again::each_visit ? std::nullopt : none_of(question);
    if (no && out.answers.emplace(question.id, *no).second)
      out.told_on.emplace(question.id, out.told_on.at(question.parent));
  }
  for (const std::string& line : lines) out.answers[line] = Said::yes;
}

}  // namespace

bool is_plain_no(const Question& question, const Answer& answer) {
  if (const Said* said = std::get_if<Said>(&answer)) {
    if (in_doubt(answer)) return false;
    if (*said == Said::long_ago) return question.kind != Kind::date;
    return (*said == Said::yes) == question.yes_is_safe;
  }
  if (const auto* one = std::get_if<std::string>(&answer)) return *one == "none" || *one == "no";
  if (const auto* many = std::get_if<std::vector<std::string>>(&answer)) return many->empty();
  if (const auto* places = std::get_if<std::vector<Region>>(&answer)) return places->empty();
  return false;
}

Intake carry_answers(const Protocol& protocol, const Intake& earlier, Date visit_date) {
  Intake out;
  out.birth_date = earlier.birth_date;
  out.sex = earlier.sex;
  // Parents stand before their details.
  for (const Question& question : protocol.questions) {
    auto answer = earlier.answers.find(question.id);
    if (answer == earlier.answers.end() || !serves_again(question, answer->second)) continue;
    if (!parent_serves(question, earlier.answers, out.answers)) continue;
    Date day = told_day(earlier, question.id, visit_date);
    if (visit_date - day > question.valid_days) continue;
    out.answers.emplace(question.id, answer->second);
    out.told_on.emplace(question.id, day);
  }
  open_lines(protocol, out);
  return out;
}

AnswerMap last_answers(const Protocol& protocol, const Intake& earlier, Date visit_date) {
  AnswerMap out;
  // Parents stand before their details.
  for (const Question& question : protocol.questions) {
    auto group = std::find_if(protocol.groups.begin(), protocol.groups.end(),
                              [&](const Group& one) { return one.id == question.group; });
    auto answer = earlier.answers.find(question.id);
    if (group == protocol.groups.end() || !group->last_time || answer == earlier.answers.end() ||
        question.staff || in_doubt(answer->second) || is_plain_no(question, answer->second) ||
        !parent_serves(question, earlier.answers, out))
      continue;
    if (visit_date - told_day(earlier, question.id, visit_date) > question.valid_days) continue;
    out.emplace(question.id, answer->second);
  }
  return out;
}

std::vector<const Group*> carried_groups(const Protocol& protocol, const Intake& intake) {
  std::vector<const Group*> all;
  for (const Group& group : protocol.groups) {
    bool any = std::any_of(
        protocol.questions.begin(), protocol.questions.end(), [&](const Question& question) {
          return question.group == group.id && intake.told_on.count(question.id) != 0 &&
                 intake.answers.count(question.id) != 0;
        });
    if (any) all.push_back(&group);
  }
  return all;
}

std::vector<const Question*> told_beyond_no(const Protocol& protocol, const AnswerMap& answers,
                                            std::string_view group) {
  std::vector<const Question*> all;
  for (const Question& question : protocol.questions) {
    // The line of a section says what its own answers say better.
    if (question.group != group || question.is_detail() || question.is_line()) continue;
    auto answer = answers.find(question.id);
    if (answer != answers.end() && !is_plain_no(question, answer->second)) all.push_back(&question);
  }
  return all;
}

std::vector<const Question*> carried_yes(const Protocol& protocol, const Intake& intake,
                                         std::string_view group) {
  auto all = told_beyond_no(protocol, intake.answers, group);
  std::erase_if(all, [&](const Question* one) { return intake.told_on.count(one->id) == 0; });
  return all;
}

}  // namespace fascia::care
