// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "page/catalogue.h"

namespace fascia::page {

// What the loader needs to turn one file of templates/ into one text for ctemplate: the files by
// name without folder and ".tpl" ("parts/button"), the texts of a language, asset addresses.
struct Sources {
  std::map<std::string, std::string_view, std::less<>> files;
  const Messages* messages = nullptr;
  std::function<std::string(std::string_view)> asset;
};

// Is the template plain text (a mail) rather than HTML?
bool is_plain(std::string_view name);

// The file with parts, layout, messages and assets in place. Error template_broken; `cause` says
// where and why.
Result<std::string> assemble(const Sources& sources, std::string_view name);

// The names a template uses, as it nests them.
struct Scope {
  struct Variable {
    std::string name;  // UPPER
    bool raw = false;  // :none
    auto operator<=>(const Variable&) const = default;
  };
  struct Section;
  std::vector<Variable> variables;
  std::vector<Section> sections;
};
struct Scope::Section {
  std::string name;  // UPPER
  bool inverted = false;
  Scope body;
};

// What ctemplate can compile (it knows no {{^NAME}}: NOT_NAME stands for it), and the names.
struct Compiled {
  std::string text;
  Scope scope;
};
Result<Compiled> compile(std::string_view name, std::string_view assembled);

}  // namespace fascia::page
