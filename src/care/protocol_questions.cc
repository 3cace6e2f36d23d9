// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "care/protocol_parts.h"

namespace fascia::care {
namespace {

constexpr std::array<std::string_view, 6> kKinds{"tri",    "number", "date",
                                                 "choice", "multi",  "regions"};
constexpr std::array<std::string_view, 3> kAgain{"lasts", "may_be_over", "each_visit"};

template <std::size_t N>
std::size_t one_of(TomlTable& table, std::string_view key,
                   const std::array<std::string_view, N>& names) {
  std::string text = table.text(key, true);
  auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string why = "one of:";
  for (std::string_view name : names) why += ' ' + std::string(name);
  table.fail(key, "protocol_value", why);
  return 0;
}

// What a returning client is asked: as the table says; else what its gate asks of every visit; else
// as its group.
Again read_again(TomlTable& table, const Question& question, const Group* group) {
  if (table.has("again")) return static_cast<Again>(one_of(table, "again", kAgain));
  switch (question.gate) {
    case Gate::emergency_gate:
    case Gate::consent:
    case Gate::cluster:
    case Gate::day_of_visit:
    case Gate::measurement:
      return Again::each_visit;
    default:
      return group == nullptr ? Again::lasts : group->again;
  }
}

void read_options(TomlTable& table, Question& question) {
  for (TomlTable& option : table.tables("options")) {
    Question::Option one;
    one.id = option.text("id", true);
    one.text = {option.text("en", true), option.text("fr", true)};
    if (auto ok = option.done(); !ok) table.fail(ok.error());
    question.options.push_back(std::move(one));
  }
  bool listed = question.kind == Kind::choice || question.kind == Kind::multi;
  if (listed == question.options.empty()) {
    table.fail("options", "protocol_value", "a choice or multi has options, no other kind has");
  }
}

void read_range(TomlTable& table, Question& question) {
  question.unit = table.text("unit");
  question.low = table.number("low");
  question.high = table.number("high");
  bool number = question.kind == Kind::number;
  if (number && !(question.low < question.high)) {
    table.fail("high", "protocol_value", "a number needs low < high");
  }
}

// A detail stands where its parent stands; a question of a section with one line for all of it
// depends on that line.
void place_in_section(TomlTable& table, const Protocol& protocol, Question& question) {
  question.section = table.text("section");
  if (!question.parent.empty()) {
    const Question* parent = protocol.question(question.parent);
    if (question.section.empty() && parent != nullptr && parent->group == question.group) {
      question.section = parent->section;
    }
    return;
  }
  if (question.section.empty()) return;
  const Section* section = protocol.section(question.section);
  if (section == nullptr || section->group != question.group) {
    table.fail("section", "protocol_unknown_name", question.section);
  } else if (!section->ask.empty()) {
    question.parent = section->line_id();
    question.topic = true;
  }
}

Question read_question(TomlTable& table, const Protocol& protocol) {
  Question question;
  question.id = table.text("id", true);
  question.group = table.text("group", true);
  question.text = table.words("text", true);
  question.why = table.words("why");
  question.kind = static_cast<Kind>(one_of(table, "kind", kKinds));
  question.gate = read_gate(table);
  read_range(table, question);
  read_options(table, question);
  question.parent = table.text("parent");
  question.parent_is = table.texts("parent_is");
  question.if_unsure = table.truth("if_unsure");
  table.text("asked_when");
  bool today = question.gate == Gate::day_of_visit || question.gate == Gate::measurement;
  question.valid_days = static_cast<int>(table.whole("valid_days", today ? 0 : 365));
  question.yes_is_safe = table.truth("yes_is_safe");
  question.staff = table.truth("staff");
  auto group = std::find_if(protocol.groups.begin(), protocol.groups.end(),
                            [&](const Group& one) { return one.id == question.group; });
  bool known = group != protocol.groups.end();
  if (!known) table.fail("group", "protocol_unknown_name", question.group);
  question.again = read_again(table, question, known ? &*group : nullptr);
  if (!question.parent.empty() && protocol.question(question.parent) == nullptr) {
    table.fail("parent", "protocol_unknown_name", "a parent stands before its details");
  }
  if (protocol.question(question.id) != nullptr) table.fail("id", "protocol_duplicate");
  place_in_section(table, protocol, question);
  return question;
}

// The signs in a row, for programs and for whoever reads answers back; a page lists them.
std::string in_a_row(const Section& section, std::string Words::*language) {
  std::string out;
  for (const SignList& list : section.ask) {
    if (!out.empty()) out += ". ";
    out += list.stem.*language;
    const char* before = " ";
    for (const Words& sign : list.signs) {
      out += before + sign.*language;
      before = "; ";
    }
  }
  return out;
}

// The line that stands for all of a section.
Question umbrella(const Section& section) {
  Question line;
  line.id = section.line_id();
  line.group = section.group;
  line.section = section.id;
  line.text = {in_a_row(section, &Words::en), in_a_row(section, &Words::fr)};
  line.why = section.why;
  line.gate = Gate::safety;
  return line;
}

// Each sign in both languages, so that the two lists have the same signs in the same order.
Result<std::vector<SignList>> read_signs(TomlTable& section) {
  std::vector<SignList> lists;
  for (TomlTable& table : section.tables("ask")) {
    SignList list;
    list.stem = table.words("stem");
    for (TomlTable& sign : table.tables("signs")) {
      list.signs.push_back({sign.text("en", true), sign.text("fr", true)});
      FASCIA_TRY_DONE(sign.done());
    }
    if (list.signs.empty()) table.fail("signs", "protocol_value", "a list names its signs");
    FASCIA_TRY_DONE(table.done());
    lists.push_back(std::move(list));
  }
  return lists;
}

Done read_sections(TomlTable& top, Protocol& protocol) {
  for (TomlTable& table : top.tables("section")) {
    Section section;
    section.id = table.text("id", true);
    section.group = table.text("group", true);
    section.title = table.words("title", true);
    FASCIA_TRY(section.ask, read_signs(table));
    section.why = table.words("why", !section.ask.empty());
    if (protocol.section(section.id) != nullptr) table.fail("id", "protocol_duplicate");
    FASCIA_TRY_DONE(table.done());
    protocol.sections.push_back(std::move(section));
  }
  return {};
}

}  // namespace

Gate read_gate(TomlTable& table) {
  static constexpr std::array<std::string_view, 9> kGates{
      "emergency_gate", "safety", "consent", "cluster", "day_of_visit",
      "measurement",    "modify", "note",    "optional"};
  return static_cast<Gate>(one_of(table, "gate", kGates));
}

Expression read_condition(TomlTable& table, std::string_view key, const Names& names) {
  std::string text = table.text(key);
  if (text.empty()) return {};
  Result<Expression> condition = parse_condition(text, names);
  if (condition) return *std::move(condition);
  Error error = table.fault(key, "protocol_condition");
  error.args.insert(error.args.end(), condition.error().args.begin(), condition.error().args.end());
  table.fail(std::move(error));
  return {};
}

Done read_sources(TomlTable& top, Protocol& protocol) {
  for (TomlTable& table : top.tables("source")) {
    Source source;
    source.id = table.text("id", true);
    source.title = table.text("title", true);
    source.year = static_cast<int>(table.whole("year"));
    source.url = table.text("url");
    if (protocol.sources.count(source.id) != 0) table.fail("id", "protocol_duplicate");
    FASCIA_TRY_DONE(table.done());
    protocol.sources.emplace(source.id, source);
  }
  return {};
}

Done read_groups(TomlTable& top, Protocol& protocol) {
  if (auto table = top.table("protocol")) {
    if (!protocol.name.empty()) table->fail("name", "protocol_duplicate");
    protocol.name = table->text("name", true);
    protocol.number = table->text("number", true);
    protocol.any_of = table->words("any_of");
    FASCIA_TRY_DONE(table->done());
  }
  for (TomlTable& table : top.tables("group")) {
    Group group;
    group.id = table.text("id", true);
    group.title = table.words("title", true);
    group.gates = table.truth("gates");
    group.last_time = table.truth("last_time");
    if (table.has("again")) group.again = static_cast<Again>(one_of(table, "again", kAgain));
    FASCIA_TRY_DONE(table.done());
    protocol.groups.push_back(std::move(group));
  }
  return read_sections(top, protocol);
}

Done add_section_lines(Protocol& protocol, Names& names) {
  for (Section& section : protocol.sections) {
    for (SignList& list : section.ask) {
      if (list.stem.en.empty()) list.stem = protocol.any_of;
      if (list.stem.en.empty())
        return invalid(
            section.id, "protocol_key_missing",
            {{"file", ""}, {"line", "0"}, {"key", "any_of"}, {"why", "a list has no stem"}});
    }
    bool known = std::any_of(protocol.groups.begin(), protocol.groups.end(),
                             [&](const Group& group) { return group.id == section.group; });
    if (!known) {
      return invalid(section.id, "protocol_unknown_name",
                     {{"file", ""}, {"line", "0"}, {"key", "section"}, {"why", section.group}});
    }
    if (section.ask.empty()) continue;
    Question line = umbrella(section);
    names.emplace(line.id, Name{line.kind, {}, {"none"}, std::nullopt});
    protocol.questions.push_back(std::move(line));
  }
  return {};
}

Done read_questions(TomlTable& top, Protocol& protocol, Names& names) {
  for (TomlTable& table : top.tables("question")) {
    Question question = read_question(table, protocol);
    FASCIA_TRY_DONE(table.done());
    Name name{question.kind, question.unit, {"none"}, std::nullopt};
    for (const Question::Option& option : question.options) name.options.push_back(option.id);
    names.emplace(question.id, std::move(name));
    protocol.questions.push_back(std::move(question));
  }
  return {};
}

void drop_idle_section_lines(Protocol& protocol) {
  auto leads = [&](const Question& line) {
    return std::any_of(protocol.questions.begin(), protocol.questions.end(),
                       [&](const Question& q) { return q.topic && q.parent == line.id; });
  };
  std::vector<Question> kept;
  for (const Question& question : protocol.questions) {
    if (!question.is_line() || leads(question)) kept.push_back(question);
  }
  protocol.questions = std::move(kept);
}

// A line asks about each thing behind it: one that is asked at every visit takes the line with it,
// and a no to the line is too old once it is too old for one of them.
void ask_lines_again(Protocol& protocol) {
  for (const Question& question : protocol.questions) {
    if (!question.topic) continue;
    bool holds = question.gate != Gate::note && question.gate != Gate::optional;
    for (Question& line : protocol.questions) {
      if (line.id != question.parent) continue;
      if (question.again == Again::each_visit) line.again = Again::each_visit;
      if (holds) line.valid_days = std::min(line.valid_days, question.valid_days);
    }
  }
}

void number_questions(Protocol& protocol, Names& names) {
  ask_lines_again(protocol);
  protocol.by_id.clear();
  for (std::size_t slot = 0; slot < protocol.questions.size(); ++slot) {
    Question& question = protocol.questions[slot];
    question.slot = slot;
    names[question.id].slot = static_cast<int>(slot);
    protocol.by_id.push_back(slot);
    if (!question.parent.empty())
      question.parent_slot = static_cast<std::size_t>(names[question.parent].slot);
  }
  std::sort(protocol.by_id.begin(), protocol.by_id.end(), [&](std::size_t a, std::size_t b) {
    return protocol.questions[a].id < protocol.questions[b].id;
  });
}

Done read_conditions_of_questions(TomlTable& top, Protocol& protocol, const Names& names) {
  for (TomlTable& table : top.tables("question")) {
    std::string id = table.text("id");
    Expression asked = read_condition(table, "asked_when", names);
    // The other keys were read before: here only the condition's own fault counts.
    if (auto fault = table.first_fault()) return *fault;
    for (Question& question : protocol.questions) {
      if (question.id == id) question.asked_when = asked;
    }
  }
  return {};
}

}  // namespace fascia::care
