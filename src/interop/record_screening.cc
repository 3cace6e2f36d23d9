// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/json/array.hpp>

#include "care/screening_parts.h"
#include "interop/record.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;
using care::Screening;

template <class T>
void unite(std::vector<T>& into, const std::vector<T>& more) {
  for (const T& one : more)
    if (std::find(into.begin(), into.end(), one) == into.end()) into.push_back(one);
}

bool stricter(const care::Finding& a, const care::Finding& b) {
  return std::pair(a.decision, a.urgency) > std::pair(b.decision, b.urgency);
}

void add_finding(std::vector<care::Finding>& findings, const care::Finding& more) {
  auto same = std::find_if(findings.begin(), findings.end(),
                           [&](const care::Finding& one) { return one.rule == more.rule; });
  if (same == findings.end()) return findings.push_back(more);
  care::Finding both = stricter(more, *same) ? more : *same;
  const care::Finding& other = stricter(more, *same) ? *same : more;
  unite(both.changes, other.changes);
  for (const care::Region& region : other.regions) both.regions.insert(region);
  unite(both.evidence.answers, other.evidence.answers);
  if (other.earliest)
    both.earliest = std::max(both.earliest.value_or(*other.earliest), *other.earliest);
  both.urgency = std::max(both.urgency, other.urgency);
  if (both.advice->en.empty()) both.advice = other.advice;
  *same = std::move(both);
}

bool refuses_surely(const Screening& one) {
  return one.decision >= care::Decision::clearance && !one.talk_first;
}

// All findings of two ways to answer, each rule once and strictest.
void add_way(const care::Protocol& protocol, Screening& into, const Screening& more) {
  for (const care::Finding& finding : more.findings) add_finding(into.findings, finding);
  std::stable_sort(into.findings.begin(), into.findings.end(), stricter);
  int depth = std::min(into.limits.max_depth, more.limits.max_depth);
  into.limits = care::merge(protocol, into.findings, into.service);
  into.limits.max_depth = std::min(into.limits.max_depth, depth);
  // R5: what is sure in one of them is no longer a doubt alone.
  const bool sure = refuses_surely(into) || refuses_surely(more);
  into.talk_first = !sure && (into.talk_first || more.talk_first);
  into.deep_work = std::max(into.deep_work, more.deep_work);
  into.decision = std::max(into.decision, more.decision);
  into.urgency = std::max(into.urgency, more.urgency);
  if (into.limits.positions.empty() && !protocol.positions.empty())
    into.decision = std::max(into.decision, care::Decision::clearance);
  if (more.earliest)
    into.earliest = std::max(into.earliest.value_or(*more.earliest), *more.earliest);
  unite(into.missing, more.missing);
  unite(into.ask_on_the_day, more.ask_on_the_day);
  unite(into.measure_on_arrival, more.measure_on_arrival);
  unite(into.warnings, more.warnings);
  into.hold = into.hold || more.hold;
  into.staff_call = into.staff_call || more.staff_call;
}

constexpr int kDepthUntilAnswered = 3;  // sheet a, 4.2, as for an intake

// A record leaves most details open. One that nobody was asked about comes to a letter at most
// (sheet a, 4.2), where one that somebody was unsure of may refuse; and a finding that rests on
// what is open names what was told of its rule.
void weigh_open_details(const care::Protocol& protocol, const care::AnswerMap& answers,
                        Screening& screening) {
  bool milder = false;
  for (care::Finding& finding : screening.findings) {
    const care::Rule* rule = protocol.rule(finding.rule);
    if (rule == nullptr) continue;
    std::set<std::string> names;
    for (const care::Row& row : rule->rows) care::collect_names(row.when, names);
    bool doubted = false;
    std::vector<std::string> told;
    for (const std::string& name : names) {
      auto answer = answers.find(name);
      if (answer == answers.end()) continue;
      told.push_back(name);
      const auto* said = std::get_if<care::Said>(&answer->second);
      doubted = doubted || (said != nullptr && *said == care::Said::not_sure);
    }
    if (finding.evidence.answers.empty()) finding.evidence.answers = std::move(told);
    if (!finding.unsure || doubted || finding.decision != care::Decision::do_not_treat) continue;
    finding.decision = care::Decision::clearance;
    milder = true;
  }
  if (!milder) return;
  std::stable_sort(screening.findings.begin(), screening.findings.end(), stricter);
  screening.decision = care::Decision::proceed;
  for (const care::Finding& finding : screening.findings)
    screening.decision = std::max(screening.decision, finding.decision);
  screening.limits = care::merge(protocol, screening.findings, screening.service);
  if (screening.limits.positions.empty() && !protocol.positions.empty())
    screening.decision = std::max(screening.decision, care::Decision::clearance);
  if (screening.decision == care::Decision::note) screening.decision = care::Decision::proceed;
  for (const std::string& id : screening.ask_on_the_day) {
    const care::Question* question = protocol.question(id);
    if (question != nullptr && question->gate == care::Gate::modify)
      screening.limits.max_depth = std::min(screening.limits.max_depth, kDepthUntilAnswered);
  }
}

