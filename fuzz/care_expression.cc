// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "care/expression.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace fascia::care;
  static const Names kNames = [] {
    Names names{{"t", {Kind::tri, "", {}, {}}},           {"n", {Kind::number, "mmHg", {}, {}}},
                {"d", {Kind::date, "", {}, {}}},          {"c", {Kind::choice, "", {"a"}, {}}},
                {"m", {Kind::multi, "", {"a", "b"}, {}}}, {"r", {Kind::regions, "", {}, {}}},
                {"s", {Kind::number, "mmHg", {}, 140.0}}, {"rule:a", {Kind::tri, "", {}, {}}}};
    // Terms of terms, the last of them longer than a condition may be.
    auto add = [&](const std::string& name, std::string_view means) {
      auto read = parse_condition(means, names);
      if (read) names[name].term = std::make_shared<const Expression>(*std::move(read));
    };
    add("k", "t or last(n, 180 days) >= s");
    add("k0", "k and not k");
    for (int i = 1; i <= 7; ++i) {
      std::string before = "k" + std::to_string(i - 1);
      add("k" + std::to_string(i), before + " or " + before);
    }
    return names;
  }();
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (auto condition = parse_condition(text, kNames)) evaluate(*condition, Facts{});
  return 0;
}
