// SPDX-License-Identifier: Apache-2.0
#include "page/catalogue.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/embedded.h"
#include "page/words.h"

namespace fascia::page {
namespace {

Done read_table(const toml::table& table, const std::string& prefix, Messages& into) {
  for (const auto& [key, node] : table) {
    const std::string id = prefix + std::string(key.str());
    if (const toml::table* inner = node.as_table()) {
      FASCIA_TRY_DONE(read_table(*inner, id + '.', into));
      continue;
    }
    const auto value = node.value<std::string>();
    if (!value || !node.is_string()) return invalid(id, "catalogue_not_a_text");
    if (!into.emplace(id, *value).second) return invalid(id, "catalogue_twice");
  }
  return {};
}

Messages read_all(Language language) {
  Messages out;
  const std::string base = "catalogue/" + std::string(code(language));
  std::vector<EmbeddedFile> files = embedded_under(base + '/');
  if (auto main = embedded(base + ".toml")) files.push_back({base, *main});
  for (const EmbeddedFile& file : files) {
    if (auto read = read_messages(file.bytes, out); !read) {
      const std::string what = fmt::format("{}: {} {} {}", file.path, read.error().message,
                                           read.error().field, read.error().cause);
      check_failed(what.c_str(), __FILE__, __LINE__);
    }
  }
  return out;
}

bool name_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

// The {name} that begins at `open`, or empty.
std::string_view name_at(std::string_view text, std::size_t open) {
  std::size_t end = open + 1;
  while (end < text.size() && name_char(text[end])) ++end;
  if (end == open + 1 || end >= text.size() || text[end] != '}') return {};
  return text.substr(open + 1, end - open - 1);
}

}  // namespace

std::string_view code(Language language) { return language == Language::fr ? "fr" : "en"; }

std::optional<Language> parse_language(std::string_view text) {
  if (text == "en") return Language::en;
  if (text == "fr") return Language::fr;
  return std::nullopt;
}

Done read_messages(std::string_view text, Messages& into) {
  try {
    return read_table(toml::parse(text), "", into);
  } catch (const toml::parse_error& error) {
    return Error{Code::invalid,
                 "catalogue_syntax",
                 {},
                 {},
                 fmt::format("line {}: {}", error.source().begin.line, error.description())};
  }
}

const Messages& messages(Language language) {
  static const Messages english = read_all(Language::en), french = read_all(Language::fr);
  return language == Language::fr ? french : english;
}

bool has_text(Language language, std::string_view id) { return messages(language).contains(id); }

std::string text(Language language, std::string_view id, const Arguments& arguments) {
  auto at = messages(language).find(id);
  if (at == messages(language).end())
    check_failed(("no message " + std::string(id)).c_str(), __FILE__, __LINE__);
  std::string out;
  const std::string_view from = at->second;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::string_view name = from[i] == '{' ? name_at(from, i) : std::string_view();
    if (name.empty()) {
      out += from[i];
      continue;
    }
    auto argument = std::find_if(arguments.begin(), arguments.end(),
                                 [&](const auto& given) { return given.first == name; });
    if (argument == arguments.end())
      check_failed(fmt::format("message {} lacks {}", id, name).c_str(), __FILE__, __LINE__);
    out += argument->second;
    i += name.size() + 1;
  }
  return out;
}

std::string error_text(Language language, const Error& error) {
  std::string id = "errors." + error.message;
  // Where nothing is near to what was written, another text does without it.
  for (const auto& [name, value] : error.args)
    if (name == "nearest" && value.empty() && has_text(language, id + "_far")) id += "_far";
  auto at = messages(language).find(id);
  if (at == messages(language).end()) return text(language, "errors.internal");
  // A refusal with fewer arguments than its text wants still has to reach the person.
  Arguments arguments = error.args;
  for (auto& [name, value] : arguments)
    if (auto when = name == "when" ? parse_wall(value) : std::nullopt)
      value = when_text(language, *when);
  for (const std::string& name : placeholders(at->second)) {
    const bool given = std::any_of(arguments.begin(), arguments.end(),
                                   [&](const auto& argument) { return argument.first == name; });
    if (!given) return text(language, "errors.internal");
  }
  return text(language, id, arguments);
}

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') continue;
    if (std::string_view name = name_at(text, i); !name.empty()) out.emplace(name);
  }
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace fascia::page