Screening screen_way(const care::Protocol& protocol, const care::Intake& intake,
                     care::ServiceKind service, Date visit) {
  Screening screening = care::screen(protocol, intake, service, visit);
  weigh_open_details(protocol, intake.answers, screening);
  return screening;
}

Screening all_ways(const care::Protocol& protocol, Record& record, care::ServiceKind service,
                   Date visit) {
  Screening screening = screen_way(protocol, record.intake, service, visit);
  care::Decision strictest = screening.decision;
  for (care::AnswerMap& answers : record.others) {
    care::Intake way = record.intake;
    way.answers = answers;
    Screening other = screen_way(protocol, way, service, visit);
    if (other.decision > strictest) {
      strictest = other.decision;
      std::swap(record.intake.answers, answers);
    }
    add_way(protocol, screening, other);
  }
  // A record makes nothing looser than what the person said alone.
  if (record.person)
    add_way(protocol, screening, care::screen(protocol, *record.person, service, visit));
  return screening;
}

// A sex on file never hides an answer that the record gives.
void free_hidden(const care::Protocol& protocol, Record& record, care::ServiceKind service,
                 Date visit) {
  if (record.intake.sex.empty()) return;
  care::Facts facts = care::facts_of(protocol, record.intake, service, visit);
  for (const auto& [question, answer] : record.intake.answers) {
    if (care::is_asked(protocol, facts, question)) continue;
    care::Intake open = record.intake;
    open.sex.clear();
    care::Facts other = care::facts_of(protocol, open, service, visit);
    if (care::is_asked(protocol, other, question)) {
      record.intake.sex.clear();
      return;
    }
  }
}

bj::array notes_json(const std::vector<RecordNote>& notes, const Codes& codes,
                     std::string_view language) {
  bj::array all;
  for (const RecordNote& note : notes)
    all.push_back(bj::object{{"resource", note.place},
                             {"why", note.what},
                             {"text", care::in_language(codes.words(note.what), language)}});
  return all;
}

bj::array resources_of(const Record& record, const bj::array& questions) {
  std::set<std::string> names;
  for (const bj::value& question : questions) {
    auto found = record.evidence.find(std::string_view(question.get_string().c_str()));
    if (found != record.evidence.end()) names.insert(found->second.begin(), found->second.end());
  }
  bj::array all;
  for (const std::string& name : names) all.push_back(bj::string(name));
  return all;
}

bj::array conflicts_json(const Record& record) {
  bj::array all;
  for (const RecordConflict& one : record.conflicts) {
    bj::array resources;
    for (const std::string& name : one.resources) resources.push_back(bj::string(name));
    all.push_back(bj::object{{"question", one.question},
                             {"record", care::write_answer(one.record)},
                             {"person", care::write_answer(one.person)},
                             {"resources", std::move(resources)}});
  }
  return all;
}

// Where the record tells a question in several ways: what each of the others says otherwise.
bj::array other_answers_json(const Record& record) {
  bj::array all;
  for (const care::AnswerMap& answers : record.others) {
    bj::object other;
    for (const auto& [question, answer] : answers) {
      auto first = record.intake.answers.find(question);
      if (first == record.intake.answers.end() || first->second != answer)
        other[question] = care::write_answer(answer);
    }
    for (const auto& [question, answer] : record.intake.answers)
      if (answers.count(question) == 0) other[question] = nullptr;
    all.push_back(std::move(other));
  }
  return all;
}

