// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/follow_up_parts.h"

// Reads what a client is told after a session.
namespace fascia::care {
namespace {

void read_facts_of_session(AftercareRules& rules, const Protocol& screening) {
  Names& names = rules.names;
  Name worked{Kind::multi, "", {}};
  for (const Region& region : screening.regions) {
    for (const std::string& text : {region.id, region.text()}) {
      auto& all = worked.options;
      if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
    }
  }
  names["worked"] = std::move(worked);
  names["depth"] = {Kind::number, "", {}};
  names["pressure"] = {Kind::number, "", {}};
  rules.tools.assign(screening.tools.begin(), screening.tools.end());
  names["tools"] = {Kind::multi, "", rules.tools};
  names["oil"] = {Kind::tri, "", {}};
  names["tenderness"] = {Kind::number, "", {}};
  names["pain_now"] = {Kind::number, "", {}};
  names["preference"] = {Kind::choice, "", {"none", "heat", "cold"}};
}

AdviceRule read_advice(TomlTable& table, const AftercareRules& rules) {
  AdviceRule rule;
  rule.id = table.text("id", true);
  unique_id(table, rules.advice, rule.id);
  rule.pack = table.truth("pack");
  if (!rule.pack) rule.when = read_condition(table, "when", rules.names);
  rule.unless = table.texts("unless");
  rule.stretches = table.truth("stretches");
  rule.rest = table.truth("rest");
  rule.stays = table.truth("stays");
  rule.text = table.words("text", true);
  rule.dose = table.words("dose");
  if (rule.rest) needs_placeholder(table, "text", rule.text, "until");
  if (auto dose = table.table("minutes")) {
    rule.least_minutes = needed_whole(*dose, "least", 1, 60);
    rule.most_minutes = needed_whole(*dose, "most", rule.least_minutes, 60);
    rule.minutes = dose->words("usual", true);
    rule.short_when = condition_or_no(*dose, "short_when", rules.names);
    rule.short_minutes = whole_or(*dose, "short", rule.least_minutes, rule.most_minutes, 0);
    if (auto ok = dose->done(); !ok) table.fail(ok.error());
    needs_placeholder(table, "text", rule.text, "minutes");
  }
  read_source(table, rule.source, rule.mark);
  return rule;
}

void read_packs(TomlTable& table, AftercareRules& rules) {
  rules.refer_when = condition_or_no(table, "refer_when", rules.names);
  rules.refer_advice = table.text("refer_advice", true);
  rules.heat_forbidden = read_condition(table, "heat_forbidden", rules.names);
  rules.cold_forbidden = read_condition(table, "cold_forbidden", rules.names);
  Names names = rules.names;
  names["heat_allowed"] = names["cold_allowed"] = {Kind::tri, "", {}};
  for (TomlTable& row : table.tables("choice")) {
    PackRow one{read_condition(row, "when", names), row.text("advice", true)};
    if (auto ok = row.done(); !ok) table.fail(ok.error());
    rules.packs.push_back(std::move(one));
  }
}

void read_rest(TomlTable& table, AftercareRules& rules) {
  rules.rest = hours(needed_whole(table, "hours", 1, 72));
  rules.long_rest = hours(needed_whole(table, "long_hours", 1, 168));
  rules.long_rest_when = condition_or_no(table, "long_when", rules.names);
  rules.soreness = table.words("soreness", true);
  rules.leave_within_minutes = needed_whole(table, "leave_within_minutes", 1, 60);
}

Done read_signs(TomlTable& top, AftercareRules& rules) {
  for (TomlTable& table : top.tables("sign_head")) {
    rules.sign_heads.push_back({table.text("line", true), table.words("text", true)});
    FASCIA_TRY_DONE(table.done());
  }
  for (TomlTable& table : top.tables("sign")) {
    Sign sign{table.text("id", true), table.text("line", true), table.words("text", true)};
    unique_id(table, rules.signs, sign.id);
    std::string source, mark;
    read_source(table, source, mark);
    FASCIA_TRY_DONE(table.done());
    rules.signs.push_back(std::move(sign));
  }
  if (top.has("clinic_line")) {
    rules.clinic_line = top.words("clinic_line");
    needs_placeholder(top, "clinic_line", rules.clinic_line, "phone");
  }
  return {};
}

}  // namespace

Done read_flags(TomlTable& top, FollowUpProtocol& protocol, const Protocol& screening,
                const Names& questions) {
  AftercareRules& rules = protocol.aftercare;
  if (rules.names.empty()) read_facts_of_session(rules, screening);
  for (TomlTable& table : top.tables("flag")) {
    HealthFlag flag;
    flag.id = table.text("id", true);
    flag.name = table.words("name", true);
    flag.asked = table.has("health");
    flag.health = condition_or_no(table, "health", questions);
    flag.conditions = table.texts("conditions");
    flag.missing_is_no = table.truth("missing_is_no");
    flag.in_room = table.truth("in_room");
    if (!flag.asked && flag.conditions.empty() && !flag.in_room) {
      table.fail("health", "protocol_key_missing", "something must be able to say yes");
    }
    if (!rules.names.emplace(flag.id, Name{}).second) table.fail("id", "protocol_duplicate");
    FASCIA_TRY_DONE(table.done());
    rules.flags.push_back(std::move(flag));
  }
  return {};
}

Done read_aftercare(TomlTable& top, FollowUpProtocol& protocol) {
  AftercareRules& rules = protocol.aftercare;
  for (TomlTable& table : top.tables("advice")) {
    AdviceRule rule = read_advice(table, rules);
    FASCIA_TRY_DONE(table.done());
    rules.advice.push_back(std::move(rule));
  }
  if (auto table = top.table("packs")) {
    read_packs(*table, rules);
    FASCIA_TRY_DONE(table->done());
  }
  if (auto table = top.table("rest")) {
    read_rest(*table, rules);
    FASCIA_TRY_DONE(table->done());
  }
  for (TomlTable& table : top.tables("prompt")) {
    PromptRule prompt{table.text("id", true), read_condition(table, "when", rules.names),
                      table.words("text", true)};
    unique_id(table, rules.prompts, prompt.id);
    FASCIA_TRY_DONE(table.done());
    rules.prompts.push_back(std::move(prompt));
  }
  FASCIA_TRY_DONE(read_signs(top, rules));
  if (auto fault = top.first_fault()) return *fault;
  return {};
}

Done read_stretches(TomlTable& top, FollowUpProtocol& protocol, const Protocol& screening) {
  AftercareRules& rules = protocol.aftercare;
  if (auto table = top.table("stretches")) {
    rules.stretch_excluded = condition_or_no(*table, "excluded", rules.names);
    rules.stretch_careful = condition_or_no(*table, "careful", rules.names);
    rules.stretch_caution = table->words("caution");
    rules.stretch_rule = table->words("rule", true);
    rules.most_stretches = needed_whole(*table, "most", 1, 10);
    FASCIA_TRY_DONE(table->done());
  }
  for (TomlTable& table : top.tables("stretch")) {
    Stretch stretch;
    stretch.id = table.text("id", true);
    unique_id(table, rules.stretches, stretch.id);
    stretch.name = table.words("name", true);
    stretch.steps = table.words("steps", true);
    stretch.hold = table.words("hold", true);
    stretch.excluded = condition_or_no(table, "excluded", rules.names);
    stretch.careful = condition_or_no(table, "careful", rules.names);
    stretch.caution = table.words("caution", table.has("careful"));
    std::string mark;
    read_source(table, stretch.source, mark);
    FASCIA_TRY_DONE(table.done());
    rules.stretches.push_back(std::move(stretch));
  }
  for (TomlTable& table : top.tables("area")) {
    StretchArea area{table.text("id", true), table.texts("regions"), table.texts("stretches"),
                     condition_or_no(table, "excluded", rules.names)};
    for (const std::string& id : area.regions) {
      const auto& all = screening.regions;
      bool known = std::any_of(all.begin(), all.end(), [&](auto& r) { return r.id == id; });
      if (!known) table.fail("regions", "protocol_unknown_name", id);
    }
    FASCIA_TRY_DONE(table.done());
    rules.areas.push_back(std::move(area));
  }
  return {};
}

}  // namespace fascia::care
