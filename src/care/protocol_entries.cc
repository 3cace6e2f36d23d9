// SPDX-License-Identifier: Apache-2.0
#include "care/protocol_entries.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <sstream>

#include "care/intake.h"
#include "care/protocol_toml.h"

namespace fascia::care {
namespace {

using namespace std::string_view_literals;

constexpr int kDeepest = 8;  // tables within tables; the files nest four deep

std::string text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  std::ostringstream out;
  node.visit([&](const auto& value) { out << value; });
  return out.str();
}

std::optional<Words> words_of(const toml::table& table) {
  auto en = table["en"].value<std::string>(), fr = table["fr"].value<std::string>();
  if (!en || !fr) return std::nullopt;
  return Words{*en, *fr};
}

bool is_scalar(const toml::node& node) { return !node.is_table() && !node.is_array(); }

// In the order in which they stand in the file, as their author meant them to be read.
std::vector<std::pair<std::string, const toml::node*>> in_file_order(const toml::table& table) {
  std::vector<std::pair<std::string, const toml::node*>> all;
  for (const auto& [key, value] : table) all.emplace_back(std::string(key.str()), &value);
  auto at = [](const toml::node* node) {
    return std::pair(node->source().begin.line, node->source().begin.column);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](auto& a, auto& b) { return at(a.second) < at(b.second); });
  return all;
}

void add_table(const toml::table& table, int depth, std::vector<EntryLine>& out);

void add_value(const std::string& key, const toml::node& node, int depth,
               std::vector<EntryLine>& out) {
  if (const toml::table* table = node.as_table()) {
    auto words = words_of(*table);
    out.push_back({depth, key, words, ""});
    if (!words && depth < kDeepest) add_table(*table, depth + 1, out);
    if (!words) return;
    for (const auto& [name, value] : in_file_order(*table))  // an option: its id beside its words
      if (name != "en" && name != "fr") add_value(name, *value, depth + 1, out);
    return;
  }
  if (const toml::array* array = node.as_array()) {
    bool flat = std::all_of(array->begin(), array->end(), is_scalar);
    if (!flat) {
      for (const toml::node& item : *array) add_value(key, item, depth, out);
      return;
    }
    std::string all;
    for (const toml::node& item : *array) all += (all.empty() ? "" : ", ") + text_of(item);
    out.push_back({depth, key, std::nullopt, all});
    return;
  }
  if (std::string text = text_of(node); !text.empty())
    out.push_back({depth, key, std::nullopt, std::move(text)});
}

void add_table(const toml::table& table, int depth, std::vector<EntryLine>& out) {
  for (const auto& [key, value] : in_file_order(table)) add_value(key, *value, depth, out);
}

std::vector<std::string> sources_of(const toml::table& table) {
  if (auto one = table["source"].value<std::string>()) return {*one};
  std::vector<std::string> all;
  if (const toml::array* array = table["sources"].as_array())
    for (const toml::node& item : *array) all.push_back(text_of(item));
  return all;
}

// What stands in fields of the entry itself is not said again in its lines.
bool is_own_field(const std::string& key) {
  static constexpr std::string_view kOwn[] = {"id",     "title",      "name",
                                              "mark",   "confidence", "clinic_must_confirm",
                                              "source", "sources",    "cases"};
  return std::find(std::begin(kOwn), std::end(kOwn), key) != std::end(kOwn);
}

// What an entry is called by: a clinic's own change by the rule or the setting that it changes, a
// step after a verdict by its message, a length by its minutes.
std::string_view name_key(std::string_view kind) {
  static constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
      {"loosen", "rule"}, {"set", "setting"}, {"next", "message"}, {"length", "booked"}};
  for (const auto& [of, key] : kNamed)
    if (kind == of) return key;
  return "id";
}
bool has_name(const toml::table& table, std::string_view kind) {
  return table.contains(name_key(kind));
}

