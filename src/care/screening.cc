// SPDX-License-Identifier: Apache-2.0
#include "care/screening.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "care/returning.h"
#include "care/screening_parts.h"
#include "core/json.h"

namespace fascia::care {
namespace {

constexpr int kDepthUntilAnswered = 3;  // sheet a, 4.2
constexpr int kFullIntake = 365;        // days; older answers are all asked anew
constexpr const char* kNoPosition = "no_safe_position";
constexpr const char* kFocusLost = "focus_lost";

// What is still to be asked or measured, whatever the service.
struct Open {
  std::vector<std::size_t> missing, ask_on_the_day, measure_on_arrival;  // slots
  bool staff_call = false;
  int max_depth = kAnyDepth;  // until it was asked
};

// A line that nobody answered weighs as much as the strictest of what is still to tell behind it.
Gate gate_of(const ScreeningIndex& index, const Facts& facts, std::size_t slot) {
  const Asked& question = index.asked[slot];
  if (!question.line || facts.known[slot].answer != nullptr) return question.gate;
  Gate strictest = Gate::optional;
  for (std::size_t topic : index.topics[slot]) {
    const Known& known = facts.known[topic];
    if (known.not_asked || known.answer != nullptr) continue;
    Gate gate = index.asked[topic].gate;
    if (blocks_when_missing(gate)) return question.gate;
    // An open modify limits the depth beside what any other of these does.
    bool limits = strictest == Gate::modify || gate == Gate::modify;
    strictest = limits ? Gate::modify : std::min(strictest, gate);
  }
  return strictest;
}

Open list_open(const Protocol& protocol, const Facts& facts) {
  const ScreeningIndex& index = index_of(protocol);
  Open all;
  for (std::size_t slot : facts.told) {
    const Known& known = facts.known[slot];
    if (!known.shown) continue;
    const Said* said = known.answer == nullptr ? nullptr : std::get_if<Said>(known.answer);
    bool unsure = !known.settled && said != nullptr &&
                  (*said == Said::not_sure || *said == Said::rather_not_say);
    bool open = known.hidden || known.answer == nullptr;
    Gate weight = gate_of(index, facts, slot);
    bool gate = weight == Gate::emergency_gate || weight == Gate::consent;
    if (unsure && gate) all.staff_call = true;
    if (weight == Gate::measurement) {
      bool wanted = value_of(protocol.questions[slot].asked_when, facts) != Tri::no;
      bool measured = !open && !unsure && facts.same_day;
      if (wanted && !measured) all.measure_on_arrival.push_back(slot);
    } else if (open && blocks_when_missing(weight)) {
      // What was said but will be too old by then is asked again on the day.
      bool stale = known.answer != nullptr && index.asked[slot].valid_days < kFullIntake;
      (stale ? all.ask_on_the_day : all.missing).push_back(slot);
    } else if (weight == Gate::day_of_visit) {
      if (open || unsure) all.ask_on_the_day.push_back(slot);
    } else if (open && (weight == Gate::cluster || weight == Gate::modify)) {
      all.ask_on_the_day.push_back(slot);
      if (weight == Gate::modify) all.max_depth = kDepthUntilAnswered;
    }
  }
  return all;
}

// What was told about one visit, and what it leaves open; the same for each kind of service.
struct Told {
  Facts facts;
  std::vector<const Rule*> rules;  // that may find something
  // What was found of each of them that is alike for both kinds of service, once it was asked for.
  std::vector<std::optional<std::vector<MayHold>>> found;
  Open open;
  Lists lists;
};

Told listen(const Protocol& protocol, const Intake& intake, ServiceKind service, Date visit_date) {
  Told told{facts_of(protocol, intake, service, visit_date), {}, {}, {}, Lists(protocol)};
  told.rules = woken_rules(protocol, told.facts);
  told.found.resize(told.rules.size());
  told.open = list_open(protocol, told.facts);
  return told;
}

// The least depth anywhere, by where it comes from; each has a setting that says what it is for
// deep tissue.
struct CapOrigin {
  const char* setting;
  Decision without;  // where the protocol has no such setting
};
constexpr std::size_t kSure = 0, kDoubt = 1, kAwaited = 2, kLetter = 3, kLoosened = 4;
constexpr std::array<CapOrigin, 5> kCapOrigins{{{"deep.cap_sure", Decision::do_not_treat},
                                                {"deep.cap_doubt", Decision::modify},
                                                {"deep.cap_awaited", Decision::modify},
                                                {"deep.cap_letter", Decision::modify},
                                                {"deep.cap_loosened", Decision::modify}}};
using Caps = std::array<int, kCapOrigins.size()>;

constexpr Caps no_caps() {
  Caps caps{};
  caps.fill(kAnyDepth);
  return caps;
}

// What all rules come to, before it is put into words.
struct Judgment {
  Decision decision = Decision::proceed;
  Urgency urgency = Urgency::none;
  std::vector<Ruling> rulings;  // strictest first, then as in the protocol
  Limits limits;
  bool no_position = false;
  Caps caps = no_caps();
};

// Combinations come last and look at what the others raised.
using Letters = std::vector<RuleLetter>;
std::vector<Ruling> judge_all(const Protocol& protocol, Told& told, const Letters& letters,
                              ServiceKind service) {
  std::vector<Ruling> rulings;
  auto judge_those = [&](bool combination) {
    for (std::size_t i = 0; i < told.rules.size(); ++i) {
      const Rule& rule = *told.rules[i];
      if (rule.combination != combination) continue;
      auto& found = told.found[i];
      const bool alike = words_of(protocol, rule).alike;
      if (!alike || !found)
        found = rows_that_may_hold(rule, told.facts, alike ? std::nullopt : std::optional(service));
      if (auto ruling = judge(protocol, rule, *found, told.facts, service, letters))
        rulings.push_back(*std::move(ruling));
    }
  };
  told.facts.raised.clear();
  judge_those(false);
  for (const Ruling& ruling : rulings)
    told.facts.raised[ruling.rule->id] = static_cast<int>(ruling.decision);
  judge_those(true);
  return rulings;
}

std::size_t origin_of(const Ruling& ruling) {
  if (ruling.unsure()) return kDoubt;
  if (ruling.letter) return kLetter;
  if (ruling.loosened != nullptr) return kLoosened;
  bool awaited = ruling.decision == Decision::clearance || ruling.there == Decision::clearance;
  return awaited ? kAwaited : kSure;
}

// A physician who was asked about deep work may agree to what is still deeper than the gentle
// service goes: that is sold as he was asked. All else has to reach the depth of deep tissue.
DeepWork deep_work_of(const Protocol& protocol, const Caps& caps, int gentle_depth) {
  DeepWork out = DeepWork::full;
  for (std::size_t i = 0; i < caps.size(); ++i) {
    const bool by_letter = i == kAwaited || i == kLetter;
    if (caps[i] >= kDeepFrom || (by_letter && caps[i] > gentle_depth)) continue;
    const Setting* setting = protocol.setting(kCapOrigins[i].setting);
    const Decision weight = setting != nullptr ? setting->decision.value_or(kCapOrigins[i].without)
                                               : kCapOrigins[i].without;
    if (weight >= Decision::do_not_treat) return DeepWork::none;
    if (weight == Decision::clearance) out = DeepWork::ask_first;
  }
  return out;
}

Judgment decide(const Protocol& protocol, Told& told, const Letters& letters, ServiceKind service) {
  Judgment out;
  out.rulings = judge_all(protocol, told, letters, service);
  std::stable_sort(out.rulings.begin(), out.rulings.end(), [](const Ruling& a, const Ruling& b) {
    return std::pair(b.decision, b.urgency) < std::pair(a.decision, a.urgency);
  });
  std::vector<Narrowing> changes;
  for (const Ruling& ruling : out.rulings) {
    out.decision = std::max(out.decision, ruling.decision);
    out.urgency = std::max(out.urgency, ruling.urgency);
    const std::size_t before = changes.size();
    narrow(protocol, ruling, told.facts, service, changes);
    int& cap = out.caps[origin_of(ruling)];
    for (std::size_t i = before; i < changes.size(); ++i)
      if (changes[i].places.none() && changes[i].max_depth)
        cap = std::min(cap, *changes[i].max_depth);
  }
  out.limits = merge(told.lists, changes, out.decision >= Decision::do_not_treat, service);
  out.limits.max_depth = std::min(out.limits.max_depth, told.open.max_depth);
  out.no_position = out.limits.positions.empty() && !protocol.positions.empty();
  if (out.no_position) out.decision = std::max(out.decision, Decision::clearance);
  if (out.decision == Decision::note) out.decision = Decision::proceed;
  return out;
}

// The first day on which all that refuses could be over.
std::optional<Date> earliest_of(const std::vector<Ruling>& rulings) {
  std::optional<Date> earliest;
  for (const Ruling& ruling : rulings)
    if (ruling.earliest && ruling.decision >= Decision::clearance)
      earliest = std::max(earliest.value_or(*ruling.earliest), *ruling.earliest);
  return earliest;
}

// R5: without what is unsure nothing would refuse.
bool only_unsure_refuses(const Judgment& judgment) {
  Decision sure = Decision::proceed;
  for (const Ruling& ruling : judgment.rulings)
    if (!ruling.unsure()) sure = std::max(sure, ruling.decision);
  return judgment.decision >= Decision::clearance && sure < Decision::clearance &&
         !judgment.no_position;
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

Screening put_together(const Protocol& protocol, Told& told, Judgment&& judgment,
                       ServiceKind service) {
  Screening screening;
  screening.service = service;
  screening.visit_date = told.facts.visit;
  screening.protocol_name = protocol.name;
  screening.protocol_version = protocol.version;
  screening.decision = judgment.decision;
  screening.urgency = judgment.urgency;
  screening.findings.reserve(judgment.rulings.size());
  for (const Ruling& ruling : judgment.rulings)
    screening.findings.push_back(in_words(told.lists, ruling, told.facts, service));
  screening.earliest = earliest_of(judgment.rulings);
  screening.limits = std::move(judgment.limits);
  if (judgment.no_position) screening.warnings.emplace_back(kNoPosition);
  screening.loosened = protocol.loosened;
  for (const Loosening& one : protocol.loosened)
    screening.warnings.push_back("loosened:" + (one.rule.empty() ? one.setting : one.rule));
  screening.talk_first = only_unsure_refuses(judgment);
  if (is_focus_lost(screening, told.facts)) screening.warnings.emplace_back(kFocusLost);
  return screening;
}

void take_open(const Protocol& protocol, const Open& open, bool born, Screening& screening) {
  auto name = [&](const std::vector<std::size_t>& slots, std::vector<std::string>& into) {
    for (std::size_t slot : slots) into.push_back(protocol.questions[slot].id);
  };
  if (!born) screening.missing.emplace_back("birth_date");
  name(open.missing, screening.missing);
  name(open.ask_on_the_day, screening.ask_on_the_day);
  name(open.measure_on_arrival, screening.measure_on_arrival);
  screening.hold = !screening.missing.empty();
  screening.staff_call = open.staff_call;
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

std::string_view to_string(DeepWork work) {
  constexpr std::array<std::string_view, 3> kWords{"full", "ask_first", "none"};
  return kWords[static_cast<std::size_t>(work)];
}

std::string answer_text(const AnswerMap& answers, const std::string& id) {
  auto found = answers.find(id);
  return found == answers.end() ? "null" : json::write(write_answer(found->second));
}

Screening screen(const Protocol& protocol, const Intake& intake, ServiceKind service,
                 Date visit_date, const std::vector<RuleLetter>& letters) {
  Told told = listen(protocol, intake, service, visit_date);
  Judgment judgment = decide(protocol, told, letters, service);
  const Caps caps = judgment.caps;
  Screening screening = put_together(protocol, told, std::move(judgment), service);
  take_open(protocol, told.open, intake.birth_date.has_value(), screening);
  if (service == ServiceKind::deep) {
    constexpr ServiceKind kGentler = ServiceKind::swedish;
    // What was told is the same for both, unless a question is asked for one of them alone.
    if (index_of(protocol).asks_by_service)
      told = listen(protocol, intake, kGentler, visit_date);
    else
      told.facts.service = to_string(kGentler);
    Judgment gentle = decide(protocol, told, letters, kGentler);
    screening.gentler = Gentler{gentle.decision, std::move(gentle.limits)};
    screening.deep_work = deep_work_of(protocol, caps, screening.gentler->limits.max_depth);
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

}  // namespace fascia::care
