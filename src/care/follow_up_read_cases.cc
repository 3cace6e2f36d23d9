// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/follow_up_parts.h"

// Reads the cases of aftercare and check-ins.
namespace fascia::care {
namespace {

// { neuropathy = "yes", pregnant = "unknown" }; an unknown flag has no answer.
void read_case_flags(TomlTable& table, const AftercareRules& rules, AftercareCase& one) {
  if (!one.unknown) {
    for (const HealthFlag& flag : rules.flags) one.flags[flag.id] = Said::no;
  }
  auto flags = table.table("flags");
  if (!flags) return;
  for (const std::string& id : flags->keys()) {
    std::string value = flags->text(id, true);
    bool known = std::any_of(rules.flags.begin(), rules.flags.end(),
                             [&](const HealthFlag& flag) { return flag.id == id; });
    if (!known) flags->fail(id, "protocol_unknown_name", id);
    if (value == "unknown") {
      one.flags.erase(id);
    } else if (value == "yes" || value == "no") {
      one.flags[id] = value == "yes" ? Said::yes : Said::no;
    } else {
      flags->fail(id, "protocol_value", "yes, no or unknown is wanted");
    }
  }
  if (auto ok = flags->done(); !ok) table.fail(ok.error());
}

void read_case_session(TomlTable& table, const Protocol& screening, SessionFacts& session) {
  int depth = whole_or(table, "depth", 0, 5, 2);
  int minutes = 40;
  for (const std::string& text : table.texts("worked")) {
    auto region = parse_region(text);
    const auto& all = screening.regions;
    bool known = region && std::find(all.begin(), all.end(), *region) != all.end();
    if (!known) table.fail("worked", "protocol_unknown_name", text);
    if (region) session.worked.push_back({*region, minutes--, depth});
  }
  session.highest_discomfort = whole_or(table, "pressure", 0, 10, 3);
  session.tools = table.texts("tools");
  session.oil = table.truth("oil");
  if (table.has("tenderness")) session.tenderness = needed_whole(table, "tenderness", 0, 10);
  if (table.has("pain_now")) session.pain_now = needed_whole(table, "pain_now", 0, 10);
  std::string preference = table.text("preference");
  auto parsed = parse_preference(preference.empty() ? "none" : preference);
  if (!parsed) table.fail("preference", "protocol_value", "none, heat or cold is wanted");
  session.preference = parsed.value_or(Preference::none);
  if (table.has("pack_minutes")) {
    session.pack_minutes = needed_whole(table, "pack_minutes", -100, 1000);
  }
}

void read_context(TomlTable& table, CheckInContext& context) {
  context.pain_before = maybe_number(table, "pain_before");
  context.baseline = maybe_number(table, "baseline");
  if (table.has("last_pressure"))
    context.last_pressure = needed_whole(table, "last_pressure", 0, 10);
  context.pressure_before = table.text("pressure_before");
  std::string bleeding = table.text("bleeding_risk");
  if (bleeding == "yes") context.bleeding_risk = Tri::yes;
  if (bleeding.empty() || bleeding == "no") context.bleeding_risk = Tri::no;
  context.leg_worked = table.truth("leg_worked");
  if (table.has("age")) context.age = needed_whole(table, "age", 0, 130);
}

void read_case_answers(TomlTable& table, const CheckInRules& rules, CheckInCase& one) {
  const toml::table* answers = table.raw("answers");
  if (answers == nullptr) return;
  for (const auto& [key, node] : *answers) {
    std::string id(key.str());
    if (const toml::array* list = node.as_array()) {
      for (const toml::node& item : *list) {
        one.answers.emplace_back(id, item.value<std::string>().value_or(""));
      }
    } else if (auto number = node.value_exact<std::int64_t>()) {
      one.answers.emplace_back(id, std::to_string(*number));
    } else {
      one.answers.emplace_back(id, node.value<std::string>().value_or(""));
    }
  }
  // "Nothing of these", unless the case speaks of the signs itself.
  for (const CheckInQuestion* question : questions_at(rules, one.at)) {
    bool given = std::any_of(one.answers.begin(), one.answers.end(),
                             [&](const auto& answer) { return answer.first == question->id; });
    if (question->needed && !given && one.refused.empty()) {
      one.answers.emplace_back(question->id, "none");
    }
  }
}

// Where it stands, and that all of it was read; then it is one of the cases.
template <class Case>
Done keep_case(TomlTable& table, Case one, std::vector<Case>& cases) {
  one.file = table.file();
  one.line = table.line();
  FASCIA_TRY_DONE(table.done());
  cases.push_back(std::move(one));
  return {};
}

}  // namespace

Done read_aftercare_cases(TomlTable& top, FollowUpProtocol& protocol, const Protocol& screening) {
  AftercareRules& rules = protocol.aftercare;
  for (TomlTable& table : top.tables("aftercare_case")) {
    AftercareCase one;
    one.name = table.text("name", true);
    one.unknown = table.truth("unknown");
    read_case_flags(table, rules, one);
    read_case_session(table, screening, one.session);
    auto ended = parse_wall(table.has("ended") ? table.text("ended") : "2026-11-24T14:00");
    if (!ended) table.fail("ended", "protocol_value", "a time like 2026-11-24T14:00 is wanted");
    one.ended = ended.value_or(WallTime{});
    one.has = table.texts("has");
    one.has_not = table.texts("has_not");
    if (table.has("pack")) one.pack = table.text("pack");
    if (table.has("stretches")) one.stretches = table.texts("stretches");
    one.cautioned = table.texts("cautioned");
    one.prompts = table.texts("prompts");
    one.open_flags = table.texts("open_flags");
    one.until = table.text("until");
    one.refused = table.text("refused");
    FASCIA_TRY_DONE(keep_case(table, std::move(one), rules.cases));
  }
  if (auto fault = top.first_fault()) return *fault;
  return {};
}

Done read_check_in_cases(TomlTable& top, FollowUpProtocol& protocol) {
  CheckInRules& rules = protocol.check_ins;
  for (TomlTable& table : top.tables("check_in_case")) {
    CheckInCase one;
    one.name = table.text("name", true);
    one.at = table.text("at", true);
    one.refused = table.text("refused");
    read_case_answers(table, rules, one);
    if (auto context = table.table("context")) {
      read_context(*context, one.context);
      FASCIA_TRY_DONE(context->done());
    } else {
      one.context.bleeding_risk = Tri::no;
    }
    one.rows = table.texts("rows");
    one.ceiling_change = whole_or(table, "ceiling_change", -10, 10, 0);
    if (table.has("ceiling")) one.ceiling = needed_whole(table, "ceiling", 0, 10);
    one.shown = table.text("shown", one.refused.empty());
    one.asks_again = table.truth("asks_again");
    FASCIA_TRY_DONE(keep_case(table, std::move(one), rules.cases));
  }
  if (auto fault = top.first_fault()) return *fault;
  return {};
}

}  // namespace fascia::care
