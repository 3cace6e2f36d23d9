// SPDX-License-Identifier: Apache-2.0
#include "care/screening.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <span>
#include <utility>

#include "care/returning.h"
#include "care/screening_parts.h"
#include "core/json.h"

namespace fascia::care {
namespace {

constexpr const char* kNoPosition = "no_safe_position";
constexpr const char* kFocusLost = "focus_lost";

// A rule that may find something, and what it found for the kind of service that was judged last.
struct Judged {
  Judged(const Protocol& protocol, const RowsOf& some)
      : rule(&protocol.rules[some.rule]),
        words(&index_of(protocol).words[some.rule]),
        woken(some) {}

  const Rule* rule;
  const RuleWords* words;
  RowsOf woken;
  bool once = false;  // it was judged
  MayHold found;
  std::optional<Ruling> ruling;
};

// What was told about one visit, and what it leaves open; the same for each kind of service.
struct Told {
  Facts facts;
  std::vector<Judged> rules;
  Open open;
  Lists lists;
};

Told listen(const Protocol& protocol, const Intake& intake, ServiceKind service, Date visit_date) {
  Told told{facts_of(protocol, intake, service, visit_date), {}, {}, Lists(protocol)};
  const std::vector<RowsOf> woken = woken_rows(protocol, told.facts);
  told.rules.reserve(woken.size());
  for (const RowsOf& some : woken) told.rules.emplace_back(protocol, some);
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

// What all rules come to for one kind of service, before it is put into words.
struct Judgment {
  Decision decision = Decision::proceed;
  Urgency urgency = Urgency::none;
  std::vector<const Ruling*> rulings;  // strictest first, then as in the protocol
  std::vector<About> about;            // of each of them
  std::vector<std::size_t> ends;       // and where its changes end
  std::vector<Narrowing> changes;
  Limits limits;
  bool no_position = false;
  Caps caps = no_caps();
};

bool is_stricter(const Ruling* a, const Ruling* b) {
  return std::pair(b->decision, b->urgency) < std::pair(a->decision, a->urgency);
}

// Combinations come last and look at what the others raised. What comes to the same for both kinds
// of service is judged once; says whether that was all.
using Letters = std::vector<RuleLetter>;
bool judge_all(const Protocol& protocol, Told& told, const Letters& letters, ServiceKind service,
               std::vector<const Ruling*>& rulings) {
  rulings.reserve(told.rules.size());
  // A letter and a loosening are about one kind of service.
  const bool may_differ = !letters.empty() || !protocol.loosened.empty();
  bool as_before = true;
  auto judge_those = [&](bool combination, bool raised_as_before) {
    for (Judged& one : told.rules) {
      if (one.rule->combination != combination) continue;
      const RuleWords& words = *one.words;
      const bool known = one.once && (raised_as_before || !words.reads_raised);
      if (!known || !words.alike)
        one.found = rows_that_may_hold(protocol, one.woken, told.facts,
                                       words.alike ? std::nullopt : std::optional(service));
      if (!known || !words.same || may_differ) {
        const bool found_before = !one.once || one.ruling;
        one.ruling.reset();
        if ((one.found.sure | one.found.open).any())
          one.ruling = judge(protocol, *one.rule, one.found, told.facts, service, letters);
        as_before = as_before && !found_before && !one.ruling;
      }
      one.once = true;
      if (one.ruling)
        rulings.insert(std::upper_bound(rulings.begin(), rulings.end(), &*one.ruling, is_stricter),
                       &*one.ruling);
    }
  };
  const std::vector<std::string_view> before = std::exchange(told.facts.raised, {});
  judge_those(false, true);
  for (const Ruling* ruling : rulings)
    if (ruling->decision > Decision::note) told.facts.raised.push_back(ruling->rule->id);
  judge_those(true, told.facts.raised == before);
  return as_before;
}

std::size_t origin_of(const Ruling& ruling) {
  if (ruling.unsure()) return kDoubt;
  if (ruling.found.letter != nullptr) return kLetter;
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

// Much changes the same for both kinds of service, and leaves the same but for the depth: `before`
// is what was judged for the other kind, with the limits that came of it.
struct Before {
  const std::vector<Narrowing>& changes;
  const Limits& limits;
};

Limits limits_of(Told& told, const Judgment& judgment, ServiceKind service, const Before* before) {
  const bool no_touch = judgment.decision >= Decision::do_not_treat;
  auto alike = [](const Narrowing& a, const Narrowing& b) { return a.limits_as(b); };
  const bool same =
      before != nullptr && std::equal(judgment.changes.begin(), judgment.changes.end(),
                                      before->changes.begin(), before->changes.end(), alike);
  Limits limits = same ? before->limits : merge(told.lists, judgment.changes, no_touch, service);
  limits.max_depth = std::min(depth_left(judgment.changes, no_touch, service), told.open.max_depth);
  return limits;
}

void take_changes(const Protocol& protocol, const Told& told, ServiceKind service, Judgment& out) {
  out.about.reserve(out.rulings.size());
  out.ends.reserve(out.rulings.size());
  out.changes.reserve(2 * out.rulings.size());
  for (const Ruling* ruling : out.rulings) {
    const std::size_t from = out.changes.size();
    out.about.push_back(narrow(protocol, *ruling, told.facts, service, out.changes));
    out.ends.push_back(out.changes.size());
    int& cap = out.caps[origin_of(*ruling)];
    for (std::size_t i = from; i < out.changes.size(); ++i)
      if (out.changes[i].places.none() && out.changes[i].max_depth)
        cap = std::min(cap, *out.changes[i].max_depth);
  }
}

Judgment decide(const Protocol& protocol, Told& told, const Letters& letters, ServiceKind service,
                const Before* before) {
  Judgment out;
  const bool as_before = judge_all(protocol, told, letters, service, out.rulings);
  if (before != nullptr && as_before)
    out.changes = before->changes;
  else
    take_changes(protocol, told, service, out);
  for (const Ruling* ruling : out.rulings) {
    out.decision = std::max(out.decision, ruling->decision);
    out.urgency = std::max(out.urgency, ruling->urgency);
  }
  out.limits = limits_of(told, out, service, before);
  out.no_position = out.limits.positions.empty() && !protocol.positions.empty();
  if (out.no_position) out.decision = std::max(out.decision, Decision::clearance);
  if (out.decision == Decision::note) out.decision = Decision::proceed;
  return out;
}

// The first day on which all that refuses could be over.
std::optional<Date> earliest_of(const std::vector<const Ruling*>& rulings) {
  std::optional<Date> earliest;
  for (const Ruling* ruling : rulings)
    if (ruling->earliest && ruling->decision >= Decision::clearance)
      earliest = std::max(earliest.value_or(*ruling->earliest), *ruling->earliest);
  return earliest;
}

// R5: without what is unsure nothing would refuse.
bool only_unsure_refuses(const Judgment& judgment) {
  Decision sure = Decision::proceed;
  for (const Ruling* ruling : judgment.rulings)
    if (!ruling->unsure()) sure = std::max(sure, ruling->decision);
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

std::vector<Finding> findings_of(Told& told, const Judgment& judgment) {
  std::vector<Finding> findings;
  findings.reserve(judgment.rulings.size());
  std::size_t from = 0;
  for (std::size_t i = 0; i < judgment.rulings.size(); ++i) {
    const auto changes = std::span(judgment.changes).subspan(from, judgment.ends[i] - from);
    put_in_words(told.lists, *judgment.rulings[i], told.facts, judgment.about[i], changes,
                 findings.emplace_back());
    from = judgment.ends[i];
  }
  return findings;
}

Screening put_together(const Protocol& protocol, Told& told, Judgment& judgment,
                       ServiceKind service) {
  Screening screening;
  screening.service = service;
  screening.visit_date = told.facts.visit;
  screening.protocol_name = protocol.name;
  screening.protocol_version = protocol.version;
  screening.decision = judgment.decision;
  screening.urgency = judgment.urgency;
  screening.findings = findings_of(told, judgment);
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
  Judgment judgment = decide(protocol, told, letters, service, nullptr);
  Screening screening = put_together(protocol, told, judgment, service);
  take_open(protocol, told.open, intake.birth_date.has_value(), screening);
  if (service == ServiceKind::deep) {
    constexpr ServiceKind kGentler = ServiceKind::swedish;
    // What was told is the same for both, unless a question is asked for one of them alone.
    if (index_of(protocol).asks_by_service)
      told = listen(protocol, intake, kGentler, visit_date);
    else
      told.facts.service = to_string(kGentler);
    const Before before{judgment.changes, screening.limits};
    Judgment gentle = decide(protocol, told, letters, kGentler, &before);
    screening.gentler = Gentler{gentle.decision, std::move(gentle.limits)};
    screening.deep_work =
        deep_work_of(protocol, judgment.caps, screening.gentler->limits.max_depth);
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
