// SPDX-License-Identifier: Apache-2.0
#include "care/check_in.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <set>

#include "core/contains.h"

namespace fascia::care {
namespace {

constexpr std::string_view kLevels[] = {"none",       "note",   "call_soon",
                                        "call_today", "urgent", "emergency"};

void add_once(std::vector<std::string>& list, const std::vector<std::string>& more) {
  for (const std::string& item : more) {
    if (!contains(list, item)) list.push_back(item);
  }
}

// Small letters of ASCII and of the accented Latin letters of UTF-8; other bytes stay.
std::string small_letters(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto c = static_cast<unsigned char>(out[i]);
    auto before = static_cast<unsigned char>(i > 0 ? out[i - 1] : 0);
    if (c >= 'A' && c <= 'Z') out[i] = static_cast<char>(c + 32);
    if (before == 0xC3 && c >= 0x80 && c <= 0x9E) out[i] = static_cast<char>(c + 32);
  }
  return out;
}

bool says_any(std::string_view note, const std::vector<std::string>& words) {
  std::string text = small_letters(note);
  // Typed on a phone, an apostrophe may be any of two.
  for (std::size_t at = text.find("\xE2\x80\x99"); at != std::string::npos;
       at = text.find("\xE2\x80\x99")) {
    text.replace(at, 3, "'");
  }
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

AnswerMap known_facts(const CheckInRules& rules, const CheckInAnswers& given,
                      const CheckInContext& context) {
  AnswerMap all = given.answers;
  all["at"] = given.moment;
  all["crisis"] = says_any(given.note, rules.crisis_words) ? Said::yes : Said::no;
  if (context.pain_before) all["pain_before"] = *context.pain_before;
  if (context.baseline) all["baseline"] = *context.baseline;
  if (!context.pressure_before.empty()) all["pressure_before"] = context.pressure_before;
  if (context.bleeding_risk != Tri::unknown) {
    all["bleeding_risk"] = context.bleeding_risk == Tri::yes ? Said::yes : Said::no;
  }
  all["leg_worked"] = context.leg_worked ? Said::yes : Said::no;
  return all;
}

std::vector<const EscalationRow*> rows_that_hold(const CheckInRules& rules, const Facts& facts) {
  std::vector<const EscalationRow*> hold;
  for (const EscalationRow& row : rules.rows) {
    if (value_of(row.when, facts) == Tri::yes) hold.push_back(&row);
  }
  std::vector<std::string> ids;
  for (const EscalationRow* row : hold) ids.push_back(row->id);
  std::erase_if(hold, [&](const EscalationRow* row) {
    return std::any_of(row->unless.begin(), row->unless.end(),
                       [&](const std::string& id) { return contains(ids, id); });
  });
  std::stable_sort(hold.begin(), hold.end(),
                   [](const auto* a, const auto* b) { return a->rank > b->rank; });
  return hold;
}

struct Hours {
  Instant now;
  const Zone& zone;
  const std::vector<OpenSpan>& open;

  bool is_open() const {
    return std::any_of(open.begin(), open.end(),
                       [&](const OpenSpan& span) { return span.from <= now && now < span.until; });
  }
  std::optional<Instant> opens() const {
    for (const OpenSpan& span : open) {
      if (span.from > now) return span.from;
    }
    return std::nullopt;
  }
  // When the clinic opens on a later day than today's.
  std::optional<Instant> opens_next_day() const {
    for (const OpenSpan& span : open) {
      if (zone.date(span.from) > zone.date(now)) return span.from;
    }
    return std::nullopt;
  }
};

Escalation escalate(const EscalationRow& row, const Hours& hours) {
  Escalation out;
  out.row = row.id;
  out.level = row.level;
  out.who = row.who;
  out.alert = row.alert;
  out.next_morning = row.next_morning;
  out.advice = row.advice;
  if (row.open_minutes > 0) {
    out.due = after_open_time(hours.now, minutes(row.open_minutes), hours.open);
  } else if (row.open_days > 0) {
    out.due = end_of_business_day(hours.now, row.open_days, hours.zone, hours.open);
  }
  for (int after : row.tries) {
    out.tries.push_back(after_open_time(hours.now, minutes(after), hours.open));
  }
  if (row.next_morning) {
    if (auto morning = hours.opens_next_day()) out.tries.push_back(*morning);
  }
  std::sort(out.tries.begin(), out.tries.end());
  return out;
}

Words said(const CheckInRules& rules, const ClockWords& clock, const EscalationRow& row,
           const Hours& hours, std::vector<std::string>& lines) {
  if (row.text.en.find("{call}") == std::string::npos) return row.text;
  if (hours.is_open()) return filled(row.text, "call", row.call);
  add_once(lines, rules.closed_lines);
  auto opens = hours.opens();
  if (!opens) return filled(row.text, "call", rules.closed_call_unknown);
  Words time = spoken_time(*opens, hours.now, hours.zone, clock);
  return filled(row.text, "call", filled(rules.closed_call, "time", time));
}

// A single proposal: anything that makes it gentler goes before what makes it stronger.
int change_of(const std::vector<CeilingRow>& rows, const Facts& facts) {
  int lowest = 0, highest = 0;
  for (const CeilingRow& row : rows) {
    if (value_of(row.when, facts) != Tri::yes) continue;
    lowest = std::min(lowest, row.change);
    highest = std::max(highest, row.change);
  }
  return lowest < 0 ? lowest : highest;
}

}  // namespace

std::string_view to_string(Level level) { return kLevels[static_cast<std::size_t>(level)]; }
std::optional<Level> parse_level(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kLevels); ++i) {
    if (kLevels[i] == text) return static_cast<Level>(i);
  }
  return std::nullopt;
}

