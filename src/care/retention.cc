// SPDX-License-Identifier: Apache-2.0
#include "care/retention.h"

#include "care/protocol_toml.h"

namespace fascia::care {

Result<RetentionFloor> read_retention_floor(const std::vector<File>& files) {
  std::vector<File> shipped;  // a clinic's own rules never make it shorter
  for (const File& file : files)
    if (file.name == "protocols/retention.toml") shipped.push_back(file);
  FASCIA_TRY(std::vector<ParsedFile> parsed, parse_files(shipped, "retention"));
  if (parsed.empty()) return invalid("retention", "protocol_key_missing");
  TomlTable top(parsed.front().table, parsed.front().file.name, "");
  top.text("kind", true);
  auto floor = top.table("floor");
  if (!floor) return top.fault("floor", "protocol_key_missing");
  RetentionFloor out;
  floor->text("id", true);
  out.adult_years = static_cast<int>(floor->whole("adult_years"));
  out.minor_years_after_18 = static_cast<int>(floor->whole("minor_years_after_18"));
  out.source = floor->text("source", true);
  floor->text("mark", true);
  if (out.adult_years < 1 || out.minor_years_after_18 < 1)
    floor->fail("adult_years", "protocol_value", "a whole number of years is wanted");
  FASCIA_TRY_DONE(floor->done());
  FASCIA_TRY_DONE(top.done());
  return out;
}

}  // namespace fascia::care
