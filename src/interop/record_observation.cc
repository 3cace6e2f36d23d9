// SPDX-License-Identifier: Apache-2.0
// Observations: measurements, and symptoms that were asked or seen.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;

constexpr int kSameTimeMinutes = 10;
constexpr std::size_t kMeanOf = 2;  // the last readings of one time

// One value of an observation: its own, or that of a component.
struct Part {
  Concept code;
  const bj::object* json = nullptr;
};

struct Seen {
  std::optional<Date> day;
  std::optional<Instant> at;
  std::string_view text;
  bool bad = false;
};

Seen seen_on(const Reading& reading, const Resource& resource) {
  When when = read_when(resource, "effective", reading.visit, reading.birth);
  Seen seen;
  seen.day = when.last;
  seen.bad = when.bad;
  for (const char* key : {"effectiveDateTime", "effectiveInstant"})
    if (resource.json().contains(key)) seen.text = resource.text(key);
  if (const auto* period = resource.object("effectivePeriod")) {
    seen.text = resource.text(*period, period->contains("end") ? "end" : "start");
  }
  seen.at = parse_rfc3339(seen.text);
  return seen;
}

const Measurement* measured(const Codes& codes, const Concept& code) {
  for (const Concept::Coding& coding : code.codings) {
    std::string_view system = codes.system(coding.uri);
    if (system != "loinc" && !(system.empty() && coding.uri.empty())) continue;
    if (const Measurement* found = codes.measurement(coding.code)) return found;
  }
  return nullptr;
}

std::optional<double> in_unit(const Resource& resource, const Measurement& measurement,
                              const bj::object& quantity) {
  auto value = resource.number(quantity, "value");
  if (!value) return std::nullopt;
  if (measurement.units.empty()) return value;
  for (const char* key : {"code", "unit"}) {
    std::string_view unit = resource.text(quantity, key);
    auto factor = measurement.units.find(unit);
    if (factor == measurement.units.end()) continue;
    // Degrees Fahrenheit have another zero.
    return factor->second > 0 ? *value * factor->second : (*value - 32) / 1.8;
  }
  return std::nullopt;
}

void take_measurement(Reading& reading, const Resource& resource, const Measurement& measurement,
                      const bj::object& part, const Seen& seen, bool preliminary) {
  auto ask = [&](const char* why) {
    reading.warn(resource.name(), why);
    reading.record.ask.insert(reading.gathered.root_of(measurement.question));
    reading.record.measure.insert(measurement.question);
  };
  if (part.contains("dataAbsentReason")) return;
  std::optional<double> value;
  if (measurement.due) {
    // The day at which the value will be `due`.
    auto day = parse_date(resource.text(part, "valueDateTime").substr(0, 10));
    if (!day) return ask("unread_value");
    double left = static_cast<double>(*day - reading.visit) / measurement.grows_days;
    value = std::floor(*measurement.due - left);
  } else if (const bj::object* quantity = resource.object(part, "valueQuantity")) {
    value = in_unit(resource, measurement, *quantity);
    if (!value) return ask("unit");
  } else if (part.contains("valueInteger")) {
    value = resource.number(part, "valueInteger");
  }
  if (!value) return ask("unread_value");
  if (!seen.day) return ask("undated");
  if (*value < measurement.low || *value > measurement.high) return ask("implausible");
  reading.taken.push_back({&measurement, *seen.day, seen.at, *value, preliminary, resource.name()});
}

// What a value says of a symptom that the code names.
Said3 said_by(const Reading& reading, const Resource& resource, const bj::object& part) {
  if (part.contains("dataAbsentReason")) return Said3::unknown;
  if (const bj::value* truth = part.if_contains("valueBoolean"); truth && truth->is_bool())
    return truth->get_bool() ? Said3::yes : Said3::no;
  Concept value;
  read_concept(resource, part.if_contains("valueCodeableConcept"), "valueCodeableConcept", value);
  for (const Concept::Coding& coding : value.codings)
    if (auto known = reading.codes.value_codes.find(coding.code);
        known != reading.codes.value_codes.end())
      return known->second;
  if (std::string_view text = resource.text(part, "valueString"); !text.empty())
    value.texts.push_back(text);
  for (std::string_view text : value.texts) {
    Wording wording(text.substr(0, 500));
    // "not present" is no; so no before yes.
    if (any_stands_in(reading.codes.value_no, wording)) return Said3::no;
    if (any_stands_in(reading.codes.value_yes, wording)) return Said3::yes;
  }
  return Said3::unknown;
}

