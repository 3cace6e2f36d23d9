// SPDX-License-Identifier: Apache-2.0
#include "care/expression.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace fascia::care;
  static const Names kNames{
      {"t", {Kind::tri, "", {}, {}}},           {"n", {Kind::number, "mmHg", {}, {}}},
      {"d", {Kind::date, "", {}, {}}},          {"c", {Kind::choice, "", {"a"}, {}}},
      {"m", {Kind::multi, "", {"a", "b"}, {}}}, {"r", {Kind::regions, "", {}, {}}},
      {"s", {Kind::number, "mmHg", {}, 140.0}}, {"rule:a", {Kind::tri, "", {}, {}}}};
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (auto condition = parse_condition(text, kNames)) evaluate(*condition, Facts{});
  return 0;
}