// "p" as a word of its own: a mark may say more behind it, and prose has the letter anywhere.
bool is_our_choice(std::string_view mark) {
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c < 0; };
  for (std::size_t at = mark.find('p'); at != mark.npos; at = mark.find('p', at + 1)) {
    bool begins = at == 0 || !letter(mark[at - 1]);
    if (begins && (at + 1 == mark.size() || !letter(mark[at + 1]))) return true;
  }
  return false;
}

bool is_low(std::string_view confidence) {
  return confidence.starts_with("low") || confidence.starts_with("very low");
}

// Whether something in a table is weak by its own mark.
bool has_weak(const toml::node& node, int depth) {
  if (depth > kDeepest) return false;
  if (const toml::array* array = node.as_array()) {
    return std::any_of(array->begin(), array->end(),
                       [&](const toml::node& one) { return has_weak(one, depth + 1); });
  }
  const toml::table* table = node.as_table();
  if (table == nullptr) return false;
  if (is_our_choice((*table)["mark"].value_or(std::string())) ||
      is_low((*table)["confidence"].value_or(std::string())) ||
      (*table)["clinic_must_confirm"].value_or(false))
    return true;
  return std::any_of(table->begin(), table->end(),
                     [&](const auto& one) { return has_weak(one.second, depth + 1); });
}

// The same of what stands in it, as `cases` say nothing of their own.
bool has_weak_part(const toml::table& table) {
  return std::any_of(table.begin(), table.end(),
                     [](const auto& one) { return has_weak(one.second, 0); });
}

Entry entry_of(const std::string& file, const std::string& subject, const std::string& kind,
               const toml::table& table) {
  Entry e;
  e.subject = subject;
  e.file = file;
  e.line = int(table.source().begin.line);
  e.kind = kind;
  if (const toml::node* name = table.get(name_key(kind))) e.id = text_of(*name);
  for (const char* key : {"title", "name"})
    if (const toml::table* words = table[key].as_table(); words != nullptr && e.title.en.empty())
      e.title = words_of(*words).value_or(Words());
  if (auto title = table["title"].value<std::string>()) e.title = {*title, *title};  // a source's
  if (e.title.en.empty()) e.title = {e.id, e.id};
  e.mark = table["mark"].value_or(std::string());
  e.confidence = table["confidence"].value_or(std::string());
  e.must_confirm = table["clinic_must_confirm"].value_or(false);
  e.weak_part = has_weak_part(table);
  e.sources = sources_of(table);
  if (const toml::array* cases = table["cases"].as_array()) e.cases = int(cases->size());
  for (const auto& [key, value] : in_file_order(table))
    if (!is_own_field(key)) add_value(key, *value, 0, e.lines);
  return e;
}

// What stands in a file without an id of its own: a table by its key, the nameless ones of a list
// together, and what stands at the top. Its id begins with its file's name, so that it is one.
Entry nameless(const std::string& file, const std::string& subject, const char* kind,
               const std::string& key, const toml::node& node) {
  const std::string stem = file.substr(0, file.rfind('.'));
  if (const toml::table* table = node.as_table()) {
    Entry e = entry_of(file, subject, kind, *table);
    e.id = stem + '.' + key;
    e.title = {key, key};
    e.lines.clear();
    add_table(*table, 0, e.lines);
    return e;
  }
  Entry e;
  e.file = file;
  e.line = int(node.source().begin.line);
  e.subject = subject;
  e.kind = kind;
  e.id = stem + '.' + key;
  e.title = {key, key};
  for (const toml::node& item : *node.as_array())
    if (const toml::table* table = item.as_table(); table != nullptr && !has_name(*table, key)) {
      add_value(key, *table, 0, e.lines);
      e.weak_part = e.weak_part || has_weak(*table, 0);
    }
  return e;
}

// Codes of a licensed release that the clinic keeps in its house stand on no page.
bool stays_in_house(const Entry& e) { return e.subject == "codes" && e.file.starts_with("own-"); }

