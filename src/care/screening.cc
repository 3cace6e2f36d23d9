// SPDX-License-Identifier: Apache-2.0
#include "care/screening.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "care/returning.h"
#include "care/screening_parts.h"
#include "core/json.h"

namespace fascia::care {
namespace {

constexpr int kSwedishDepth = 3;        // the gentler service is planned at depth 1-3
constexpr int kDepthUntilAnswered = 3;  // sheet a, 4.2
constexpr int kFullIntake = 365;        // days; older answers are all asked anew
constexpr const char* kNoPosition = "no_safe_position";
constexpr const char* kFocusLost = "focus_lost";

// A line that nobody answered weighs as much as the strictest of what is still to tell behind it.
Gate gate_of(const Protocol& protocol, const Facts& facts, const Question& question) {
  if (!question.is_line() || facts.known[question.slot].answer != nullptr) return question.gate;
  Gate strictest = Gate::optional;
  for (const Question& topic : protocol.questions) {
    if (!topic.topic || topic.parent != question.id) continue;
    const Known& known = facts.known[topic.slot];
    if (known.not_asked || known.answer != nullptr) continue;
    if (blocks_when_missing(topic.gate)) return question.gate;
    // An open modify limits the depth beside what any other of these does.
    bool limits = strictest == Gate::modify || topic.gate == Gate::modify;
    strictest = limits ? Gate::modify : std::min(strictest, topic.gate);
  }
  return strictest;
}

void list_open(const Protocol& protocol, const Facts& facts, Screening& screening) {
  for (const Question& question : protocol.questions) {
    if (!is_shown(question, facts)) continue;
    const Answer* answer = facts.known[question.slot].answer;
    const Said* said = answer == nullptr ? nullptr : std::get_if<Said>(answer);
    bool unsure = !facts.known[question.slot].settled && said != nullptr &&
                  (*said == Said::not_sure || *said == Said::rather_not_say);
    bool open = is_open(question, facts);
    Gate weight = gate_of(protocol, facts, question);
    bool gate = weight == Gate::emergency_gate || weight == Gate::consent;
    if (unsure && gate) screening.staff_call = true;
    if (weight == Gate::measurement) {
      bool wanted = value_of(question.asked_when, facts) != Tri::no;
      bool measured = !open && !unsure && facts.same_day;
      if (wanted && !measured) screening.measure_on_arrival.push_back(question.id);
    } else if (open && blocks_when_missing(weight)) {
      // What was said but will be too old by then is asked again on the day.
      bool stale = answer != nullptr && question.valid_days < kFullIntake;
      (stale ? screening.ask_on_the_day : screening.missing).push_back(question.id);
    } else if (weight == Gate::day_of_visit) {
      if (open || unsure) screening.ask_on_the_day.push_back(question.id);
    } else if (open && (weight == Gate::cluster || weight == Gate::modify)) {
      screening.ask_on_the_day.push_back(question.id);
      int& depth = screening.limits.max_depth;
      if (weight == Gate::modify) depth = std::min(depth, kDepthUntilAnswered);
    }
  }
  screening.hold = !screening.missing.empty();
}

// Combinations come last and look at what the others raised.
using Letters = std::vector<RuleLetter>;
void judge_all(const Protocol& protocol, Facts& facts, const Letters& letters,
               Screening& screening) {
  auto judge_those = [&](bool combination) {
    for (const Rule& rule : protocol.rules) {
      if (rule.combination != combination) continue;
      if (auto finding = judge(protocol, rule, facts, screening.service, letters))
        screening.findings.push_back(*std::move(finding));
    }
  };
  judge_those(false);
  for (const Finding& finding : screening.findings)
    facts.raised[finding.rule] = static_cast<int>(finding.decision);
  judge_those(true);
}

void decide(const Protocol& protocol, Facts& facts, const Letters& letters, Screening& screening) {
  judge_all(protocol, facts, letters, screening);
  std::stable_sort(screening.findings.begin(), screening.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::pair(b.decision, b.urgency) < std::pair(a.decision, a.urgency);
                   });
  for (const Finding& finding : screening.findings) {
    screening.decision = std::max(screening.decision, finding.decision);
    screening.urgency = std::max(screening.urgency, finding.urgency);
    if (finding.earliest && finding.decision >= Decision::clearance) {
      screening.earliest =
          std::max(screening.earliest.value_or(*finding.earliest), *finding.earliest);
    }
  }
  screening.limits = merge(protocol, screening.findings, screening.service);
  if (screening.limits.positions.empty() && !protocol.positions.empty()) {
    screening.decision = std::max(screening.decision, Decision::clearance);
    screening.warnings.emplace_back(kNoPosition);
  }
  if (screening.decision == Decision::note) screening.decision = Decision::proceed;
}

// R5: without what is unsure nothing would refuse.
bool only_unsure_refuses(const Screening& screening) {
  Decision sure = Decision::proceed;
  for (const Finding& finding : screening.findings) {
    if (!finding.unsure) sure = std::max(sure, finding.decision);
  }
  const auto& warnings = screening.warnings;
  bool no_position = std::find(warnings.begin(), warnings.end(), kNoPosition) != warnings.end();
  return screening.decision >= Decision::clearance && sure < Decision::clearance && !no_position;
}

// Half or more of the places the person came for may not be touched: another day or service may
// serve better, but nothing is refused for it (sheet a, 4.1(3)).
bool is_focus_lost(const Screening& screening, const Facts& facts) {
  auto avoided = std::count_if(facts.pains.begin(), facts.pains.end(), [&](const Region& pain) {
    return screening.limits.depth_at(pain) == 0;
  });
  bool refused = screening.decision >= Decision::clearance;
  return !refused && avoided > 0 && 2 * avoided >= static_cast<std::ptrdiff_t>(facts.pains.size());
}

Screening screen_one(const Protocol& protocol, const Intake& intake, ServiceKind service,
                     Date visit_date, const Letters& letters) {
  Screening screening;
  screening.service = service;
  screening.visit_date = visit_date;
  screening.protocol_name = protocol.name;
  screening.protocol_version = protocol.version;
  Facts facts = facts_of(protocol, intake, service, visit_date);
  decide(protocol, facts, letters, screening);
  screening.loosened = protocol.loosened;
  for (const Loosening& one : protocol.loosened)
    screening.warnings.push_back("loosened:" + (one.rule.empty() ? one.setting : one.rule));
  list_open(protocol, facts, screening);
  screening.talk_first = only_unsure_refuses(screening);
  if (is_focus_lost(screening, facts)) screening.warnings.emplace_back(kFocusLost);
  if (!intake.birth_date) {
    screening.missing.insert(screening.missing.begin(), "birth_date");
    screening.hold = true;
  }
  return screening;
}

// How careful an answer is, of those to the same question; nothing said is the most careful.
int care_of(const Question& question, const Answer* answer) {
  if (answer == nullptr) return 3;
  if (const Said* said = std::get_if<Said>(answer)) {
    if (*said == Said::not_sure || *said == Said::rather_not_say) return 1;
    if (*said == Said::long_ago) return 0;
    return (*said == Said::yes) != question.yes_is_safe ? 2 : 0;
  }
  if (const auto* one = std::get_if<std::string>(answer)) return *one == "none" ? 0 : 2;
  return 2;
}

bool is_looser(const Question& question, const Answer* before, const Answer* after) {
  int was = care_of(question, before);
  int is = care_of(question, after);
  if (was != is) return is < was;
  if (before == nullptr || after == nullptr || *before == *after) return false;
  if (const auto* many = std::get_if<std::vector<std::string>>(before)) {
    const auto* now = std::get_if<std::vector<std::string>>(after);
    return now == nullptr || std::any_of(many->begin(), many->end(), [&](const std::string& one) {
             return std::find(now->begin(), now->end(), one) == now->end();
           });
  }
  // Another date, number, choice or place: it may be the milder one, so a person looks at it.
  return true;
}

bool says_no(const AnswerMap& answers, const std::string& line) {
  auto found = answers.find(line);
  return found != answers.end() && found->second == Answer(Said::no);
}

}  // namespace

