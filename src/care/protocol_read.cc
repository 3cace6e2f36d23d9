// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "care/clinic_rules.h"
#include "care/protocol_entries.h"
#include "care/protocol_parts.h"
#include "care/screening_index.h"

namespace fascia::care {
namespace {

// The shipped files; each step is followed by what the clinic's own say to it.
Done read_all(std::vector<TomlTable>& tops, std::vector<TomlTable>& own, Protocol& protocol) {
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_places(top, protocol));
  number_regions(protocol);
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_sources(top, protocol));
  for (TomlTable& top : own) FASCIA_TRY_DONE(read_sources(top, protocol));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_groups(top, protocol));
  Names names;
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_settings(top, protocol, names));
  for (TomlTable& top : own) FASCIA_TRY_DONE(read_changed_settings(top, protocol, names));
  for (TomlTable& top : tops) read_rule_names(top, names);
  for (TomlTable& top : own) read_rule_names(top, names);
  FASCIA_TRY_DONE(add_section_lines(protocol, names));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_questions(top, protocol, names));
  for (TomlTable& top : own) FASCIA_TRY_DONE(read_own_questions(top, protocol, names));
  drop_idle_section_lines(protocol);
  if (protocol.questions.size() > kMostQuestions)
    return invalid("protocol", "protocol_value",
                   {{"file", ""},
                    {"line", "0"},
                    {"key", "question"},
                    {"why", "at most " + std::to_string(kMostQuestions)}});
  number_questions(protocol, names);
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_terms(top, protocol, names));
  for (TomlTable& top : own) FASCIA_TRY_DONE(read_own_terms(top, protocol, names));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_letter_ends(top, protocol));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_urgency_advice(top, protocol));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_conditions_of_questions(top, protocol, names));
  for (TomlTable& top : own) FASCIA_TRY_DONE(read_conditions_of_questions(top, protocol, names));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(read_rules(top, protocol, names));
  for (TomlTable& top : own) FASCIA_TRY_DONE(read_own_rules(top, protocol, names));
  for (TomlTable& top : own) FASCIA_TRY_DONE(read_loosenings(top, protocol));
  FASCIA_TRY_DONE(check_urgency_advice(protocol));
  for (TomlTable& top : tops) FASCIA_TRY_DONE(top.done());
  for (TomlTable& top : own) FASCIA_TRY_DONE(top.done());
  return {};
}

std::vector<TomlTable> tables_of(const std::vector<ParsedFile>& parsed, std::vector<File>& read) {
  std::vector<TomlTable> tops;
  for (const ParsedFile& one : parsed) {
    tops.emplace_back(one.table, one.file.name, "");
    tops.back().head();
    read.push_back(one.file);
  }
  return tops;
}

}  // namespace

Result<Protocol> read_protocol(const std::vector<File>& given) {
  std::vector<File> files = given;
  // "questions.toml" before "questions-skin.toml": a parent stands before its details.
  auto stem = [](const File& file) { return file.name.substr(0, file.name.rfind('.')); };
  std::sort(files.begin(), files.end(), [&](auto& a, auto& b) { return stem(a) < stem(b); });
  FASCIA_TRY(std::vector<ParsedFile> parsed, parse_files(files, "screening"));
  FASCIA_TRY(std::vector<ParsedFile> parsed_own, parse_files(std::move(files), "clinic"));
  Protocol protocol;
  std::vector<File> read;
  std::vector<TomlTable> tops = tables_of(parsed, read), own = tables_of(parsed_own, read);
  FASCIA_TRY_DONE(read_all(tops, own, protocol));
  if (protocol.name.empty() || protocol.regions.empty()) {
    return invalid("protocol", "protocol_key_missing",
                   {{"file", ""}, {"line", "0"}, {"key", "protocol"}});
  }
  protocol.version = protocol.number + '+' + digest(read);
  protocol.index = make_index(protocol);
  return protocol;
}

}  // namespace fascia::care
