// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace fascia::page {

// The languages of pages, mails and paper.
enum class Language : char { en, fr };
inline constexpr Language kLanguages[] = {Language::en, Language::fr};
std::string_view code(Language language);                       // "en", "fr"
std::optional<Language> parse_language(std::string_view code);  // "en", "fr", nothing else

// Every text that a person reads. Kept in catalogue/en.toml and fr.toml and in any further file
// catalogue/<code>/*.toml; a table [front] with a key title is the message "front.title". A text
// may hold {name}, which an argument fills.
using Messages = std::map<std::string, std::string, std::less<>>;
// The embedded catalogue of a language, read once.
const Messages& messages(Language language);
// Reads one TOML text of the catalogue into `into`. Errors: catalogue_syntax,
// catalogue_not_a_text and catalogue_twice on the message's id.
Done read_messages(std::string_view toml, Messages& into);

using Arguments = std::vector<std::pair<std::string, std::string>>;
// The text of a message with its arguments in place. An unknown id or a missing argument is a
// broken promise of the program and stops the work; tests read every id.
std::string text(Language language, std::string_view id, const Arguments& arguments = {});
bool has_text(Language language, std::string_view id);

// What a refusal says to a person: "errors.<message>" with the error's own arguments, or
// "errors.internal" for an id the catalogue does not know.
std::string error_text(Language language, const Error& error);

// The names in {braces} of a text.
std::set<std::string> placeholders(std::string_view text);
// `&`, `<`, `>` and both quotes as entities: right in text and in a quoted attribute.
std::string escape_html(std::string_view text);

}  // namespace fascia::page
