// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/protocol_toml.h"

// The parts of reading a protocol, in the order they must run. Each reads its keys of one file.
namespace fascia::care {

Done read_places(TomlTable& top, Protocol& protocol);  // regions, aliases, techniques, positions
// Once all places are read: their order, and what shares a limb or a quadrant.
void number_regions(Protocol& protocol);
Done read_sources(TomlTable& top, Protocol& protocol);
// [[setting]], whose numbers become names in conditions.
Done read_settings(TomlTable& top, Protocol& protocol, Names& names);
// Ids of all rules, for the conditions of combinations.
void read_rule_names(TomlTable& top, Names& names);
// `depth = 3`, or `depth_of = "some.setting"`.
std::optional<int> number_or_setting(TomlTable& table, std::string_view key,
                                     const Protocol& protocol);
Done read_groups(TomlTable& top, Protocol& protocol);  // [protocol], [[group]], [[section]]
// The questions that stand for a whole section.
Done add_section_lines(Protocol& protocol, Names& names);
// A line whose section has no question yet is not asked.
void drop_idle_section_lines(Protocol& protocol);
Done read_questions(TomlTable& top, Protocol& protocol, Names& names);
// Gives each question its slot; conditions are read after it.
void number_questions(Protocol& protocol, Names& names);
// `asked_when`, which may name questions of later files.
Done read_conditions_of_questions(TomlTable& top, Protocol& protocol, const Names& names);
// `gate = "safety"`, which must be there.
Gate read_gate(TomlTable& table);
// [[term]], whose names the conditions behind it may use; a term may use those before it.
Done read_terms(TomlTable& top, Protocol& protocol, Names& names);
Done read_letter_ends(TomlTable& top, Protocol& protocol);
// [urgency_advice]: what a client does, by urgency.
Done read_urgency_advice(TomlTable& top, Protocol& protocol);
// A row with an urgency says what to do: its own words, or those.
Done check_urgency_advice(const Protocol& protocol);
Done read_rules(TomlTable& top, Protocol& protocol, const Names& names);
Done read_cases(TomlTable& table, const Protocol& protocol, Rule& rule);

// "low-back" (both sides), "low-back.L", an alias, "@question", "near:@question",
// "limb:@question".
std::optional<Place> read_place(const Protocol& protocol, std::string_view text);
// A condition at `key`; an empty one where the key is not there.
Expression read_condition(TomlTable& table, std::string_view key, const Names& names);

}  // namespace fascia::care
