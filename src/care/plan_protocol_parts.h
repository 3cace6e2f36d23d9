// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/plan_rules.h"

namespace fascia::care {

// Names that must exist, orders and sums that must hold; the file and line of the first fault are
// those of its table, kept by the reader.
struct PlaceInFile {
  std::string file;
  int line = 0;
};
using Places = std::map<std::string, PlaceInFile, std::less<>>;  // "muscle.<id>" -> where

class TomlTable;
// A whole number from `low` to `high`.
int small(TomlTable& table, std::string_view key, int low, int high, int otherwise);
// A list of exactly `n` numbers (0: any); times `scale`, so that half minutes can stand in a file.
std::vector<int> numbers(TomlTable& table, std::string_view key, std::size_t n, int scale = 1);
Condition read_condition(TomlTable& table, std::string id);
OrderRule read_order_rule(TomlTable& table);
HeardRule read_heard_rule(TomlTable& table);
NextStep read_next_step(TomlTable& table);
CourseFlag read_course_flag(TomlTable& table);
Lookalike read_lookalike(TomlTable& table);
SaidCondition read_said_condition(TomlTable& table);
void read_modality_rules(TomlTable& table, Modality& modality);
void read_exploration(TomlTable& table, MatchRules& match);

Done check_plan_protocol(const PlanProtocol& protocol, const Places& places);

}  // namespace fascia::care
