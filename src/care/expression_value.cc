// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/expression.h"

namespace fascia::care {
namespace {

using Op = Expression::Op;

constexpr double kEndless = std::numeric_limits<double>::infinity();
// "Surely longer ago than any limit": beyond every number of days in a protocol.
constexpr double kLongAgo = 1e6;
constexpr int kNoteOrLess = 1;  // of a Decision as a number

// A number known to lie in [low, high]. `nothing`: the question does not arise, so that every
// comparison is no.
struct Range {
  double low = -kEndless;
  double high = kEndless;
  bool nothing = false;
};

Tri less(const Range& a, const Range& b) {
  if (a.high < b.low) return Tri::yes;
  return a.low >= b.high ? Tri::no : Tri::unknown;
}

Tri compare(const std::string& sign, const Range& a, const Range& b) {
  if (a.nothing || b.nothing) return Tri::no;
  if (sign == "<") return less(a, b);
  if (sign == ">") return less(b, a);
  if (sign == ">=") return !less(a, b);
  if (sign == "<=") return !less(b, a);
  Tri apart = less(a, b) | less(b, a);
  return sign == "!=" ? apart : !apart;
}

class Judge {
 public:
  explicit Judge(const Facts& facts, bool with_hidden = false)
      : facts_(facts), with_hidden_(with_hidden) {}

  Outcome tri(const Expression& e) const {
    switch (e.op) {
      case Op::yes:
        return {Tri::yes, {}, {}};
      case Op::no:
        return {Tri::no, {}, {}};
      case Op::both:
      case Op::either:
        return joined(e);
      case Op::negate: {
        Outcome inner = tri(e.parts.front());
        inner.value = !inner.value;
        return inner;
      }
      case Op::compare:
        return compared(e);
      case Op::name:
        return plain(e.word);
      case Op::call:
        return called(e);
      default:
        return {Tri::unknown, {}, {}};
    }
  }

 private:
  static Outcome definite(Tri value) { return {value, {}, {}}; }
  static void add(Outcome& to, const Outcome& from) {
    to.missing.insert(from.missing.begin(), from.missing.end());
    to.unsure.insert(from.unsure.begin(), from.unsure.end());
  }

  // The answer, or nothing with the reason put into `outcome`. `no` when it does not arise.
  const Answer* find(const std::string& name, Outcome& outcome) const {
    if (facts_.not_asked.count(name) != 0) {
      outcome.value = Tri::no;
      return nullptr;
    }
    auto found = facts_.answers->find(name);
    bool hidden = !with_hidden_ && facts_.hidden.count(name) != 0;
    if (found == facts_.answers->end() || hidden) {
      outcome.missing.insert(name);
      return nullptr;
    }
    if (const Said* said = std::get_if<Said>(&found->second);
        said != nullptr && (*said == Said::not_sure || *said == Said::rather_not_say)) {
      static const Answer kYes = Said::yes;
      if (facts_.settled.count(name) != 0) return &kYes;
      outcome.unsure.insert(name);
      return nullptr;
    }
    return &found->second;
  }

  Outcome plain(const std::string& name) const {
    Outcome outcome;
    const Answer* answer = find(name, outcome);
    if (answer == nullptr) return outcome;
    const Said* said = std::get_if<Said>(answer);
    return definite(said != nullptr && *said == Said::yes ? Tri::yes : Tri::no);
  }

  // Kleene, keeping only the names that left the result open.
  Outcome joined(const Expression& e) const {
    Tri decides = e.op == Op::both ? Tri::no : Tri::yes;
    Outcome all{!decides, {}, {}};
    for (const Expression& part : e.parts) {
      Outcome one = tri(part);
      if (one.value == decides) return definite(decides);
      if (one.value != Tri::unknown) continue;
      all.value = Tri::unknown;
      add(all, one);
    }
    return all;
  }

  Outcome compared(const Expression& e) const {
    const Expression& left = e.parts.front();
    const Expression& right = e.parts.back();
    Outcome outcome;
    if (right.op == Op::text) {
      Tri same = text_is(left, right.word, outcome);
      outcome.value = e.word == "!=" && outcome.value != Tri::no ? !same : same;
      return outcome;
    }
    Range a = number(left, outcome);
    Range b = number(right, outcome);
    outcome.value = compare(e.word, a, b);
    if (outcome.value != Tri::unknown) return definite(outcome.value);
    return outcome;
  }

  Tri text_is(const Expression& left, const std::string& text, Outcome& outcome) const {
    if (left.op == Op::call) {
      const std::string& own = left.word == "service" ? facts_.service : facts_.sex;
      if (own.empty()) return Tri::unknown;
      return own == text ? Tri::yes : Tri::no;
    }
    const Answer* answer = find(left.word, outcome);
    if (answer == nullptr) return outcome.value;
    const auto* chosen = std::get_if<std::string>(answer);
    outcome.value = Tri::unknown;
    return chosen != nullptr && *chosen == text ? Tri::yes : Tri::no;
  }

  Range number(const Expression& e, Outcome& outcome) const {
    if (e.op == Op::number) return {e.number, e.number};
    if (e.op == Op::add || e.op == Op::subtract) {
      Range a = number(e.parts.front(), outcome);
      Range b = number(e.parts.back(), outcome);
      if (a.nothing || b.nothing) return {0, 0, true};
      if (e.op == Op::add) return {a.low + b.low, a.high + b.high};
      return {a.low - b.high, a.high - b.low};
    }
    if (e.op == Op::call) return called_number(e, outcome);
    Outcome own;
    const Answer* answer = e.op == Op::name ? find(e.word, own) : nullptr;
    add(outcome, own);
    if (answer == nullptr) return {-kEndless, kEndless, own.value == Tri::no};
    const double* value = std::get_if<double>(answer);
    if (value == nullptr) return {0, 0, true};
    return {*value, *value};
  }

