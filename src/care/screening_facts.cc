// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/screening_index.h"
#include "care/screening_parts.h"

namespace fascia::care {
namespace {

constexpr int kDepthUntilAnswered = 3;  // sheet a, 4.2
constexpr int kFullIntake = 365;        // days; older answers are all asked anew

bool is_doubt(const Answer& answer) {
  const Said* said = std::get_if<Said>(&answer);
  return said != nullptr && (*said == Said::not_sure || *said == Said::rather_not_say);
}

// Whether an answer leads to a detail of its question.
Tri leads_on(const Protocol& protocol, const ScreeningIndex& index, std::size_t detail,
             const Answer& answer) {
  const Asked& asked = index.asked[detail];
  if (asked.if_unsure) return is_doubt(answer) ? Tri::yes : Tri::no;
  if (const Said* said = std::get_if<Said>(&answer)) {
    if (*said == Said::yes) return Tri::yes;
    // Whoever is not sure about the whole section is asked about each thing of it.
    if (is_doubt(answer)) return asked.topic ? Tri::yes : Tri::unknown;
    return Tri::no;
  }
  const std::vector<std::string>& wanted = protocol.questions[detail].parent_is;
  auto listed = [&](const std::string& option) {
    return std::find(wanted.begin(), wanted.end(), option) != wanted.end();
  };
  bool leads = true;
  if (const auto* one = std::get_if<std::string>(&answer)) {
    leads = wanted.empty() ? *one != "none" && *one != "no" : listed(*one);
  } else if (const auto* many = std::get_if<std::vector<std::string>>(&answer)) {
    leads = wanted.empty() ? !many->empty() : std::any_of(many->begin(), many->end(), listed);
  } else if (const auto* places = std::get_if<std::vector<Region>>(&answer)) {
    leads = !places->empty();
  }
  return leads ? Tri::yes : Tri::no;
}

// Settles which questions arise. Parents stand before their details, so that one walk over what was
// answered settles what hangs on it; only a condition that looks ahead makes another one needed,
// and there are no more levels than these.
class Settling {
 public:
  Settling(const Protocol& protocol, const ScreeningIndex& index, Facts& facts)
      : protocol_(protocol),
        index_(index),
        facts_(facts),
        by_themselves_(index.sorts.topics & facts.answered),
        none_by_themselves_(by_themselves_.none()) {}

  void settle() {
    auto then_ruled_out = [&](std::size_t slot) {
      return !facts_.not_asked[slot] && is_ruled_out(slot);
    };
    for (int round = 0; round < 4; ++round) {
      walk();
      const auto& ahead = index_.looks_ahead;
      if (std::none_of(ahead.begin(), ahead.end(), then_ruled_out)) return;
    }
  }

  // Once all is settled.
  SlotBits shown() const {
    return (index_.sorts.first | by_themselves_ | led_to_) & ~facts_.not_asked;
  }

 private:
  bool is_ruled_out(std::size_t slot) const {
    return value_of(protocol_.questions[slot].asked_when, facts_) == Tri::no;
  }

  void walk() {
    visit_ = (facts_.answered & index_.sorts.parents) | index_.sorts.on_condition;
    for (std::size_t slot = visit_._Find_first(); slot < visit_.size();
         slot = visit_._Find_next(slot)) {
      if (index_.sorts.on_condition[slot] && !facts_.not_asked[slot] && is_ruled_out(slot))
        facts_.not_asked.set(slot);
      look_below(slot);
    }
  }

