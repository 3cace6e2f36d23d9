// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/json/array.hpp>

#include "care/code_check.h"
#include "care/intake.h"
#include "care/protocol_toml.h"
#include "interop/codes.h"
#include "interop/codes_parts.h"

namespace fascia::interop {
namespace {

using care::TomlTable;

// The value as an answer in JSON would give it.
boost::json::value value_of(TomlTable& from, const care::Question& question) {
  if (question.kind == care::Kind::number) return from.number("value");
  bool list = question.kind == care::Kind::multi || question.kind == care::Kind::regions;
  if (!list) return boost::json::string(from.text("value", true));
  boost::json::array all;
  for (const std::string& text : from.texts("value")) all.push_back(boost::json::string(text));
  const bool unsure = all.size() == 1 && all.front() == "not_sure";
  return unsure ? all.front() : boost::json::value(all);
}

std::vector<CodedAnswer> read_answers(TomlTable& from, std::string_view key,
                                      const care::Protocol& protocol) {
  std::vector<CodedAnswer> all;
  for (TomlTable& one : from.tables(key)) {
    CodedAnswer answer;
    answer.question = one.text("question", true);
    const care::Question* question = protocol.question(answer.question);
    if (question == nullptr) {
      from.fail(one.fault("question", "protocol_unknown_name", answer.question));
      return all;
    }
    std::string source = one.text("from");
    if (source == "date") {
      answer.from = CodedAnswer::From::date;
    } else if (source == "end") {
      answer.from = CodedAnswer::From::end;
    } else if (source == "site") {
      answer.from = CodedAnswer::From::site;
    } else if (source == "ask") {
      answer.from = CodedAnswer::From::ask;
    } else if (!source.empty()) {
      one.fail("from", "protocol_value", "date, end, site or ask");
    }
    answer.over_mg = one.has("over_mg") ? std::optional(one.number("over_mg")) : std::nullopt;
    answer.up_to_mg = one.has("up_to_mg") ? std::optional(one.number("up_to_mg")) : std::nullopt;
    answer.after_days = static_cast<int>(one.whole("after_days"));
    answer.guess = one.truth("guess");
    if (source.empty()) {
      auto value =
          care::read_answer(*question, value_of(one, *question), protocol, answer.question);
      if (!value) one.fail("value", "protocol_value", "no answer to " + answer.question);
      if (value) answer.value = *std::move(value);
    }
    if (auto fault = one.done(); !fault) from.fail(fault.error());
    all.push_back(std::move(answer));
  }
  return all;
}

std::vector<care::Region> read_places(TomlTable& from, std::string_view key,
                                      const care::Protocol& protocol) {
  std::vector<care::Region> all;
  for (const std::string& name : from.texts(key)) {
    std::vector<care::Region> some;
    if (auto alias = protocol.aliases.find(name); alias != protocol.aliases.end()) {
      some = alias->second;
    } else if (auto limb = protocol.limbs.find(name); limb != protocol.limbs.end()) {
      some = limb->second;
    } else {
      for (const care::Region& region : protocol.regions)
        if (region.id == name) some.push_back(region);
    }
    if (some.empty()) from.fail(key, "protocol_unknown_name", name);
    all.insert(all.end(), some.begin(), some.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void add_codes(TomlTable& from, const std::string& prefix, std::size_t entry, Sense sense,
               Codes& codes) {
  for (const char* system : {"snomed", "icd10", "loinc", "rxnorm", "atc"}) {
    for (const std::string& text : care::read_code_list(from, prefix + system, system))
      for (const std::string& code : expand_range(text)) {
        codes.by_code[std::string(system) + ' ' + code].push_back({entry, sense});
        if (std::string_view(system) != "icd10" || sense != Sense::said) continue;
        for (std::string above = code; above.size() > 3;) {
          above.pop_back();
          if (above.ends_with('.')) above.pop_back();
          auto& below = codes.below_icd10[above];
          if (below.empty() || below.back() != entry) below.push_back(entry);
        }
      }
  }
}

// The clinic's own file says which more specific codes mean what one of ours does, and no more.
struct Descendants {
  std::string of;
  std::vector<std::string> codes;
};
Done read_own_file(const care::ParsedFile& parsed, std::vector<Descendants>& all) {
  TomlTable file(parsed.table, parsed.file.name, "");
  file.head();
  file.text("release");
  for (TomlTable& one : file.tables("descendants")) {
    all.push_back({one.text("of", true), one.texts("codes")});
    FASCIA_TRY_DONE(one.done());
  }
  return file.done();
}

CodeEntry::Past read_past(TomlTable& from) {
  std::string text = from.text("past");
  if (text == "counts") return CodeEntry::Past::counts;
  if (text == "stays") return CodeEntry::Past::stays;
  if (!text.empty() && text != "nothing")
    from.fail("past", "protocol_value", "nothing, counts or stays");
  return CodeEntry::Past::nothing;
}

Done read_number(TomlTable& from, const care::Protocol& protocol, CodeEntry& entry) {
  CodedNumber one;
  one.question = from.text("question", true);
  const care::Question* question = protocol.question(one.question);
  if (question == nullptr || question->kind != care::Kind::number)
    return from.fault("question", "protocol_unknown_name", one.question);
  one.low = question->low;
  one.high = question->high;
  one.behind = read_phrases(from);
  if (const auto* units = from.raw("units"))
    for (const auto& [unit, factor] : *units)
      one.units.emplace(std::string(unit.str()), factor.value<double>().value_or(0));
  if (one.behind.empty() && one.units.empty())
    return from.fault("units", "protocol_value", "units, or words before the number");
  std::string worst = from.text("worst", true);
  if (worst != "high" && worst != "low") from.fail("worst", "protocol_value", "high or low");
  one.worst_high = worst == "high";
  entry.numbers.push_back(std::move(one));
  return from.done();
}

Done read_entry(TomlTable& from, Use use, const care::Protocol& protocol, Codes& codes) {
  const std::size_t index = codes.entries.size();
  CodeEntry entry;
  entry.id = from.text("id", true);
  entry.item = static_cast<int>(from.whole("item"));
  entry.use = use;
  entry.answers = read_answers(from, "answers", protocol);
  entry.past = read_past(from);
  entry.past_answers = read_answers(from, "past_answers", protocol);
  if (!entry.past_answers.empty()) entry.past = CodeEntry::Past::other;
  entry.past_days = static_cast<int>(from.whole("past_days"));
  entry.fresh_answers = read_answers(from, "fresh_answers", protocol);
  entry.fresh_days = static_cast<int>(from.whole("fresh_days"));
  entry.lasting = from.truth("lasting");
  entry.counts_when_suspected = from.truth("counts_when_suspected");
  entry.within_days = static_cast<int>(from.whole("within_days"));
  entry.old_answers = read_answers(from, "old_answers", protocol);
  entry.otherwise = from.truth("otherwise");
  entry.sites = read_places(from, "sites", protocol);
  entry.icd10_except = care::read_code_list(from, "icd10_except", "icd10");
  if (std::string kind = from.text("each"); !kind.empty()) codes.kind_entries[kind] = index;
  entry.beside = from.texts("beside");
  entry.beside_answers = read_answers(from, "beside_answers", protocol);
  entry.beside_days = static_cast<int>(from.whole("beside_days"));
  entry.family_answers = read_answers(from, "family_answers", protocol);
  entry.washout_days = static_cast<int>(from.whole("washout_days"));
  entry.stopped_answers = read_answers(from, "stopped_answers", protocol);
  entry.asked_days = static_cast<int>(from.whole("asked_days"));
  entry.taken_when_unknown = from.truth("taken_when_unknown");
  entry.ask_when_not_taken = from.truth("ask_when_not_taken");
  entry.not_by = from.texts("not_by");
  entry.only_by = from.texts("only_by");
  add_codes(from, "", index, Sense::said, codes);
  add_codes(from, "history_", index, Sense::past, codes);
  add_codes(from, "suspected_", index, Sense::suspected, codes);
  const Thing thing = use == Use::medicine    ? Thing::medicine
                      : use == Use::procedure ? Thing::done
                                              : Thing::state;
  for (Phrase& phrase : read_phrases(from)) codes.vocabulary.add(std::move(phrase), index, thing);
  for (TomlTable& one : from.tables("details")) {
    CodedDetail detail;
    detail.phrases = read_phrases(one);
    detail.snomed = care::read_code_list(one, "snomed", "snomed");
    detail.answers = read_answers(one, "answers", protocol);
    FASCIA_TRY_DONE(one.done());
    entry.details.push_back(std::move(detail));
  }
  for (TomlTable& one : from.tables("numbers")) FASCIA_TRY_DONE(read_number(one, protocol, entry));
  for (const CodeEntry& other : codes.entries)
    if (other.id == entry.id) from.fail("id", "protocol_duplicate");
  codes.entries.push_back(std::move(entry));
  return from.done();
}

Done read_measurement(TomlTable& from, const care::Protocol& protocol, Codes& codes) {
  Measurement one;
  one.id = from.text("id", true);
  from.whole("item");
  one.question = from.text("question", true);
  const care::Question* question = protocol.question(one.question);
  if (question == nullptr || question->kind != care::Kind::number)
    return from.fault("question", "protocol_unknown_name", one.question);
  one.low = from.has("low") ? from.number("low") : question->low;
  one.high = from.has("high") ? from.number("high") : question->high;
  if (const auto* units = from.raw("units"))
    for (const auto& [unit, factor] : *units)
      one.units.emplace(std::string(unit.str()), factor.value<double>().value_or(0));
  one.decide_days = static_cast<int>(from.whole("decide_days"));
  one.lower_days = static_cast<int>(from.whole("lower_days"));
  one.prompt_days = static_cast<int>(from.whole("prompt_days"));
  one.worry_for_ever = from.truth("worry_for_ever");
  if (from.has("worry_from")) one.worry_from = from.number("worry_from");
  if (from.has("worry_to")) one.worry_to = from.number("worry_to");
  if (from.has("step")) one.step = from.number("step");
  one.apart = from.truth("apart");
  one.grows_days = static_cast<int>(from.whole("grows_days"));
  if (from.has("due")) one.due = from.number("due");
  one.answers = read_answers(from, "answers", protocol);
  one.phrases = read_phrases(from);
  for (const char* system : {"loinc", "snomed"})
    for (const std::string& code : care::read_code_list(from, system, system))
      codes.measured[std::string(system) + ' ' + code] = codes.measurements.size();
  FASCIA_TRY_DONE(from.done());
  codes.measurements.push_back(std::move(one));
  return {};
}

Done read_pair(TomlTable& from, Codes& codes) {
  MeasuredPair pair;
  for (auto [key, into] : {std::pair("first", &pair.first), std::pair("second", &pair.second)}) {
    std::string id = from.text(key, true);
    auto found = std::find_if(codes.measurements.begin(), codes.measurements.end(),
                              [&](const Measurement& one) { return one.id == id; });
    if (found == codes.measurements.end()) return from.fault(key, "protocol_unknown_name", id);
    *into = static_cast<std::size_t>(found - codes.measurements.begin());
  }
  pair.phrases = read_phrases(from);
  for (const char* system : {"loinc", "snomed"})
    for (const std::string& code : care::read_code_list(from, system, system))
      codes.measured_pairs[std::string(system) + ' ' + code] = codes.pairs.size();
  codes.pairs.push_back(std::move(pair));
  return from.done();
}

// Questions by name; one that is unknown is a fault.
std::vector<std::string> read_questions(TomlTable& from, std::string_view key,
                                        const care::Protocol& protocol) {
  std::vector<std::string> all = from.texts(key);
  for (const std::string& id : all)
    if (protocol.question(id) == nullptr) from.fail(key, "protocol_unknown_name", id);
  return all;
}

Done read_stays(TomlTable& from, const care::Protocol& protocol, Codes& codes) {
  for (std::string& one : from.texts("classes")) codes.stays.classes.insert(std::move(one));
  codes.stays.days = static_cast<int>(from.whole("days"));
  codes.stays.ask = read_questions(from, "ask", protocol);
  return from.done();
}

Done read_file(const care::ParsedFile& parsed, const care::Protocol& protocol, Codes& codes) {
  TomlTable file(parsed.table, parsed.file.name, "");
  file.head();
  static constexpr std::pair<const char*, Use> kUses[] = {{"condition", Use::condition},
                                                          {"procedure", Use::procedure},
                                                          {"medicine", Use::medicine},
                                                          {"allergy", Use::allergy}};
  for (auto [key, use] : kUses)
    for (TomlTable& one : file.tables(key)) FASCIA_TRY_DONE(read_entry(one, use, protocol, codes));
  for (TomlTable& one : file.tables("measurement"))
    FASCIA_TRY_DONE(read_measurement(one, protocol, codes));
  for (TomlTable& one : file.tables("pair")) FASCIA_TRY_DONE(read_pair(one, codes));
  FASCIA_TRY_DONE(read_language(file, codes));
  for (TomlTable& one : file.tables("site")) {
    Site site;
    site.regions = read_places(one, "regions", protocol);
    site.phrases = read_phrases(one);
    for (const std::string& code : care::read_code_list(one, "snomed", "snomed"))
      codes.site_codes[code] = site.regions;
    FASCIA_TRY_DONE(one.done());
    codes.sites.push_back(std::move(site));
  }
  if (auto beside = file.table("beside")) {
    codes.conflict = beside->text("conflict", true);
    const care::Question* question = protocol.question(codes.conflict);
    if (question == nullptr || question->kind != care::Kind::tri)
      return beside->fault("conflict", "protocol_unknown_name", codes.conflict);
    FASCIA_TRY_DONE(beside->done());
  }
  if (auto unread = file.table("unread")) {
    for (const std::string& type : unread->keys())
      codes.unread[type] = read_questions(*unread, type, protocol);
    FASCIA_TRY_DONE(unread->done());
  }
  if (auto stays = file.table("stays")) FASCIA_TRY_DONE(read_stays(*stays, protocol, codes));
  return file.done();
}

}  // namespace

Result<Codes> read_codes(const std::vector<care::File>& files, const care::Protocol& protocol) {
  FASCIA_TRY(auto parsed, care::parse_files(files, "codes"));
  Codes codes;
  std::vector<Descendants> descendants;
  for (const care::ParsedFile& one : parsed)
    FASCIA_TRY_DONE(one.file.name.starts_with("own/") ? read_own_file(one, descendants)
                                                      : read_file(one, protocol, codes));
  for (const Descendants& one : descendants)
    for (const std::string& code : one.codes) codes.add_descendant(code, one.of);
  for (std::size_t i = 0; i < codes.entries.size(); ++i) {
    for (std::size_t k = 0; k < codes.entries[i].details.size(); ++k) {
      for (const Phrase& phrase : codes.entries[i].details[k].phrases)
        codes.vocabulary.add(phrase, codes.entries.size() + codes.details.size());
      codes.details.push_back({i, k});
    }
  }
  return codes;
}

}  // namespace fascia::interop
