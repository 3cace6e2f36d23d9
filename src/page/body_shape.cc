// SPDX-License-Identifier: Apache-2.0
#include "page/body_shape.h"

#include <cmath>
#include <cstdlib>

#include "core/embedded.h"
#include "core/json.h"

namespace fascia::page {
namespace {

// "M x,y C x,y x,y x,y ... Z": the only commands of the outline, made into a fine polygon.
std::vector<Point> flatten(const std::string& path) {
  std::vector<double> numbers;
  for (const char* at = path.c_str(); *at != '\0';) {
    char* end = nullptr;
    const double value = std::strtod(at, &end);
    if (end == at) {
      ++at;
    } else {
      numbers.push_back(value);
      at = end;
    }
  }
  std::vector<Point> out = {{numbers.at(0), numbers.at(1)}};
  for (std::size_t i = 2; i + 5 < numbers.size(); i += 6) {
    const Point from = out.back();
    for (int step = 1; step <= 4; ++step) {
      const double t = step / 4.0, u = 1 - t;
      const auto mix = [&](double a, double b, double c, double d) {
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
      };
      out.push_back({mix(from.x, numbers[i], numbers[i + 2], numbers[i + 4]),
                     mix(from.y, numbers[i + 1], numbers[i + 3], numbers[i + 5])});
    }
  }
  return out;
}

bool inside(const std::vector<Point>& polygon, Point p) {
  bool in = false;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const Point a = polygon[i], b = polygon[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

double squared(Point a, Point b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

// The point of the drawn part (polygon and silhouette) nearest to that part's middle.
Point label_point(const std::vector<Point>& corners, const std::vector<Point>& outline) {
  constexpr double kStep = 1.0;
  Point low = corners.front(), high = corners.front();
  for (Point p : corners) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  std::vector<Point> hits;
  Point sum;
  for (double y = low.y + kStep / 2; y < high.y; y += kStep) {
    for (double x = low.x + kStep / 2; x < high.x; x += kStep) {
      if (!inside(corners, {x, y}) || !inside(outline, {x, y})) continue;
      hits.push_back({x, y});
      sum = {sum.x + x, sum.y + y};
    }
  }
  FASCIA_CHECK(!hits.empty());
  const auto n = static_cast<double>(hits.size());
  const Point middle{sum.x / n, sum.y / n};
  if (inside(corners, middle) && inside(outline, middle)) return middle;
  return *std::min_element(hits.begin(), hits.end(), [&](Point a, Point b) {
    return squared(a, middle) < squared(b, middle);
  });
}

std::vector<RegionShape> read_figure(const boost::json::value& list,
                                     const std::vector<Point>& outline) {
  std::vector<RegionShape> out;
  for (const auto& entry : list.as_array()) {
    RegionShape shape;
    shape.region.id = std::string(entry.at("region").as_string());
    shape.region.side = static_cast<care::Side>(entry.at("side").as_string().at(0));
    for (const auto& pair : entry.at("points").as_array())
      shape.corners.push_back({pair.at(0).to_number<double>(), pair.at(1).to_number<double>()});
    shape.label = label_point(shape.corners, outline);
    out.push_back(std::move(shape));
  }
  return out;
}

BodyShape read() {
  const auto file = embedded("protocols/bodymap.json");
  FASCIA_CHECK(file);
  auto data = json::read(*file);
  FASCIA_CHECK(data);
  BodyShape out;
  out.outline = std::string(data->at("outline").as_string());
  out.width = data->at("box").at(2).to_number<double>();
  out.height = data->at("box").at(3).to_number<double>();
  const std::vector<Point> outline = flatten(out.outline);
  out.front = read_figure(data->at("front"), outline);
  out.back = read_figure(data->at("back"), outline);
  return out;
}

}  // namespace

const BodyShape& body_shape() {
  static const BodyShape shape = read();
  return shape;
}

}  // namespace fascia::page
