// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "care/code_check.h"
#include "care/plan_protocol_parts.h"
#include "care/protocol_toml.h"

namespace fascia::care {

int small(TomlTable& table, std::string_view key, int low, int high, int otherwise) {
  std::int64_t value = table.whole(key, otherwise);
  if (value < low || value > high) {
    table.fail(key, "protocol_value", fmt::format("{} to {} is wanted", low, high));
    return otherwise;
  }
  return static_cast<int>(value);
}

// A list of exactly `n` numbers; doubles so that half minutes can stand in a file.
std::vector<int> numbers(TomlTable& table, std::string_view key, std::size_t n, int scale) {
  std::vector<int> values;
  const toml::array* array = table.array(key);
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    double value = (*array)[i].value<double>().value_or(-1);
    if (value < 0 || value > 1000) table.fail(key, "protocol_value", "numbers are wanted");
    values.push_back(static_cast<int>(std::lround(value * scale)));
  }
  if (n != 0 && values.size() != n) {
    table.fail(key, "protocol_value", fmt::format("a list of {} numbers is wanted", n));
    values.resize(n);
  }
  return values;
}

namespace {

void read_block(TomlTable& table, Condition& condition) {
  Block block;
  std::string phase = table.text("phase", true);
  for (Phase one : {Phase::open, Phase::general, Phase::specific, Phase::integrate, Phase::close}) {
    if (to_string(one) == phase) block.phase = one;
  }
  if (to_string(block.phase) != phase) table.fail("phase", "protocol_value", phase);
  block.techniques = table.texts("techniques");
  block.regions = table.texts("regions");
  std::vector<int> depth = numbers(table, "depth", 2);
  block.depth_low = depth[0];
  block.depth_high = depth[1];
  block.share = small(table, "share", 1, 100, 1);
  condition.blocks.push_back(std::move(block));
}

void read_stage(TomlTable& table, Condition& condition) {
  Stage stage;
  stage.id = table.text("id", true);
  stage.name = table.words("name", true);
  stage.grade = table.text("grade");
  stage.from_days = small(table, "from_days", 0, 100000, 0);
  stage.to_days = small(table, "to_days", 0, 100000, 0);
  stage.from_visits = small(table, "from_visits", 0, 100, 0);
  stage.to_visits = small(table, "to_visits", 0, 100, 0);
  stage.from_calm = small(table, "from_calm", 0, 100, 0);
  stage.to_calm = small(table, "to_calm", 0, 100, 0);
  stage.max_depth = small(table, "max_depth", 0, 5, 0);
  if (table.has("ceiling")) stage.ceiling = small(table, "ceiling", 0, 10, 4);
  if (table.has("minutes")) stage.minutes = small(table, "minutes", 1, 480, 30);
  if (table.has("visits_a_week")) stage.visits_a_week = small(table, "visits_a_week", 1, 7, 1);
  if (table.has("course")) stage.course = small(table, "course", 1, 52, 1);
  stage.reassess = numbers(table, "reassess", 0);
  stage.barred = table.texts("barred");
  stage.until_cleared = table.texts("until_cleared");
  stage.note = table.words("note", true);
  condition.stages.push_back(std::move(stage));
}

void read_age(TomlTable& table, Condition& condition) {
  AgeChange age;
  age.from_age = small(table, "from_age", 0, 150, 0);
  age.to_age = small(table, "to_age", 0, 150, 0);
  age.lower = small(table, "lower", 0, 5, 0);
  if (table.has("max_depth")) age.max_depth = small(table, "max_depth", 0, 5, 0);
  age.without = table.texts("without");
  age.regions = table.texts("regions");
  age.note = table.words("note", true);
  condition.ages.push_back(std::move(age));
}

void read_hint(TomlTable& table, Condition& condition) {
  GradeHint hint;
  hint.grade = table.text("grade", true);
  hint.all = table.truth("all");
  hint.source = table.text("source", true);
  hint.mark = table.mark(true);
  for (TomlTable& one : table.tables("signs")) {
    hint.signs.push_back({one.text("question", true), one.texts("is"), one.text("lacks"),
                          one.words("reason", true)});
    if (hint.signs.back().is.empty() == hint.signs.back().lacks.empty())
      one.fail("is", "protocol_value", "either is or lacks is wanted");
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  if (hint.signs.empty()) table.fail("signs", "protocol_key_missing");
  condition.hints.push_back(std::move(hint));
}

}  // namespace

Condition read_condition(TomlTable& table, std::string id) {
  Condition condition;
  condition.id = std::move(id);
  condition.name = table.words("name", true);
  condition.client = table.words("client", true);
  condition.goals = table.words("goals", true);
  condition.adjuncts = table.words("adjuncts", true);
  condition.stop = table.words("stop", true);
  condition.measures = table.text("measures", true);
  condition.asks = table.texts("asks");
  condition.studies = table.text("evidence", true);
  condition.evidence = {table.text("level", true), table.text("level_to"),
                        table.words("level_note")};
  condition.icd10 = read_code(table, "icd10", "icd10");
  condition.snomed = read_code(table, "snomed", "snomed");
  condition.muscles = table.texts("muscles");
  condition.positions = table.texts("positions");
  condition.change_after = small(table, "change_after", 0, 480, 0);
  condition.modalities = table.texts("modalities");
  condition.depth_max = small(table, "depth_max", 1, 5, 4);
  condition.ceiling = small(table, "ceiling", 0, 10, 6);
  condition.minutes = small(table, "minutes", 15, 480, 60);
  condition.visits_a_week = small(table, "visits_a_week", 1, 7, 1);
  condition.visits_a_week_max = small(table, "visits_a_week_max", 1, 7, 1);
  condition.course = small(table, "course", 1, 52, 4);
  condition.reassess = numbers(table, "reassess", 0);
  condition.points = small(table, "points", 0, 8, 8);
  condition.only_named = table.truth("only_named");
  condition.fallback = table.truth("fallback");
  condition.match_regions = table.texts("match_regions");
  condition.from_days = small(table, "from_days", 0, 100000, 0);
  condition.to_days = small(table, "to_days", 0, 100000, 0);
  condition.source = table.text("source", true);
  condition.mark = table.mark(true);
  condition.confidence = table.confidence(true);
  if (auto cleared = table.table("cleared")) {
    condition.cleared = {cleared->text("question", true), cleared->texts("is")};
    condition.cleared_rule = cleared->text("rule", true);
    if (auto ok = cleared->done(); !ok) table.fail(ok.error());
  }
  if (auto studied = table.table("studied")) {
    condition.studied.minutes = small(*studied, "minutes", 15, 480, 0);
    condition.studied.from_days = small(*studied, "from_days", 0, 100000, 0);
    condition.studied.text = studied->words("text", true);
    condition.studied.source = studied->text("source", true);
    if (auto ok = studied->done(); !ok) table.fail(ok.error());
  }
  for (TomlTable& one : table.tables("block")) {
    read_block(one, condition);
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  for (TomlTable& one : table.tables("said")) {
    condition.said.push_back(read_said_condition(one));
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  for (TomlTable& one : table.tables("age")) {
    read_age(one, condition);
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  for (TomlTable& one : table.tables("stage")) {
    read_stage(one, condition);
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  for (TomlTable& one : table.tables("hint")) {
    read_hint(one, condition);
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  return condition;
}

}  // namespace fascia::care
