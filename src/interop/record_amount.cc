// SPDX-License-Identifier: Apache-2.0
// How much was measured: a quantity with its unit, a number as a text, a bound such as "> 4".
#include "interop/record_amount.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

namespace fascia::interop {
namespace {

namespace bj = boost::json;

std::optional<double> in_unit(const Measurement& measurement, double value, std::string_view unit) {
  if (measurement.units.empty()) return value;
  auto factor = factor_of(measurement, unit);
  if (!factor) return std::nullopt;
  // Degrees Fahrenheit have another zero.
  return *factor > 0 ? value * *factor : (value - 32) / 1.8;
}

std::optional<double> in_unit(const Resource& resource, const Measurement& measurement,
                              const bj::object& quantity) {
  auto value = resource.number(quantity, "value");
  if (!value) return std::nullopt;
  for (const char* key : {"code", "unit"})
    if (auto converted = in_unit(measurement, *value, resource.text(quantity, key)))
      return converted;
  return std::nullopt;
}

// "> 4" is more than 4: the first value that it can be.
double past_bound(const Measurement& measurement, double value, std::string_view comparator) {
  double past = value;
  if (comparator == "<") past -= measurement.step;
  if (comparator == ">") past += measurement.step;
  return std::clamp(past, std::min(value, measurement.low), std::max(value, measurement.high));
}

// Of "> 100" nobody knows how much more it is: where that would worry, it does not show that all
// is well.
bool may_worry_more(const Measurement& measurement, double value, std::string_view comparator) {
  if (comparator.empty() || worries(measurement, value)) return false;
  return comparator.front() == '>' ? measurement.worry_from.has_value()
                                   : measurement.worry_to.has_value();
}

struct ValueText {
  double value = 0;
  std::string_view comparator, unit;
};

// A number as a text: "5.2", "> 8,0", "<= 49 x10E9/L".
std::optional<ValueText> value_in(std::string_view text) {
  auto trim = [&] {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  };
  ValueText out;
  trim();
  for (auto [sign, meant] :
       {std::pair("<=", "<="), std::pair(">=", ">="), std::pair("<", "<"), std::pair(">", ">"),
        std::pair("\xE2\x89\xA4", "<="), std::pair("\xE2\x89\xA5", ">=")})
    if (out.comparator.empty() && text.starts_with(sign)) {
      out.comparator = meant;
      text.remove_prefix(std::string_view(sign).size());
    }
  trim();
  std::string digits;
  std::size_t end = text.starts_with('-') ? 1 : 0;
  for (; end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 ||
                               text[end] == '.' || text[end] == ',');
       ++end) {
  }
  for (char c : text.substr(0, end)) digits += c == ',' ? '.' : c;
  char* behind = nullptr;
  out.value = std::strtod(digits.c_str(), &behind);
  if (behind == digits.c_str() || *behind != '\0') return std::nullopt;
  text.remove_prefix(end);
  trim();
  out.unit = text;
  return out;
}

}  // namespace

std::optional<double> factor_of(const Measurement& measurement, std::string_view unit) {
  auto factor = measurement.units.find(unit);
  return factor == measurement.units.end() ? std::nullopt : std::optional(factor->second);
}

bool is_plausible(const Measurement& measurement, double value) {
  return value >= measurement.low && value <= measurement.high;
}

Amount amount_of(const Resource& resource, const Measurement& measurement, const bj::object& part,
                 Date visit) {
  std::optional<double> value;
  std::string_view comparator;
  if (measurement.due) {
    // The day at which the value will be `due`.
    auto day = parse_date(resource.text(part, "valueDateTime").substr(0, 10));
    if (!day) return {0, "unread_value"};
    const double left = static_cast<double>(*day - visit) / measurement.grows_days;
    return {std::floor(*measurement.due - left)};
  }
  if (const bj::object* quantity = resource.object(part, "valueQuantity")) {
    value = in_unit(resource, measurement, *quantity);
    if (!value) return {0, "unit"};
    comparator = resource.text(*quantity, "comparator");
  } else if (part.contains("valueInteger")) {
    value = resource.number(part, "valueInteger");
  } else if (auto told = value_in(resource.text(part, "valueString"))) {
    // Behind a number that has no unit nothing is to follow.
    if (measurement.units.empty() && !told->unit.empty()) return {0, "unread_value"};
    value = in_unit(measurement, told->value, told->unit);
    if (!value) return {0, "unit"};
    comparator = told->comparator;
  }
  if (!value) return {0, "unread_value"};
  if (is_plausible(measurement, *value)) *value = past_bound(measurement, *value, comparator);
  if (may_worry_more(measurement, *value, comparator)) return {0, "unread_value"};
  return {*value};
}

}  // namespace fascia::interop
