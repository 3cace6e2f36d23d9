// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "source_folder.h"

namespace fascia::store {

struct Statement {
  std::string file, text;
};

// `parts`: as they stand, the name of a macro between two literals ends one. `whole`: with the text
// of the file's macros in their place.
enum class Literals : char { parts, whole };

inline std::string with_macros(std::string code) {
  static const std::regex kDefine("#define (FASCIA_[A-Z_]+)((?:[ \\n]|\\\\\\n|\"[^\"]*\")+)\\n");
  std::map<std::string, std::string, std::greater<>> macros;  // the longer name first
  for (std::sregex_iterator at(code.begin(), code.end(), kDefine), end; at != end; ++at)
    macros[(*at)[1]] = (*at)[2];
  code = std::regex_replace(code, kDefine, "");
  for (const auto& [name, text] : macros)
    for (std::size_t at = code.find(name); at != code.npos; at = code.find(name, at + text.size()))
      code.replace(at, name.size(), text);
  return code;
}

// String literals that stand side by side are one.
inline std::vector<Statement> literals(const std::filesystem::path& path,
                                       Literals how = Literals::parts) {
  std::ifstream in(path);
  std::string code(std::istreambuf_iterator<char>(in), {});
  if (how == Literals::whole) code = with_macros(std::move(code));
  std::vector<Statement> out;
  std::string text;
  bool any = false;
  auto end = [&] {
    if (any) out.push_back({path.filename().string(), text});
    text.clear();
    any = false;
  };
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code.compare(i, 2, "//") == 0) {
      i = std::min(code.size(), code.find('\n', i));
    } else if (code[i] == '\'') {
      i = code.find('\'', i + (code[i + 1] == '\\' ? 3 : 2));
      end();
    } else if (code[i] == '"') {
      for (++i; code[i] != '"'; ++i) {
        if (code[i] == '\\') ++i;
        text += code[i];
      }
      any = true;
    } else if (code[i] != ' ' && code[i] != '\n' && code[i] != '\\') {
      end();
    }
  }
  end();
  return out;
}

inline bool is_sql(const std::string& text) {
  static const std::regex kSql("^(SELECT|INSERT|UPDATE|DELETE|AND|ORDER BY) ");
  return std::regex_search(text, kSql);
}

// Every statement of src/store. carry.cc goes over every row of every table; its tests run it on
// both engines.
inline std::vector<Statement> statements(Literals how = Literals::parts) {
  std::vector<Statement> out;
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "src/store"))
    if ((entry.path().extension() == ".cc" && entry.path().filename() != "carry.cc") ||
        entry.path().extension() == ".h")
      for (Statement& statement : literals(entry.path(), how))
        if (is_sql(statement.text)) out.push_back(std::move(statement));
  return out;
}

}  // namespace fascia::store
