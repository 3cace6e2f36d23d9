// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "care/plan_protocol_parts.h"
#include "care/protocol_toml.h"

// Tables about the order of work, about modalities, and about what the client said.
namespace fascia::care {
namespace {

int number(TomlTable& table, std::string_view key, int otherwise = 0) {
  std::int64_t value = table.whole(key, otherwise);
  if (value < 0 || value > 1000) table.fail(key, "protocol_value", "0 to 1000 is wanted");
  return static_cast<int>(value);
}

std::optional<int> maybe(TomlTable& table, std::string_view key) {
  if (!table.has(key)) return std::nullopt;
  return number(table, key);
}

SaidAnswer said_answer(TomlTable& table) {
  return {table.text("question", true), table.texts("is")};
}

OrderCheck check_named(TomlTable& table) {
  static constexpr std::array<std::pair<std::string_view, OrderCheck>, 7> kChecks = {
      {{"light_around", OrderCheck::light_around},
       {"prepared", OrderCheck::prepared},
       {"loosened", OrderCheck::loosened},
       {"outward", OrderCheck::outward},
       {"both_sides", OrderCheck::both_sides},
       {"between", OrderCheck::between},
       {"in_a_row", OrderCheck::in_a_row}}};
  std::string name = table.text("check", true);
  for (const auto& [known, check] : kChecks) {
    if (known == name) return check;
  }
  table.fail("check", "protocol_unknown_name", name);
  return OrderCheck::light_around;
}

}  // namespace

OrderRule read_order_rule(TomlTable& table) {
  OrderRule rule;
  rule.id = table.text("id", true);
  rule.check = check_named(table);
  rule.depth = number(table, "depth");
  rule.before_half_minutes = 2 * number(table, "minutes_before");
  rule.after_half_minutes =
      2 * number(table, "minutes_after") + number(table, "half_minutes_after");
  rule.before_low = number(table, "before_low");
  rule.before_high = number(table, "before_high");
  rule.after_high = number(table, "after_high");
  rule.techniques = table.texts("techniques");
  rule.needs = table.texts("needs");
  rule.within_half_minutes = 2 * number(table, "within_minutes");
  for (TomlTable& chain : table.tables("chain")) {
    rule.chains.push_back(chain.texts("outward"));
    if (auto ok = chain.done(); !ok) table.fail(ok.error());
  }
  rule.percent = number(table, "percent");
  rule.depth_most = number(table, "depth_most");
  rule.longer_than = number(table, "longer_than");
  rule.most = number(table, "most");
  rule.instead = table.text("instead");
  rule.text = table.words("text", true);
  rule.source = table.text("source", true);
  rule.mark = table.mark(true);
  return rule;
}

HeardRule read_heard_rule(TomlTable& table) {
  HeardRule rule;
  rule.id = table.text("id", true);
  rule.lighter = table.truth("lighter");
  rule.moments = table.texts("moments");
  for (TomlTable& one : table.tables("asked")) {
    rule.asked.push_back({one.text("question", true), one.texts("is"), maybe(one, "at_least"),
                          maybe(one, "lower_by")});
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  if (rule.asked.empty()) table.fail("asked", "protocol_key_missing");
  return rule;
}

Lookalike read_lookalike(TomlTable& table) {
  return {table.text("id", true), table.texts("muscles"), table.words("text", true),
          table.text("source", true), table.mark(true)};
}

SaidCondition read_said_condition(TomlTable& table) {
  return {said_answer(table), table.text("grade"), table.text("since")};
}

void read_modality_rules(TomlTable& table, Modality& modality) {
  modality.at = table.text("at", true);
  if (modality.at != "before" && modality.at != "during" && modality.at != "after") {
    table.fail("at", "protocol_value", "before, during or after is wanted");
  }
  modality.not_on = table.texts("not_on");
  modality.not_when_acute = table.truth("not_when_acute");
  modality.caution_from_age = number(table, "caution_from_age");
  modality.guardian_below = number(table, "guardian_below");
  modality.lies = table.truth("lies");
  modality.bare_skin = table.truth("bare_skin");
  modality.look_after = number(table, "look_after");
  modality.gap = number(table, "gap");
  modality.quiet = number(table, "quiet");
  modality.quiet_depth = number(table, "quiet_depth");
  modality.then_not = table.texts("then_not");
  modality.source = table.text("source", true);
  for (TomlTable& one : table.tables("make_sure")) {
    modality.checks.push_back({one.text("id", true), one.words("text", true)});
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  if (modality.checks.empty()) table.fail("make_sure", "protocol_key_missing");
  for (TomlTable& one : table.tables("bar")) {
    ModalityBar bar;
    for (TomlTable& said : one.tables("said")) {
      bar.any_of.push_back(said_answer(said));
      if (auto ok = said.done(); !ok) table.fail(ok.error());
    }
    bar.regions = one.texts("regions");
    bar.caution = one.truth("caution");
    bar.why = one.words("why", true);
    if (auto ok = one.done(); !ok) table.fail(ok.error());
    modality.bars.push_back(std::move(bar));
  }
}

void read_exploration(TomlTable& table, MatchRules& match) {
  table.mark(true);
  match.new_below = number(table, "new_below");
  match.one_in = number(table, "one_in");
  match.most_points = number(table, "most_points");
  match.different_permille = number(table, "different_permille", 975);
  if (const toml::array* strata = table.array("strata")) {
    for (const auto& one : *strata) {
      match.strata.push_back(static_cast<int>(one.value<std::int64_t>().value_or(0)));
    }
  }
  match.sentence = table.words("sentence", true);
  match.and_word = table.words("and", true);
}

}  // namespace fascia::care
