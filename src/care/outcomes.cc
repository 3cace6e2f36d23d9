// SPDX-License-Identifier: Apache-2.0
#include "care/outcomes.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>

namespace fascia::care {
namespace {

// Decimal steps such as 0.1 have no exact double.
constexpr double kRounding = 1e-9;

std::string plain(double value) { return fmt::format("{}", value); }

const double* find_value(const std::vector<Measured>& values, std::string_view id) {
  for (const Measured& one : values) {
    if (one.measure == id) return &one.value;
  }
  return nullptr;
}

ChangeWord word_of(double gain, const std::optional<double>& error,
                   const std::optional<double>& least) {
  bool real_gain = error && gain >= *error - kRounding;
  bool real_loss = error && -gain >= *error - kRounding;
  bool matters = least && gain >= *least - kRounding;
  if (real_loss) return ChangeWord::clear_loss;
  if (!matters) return ChangeWord::no_clear_change;
  return real_gain ? ChangeWord::clear_gain : ChangeWord::possible_gain;
}

MeasuredChange judged(const Measure& measure, double first, double last,
                      std::optional<double> error) {
  MeasuredChange out;
  out.first = first;
  out.last = last;
  out.difference = last - first;
  out.least = least_change(measure, first);
  out.error = error ? error : out.least;
  double gain = measure.higher_is_better ? out.difference : -out.difference;
  out.word = word_of(gain, out.error, out.least);
  if (out.word == ChangeWord::clear_loss) out.direction = Direction::worse;
  if (out.word > ChangeWord::no_clear_change) out.direction = Direction::better;
  out.message = fmt::format("change.{}", to_string(out.word));
  return out;
}

}  // namespace

std::string_view to_string(Direction direction) {
  static constexpr std::string_view kNames[] = {"worse", "same", "better"};
  return kNames[static_cast<std::size_t>(direction)];
}
std::string_view to_string(ChangeWord word) {
  static constexpr std::string_view kNames[] = {"clear_loss", "no_clear_change", "possible_gain",
                                                "clear_gain"};
  return kNames[static_cast<std::size_t>(word)];
}

const Measure* find_measure(const std::vector<Measure>& measures, std::string_view id) {
  for (const Measure& measure : measures) {
    if (measure.id == id) return &measure;
  }
  return nullptr;
}

const Measure* measure_for(const std::vector<Measure>& measures, std::string_view use) {
  for (const Measure& measure : measures)
    if (measure.use == use) return &measure;
  return nullptr;
}

Done check_value(const std::vector<Measure>& measures, std::string_view id, double value) {
  const Measure* measure = find_measure(measures, id);
  if (measure == nullptr) return invalid(id, "measure_unknown");
  if (!(value >= measure->low && value <= measure->high)) {
    return invalid(
        id, "measure_range",
        {{"low", plain(measure->low)}, {"high", plain(measure->high)}, {"unit", measure->unit}});
  }
  double steps = (value - measure->low) / measure->step;
  if (measure->step > 0 && std::abs(steps - std::round(steps)) > kRounding) {
    return invalid(id, "measure_step", {{"step", plain(measure->step)}});
  }
  return {};
}

std::vector<std::string> inconsistent(const std::vector<Measure>& measures,
                                      const std::vector<Measured>& values) {
  std::vector<std::string> found;
  for (const Measured& one : values) {
    const Measure* measure = find_measure(measures, one.measure);
    if (measure == nullptr) continue;
    bool below = std::any_of(measure->not_below.begin(), measure->not_below.end(),
                             [&](const std::string& other) {
                               const double* value = find_value(values, other);
                               return value != nullptr && one.value < *value;
                             });
    if (below) found.push_back(one.measure);
  }
  return found;
}

std::vector<const MeasureAlert*> alerts_of(const Measure& measure,
                                           const std::vector<double>& values) {
  std::vector<const MeasureAlert*> due;
  for (const MeasureAlert& alert : measure.alerts) {
    auto times = static_cast<std::size_t>(std::max(alert.times, 1));
    if (values.size() < times) continue;
    bool all = std::all_of(values.end() - static_cast<std::ptrdiff_t>(times), values.end(),
                           [&](double value) {
                             return (!alert.at_most || value <= *alert.at_most) &&
                                    (!alert.at_least || value >= *alert.at_least);
                           });
    if (all) due.push_back(&alert);
  }
  return due;
}

std::optional<double> score(const Measure& measure,
                            const std::vector<std::optional<double>>& items) {
  double sum = 0;
  int answered = 0;
  for (const std::optional<double>& item : items) {
    if (!item) continue;
    sum += *item;
    ++answered;
  }
  if (answered == 0 || answered < measure.least_items) return std::nullopt;
  return sum / answered;
}

std::optional<double> least_change(const Measure& measure, double first) {
  if (measure.least.empty()) return measure.mdc;
  for (const LeastChange& row : measure.least) {
    if (first < row.from || first >= row.to) continue;
    if (!row.absolute) return std::nullopt;
    double least = std::max(*row.absolute, row.relative * std::abs(first));
    if (row.round_up <= 0) return least;
    return std::ceil(least / row.round_up - kRounding) * row.round_up;
  }
  return std::nullopt;
}

MeasuredChange change(const Measure& measure, double first, double last, bool same_rater) {
  std::optional<double> error = measure.mdc;
  if (error && !same_rater) *error *= measure.between_raters;
  return judged(measure, first, last, error);
}

std::optional<MeasuredChange> change(const Measure& measure,
                                     const std::vector<Activity>& activities) {
  double first = 0, last = 0;
  int rated = 0;
  for (const Activity& activity : activities) {
    if (activity.dropped) continue;
    first += activity.first;
    last += activity.last;
    ++rated;
  }
  if (rated == 0) return std::nullopt;
  std::optional<double> error = measure.mdc;
  if (rated == 1 && measure.mdc_single) error = measure.mdc_single;
  return judged(measure, first / rated, last / rated, error);
}

boost::json::object to_json(const Measure& measure, std::string_view language) {
  boost::json::object out{{"id", measure.id},
                          {"group", measure.group},
                          {"name", in_language(measure.name, language)},
                          {"text", in_language(measure.text, language)},
                          {"unit", measure.unit},
                          {"low", measure.low},
                          {"high", measure.high},
                          {"step", measure.step},
                          {"higher_is_better", measure.higher_is_better}};
  if (!measure.low_words.en.empty()) out["low_words"] = in_language(measure.low_words, language);
  if (!measure.high_words.en.empty()) out["high_words"] = in_language(measure.high_words, language);
  if (!measure.loinc.empty()) out["loinc"] = measure.loinc;
  return out;
}

boost::json::object to_json(const MeasuredChange& change) {
  boost::json::object out{{"first", change.first},
                          {"last", change.last},
                          {"difference", change.difference},
                          {"word", to_string(change.word)},
                          {"direction", to_string(change.direction)},
                          {"message", change.message}};
  if (change.error) out["error"] = *change.error;
  if (change.least) out["least"] = *change.least;
  return out;
}

}  // namespace fascia::care