void tell_symptom(Reading& reading, const Resource& resource, const Concept& meant,
                  const Mention& mention, const Mentioned& all, const Seen& seen) {
  const CodeEntry& entry = *mention.entry;
  if (mention.sense == Sense::denied || mention.sense == Sense::family ||
      mention.sense == Sense::planned || mention.sense == Sense::risk)
    return reading.pass(resource, mention.sense == Sense::family ? "family" : "denied");
  if (entry.within_days > 0 && seen.day && reading.visit - *seen.day > entry.within_days) {
    reading.pass(resource, "old");
    return reading.ask(entry);
  }
  if (!seen.day) reading.ask(entry);
  bool past = mention.sense == Sense::past && entry.past == CodeEntry::Past::other;
  Telling telling;
  telling.entry = &entry;
  telling.answers = past ? &entry.past_answers : &entry.answers;
  telling.date = seen.day;
  telling.unsure = mention.sense == Sense::suspected && !entry.counts_when_suspected;
  telling.sites = find_sites(reading, resource, meant, entry);
  telling.beside = &all;
  tell(reading, resource, telling);
}

void take_symptom(Reading& reading, const Resource& resource, const Part& part, const Seen& seen) {
  if (part.json->contains("valueQuantity") || part.json->contains("valueInteger")) return;
  Mentioned named = find_mentions(reading, part.code, {Use::condition}, false);
  Said3 said = said_by(reading, resource, *part.json);
  if (!named.mentions.empty()) {
    if (said == Said3::no) return reading.pass(resource, "denied");
    for (const Mention& mention : named.mentions) {
      if (said == Said3::yes)
        tell_symptom(reading, resource, part.code, mention, named, seen);
      else
        reading.ask(*mention.entry);
    }
    return;
  }
  // The value may be the finding itself: "Pregnancy status: pregnant".
  Concept value;
  read_concept(resource, part.json->if_contains("valueCodeableConcept"), "valueCodeableConcept",
               value);
  Mentioned found = find_mentions(reading, value, {Use::condition}, false);
  for (const Mention& mention : found.mentions)
    tell_symptom(reading, resource, value, mention, found, seen);
}

bool worries(const Measurement& measurement, double value) {
  if (!measurement.worry_from && !measurement.worry_to) return true;
  return (measurement.worry_from && value >= *measurement.worry_from) ||
         (measurement.worry_to && value <= *measurement.worry_to);
}

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

void settle_one(Reading& reading, const Measurement& measurement) {
  const Taken* newest = nullptr;
  auto later = [](const Taken& a, const Taken& b) {
    if (a.at && b.at) return *a.at > *b.at;
    return a.day > b.day;
  };
  for (const Taken& one : reading.taken) {
    if (one.measurement != &measurement || one.preliminary) continue;
    if (newest == nullptr || later(one, *newest)) newest = &one;
  }
  std::vector<const Taken*> of_time;
  for (const Taken& one : reading.taken) {
    if (one.measurement != &measurement) continue;
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
  for (const Taken* one : of_time) reading.gathered.add(answers, {}, one->resource);
}

}  // namespace

void read_observation(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  if (status == "entered-in-error") return reading.pass(resource, "entered_in_error");
  if (status == "cancelled" || status == "registered" || status == "unknown")
    return reading.pass(resource, status == "cancelled" ? "cancelled" : "not_final");
  bool preliminary = status != "final" && status != "amended" && status != "corrected";
  Seen seen = seen_on(reading, resource);
  std::vector<Part> parts;
  parts.push_back({concept_at(resource, "code"), &resource.json()});
  if (!parts.front().code.named())
    return reading.unread(resource.type(), resource.name(), resource.place(), "unnamed");
  if (const bj::array* components = resource.list(resource.json(), "component"))
    for (const bj::value& value : *components)
      if (const bj::object* one = value.if_object()) {
        Part part;
        part.json = one;
        read_concept(resource, one->if_contains("code"), "component", part.code);
        parts.push_back(std::move(part));
      }
  for (const Part& part : parts) {
    if (const Measurement* measurement = measured(reading.codes, part.code))
      take_measurement(reading, resource, *measurement, *part.json, seen, preliminary);
    else
      take_symptom(reading, resource, part, seen);
  }
}

void settle_measurements(Reading& reading) {
  for (const Measurement& measurement : reading.codes.measurements)
    settle_one(reading, measurement);
}

}  // namespace fascia::interop
