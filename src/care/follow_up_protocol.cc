// SPDX-License-Identifier: Apache-2.0
#include "care/follow_up_protocol.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "care/follow_up_parts.h"

namespace fascia::care {
namespace {

// FNV-1a: tells versions apart, guards against nothing.
void feed(std::uint64_t& hash, std::string_view text) {
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  hash = (hash ^ 0xFF) * 1099511628211ULL;
}

Names names_of(const Protocol& screening) {
  Names names;
  for (const Question& question : screening.questions) {
    Name name{question.kind, question.unit, {}};
    for (const Question::Option& option : question.options) name.options.push_back(option.id);
    name.slot = static_cast<int>(question.slot);
    names.emplace(question.id, std::move(name));
  }
  return names;
}

Done read_clock(TomlTable& top, ClockWords& clock) {
  auto table = top.table("clock");
  if (!table) return {};
  clock.midnight = table->words("midnight", true);
  clock.today = table->words("today", true);
  clock.tomorrow = table->words("tomorrow", true);
  clock.later = table->words("later", true);
  for (TomlTable& day : table->tables("days")) {
    clock.days.push_back({day.text("en", true), day.text("fr", true)});
    FASCIA_TRY_DONE(day.done());
  }
  if (clock.days.size() != 7) table->fail("days", "protocol_value", "seven days are wanted");
  return table->done();
}

Done read_all(std::vector<TomlTable>& tops, FollowUpProtocol& out, const Protocol& screening) {
  Names questions = names_of(screening);
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_flags(top, out, screening, questions));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_clock(top, out.clock));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_aftercare(top, out));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_stretches(top, out, screening));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_check_ins(top, out));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_verdict(top, out));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_measures(top, out));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_figures(top, out));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_aftercare_cases(top, out, screening));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_check_in_cases(top, out));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(top.done());
  return {};
}

}  // namespace

double needed_number(TomlTable& table, std::string_view key, double low, double high) {
  if (!table.has(key)) table.fail(key, "protocol_key_missing");
  double value = table.number(key, low);
  if (value >= low && value <= high) return value;
  table.fail(key, "protocol_value", fmt::format("{} to {} is wanted", low, high));
  return low;
}

int needed_whole(TomlTable& table, std::string_view key, int low, int high) {
  if (!table.has(key)) table.fail(key, "protocol_key_missing");
  return whole_or(table, key, low, high, low);
}

int whole_or(TomlTable& table, std::string_view key, int low, int high, int otherwise) {
  std::int64_t value = table.whole(key, otherwise);
  if (!table.has(key) || (value >= low && value <= high)) return static_cast<int>(value);
  table.fail(key, "protocol_value", fmt::format("{} to {} is wanted", low, high));
  return otherwise;
}

std::optional<double> maybe_number(TomlTable& table, std::string_view key) {
  if (!table.has(key)) return std::nullopt;
  return table.number(key);
}

std::vector<double> number_list(TomlTable& table, std::string_view key) {
  std::vector<double> values;
  const toml::array* array = table.array(key);
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    auto value = (*array)[i].value<double>();
    if (!value) table.fail(key, "protocol_value", "numbers are wanted");
    values.push_back(value.value_or(0));
  }
  return values;
}

Expression condition_or_no(TomlTable& table, std::string_view key, const Names& names) {
  if (table.has(key)) return read_condition(table, key, names);
  Expression never;
  never.op = Expression::Op::no;
  return never;
}

void read_source(TomlTable& table, std::string& source, std::string& mark) {
  source = table.text("source", true);
  mark = table.mark(true);
}

void needs_placeholder(TomlTable& table, std::string_view key, const Words& words,
                       std::string_view name) {
  std::string mark = '{' + std::string(name) + '}';
  if (words.en.find(mark) == std::string::npos || words.fr.find(mark) == std::string::npos) {
    table.fail(key, "protocol_value", mark + " is wanted in both languages");
  }
}

Result<FollowUpProtocol> read_follow_up_protocol(std::vector<File> files,
                                                 const Protocol& screening) {
  std::sort(files.begin(), files.end(), [](auto& a, auto& b) { return a.name < b.name; });
  FASCIA_TRY(std::vector<ParsedFile> parsed, parse_files(std::move(files), "follow-up"));
  std::vector<TomlTable> tops;
  std::uint64_t hash = 14695981039346656037ULL;
  for (const ParsedFile& one : parsed) {
    tops.emplace_back(one.table, one.file.name, "");
    tops.back().head();
    feed(hash, one.file.name);
    feed(hash, one.file.text);
  }
  FollowUpProtocol protocol;
  FASCIA_TRY_DONE(read_all(tops, protocol, screening));
  FASCIA_TRY_DONE(check_follow_up(protocol));
  protocol.version = fmt::format("follow-up+{:016x}", hash);
  return protocol;
}

}  // namespace fascia::care
