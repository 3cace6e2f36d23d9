// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/follow_up_protocol.h"
#include "care/protocol_parts.h"

// The parts of reading the follow-up's files. Each reads its keys of one file; flags come first,
// because conditions of other files name them.
namespace fascia::care {

Done read_flags(TomlTable& top, FollowUpProtocol& protocol, const Protocol& screening,
                const Names& questions);
Done read_aftercare(TomlTable& top, FollowUpProtocol& protocol);
Done read_stretches(TomlTable& top, FollowUpProtocol& protocol, const Protocol& screening);
Done read_aftercare_cases(TomlTable& top, FollowUpProtocol& protocol, const Protocol& screening);
Done read_check_ins(TomlTable& top, FollowUpProtocol& protocol);
Done read_check_in_cases(TomlTable& top, FollowUpProtocol& protocol);
Done read_verdict(TomlTable& top, FollowUpProtocol& protocol);
Done read_measures(TomlTable& top, FollowUpProtocol& protocol);
Done read_figures(TomlTable& top, FollowUpProtocol& protocol);

// What all files must have said between them.
Done check_follow_up(const FollowUpProtocol& protocol);

// A number within limits that must be there; the lower limit where it is not.
double needed_number(TomlTable& table, std::string_view key, double low, double high);
int needed_whole(TomlTable& table, std::string_view key, int low, int high);
int whole_or(TomlTable& table, std::string_view key, int low, int high, int otherwise);
std::optional<double> maybe_number(TomlTable& table, std::string_view key);
std::vector<double> number_list(TomlTable& table, std::string_view key);
// A condition that is never true where the key is not there.
Expression condition_or_no(TomlTable& table, std::string_view key, const Names& names);
// `source` and `mark` (s seen in a source, k general knowledge, p our own choice).
void read_source(TomlTable& table, std::string& source, std::string& mark);
// Fails unless both languages hold {name}.
void needs_placeholder(TomlTable& table, std::string_view key, const Words& words,
                       std::string_view name);
// Fails on an id that is there already.
template <class T>
void unique_id(TomlTable& table, const std::vector<T>& all, const std::string& id) {
  for (const T& one : all) {
    if (one.id == id) table.fail("id", "protocol_duplicate", id);
  }
}

}  // namespace fascia::care
