// SPDX-License-Identifier: Apache-2.0
#include "care/screening_index.h"

#include <algorithm>
#include <limits>

#include "care/screening_parts.h"

namespace fascia::care {
namespace {

using Op = Expression::Op;
using Call = Expression::Call;

constexpr double kUnbounded = std::numeric_limits<double>::infinity();
constexpr std::string_view kPlainNone = "none";

// What a condition can come to while nothing telling was said of any question it reads: each of
// them has the plain no of its kind, or no answer, or does not arise; of everything else (age, sex,
// places, what other rules raised) anything is possible. Where it cannot be yes, a rule that reads
// it finds nothing: what is unknown then rests on no doubt and no open detail.
class Quiet {
 public:
  explicit Quiet(const Protocol& protocol) : protocol_(protocol) {}

  bool may_be_yes(const Expression& e) const {
    auto any = [&] {
      return std::any_of(e.parts.begin(), e.parts.end(),
                         [&](const Expression& part) { return may_be_yes(part); });
    };
    switch (e.op) {
      case Op::no:
        return false;
      case Op::both:
        return std::all_of(e.parts.begin(), e.parts.end(),
                           [&](const Expression& part) { return may_be_yes(part); });
      case Op::either:
        return any();
      case Op::negate:
        return may_be_no(e.parts.front());
      case Op::name:
        return says_yes(e);
      case Op::compare:
        return may_hold(e);
      case Op::call:
        return may_answer(e);
      default:
        return true;
    }
  }

 private:
  bool may_be_no(const Expression& e) const {
    auto no = [&](const Expression& part) { return may_be_no(part); };
    if (e.op == Op::yes) return false;
    if (e.op == Op::both) return std::any_of(e.parts.begin(), e.parts.end(), no);
    if (e.op == Op::either) return std::all_of(e.parts.begin(), e.parts.end(), no);
    if (e.op == Op::negate) return may_be_yes(e.parts.front());
    return true;
  }

  // The plain no of a question whose yes reassures is a yes.
  bool says_yes(const Expression& name) const {
    return name.slot < 0 || protocol_.questions[static_cast<std::size_t>(name.slot)].yes_is_safe;
  }

  static bool names_none(const Expression& e) {
    return std::any_of(e.parts.begin(), e.parts.end(), [](const Expression& part) {
      return part.op == Op::text && part.word == kPlainNone;
    });
  }

  bool may_answer(const Expression& call) const {
    switch (call.call) {
      case Call::unsure:
      case Call::anything:
        return false;
      case Call::answer:
        return says_yes(call.parts.front());
      case Call::any_of:
        return names_none(call);
      default:
        return true;
    }
  }

  bool may_hold(const Expression& e) const {
    using Sign = Expression::Sign;
    const Expression& left = e.parts.front();
    const Expression& right = e.parts.back();
    if (right.op == Op::text) {
      if (left.op == Op::call) return true;
      return (right.word == kPlainNone) == (e.sign == Sign::equal);
    }
    if (open_ended(left) || open_ended(right)) return false;
    if (e.sign == Sign::greater_or_equal) return most(left) >= least(right);
    if (e.sign == Sign::greater) return most(left) > least(right);
    return true;
  }

  // A number nobody told: every comparison with it is open, or it does not arise.
  static bool open_ended(const Expression& e) {
    if (e.op == Op::name || (e.op == Op::call && e.call == Call::last)) return true;
    return (e.op == Op::add || e.op == Op::subtract) &&
           (open_ended(e.parts.front()) || open_ended(e.parts.back()));
  }

