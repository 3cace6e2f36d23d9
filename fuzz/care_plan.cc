// SPDX-License-Identifier: Apache-2.0
// A file of the plan's rules that somebody edited badly: an error with its place, never a crash.
#include <cstdint>

#include "care/plan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fascia::care;
  std::string text("kind = \"plan\"\n");
  text.append(reinterpret_cast<const char*>(data), size);
  auto protocol = read_plan_protocol({{"fuzz.toml", text}});
  if (protocol) make_plan(*protocol, {});
  return 0;
}
