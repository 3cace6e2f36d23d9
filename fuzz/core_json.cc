// SPDX-License-Identifier: Apache-2.0
// The one reader of foreign JSON: any bytes give a value or an error with its place, and what was
// read can be written and read again.
#include <cstdint>

#include "core/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fascia;
  auto value = json::read({reinterpret_cast<const char*>(data), size}, {1 << 16, 32});
  if (!value) return 0;
  auto again = json::read(json::write(*value), {1 << 18, 32});
  FASCIA_CHECK(again.has_value());
  return 0;
}