  // No more than this is sure of a number, and no less than that is possible.
  double most(const Expression& e) const {
    if (e.op == Op::number) return e.number;
    if (e.op == Op::add) return most(e.parts.front()) + most(e.parts.back());
    if (e.op == Op::subtract) return most(e.parts.front()) - least(e.parts.back());
    if (e.op != Op::call) return kUnbounded;
    if (e.call == Call::count_of) return names_none(e) ? 1 : 0;
    if (e.call != Call::count_yes) return kUnbounded;
    return static_cast<double>(std::count_if(
        e.parts.begin(), e.parts.end(), [&](const Expression& part) { return may_be_yes(part); }));
  }
  double least(const Expression& e) const {
    if (e.op == Op::number) return e.number;
    if (e.op == Op::add) return least(e.parts.front()) + least(e.parts.back());
    if (e.op == Op::subtract) return least(e.parts.front()) - kUnbounded;
    return 0;  // ages, days and counts
  }

  const Protocol& protocol_;
};

bool reads_service(const Expression& e) {
  return (e.op == Op::call && e.call == Call::service) ||
         std::any_of(e.parts.begin(), e.parts.end(), reads_service);
}

bool reads_raised(const Expression& e) {
  return (e.op == Op::call && (e.call == Call::raised || e.call == Call::count_raised)) ||
         std::any_of(e.parts.begin(), e.parts.end(), reads_raised);
}

void add_questions(const Protocol& protocol, ScreeningIndex& index) {
  index.topics.resize(protocol.questions.size());
  for (const Question& question : protocol.questions) {
    Asked one;
    if (question.parent_slot) one.parent = static_cast<std::int32_t>(*question.parent_slot);
    one.valid_days = question.valid_days;
    one.kind = question.kind;
    one.gate = question.gate;
    one.topic = question.topic;
    one.line = question.is_line();
    one.if_unsure = question.if_unsure;
    one.on_condition =
        question.gate != Gate::measurement && question.asked_when.op != Expression::Op::yes;
    one.yes_is_safe = question.yes_is_safe;
    index.slots.emplace(question.id, question.slot);
    index.asked.push_back(one);
    index.unknown.emplace_back();
    std::vector<std::size_t> reads;
    if (one.on_condition) collect_slots(question.asked_when, reads);
    if (std::any_of(reads.begin(), reads.end(), [&](std::size_t r) { return r >= question.slot; }))
      index.looks_ahead.push_back(question.slot);
    if (one.if_unsure) index.if_unsure.push_back(question.slot);
    if (one.topic) index.topics[*question.parent_slot].push_back(question.slot);
    index.asks_by_service = index.asks_by_service || reads_service(question.asked_when);
  }
}

void add_rules(const Protocol& protocol, ScreeningIndex& index) {
  const Quiet quiet(protocol);
  index.wakes.resize(protocol.questions.size());
  for (std::size_t place = 0; place < protocol.rules.size(); ++place) {
    const Rule& rule = protocol.rules[place];
    bool awake = std::any_of(rule.rows.begin(), rule.rows.end(),
                             [&](const Row& row) { return quiet.may_be_yes(row.when); });
    if (awake) {
      index.awake.push_back(place);
      continue;
    }
    std::vector<std::size_t> slots;
    for (const Row& row : rule.rows) collect_slots(row.when, slots);
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    for (std::size_t slot : slots) index.wakes[slot].push_back(place);
  }
}

RuleWords::OfChange words_of_change(const Protocol& protocol, const Change& change) {
  std::vector<std::string> techniques, tools;
  for (const std::string& name : change.forbid)
    (protocol.tools.count(name) != 0 ? tools : techniques).push_back(name);
  return {std::move(techniques), std::move(tools), change.positions};
}

void add_words(const Protocol& protocol, ScreeningIndex& index) {
  for (const auto& [urgency, advice] : protocol.urgency_advice)
    index.urgency_advice[static_cast<std::size_t>(urgency)] = advice;
  for (const Rule& rule : protocol.rules) {
    RuleWords& words = index.words.emplace_back();
    words.title = rule.title;
    std::vector<Source> sources;
    for (const std::string& id : rule.sources)
      if (auto source = protocol.sources.find(id); source != protocol.sources.end())
        sources.push_back(source->second);
    words.sources = std::move(sources);
    words.alike = true;
    for (const Row& row : rule.rows) {
      RuleWords::OfRow& one = words.rows.emplace_back();
      one.reason = row.reason;
      one.advice = row.advice;
      for (const Change& change : row.changes)
        one.changes.push_back(words_of_change(protocol, change));
      collect_slots(row.when, one.reads);
      std::sort(one.reads.begin(), one.reads.end());
      one.reads.erase(std::unique(one.reads.begin(), one.reads.end()), one.reads.end());
      auto is_emergency = [](Decision d) { return d == Decision::emergency; };
      bool same = is_emergency(row.deep) == is_emergency(row.swedish) ||
                  std::min(row.deep, row.swedish) == Decision::proceed;
      words.alike = words.alike && same && !reads_service(row.when) && !reads_raised(row.when);
    }
  }
}

}  // namespace

std::shared_ptr<const ScreeningIndex> make_index(const Protocol& protocol) {
  auto index = std::make_shared<ScreeningIndex>();
  add_questions(protocol, *index);
  add_rules(protocol, *index);
  index->everywhere = SharedList<Region>(protocol.in_order);
  for (const Change& change : protocol.always) {
    RegionBits places = places_of(protocol, change.places, {});
    index->always.emplace_back(places, change.max_depth.value_or(kAnyDepth));
    index->always_places |= places;
  }
  index->always_listed = SharedList<Region>(regions_of(protocol, index->always_places));
  for (std::size_t i = 0; i < protocol.ways.size(); ++i)
    if (protocol.tools.count(protocol.ways[i]) != 0) index->tools.set(i);
  add_words(protocol, *index);
  Lists lists(protocol, *index);
  for (ServiceKind service : {ServiceKind::deep, ServiceKind::swedish})
    index->limits_alone[static_cast<std::size_t>(service)] = merge_anew(lists, {}, false, service);
  return index;
}

const ScreeningIndex& index_of(const Protocol& protocol) {
  static const ScreeningIndex kEmpty;
  return protocol.index == nullptr ? kEmpty : *protocol.index;
}

const RuleWords& words_of(const Protocol& protocol, const Rule& rule) {
  return index_of(protocol).words[static_cast<std::size_t>(&rule - protocol.rules.data())];
}

bool is_telling(const Asked& question, const Known& known) {
  if (known.not_asked) return false;
  bool open = known.answer == nullptr || known.hidden;
  if (open && known.shown && question.is_detail()) return true;
  if (known.answer == nullptr) return false;
  switch (question.kind) {
    case Kind::tri: {
      const Said* said = std::get_if<Said>(known.answer);
      return said == nullptr || *said != (question.yes_is_safe ? Said::yes : Said::no);
    }
    case Kind::choice: {
      const auto* one = std::get_if<std::string>(known.answer);
      return one == nullptr || *one != kPlainNone;
    }
    case Kind::multi: {
      const auto* many = std::get_if<std::vector<std::string>>(known.answer);
      return many == nullptr || !many->empty();
    }
    case Kind::regions: {
      const auto* places = std::get_if<std::vector<Region>>(known.answer);
      return places == nullptr || !places->empty();
    }
    default:
      return true;
  }
}

std::vector<const Rule*> woken_rules(const Protocol& protocol, const Facts& facts) {
  const ScreeningIndex& index = index_of(protocol);
  std::vector<char> woken(protocol.rules.size(), 0);
  for (std::size_t place : index.awake) woken[place] = 1;
  for (std::size_t slot : facts.told)
    if (is_telling(index.asked[slot], facts.known[slot]))
      for (std::size_t place : index.wakes[slot]) woken[place] = 1;
  std::vector<const Rule*> rules;
  for (std::size_t place = 0; place < woken.size(); ++place)
    if (woken[place] != 0) rules.push_back(&protocol.rules[place]);
  return rules;
}

}  // namespace fascia::care
