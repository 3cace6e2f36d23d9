// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

constexpr std::size_t kMostWays = 24;  // ways to answer that are screened

bool is_unsure(const care::Answer& answer) {
  const auto* said = std::get_if<care::Said>(&answer);
  return said != nullptr && (*said == care::Said::not_sure || *said == care::Said::rather_not_say);
}

template <class T>
void unite_sorted(std::vector<T>& into, const std::vector<T>& more) {
  into.insert(into.end(), more.begin(), more.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

int care_of(care::Said said, bool yes_is_safe) {
  if (said == care::Said::yes) return yes_is_safe ? 0 : 2;
  return said == care::Said::no ? (yes_is_safe ? 2 : 0) : 1;
}

}  // namespace

// A record asks for the same few questions thousands of times.
const Gathered::Known& Gathered::known(const std::string& question) const {
  auto [at, fresh] = known_.try_emplace(question);
  if (!fresh) return at->second;
  at->second.question = protocol_.question(question);
  at->second.root = question;
  for (int level = 0; level < 8; ++level) {
    const care::Question* found = protocol_.question(at->second.root);
    // A topic stands by itself, whatever is said of its section.
    if (found == nullptr || found->parent.empty() || found->topic) break;
    at->second.root = found->parent;
  }
  return at->second;
}

const std::string& Gathered::root_of(const std::string& question) const {
  return known(question).root;
}

void Gathered::add(const care::AnswerMap& answers, const std::set<std::string>& open,
                   const std::string& resource) {
  std::map<std::string, care::AnswerMap> by_root;
  for (const auto& [question, answer] : answers) {
    by_root[root_of(question)].emplace(question, answer);
    evidence_[question].insert(resource);
  }
  for (const auto& [root, some] : by_root) {
    Told& told = told_[root][way_of(root, some)];
    ++told.times;
    for (const auto& [question, answer] : some) merge(told, question, answer);
    for (const std::string& question : open)
      if (root_of(question) == root) told.open.insert(question);
  }
}

// Which way of answering this belongs to: another choice is another way. Where several things may
// be ticked, choices about different ones stand beside each other.
std::string Gathered::way_of(const std::string& root, const care::AnswerMap& some) {
  const care::Question* first = known(root).question;
  auto unsure = some.find(root);
  if (first != nullptr && first->kind != care::Kind::tri && unsure != some.end() &&
      is_unsure(unsure->second))
    return "not_sure";
  std::string way;
  for (const auto& [question, answer] : some)
    if (const auto* choice = std::get_if<std::string>(&answer))
      way += question + '=' + *choice + ' ';
  if (first == nullptr || first->kind != care::Kind::multi) return way;
  for (const auto& [so_far, told] : told_[root]) {
    if (so_far == "not_sure") continue;
    bool meets = std::any_of(some.begin(), some.end(), [&, &answers = told.answers](auto& one) {
      return std::holds_alternative<std::string>(one.second) && answers.count(one.first) != 0 &&
             answers.at(one.first) != one.second;
    });
    if (!meets) return so_far;
  }
  return told_[root].empty() ? "" : way;
}

void Gathered::not_sure(const std::string& question, const std::string& resource) {
  add({{question, care::Said::not_sure}}, {}, resource);
}

void Gathered::merge(Told& told, const std::string& question, const care::Answer& answer) {
  ++told.counts[question];
  auto [at, fresh] = told.answers.emplace(question, answer);
  if (fresh) return;
  care::Answer& has = at->second;
  if (is_unsure(answer) && !std::holds_alternative<care::Said>(has)) return;
  if (has.index() != answer.index()) {
    has = answer;  // a value after "not sure"
  } else if (auto* said = std::get_if<care::Said>(&has)) {
    const care::Question* asked = known(question).question;
    bool safe = asked != nullptr && asked->yes_is_safe;
    auto other = std::get<care::Said>(answer);
    if (care_of(other, safe) > care_of(*said, safe)) *said = other;
  } else if (auto* date = std::get_if<care::SaidDate>(&has)) {
    const auto& other = std::get<care::SaidDate>(answer);
    if (other.latest > date->latest) *date = other;
  } else if (auto* many = std::get_if<std::vector<std::string>>(&has)) {
    unite_sorted(*many, std::get<std::vector<std::string>>(answer));
  } else if (auto* places = std::get_if<std::vector<care::Region>>(&has)) {
    unite_sorted(*places, std::get<std::vector<care::Region>>(answer));
  }
}

// Without what only some of the resources told where it reassures, and without places where one of
// them left the place open.
care::AnswerMap Gathered::settled(const Told& told) const {
  care::AnswerMap all;
  for (const auto& [question, answer] : told.answers) {
    if (told.open.count(question) != 0) continue;
    const auto* said = std::get_if<care::Said>(&answer);
    const care::Question* asked = known(question).question;
    bool reassures = said != nullptr && asked != nullptr && care_of(*said, asked->yes_is_safe) == 0;
    if (reassures && told.counts.at(question) < told.times) continue;
    all.emplace(question, answer);
  }
  return all;
}

void Gathered::finish(Record& record) const {
  std::vector<const std::map<std::string, Told>*> several;
  for (const auto& [root, ways] : told_) {
    care::AnswerMap first = settled(ways.begin()->second);
    record.intake.answers.insert(first.begin(), first.end());
    if (ways.size() > 1) several.push_back(&ways);
  }
  for (const auto* ways : several) {
    for (auto way = std::next(ways->begin()); way != ways->end(); ++way) {
      if (record.others.size() + 1 >= kMostWays) break;
      care::AnswerMap other = record.intake.answers;
      for (const auto& [question, answer] : ways->begin()->second.answers) other.erase(question);
      for (auto& [question, answer] : settled(way->second))
        other.insert_or_assign(question, answer);
      record.others.push_back(std::move(other));
    }
  }
  record.evidence = evidence_;
}

}  // namespace fascia::interop
