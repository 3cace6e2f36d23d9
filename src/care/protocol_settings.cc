// SPDX-License-Identifier: Apache-2.0
#include "care/protocol_parts.h"

// The judgments that a clinic's reviewer may change without touching a rule: numbers that
// conditions name, and decisions of whole rows.
namespace fascia::care {
namespace {

Setting read_setting(TomlTable& table, const Protocol& protocol) {
  Setting setting;
  setting.id = table.text("id", true);
  setting.title = table.words("title", true);
  setting.why = table.words("why", true);
  if (table.has("value")) setting.number = table.number("value");
  setting.unit = table.text("unit");
  if (table.has("decision")) {
    setting.decision = parse_decision(table.text("decision"));
    if (!setting.decision) table.fail("decision", "protocol_value", "a decision is wanted");
  }
  if (setting.number.has_value() == setting.decision.has_value()) {
    table.fail("value", "protocol_value", "a setting has a value or a decision");
  }
  setting.sources = table.texts("sources");
  for (const std::string& id : setting.sources) {
    if (protocol.sources.count(id) == 0) table.fail("sources", "protocol_unknown_name", id);
  }
  setting.confidence = table.confidence(true);
  if (protocol.setting(setting.id) != nullptr) table.fail("id", "protocol_duplicate");
  setting.line = table.line();
  return setting;
}

}  // namespace

Done read_settings(TomlTable& top, Protocol& protocol, Names& names) {
  for (TomlTable& table : top.tables("setting")) {
    Setting setting = read_setting(table, protocol);
    FASCIA_TRY_DONE(table.done());
    if (setting.number) {
      names.emplace(setting.id, Name{Kind::number, setting.unit, {}, setting.number});
    }
    protocol.settings.push_back(std::move(setting));
  }
  return {};
}

Done read_urgency_advice(TomlTable& top, Protocol& protocol) {
  auto table = top.table("urgency_advice");
  if (!table) return {};
  for (const std::string& name : table->keys()) {
    auto urgency = parse_urgency(name);
    if (!urgency || *urgency == Urgency::none) table->fail(name, "protocol_value", "an urgency");
    if (urgency) protocol.urgency_advice[*urgency] = table->words(name, true);
  }
  return table->done();
}

Done check_urgency_advice(const Protocol& protocol) {
  for (const Rule& rule : protocol.rules) {
    for (const Row& row : rule.rows) {
      bool silent = row.urgency != Urgency::none && row.advice.en.empty();
      if (!silent || protocol.urgency_advice.count(row.urgency) != 0) continue;
      return invalid("urgency_advice." + std::string(to_string(row.urgency)),
                     "protocol_key_missing",
                     {{"file", rule.file},
                      {"line", std::to_string(rule.line)},
                      {"key", "advice"},
                      {"why", rule.id + ": an urgency says what to do"}});
    }
  }
  return {};
}

void read_rule_names(TomlTable& top, Names& names) {
  for (TomlTable& table : top.tables("rule")) {
    names.emplace("rule:" + table.text("id"), Name{Kind::tri, {}, {}, std::nullopt});
  }
}

std::optional<int> number_or_setting(TomlTable& table, std::string_view key,
                                     const Protocol& protocol) {
  std::string by_name = std::string(key) + "_of";
  if (!table.has(by_name)) {
    auto number = table.maybe_whole(key);
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
  }
  std::string id = table.text(by_name);
  const Setting* setting = protocol.setting(id);
  if (setting == nullptr || !setting->number) {
    table.fail(by_name, "protocol_unknown_name", id);
    return std::nullopt;
  }
  return static_cast<int>(*setting->number);
}

}  // namespace fascia::care
