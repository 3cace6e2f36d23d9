// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "interop/codes_parts.h"

namespace fascia::interop {
namespace {

// "i82401" and "I82.401" are one code: upper case with the dot behind the third sign.
std::string icd10_form(std::string_view code) {
  std::string out;
  for (char c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!kept) continue;
    if (out.size() == 3) out += '.';
    out += c;
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool excepted(const CodeEntry& entry, std::string_view code) {
  const auto& all = entry.icd10_except;
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& prefix) { return code.starts_with(prefix); });
}

}  // namespace

std::string system_form(std::string_view uri) {
  uri = trimmed(uri);
  if (auto version = uri.find('|'); version != uri.npos) uri = uri.substr(0, version);
  while (uri.ends_with('/')) uri.remove_suffix(1);
  std::string out(uri);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  if (out.starts_with("https:")) out.erase(4, 1);
  return out;
}

std::string_view Codes::system(std::string_view uri) const {
  auto found = systems.find(uri);
  if (found != systems.end()) return found->second;
  // An edition and its version stand behind: "http://snomed.info/sct/20611000087101/version/…".
  constexpr int kMostBehind = 3;
  std::string form = system_form(uri);
  for (int i = 0; i <= kMostBehind; ++i) {
    if (found = systems.find(form); found != systems.end()) return found->second;
    const auto end = form.rfind('/');
    if (end == form.npos || !form.starts_with("http")) break;
    form.resize(end);
  }
  return {};
}

void Codes::find(std::string_view system, std::string_view code, std::vector<Mention>& into) const {
  constexpr std::size_t kLongest = 32;
  code = trimmed(code);
  if (code.empty() || code.size() > kLongest) return;
  const bool by_prefix = system == "icd10" || system == "atc";
  const std::string form = system == "icd10" ? icd10_form(code) : std::string(code);
  const std::size_t before = into.size();
  // What a longer beginning says of an entry ("C91.01", in remission) a shorter one does not undo.
  auto add = [&](const std::string& key) {
    auto found = by_code.find(std::string(system) + ' ' + key);
    if (found == by_code.end()) return;
    const std::size_t longer = into.size();
    for (const At& at : found->second) {
      const CodeEntry* entry = at.entry == kNone ? nullptr : &entries[at.entry];
      if (entry != nullptr && system == "icd10" && excepted(*entry, form)) continue;
      bool known = false;
      for (std::size_t i = 0; i < into.size(); ++i)
        known = known ||
                (into[i].entry == entry &&
                 (into[i].sense == at.sense || (entry != nullptr && i >= before && i < longer)));
      if (!known) into.push_back({entry, at.sense});
    }
  };
  if (!by_prefix) return add(form);
  for (std::string key = form; !key.empty(); key.pop_back()) add(key);
  // "I80" is less than the tables tell apart: what stands below it may be meant.
  if (into.size() > before || system != "icd10") return;
  auto below = below_icd10.find(form);
  if (below == below_icd10.end()) return;
  for (std::size_t entry : below->second)
    if (!excepted(entries[entry], form)) into.push_back({&entries[entry], Sense::suspected});
}

std::set<std::string> Codes::snomed_codes() const {
  constexpr std::string_view kSystem = "snomed ";
  std::set<std::string> all;
  for (const auto& [code, at] : by_code)
    if (code.starts_with(kSystem)) all.insert(code.substr(kSystem.size()));
  for (const auto& [code, places] : site_codes) all.insert(code);
  for (const CodeEntry& entry : entries)
    for (const CodedDetail& detail : entry.details)
      all.insert(detail.snomed.begin(), detail.snomed.end());
  return all;
}

void Codes::add_descendant(const std::string& code, const std::string& of) {
  if (auto known = by_code.find("snomed " + of); known != by_code.end()) {
    const std::vector<At> parents = known->second;
    auto& own = by_code["snomed " + code];
    for (const At& at : parents)
      if (std::find(own.begin(), own.end(), at) == own.end()) own.push_back(at);
  }
  if (auto site = site_codes.find(of); site != site_codes.end())
    site_codes.emplace(code, std::vector<care::Region>(site->second));
  for (CodeEntry& entry : entries)
    for (CodedDetail& detail : entry.details)
      if (std::find(detail.snomed.begin(), detail.snomed.end(), of) != detail.snomed.end())
        detail.snomed.push_back(code);
}

const Measurement* Codes::measurement(std::string_view system, std::string_view code) const {
  auto found = measured.find(std::string(system) + ' ' + std::string(trimmed(code)));
  return found == measured.end() ? nullptr : &measurements[found->second];
}

const MeasuredPair* Codes::pair(std::string_view system, std::string_view code) const {
  auto found = measured_pairs.find(std::string(system) + ' ' + std::string(trimmed(code)));
  return found == measured_pairs.end() ? nullptr : &pairs[found->second];
}

const care::Words& Codes::words(std::string_view id) const {
  static const care::Words kNothing;
  auto found = texts.find(id);
  return found == texts.end() ? kNothing : found->second;
}

}  // namespace fascia::interop