  Range called_number(const Expression& e, Outcome& outcome) const {
    if (e.word == "age") {
      if (!facts_.age) return {0, 200};
      return {static_cast<double>(*facts_.age), static_cast<double>(*facts_.age)};
    }
    if (e.word == "worst_pain") {
      double worst = facts_.worst_pain.value_or(0);
      return {worst, worst};
    }
    if (e.word == "count_raised") {
      double n = static_cast<double>(raised(e));
      return {n, n};
    }
    if (e.word == "days_since") return days_since(e.parts.front().word);
    if (e.word == "count_yes") {
      Range count{0, 0};
      for (const Expression& part : e.parts) {
        Outcome one = tri(part);
        if (one.value == Tri::yes) count.low += 1;
        if (one.value != Tri::no) count.high += 1;
        if (one.value == Tri::unknown) add(outcome, one);
      }
      return count;
    }
    // count_of
    Outcome own;
    const Answer* answer = find(e.parts.front().word, own);
    add(outcome, own);
    double options = static_cast<double>(e.parts.size() - 1);
    if (answer == nullptr) return own.value == Tri::no ? Range{0, 0} : Range{0, options};
    double n = static_cast<double>(
        std::count_if(e.parts.begin() + 1, e.parts.end(),
                      [&](const Expression& option) { return chosen(*answer, option.word); }));
    return {n, n};
  }

  // How many of the named rules ask for more than a note.
  std::ptrdiff_t raised(const Expression& e) const {
    return std::count_if(facts_.raised.begin(), facts_.raised.end(), [&](const auto& one) {
      return one.second > kNoteOrLess &&
             std::any_of(e.parts.begin(), e.parts.end(),
                         [&](const Expression& part) { return fits(part.word, one.first); });
    });
  }

  static bool fits(const std::string& pattern, const std::string& rule) {
    if (pattern.empty() || pattern.back() != '*') return pattern == rule;
    return rule.compare(0, pattern.size() - 1, pattern, 0, pattern.size() - 1) == 0;
  }

  // No date at all, or an unsure one, counts from the day of the visit.
  Range days_since(const std::string& name) const {
    Outcome own;
    const Answer* answer = find(name, own);
    if (own.value == Tri::no) return {0, 0, true};
    if (answer == nullptr) return {0, 0};
    if (const auto* date = std::get_if<SaidDate>(answer)) {
      double days = facts_.visit - date->latest;
      return {days, days};
    }
    const Said* said = std::get_if<Said>(answer);
    if (said != nullptr && *said == Said::long_ago) return {kLongAgo, kLongAgo};
    return {0, 0};
  }

  static bool chosen(const Answer& answer, const std::string& option) {
    if (const auto* one = std::get_if<std::string>(&answer)) return *one == option;
    const auto* many = std::get_if<std::vector<std::string>>(&answer);
    return many != nullptr && std::find(many->begin(), many->end(), option) != many->end();
  }

  Outcome called(const Expression& e) const {
    if (e.word == "same_day") return definite(facts_.same_day ? Tri::yes : Tri::no);
    if (e.word == "raised") return definite(raised(e) > 0 ? Tri::yes : Tri::no);
    if (e.word == "pain_in") {
      bool hurts = std::any_of(e.parts.begin(), e.parts.end(), [&](const Expression& region) {
        return std::any_of(facts_.pains.begin(), facts_.pains.end(),
                           [&](const Region& pain) { return pain.id == region.word; });
      });
      return definite(hurts ? Tri::yes : Tri::no);
    }
    const std::string& name = e.parts.front().word;
    if (e.word == "answer") return plain(name);
    Outcome own;
    const Answer* answer = find(name, own);
    if (e.word == "given") return definite(answer != nullptr ? Tri::yes : Tri::no);
    if (e.word == "unsure") return definite(own.unsure.empty() ? Tri::no : Tri::yes);
    if (answer == nullptr) return own;
    if (e.word == "anything") {
      const auto* many = std::get_if<std::vector<std::string>>(answer);
      const auto* places = std::get_if<std::vector<Region>>(answer);
      bool any = (many != nullptr && !many->empty()) || (places != nullptr && !places->empty());
      return definite(any ? Tri::yes : Tri::no);
    }
    bool any = std::any_of(e.parts.begin() + 1, e.parts.end(),
                           [&](const Expression& option) { return chosen(*answer, option.word); });
    return definite(any ? Tri::yes : Tri::no);
  }

  const Facts& facts_;
  bool with_hidden_;
};

}  // namespace

Outcome evaluate(const Expression& condition, const Facts& facts) {
  static const AnswerMap kNone;
  if (facts.answers != nullptr) return Judge(facts).tri(condition);
  Facts empty = facts;
  empty.answers = &kNone;
  return Judge(empty).tri(condition);
}

Outcome evaluate_with_hidden(const Expression& condition, const Facts& facts) {
  if (facts.answers != nullptr) return Judge(facts, true).tri(condition);
  return evaluate(condition, facts);
}

}  // namespace fascia::care
