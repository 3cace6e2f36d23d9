// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/protocol_toml.h"
#include "interop/codes.h"

// Steps of reading the code files; draws in toml++.
namespace fascia::interop {

// "C00-C97" as its categories; anything else as it stands.
std::vector<std::string> expand_range(const std::string& text);
// A system's URI as it is looked up: small letters, one scheme, nothing at its end.
std::string system_form(std::string_view uri);
// The phrases of `en`, `fr` and `names`.
std::vector<Phrase> read_phrases(care::TomlTable& from);
// Systems, turns of speech, sides, routes, values and warnings.
Done read_language(care::TomlTable& file, Codes& codes);

}  // namespace fascia::interop
