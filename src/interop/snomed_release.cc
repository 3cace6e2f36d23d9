// SPDX-License-Identifier: Apache-2.0
#include "interop/snomed_release.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace fascia::interop {
namespace {

constexpr std::string_view kHeader =
    "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\t"
    "characteristicTypeId\tmodifierId";
constexpr std::uint64_t kIsA = 116680003;
constexpr std::size_t kColumns = 10, kLongestLine = 1000;
enum Column : std::size_t { kId = 0, kActive = 2, kSource = 4, kDestination = 5, kType = 7 };

using Columns = std::array<std::string_view, kColumns>;

bool split(std::string_view line, Columns& into) {
  for (std::size_t i = 0; i < kColumns; ++i) {
    const std::size_t tab = line.find('\t');
    if ((tab == line.npos) != (i + 1 == kColumns)) return false;
    into[i] = line.substr(0, tab);
    if (tab != line.npos) line.remove_prefix(tab + 1);
  }
  return true;
}

bool read_id(std::string_view text, std::uint64_t& into) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), into);
  return fault == std::errc{} && end == text.data() + text.size() && into != 0;
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

using Children = std::unordered_map<std::uint64_t, std::vector<std::uint64_t>>;

std::vector<std::string> below(const Children& children, std::uint64_t of) {
  std::unordered_set<std::uint64_t> seen{of};
  std::vector<std::uint64_t> open{of}, found;
  while (!open.empty()) {
    auto at = children.find(open.back());
    open.pop_back();
    if (at == children.end()) continue;
    for (std::uint64_t child : at->second)
      if (seen.insert(child).second) {
        open.push_back(child);
        found.push_back(child);
      }
  }
  std::ranges::sort(found);
  std::vector<std::string> out;
  for (std::uint64_t id : found) out.push_back(std::to_string(id));
  return out;
}

}  // namespace

Result<SnomedDescendants> read_descendants(std::istream& relationships,
                                           const std::set<std::string>& of) {
  SnomedDescendants out;
  Children children;
  std::unordered_set<std::uint64_t> known;  // concepts that are the child of something
  std::unordered_set<std::uint64_t> links;
  std::string text;
  std::getline(relationships, text);
  if (without_return(text) != kHeader) return invalid("snomed-relationships", "rf2_header");
  for (std::size_t number = 2; std::getline(relationships, text); ++number) {
    const std::string_view line = without_return(text);
    if (line.empty()) continue;
    auto fault = [&](std::string_view message) {
      return invalid("snomed-relationships", message, {{"line", std::to_string(number)}});
    };
    Columns columns;
    if (line.size() > kLongestLine || !split(line, columns)) return fault("rf2_line");
    if (columns[kActive] != "0" && columns[kActive] != "1") return fault("rf2_line");
    std::uint64_t id = 0, child = 0, parent = 0, type = 0;
    if (!read_id(columns[kId], id) || !read_id(columns[kSource], child) ||
        !read_id(columns[kDestination], parent) || !read_id(columns[kType], type))
      return fault("rf2_line");
    if (type != kIsA) continue;
    // A full file has each state of a link: which of them holds stands in the snapshot alone.
    if (!links.insert(id).second) return fault("rf2_not_snapshot");
    if (columns[kActive] == "0") continue;
    children[parent].push_back(child);
    known.insert(child);
    ++out.links;
  }
  if (out.links == 0) return invalid("snomed-relationships", "rf2_no_links");
  for (const std::string& code : of) {
    std::uint64_t id = 0;
    const bool there = read_id(code, id) && (known.contains(id) || children.contains(id));
    if (!there) out.unknown.push_back(code);
    auto codes = there ? below(children, id) : std::vector<std::string>();
    if (!codes.empty()) out.all.push_back({code, std::move(codes)});
  }
  return out;
}

std::string descendants_file(const SnomedDescendants& found, const std::string& release) {
  std::string out =
      "# Codes of SNOMED CT below those of the protocol, from a release that this clinic holds "
      "under its\n# licence. Written by `fascia protocol codes`; not to be given away.\n"
      "kind = \"codes\"\nrelease = \"";
  for (char c : release)
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') out += c;
  out += "\"\n";
  for (const SnomedDescendants::Below& one : found.all) {
    out += "\n[[descendants]]\nof = \"" + one.of + "\"\ncodes = [\n";
    std::string line;
    for (const std::string& code : one.codes) {
      if (line.size() + code.size() > 110) out += "  " + std::exchange(line, {}) + "\n";
      line += (line.empty() ? "\"" : " \"") + code + "\",";
    }
    out += "  " + line + "\n]\n";
  }
  return out;
}

}  // namespace fascia::interop
