// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "care/protocol.h"

// Only for the reader of protocol files; draws in toml++.
#include <toml++/toml.h>

namespace fascia::care {

struct ParsedFile {
  File file;
  toml::table table;
};
// The files that say `kind = "…"` of this kind, parsed; the others belong to other readers. Without
// a kind: all of them. Error protocol_syntax with file and line.
Result<std::vector<ParsedFile>> parse_files(std::vector<File> files, std::string_view kind);

// One table of a protocol file. Remembers its first fault, so that a reader of a rule is a list of
// fields; `done()` at its end says whether all was well and no key was left over.
class TomlTable {
 public:
  TomlTable(const toml::table& table, std::string file, std::string path)
      : table_(&table), file_(std::move(file)), path_(std::move(path)) {}

  // What a file says of itself: its kind, and the source of all in it that names none of its own.
  void head() {
    text("kind");
    text("origin");
  }
  std::string text(std::string_view key, bool needed = false);
  Words words(std::string_view key, bool needed = false);  // { en = "...", fr = "..." }
  std::int64_t whole(std::string_view key, std::int64_t otherwise = 0);
  std::optional<std::int64_t> maybe_whole(std::string_view key);
  double number(std::string_view key, double otherwise = 0);
  bool truth(std::string_view key);
  std::optional<Date> date(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  // "mark": s seen in a source, k general knowledge, p our own choice.
  std::string mark(bool needed = false);
  // "confidence": high, medium, low or very low, with what it is of in brackets behind it; none
  // where `or_none`.
  std::string confidence(bool needed = false, bool or_none = false);
  // Sub-tables: [[key]] or key = [ {..}, {..} ].
  std::vector<TomlTable> tables(std::string_view key);
  std::optional<TomlTable> table(std::string_view key);

  const toml::table* raw(std::string_view key);    // a table with free keys, or nothing
  const toml::array* array(std::string_view key);  // a list of anything, or nothing

  std::vector<std::string> keys() const;
  bool has(std::string_view key) const { return table_->contains(key); }
  int line(std::string_view key = {}) const;
  const std::string& file() const { return file_; }

  Error fault(std::string_view key, std::string_view message, std::string why = {}) const;
  void fail(std::string_view key, std::string_view message, std::string why = {});
  void fail(Error error);
  Done done();
  const std::optional<Error>& first_fault() const { return error_; }

 private:
  const toml::node* get(std::string_view key);

  const toml::table* table_;
  std::string file_;
  std::string path_;
  std::set<std::string, std::less<>> read_;
  std::optional<Error> error_;
};

}  // namespace fascia::care
