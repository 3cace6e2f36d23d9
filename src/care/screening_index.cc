// SPDX-License-Identifier: Apache-2.0
#include "care/screening_index.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>

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

  // What may make it yes, without the rest.
  Expression telling_part(const Expression& e) const {
    if (e.op != Op::both && e.op != Op::either) return e;
    Expression left = e;
    left.parts.clear();
    for (const Expression& part : e.parts)
      if (e.op == Op::both || may_be_yes(part)) left.parts.push_back(telling_part(part));
    return left.parts.size() == 1 ? Expression(left.parts.front()) : left;
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

void sort_question(const Asked& one, std::size_t slot, AskedSorts& sorts) {
  sorts.first.set(slot, !one.has_parent());
  sorts.topics.set(slot, one.topic);
  sorts.details.set(slot, one.is_detail());
  sorts.measured.set(slot, one.gate == Gate::measurement);
  sorts.optional.set(slot, one.gate == Gate::optional);
  if (one.has_parent()) sorts.parents.set(static_cast<std::size_t>(one.parent));
  if (one.topic) sorts.sections.set(static_cast<std::size_t>(one.parent));
  if (one.if_unsure) sorts.in_doubt.set(static_cast<std::size_t>(one.parent));
}

void add_questions(const Protocol& protocol, ScreeningIndex& index) {
  index.slots = SlotNames(protocol.questions);
  index.below.resize(protocol.questions.size());
  std::map<int, SlotBits> serve_for;
  for (const Question& question : protocol.questions) {
    Asked one;
    if (question.parent_slot) one.parent = static_cast<std::int32_t>(*question.parent_slot);
    one.valid_days = question.valid_days;
    one.kind = question.kind;
    one.gate = question.gate;
    one.topic = question.topic;
    one.line = question.is_line();
    one.if_unsure = question.if_unsure;
    one.yes_is_safe = question.yes_is_safe;
    index.asked.push_back(one);
    sort_question(one, question.slot, index.sorts);
    serve_for[one.valid_days].set(question.slot);
    std::vector<std::size_t> reads;
    if (question.gate != Gate::measurement && question.asked_when.op != Expression::Op::yes) {
      index.sorts.on_condition.set(question.slot);
      collect_slots(question.asked_when, reads);
    }
    if (std::any_of(reads.begin(), reads.end(), [&](std::size_t r) { return r >= question.slot; }))
      index.looks_ahead.push_back(question.slot);
    if (question.parent_slot) index.below[*question.parent_slot].next.push_back(question.slot);
    index.asks_by_service = index.asks_by_service || reads_service(question.asked_when);
  }
  index.serve_for.assign(serve_for.begin(), serve_for.end());
  // Parents stand before their details.
  for (std::size_t slot = index.below.size(); slot-- > 0;)
    for (std::size_t next : index.below[slot].next) {
      index.below[slot].all.set(next);
      index.below[slot].all |= index.below[next].all;
    }
}

RuleWords::Places listed(const Protocol& protocol, const std::vector<Place>& places) {
  auto marks = [](const Place& place) { return !place.marked.empty(); };
  if (std::any_of(places.begin(), places.end(), marks)) return std::nullopt;
  return Regions(regions_of(protocol, places_of(protocol, places, {})));
}

RuleWords::OfChange words_of_change(const Protocol& protocol, const Change& change) {
  std::vector<std::string> techniques, tools;
  for (const std::string& name : change.forbid)
    (protocol.tools.count(name) != 0 ? tools : techniques).push_back(name);
  return {std::move(techniques), std::move(tools), change.positions,
          listed(protocol, change.places)};
}

RuleWords::OfRow words_of_row(const Protocol& protocol, const Row& row) {
  RuleWords::OfRow words;
  words.reason = row.reason;
  words.advice = row.advice;
  words.places = listed(protocol, row.places);
  for (const Change& change : row.changes)
    words.changes.push_back(words_of_change(protocol, change));
  collect_slots(row.when, words.reads);
  std::sort(words.reads.begin(), words.reads.end());
  words.reads.erase(std::unique(words.reads.begin(), words.reads.end()), words.reads.end());
  return words;
}

void compare_services(const Rule& rule, RuleWords& words) {
  words.alike = words.same = true;
  for (const Row& row : rule.rows) {
    auto is_emergency = [](Decision d) { return d == Decision::emergency; };
    auto for_one = [](const Change& change) { return change.service.has_value(); };
    bool emergencies = is_emergency(row.deep) == is_emergency(row.swedish) ||
                       std::min(row.deep, row.swedish) == Decision::proceed;
    words.alike = words.alike && emergencies && !reads_service(row.when);
    words.same = words.same && row.deep == row.swedish &&
                 std::none_of(row.changes.begin(), row.changes.end(), for_one);
    words.reads_raised = words.reads_raised || reads_raised(row.when);
  }
  words.same = words.same && words.alike;
}

void add_rules(const Protocol& protocol, ScreeningIndex& index) {
  const Quiet quiet(protocol);
  for (const auto& [urgency, advice] : protocol.urgency_advice)
    index.urgency_advice[static_cast<std::size_t>(urgency)] = advice;
  index.readers.resize(protocol.questions.size());
  index.awake.resize(protocol.rules.size());
  for (std::size_t place = 0; place < protocol.rules.size(); ++place) {
    const Rule& rule = protocol.rules[place];
    RuleWords& words = index.words.emplace_back();
    words.title = rule.title;
    std::vector<Source> sources;
    for (const std::string& id : rule.sources)
      if (auto source = protocol.sources.find(id); source != protocol.sources.end())
        sources.push_back(source->second);
    words.sources = std::move(sources);
    compare_services(rule, words);
    std::map<std::size_t, RowBits> readers;
    for (std::size_t row = 0; row < rule.rows.size(); ++row) {
      const Expression& when = rule.rows[row].when;
      RuleWords::OfRow& one = words.rows.emplace_back(words_of_row(protocol, rule.rows[row]));
      if (quiet.may_be_yes(when)) {
        index.awake[place].set(row);
        one.when_quiet = quiet.telling_part(when);
      }
      for (std::size_t slot : one.reads) readers[slot].set(row);
    }
    for (const auto& [slot, rows] : readers) index.readers[slot].push_back({place, rows});
  }
}

}  // namespace

