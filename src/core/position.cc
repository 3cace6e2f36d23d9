// SPDX-License-Identifier: Apache-2.0
#include "core/position.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <optional>

namespace fascia {
namespace {

constexpr std::int32_t kDegree = 1'000'000;
constexpr double kMeanRadius = 6371.0088;  // km, of the reference ellipsoid WGS 84

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<std::int32_t> degrees(std::string_view text, int most) {
  text = without_blanks(text);
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(std::min(point + 1, text.size()));
  auto digits = [](std::string_view some, std::size_t longest) {
    return !some.empty() && some.size() <= longest &&
           some.find_first_not_of("0123456789") == some.npos;
  };
  if (!digits(whole, 3) || (point < text.size() && !digits(part, 6))) return std::nullopt;
  std::int32_t value = 0;
  for (char c : whole) value = value * 10 + (c - '0');
  for (std::size_t i = 0; i < 6; ++i) value = value * 10 + (i < part.size() ? part[i] - '0' : 0);
  if (value > most * kDegree) return std::nullopt;
  return negative ? -value : value;
}

std::string degrees_text(std::int32_t value) {
  const std::int32_t size = std::abs(value);
  std::string part = std::to_string(kDegree + size % kDegree).substr(1);
  part.erase(part.find_last_not_of('0') + 1);
  return (value < 0 ? "-" : "") + std::to_string(size / kDegree) + (part.empty() ? "" : "." + part);
}

double radians(double millionths) { return millionths / kDegree * std::numbers::pi / 180; }

}  // namespace

Result<Position> parse_position(std::string_view text, std::string_view field) {
  const std::size_t comma = std::min(text.find(','), text.size());
  const auto latitude = degrees(text.substr(0, comma), 90);
  const auto longitude = degrees(text.substr(std::min(comma + 1, text.size())), 180);
  if (!latitude || !longitude) return invalid(field, "position_invalid");
  return Position{*latitude, *longitude};
}

std::string to_text(Position position) {
  return degrees_text(position.latitude) + "," + degrees_text(position.longitude);
}

// The haversine formula, which is exact for near points too; rounding may bring opposite ones a
// little above 1.
double kilometres(Position a, Position b) {
  auto squared_sine = [](double angle) { return std::pow(std::sin(angle / 2), 2); };
  const double part = squared_sine(radians(double(a.latitude) - b.latitude)) +
                      std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) *
                          squared_sine(radians(double(a.longitude) - b.longitude));
  return 2 * kMeanRadius * std::asin(std::sqrt(std::clamp(part, 0.0, 1.0)));
}

}  // namespace fascia