std::string answer_text(const AnswerMap& answers, const std::string& id) {
  auto found = answers.find(id);
  if (found == answers.end()) return "null";
  Intake one;
  one.answers.emplace(id, found->second);
  return json::write(write_intake(one).at("answers").at(id));
}

Screening screen(const Protocol& protocol, const Intake& intake, ServiceKind service,
                 Date visit_date, const std::vector<RuleLetter>& letters) {
  Screening screening = screen_one(protocol, intake, service, visit_date, letters);
  if (service == ServiceKind::deep) {
    Screening gentle = screen_one(protocol, intake, ServiceKind::swedish, visit_date, letters);
    screening.gentler = Gentler{gentle.decision, std::move(gentle.limits)};
  }
  return screening;
}

std::vector<Loosened> compare_answers(const Protocol& protocol, const AnswerMap& before,
                                      const AnswerMap& after) {
  std::vector<Loosened> all;
  for (const Question& question : protocol.questions) {
    if (question.gate == Gate::note || question.gate == Gate::optional) continue;
    auto was = before.find(question.id);
    auto is = after.find(question.id);
    if (was == before.end()) continue;  // nothing was said: an answer now is no change
    const Answer* now = is == after.end() ? nullptr : &is->second;
    // A detail that went with its parent shows there, and a topic with its line. Where the line was
    // not opened before, its no takes back what was told by itself.
    bool denied = now == nullptr && question.topic && says_no(after, question.parent) &&
                  (before.count(question.parent) == 0 || says_no(before, question.parent)) &&
                  !is_plain_no(question, was->second);
    if (now == nullptr && !question.parent.empty() && !denied) continue;
    if (!denied && !is_looser(question, &was->second, now)) continue;
    all.push_back({question.id, answer_text(before, question.id), answer_text(after, question.id)});
  }
  return all;
}

