// SPDX-License-Identifier: Apache-2.0
#include "care/retention.h"

#include <array>
#include <optional>
#include <set>
#include <utility>

#include "care/protocol_toml.h"

namespace fascia::care {
namespace {

constexpr std::array<std::pair<std::string_view, KindEnds>, 4> kEnds{
    {{"with_record", KindEnds::with_record},
     {"alone", KindEnds::alone},
     {"by_itself", KindEnds::by_itself},
     {"stays", KindEnds::stays}}};
constexpr std::array<std::pair<std::string_view, KindCounts>, 2> kCounts{
    {{"from_the_last", KindCounts::from_the_last}, {"from_tax_year", KindCounts::from_tax_year}}};

template <class Named>
auto word_among(TomlTable& table, std::string_view key, const Named& all) {
  const std::string text = table.text(key, true);
  for (const auto& [word, value] : all)
    if (word == text) return value;
  table.fail(key, "protocol_value", "one of the words that the reader of this file knows");
  return all.front().second;
}

RetentionKind read_kept_kind(TomlTable& table) {
  RetentionKind out;
  out.id = table.text("id", true);
  out.kind = table.text("kind", true);
  out.ends = word_among(table, "ends", kEnds);
  if (out.ends == KindEnds::alone) {
    out.counts = word_among(table, "counts", kCounts);
    out.years = static_cast<int>(table.whole("years"));
    if (out.years < 1) table.fail("years", "protocol_value", "a whole number of years is wanted");
  }
  out.holds = table.texts("holds");
  if (out.holds.empty()) table.fail("holds", "protocol_key_missing");
  out.source = table.text("source", true);
  out.mark = table.text("mark", true);
  return out;
}

}  // namespace

Result<RetentionRules> read_retention_rules(const std::vector<File>& files) {
  std::vector<File> shipped;  // a clinic's own rules never make it shorter
  for (const File& file : files)
    if (file.name == "protocols/retention.toml") shipped.push_back(file);
  FASCIA_TRY(std::vector<ParsedFile> parsed, parse_files(shipped, "retention"));
  if (parsed.empty()) return invalid("retention", "protocol_key_missing");
  TomlTable top(parsed.front().table, parsed.front().file.name, "");
  top.text("kind", true);
  auto floor = top.table("floor");
  if (!floor) return top.fault("floor", "protocol_key_missing");
  RetentionRules out;
  floor->text("id", true);
  out.floor.adult_years = static_cast<int>(floor->whole("adult_years"));
  out.floor.minor_years_after_18 = static_cast<int>(floor->whole("minor_years_after_18"));
  out.floor.source = floor->text("source", true);
  floor->text("mark", true);
  if (out.floor.adult_years < 1 || out.floor.minor_years_after_18 < 1)
    floor->fail("adult_years", "protocol_value", "a whole number of years is wanted");
  FASCIA_TRY_DONE(floor->done());
  std::set<std::string> told;
  for (TomlTable& table : top.tables("kinds")) {
    RetentionKind kind = read_kept_kind(table);
    if (!told.insert(kind.kind).second) table.fail("kind", "protocol_value", "it is there twice");
    FASCIA_TRY_DONE(table.done());
    out.kinds.push_back(std::move(kind));
  }
  FASCIA_TRY_DONE(top.done());
  return out;
}

}  // namespace fascia::care
