// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/screening_parts.h"

namespace fascia::care {
namespace {

constexpr int kDepthBesideLocal = 3;  // sheet a, 4.1(7)
constexpr int kDepthWhileUnsure = 3;  // sheet a, 4.2: unsure of what would change the work

// What an unsure answer to a question of this class comes to at most (sheet a, 4.2).
Decision unsure_cap(Gate gate) {
  switch (gate) {
    case Gate::emergency_gate:
    case Gate::consent:
      return Decision::do_not_treat;
    case Gate::safety:
      return Decision::clearance;
    case Gate::modify:
      return Decision::modify;
    case Gate::cluster:
    case Gate::note:
      return Decision::note;
    default:
      return Decision::proceed;  // asked or measured before the start
  }
}

// A condition left open by what the person was unsure of, or by a detail of a yes: as strict as the
// row, but not stricter than the classes of those questions allow; a detail that nobody answered
// comes to clearance at most, whatever its class (sheet a, 4.2).
Held held_open(const Protocol& protocol, const Rule& rule, const Row& row, Decision decision,
               const Facts& facts) {
  // What cannot wait is judged by everything that was said, whenever the visit is.
  const OpenSlots open = open_slots(row.when, facts, decision == Decision::emergency);
  Held held{&row, Decision::proceed, true, {}, false};
  held.open.reserve(open.unsure.size() + open.missing.size());
  Decision cap = Decision::proceed;
  // What is left of a detail whose parent became a doubt adds nothing to that doubt.
  const std::vector<Asked>& asked = index_of(protocol).asked;
  for (std::size_t slot : open.unsure) {
    if (asked[slot].is_detail() && !facts.shown[slot]) continue;
    held.open.push_back(slot);
    cap = std::max(cap, unsure_cap(asked[slot].gate));
  }
  for (std::size_t slot : open.missing) {
    if (!asked[slot].is_detail() || !facts.shown[slot]) continue;
    held.open.push_back(slot);
    cap = std::max(cap, std::min(unsure_cap(asked[slot].gate), Decision::clearance));
  }
  if (rule.unsure) cap = std::min(cap, *rule.unsure);
  held.decision = std::min(decision, cap);
  return held;
}

std::vector<Held> rows_that_hold(const Protocol& protocol, const Rule& rule, const MayHold& rows,
                                 const Facts& facts, ServiceKind service) {
  std::vector<Held> all;
  const RowBits any = rows.sure | rows.open;
  all.reserve(any.count());
  for (std::size_t i = any._Find_first(); i < any.size(); i = any._Find_next(i)) {
    const Row& row = rule.rows[i];
    Decision decision = service == ServiceKind::deep ? row.deep : row.swedish;
    if (decision == Decision::proceed) continue;
    if (rows.sure[i]) {
      all.push_back({&row, decision, false, {}, false});
      continue;
    }
    Held held = held_open(protocol, rule, row, decision, facts);
    if (held.decision > Decision::proceed) all.push_back(std::move(held));
  }
  return all;
}

// Whether a row keeps off its places altogether.
bool avoids(const Held& held) {
  return (held.decision == Decision::avoid_region || held.row->local) && !held.opened;
}

bool is_same(const Narrowing& a, const Narrowing& b) {
  static const Change kNothing;
  const Change& from_a = a.of == nullptr ? kNothing : *a.of;
  const Change& from_b = b.of == nullptr ? kNothing : *b.of;
  return a.places == b.places && a.max_depth == b.max_depth && a.minutes == b.minutes &&
         a.forbids == b.forbids && from_a.forbid == from_b.forbid &&
         from_a.positions == from_b.positions;
}

// A row that is only possible adds its changes where it also gives the decision.
bool row_counts(const Ruling& ruling, std::size_t row) {
  return !ruling.held[row].unsure || row == ruling.first;
}

// Its place in the rule.
std::size_t row_of(const Ruling& ruling, std::size_t held) {
  return static_cast<std::size_t>(ruling.held[held].row - ruling.rule->rows.data());
}

// The changes of one ruling, each once, behind those of others.
class Changes {
 public:
  explicit Changes(std::vector<Narrowing>& all)
      : all_(all), from_(static_cast<std::ptrdiff_t>(all.size())) {}

