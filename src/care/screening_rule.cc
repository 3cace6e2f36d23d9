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
               const OpenSlots& open, const Facts& facts) {
  Held held{&row, Decision::proceed, true, {}, false};
  held.open.reserve(open.unsure.size() + open.missing.size());
  Decision cap = Decision::proceed;
  // What is left of a detail whose parent became a doubt adds nothing to that doubt.
  const std::vector<Asked>& asked = index_of(protocol).asked;
  for (std::size_t slot : open.unsure) {
    if (asked[slot].is_detail() && !facts.known[slot].shown) continue;
    held.open.push_back(slot);
    cap = std::max(cap, unsure_cap(asked[slot].gate));
  }
  for (std::size_t slot : open.missing) {
    if (!asked[slot].is_detail() || !facts.known[slot].shown) continue;
    held.open.push_back(slot);
    cap = std::max(cap, std::min(unsure_cap(asked[slot].gate), Decision::clearance));
  }
  if (rule.unsure) cap = std::min(cap, *rule.unsure);
  held.decision = std::min(decision, cap);
  return held;
}

std::vector<Held> rows_that_hold(const Protocol& protocol, const Rule& rule,
                                 const std::vector<MayHold>& rows, const Facts& facts,
                                 ServiceKind service) {
  std::vector<Held> all;
  for (const MayHold& one : rows) {
    const Row& row = *one.row;
    Decision decision = service == ServiceKind::deep ? row.deep : row.swedish;
    if (decision == Decision::proceed) continue;
    if (!one.open) {
      all.push_back({&row, decision, false, {}, false});
      continue;
    }
    Held held = held_open(protocol, rule, row, decision, one.left_open, facts);
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

void narrow_by_row(const Protocol& protocol, const RuleWords::OfRow& words, const Held& held,
                   const Facts& facts, ServiceKind service, RegionBits& about,
                   std::vector<Narrowing>& all) {
  const Row& row = *held.row;
  auto add = [&](const Narrowing& one) {
    bool known = std::any_of(all.begin(), all.end(),
                             [&](const Narrowing& other) { return is_same(one, other); });
    if (!known) all.push_back(one);
  };
  auto depth = [](const RegionBits& places, int most) { return Narrowing{places, most}; };
  RegionBits places = places_of(protocol, row.places, *facts.answers);
  bool avoided = avoids(held);
  if (avoided && held.decision >= Decision::avoid_region) add(depth(places, 0));
  if (row.local && !held.opened && held.decision >= Decision::clearance)
    add(depth({}, kDepthBesideLocal));
  if (held.unsure && held.decision == Decision::modify) add(depth({}, kDepthWhileUnsure));
  for (std::size_t i = 0; i < row.changes.size(); ++i) {
    const Change& change = row.changes[i];
    if (change.service && *change.service != service) continue;
    add({places_of(protocol, change.places, *facts.answers), change.max_depth, change.forbids,
         &change.positions, change.minutes, &change, &words.changes[i]});
  }
  if (!avoided || held.decision >= Decision::avoid_region) about |= places;
}

AppliedChange applied(Lists& lists, const Narrowing& one) {
  AppliedChange out;
  out.regions = lists.places(one.places);
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
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < ruling.held.size(); ++i) {
    if (!row_counts(ruling, i)) continue;
    const Held& held = ruling.held[i];
    for (std::size_t slot : held.open.empty() ? words.rows[row_of(ruling, i)].reads : held.open)
      if (facts.known[slot].answer != nullptr) names.emplace_back(protocol.questions[slot].id);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return {names.begin(), names.end()};
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

RegionBits narrow(const Protocol& protocol, const Ruling& ruling, const Facts& facts,
                  ServiceKind service, std::vector<Narrowing>& into) {
  RegionBits about;
  std::vector<Narrowing> all;
  const RuleWords& words = words_of(protocol, *ruling.rule);
  for (std::size_t i = 0; i < ruling.held.size(); ++i)
    if (row_counts(ruling, i))
      narrow_by_row(protocol, words.rows[row_of(ruling, i)], ruling.held[i], facts, service, about,
                    all);
  if (ruling.letter && ruling.letter->answer == RuleLetter::Answer::limits)
    all.push_back({{}, ruling.letter->max_depth.value_or(kDepthWhileUnsure)});
  into.insert(into.end(), all.begin(), all.end());
  return about;
}

Finding in_words(Lists& lists, const Ruling& ruling, const Facts& facts, ServiceKind service) {
  const Protocol& protocol = lists.protocol();
  const Rule& rule = *ruling.rule;
  const RuleWords& words = words_of(protocol, rule);
  const RuleWords::OfRow& row = words.rows[row_of(ruling, ruling.first)];
  Finding finding;
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
  finding.evidence = {rule.mark, rule.confidence, rule.clinic_must_confirm,
                      answers_of(protocol, ruling, facts)};
  std::vector<Narrowing> changes;
  finding.regions = lists.places(narrow(protocol, ruling, facts, service, changes));
  finding.changes.reserve(changes.size());
  for (const Narrowing& one : changes) finding.changes.push_back(applied(lists, one));
  finding.letter = ruling.letter;
  finding.letter_ended = ruling.letter_ended;
  finding.before_loosening = ruling.before_loosening;
  if (ruling.loosened != nullptr) finding.loosened = *ruling.loosened;
  bool asks = !ruling.letter && ruling.loosened == nullptr && asks_physician(finding);
  if (asks) finding.about = rests_on(finding, *facts.answers);
  return finding;
}

std::vector<MayHold> rows_that_may_hold(const Rule& rule, const Facts& facts,
                                        std::optional<ServiceKind> service) {
  std::vector<MayHold> all;
  for (const Row& row : rule.rows) {
    Decision decision = service == ServiceKind::deep      ? row.deep
                        : service == ServiceKind::swedish ? row.swedish
                                                          : std::max(row.deep, row.swedish);
    if (decision == Decision::proceed) continue;
    // What cannot wait is judged by everything that was said, whenever the visit is.
    bool with_hidden = decision == Decision::emergency;
    Tri value = value_of(row.when, facts, with_hidden);
    if (value == Tri::no) continue;
    all.push_back({&row, value == Tri::unknown});
    if (value == Tri::unknown) all.back().left_open = open_slots(row.when, facts, with_hidden);
  }
  return all;
}

std::optional<Ruling> judge(const Protocol& protocol, const Rule& rule, const Facts& facts,
                            ServiceKind service, const std::vector<RuleLetter>& letters) {
  return judge(protocol, rule, rows_that_may_hold(rule, facts, service), facts, service, letters);
}

std::optional<Ruling> judge(const Protocol& protocol, const Rule& rule,
                            const std::vector<MayHold>& rows, const Facts& facts,
                            ServiceKind service, const std::vector<RuleLetter>& letters) {
  if (rows.empty()) return std::nullopt;
  Ruling ruling;
  ruling.rule = &rule;
  ruling.held = rows_that_hold(protocol, rule, rows, facts, service);
  if (ruling.held.empty()) return std::nullopt;
  weigh(facts, ruling);
  if (!letters.empty()) {
    Lists lists(protocol);
    Finding asked = in_words(lists, ruling, facts, service);
    FoundLetter found = letter_for(protocol, letters, asked, *facts.answers, service, facts.visit);
    if (found.letter != nullptr) {
      take_letter(*found.letter, ruling.held);
      weigh(facts, ruling);
      ruling.letter = *found.letter;
    } else if (found.over != nullptr) {
      ruling.letter_ended = EndedLetter{found.over->signed_on, found.end->title};
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