bj::object record_json(const Record& record, const Codes& codes, std::string_view language) {
  bj::array unmatched;
  for (const std::string& name : record.unmatched) unmatched.push_back(bj::string(name));
  bj::array ask;
  for (const std::string& question : record.ask) ask.push_back(bj::string(question));
  bj::object out{{"resources", record.resources},
                 {"answers", care::write_intake(record.intake).at("answers")},
                 {"confirm", std::move(ask)},
                 {"passed_over", notes_json(record.passed, codes, language)},
                 {"not_known", std::move(unmatched)}};
  if (!record.intake.told_on.empty()) {
    bj::object days;
    for (const auto& [question, day] : record.intake.told_on) days[question] = to_iso(day);
    out["told_on"] = std::move(days);
  }
  if (!record.others.empty()) out["other_answers"] = other_answers_json(record);
  if (record.person) out["conflicts"] = conflicts_json(record);
  return out;
}

}  // namespace

Screening screen_ways(const care::Protocol& protocol, const care::Intake& intake,
                      const std::vector<care::AnswerMap>& others, care::ServiceKind service,
                      Date visit, const std::vector<care::RuleLetter>& letters) {
  Screening screening = care::screen(protocol, intake, service, visit, letters);
  if (others.empty()) return screening;
  for (const care::AnswerMap& answers : others) {
    care::Intake way = intake;
    way.answers = answers;
    add_way(protocol, screening, care::screen(protocol, way, service, visit, letters));
  }
  if (service == care::ServiceKind::deep) {
    Screening gentle =
        screen_ways(protocol, intake, others, care::ServiceKind::swedish, visit, letters);
    screening.gentler = care::Gentler{gentle.decision, std::move(gentle.limits)};
  }
  return screening;
}

Screening screen_record(const care::Protocol& protocol, Record& record, care::ServiceKind service,
                        Date visit) {
  free_hidden(protocol, record, service, visit);
  Record gentle = record;
  Screening screening = all_ways(protocol, record, service, visit);
  if (service == care::ServiceKind::deep) {
    Screening other = all_ways(protocol, gentle, care::ServiceKind::swedish, visit);
    screening.gentler = care::Gentler{other.decision, std::move(other.limits)};
  }
  for (const std::string& question : record.measure) {
    const care::Question* asked = protocol.question(question);
    if (asked != nullptr && asked->gate == care::Gate::measurement)
      unite(screening.measure_on_arrival, {question});
  }
  // What the record raises and leaves open is asked before the session, like what it does not tell.
  for (const std::string& question : record.ask) unite(screening.missing, {question});
  // What means nothing to the protocol is read by somebody.
  for (const std::string& name : record.unmatched)
    unite(screening.missing, {std::string(kUnreadPrefix) + name});
  screening.hold = screening.hold || !screening.missing.empty() || record.tells_nothing;
  return screening;
}

bj::object to_json(const Screening& screening, const Record& record, const Codes& codes,
                   std::string_view language) {
  bj::object out = care::to_json(screening, language);
  for (bj::value& finding : out["findings"].get_array()) {
    bj::object& evidence = finding.get_object()["evidence"].get_object();
    evidence["resources"] = resources_of(record, evidence["answers"].get_array());
    bool differ = std::any_of(
        evidence["answers"].get_array().begin(), evidence["answers"].get_array().end(),
        [&](const bj::value& question) { return question.get_string() == codes.conflict; });
    if (differ && !record.conflicts.empty()) evidence["conflicts"] = conflicts_json(record);
  }
  if (record.tells_nothing) {
    out["decision"] = nullptr;
    out["gentler"] = nullptr;
  }
  bj::array& warnings = out["warnings"].get_array();
  for (const RecordNote& note : record.warnings) {
    std::string text(care::in_language(codes.words(note.what), language));
    const std::string named = note.words.empty() ? "" : " (" + note.words + ")";
    warnings.push_back(bj::string(note.place + named + ": " + text));
  }
  // Of `missing`: a resource's name says nothing to a reader, its words do.
  bj::object words;
  for (const std::string& name : record.unmatched)
    if (auto found = record.unmatched_words.find(name);
        found != record.unmatched_words.end() && !found->second.empty())
      words[std::string(kUnreadPrefix) + name] = found->second;
  out["missing_words"] = std::move(words);
  out["record"] = record_json(record, codes, language);
  return out;
}

}  // namespace fascia::interop
