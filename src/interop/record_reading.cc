// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

bool wanted(const CodeEntry& entry, std::initializer_list<Use> uses) {
  return std::find(uses.begin(), uses.end(), entry.use) != uses.end();
}

void add(std::vector<Mention>& mentions, const CodeEntry* entry, Sense sense) {
  for (Mention& one : mentions) {
    if (one.entry != entry) continue;
    one.sense = std::max(one.sense, sense);
    return;
  }
  mentions.push_back({entry, sense});
}

std::vector<care::Region> of_side(const std::vector<care::Region>& both, bool left, bool right) {
  if (left == right) return both;
  std::vector<care::Region> one;
  for (const care::Region& region : both)
    if (region.side == care::Side::midline ||
        region.side == (left ? care::Side::left : care::Side::right))
      one.push_back(region);
  return one;
}

}  // namespace

void Reading::warn(const std::string& place, std::string what, std::string words) {
  RecordNote note{place, std::move(what), std::move(words)};
  auto& all = record.warnings;
  if (std::find(all.begin(), all.end(), note) == all.end()) all.push_back(std::move(note));
}

void Reading::pass(const Resource& resource, std::string what) {
  RecordNote note{resource.name(), std::move(what)};
  auto& all = record.passed;
  if (all.empty() || !(all.back() == note)) all.push_back(std::move(note));
}

void Reading::ask(const CodeEntry& entry) {
  for (const auto* answers : {&entry.answers, &entry.past_answers, &entry.old_answers})
    for (const CodedAnswer& answer : *answers) record.ask.insert(gathered.root_of(answer.question));
}

void Reading::unread(const std::string& type, const std::string& name, const std::string& place,
                     std::string what) {
  warn(place, std::move(what));
  // A person's no settles what it could have told, and not what it is: somebody looks.
  if (std::ranges::find(record.unmatched, name) == record.unmatched.end()) {
    record.unmatched.push_back(name);
    record.unmatched_words.emplace(name, "");
  }
  auto questions = codes.unread.find(type);
  if (questions == codes.unread.end()) questions = codes.unread.find("any");
  if (questions == codes.unread.end()) return;
  for (const std::string& question : questions->second) {
    gathered.not_sure(question, name);
    record.ask.insert(question);
  }
}

namespace {

// A name that a person can read, of bounded length.
std::string words_of(const Concept& meant) {
  constexpr std::size_t kLongest = 200;
  std::string out;
  for (std::string_view text : meant.texts) {
    if (out.find(text) != out.npos) continue;
    out += (out.empty() ? "" : "; ") + std::string(text);
  }
  if (out.size() <= kLongest) return out;
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  return out.substr(0, end) + "…";
}

// Work, school, teeth, a screening: by its category, or by words in a name that is no more than a
// name. In a longer text such a word says nothing of the rest.
bool is_everyday(const Codes& codes, const Resource& resource, const Concept& meant, bool over) {
  constexpr std::size_t kMostWords = 12;
  const Codes::SilentThings& silent = codes.silent_things;
  const Concept category = concept_at(resource, "category");
  for (const Concept::Coding& coding : category.codings)
    if (silent.categories.contains(std::string(coding.code))) return true;
  const auto& names = resource.type() == "Procedure"              ? silent.procedures
                      : resource.type().starts_with("Medication") ? silent.medicines
                                                                  : silent.conditions;
  return !meant.texts.empty() && std::ranges::all_of(meant.texts, [&](std::string_view text) {
    const Wording wording(text.substr(0, 200));
    if (wording.words.size() > kMostWords) return false;
    return any_stands_in(names, wording) || (over && any_stands_in(silent.passing, wording));
  });
}

}  // namespace

std::string name_of(const Concept& meant) {
  constexpr std::size_t kLongestCode = 64;
  if (!meant.texts.empty() || meant.codings.empty()) return words_of(meant);
  return std::string(meant.codings.front().code.substr(0, kLongestCode));
}

bool Reading::is_absent(const Resource& resource, const Concept& meant) {
  const bool absent = std::ranges::any_of(meant.codings, [&](const Concept::Coding& coding) {
    return codes.silent_things.absent.contains(std::string(coding.code));
  });
  if (absent) pass(resource, "denied");
  return absent;
}

void Reading::unmatched(const Resource& resource, const Concept& meant, const Mentioned& all,
                        std::optional<Date> ended) {
  if (is_absent(resource, meant)) return;
  const bool unknown = !meant.codings.empty() && !all.judged;
  if (is_everyday(codes, resource, meant, ended.has_value())) return pass(resource, "everyday");
  const bool of_medicine = resource.type().starts_with("Medication");
  const int days =
      of_medicine ? codes.silent_things.medicine_days : codes.silent_things.condition_days;
  if (days > 0 && ended && visit - *ended > days && !meant.texts.empty())
    return pass(resource, "over_long");
  if (unknown && meant.texts.empty()) {
    record.unmatched_words[resource.name()] = name_of(meant);
    return unread(resource.type(), resource.name(), resource.place(), "unknown_code");
  }
  record.unmatched.push_back(resource.name());
  record.unmatched_words[resource.name()] = words_of(meant);
  if (unknown) warn(resource.place(), "unmatched");
}