void add_nameless(const std::string& file, const std::string& subject, const toml::table& whole,
                  std::vector<Entry>& all) {
  std::vector<Entry> found;
  Entry top;
  for (const auto& [key, node] : in_file_order(whole)) {
    if (key == "kind" || key == "origin") continue;
    const toml::array* list = node->as_array();
    auto is_nameless = [&key = key](const toml::node& item) {
      return item.is_table() && !has_name(*item.as_table(), key);
    };
    if (node->is_table()) {
      found.push_back(nameless(file, subject, "table", key, *node));
    } else if (list != nullptr && std::any_of(list->begin(), list->end(), is_nameless)) {
      found.push_back(nameless(file, subject, "list", key, *node));
    } else if (list == nullptr || std::all_of(list->begin(), list->end(), is_scalar)) {
      if (top.lines.empty()) top.line = int(node->source().begin.line);
      add_value(key, *node, 0, top.lines);
    }
  }
  if (!top.lines.empty()) {
    top.file = file;
    top.subject = subject;
    top.kind = "file";
    top.id = file.substr(0, file.rfind('.'));
    top.title = {top.id, top.id};
    found.insert(found.begin(), std::move(top));
  }
  for (Entry& e : found)
    if (!stays_in_house(e)) all.push_back(std::move(e));
}

std::vector<EntryLine> lines_without(const std::vector<EntryLine>& from,
                                     const std::vector<EntryLine>& those) {
  std::vector<EntryLine> rest = those, out;
  for (const EntryLine& line : from) {
    auto at = std::find(rest.begin(), rest.end(), line);
    if (at == rest.end())
      out.push_back(line);
    else
      rest.erase(at);
  }
  return out;
}

// An entry with its own fields as lines too: what a comparison looks at.
std::vector<EntryLine> all_lines(const Entry& e) {
  std::vector<EntryLine> all{{0, "title", e.title, ""},
                             {0, "mark", std::nullopt, e.mark},
                             {0, "confidence", std::nullopt, e.confidence}};
  for (const std::string& source : e.sources) all.push_back({0, "source", std::nullopt, source});
  all.insert(all.end(), e.lines.begin(), e.lines.end());
  return all;
}

}  // namespace

namespace {

constexpr std::array kShippedKinds = {"screening"sv,    "plan"sv,      "follow-up"sv, "codes"sv,
                                      "banned-words"sv, "retention"sv, "clinic"sv};
constexpr std::array kOwnKinds = {"clinic"sv, "codes"sv};

Done check_kind(const File& file, std::span<const std::string_view> kinds) {
  FASCIA_TRY(std::vector<ParsedFile> parsed, parse_files({file}, ""));
  const toml::table& whole = parsed.front().table;
  const toml::node* kind = whole.get("kind");
  const std::string said = kind == nullptr ? std::string() : text_of(*kind);
  if (kind != nullptr && kind->is_string() &&
      std::find(kinds.begin(), kinds.end(), said) != kinds.end())
    return {};
  const std::vector<std::string> names(kinds.begin(), kinds.end());
  const int line = kind == nullptr ? 1 : int(kind->source().begin.line);
  std::string nearest = said.empty() ? names.front() : nearest_name(said, names);
  return invalid("kind", "protocol_kind",
                 {{"file", file.name},
                  {"line", std::to_string(line)},
                  {"key", "kind"},
                  {"value", said},
                  {"nearest", nearest.empty() ? names.front() : std::move(nearest)}});
}

// The first line of its own says so: nobody pays for parsing it twice.
bool says_plainly(std::string_view text, std::string_view kind) {
  const std::string line = "\nkind = \"" + std::string(kind) + "\"\n";
  const std::size_t at = text.find(line);
  return at != text.npos && text.find("\n[") > at;
}

}  // namespace

