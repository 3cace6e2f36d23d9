// SPDX-License-Identifier: Apache-2.0
#include "care/protocol_toml.h"

#include <atomic>
#include <thread>

#include "care/intake.h"

namespace fascia::care {

const toml::node* TomlTable::get(std::string_view key) {
  read_.emplace(key);
  return table_->get(key);
}

int TomlTable::line(std::string_view key) const {
  const toml::node* node = key.empty() ? nullptr : table_->get(key);
  const toml::source_region& source = node != nullptr ? node->source() : table_->source();
  return static_cast<int>(source.begin.line);
}

Error TomlTable::fault(std::string_view key, std::string_view message, std::string why) const {
  std::string full = path_;
  if (!key.empty()) full += (full.empty() ? "" : ".") + std::string(key);
  std::vector<std::pair<std::string, std::string>> args{
      {"file", file_}, {"line", std::to_string(line(key))}, {"key", full}};
  if (!why.empty()) args.emplace_back("why", std::move(why));
  return invalid(full, message, std::move(args));
}

void TomlTable::fail(std::string_view key, std::string_view message, std::string why) {
  fail(fault(key, message, std::move(why)));
}
void TomlTable::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

Done TomlTable::done() {
  if (error_) return *error_;
  std::vector<std::string> known(read_.begin(), read_.end());
  for (const auto& [key, value] : *table_) {
    if (read_.count(key.str()) != 0) continue;
    Error error = fault(key.str(), "protocol_key_unknown");
    error.args.emplace_back("nearest", nearest_name(key.str(), known));
    return error;
  }
  return {};
}

std::string TomlTable::text(std::string_view key, bool needed) {
  const toml::node* node = get(key);
  if (node == nullptr) {
    if (needed) fail(key, "protocol_key_missing");
    return {};
  }
  auto value = node->value_exact<std::string>();
  if (!value || (needed && value->empty())) fail(key, "protocol_value", "a text is wanted");
  return value.value_or("");
}

Words TomlTable::words(std::string_view key, bool needed) {
  const toml::node* node = get(key);
  if (node == nullptr) {
    if (needed) fail(key, "protocol_key_missing");
    return {};
  }
  if (!node->is_table()) {
    fail(key, "protocol_value", "{ en = \"...\", fr = \"...\" } is wanted");
    return {};
  }
  TomlTable both(*node->as_table(), file_, path_ + '.' + std::string(key));
  Words words{both.text("en", true), both.text("fr", true)};
  if (auto ok = both.done(); !ok) fail(ok.error());
  return words;
}

std::optional<std::int64_t> TomlTable::maybe_whole(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return std::nullopt;
  auto value = node->value_exact<std::int64_t>();
  if (!value || *value < -1000000 || *value > 1000000) {
    fail(key, "protocol_value", "a whole number is wanted");
    return std::nullopt;
  }
  return value;
}
std::int64_t TomlTable::whole(std::string_view key, std::int64_t otherwise) {
  return maybe_whole(key).value_or(otherwise);
}
double TomlTable::number(std::string_view key, double otherwise) {
  const toml::node* node = get(key);
  if (node == nullptr) return otherwise;
  if (!node->is_number()) fail(key, "protocol_value", "a number is wanted");
  return node->value<double>().value_or(otherwise);
}
bool TomlTable::truth(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return false;
  if (!node->is_boolean()) fail(key, "protocol_value", "true or false is wanted");
  return node->value_or(false);
}
std::optional<Date> TomlTable::date(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return std::nullopt;
  auto value = node->value_exact<toml::date>();
  if (!value) {
    fail(key, "protocol_value", "a day like 2026-11-24 without quotes is wanted");
    return std::nullopt;
  }
  return Date::of(value->year, value->month, value->day);
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  std::vector<std::string> all;
  const toml::node* node = get(key);
  if (node == nullptr) return all;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    fail(key, "protocol_value", "a list of texts is wanted");
    return all;
  }
  for (const toml::node& item : *array) {
    auto value = item.value_exact<std::string>();
    if (!value) fail(key, "protocol_value", "a list of texts is wanted");
    all.push_back(value.value_or(""));
  }
  return all;
}