CheckInResult check_in(const CheckInRules& rules, const ClockWords& clock,
                       const CheckInAnswers& answers, const CheckInContext& context, Instant now,
                       const Zone& zone, const std::vector<OpenSpan>& open) {
  AnswerMap known = known_facts(rules, answers, context);
  Facts facts;
  facts.answers = &known;
  facts.age = context.age;
  Hours hours{now, zone, open};
  CheckInResult out;
  std::vector<const EscalationRow*> rows = rows_that_hold(rules, facts);
  for (const EscalationRow* row : rows) {
    out.escalations.push_back(escalate(*row, hours));
    out.level = std::max(out.level, row->level);
    if (row != rows.front() && !row->always_shown) continue;
    out.screen.push_back(said(rules, clock, *row, hours, out.lines));
    add_once(out.lines, row->lines);
  }
  out.shown = rows.empty() ? rules.nothing_id : rows.front()->id;
  if (rows.empty()) out.screen.push_back(rules.nothing);
  // The most urgent number first, also where the words about opening brought one.
  std::vector<std::string> ordered;
  for (const EscalationRow* row : rows) {
    if (row == rows.front() || row->always_shown) add_once(ordered, row->lines);
  }
  add_once(ordered, out.lines);
  out.lines = std::move(ordered);
  out.ceiling_change = change_of(rules.ceilings, facts);
  if (out.ceiling_change != 0 && context.last_pressure) {
    out.ceiling = std::clamp(*context.last_pressure + out.ceiling_change, rules.lowest_ceiling,
                             rules.highest_ceiling);
  }
  if (value_of(rules.ask_again_when, facts) == Tri::yes) out.ask_again = rules.ask_again_at;
  return out;
}

Done may_close(const CheckInRules& rules, std::string_view outcome, int tries_made) {
  if (!contains(rules.call_outcomes, outcome)) return invalid("outcome", "escalation_outcome");
  if (contains(rules.reached_outcomes, outcome) || tries_made >= rules.least_tries) return {};
  return invalid(
      "outcome", "escalation_tries",
      {{"made", std::to_string(tries_made)}, {"needed", std::to_string(rules.least_tries)}});
}

boost::json::object to_json(const CheckInResult& result, std::string_view language) {
  boost::json::array screen, lines(result.lines.begin(), result.lines.end());
  for (const Words& words : result.screen) screen.emplace_back(in_language(words, language));
  boost::json::object out{{"level", to_string(result.level)},
                          {"shown", result.shown},
                          {"screen", std::move(screen)},
                          {"call", std::move(lines)}};
  if (!result.ask_again.empty()) out["ask_again"] = result.ask_again;
  return out;
}

}  // namespace fascia::care
