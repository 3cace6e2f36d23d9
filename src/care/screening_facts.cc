// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/screening_parts.h"

namespace fascia::care {
namespace {

bool unsure(const Answer& answer) {
  const Said* said = std::get_if<Said>(&answer);
  return said != nullptr && (*said == Said::not_sure || *said == Said::rather_not_say);
}

// Whether the parent's answer leads to its details; unknown while it is open.
Tri leads_on(const Question& detail, const AnswerMap& answers) {
  auto found = answers.find(detail.parent);
  if (found == answers.end()) return Tri::unknown;
  const Answer& answer = found->second;
  if (detail.if_unsure) return unsure(answer) ? Tri::yes : Tri::no;
  // Whoever is not sure about the whole section is asked about each thing of it.
  if (unsure(answer)) return detail.topic ? Tri::yes : Tri::unknown;
  auto listed = [&](const std::string& option) {
    const auto& all = detail.parent_is;
    return std::find(all.begin(), all.end(), option) != all.end();
  };
  bool leads = false;
  if (const Said* said = std::get_if<Said>(&answer)) {
    leads = *said == Said::yes;
  } else if (const auto* one = std::get_if<std::string>(&answer)) {
    leads = detail.parent_is.empty() ? *one != "none" && *one != "no" : listed(*one);
  } else if (const auto* many = std::get_if<std::vector<std::string>>(&answer)) {
    leads =
        detail.parent_is.empty() ? !many->empty() : std::any_of(many->begin(), many->end(), listed);
  } else if (const auto* places = std::get_if<std::vector<Region>>(&answer)) {
    leads = !places->empty();
  } else {
    leads = true;
  }
  return leads ? Tri::yes : Tri::no;
}

// A topic's own answer counts, whatever was said about its section.
bool settled_by_parent(const Question& question, const Facts& facts) {
  if (question.parent.empty()) return false;
  if (question.topic && facts.answers->count(question.id) != 0) return false;
  return facts.not_asked.count(question.parent) != 0 ||
         leads_on(question, *facts.answers) == Tri::no;
}

// R5: a doubt whose simpler questions were all answered with the reassuring answer does not arise
// any more; one of the others makes it a yes.
void settle_doubts(const Protocol& protocol, Facts& facts) {
  std::map<std::string_view, Tri> doubts;
  for (const Question& question : protocol.questions) {
    if (!question.if_unsure || leads_on(question, *facts.answers) != Tri::yes) continue;
    auto answer = facts.answers->find(question.id);
    const Said* said =
        answer == facts.answers->end() ? nullptr : std::get_if<Said>(&answer->second);
    Tri one = Tri::unknown;
    if (said != nullptr && *said == Said::yes) one = question.yes_is_safe ? Tri::no : Tri::yes;
    if (said != nullptr && *said == Said::no) one = question.yes_is_safe ? Tri::yes : Tri::no;
    auto [at, first] = doubts.emplace(question.parent, one);
    if (!first) at->second = at->second | one;
  }
  for (const auto& [parent, value] : doubts) {
    if (value == Tri::no) facts.not_asked.insert(std::string(parent));
    const Question* question = protocol.question(parent);
    bool tri = question != nullptr && question->kind == Kind::tri && !question->yes_is_safe;
    if (value == Tri::yes && tri) facts.settled.emplace(parent, Said::yes);
  }
}

// The line of a section says nothing more where each of its topics was answered by itself.
void settle_section_lines(const Protocol& protocol, Facts& facts) {
  std::map<std::string_view, bool> answered;
  for (const Question& question : protocol.questions) {
    if (!question.topic || facts.not_asked.count(question.id) != 0) continue;
    bool has = facts.answers->count(question.id) != 0;
    auto [at, first] = answered.emplace(question.parent, has);
    if (!first) at->second = at->second && has;
  }
  for (const auto& [line, all] : answered) {
    if (all && facts.answers->find(line) == facts.answers->end()) {
      facts.not_asked.insert(std::string(line));
    }
  }
}

}  // namespace

bool blocks_when_missing(Gate gate) {
  return gate == Gate::emergency_gate || gate == Gate::safety || gate == Gate::consent;
}

bool is_open(const Question& question, const Facts& facts) {
  if (facts.not_asked.count(question.id) != 0) return false;
  if (facts.hidden.count(question.id) != 0) return true;
  return facts.answers->find(question.id) == facts.answers->end();
}

bool is_shown(const Question& question, const Facts& facts) {
  if (facts.not_asked.count(question.id) != 0) return false;
  if (question.parent.empty() || leads_on(question, *facts.answers) == Tri::yes) return true;
  return question.topic && facts.answers->count(question.id) != 0;
}

Facts facts_of(const Protocol& protocol, const Intake& intake, ServiceKind service,
               Date visit_date) {
  Facts facts;
  facts.answers = &intake.answers;
  facts.visit = visit_date;
  facts.service = std::string(to_string(service));
  facts.sex = intake.sex;
  if (intake.birth_date) facts.age = age_in_years(*intake.birth_date, visit_date);
  for (const Pain& pain : intake.pains) {
    if (pain.intensity > 0) facts.pains.push_back(pain.region);
    facts.worst_pain = std::max(facts.worst_pain.value_or(0), pain.intensity);
  }
  Date told = intake.answered_on.value_or(intake.visit_date.value_or(visit_date));
  facts.same_day = told == visit_date;
  for (const Question& question : protocol.questions) {
    if (visit_date - told > question.valid_days) facts.hidden.insert(question.id);
  }
  // Parents stand before their details, and `asked_when` looks at questions without one: each
  // round settles at least one level, and there are no more than these.
  std::vector<bool> done(protocol.questions.size());
  bool changed = true;
  for (int round = 0; round < 4 && changed; ++round) {
    changed = false;
    for (std::size_t i = 0; i < done.size(); ++i) {
      if (done[i]) continue;
      const Question& question = protocol.questions[i];
      bool always =
          question.gate == Gate::measurement || question.asked_when.op == Expression::Op::yes;
      bool settled = !always && evaluate(question.asked_when, facts).value == Tri::no;
      if (!settled && !settled_by_parent(question, facts)) continue;
      facts.not_asked.insert(question.id);
      done[i] = changed = true;
    }
  }
  settle_section_lines(protocol, facts);
  settle_doubts(protocol, facts);
  return facts;
}

}  // namespace fascia::care
