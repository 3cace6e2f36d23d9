// SPDX-License-Identifier: Apache-2.0
// Any text, read as the rule of a series: a series that can be written and read again as the same,
// or an error; and its visits are counted.
#include <cstdint>

#include "interop/series_rule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fascia;
  static const Zone kZone = *Zone::load("America/Toronto");
  const WallTime first{Date::of(2026, 11, 24), 870};
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto series = interop::read_series_rule(text, first, kZone);
  if (!series) return 0;
  FASCIA_CHECK(schedule::visits_of(*series).size() <= 104);
  auto again = interop::read_series_rule(interop::write_series_rule(*series, kZone), first, kZone);
  FASCIA_CHECK(again && *again == *series);
  return 0;
}
