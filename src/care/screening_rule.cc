// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/screening_parts.h"

namespace fascia::care {
namespace {

constexpr int kDepthBesideLocal = 3;  // sheet a, 4.1(7)
constexpr int kDepthWhileUnsure = 3;  // sheet a, 4.2: unsure of what would change the work

// What an unsure answer to a question of this class comes to at most (sheet a, 4.2).
Decision unsure_cap(Gate gate) {
  switch (gate) {
    case Gate::emergency_gate:
    case Gate::consent:
      return Decision::do_not_treat;
    case Gate::safety:
      return Decision::clearance;
    case Gate::modify:
      return Decision::modify;
    case Gate::cluster:
    case Gate::note:
      return Decision::note;
    default:
      return Decision::proceed;  // asked or measured before the start
  }
}

struct Held {
  const Row* row = nullptr;
  Decision decision = Decision::proceed;
  bool unsure = false;
  std::set<std::string> names;
  bool opened = false;  // a letter opens its places
};

// A condition left open by what the person was unsure of, or by a detail of a yes: as strict as the
// row, but not stricter than the classes of those questions allow; a detail that nobody answered
// comes to clearance at most, whatever its class (sheet a, 4.2).
Held held_open(const Protocol& protocol, const Rule& rule, const Row& row, Decision decision,
               const Outcome& outcome, const Facts& facts) {
  Held held{&row, Decision::proceed, true, {}, false};
  Decision cap = Decision::proceed;
  // What is left of a detail whose parent became a doubt adds nothing to that doubt.
  for (const std::string& name : outcome.unsure) {
    const Question* question = protocol.question(name);
    bool left_over = question != nullptr && question->is_detail() && !is_shown(*question, facts);
    if (left_over) continue;
    held.names.insert(name);
    if (question != nullptr) cap = std::max(cap, unsure_cap(question->gate));
  }
  for (const std::string& name : outcome.missing) {
    const Question* question = protocol.question(name);
    bool detail = question != nullptr && question->is_detail() && is_shown(*question, facts);
    if (!detail) continue;
    held.names.insert(name);
    cap = std::max(cap, std::min(unsure_cap(question->gate), Decision::clearance));
  }
  if (rule.unsure) cap = std::min(cap, *rule.unsure);
  held.decision = std::min(decision, cap);
  return held;
}

std::vector<Held> rows_that_hold(const Protocol& protocol, const Rule& rule, const Facts& facts,
                                 ServiceKind service) {
  std::vector<Held> all;
  for (const Row& row : rule.rows) {
    Decision decision = service == ServiceKind::deep ? row.deep : row.swedish;
    if (decision == Decision::proceed) continue;
    // What cannot wait is judged by everything that was said, whenever the visit is.
    Outcome outcome = decision == Decision::emergency ? evaluate_with_hidden(row.when, facts)
                                                      : evaluate(row.when, facts);
    if (outcome.value == Tri::yes) {
      Held held{&row, decision, false, {}, false};
      collect_names(row.when, held.names);
      all.push_back(std::move(held));
    } else if (outcome.value == Tri::unknown) {
      Held held = held_open(protocol, rule, row, decision, outcome, facts);
      if (held.decision > Decision::proceed) all.push_back(std::move(held));
    }
  }
  return all;
}

AppliedChange apply(const Protocol& protocol, const Change& change, const Facts& facts) {
  AppliedChange applied;
  applied.regions = expand(protocol, change.places, *facts.answers);
  applied.max_depth = change.max_depth;
  for (const std::string& name : change.forbid) {
    bool tool = protocol.tools.count(name) != 0;
    (tool ? applied.tools : applied.techniques).push_back(name);
  }
  applied.positions = change.positions;
  applied.minutes = change.minutes;
  return applied;
}

void add_changes(const Protocol& protocol, const Held& held, const Facts& facts,
                 ServiceKind service, Finding& finding) {
  const Row& row = *held.row;
  auto add = [&](AppliedChange change) {
    auto& all = finding.changes;
    if (std::find(all.begin(), all.end(), change) == all.end()) all.push_back(std::move(change));
  };
  std::vector<Region> places = expand(protocol, row.places, *facts.answers);
  bool avoided = (held.decision == Decision::avoid_region || row.local) && !held.opened;
  if (avoided && held.decision >= Decision::avoid_region) {
    add({places, 0, {}, {}, {}, {}});
    finding.regions.insert(finding.regions.end(), places.begin(), places.end());
  }
  if (row.local && !held.opened && held.decision >= Decision::clearance) {
    add({{}, kDepthBesideLocal, {}, {}, {}, {}});
  }
  if (held.unsure && held.decision == Decision::modify) {
    add({{}, kDepthWhileUnsure, {}, {}, {}, {}});
  }
  for (const Change& change : row.changes) {
    if (change.service && *change.service != service) continue;
    add(apply(protocol, change, facts));
  }
  if (!avoided) finding.regions.insert(finding.regions.end(), places.begin(), places.end());
}

std::optional<Date> row_ends(const Row& row, const Facts& facts) {
  if (row.earliest_after.empty()) return std::nullopt;
  Date from = facts.visit;
  auto found = facts.answers->find(row.earliest_after);
  if (found != facts.answers->end()) {
    if (const auto* said = std::get_if<SaidDate>(&found->second)) from = said->latest;
  }
  Date ends = from + row.earliest_days;
  // Held by something else than the day count (a wound still open): not before tomorrow.
  return ends > facts.visit ? std::optional(ends) : std::nullopt;
}

Finding of_rule(const Protocol& protocol, const Rule& rule) {
  Finding finding;
  finding.rule = rule.id;
  finding.title = rule.title;
  for (const std::string& id : rule.sources) {
    auto source = protocol.sources.find(id);
    if (source != protocol.sources.end()) finding.sources.push_back(source->second);
  }
  finding.evidence = {rule.mark, rule.confidence, rule.clinic_must_confirm, {}};
  finding.clearance_days = rule.clearance_days;
  return finding;
}

// The strictest that is sure, unless an unsure one is stricter still; of equals the first.
const Held& strictest(const std::vector<Held>& held) {
  return *std::max_element(held.begin(), held.end(), [](const Held& a, const Held& b) {
    auto rank = [](const Held& one) {
      Decision counts =
          one.row->local ? std::min(one.decision, Decision::avoid_region) : one.decision;
      return std::pair(counts, one.unsure ? 0 : 1);
    };
    return rank(a) < rank(b);
  });
}

Finding finding_of(const Protocol& protocol, const Rule& rule, const Facts& facts,
                   ServiceKind service, const std::vector<Held>& held) {
  const Held& first = strictest(held);
  Finding finding = of_rule(protocol, rule);
  finding.decision = first.decision;
  if (first.row->local && first.decision > Decision::avoid_region) {
    finding.there = first.decision;
    finding.decision = Decision::avoid_region;
  }
  finding.unsure = first.unsure;
  finding.reason = first.row->reason;
  finding.advice = first.row->advice;
  finding.earliest = row_ends(*first.row, facts);
  std::set<std::string> names;
  for (const Held& one : held) {
    if (!one.unsure) finding.urgency = std::max(finding.urgency, one.row->urgency);
    // A row that is only possible adds its changes where it also gives the decision.
    if (one.unsure && &one != &first) continue;
    names.insert(one.names.begin(), one.names.end());
    add_changes(protocol, one, facts, service, finding);
  }
  for (const std::string& name : names) {
    if (facts.answers->count(name) != 0) finding.evidence.answers.push_back(name);
  }
  std::sort(finding.regions.begin(), finding.regions.end());
  finding.regions.erase(std::unique(finding.regions.begin(), finding.regions.end()),
                        finding.regions.end());
  return finding;
}

// A clearance that a physician's letter answers: a yes leaves what the rule changes (sheet a,
// 4.1(8a)), limits come on top, a no ends it.
void take_letter(const RuleLetter& letter, std::vector<Held>& held) {
  for (Held& one : held) {
    if (one.decision != Decision::clearance) continue;
    bool no = letter.answer == RuleLetter::Answer::no;
    one.decision = no ? Decision::do_not_treat : Decision::modify;
    one.unsure = false;
    one.opened = !no;
  }
}

void add_limits(const RuleLetter& letter, Finding& finding) {
  if (letter.answer == RuleLetter::Answer::limits)
    finding.changes.push_back({{}, letter.max_depth.value_or(kDepthWhileUnsure), {}, {}, {}, {}});
  finding.letter = letter;
}

const Loosening* loosening_of(const Protocol& protocol, const Rule& rule) {
  for (const Loosening& one : protocol.loosened)
    if (!one.rule.empty() && one.rule == rule.id) return &one;
  return nullptr;
}

// True where the clinic's own files made a row milder. What a row changes stays.
bool take_loosening(const Loosening& loosening, ServiceKind service, std::vector<Held>& held) {
  auto most = service == ServiceKind::deep ? loosening.deep : loosening.swedish;
  bool acted = false;
  for (Held& one : held) {
    if (!most || one.decision == Decision::emergency || one.decision <= *most) continue;
    one.decision = *most;
    acted = true;
  }
  return acted;
}

}  // namespace

std::optional<Finding> judge(const Protocol& protocol, const Rule& rule, const Facts& facts,
                             ServiceKind service, const std::vector<RuleLetter>& letters) {
  std::vector<Held> held = rows_that_hold(protocol, rule, facts, service);
  if (held.empty()) return std::nullopt;
  Finding finding = finding_of(protocol, rule, facts, service, held);
  if (asks_physician(finding)) finding.about = rests_on(finding, *facts.answers);
  const RuleLetter* letter = letter_for(letters, finding, service, facts.visit);
  if (letter != nullptr) {
    take_letter(*letter, held);
    finding = finding_of(protocol, rule, facts, service, held);
    add_limits(*letter, finding);
  }
  const Loosening* loosening = loosening_of(protocol, rule);
  if (loosening != nullptr && take_loosening(*loosening, service, held)) {
    Decision before = finding.decision;
    std::optional<RuleLetter> answered = finding.letter;
    finding = finding_of(protocol, rule, facts, service, held);
    if (answered) add_limits(*answered, finding);
    finding.loosened = *loosening;
    finding.before_loosening = before;
  }
  return finding;
}

}  // namespace fascia::care
