// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/region.h"

namespace fascia::page {

struct Point {
  double x = 0, y = 0;
};

// One drawn region: a polygon in the map's box, and where a number stands so that it lies inside
// both polygon and silhouette.
struct RegionShape {
  care::Region region;
  std::vector<Point> corners;
  Point label;
};

// protocols/bodymap.json, read once.
struct BodyShape {
  std::string outline;  // SVG path
  double width = 0, height = 0;
  std::vector<RegionShape> front, back;
};
const BodyShape& body_shape();

}  // namespace fascia::page
