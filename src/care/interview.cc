// SPDX-License-Identifier: Apache-2.0
#include "care/interview.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "care/screening_parts.h"

namespace fascia::care {
namespace {

// Gates first, then the groups as the protocol has them.
std::vector<const Group*> in_order(const Protocol& protocol) {
  std::vector<const Group*> all;
  for (const Group& group : protocol.groups) all.push_back(&group);
  std::stable_partition(all.begin(), all.end(), [](const Group* group) { return group->gates; });
  return all;
}

// What could stop the visit comes first.
int urgency_of(Gate gate) {
  switch (gate) {
    case Gate::emergency_gate:
      return 0;
    case Gate::consent:
    case Gate::safety:
      return 1;
    case Gate::cluster:
    case Gate::modify:
      return 2;
    default:
      return 3;
  }
}

// What stands in no section, then the sections as the protocol has them, each after its line; in
// each the strictest first.
std::tuple<std::size_t, bool, int> rank(const Protocol& protocol, const Question& question) {
  const auto& all = protocol.sections;
  auto at = std::find_if(all.begin(), all.end(),
                         [&](const Section& section) { return section.id == question.section; });
  std::size_t section = at == all.end() ? 0 : 1 + static_cast<std::size_t>(at - all.begin());
  return {section, question.topic, urgency_of(question.gate)};
}

// Each detail behind its parent, whichever file it stands in.
std::vector<const Question*> in_page_order(const Protocol& protocol,
                                           const std::vector<const Question*>& shown) {
  std::map<std::string_view, std::vector<const Question*>> details;
  std::set<std::string_view> here;
  for (const Question* question : shown) here.insert(question->id);
  std::vector<const Question*> roots;
  for (const Question* question : shown) {
    bool behind = question->is_detail() && here.count(question->parent) != 0;
    (behind ? details[question->parent] : roots).push_back(question);
  }
  std::stable_sort(roots.begin(), roots.end(), [&](const Question* a, const Question* b) {
    return rank(protocol, *a) < rank(protocol, *b);
  });
  std::vector<const Question*> all;
  // A detail stands behind its parent in the protocol, so that this ends.
  std::vector<const Question*> open(roots.rbegin(), roots.rend());
  while (!open.empty()) {
    const Question* next = open.back();
    open.pop_back();
    all.push_back(next);
    const auto& own = details[next->id];
    open.insert(open.end(), own.rbegin(), own.rend());
  }
  return all;
}

// Those of rules that may be one; with a question's name only of rules that read it there.
std::vector<Finding> emergencies(const Protocol& protocol, const Facts& facts, ServiceKind service,
                                 std::string_view about) {
  std::vector<Finding> all;
  Lists lists(protocol);
  for (const Rule& rule : protocol.rules) {
    bool may = std::any_of(rule.rows.begin(), rule.rows.end(), [&](const Row& row) {
      Decision decision = service == ServiceKind::deep ? row.deep : row.swedish;
      return decision == Decision::emergency && (about.empty() || reads(row.when, about));
    });
    if (!may) continue;
    auto ruling = judge(protocol, rule, facts, service, {});
    if (ruling && ruling->decision == Decision::emergency)
      all.push_back(in_words(lists, *ruling, facts, service));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Finding& a, const Finding& b) { return b.urgency < a.urgency; });
  return all;
}

}  // namespace

std::vector<Step> all_steps(const Protocol& protocol, const Intake& intake, ServiceKind service,
                            Date visit_date) {
  Facts facts = facts_of(protocol, intake, service, visit_date);
  std::vector<Step> steps;
  for (const Group* group : in_order(protocol)) {
    Step step;
    step.what = Step::What::ask;
    step.group = group->id;
    for (const Question& question : protocol.questions) {
      if (question.group != group->id || !is_shown(question, facts)) continue;
      bool later = question.gate == Gate::measurement ||
                   (question.gate == Gate::day_of_visit && !facts.same_day);
      if (later || question.staff) continue;
      step.questions.push_back(&question);
      bool wanted = question.gate != Gate::optional;
      if (wanted && is_open(question, facts)) step.open.push_back(question.id);
    }
    step.questions = in_page_order(protocol, step.questions);
    if (!step.questions.empty()) steps.push_back(std::move(step));
  }
  return steps;
}