SlotNames::Ends SlotNames::ends_of(std::string_view id) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  Ends ends;
  ends.size = static_cast<std::uint32_t>(id.size());
  if (id.size() < kWord) {
    std::memcpy(&ends.head, id.data(), id.size());
  } else {
    std::memcpy(&ends.head, id.data(), kWord);
    std::memcpy(&ends.tail, id.data() + id.size() - kWord, kWord);
  }
  return ends;
}

std::size_t SlotNames::hash_of(const Ends& ends) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  const std::uint64_t mixed = (ends.head ^ (ends.tail * kOdd) ^ ends.size) * kOdd;
  return mixed >> 40;
}

SlotNames::SlotNames(const std::vector<Question>& questions) {
  std::size_t size = 1;
  while (size < 2 * questions.size()) size *= 2;
  table_.resize(size);
  for (const Question& question : questions) {
    const Ends ends = ends_of(question.id);
    std::size_t at = hash_of(ends) & (size - 1);
    while (table_[at].slot != kFree) at = (at + 1) & (size - 1);
    table_[at] = {ends, static_cast<std::uint32_t>(ids_.size())};
    ids_.push_back(question.id);
  }
}

const std::uint32_t* SlotNames::find(std::string_view id) const {
  if (table_.empty()) return nullptr;
  const Ends ends = ends_of(id);
  const std::size_t last = table_.size() - 1;
  for (std::size_t at = hash_of(ends) & last; table_[at].slot != kFree; at = (at + 1) & last) {
    const Entry& one = table_[at];
    // The ends of a short one are all of it.
    if (one.ends == ends && (id.size() <= 2 * sizeof ends.head || ids_[one.slot] == id))
      return &one.slot;
  }
  return nullptr;
}

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

bool is_plain(const Asked& question, const Answer& answer) {
  switch (question.kind) {
    case Kind::tri: {
      const Said* said = std::get_if<Said>(&answer);
      return said != nullptr && *said == (question.yes_is_safe ? Said::yes : Said::no);
    }
    case Kind::choice: {
      const auto* one = std::get_if<std::string>(&answer);
      return one != nullptr && *one == kPlainNone;
    }
    case Kind::multi: {
      const auto* many = std::get_if<std::vector<std::string>>(&answer);
      return many != nullptr && many->empty();
    }
    case Kind::regions: {
      const auto* places = std::get_if<std::vector<Region>>(&answer);
      return places != nullptr && places->empty();
    }
    default:
      return false;
  }
}

SlotBits telling(const ScreeningIndex& index, const Facts& facts) {
  const SlotBits open = facts.shown & index.sorts.details & (facts.hidden | ~facts.answered);
  return ((facts.answered & ~facts.plain) | open) & ~facts.not_asked;
}

std::vector<RowsOf> woken_rows(const Protocol& protocol, const Facts& facts) {
  const ScreeningIndex& index = index_of(protocol);
  std::vector<RowBits> told(protocol.rules.size());
  for_each_slot(telling(index, facts), [&](std::size_t slot) {
    for (const RowsOf& some : index.readers[slot]) told[some.rule] |= some.rows;
  });
  std::vector<RowsOf> all;
  all.reserve(32);
  for (std::size_t rule = 0; rule < told.size(); ++rule) {
    const RowBits rows = told[rule] | index.awake[rule];
    if (rows.any()) all.push_back({rule, rows, rows & ~told[rule]});
  }
  return all;
}

}  // namespace fascia::care
