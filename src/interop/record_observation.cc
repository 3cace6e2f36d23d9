// SPDX-License-Identifier: Apache-2.0
// Observations: measurements, and symptoms that were asked or seen.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "interop/record_amount.h"
#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;

constexpr std::size_t kMostOfName = 200;  // letters of a name or a value that are read as one

// One value of an observation: its own, or that of a component.
struct Part {
  Concept code;
  const bj::object* json = nullptr;
};

struct Seen {
  std::optional<Date> day;
  std::optional<Instant> at;
  std::string_view text;
  bool bad = false;
};

Seen seen_on(const Reading& reading, const Resource& resource) {
  When when = read_when(resource, "effective", reading.visit, reading.birth);
  Seen seen;
  seen.day = when.last;
  seen.bad = when.bad;
  for (const char* key : {"effectiveDateTime", "effectiveInstant"})
    if (resource.json().contains(key)) seen.text = resource.text(key);
  if (const auto* period = resource.object("effectivePeriod")) {
    seen.text = resource.text(*period, period->contains("end") ? "end" : "start");
  }
  seen.at = parse_rfc3339(seen.text);
  return seen;
}

// By one of its codes, with or without a system.
template <class ByCode>
auto coded_as(const Codes& codes, const Concept& code, ByCode by_code)
    -> decltype(by_code("", "")) {
  for (const Concept::Coding& coding : code.codings) {
    std::string_view system = codes.system(coding.uri);
    if (system.empty() && !coding.uri.empty()) continue;
    for (std::string_view one : {"loinc", "snomed"})
      if (system.empty() || system == one)
        if (auto found = by_code(one, coding.code)) return found;
  }
  return nullptr;
}

// By a name. One word has to be the whole of it: "TA", "systolic".
template <class T>
const T* named_as(const std::vector<T>& all, const Wording& name) {
  for (const T& one : all)
    for (const Phrase& phrase : one.phrases)
      if ((phrase.words.size() > 1 || name.words.size() == 1) && stands_in(phrase, name))
        return &one;
  return nullptr;
}

Reading::NamedMeasure measure_of(Reading& reading, const Concept& code) {
  const Codes& codes = reading.codes;
  Reading::NamedMeasure out;
  out.one = coded_as(codes, code, [&](std::string_view system, std::string_view id) {
    return codes.measurement(system, id);
  });
  out.pair = coded_as(codes, code, [&](std::string_view system, std::string_view id) {
    return codes.pair(system, id);
  });
  constexpr std::size_t kLongestName = 120;
  for (std::string_view text : code.texts) {
    if (out.one != nullptr || out.pair != nullptr) return out;
    if (text.size() > kLongestName) continue;
    auto [at, fresh] = reading.names_seen.try_emplace(std::string(text));
    if (fresh) {
      const Wording name(text);
      at->second.one = named_as(codes.measurements, name);
      if (at->second.one == nullptr) at->second.pair = named_as(codes.pairs, name);
      at->second.by_name = true;
    }
    out = at->second;
  }
  return out;
}

// A code of a system that we know says which thing it is, though none of ours.
bool is_coded(const Codes& codes, const Concept& code) {
  return std::any_of(code.codings.begin(), code.codings.end(), [&](const Concept::Coding& coding) {
    return !codes.system(coding.uri).empty();
  });
}

// Which of several places it is of.
std::string place_of(const Reading& reading, const Resource& resource,
                     const Measurement& measurement, const Concept& code) {
  if (!measurement.apart) return {};
  Concept site = concept_at(resource, "bodySite");
  for (const Concept::Coding& coding : code.codings)
    for (std::string_view system : {"loinc", "snomed"})
      if (reading.codes.measurement(system, coding.code) == &measurement)
        return std::string(coding.code) + ' ' + name_of(site);
  return name_of(code) + ' ' + name_of(site);
}

void ask_again(Reading& reading, const Resource& resource, const Measurement& measurement,
               const char* why) {
  reading.warn(resource.name(), why);
  reading.record.ask.insert(reading.gathered.root_of(measurement.question));
  reading.record.measure.insert(measurement.question);
}

// "182/95 mmHg": the first two numbers with a stroke between them that can be such a pair.
struct TwoNumbers {
  double first = 0, second = 0;
};
std::optional<TwoNumbers> two_numbers(const Codes& codes, const MeasuredPair& pair,
                                      std::string_view text) {
  const std::string all(text.substr(0, kMostOfName));
  auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t stroke = all.find('/'); stroke != all.npos; stroke = all.find('/', stroke + 1)) {
    std::size_t end = stroke;
    while (end > 0 && all[end - 1] == ' ') --end;
    std::size_t from = end;
    while (from > 0 && (digit(all[from - 1]) || all[from - 1] == '.')) --from;
    std::size_t next = stroke + 1;
    while (next < all.size() && all[next] == ' ') ++next;
    if (from == end || next >= all.size() || !digit(all[next])) continue;
    char* behind = nullptr;
    TwoNumbers two{std::strtod(all.c_str() + from, nullptr),
                   std::strtod(all.c_str() + next, &behind)};
    while (*behind == ' ') ++behind;
    std::string_view unit(behind);
    unit = unit.substr(0, unit.find_first_of(" ,;)"));
    const Measurement& first = codes.measurements[pair.first];
    const Measurement& second = codes.measurements[pair.second];
    const double factor = factor_of(first, unit).value_or(1);
    two = {two.first * factor, two.second * factor};
    if (is_plausible(first, two.first) && is_plausible(second, two.second)) return two;
  }
  return std::nullopt;
}