  void look_below(std::size_t slot) {
    const Answer* answer = facts_.given[slot];
    const Said* said = answer == nullptr ? nullptr : std::get_if<Said>(answer);
    const bool nothing = facts_.not_asked[slot] || (said != nullptr && *said == Said::no);
    const Below& below = index_.below[slot];
    // Most answers: nothing hangs on them, all the way down.
    if (nothing && (none_by_themselves_ || (below.all & by_themselves_).none())) {
      const SlotBits all = below.all;  // a copy: nothing else can be what it overwrites
      facts_.not_asked |= all;
      return;
    }
    if (!nothing && answer == nullptr) return;
    for (std::size_t next : below.next) {
      const Tri leads = nothing ? Tri::no : leads_on(protocol_, index_, next, *answer);
      if (leads == Tri::yes) led_to_.set(next);
      // A topic's own answer counts, whatever was said about its section.
      if (leads != Tri::no || by_themselves_[next]) continue;
      facts_.not_asked.set(next);
      visit_.set(next);
    }
  }

  const Protocol& protocol_;
  const ScreeningIndex& index_;
  Facts& facts_;
  SlotBits by_themselves_;  // topics with an answer of their own
  bool none_by_themselves_;
  SlotBits led_to_;  // by their parent's answer
  SlotBits visit_;
};

// R5: a doubt whose simpler questions were all answered with the reassuring answer does not arise
// any more; one of the others makes it a yes.
void settle_doubts(const ScreeningIndex& index, Facts& facts) {
  for_each_slot(index.sorts.in_doubt & facts.unsure, [&](std::size_t doubt) {
    Tri value = Tri::no;
    for (std::size_t slot : index.below[doubt].next) {
      const Asked& simpler = index.asked[slot];
      if (!simpler.if_unsure) continue;
      const Answer* answer = facts.given[slot];
      const Said* said = answer == nullptr ? nullptr : std::get_if<Said>(answer);
      Tri one = Tri::unknown;
      if (said != nullptr && *said == Said::yes) one = simpler.yes_is_safe ? Tri::no : Tri::yes;
      if (said != nullptr && *said == Said::no) one = simpler.yes_is_safe ? Tri::yes : Tri::no;
      value = value | one;
    }
    const Asked& question = index.asked[doubt];
    if (value == Tri::no) facts.not_asked.set(doubt);
    bool tri = question.kind == Kind::tri && !question.yes_is_safe;
    if (value == Tri::yes && tri) facts.settled.set(doubt);
  });
}

// The line of a section says nothing more where each of its topics was answered by itself or is not
// asked of this person. What never holds up a visit keeps no line open either.
void settle_section_lines(const ScreeningIndex& index, Facts& facts) {
  const SlotBits open =
      index.sorts.topics & ~(facts.not_asked | facts.answered | index.sorts.optional);
  for_each_slot(index.sorts.sections & ~facts.answered, [&](std::size_t line) {
    const std::vector<std::size_t>& next = index.below[line].next;
    if (std::none_of(next.begin(), next.end(), [&](std::size_t slot) { return open[slot]; }))
      facts.not_asked.set(line);
  });
}

void take_answers(const ScreeningIndex& index, const Intake& intake, Facts& facts) {
  facts.given.resize(index.asked.size());
  for (const auto& [id, answer] : intake.answers) {
    const std::uint32_t* slot = index.slots.find(id);
    if (slot == nullptr) continue;
    facts.given[*slot] = &answer;
    facts.answered.set(*slot);
    if (is_plain(index.asked[*slot], answer))
      facts.plain.set(*slot);
    else if (is_doubt(answer))
      facts.unsure.set(*slot);
  }
}

void take_days(const ScreeningIndex& index, const Intake& intake, Date told, Facts& facts) {
  facts.days = facts.visit - told;
  facts.same_day = facts.days == 0;
  if (facts.days != 0)
    for (const auto& [days, slots] : index.serve_for)
      if (facts.days > days) facts.hidden |= slots;
  for (const auto& [id, day] : intake.told_on) {
    const std::uint32_t* slot = index.slots.find(id);
    if (slot == nullptr) continue;
    const int days = facts.visit - day;
    facts.own_days[*slot] = days;
    facts.hidden.set(*slot, days > index.asked[*slot].valid_days);
    facts.past.set(*slot, facts.hidden[*slot]);
  }
}

// A line that nobody answered weighs as much as the strictest of what is still to tell behind it.
Gate gate_of(const ScreeningIndex& index, const Facts& facts, std::size_t slot) {
  const Asked& question = index.asked[slot];
  if (!question.line || facts.answered[slot]) return question.gate;
  Gate strictest = Gate::optional;
  for (std::size_t topic : index.below[slot].next) {
    if (!index.asked[topic].topic || facts.not_asked[topic] || facts.answered[topic]) continue;
    Gate gate = index.asked[topic].gate;
    if (blocks_when_missing(gate)) return question.gate;
    // An open modify limits the depth beside what any other of these does.
    bool limits = strictest == Gate::modify || gate == Gate::modify;
    strictest = limits ? Gate::modify : std::min(strictest, gate);
  }
  return strictest;
}

}  // namespace

bool blocks_when_missing(Gate gate) {
  return gate == Gate::emergency_gate || gate == Gate::safety || gate == Gate::consent;
}

bool is_open(const Question& question, const Facts& facts) {
  const std::size_t slot = question.slot;
  return !facts.not_asked[slot] && (facts.hidden[slot] || !facts.answered[slot]);
}

bool is_shown(const Question& question, const Facts& facts) { return facts.shown[question.slot]; }

bool is_asked(const Protocol& protocol, const Facts& facts, std::string_view question) {
  const Question* one = protocol.question(question);
  return one == nullptr || !facts.not_asked[one->slot];
}

Facts facts_of(const Protocol& protocol, const Intake& intake, ServiceKind service,
               Date visit_date) {
  Facts facts;
  facts.answers = &intake.answers;
  facts.visit = visit_date;
  facts.service = std::string(to_string(service));
  facts.sex = intake.sex;
  if (intake.birth_date) facts.age = age_in_years(*intake.birth_date, visit_date);
  for (const Pain& pain : intake.pains) {
    if (pain.intensity > 0) facts.pains.push_back(pain.region);
    facts.worst_pain = std::max(facts.worst_pain.value_or(0), pain.intensity);
  }
  const ScreeningIndex& index = index_of(protocol);
  take_answers(index, intake, facts);
  take_days(index, intake, told_day(intake, visit_date), facts);
  Settling settling(protocol, index, facts);
  settling.settle();
  settle_section_lines(index, facts);
  settle_doubts(index, facts);
  facts.shown = settling.shown();
  return facts;
}

Open list_open(const Protocol& protocol, const Facts& facts) {
  const ScreeningIndex& index = index_of(protocol);
  Open all;
  const SlotBits unsettled = facts.unsure & ~facts.settled;
  const SlotBits untold = facts.hidden | ~facts.answered;
  // Of all others nothing is open.
  for_each_slot(facts.shown & (untold | unsettled | index.sorts.measured), [&](std::size_t slot) {
    const bool unsure = unsettled[slot], open = untold[slot];
    Gate weight = gate_of(index, facts, slot);
    bool gate = weight == Gate::emergency_gate || weight == Gate::consent;
    if (unsure && gate) all.staff_call = true;
    if (weight == Gate::measurement) {
      bool wanted = value_of(protocol.questions[slot].asked_when, facts) != Tri::no;
      bool measured = !open && !unsure && facts.same_day;
      if (wanted && !measured) all.measure_on_arrival.push_back(slot);
    } else if (open && blocks_when_missing(weight)) {
      // What was said but will be too old by then is asked again on the day.
      bool stale = facts.answered[slot] && index.asked[slot].valid_days < kFullIntake;
      (stale ? all.ask_on_the_day : all.missing).push_back(slot);
    } else if (weight == Gate::day_of_visit) {
      if (open || unsure) all.ask_on_the_day.push_back(slot);
    } else if (open && (weight == Gate::cluster || weight == Gate::modify)) {
      all.ask_on_the_day.push_back(slot);
      if (weight == Gate::modify) all.max_depth = kDepthUntilAnswered;
    }
  });
  return all;
}

}  // namespace fascia::care
