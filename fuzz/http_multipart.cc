// SPDX-License-Identifier: Apache-2.0
// A form with files, as any browser or none sends it.
#include <cstdint>

#include "http/form.h"
#include "http/multipart.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fascia;
  std::string_view text{reinterpret_cast<const char*>(data), size};
  if (auto pairs = http::parse_multipart(text, "xy"))
    for (const auto& [name, value] : *pairs) FASCIA_CHECK(!name.empty() && http::valid_utf8(name));
  FASCIA_CHECK(http::boundary_of(text).size() <= 70);
  return 0;
}