void take_pair(Reading& reading, const Resource& resource, const MeasuredPair& pair,
               const bj::object& part, const Seen& seen, bool preliminary) {
  // Its members are Observations of their own.
  if (part.contains("dataAbsentReason") || part.contains("hasMember")) return;
  const Measurement& first = reading.codes.measurements[pair.first];
  const Measurement& second = reading.codes.measurements[pair.second];
  auto two = two_numbers(reading.codes, pair, resource.text(part, "valueString"));
  if (!two || !seen.day) {
    const char* why = two ? "undated" : "unread_value";
    ask_again(reading, resource, first, why);
    return ask_again(reading, resource, second, why);
  }
  for (auto [measurement, value] : {std::pair(&first, two->first), std::pair(&second, two->second)})
    reading.taken.push_back({measurement, *seen.day, seen.at, value, preliminary, resource.name()});
}

// Of no code or name that we know, and it looks like a pair: by its unit, or as "182/95". Whether
// it does.
bool ask_of_pairs(Reading& reading, const Resource& resource, const Concept& code,
                  const bj::object& part) {
  bool asked = false;
  if (is_coded(reading.codes, code)) return asked;
  for (const MeasuredPair& pair : reading.codes.pairs) {
    const Measurement& first = reading.codes.measurements[pair.first];
    bool looks = part.contains("valueString") &&
                 two_numbers(reading.codes, pair, resource.text(part, "valueString")).has_value();
    if (const bj::object* quantity =
            part.contains("valueQuantity") ? resource.object(part, "valueQuantity") : nullptr)
      for (const char* key : {"code", "unit"})
        looks = looks || factor_of(first, resource.text(*quantity, key)).has_value();
    if (looks) ask_again(reading, resource, first, "unread_value");
    asked = asked || looks;
  }
  return asked;
}

bool is_number(const bj::object& part) {
  return std::ranges::any_of(std::initializer_list<const char*>{"valueQuantity", "valueInteger",
                                                                "valueRange", "valueRatio"},
                             [&](const char* key) { return part.contains(key); });
}

void take_measurement(Reading& reading, const Resource& resource, const Measurement& measurement,
                      const Part& of, const Seen& seen, bool preliminary) {
  const bj::object& part = *of.json;
  auto ask = [&](const char* why) { ask_again(reading, resource, measurement, why); };
  if (part.contains("dataAbsentReason")) return;
  const Amount amount = amount_of(resource, measurement, part, reading.visit);
  if (amount.fault != nullptr) return ask(amount.fault);
  if (!seen.day) return ask("undated");
  if (!is_plausible(measurement, amount.value)) return ask("implausible");
  reading.taken.push_back({&measurement, *seen.day, seen.at, amount.value, preliminary,
                           resource.name(), place_of(reading, resource, measurement, of.code)});
}

// What a value says of a symptom that the code names.
Said3 said_by(const Reading& reading, const Resource& resource, const bj::object& part) {
  if (part.contains("dataAbsentReason")) return Said3::unknown;
  if (const bj::value* truth = part.if_contains("valueBoolean"); truth && truth->is_bool())
    return truth->get_bool() ? Said3::yes : Said3::no;
  Concept value;
  read_concept(resource, part.if_contains("valueCodeableConcept"), "valueCodeableConcept", value);
  for (const Concept::Coding& coding : value.codings)
    if (auto known = reading.codes.value_codes.find(coding.code);
        known != reading.codes.value_codes.end())
      return known->second;
  if (std::string_view text = resource.text(part, "valueString"); !text.empty())
    value.texts.push_back(text);
  for (std::string_view text : value.texts) {
    Wording wording(text.substr(0, 500));
    // "not present" is no; so no before yes.
    if (any_stands_in(reading.codes.value_no, wording)) return Said3::no;
    if (any_stands_in(reading.codes.value_yes, wording)) return Said3::yes;
  }
  return Said3::unknown;
}

void tell_symptom(Reading& reading, const Resource& resource, const Concept& meant,
                  const Mention& mention, const Mentioned& all, const Seen& seen) {
  const CodeEntry& entry = *mention.entry;
  if (mention.sense == Sense::denied || mention.sense == Sense::family ||
      mention.sense == Sense::planned || mention.sense == Sense::risk)
    return reading.pass(resource, mention.sense == Sense::family ? "family" : "denied");
  if (entry.within_days > 0 && seen.day && reading.visit - *seen.day > entry.within_days) {
    reading.pass(resource, "old");
    return reading.ask(entry);
  }
  if (!seen.day) reading.ask(entry);
  bool past = mention.sense == Sense::past && entry.past == CodeEntry::Past::other;
  Telling telling;
  telling.entry = &entry;
  telling.answers = past ? &entry.past_answers : &entry.answers;
  telling.date = seen.day;
  telling.unsure = mention.sense == Sense::suspected && !entry.counts_when_suspected;
  telling.sites = find_sites(reading, resource, meant, entry);
  telling.beside = &all;
  tell(reading, resource, telling);
}