const std::vector<Vocabulary::Found>& Reading::find_words(std::string_view text) {
  std::string key(text);
  auto known = words_seen.find(key);
  if (known != words_seen.end()) return known->second;
  std::vector<Vocabulary::Found> found = codes.vocabulary.find(Wording(spelled_out(codes, text)));
  return words_seen.emplace(std::move(key), std::move(found)).first->second;
}

Mentioned find_mentions(Reading& reading, const Concept& meant, std::initializer_list<Use> by_words,
                        bool any_by_code) {
  const Codes& codes = reading.codes;
  Mentioned out;
  std::vector<Mention> by_code;
  for (const Concept::Coding& coding : meant.codings) {
    std::string_view system = codes.system(coding.uri);
    out.judged = out.judged || system == "icd10";
    if (!system.empty()) {
      codes.find(system, coding.code, by_code);
    } else if (coding.uri.empty()) {
      for (std::string_view one : {"snomed", "icd10", "loinc", "rxnorm", "atc"})
        codes.find(one, coding.code, by_code);
    }
  }
  out.judged = out.judged || !by_code.empty();
  Sense turned = Sense::said;  // what a code says of the whole: of the family, suspected
  for (const Mention& one : by_code) {
    if (one.entry == nullptr)
      turned = std::min(turned, one.sense);
    else if (any_by_code || wanted(*one.entry, by_words))
      add(out.mentions, one.entry, one.sense);
  }
  for (std::string_view text : meant.texts) {
    for (const Vocabulary::Found& found : reading.find_words(text)) {
      if (found.meaning >= codes.entries.size()) continue;
      const CodeEntry& entry = codes.entries[found.meaning];
      if (!wanted(entry, by_words)) continue;
      // What is planned for a condition does not plan the condition.
      bool planned = found.sense == Sense::planned && entry.use == Use::condition;
      add(out.mentions, &entry, planned ? Sense::said : found.sense);
    }
  }
  // What only the form of a word tells ("-ectomy") gives way to what is known of it.
  const bool known =
      std::ranges::any_of(out.mentions, [](const Mention& one) { return !one.entry->otherwise; });
  if (known) std::erase_if(out.mentions, [](const Mention& one) { return one.entry->otherwise; });
  for (Mention& one : out.mentions) one.sense = std::min(one.sense, turned);
  find_details(reading, meant, out);
  return out;
}

void find_details(Reading& reading, const Concept& meant, Mentioned& into) {
  const Codes& codes = reading.codes;
  auto put = [&](const CodedDetail& detail) {
    if (std::find(into.details.begin(), into.details.end(), &detail) == into.details.end())
      into.details.push_back(&detail);
  };
  for (const Mention& one : into.mentions)
    for (const CodedDetail& detail : one.entry->details)
      for (const std::string& code : detail.snomed)
        if (has_code(meant, code)) put(detail);
  for (std::string_view text : meant.texts) {
    for (const Vocabulary::Found& found : reading.find_words(text)) {
      if (found.meaning < codes.entries.size() || found.sense < Sense::past) continue;
      const Codes::DetailAt& at = codes.details[found.meaning - codes.entries.size()];
      const CodeEntry* entry = &codes.entries[at.entry];
      bool mentioned = std::any_of(into.mentions.begin(), into.mentions.end(),
                                   [&](const Mention& one) { return one.entry == entry; });
      if (mentioned) put(entry->details[at.detail]);
    }
  }
  find_numbers(meant, into);
}

std::vector<care::Region> find_sites(Reading& reading, const Resource& resource,
                                     const Concept& meant, const CodeEntry& entry) {
  const Codes& codes = reading.codes;
  Concept site = concept_at(resource, "bodySite");
  if (!site.named()) site = concept_at(resource, "site");
  std::vector<care::Region> all;
  for (const Concept::Coding& coding : site.codings)
    if (auto known = codes.site_codes.find(coding.code); known != codes.site_codes.end())
      all.insert(all.end(), known->second.begin(), known->second.end());
  std::vector<std::string_view> texts = site.texts;
  texts.insert(texts.end(), meant.texts.begin(), meant.texts.end());
  bool left = false, right = false;
  for (std::string_view text : texts) {
    Wording wording(text.substr(0, 2000));
    left = left || any_stands_in(codes.left, wording) || any_stands_in(codes.both, wording);
    right = right || any_stands_in(codes.right, wording) || any_stands_in(codes.both, wording);
    for (const Site& one : codes.sites)
      if (any_stands_in(one.phrases, wording))
        all.insert(all.end(), one.regions.begin(), one.regions.end());
  }
  if (all.empty()) all = entry.sites;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return of_side(all, left, right);
}

