// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "care/code_check.h"
#include "interop/codes_parts.h"

namespace fascia::interop {
namespace {

using care::TomlTable;

std::vector<Phrase> phrases_of(TomlTable& from, std::string_view key) {
  std::vector<Phrase> all;
  for (const std::string& text : from.texts(key)) all.push_back(make_phrase(text));
  return all;
}

std::optional<Sense> sense_of(std::string_view text) {
  static constexpr std::pair<std::string_view, Sense> kSenses[] = {
      {"denied", Sense::denied}, {"family", Sense::family}, {"planned", Sense::planned},
      {"risk", Sense::risk},     {"past", Sense::past},     {"suspected", Sense::suspected}};
  for (auto [name, sense] : kSenses)
    if (name == text) return sense;
  return std::nullopt;
}

Done read_turn(TomlTable& from, Codes& codes) {
  std::string kind = from.text("sense", true);
  std::vector<Phrase> before = phrases_of(from, "before");
  std::vector<Phrase> after = phrases_of(from, "after");
  Turn turn;
  if (kind == "ends") {
    turn.ends = true;
  } else if (kind == "bounds") {
    turn.bounds = true;
  } else if (kind == "undoes") {
    turn.undoes = true;
  } else if (kind == "plain") {
    turn.plain = true;
  } else if (kind == "general") {
    turn.general = true;
  } else if (kind == "another") {
    turn.another = true;
    if (std::string becomes = from.text("becomes"); !becomes.empty()) {
      auto sense = sense_of(becomes);
      if (!sense) return from.fault("becomes", "protocol_value", "past");
      turn.sense = *sense;
    }
  } else if (auto sense = sense_of(kind)) {
    turn.sense = *sense;
  } else {
    return from.fault("sense", "protocol_value", "denied, family, planned, risk, past, suspected");
  }
  turn.last = from.truth("last");
  if (from.has("of")) {
    const std::vector<std::string> of = from.texts("of");
    constexpr std::string_view kThings[] = {"state", "done", "medicine"};
    for (std::size_t i = 0; i < std::size(kThings); ++i)
      turn.of[i] = std::find(of.begin(), of.end(), kThings[i]) != of.end();
    for (const std::string& one : of)
      if (std::find(std::begin(kThings), std::end(kThings), one) == std::end(kThings))
        return from.fault("of", "protocol_value", "state, done, medicine");
  }
  turn.dotted = from.truth("dotted");
  turn.colon = from.truth("colon");
  turn.comma = from.truth("comma");
  // What stands behind is felt over fewer words.
  turn.reach = static_cast<std::size_t>(from.whole("reach", 6));
  const auto behind = static_cast<std::size_t>(from.whole("reach", 3));
  for (Phrase& phrase : before) {
    turn.before = true;
    codes.vocabulary.add_turn(std::move(phrase), turn);
  }
  turn.before = false;
  turn.reach = behind;
  for (Phrase& phrase : after) {
    turn.after = true;
    codes.vocabulary.add_turn(std::move(phrase), turn);
  }
  for (const char* system : {"snomed", "icd10", "loinc"})
    for (const std::string& text : care::read_code_list(from, system, system))
      for (const std::string& code : expand_range(text))
        codes.by_code[std::string(system) + ' ' + code].push_back({Codes::kNone, turn.sense});
  return from.done();
}

Done read_values(TomlTable& from, Codes& codes) {
  auto add = [&](std::string_view key, Said3 said) {
    for (const std::string& code : from.texts(key)) {
      // Of several systems; one that is a number is of SNOMED CT.
      const bool number = code.find_first_not_of("0123456789") == code.npos;
      if (number && !care::may_be_code("snomed", code)) from.fail(key, "protocol_code", code);
      codes.value_codes[code] = said;
    }
  };
  add("yes_codes", Said3::yes);
  add("no_codes", Said3::no);
  codes.value_yes = phrases_of(from, "yes");
  codes.value_no = phrases_of(from, "no");
  return from.done();
}

// What stands in a name in other than words.
Done read_shorthand(TomlTable& file, Codes& codes) {
  for (TomlTable& one : file.tables("shorthand")) {
    const std::string sign = one.text("sign", true);
    if (sign.size() != 1) return one.fault("sign", "protocol_value", "one sign");
    codes.shorthands.push_back({sign.front(), one.text("word", true), phrases_of(one, "beside"),
                                phrases_of(one, "unless")});
    FASCIA_TRY_DONE(one.done());
  }
  for (TomlTable& one : file.tables("long_ago")) {
    LongAgo ago;
    ago.phrases = read_phrases(one);
    ago.days = static_cast<int>(one.whole("days"));
    ago.before_age = static_cast<int>(one.whole("before_age"));
    codes.long_ago.push_back(std::move(ago));
    FASCIA_TRY_DONE(one.done());
  }
  if (auto history = file.table("history")) {
    codes.history = read_phrases(*history);
    FASCIA_TRY_DONE(history->done());
  }
  if (auto titles = file.table("titles")) {
    for (std::string& title : titles->texts("before_a_name"))
      codes.titles.push_back(std::move(title));
    FASCIA_TRY_DONE(titles->done());
  }
  return {};
}

// Of these systems, as "loinc 8302-2".
std::set<std::string, std::less<>> codes_in(TomlTable& from) {
  std::set<std::string, std::less<>> all;
  for (const char* system : {"loinc", "snomed"})
    for (const std::string& code : care::read_code_list(from, system, system))
      all.insert(std::string(system) + ' ' + code);
  return all;
}

Done read_silent_findings(TomlTable& from, Codes& codes) {
  Codes::SilentFindings& silent = codes.silent_findings;
  for (std::string& one : from.texts("categories")) silent.categories.insert(std::move(one));
  for (std::string& one : from.texts("interpretations"))
    silent.interpretations.insert(std::move(one));
  silent.codes.merge(codes_in(from));
  silent.usual = phrases_of(from, "usual");
  return from.done();
}

Done read_silent_things(TomlTable& from, Codes& codes) {
  Codes::SilentThings& silent = codes.silent_things;
  for (std::string& one : from.texts("categories")) silent.categories.insert(std::move(one));
  for (std::string& one : from.texts("absent")) {
    // A number is of SNOMED CT; the others are words.
    const bool number = one.find_first_not_of("0123456789") == one.npos;
    if (number && !care::may_be_code("snomed", one)) from.fail("absent", "protocol_code", one);
    silent.absent.insert(std::move(one));
  }
  silent.conditions = phrases_of(from, "conditions");
  silent.procedures = phrases_of(from, "procedures");
  silent.medicines = phrases_of(from, "medicines");
  silent.passing = phrases_of(from, "passing");
  silent.condition_days = static_cast<int>(from.whole("condition_days"));
  silent.medicine_days = static_cast<int>(from.whole("medicine_days"));
  return from.done();
}

// What stands in many a record and is no matter here.
Done read_silence(TomlTable& file, Codes& codes) {
  if (auto numbers = file.table("silent_numbers")) {
    codes.silent_numbers.merge(codes_in(*numbers));
    FASCIA_TRY_DONE(numbers->done());
  }
  if (auto found = file.table("silent_findings"))
    FASCIA_TRY_DONE(read_silent_findings(*found, codes));
  if (auto things = file.table("silent_things"))
    FASCIA_TRY_DONE(read_silent_things(*things, codes));
  if (auto kinds = file.table("kinds")) {
    for (std::string& type : kinds->texts("silent")) codes.silent_kinds.insert(std::move(type));
    FASCIA_TRY_DONE(kinds->done());
  }
  return {};
}

}  // namespace

std::vector<std::string> expand_range(const std::string& text) {
  // "C00-C97": one letter and two digits on both sides.
  if (text.size() != 7 || text[3] != '-' || text[0] != text[4]) return {text};
  auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  int from = number(1), to = number(5);
  if (from < 0 || to > 99 || from > to) return {text};
  std::vector<std::string> all;
  for (int i = from; i <= to; ++i) {
    std::string code(1, text[0]);
    code += static_cast<char>('0' + i / 10);
    code += static_cast<char>('0' + i % 10);
    all.push_back(std::move(code));
  }
  return all;
}

std::vector<Phrase> read_phrases(TomlTable& from) {
  std::vector<Phrase> all;
  for (const char* key : {"names", "en", "fr"})
    for (Phrase& phrase : phrases_of(from, key)) all.push_back(std::move(phrase));
  return all;
}

Done read_language(TomlTable& file, Codes& codes) {
  for (TomlTable& one : file.tables("system")) {
    std::string id = one.text("id", true);
    for (const std::string& uri : one.texts("uris")) codes.systems[system_form(uri)] = id;
    FASCIA_TRY_DONE(one.done());
  }
  for (TomlTable& one : file.tables("turn")) FASCIA_TRY_DONE(read_turn(one, codes));
  for (TomlTable& one : file.tables("harmless")) {
    for (Phrase& phrase : read_phrases(one))
      codes.vocabulary.add(std::move(phrase), Vocabulary::kHarmless);
    FASCIA_TRY_DONE(one.done());
  }
  for (TomlTable& one : file.tables("route")) {
    std::string id = one.text("id", true);
    for (const std::string& code : care::read_code_list(one, "snomed", "snomed"))
      codes.route_codes[code] = id;
    for (Phrase& phrase : read_phrases(one)) codes.routes[id].push_back(std::move(phrase));
    FASCIA_TRY_DONE(one.done());
  }
  FASCIA_TRY_DONE(read_shorthand(file, codes));
  if (auto sides = file.table("sides")) {
    codes.left = phrases_of(*sides, "left");
    codes.right = phrases_of(*sides, "right");
    codes.both = phrases_of(*sides, "both");
    FASCIA_TRY_DONE(sides->done());
  }
  if (auto values = file.table("values")) FASCIA_TRY_DONE(read_values(*values, codes));
  FASCIA_TRY_DONE(read_silence(file, codes));
  for (TomlTable& one : file.tables("text")) {
    codes.texts[one.text("id", true)] = {one.text("en", true), one.text("fr", true)};
    FASCIA_TRY_DONE(one.done());
  }
  return {};
}

}  // namespace fascia::interop