std::string TomlTable::mark(bool needed) {
  std::string mark = text("mark", needed);
  if (!mark.empty() && mark != "s" && mark != "k" && mark != "p")
    fail("mark", "protocol_value", "s, k or p");
  return mark;
}

std::string TomlTable::confidence(bool needed, bool or_none) {
  std::string said = text("confidence", needed);
  std::string_view word = said;
  if (std::size_t of = word.find(" ("); of != word.npos && word.ends_with(')'))
    word = word.substr(0, of);
  const bool known = word == "high" || word == "medium" || word == "low" || word == "very low" ||
                     (or_none && word == "none");
  if (!said.empty() && !known)
    fail("confidence", "protocol_value", "high, medium, low or very low");
  return said;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> all;
  const toml::node* node = get(key);
  if (node == nullptr) return all;
  const toml::array* array = node->as_array();
  bool good = array != nullptr;
  for (std::size_t i = 0; good && i < array->size(); ++i) {
    const toml::table* item = (*array)[i].as_table();
    good = item != nullptr;
    std::string path = path_.empty() ? std::string(key) : path_ + '.' + std::string(key);
    if (good) all.emplace_back(*item, file_, path + '[' + std::to_string(i) + ']');
  }
  if (!good) fail(key, "protocol_value", "a list of tables is wanted");
  return all;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_table()) {
    fail(key, "protocol_value", "a table is wanted");
    return std::nullopt;
  }
  return TomlTable(*node->as_table(), file_,
                   path_.empty() ? std::string(key) : path_ + '.' + std::string(key));
}

const toml::table* TomlTable::raw(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) fail(key, "protocol_value", "a table is wanted");
  return node->as_table();
}

const toml::array* TomlTable::array(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_array()) fail(key, "protocol_value", "a list is wanted");
  return node->as_array();
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> all;
  for (const auto& [key, value] : *table_) all.emplace_back(key.str());
  return all;
}

namespace {

// Whether the file says, on a line of its own above its first table, that it is of another kind:
// then nobody pays for parsing it. A file that does not say so plainly is parsed.
bool says_another_kind(std::string_view text, std::string_view kind) {
  constexpr std::string_view kLine = "\nkind = \"";
  std::size_t at = text.starts_with(kLine.substr(1)) ? 0 : text.find(kLine);
  if (at == text.npos || text.find("\n[") < at) return false;
  std::string_view said = text.substr(text.find('"', at) + 1);
  said = said.substr(0, said.find('\n'));
  return said.ends_with('"') && said.substr(0, said.size() - 1) != kind;
}

}  // namespace

namespace {

Result<ParsedFile> parse(File file) {
  try {
    toml::table table = toml::parse(file.text);
    return ParsedFile{std::move(file), std::move(table)};
  } catch (const toml::parse_error& fault) {
    return invalid(file.name, "protocol_syntax",
                   {{"file", file.name},
                    {"line", std::to_string(fault.source().begin.line)},
                    {"key", ""},
                    {"why", std::string(fault.description())}});
  }
}

}  // namespace

// Parsing is most of a start, and no file waits for another: each core takes the next.
Result<std::vector<ParsedFile>> parse_files(std::vector<File> files, std::string_view kind) {
  std::erase_if(
      files, [&](const File& file) { return !kind.empty() && says_another_kind(file.text, kind); });
  std::vector<std::optional<Result<ParsedFile>>> parsed(files.size());
  std::atomic<std::size_t> next = 0;
  auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++)
      parsed[i].emplace(parse(std::move(files[i])));
  };
  {
    std::size_t helpers = std::min<std::size_t>(files.size(), std::thread::hardware_concurrency());
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < helpers; ++i) threads.emplace_back(work);
    work();
  }
  std::vector<ParsedFile> all;
  for (std::optional<Result<ParsedFile>>& one : parsed) {
    if (!*one) return (*one).error();
    bool other = !kind.empty() && (*one)->table["kind"].value_or(std::string_view()) != kind;
    if (!other) all.push_back(std::move(**one));
  }
  return all;
}

}  // namespace fascia::care