Step next_step(const Protocol& protocol, const Intake& intake, ServiceKind service,
               Date visit_date) {
  Step emergency;
  emergency.what = Step::What::emergency;
  Facts facts = facts_of(protocol, intake, service, visit_date);
  emergency.emergencies = emergencies(protocol, facts, service, {});
  if (!emergency.emergencies.empty()) return emergency;
  for (Step& step : all_steps(protocol, intake, service, visit_date)) {
    if (!step.open.empty()) return std::move(step);
  }
  return {};
}

std::optional<Answer> none_of(const Question& question) {
  if (question.yes_is_safe) return std::nullopt;
  switch (question.kind) {
    case Kind::tri:
      return Answer(Said::no);
    case Kind::choice:
      return Answer(std::string("none"));
    case Kind::multi:
      return Answer(std::vector<std::string>());
    case Kind::regions:
      return Answer(std::vector<Region>());
    default:
      return std::nullopt;
  }
}

AnswerMap none_of_these(const Protocol& protocol, std::string_view group,
                        const AnswerMap& answers) {
  AnswerMap all = answers;
  for (const Question& question : protocol.questions) {
    // The topics of a section only where its line opened them; otherwise its "no" says it all.
    bool asked = question.parent.empty() || (question.topic && leads_to(question, all));
    if (question.group != group || !asked) continue;
    if (auto none = none_of(question)) all.emplace(question.id, std::move(*none));
  }
  return all;
}

bool leads_to(const Question& detail, const AnswerMap& answers) {
  auto at = answers.find(detail.parent);
  if (at == answers.end()) return false;
  const Answer& answer = at->second;
  if (detail.if_unsure && std::get_if<Said>(&answer) == nullptr) return false;
  auto listed = [&](const std::string& option) {
    const auto& all = detail.parent_is;
    return all.empty() ? option != "none" && option != "no"
                       : std::find(all.begin(), all.end(), option) != all.end();
  };
  if (const Said* said = std::get_if<Said>(&answer)) {
    bool unsure = *said == Said::not_sure || *said == Said::rather_not_say;
    if (detail.if_unsure) return unsure;
    return *said == Said::yes || (detail.topic && unsure);
  }
  if (const auto* one = std::get_if<std::string>(&answer)) return listed(*one);
  if (const auto* many = std::get_if<std::vector<std::string>>(&answer))
    return std::any_of(many->begin(), many->end(), listed);
  if (const auto* places = std::get_if<std::vector<Region>>(&answer)) return !places->empty();
  return true;
}

Words why_asked(const Protocol& protocol, const Question& question) {
  if (!question.why.en.empty()) return question.why;
  for (const Rule& rule : protocol.rules)
    for (const Row& row : rule.rows) {
      std::set<std::string> names;
      collect_names(row.when, names);
      if (names.count(question.id) != 0) return row.reason;
    }
  return {};
}

std::optional<Finding> emergency_of(const Protocol& protocol, const Intake& intake,
                                    ServiceKind service, Date visit_date, const Question& question,
                                    const Answer& answer) {
  Intake with = intake;
  with.answers[question.id] = answer;
  // A detail speaks only once its parent was said.
  const Question* parent = question.parent.empty() ? nullptr : protocol.question(question.parent);
  if (parent != nullptr && !leads_to(question, with.answers) && !question.if_unsure) {
    std::string option = !question.parent_is.empty() ? question.parent_is.front()
                         : !parent->options.empty()  ? parent->options.front().id
                                                     : std::string();
    if (parent->kind == Kind::tri) with.answers[parent->id] = Said::yes;
    if (parent->kind == Kind::choice) with.answers[parent->id] = option;
    if (parent->kind == Kind::multi) with.answers[parent->id] = std::vector<std::string>{option};
  }
  Facts facts = facts_of(protocol, with, service, visit_date);
  std::vector<Finding> found = emergencies(protocol, facts, service, question.id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace fascia::care
