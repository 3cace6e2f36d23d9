// SPDX-License-Identifier: Apache-2.0
// Text from the network that becomes fields and paths.
#include <cstdint>

#include "http/form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fascia;
  std::string_view text{reinterpret_cast<const char*>(data), size};
  if (auto pairs = http::parse_form(text)) {
    for (const auto& [name, value] : *pairs)
      FASCIA_CHECK(http::valid_utf8(name) && http::valid_utf8(value));
  }
  if (auto path = http::clean_path(text)) FASCIA_CHECK(path->find("/../") == std::string::npos);
  return 0;
}