int Limits::depth_at(const Region& region) const {
  auto found = regions.find(region);
  return found == regions.end() ? max_depth : std::min(max_depth, found->second.max_depth);
}

bool Limits::allows(const std::string& what, const Region& region) const {
  if (techniques.count(what) != 0 || tools.count(what) != 0) return false;
  auto found = regions.find(region);
  if (found == regions.end()) return true;
  return found->second.max_depth > 0 && found->second.techniques.count(what) == 0 &&
         found->second.tools.count(what) == 0;
}

Limits merge(const Protocol& protocol, const std::vector<Finding>& findings, ServiceKind service) {
  Limits limits;
  if (service == ServiceKind::swedish) limits.max_depth = kSwedishDepth;
  limits.positions = protocol.positions;
  for (const Change& change : protocol.always) {
    for (const Region& region : expand(protocol, change.places, {})) {
      int& depth = limits.regions[region].max_depth;
      depth = std::min(depth, change.max_depth.value_or(5));
    }
  }
  for (const Finding& finding : findings) {
    if (finding.decision >= Decision::do_not_treat) limits.max_depth = 0;
    for (const AppliedChange& change : finding.changes) {
      if (change.minutes) {
        limits.minutes = std::min(limits.minutes.value_or(*change.minutes), *change.minutes);
      }
      if (!change.positions.empty()) {
        auto& all = limits.positions;
        all.erase(std::remove_if(all.begin(), all.end(),
                                 [&](const std::string& position) {
                                   const auto& ok = change.positions;
                                   return std::find(ok.begin(), ok.end(), position) == ok.end();
                                 }),
                  all.end());
      }
      if (change.regions.empty()) {
        limits.max_depth = std::min(limits.max_depth, change.max_depth.value_or(5));
        limits.techniques.insert(change.techniques.begin(), change.techniques.end());
        limits.tools.insert(change.tools.begin(), change.tools.end());
      }
      // Both are in order: one walk beside each other.
      auto at = limits.regions.begin();
      for (const Region& region : change.regions) {
        while (at != limits.regions.end() && at->first < region) ++at;
        at = limits.regions.try_emplace(at, region);
        RegionLimit& here = at->second;
        here.max_depth = std::min(here.max_depth, change.max_depth.value_or(5));
        here.techniques.insert(change.techniques.begin(), change.techniques.end());
        here.tools.insert(change.tools.begin(), change.tools.end());
      }
    }
  }
  return limits;
}

}  // namespace fascia::care