Done check_kinds(const std::vector<File>& files) {
  for (const File& file : files) {
    const bool own = file.name.starts_with("own/");
    const std::span<const std::string_view> kinds =
        own ? std::span<const std::string_view>(kOwnKinds)
            : std::span<const std::string_view>(kShippedKinds);
    const bool plain = std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
      return says_plainly(file.text, kind);
    });
    if (own || !plain) FASCIA_TRY_DONE(check_kind(file, kinds));
  }
  return {};
}

Result<std::vector<Entry>> read_entries(const std::vector<File>& files) {
  FASCIA_TRY_DONE(check_kinds(files));
  std::vector<Entry> all;
  std::vector<File> sorted = files;
  std::sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.name < b.name; });
  for (File& file : sorted) {
    // The clinic's own "own/house.toml" is told apart from a shipped file of the same name.
    if (file.name.starts_with("own/")) file.name[3] = '-';
    if (auto slash = file.name.rfind('/'); slash != file.name.npos)
      file.name = file.name.substr(slash + 1);
    FASCIA_TRY(std::vector<ParsedFile> parsed, parse_files({file}, ""));
    const toml::table& whole = parsed.front().table;
    const std::string subject = whole["kind"].value_or(std::string());
    const std::size_t before = all.size();
    for (const auto& [kind, value] : in_file_order(whole)) {
      const toml::array* tables = value->as_array();
      if (tables == nullptr) continue;
      for (const toml::node& item : *tables)
        if (const toml::table* table = item.as_table(); table != nullptr && has_name(*table, kind))
          all.push_back(entry_of(file.name, subject, kind, *table));
    }
    add_nameless(file.name, subject, whole, all);
    // What names no source has its file's.
    if (auto source = whole["origin"].value<std::string>())
      for (std::size_t i = before; i < all.size(); ++i)
        if (all[i].sources.empty()) all[i].sources = {*source};
  }
  return all;
}

bool needs_review(const Entry& e) {
  // What a clinic changed of a shipped rule is looked at by name as well.
  if (e.kind == "loosen" || e.kind == "set") return true;
  return e.must_confirm || is_low(e.confidence) || is_our_choice(e.mark) || e.weak_part;
}

const Entry* find_entry(const std::vector<Entry>& entries, std::string_view kind,
                        std::string_view id) {
  auto at = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) {
    return e.id == id && (kind.empty() || e.kind == kind);
  });
  return at == entries.end() ? nullptr : &*at;
}

namespace {
const Entry* same_entry(const std::vector<Entry>& entries, const Entry& as) {
  auto at = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) {
    return e.id == as.id && e.kind == as.kind && e.subject == as.subject;
  });
  return at == entries.end() ? nullptr : &*at;
}
}  // namespace

std::vector<EntryDifference> compare(const std::vector<Entry>& before,
                                     const std::vector<Entry>& after) {
  std::vector<EntryDifference> all;
  for (const Entry& was : before)
    if (same_entry(after, was) == nullptr)
      all.push_back({EntryChange::removed, was, all_lines(was), {}});
  for (const Entry& now : after) {
    const Entry* was = same_entry(before, now);
    if (was == nullptr) {
      all.push_back({EntryChange::added, now, {}, all_lines(now)});
      continue;
    }
    auto old_lines = all_lines(*was), new_lines = all_lines(now);
    auto gone = lines_without(old_lines, new_lines), come = lines_without(new_lines, old_lines);
    if (!gone.empty() || !come.empty())
      all.push_back({EntryChange::changed, now, std::move(gone), std::move(come)});
  }
  return all;
}

// FNV-1a: tells states apart, guards against nothing.
std::string digest(const std::vector<File>& files) {
  std::uint64_t hash = 14695981039346656037ULL;
  auto feed = [&](std::string_view text) {
    for (unsigned char c : text) hash = (hash ^ c) * 1099511628211ULL;
    hash = (hash ^ 0xFF) * 1099511628211ULL;
  };
  for (const File& file : files) {
    feed(file.name);
    feed(file.text);
  }
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 0; i < 16; ++i) text[15 - i] = kHex[(hash >> (4 * i)) & 15];
  return text;
}

}  // namespace fascia::care
