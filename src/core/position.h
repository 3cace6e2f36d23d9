// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace fascia {

// A point on the earth in millionths of a degree, a tenth of a metre: north and east of 0 count up.
struct Position {
  std::int32_t latitude = 0;
  std::int32_t longitude = 0;
  bool operator==(const Position&) const = default;
};

// "51.05,-114.07", as maps show it: degrees of latitude and longitude, with a point and up to six
// places behind it. Errors on `field`: position_invalid.
Result<Position> parse_position(std::string_view text, std::string_view field = "at");
std::string to_text(Position position);

// Over the surface of a globe of the earth's mean radius: within 0.6 % of the true distance, as the
// earth is a little flat.
double kilometres(Position a, Position b);

}  // namespace fascia
