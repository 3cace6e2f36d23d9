// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

constexpr std::size_t kMostWays = 24;    // ways to answer that are screened
constexpr std::size_t kMostNumbers = 3;  // of one question and its details, told differently

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
                   const std::string& resource, const std::set<std::string>& doubts) {
  std::map<std::string, care::AnswerMap> by_root;
  for (const auto& [question, answer] : answers) {
    by_root[root_of(question)].emplace(question, answer);
    evidence_[question].insert(resource);
    if (!is_unsure(answer)) continue;
    // What is open about a thing is the person's to say.
    const bool doubt = doubts.contains(question) || root_of(question) != question;
    (doubt ? doubted_ : stated_).insert(question);
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
  add({{question, care::Said::not_sure}}, {}, resource, {question});
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
  } else if (auto* number = std::get_if<double>(&has)) {
    // Which of two numbers is worse the rules say, each with its own end of the scale.
    const double other = std::get<double>(answer);
    if (other == *number) return;
    double& highest = told.highest.try_emplace(question, *number).first->second;
    highest = std::max({highest, other, *number});
    *number = std::min(*number, other);
  } else if (auto* many = std::get_if<std::vector<std::string>>(&has)) {
    unite_sorted(*many, std::get<std::vector<std::string>>(answer));
  } else if (auto* places = std::get_if<std::vector<care::Region>>(&has)) {
    unite_sorted(*places, std::get<std::vector<care::Region>>(answer));
  }
}

// Without what only some of the resources told where it reassures, and without places where one of
// them left the place open. Of a number that they tell differently, with the lowest and the
// highest.
std::vector<care::AnswerMap> Gathered::settled(const Told& told) const {
  std::vector<care::AnswerMap> ways(1);
  ways.reserve(std::size_t{1} << kMostNumbers);
  care::AnswerMap& all = ways.front();
  for (const auto& [question, answer] : told.answers) {
    if (told.open.count(question) != 0) continue;
    const auto* said = std::get_if<care::Said>(&answer);
    const care::Question* asked = known(question).question;
    bool reassures = said != nullptr && asked != nullptr && care_of(*said, asked->yes_is_safe) == 0;
    if (reassures && told.counts.at(question) < told.times) continue;
    all.emplace(question, answer);
  }
  std::size_t numbers = 0;
  for (const auto& [question, highest] : told.highest) {
    if (!all.contains(question) || ++numbers > kMostNumbers) continue;
    const std::size_t so_far = ways.size();
    for (std::size_t i = 0; i < so_far; ++i) {
      care::AnswerMap high = ways[i];
      high.insert_or_assign(question, highest);
      ways.push_back(std::move(high));
    }
  }
  return ways;
}

void Gathered::finish(Record& record) const {
  struct Several {
    const std::string* root;
    std::vector<care::AnswerMap> ways;
  };
  std::vector<Several> several;
  care::AnswerMap& answers = record.intake.answers;
  std::size_t together = 1;
  for (const auto& [root, told] : told_) {
    std::vector<care::AnswerMap> ways;
    for (const auto& [way, some] : told)
      for (care::AnswerMap& settled_way : settled(some)) ways.push_back(std::move(settled_way));
    if (ways.size() == 1) {
      answers.merge(std::move(ways.front()));
      continue;
    }
    Several& one = several.emplace_back(Several{&root, std::move(ways)});
    together = std::min(together * one.ways.size(), kMostWays + 1);
  }
  auto with = [](care::AnswerMap base, const care::AnswerMap& more) {
    for (const auto& [question, answer] : more) base.insert_or_assign(question, answer);
    return base;
  };
  std::vector<care::AnswerMap> all = {answers};
  if (together <= kMostWays) {
    for (const Several& one : several) {
      std::vector<care::AnswerMap> longer;
      for (const care::AnswerMap& so_far : all)
        for (const care::AnswerMap& way : one.ways) longer.push_back(with(so_far, way));
      all = std::move(longer);
    }
  } else {
    // Too many to screen each with each other: each by itself, and somebody asks.
    for (const Several& one : several) all.front() = with(std::move(all.front()), one.ways.front());
    for (const Several& one : several) {
      record.ask.insert(*one.root);
      for (std::size_t i = 1; i < one.ways.size() && all.size() < kMostWays; ++i) {
        care::AnswerMap other = all.front();
        for (const auto& [question, answer] : one.ways.front()) other.erase(question);
        all.push_back(with(std::move(other), one.ways[i]));
      }
    }
    record.warnings.push_back({"Bundle", "many_ways"});
  }
  answers = std::move(all.front());
  record.others.assign(std::make_move_iterator(all.begin() + 1),
                       std::make_move_iterator(all.end()));
  record.evidence = evidence_;
  std::set_difference(doubted_.begin(), doubted_.end(), stated_.begin(), stated_.end(),
                      std::inserter(record.doubted, record.doubted.end()));
}

}  // namespace fascia::interop
