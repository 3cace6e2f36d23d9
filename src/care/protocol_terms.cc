// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "care/protocol_parts.h"

// Conditions that have a name, and the events that end a physician's letter.
namespace fascia::care {
namespace {

// A word that a condition reads as one name, and as no other thing.
bool may_be_called(std::string_view id) {
  static constexpr std::array<std::string_view, 11> kTaken{
      "and", "or", "not", "yes", "no", "age", "sex", "service", "same_day", "worst_pain", "weeks"};
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  if (id.empty() || !letter(id.front()) ||
      std::find(kTaken.begin(), kTaken.end(), id) != kTaken.end())
    return false;
  return std::all_of(id.begin(), id.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '.'; });
}

void read_origin(TomlTable& table, const Protocol& protocol) {
  for (const std::string& id : table.texts("sources"))
    if (protocol.sources.count(id) == 0) table.fail("sources", "protocol_unknown_name", id);
  table.mark();
  table.confidence();
}

std::vector<std::string> read_questions_of(TomlTable& table, std::string_view key,
                                           const Protocol& protocol, bool dates) {
  std::vector<std::string> ids = table.texts(key);
  for (const std::string& id : ids) {
    const Question* question = protocol.question(id);
    if (question == nullptr || (question->kind == Kind::date) != dates)
      table.fail(key, "protocol_unknown_name", id);
  }
  return ids;
}

}  // namespace

Done read_terms(TomlTable& top, Protocol& protocol, Names& names) {
  for (TomlTable& table : top.tables("term")) {
    Term term;
    term.id = table.text("id", true);
    term.title = table.words("title", true);
    term.means = table.text("means", true);
    // A term that stands below, or this one itself, is no name yet.
    auto means = std::make_shared<const Expression>(read_condition(table, "means", names));
    if (!may_be_called(term.id)) table.fail("id", "protocol_value", "a word such as feverish");
    bool new_name = names.emplace(term.id, Name{Kind::tri, {}, {}, {}, -1, means}).second;
    if (!new_name) table.fail("id", "protocol_duplicate");
    FASCIA_TRY_DONE(table.done());
    protocol.terms.push_back(std::move(term));
  }
  return {};
}

Done read_letter_ends(TomlTable& top, Protocol& protocol) {
  for (TomlTable& table : top.tables("letter_end")) {
    LetterEnd end;
    end.id = table.text("id", true);
    end.title = table.words("title", true);
    end.dates = read_questions_of(table, "dates", protocol, true);
    end.answers = read_questions_of(table, "answers", protocol, false);
    end.new_episode = table.truth("new_episode");
    if (end.dates.empty() && end.answers.empty()) table.fail("answers", "protocol_key_missing");
    read_origin(table, protocol);
    FASCIA_TRY_DONE(table.done());
    protocol.letter_ends.push_back(std::move(end));
  }
  return {};
}

}  // namespace fascia::care
