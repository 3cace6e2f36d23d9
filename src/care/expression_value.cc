// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/expression.h"

namespace fascia::care {
namespace {

using Op = Expression::Op;
using Call = Expression::Call;

constexpr double kEndless = std::numeric_limits<double>::infinity();
// "Surely longer ago than any limit": beyond every number of days in a protocol.
constexpr double kLongAgo = 1e6;

// A number known to lie in [low, high]. `nothing`: the question does not arise, so that every
// comparison is no.
struct Range {
  double low = -kEndless;
  double high = kEndless;
  bool nothing = false;
};
constexpr Range kNothing{0, 0, true};

Tri less(const Range& a, const Range& b) {
  if (a.high < b.low) return Tri::yes;
  return a.low >= b.high ? Tri::no : Tri::unknown;
}

Tri compare(Expression::Sign sign, const Range& a, const Range& b) {
  using Sign = Expression::Sign;
  if (a.nothing || b.nothing) return Tri::no;
  switch (sign) {
    case Sign::less:
      return less(a, b);
    case Sign::greater:
      return less(b, a);
    case Sign::greater_or_equal:
      return !less(a, b);
    case Sign::less_or_equal:
      return !less(b, a);
    default: {
      Tri apart = less(a, b) | less(b, a);
      return sign == Sign::unequal ? apart : !apart;
    }
  }
}

constexpr Range exactly(double n) { return {n, n}; }

bool fits(std::string_view pattern, std::string_view rule) {
  if (!pattern.ends_with('*')) return pattern == rule;
  return rule.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool is_chosen(const Answer& answer, const std::string& option) {
  if (const auto* one = std::get_if<std::string>(&answer)) return *one == option;
  const auto* many = std::get_if<std::vector<std::string>>(&answer);
  return many != nullptr && std::find(many->begin(), many->end(), option) != many->end();
}

bool is_unsure(const Answer& answer) {
  const Said* said = std::get_if<Said>(&answer);
  return said != nullptr && (*said == Said::not_sure || *said == Said::rather_not_say);
}

// The value alone first, without a copy of any name; the names only where the value is open.
class Judge {
 public:
  explicit Judge(const Facts& facts, bool with_hidden = false)
      : facts_(facts), with_hidden_(with_hidden) {}

  Tri tri(const Expression& e) const {
    switch (e.op) {
      case Op::yes:
        return Tri::yes;
      case Op::no:
        return Tri::no;
      case Op::both:
      case Op::either:
        return joined(e);
      case Op::negate:
        return !tri(e.parts.front());
      case Op::compare:
        return compared(e);
      case Op::name:
        return plain(e);
      case Op::call:
        return called(e);
      default:
        return Tri::unknown;
    }
  }

  // Tells the names that left an open condition open: each with whether it was answered unsure.
  template <class Tell>
  void collect(const Expression& e, const Tell& tell) const {
    switch (e.op) {
      case Op::both:
      case Op::either:
        for (const Expression& part : e.parts)
          if (tri(part) == Tri::unknown) collect(part, tell);
        break;
      case Op::negate:
        collect(e.parts.front(), tell);
        break;
      case Op::compare:
        for (const Expression& part : e.parts) collect_of_number(part, tell);
        break;
      case Op::name:
        collect_name(e, tell);
        break;
      case Op::call:
        if (!e.parts.empty()) collect_name(e.parts.front(), tell);
        break;
      default:
        break;
    }
  }

 private:
  enum class Found { given, not_asked, missing, unsure };
  struct Seen {
    Found found = Found::missing;
    const Answer* answer = nullptr;
  };

  const Answer* by_name(const Expression& name) const {
    if (facts_.answers == nullptr) return nullptr;
    auto at = facts_.answers->find(name.word);
    return at == facts_.answers->end() ? nullptr : &at->second;
  }

  Seen look(const Expression& name) const {
    static const Answer kYes = Said::yes;
    if (facts_.given.empty()) {
      const Answer* answer = by_name(name);
      if (answer == nullptr) return {};
      return is_unsure(*answer) ? Seen{Found::unsure} : Seen{Found::given, answer};
    }
    const auto slot = static_cast<std::size_t>(name.slot);
    const Answer* answer = facts_.given.at(slot);
    if (facts_.not_asked[slot]) return {Found::not_asked};
    if (answer == nullptr) return {};
    if (facts_.hidden[slot] && (!with_hidden_ || facts_.past[slot])) return {};
    if (!facts_.unsure[slot]) return {Found::given, answer};
    if (facts_.settled[slot]) return {Found::given, &kYes};
    return {Found::unsure};
  }

  template <class Tell>
  void collect_name(const Expression& name, const Tell& tell) const {
    if (name.op != Op::name) return;
    Found found = look(name).found;
    if (found == Found::missing || found == Found::unsure) tell(name, found == Found::unsure);
  }

  template <class Tell>
  void collect_of_number(const Expression& e, const Tell& tell) const {
    if (e.op == Op::name) collect_name(e, tell);
    if (e.op == Op::add || e.op == Op::subtract)
      for (const Expression& part : e.parts) collect_of_number(part, tell);
    if (e.op != Op::call) return;
    if (e.call == Call::count_of) collect_name(e.parts.front(), tell);
    if (e.call == Call::count_yes)
      for (const Expression& part : e.parts)
        if (tri(part) == Tri::unknown) collect(part, tell);
  }

  Tri plain(const Expression& name) const {
    Seen seen = look(name);
    if (seen.found == Found::not_asked) return Tri::no;
    if (seen.answer == nullptr) return Tri::unknown;
    const Said* said = std::get_if<Said>(seen.answer);
    return said != nullptr && *said == Said::yes ? Tri::yes : Tri::no;
  }

  // Kleene.
  Tri joined(const Expression& e) const {
    Tri decides = e.op == Op::both ? Tri::no : Tri::yes;
    Tri all = !decides;
    for (const Expression& part : e.parts) {
      Tri one = tri(part);
      if (one == decides) return decides;
      if (one == Tri::unknown) all = Tri::unknown;
    }
    return all;
  }

  Tri compared(const Expression& e) const {
    const Expression& left = e.parts.front();
    const Expression& right = e.parts.back();
    if (right.op == Op::text) return text_is(e, left, right.word);
    return compare(e.sign, number(left), number(right));
  }

  Tri text_is(const Expression& e, const Expression& left, const std::string& text) const {
    Tri same = Tri::unknown;
    if (left.op == Op::call) {
      const std::string& own = left.call == Call::service ? facts_.service : facts_.sex;
      if (own.empty()) return Tri::unknown;
      same = own == text ? Tri::yes : Tri::no;
    } else {
      Seen seen = look(left);
      if (seen.found == Found::not_asked) return Tri::no;  // whatever it is compared with
      if (seen.answer == nullptr) return Tri::unknown;
      const auto* one = std::get_if<std::string>(seen.answer);
      same = one != nullptr && *one == text ? Tri::yes : Tri::no;
    }
    return e.sign == Expression::Sign::unequal ? !same : same;
  }

  Range number(const Expression& e) const {
    if (e.op == Op::number) return exactly(e.number);
    if (e.op == Op::add || e.op == Op::subtract) {
      Range a = number(e.parts.front());
      Range b = number(e.parts.back());
      if (a.nothing || b.nothing) return kNothing;
      if (e.op == Op::add) return {a.low + b.low, a.high + b.high};
      return {a.low - b.high, a.high - b.low};
    }
    if (e.op == Op::call) return called_number(e);
    if (e.op != Op::name) return {};
    Seen seen = look(e);
    if (seen.found == Found::not_asked) return kNothing;
    if (seen.answer == nullptr) return {};
    const double* value = std::get_if<double>(seen.answer);
    return value == nullptr ? kNothing : exactly(*value);
  }

  Range called_number(const Expression& e) const {
    switch (e.call) {
      case Call::age:
        return facts_.age ? exactly(*facts_.age) : Range{0, 200};
      case Call::worst_pain:
        return exactly(facts_.worst_pain.value_or(0));
      case Call::count_raised:
        return exactly(static_cast<double>(raised(e)));
      case Call::days_since:
        return days_since(e.parts.front());
      case Call::count_yes:
        return count_yes(e);
      case Call::last:
        return last(e);
      default:
        return count_of(e);
    }
  }

  // The number that was told so many days before the visit at most, even where it is too old to be
  // looked at. Who told none has none.
  Range last(const Expression& e) const {
    const Expression& name = e.parts.front();
    const Answer* answer = nullptr;
    int days = facts_.days;
    if (facts_.given.empty()) {
      answer = by_name(name);
    } else {
      const auto slot = static_cast<std::size_t>(name.slot);
      answer = facts_.given.at(slot);
      if (facts_.not_asked[slot]) return kNothing;
      if (auto own = facts_.own_days.find(slot); own != facts_.own_days.end()) days = own->second;
    }
    if (answer == nullptr || days > e.parts.back().number) return kNothing;
    const double* value = std::get_if<double>(answer);
    return value == nullptr ? kNothing : exactly(*value);
  }

  Range count_yes(const Expression& e) const {
    Range count{0, 0};
    for (const Expression& part : e.parts) {
      Tri one = tri(part);
      if (one == Tri::yes) count.low += 1;
      if (one != Tri::no) count.high += 1;
    }
    return count;
  }

  Range count_of(const Expression& e) const {
    Seen seen = look(e.parts.front());
    if (seen.found == Found::not_asked) return exactly(0);
    if (seen.answer == nullptr) return {0, static_cast<double>(e.parts.size() - 1)};
    return exactly(static_cast<double>(std::count_if(
        e.parts.begin() + 1, e.parts.end(),
        [&](const Expression& option) { return is_chosen(*seen.answer, option.word); })));
  }

  // How many of the named rules ask for more than a note.
  std::ptrdiff_t raised(const Expression& e) const {
    return std::count_if(facts_.raised.begin(), facts_.raised.end(), [&](std::string_view rule) {
      return std::any_of(e.parts.begin(), e.parts.end(),
                         [&](const Expression& part) { return fits(part.word, rule); });
    });
  }

  // No date at all, or an unsure one, counts from the day of the visit.
  Range days_since(const Expression& name) const {
    Seen seen = look(name);
    if (seen.found == Found::not_asked) return kNothing;
    if (seen.answer == nullptr) return exactly(0);
    if (const auto* date = std::get_if<SaidDate>(seen.answer))
      return exactly(facts_.visit - date->latest);
    const Said* said = std::get_if<Said>(seen.answer);
    return exactly(said != nullptr && *said == Said::long_ago ? kLongAgo : 0);
  }

  static Tri definite(bool yes) { return yes ? Tri::yes : Tri::no; }

  Tri called(const Expression& e) const {
    if (e.call == Call::same_day) return definite(facts_.same_day);
    if (e.call == Call::raised) return definite(raised(e) > 0);
    if (e.call == Call::pain_in) {
      return definite(std::any_of(e.parts.begin(), e.parts.end(), [&](const Expression& region) {
        return std::any_of(facts_.pains.begin(), facts_.pains.end(),
                           [&](const Region& pain) { return pain.id == region.word; });
      }));
    }
    const Expression& name = e.parts.front();
    if (e.call == Call::answer) return plain(name);
    Seen seen = look(name);
    if (e.call == Call::given) return definite(seen.answer != nullptr);
    if (e.call == Call::unsure) return definite(seen.found == Found::unsure);
    if (seen.found == Found::not_asked) return Tri::no;
    if (seen.answer == nullptr) return Tri::unknown;
    if (e.call == Call::anything) {
      const auto* many = std::get_if<std::vector<std::string>>(seen.answer);
      const auto* places = std::get_if<std::vector<Region>>(seen.answer);
      return definite((many != nullptr && !many->empty()) ||
                      (places != nullptr && !places->empty()));
    }
    return definite(std::any_of(e.parts.begin() + 1, e.parts.end(), [&](const Expression& option) {
      return is_chosen(*seen.answer, option.word);
    }));
  }

  const Facts& facts_;
  bool with_hidden_;
};

}  // namespace

Tri value_of(const Expression& condition, const Facts& facts, bool with_hidden) {
  return Judge(facts, with_hidden).tri(condition);
}

Outcome evaluate(const Expression& condition, const Facts& facts) {
  const Judge judge(facts);
  Outcome outcome;
  outcome.value = judge.tri(condition);
  if (outcome.value == Tri::unknown)
    judge.collect(condition, [&](const Expression& name, bool unsure) {
      (unsure ? outcome.unsure : outcome.missing).insert(name.word);
    });
  return outcome;
}

OpenSlots open_slots(const Expression& condition, const Facts& facts, bool with_hidden) {
  OpenSlots open;
  Judge(facts, with_hidden).collect(condition, [&](const Expression& name, bool unsure) {
    if (name.slot >= 0)
      (unsure ? open.unsure : open.missing).push_back(static_cast<std::size_t>(name.slot));
  });
  return open;
}

}  // namespace fascia::care
