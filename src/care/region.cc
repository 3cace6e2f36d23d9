// SPDX-License-Identifier: Apache-2.0
#include "care/region.h"

namespace fascia::care {

std::optional<Region> parse_region(std::string_view text) {
  if (text.size() < 3 || text[text.size() - 2] != '.') return std::nullopt;
  char side = text.back();
  if (side != 'L' && side != 'R' && side != 'M') return std::nullopt;
  return Region{std::string(text.substr(0, text.size() - 2)), static_cast<Side>(side)};
}

}  // namespace fascia::care
