// SPDX-License-Identifier: Apache-2.0
#include "care/clinic_rules.h"

#include <algorithm>
#include <sstream>

namespace fascia::care {
namespace {

constexpr std::string_view kOwnRule = "own-";
constexpr std::string_view kOwnQuestion = "own.";  // a dash would be a minus in a condition

// Whoever loosens a rule stands for it by name.
void read_person(TomlTable& table, Loosening& one, bool needed) {
  one.by = table.text("by", needed);
  one.credential = table.text("credential", needed);
  one.on = table.date("on");
  if (needed && !one.on) table.fail("on", "protocol_key_missing");
  one.reason = table.words("reason", needed);
  one.file = table.file();
  one.line = table.line();
}

std::optional<Decision> read_most(TomlTable& table, std::string_view key) {
  if (!table.has(key)) return std::nullopt;
  std::string text = table.text(key);
  auto decision = text == "none" ? Decision::proceed : parse_decision(text);
  if (!decision || *decision >= Decision::do_not_treat)
    table.fail(key, "protocol_value", "clearance or milder");
  return decision;
}

Done check_ids(TomlTable& top, std::string_view kind, std::string_view prefix) {
  for (TomlTable& table : top.tables(kind))
    if (!table.text("id").starts_with(prefix))
      return table.fault("id", "protocol_value",
                         "an id of the clinic's own begins with " + std::string(prefix));
  return {};
}

}  // namespace

Done read_changed_settings(TomlTable& top, Protocol& protocol, Names& names) {
  for (TomlTable& table : top.tables("set")) {
    Loosening one;
    one.setting = table.text("setting", true);
    auto at = std::find_if(protocol.settings.begin(), protocol.settings.end(),
                           [&](const Setting& s) { return s.id == one.setting; });
    if (at == protocol.settings.end()) {
      table.fail("setting", "protocol_unknown_name", one.setting);
      return table.done();
    }
    bool looser = true;
    if (at->number) {
      if (!table.has("value")) table.fail("value", "protocol_key_missing");
      at->number = table.number("value");
      std::ostringstream text;
      text << *at->number;
      one.value = text.str();
      auto name = names.find(at->id);
      if (name != names.end()) name->second.fixed = at->number;
    } else {
      one.value = table.text("decision", true);
      auto decision = parse_decision(one.value);
      if (!decision) table.fail("decision", "protocol_value", "a decision is wanted");
      looser = decision && *decision < *at->decision;
      if (decision) at->decision = decision;
    }
    read_person(table, one, looser);
    FASCIA_TRY_DONE(table.done());
    if (looser) protocol.loosened.push_back(std::move(one));
  }
  return {};
}

Done read_own_questions(TomlTable& top, Protocol& protocol, Names& names) {
  FASCIA_TRY_DONE(check_ids(top, "question", kOwnQuestion));
  for (TomlTable& table : top.tables("question"))
    // A simpler question settles a doubt: that of a shipped question is not the clinic's to settle.
    if (table.has("if_unsure"))
      return table.fault("if_unsure", "protocol_value", "not in a file of the clinic's own");
  return read_questions(top, protocol, names);
}

Done read_own_terms(TomlTable& top, Protocol& protocol, Names& names) {
  FASCIA_TRY_DONE(check_ids(top, "term", kOwnQuestion));
  return read_terms(top, protocol, names);
}

Done read_own_rules(TomlTable& top, Protocol& protocol, const Names& names) {
  FASCIA_TRY_DONE(check_ids(top, "rule", kOwnRule));
  std::size_t before = protocol.rules.size();
  FASCIA_TRY_DONE(read_rules(top, protocol, names));
  for (std::size_t i = before; i < protocol.rules.size(); ++i) protocol.rules[i].own = true;
  return {};
}

Done read_loosenings(TomlTable& top, Protocol& protocol) {
  for (TomlTable& table : top.tables("loosen")) {
    Loosening one;
    one.rule = table.text("rule", true);
    const Rule* rule = protocol.rule(one.rule);
    if (rule == nullptr) table.fail("rule", "protocol_unknown_name", one.rule);
    if (rule != nullptr && rule->own)
      table.fail("rule", "protocol_value", "change the clinic's own rule itself");
    one.deep = read_most(table, "deep");
    one.swedish = read_most(table, "swedish");
    if (!one.deep && !one.swedish) table.fail("deep", "protocol_key_missing");
    read_person(table, one, true);
    bool twice = std::any_of(protocol.loosened.begin(), protocol.loosened.end(),
                             [&](const Loosening& other) { return other.rule == one.rule; });
    if (twice) table.fail("rule", "protocol_duplicate");
    FASCIA_TRY_DONE(table.done());
    protocol.loosened.push_back(std::move(one));
  }
  return {};
}

}  // namespace fascia::care