  void add(const Narrowing& one) {
    bool known = std::any_of(all_.begin() + from_, all_.end(),
                             [&](const Narrowing& other) { return is_same(one, other); });
    if (!known) all_.push_back(one);
  }

 private:
  std::vector<Narrowing>& all_;
  std::ptrdiff_t from_;
};

const Regions* list_of(const RuleWords::Places& places) { return places ? &*places : nullptr; }

Narrowing depth_in(const About& where, int most) {
  Narrowing one;
  one.places = where.places;
  one.max_depth = most;
  one.listed = where.listed;
  return one;
}

// Says the places that the row is about, where it is about any.
About narrow_by_row(const Protocol& protocol, const RuleWords::OfRow& words, const Held& held,
                    const Facts& facts, ServiceKind service, Changes& changes) {
  const Row& row = *held.row;
  const About about{places_of(protocol, row.places, *facts.answers), list_of(words.places)};
  bool avoided = avoids(held);
  if (avoided && held.decision >= Decision::avoid_region) changes.add(depth_in(about, 0));
  if (row.local && !held.opened && held.decision >= Decision::clearance)
    changes.add(depth_in({}, kDepthBesideLocal));
  if (held.unsure && held.decision == Decision::modify)
    changes.add(depth_in({}, kDepthWhileUnsure));
  for (std::size_t i = 0; i < row.changes.size(); ++i) {
    const Change& change = row.changes[i];
    if (change.service && *change.service != service) continue;
    changes.add({places_of(protocol, change.places, *facts.answers), change.max_depth,
                 change.forbids, &change.positions, change.minutes, &change, &words.changes[i],
                 list_of(words.changes[i].places)});
  }
  return !avoided || held.decision >= Decision::avoid_region ? about : About{};
}

AppliedChange applied(Lists& lists, const Narrowing& one) {
  AppliedChange out;
  out.regions = one.listed != nullptr ? *one.listed : lists.places(one.places);
  out.max_depth = one.max_depth;
  out.minutes = one.minutes;
  if (one.words == nullptr) return out;
  out.techniques = one.words->techniques;
  out.tools = one.words->tools;
  out.positions = one.words->positions;
  return out;
}

std::optional<Date> row_ends(const Row& row, const Facts& facts) {
  if (row.earliest_after.empty()) return std::nullopt;
  Date from = facts.visit;
  auto found = facts.answers->find(row.earliest_after);
  if (found != facts.answers->end()) {
    if (const auto* said = std::get_if<SaidDate>(&found->second)) from = said->latest;
  }
  Date ends = from + row.earliest_days;
  // Held by something else than the day count (a wound still open): not before tomorrow.
  return ends > facts.visit ? std::optional(ends) : std::nullopt;
}

// The strictest that is sure, unless an unsure one is stricter still; of equals the first.
std::size_t strictest(const std::vector<Held>& held) {
  auto first = std::max_element(held.begin(), held.end(), [](const Held& a, const Held& b) {
    auto rank = [](const Held& one) {
      Decision counts =
          one.row->local ? std::min(one.decision, Decision::avoid_region) : one.decision;
      return std::pair(counts, one.unsure ? 0 : 1);
    };
    return rank(a) < rank(b);
  });
  return static_cast<std::size_t>(first - held.begin());
}

void weigh(const Facts& facts, Ruling& ruling) {
  ruling.first = strictest(ruling.held);
  const Held& first = ruling.held[ruling.first];
  ruling.decision = first.decision;
  ruling.there.reset();
  if (first.row->local && first.decision > Decision::avoid_region) {
    ruling.there = first.decision;
    ruling.decision = Decision::avoid_region;
  }
  ruling.urgency = Urgency::none;
  for (const Held& one : ruling.held)
    if (!one.unsure) ruling.urgency = std::max(ruling.urgency, one.row->urgency);
  ruling.earliest = row_ends(*first.row, facts);
}

// The answers behind a ruling, in the order of their questions' ids.
std::vector<std::string> answers_of(const Protocol& protocol, const Ruling& ruling,
                                    const Facts& facts) {
  const RuleWords& words = words_of(protocol, *ruling.rule);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < ruling.held.size(); ++i) {
    if (!row_counts(ruling, i)) continue;
    const Held& held = ruling.held[i];
    for (std::size_t slot : held.open.empty() ? words.rows[row_of(ruling, i)].reads : held.open)
      if (facts.answered[slot]) names.push_back(protocol.questions[slot].id);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// A clearance that a physician's letter answers: a yes leaves what the rule changes (sheet a,
// 4.1(8a)), limits come on top, a no ends it.
void take_letter(const RuleLetter& letter, std::vector<Held>& held) {
  for (Held& one : held) {
    if (one.decision != Decision::clearance) continue;
    bool no = letter.answer == RuleLetter::Answer::no;
    one.decision = no ? Decision::do_not_treat : Decision::modify;
    one.unsure = false;
    one.opened = !no;
  }
}

const Loosening* loosening_of(const Protocol& protocol, const Rule& rule) {
  for (const Loosening& one : protocol.loosened)
    if (!one.rule.empty() && one.rule == rule.id) return &one;
  return nullptr;
}

// True where the clinic's own files made a row milder. What a row changes stays.
bool take_loosening(const Loosening& loosening, ServiceKind service, std::vector<Held>& held) {
  auto most = service == ServiceKind::deep ? loosening.deep : loosening.swedish;
  bool acted = false;
  for (Held& one : held) {
    if (!most || one.decision == Decision::emergency || one.decision <= *most) continue;
    one.decision = *most;
    acted = true;
  }
  return acted;
}

// A row that holds, or may, can say that a physician's note serves shorter than the rule's.
int note_serves_days(const Ruling& ruling) {
  int days = ruling.rule->clearance_days;
  for (const Held& one : ruling.held)
    if (one.row->clearance_days != 0) days = std::min(days, one.row->clearance_days);
  return days;
}

}  // namespace

About narrow(const Protocol& protocol, const Ruling& ruling, const Facts& facts,
             ServiceKind service, std::vector<Narrowing>& into) {
  About about;
  Changes changes(into);
  const RuleWords& words = words_of(protocol, *ruling.rule);
  for (std::size_t i = 0; i < ruling.held.size(); ++i) {
    if (!row_counts(ruling, i)) continue;
    const About one = narrow_by_row(protocol, words.rows[row_of(ruling, i)], ruling.held[i], facts,
                                    service, changes);
    about = about.places.none() ? one
            : one.places.none() ? about
                                : About{about.places | one.places};
  }
  const RuleLetter* letter = ruling.found.letter;
  if (letter != nullptr && letter->answer == RuleLetter::Answer::limits)
    into.push_back(depth_in({}, letter->max_depth.value_or(kDepthWhileUnsure)));
  return about;
}

Finding in_words(Lists& lists, const Ruling& ruling, const Facts& facts, ServiceKind service) {
  std::vector<Narrowing> changes;
  const About about = narrow(lists.protocol(), ruling, facts, service, changes);
  Finding finding;
  put_in_words(lists, ruling, facts, about, changes, finding);
  return finding;
}

void put_in_words(Lists& lists, const Ruling& ruling, const Facts& facts, const About& about,
                  std::span<const Narrowing> changes, Finding& finding) {
  const Protocol& protocol = lists.protocol();
  const Rule& rule = *ruling.rule;
  const RuleWords& words = words_of(protocol, rule);
  const RuleWords::OfRow& row = words.rows[row_of(ruling, ruling.first)];
  finding.rule = rule.id;
  finding.title = words.title;
  finding.decision = ruling.decision;
  finding.there = ruling.there;
  finding.urgency = ruling.urgency;
  finding.reason = row.reason;
  finding.advice = row.advice;
  // No urgency without words: what is due for it, where the row says nothing of its own.
  if (finding.urgency != Urgency::none && finding.advice->en.empty())
    finding.advice = index_of(protocol).urgency_advice[static_cast<std::size_t>(finding.urgency)];
  finding.earliest = ruling.earliest;
  finding.unsure = ruling.unsure();
  finding.clearance_days = note_serves_days(ruling);
  finding.sources = words.sources;
  finding.evidence.mark = rule.mark;
  finding.evidence.confidence = rule.confidence;
  finding.evidence.clinic_must_confirm = rule.clinic_must_confirm;
  finding.evidence.answers = answers_of(protocol, ruling, facts);
  finding.regions = about.listed != nullptr ? *about.listed : lists.places(about.places);
  finding.changes.reserve(changes.size());
  for (const Narrowing& one : changes) finding.changes.push_back(applied(lists, one));
  const FoundLetter& found = ruling.found;
  if (found.letter != nullptr) finding.letter = *found.letter;
  if (found.over != nullptr)
    finding.letter_ended = EndedLetter{found.over->signed_on, found.end->title};
  finding.before_loosening = ruling.before_loosening;
  if (ruling.loosened != nullptr) finding.loosened = *ruling.loosened;
  bool asks = found.letter == nullptr && ruling.loosened == nullptr && asks_physician(finding);
  if (asks) finding.about = rests_on(finding, *facts.answers);
}

MayHold rows_that_may_hold(const Protocol& protocol, const RowsOf& some, const Facts& facts,
                           std::optional<ServiceKind> service) {
  const Rule& rule = protocol.rules[some.rule];
  const RuleWords& words = index_of(protocol).words[some.rule];
  MayHold all;
  for (std::size_t i = some.rows._Find_first(); i < rule.rows.size(); i = some.rows._Find_next(i)) {
    const Row& row = rule.rows[i];
    Decision decision = service == ServiceKind::deep      ? row.deep
                        : service == ServiceKind::swedish ? row.swedish
                                                          : std::max(row.deep, row.swedish);
    if (decision == Decision::proceed) continue;
    const bool with_hidden = decision == Decision::emergency;  // as in held_open
    const Expression& when = some.quiet[i] ? words.rows[i].when_quiet : row.when;
    const Tri value = value_of(when, facts, with_hidden);
    all.sure.set(i, value == Tri::yes);
    all.open.set(i, value == Tri::unknown && !some.quiet[i]);
  }
  return all;
}

std::optional<Ruling> judge(const Protocol& protocol, const Rule& rule, const Facts& facts,
                            ServiceKind service, const std::vector<RuleLetter>& letters) {
  const RowsOf all{static_cast<std::size_t>(&rule - protocol.rules.data()), ~RowBits()};
  return judge(protocol, rule, rows_that_may_hold(protocol, all, facts, service), facts, service,
               letters);
}

std::optional<Ruling> judge(const Protocol& protocol, const Rule& rule, const MayHold& rows,
                            const Facts& facts, ServiceKind service,
                            const std::vector<RuleLetter>& letters) {
  if ((rows.sure | rows.open).none()) return std::nullopt;
  Ruling ruling;
  ruling.rule = &rule;
  ruling.held = rows_that_hold(protocol, rule, rows, facts, service);
  if (ruling.held.empty()) return std::nullopt;
  weigh(facts, ruling);
  if (!letters.empty()) {
    Lists lists(protocol);
    Finding asked = in_words(lists, ruling, facts, service);
    ruling.found = letter_for(protocol, letters, asked, *facts.answers, service, facts.visit);
    if (ruling.found.letter != nullptr) {
      take_letter(*ruling.found.letter, ruling.held);
      weigh(facts, ruling);
    }
  }
  const Loosening* loosening = loosening_of(protocol, rule);
  if (loosening != nullptr && take_loosening(*loosening, service, ruling.held)) {
    ruling.before_loosening = ruling.decision;
    ruling.loosened = loosening;
    weigh(facts, ruling);
  }
  return ruling;
}

}  // namespace fascia::care
