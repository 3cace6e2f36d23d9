// SPDX-License-Identifier: Apache-2.0
// What the readings of a measurement come to: the newest, for as long as it counts.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

constexpr int kSameTimeMinutes = 10;
constexpr std::size_t kMeanOf = 2;  // the last readings of one time

// The newest value; of readings of one time the mean, unless no clock tells their order.
double value_of(const Measurement& measurement, std::vector<const Taken*>& of_time) {
  std::sort(of_time.begin(), of_time.end(), [](const Taken* a, const Taken* b) {
    return a->at.value_or(Instant{}) > b->at.value_or(Instant{});
  });
  bool timed = std::all_of(of_time.begin(), of_time.end(),
                           [](const Taken* one) { return one->at.has_value(); });
  if (timed) {
    std::size_t n = std::min(of_time.size(), kMeanOf);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += of_time[i]->value;
    return sum / static_cast<double>(n);
  }
  double worst = of_time.front()->value;
  for (const Taken* one : of_time)
    worst = measurement.worry_to && !measurement.worry_from ? std::min(worst, one->value)
                                                            : std::max(worst, one->value);
  return worst;
}

bool is_measured_here(const Reading& reading, const Measurement& measurement) {
  const care::Question* question = reading.protocol.question(measurement.question);
  return question != nullptr && question->gate == care::Gate::measurement;
}

// The readings of one place, where each of several counts.
void settle_one(Reading& reading, const Measurement& measurement, const std::string& of) {
  const Taken* newest = nullptr;
  auto later = [](const Taken& a, const Taken& b) {
    if (a.at && b.at) return *a.at > *b.at;
    return a.day > b.day;
  };
  for (const Taken& one : reading.taken) {
    if (one.measurement != &measurement || one.of != of || one.preliminary) continue;
    if (newest == nullptr || later(one, *newest)) newest = &one;
  }
  std::vector<const Taken*> of_time;
  for (const Taken& one : reading.taken) {
    if (one.measurement != &measurement || one.of != of) continue;
    // A preliminary value counts only where it makes the result stricter.
    if (one.preliminary && (!worries(measurement, one.value) || (newest && later(*newest, one))))
      continue;
    if (one.preliminary && newest == nullptr) newest = &one;
    if (newest == nullptr) continue;
    bool same = one.at && newest->at
                    ? std::abs(one.at->seconds - newest->at->seconds) <= kSameTimeMinutes * 60
                    : one.day == newest->day;
    if (same) of_time.push_back(&one);
  }
  if (newest == nullptr || of_time.empty()) return;
  double value = value_of(measurement, of_time);
  const int age = reading.visit - newest->day;
  if (measurement.grows_days > 0 && !measurement.due) value += age / measurement.grows_days;
  bool worry = worries(measurement, value);
  bool decides = worry ? (measurement.worry_for_ever || age <= measurement.decide_days)
                       : age <= measurement.lower_days;
  if (age > 0 || !decides) {
    if (age <= measurement.prompt_days) reading.record.measure.insert(measurement.question);
  }
  care::AnswerMap answers;
  if (decides) answers.emplace(measurement.question, value);
  if (decides && age > measurement.lower_days) reading.only_raise.insert(measurement.question);
  if (worry && (decides || age <= measurement.prompt_days)) {
    for (const CodedAnswer& more : measurement.answers)
      answers.emplace(more.question,
                      more.from == CodedAnswer::From::date
                          ? care::Answer(care::SaidDate{newest->day, to_iso(newest->day)})
                          : more.value);
  }
  if (!decides && worry && age <= measurement.prompt_days &&
      is_measured_here(reading, measurement)) {
    // Too old to decide, and known with its day: the protocol may ask to measure again.
    answers.emplace(measurement.question, value);
    reading.record.intake.told_on.insert_or_assign(measurement.question, newest->day);
  }
  if (!decides) reading.record.passed.push_back({newest->resource, "old"});
  // An old reading says how it was then; how it is now the person says.
  std::set<std::string> doubts;
  if (!decides)
    for (const auto& [question, answer] : answers) doubts.insert(question);
  for (const Taken* one : of_time) reading.gathered.add(answers, {}, one->resource, doubts);
}

}  // namespace

bool worries(const Measurement& measurement, double value) {
  if (!measurement.worry_from && !measurement.worry_to) return true;
  return (measurement.worry_from && value >= *measurement.worry_from) ||
         (measurement.worry_to && value <= *measurement.worry_to);
}

void settle_measurements(Reading& reading) {
  for (const Measurement& measurement : reading.codes.measurements) {
    std::set<std::string> places;
    for (const Taken& one : reading.taken)
      if (one.measurement == &measurement) places.insert(one.of);
    for (const std::string& place : places) settle_one(reading, measurement, place);
  }
}

}  // namespace fascia::interop