// Where only the name and the value together say what it is: "Pregnancy test: positive".
Mentioned found_together(Reading& reading, const Concept& code, const Concept& value, Said3 said) {
  Mentioned none;
  if (value.texts.empty() && said != Said3::yes) return none;
  for (std::string_view name : code.texts) {
    auto with = [&](std::string_view told) {
      const std::string text =
          std::string(name.substr(0, kMostOfName)) + ' ' + std::string(told.substr(0, kMostOfName));
      Concept both;
      both.texts.emplace_back(text);
      return find_mentions(reading, both, {Use::condition}, false);
    };
    for (std::string_view told : value.texts)
      if (Mentioned all = with(told); !all.mentions.empty()) return all;
    if (said != Said3::yes || !value.texts.empty()) continue;
    for (const Phrase& yes : reading.codes.value_yes)
      if (Mentioned all = with(yes.words.front()); !all.mentions.empty()) return all;
  }
  return none;
}

bool of_family(const Reading& reading, const Concept& code) {
  return std::any_of(code.texts.begin(), code.texts.end(), [&](std::string_view text) {
    return reading.codes.vocabulary.sense_behind(Wording(text.substr(0, kMostOfName))) ==
           Sense::family;
  });
}

bool is_told(const Mentioned& all, const CodeEntry* entry) {
  return std::any_of(all.mentions.begin(), all.mentions.end(), [&](const Mention& one) {
    return one.entry == entry && one.sense >= Sense::past;
  });
}

void take_symptom(Reading& reading, const Resource& resource, const Part& part, const Seen& seen) {
  if (is_number(*part.json)) {
    if (!ask_of_pairs(reading, resource, part.code, *part.json))
      warn_of_number(reading, resource, part.code);
    return;
  }
  Mentioned named = find_mentions(reading, part.code, {Use::condition}, false);
  Said3 said = said_by(reading, resource, *part.json);
  Concept value;
  if (!part.json->contains("dataAbsentReason")) {
    read_concept(resource, part.json->if_contains("valueCodeableConcept"), "valueCodeableConcept",
                 value);
    if (std::string_view text = resource.text(*part.json, "valueString"); !text.empty())
      value.texts.push_back(text);
  }
  // The value may be the finding itself: "Pregnancy status: pregnant".
  Mentioned found = find_mentions(reading, value, {Use::condition}, false);
  if (named.mentions.empty() && found.mentions.empty())
    found = found_together(reading, part.code, value, said);
  if (!found.mentions.empty() && of_family(reading, part.code))
    return reading.pass(resource, "family");
  for (const Mention& mention : found.mentions)
    tell_symptom(reading, resource, value, mention, found, seen);
  for (const Mention& mention : named.mentions) {
    if (is_told(found, mention.entry)) continue;
    if (said == Said3::yes)
      tell_symptom(reading, resource, part.code, mention, named, seen);
    else if (said == Said3::no)
      reading.pass(resource, "denied");
    else
      reading.ask(*mention.entry);
  }
  if (named.mentions.empty() && found.mentions.empty() &&
      !ask_of_pairs(reading, resource, part.code, *part.json) && !of_family(reading, part.code))
    warn_of_finding(reading, resource, part.code, *part.json, value, said);
}

}  // namespace

void read_observation(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  if (status == "entered-in-error") return reading.pass(resource, "entered_in_error");
  if (status == "cancelled" || status == "registered" || status == "unknown")
    return reading.pass(resource, status == "cancelled" ? "cancelled" : "not_final");
  bool preliminary = status != "final" && status != "amended" && status != "corrected";
  Seen seen = seen_on(reading, resource);
  std::vector<Part> parts;
  parts.push_back({concept_at(resource, "code"), &resource.json()});
  if (!parts.front().code.named())
    return reading.unread(resource.type(), resource.name(), resource.place(), "unnamed");
  if (const bj::array* components = resource.list(resource.json(), "component"))
    for (const bj::value& value : *components)
      if (const bj::object* one = value.if_object()) {
        Part part;
        part.json = one;
        read_concept(resource, one->if_contains("code"), "component", part.code);
        parts.push_back(std::move(part));
      }
  const Reading::NamedMeasure whole = measure_of(reading, parts.front().code);
  const MeasuredPair* pair = whole.pair;
  bool read = false;
  for (const Part& part : parts) {
    if (pair != nullptr && &part == &parts.front()) continue;
    if (const auto named = measure_of(reading, part.code); named.one != nullptr) {
      take_measurement(reading, resource, *named.one, part, seen, preliminary || named.by_name);
      read = true;
    } else {
      take_symptom(reading, resource, part, seen);
    }
  }
  if (pair != nullptr && !read)
    take_pair(reading, resource, *pair, *parts.front().json, seen, preliminary || whole.by_name);
}

}  // namespace fascia::interop
