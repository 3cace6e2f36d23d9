// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/screening_index.h"
#include "care/screening_parts.h"

namespace fascia::care {
namespace {

bool unsure(const Answer& answer) {
  const Said* said = std::get_if<Said>(&answer);
  return said != nullptr && (*said == Said::not_sure || *said == Said::rather_not_say);
}

// Whether the parent's answer leads to its details; unknown while it is open.
Tri leads_on(const Protocol& protocol, const Asked& detail, std::size_t slot, const Facts& facts) {
  const Answer* found = facts.known[static_cast<std::size_t>(detail.parent)].answer;
  if (found == nullptr) return Tri::unknown;
  const Answer& answer = *found;
  if (detail.if_unsure) return unsure(answer) ? Tri::yes : Tri::no;
  if (const Said* said = std::get_if<Said>(&answer)) {
    if (*said == Said::yes) return Tri::yes;
    // Whoever is not sure about the whole section is asked about each thing of it.
    if (unsure(answer)) return detail.topic ? Tri::yes : Tri::unknown;
    return Tri::no;
  }
  const std::vector<std::string>& wanted = protocol.questions[slot].parent_is;
  auto listed = [&](const std::string& option) {
    return std::find(wanted.begin(), wanted.end(), option) != wanted.end();
  };
  bool leads = true;
  if (const auto* one = std::get_if<std::string>(&answer)) {
    leads = wanted.empty() ? *one != "none" && *one != "no" : listed(*one);
  } else if (const auto* many = std::get_if<std::vector<std::string>>(&answer)) {
    leads = wanted.empty() ? !many->empty() : std::any_of(many->begin(), many->end(), listed);
  } else if (const auto* places = std::get_if<std::vector<Region>>(&answer)) {
    leads = !places->empty();
  }
  return leads ? Tri::yes : Tri::no;
}

// Most answers: nothing hangs on them.
bool is_no(const Known& known) {
  const Said* said = known.answer == nullptr ? nullptr : std::get_if<Said>(known.answer);
  return said != nullptr && *said == Said::no;
}

// A topic's own answer counts, whatever was said about its section.
bool settled_by_parent(const Protocol& protocol, const Asked& question, std::size_t slot,
                       const Facts& facts) {
  if (question.topic && facts.known[slot].answer != nullptr) return false;
  const Known& parent = facts.known[static_cast<std::size_t>(question.parent)];
  return parent.not_asked || is_no(parent) || leads_on(protocol, question, slot, facts) == Tri::no;
}

bool is_ruled_out(const Protocol& protocol, std::size_t slot, const Facts& facts) {
  return value_of(protocol.questions[slot].asked_when, facts) == Tri::no;
}

// Parents stand before their details, so that one walk settles what hangs on them; only a condition
// that looks ahead makes another one needed, and there are no more levels than these.
void settle_questions(const Protocol& protocol, const ScreeningIndex& index, Facts& facts) {
  auto then_ruled_out = [&](std::size_t slot) {
    return !facts.known[slot].not_asked && is_ruled_out(protocol, slot, facts);
  };
  for (int round = 0; round < 4; ++round) {
    for (std::size_t slot = 0; slot < index.asked.size(); ++slot) {
      const Asked& question = index.asked[slot];
      Known& known = facts.known[slot];
      if (known.not_asked) continue;
      known.not_asked =
          (question.has_parent() && settled_by_parent(protocol, question, slot, facts)) ||
          (question.on_condition && is_ruled_out(protocol, slot, facts));
    }
    const auto& ahead = index.looks_ahead;
    if (std::none_of(ahead.begin(), ahead.end(), then_ruled_out)) return;
  }
}

// R5: a doubt whose simpler questions were all answered with the reassuring answer does not arise
// any more; one of the others makes it a yes.
void settle_doubts(const Protocol& protocol, const ScreeningIndex& index, Facts& facts) {
  std::map<std::size_t, Tri> doubts;
  for (std::size_t slot : index.if_unsure) {
    const Question& question = protocol.questions[slot];
    if (leads_on(protocol, index.asked[slot], slot, facts) != Tri::yes) continue;
    const Answer* answer = facts.known[slot].answer;
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
void settle_section_lines(const ScreeningIndex& index, Facts& facts) {
  for (std::size_t line = 0; line < index.topics.size(); ++line) {
    const std::vector<std::size_t>& topics = index.topics[line];
    if (topics.empty() || facts.known[line].answer != nullptr) continue;
    bool idle = std::all_of(topics.begin(), topics.end(), [&](std::size_t slot) {
      const Known& known = facts.known[slot];
      return known.not_asked || known.answer != nullptr || index.asked[slot].gate == Gate::optional;
    });
    if (idle) facts.known[line].not_asked = true;
  }
}

bool is_to_show(const Protocol& protocol, const Asked& question, std::size_t slot,
                const Facts& facts) {
  const Known& known = facts.known[slot];
  if (known.not_asked) return false;
  if (!question.has_parent() || (question.topic && known.answer != nullptr)) return true;
  return leads_on(protocol, question, slot, facts) == Tri::yes;
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
  return facts.known[question.slot].shown;
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
  const ScreeningIndex& index = index_of(protocol);
  facts.known = index.unknown;
  facts.told.reserve(2 * intake.answers.size());
  for (const auto& [id, answer] : intake.answers)
    if (auto at = index.slots.find(id); at != index.slots.end())
      facts.known[at->second].answer = &answer;
  if (const int days = visit_date - told; days != 0)
    for (std::size_t slot = 0; slot < index.asked.size(); ++slot) {
      facts.known[slot].hidden = days > index.asked[slot].valid_days;
      facts.known[slot].days = days;
    }
  for (const auto& [id, day] : intake.told_on)
    if (auto at = index.slots.find(id); at != index.slots.end()) {
      Known& known = facts.known[at->second];
      known.days = visit_date - day;
      known.hidden = known.past = known.days > index.asked[at->second].valid_days;
    }
  settle_questions(protocol, index, facts);
  settle_section_lines(index, facts);
  settle_doubts(protocol, index, facts);
  for (std::size_t slot = 0; slot < index.asked.size(); ++slot) {
    Known& known = facts.known[slot];
    known.shown = is_to_show(protocol, index.asked[slot], slot, facts);
    if (known.shown || known.answer != nullptr) facts.told.push_back(slot);
  }
  return facts;
}

}  // namespace fascia::care