namespace {

struct Gives {
  care::AnswerMap answers;
  std::set<std::string> open, doubts;
};

bool fits_dose(const CodedAnswer& answer, const std::optional<double>& mg) {
  if (answer.up_to_mg && (!mg || *mg > *answer.up_to_mg)) return false;
  return !answer.over_mg || !mg || *mg > *answer.over_mg;
}

void give(const CodedAnswer& from, const Telling& telling, Date visit, Gives& into) {
  if (from.from == CodedAnswer::From::ask || !fits_dose(from, telling.mg_a_day)) return;
  bool unsure = telling.unsure;
  if (from.after_days > 0) {
    if (!telling.taken_since)
      unsure = true;
    else if (visit - *telling.taken_since < from.after_days)
      return;
  }
  if (unsure || from.guess) into.doubts.insert(from.question);
  if (unsure) {
    into.answers.insert_or_assign(from.question, care::Said::not_sure);
  } else if (from.from == CodedAnswer::From::end && !telling.ended) {
    into.open.insert(from.question);
  } else if (from.from == CodedAnswer::From::end) {
    into.answers.insert_or_assign(from.question,
                                  care::SaidDate{*telling.ended, to_iso(*telling.ended)});
  } else if (from.from == CodedAnswer::From::date) {
    Date day = telling.date.value_or(visit);
    into.answers.insert_or_assign(from.question, care::SaidDate{day, to_iso(day)});
  } else if (from.from == CodedAnswer::From::site) {
    if (telling.sites.empty())
      into.open.insert(from.question);
    else
      into.answers.insert_or_assign(from.question, telling.sites);
  } else if (auto [at, fresh] = into.answers.emplace(from.question, from.value); !fresh) {
    auto* has = std::get_if<std::vector<std::string>>(&at->second);
    const auto* more = std::get_if<std::vector<std::string>>(&from.value);
    if (has != nullptr && more != nullptr)
      has->insert(has->end(), more->begin(), more->end());
    else
      at->second = from.value;
  }
}

}  // namespace

void tell_family(Reading& reading, const Resource& resource, const CodeEntry& entry) {
  if (entry.family_answers.empty()) return;
  Telling telling;
  telling.entry = &entry;
  telling.answers = &entry.family_answers;
  tell(reading, resource, telling);
}

void settle_pending(Reading& reading) {
  const std::vector<Reading::Pending> all = std::move(reading.pending);
  for (const Reading::Pending& one : all) {
    const auto& beside = one.entry->beside;
    const bool stands_beside =
        std::any_of(beside.begin(), beside.end(),
                    [&](const std::string& id) { return reading.told_entries.count(id) != 0; });
    if (!stands_beside) continue;
    Telling telling;
    telling.entry = one.entry;
    telling.answers = &one.entry->beside_answers;
    telling.date = one.date;
    telling.unsure = one.unsure || (one.date && reading.visit - *one.date > one.entry->beside_days);
    tell(reading, *one.resource, telling);
  }
}

void tell(Reading& reading, const Resource& resource, const Telling& telling) {
  if (telling.answers != &telling.entry->beside_answers &&
      telling.answers != &telling.entry->family_answers) {
    reading.told_entries.insert(telling.entry->id);
    if (!telling.entry->beside.empty())
      reading.pending.push_back({&resource, telling.entry, telling.date, telling.unsure});
  }
  Gives gives;
  const CodeEntry& entry = *telling.entry;
  const bool fresh = telling.answers == &entry.answers && !entry.fresh_answers.empty() &&
                     telling.date && reading.visit - *telling.date <= entry.fresh_days;
  for (const CodedAnswer& answer : fresh ? entry.fresh_answers : *telling.answers) {
    // Unsure is the thing itself; its details are not asked then.
    if (telling.unsure && reading.gathered.root_of(answer.question) != answer.question) continue;
    give(answer, telling, reading.visit, gives);
    if (answer.from == CodedAnswer::From::ask)
      reading.record.ask.insert(reading.gathered.root_of(answer.question));
  }
  if (telling.beside != nullptr && !telling.unsure) {
    // Of several that answer one question the first in the table counts, the worst of them.
    const auto& seen = telling.beside->details;
    for (auto own = entry.details.rbegin(); own != entry.details.rend(); ++own)
      if (std::ranges::find(seen, &*own) != seen.end())
        for (const CodedAnswer& answer : own->answers) give(answer, telling, reading.visit, gives);
    for (const CodedNumber& own : telling.entry->numbers)
      if (auto told = telling.beside->numbers.find(own.question);
          told != telling.beside->numbers.end())
        gives.answers.insert_or_assign(own.question, told->second);
  }
  reading.gathered.add(gives.answers, gives.open, resource.name(), gives.doubts);
}

}  // namespace fascia::interop
