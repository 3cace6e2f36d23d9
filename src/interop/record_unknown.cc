// SPDX-License-Identifier: Apache-2.0
// What an Observation holds and nothing here knows: said to whoever reads, unless it is of nearly
// everybody and no matter.
#include <algorithm>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;

bool is_silent_code(const Codes& codes, const std::set<std::string, std::less<>>& silent,
                    const Concept& code) {
  return std::ranges::any_of(code.codings, [&](const Concept::Coding& coding) {
    return silent.contains(std::string(codes.system(coding.uri)) + ' ' + std::string(coding.code));
  });
}

constexpr std::size_t kMostOfWord = 200;  // letters of a value that are read as one

bool is_usual(const Codes& codes, const Resource& resource, const Concept& code,
              const bj::object& part, const Concept& value) {
  const Codes::SilentFindings& silent = codes.silent_findings;
  auto one_of = [](const Concept& meant, const auto& set) {
    return std::ranges::any_of(meant.codings, [&](const Concept::Coding& coding) {
      return set.contains(std::string(coding.code));
    });
  };
  if (one_of(concept_at(resource, "category"), silent.categories)) return true;
  Concept result;
  if (const bj::value* all = part.if_contains("interpretation"); all && all->is_array())
    for (const bj::value& one : all->get_array())
      read_concept(resource, &one, "interpretation", result);
  if (one_of(result, silent.interpretations)) return true;
  if (is_silent_code(codes, silent.codes, code)) return true;
  return !value.texts.empty() && std::ranges::all_of(value.texts, [&](std::string_view text) {
    const Wording wording(text.substr(0, kMostOfWord));
    return std::ranges::any_of(silent.usual, [&](const Phrase& phrase) {
      return phrase.words.size() == wording.words.size() && stands_in(phrase, wording);
    });
  });
}

// "None", "not detected", "no growth seen". In a longer text a no is of one thing among others.
bool is_plain_denial(const Concept& value) {
  constexpr std::size_t kMostWords = 3;
  return std::ranges::all_of(value.texts, [](std::string_view text) {
    return Wording(text.substr(0, kMostOfWord)).words.size() <= kMostWords;
  });
}

}  // namespace

void warn_of_number(Reading& reading, const Resource& resource, const Concept& code) {
  if (is_silent_code(reading.codes, reading.codes.silent_numbers, code)) return;
  std::string name = name_of(code);
  if (reading.numbers_named.insert(name).second)
    reading.warn(resource.place(), "unknown_number", std::move(name));
}

void warn_of_finding(Reading& reading, const Resource& resource, const Concept& code,
                     const bj::object& part, const Concept& value, Said3 said) {
  constexpr int kMostOfOne = 3;
  const Codes& codes = reading.codes;
  const bool valued =
      std::ranges::any_of(part, [](const auto& pair) { return pair.key().starts_with("value"); });
  const bool bare = !valued && std::ranges::none_of(
                                   std::initializer_list<const char*>{
                                       "component", "hasMember", "dataAbsentReason", "related"},
                                   [&](const char* key) { return part.contains(key); });
  // A day or a set of samples tells of nothing by itself; of a no there is nothing to ask.
  if (said == Said3::no && is_plain_denial(value)) return;
  if (!bare && !value.named() && said != Said3::yes) return;
  if (is_usual(codes, resource, code, part, value)) return;
  if (is_silent_code(codes, codes.silent_numbers, code)) return;
  const std::string name = name_of(code);
  std::string words = name;
  if (value.named()) words += ": " + name_of(value);
  const bool fresh = reading.findings_named.emplace(words).second;
  if (fresh && reading.findings_of[name]++ < kMostOfOne)
    reading.warn(resource.place(), "unknown_finding", std::move(words));
}

}  // namespace fascia::interop
