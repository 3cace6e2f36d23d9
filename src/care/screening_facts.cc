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
Tri leads_on(const Question& detail, const Facts& facts) {
  const Answer* found = facts.known[*detail.parent_slot].answer;
  if (found == nullptr) return Tri::unknown;
  const Answer& answer = *found;
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
  if (!question.parent_slot) return false;
  if (question.topic && facts.known[question.slot].answer != nullptr) return false;
  return facts.known[*question.parent_slot].not_asked || leads_on(question, facts) == Tri::no;
}

// R5: a doubt whose simpler questions were all answered with the reassuring answer does not arise
// any more; one of the others makes it a yes.
void settle_doubts(const Protocol& protocol, Facts& facts) {
  std::map<std::size_t, Tri> doubts;
  for (const Question& question : protocol.questions) {
    if (!question.if_unsure || leads_on(question, facts) != Tri::yes) continue;
    const Answer* answer = facts.known[question.slot].answer;
    const Said* said = answer == nullptr ? nullptr : std::get_if<Said>(answer);
    Tri one = Tri::unknown;
    if (said != nullptr && *said == Said::yes) one = question.yes_is_safe ? Tri::no : Tri::yes;
    if (said != nullptr && *said == Said::no) one = question.yes_is_safe ? Tri::yes : Tri::no;
    auto [at, first] = doubts.emplace(*question.parent_slot, one);
    if (!first) at->second = at->second | one;
  }
  for (const auto& [parent, value] : doubts) {
    const Question& question = protocol.questions[parent];
    if (value == Tri::no) facts.known[parent].not_asked = true;
    bool tri = question.kind == Kind::tri && !question.yes_is_safe;
    if (value == Tri::yes && tri) facts.known[parent].settled = true;
  }
}

// The line of a section says nothing more where each of its topics was answered by itself or is not
// asked of this person. What never holds up a visit keeps no line open either.
void settle_section_lines(const Protocol& protocol, Facts& facts) {
  std::map<std::size_t, bool> settled;
  for (const Question& question : protocol.questions) {
    if (!question.topic) continue;
    const Known& known = facts.known[question.slot];
    bool idle = known.not_asked || known.answer != nullptr || question.gate == Gate::optional;
    auto [at, first] = settled.emplace(*question.parent_slot, idle);
    if (!first) at->second = at->second && idle;
  }
  for (const auto& [line, all] : settled)
    if (all && facts.known[line].answer == nullptr) facts.known[line].not_asked = true;
}

}  // namespace

bool blocks_when_missing(Gate gate) {
  return gate == Gate::emergency_gate || gate == Gate::safety || gate == Gate::consent;
}

bool is_open(const Question& question, const Facts& facts) {
  const Known& known = facts.known[question.slot];
  return !known.not_asked && (known.hidden || known.answer == nullptr);
}

bool is_shown(const Question& question, const Facts& facts) {
  const Known& known = facts.known[question.slot];
  if (known.not_asked) return false;
  if (!question.parent_slot || leads_on(question, facts) == Tri::yes) return true;
  return question.topic && known.answer != nullptr;
}

bool is_asked(const Protocol& protocol, const Facts& facts, std::string_view question) {
  const Question* one = protocol.question(question);
  return one == nullptr || !facts.known[one->slot].not_asked;
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
  Date told = told_day(intake, visit_date);
  facts.same_day = told == visit_date;
  facts.known.resize(protocol.questions.size());
  // Both are in the order of the questions' ids.
  auto said = intake.answers.begin();
  for (std::size_t slot : protocol.by_id) {
    const std::string& id = protocol.questions[slot].id;
    while (said != intake.answers.end() && said->first < id) ++said;
    if (said == intake.answers.end()) break;
    if (said->first == id) facts.known[slot].answer = &said->second;
  }
  for (const Question& question : protocol.questions)
    facts.known[question.slot].hidden = visit_date - told > question.valid_days;
  for (const auto& [id, day] : intake.told_on)
    if (const Question* question = protocol.question(id))
      facts.known[question->slot].hidden = visit_date - day > question->valid_days;
  // Parents stand before their details, and `asked_when` looks at questions without one: each
  // round settles at least one level, and there are no more than these.
  bool changed = true;
  for (int round = 0; round < 4 && changed; ++round) {
    changed = false;
    for (const Question& question : protocol.questions) {
      Known& known = facts.known[question.slot];
      if (known.not_asked) continue;
      bool always =
          question.gate == Gate::measurement || question.asked_when.op == Expression::Op::yes;
      if (always && !question.parent_slot) continue;
      bool settled = !always && value_of(question.asked_when, facts) == Tri::no;
      if (settled || settled_by_parent(question, facts)) known.not_asked = changed = true;
    }
  }
  settle_section_lines(protocol, facts);
  settle_doubts(protocol, facts);
  return facts;
}

}  // namespace fascia::care
