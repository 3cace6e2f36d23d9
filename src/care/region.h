// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace fascia::care {

// Sides are the client's own: left, right, or the midline for the few regions that have no side.
enum class Side : char { left = 'L', right = 'R', midline = 'M' };

// One place on the body map: one of the 56 ids of protocols/regions.toml and a side. Written
// "low-back.R" in JSON, forms and the store.
struct Region {
  std::string id;
  Side side = Side::midline;

  auto operator<=>(const Region&) const = default;
  std::string text() const { return id + '.' + static_cast<char>(side); }
};

// Reads "low-back.R". Says nothing about whether the body map has such a region; the protocol does.
std::optional<Region> parse_region(std::string_view text);

}  // namespace fascia::care
