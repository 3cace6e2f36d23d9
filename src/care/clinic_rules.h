// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/protocol_parts.h"

// A clinic's own rule files (`kind = "clinic"`): what they may hold is chosen so that nothing in
// them loosens a shipped safety rule in silence.
//
// - [[question]], [[rule]], [[always]], [[source]]: more of them, under ids that begin with "own-"
// (a
//   question's with "own.").
//   A rule only adds a finding, and of all findings the strictest decides. A rule of its own with
//   `combination = true` and `raised("…")` tightens a shipped one.
// - [[set]]: another value for a shipped judgment. A stricter decision needs nothing more; a number
//   or a milder decision needs a person who stands for it, for a number may be either.
// - [[loosen]]: a shipped rule comes to this decision at most. Always with a person, their
// training,
//   the day and the reason; never for an emergency.
//
// What was loosened is listed in Protocol::loosened and shows on each screening.
namespace fascia::care {

// After the shipped settings and before what is written with them.
Done read_changed_settings(TomlTable& top, Protocol& protocol, Names& names);
// After the shipped questions, and before the conditions.
Done read_own_questions(TomlTable& top, Protocol& protocol, Names& names);
// After the shipped terms.
Done read_own_terms(TomlTable& top, Protocol& protocol, Names& names);
// After the shipped rules.
Done read_own_rules(TomlTable& top, Protocol& protocol, const Names& names);
Done read_loosenings(TomlTable& top, Protocol& protocol);

}  // namespace fascia::care
