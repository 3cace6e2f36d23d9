// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/intake.h"
#include "core/json.h"
#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;

std::string_view view(const bj::value& value) {
  return {value.get_string().data(), value.get_string().size()};
}

// The day after which a person is no longer this many years old; not after the visit.
std::optional<Date> last_day_of_age(std::optional<Date> birth, double years, Date visit) {
  if (!birth || years < 0 || years > 130) return std::nullopt;
  int whole = static_cast<int>(years) + 1;
  int day = birth->month() == 2 && birth->day() == 29 ? 28 : birth->day();
  return std::min(Date::of(birth->year() + whole, birth->month(), day) - 1, visit);
}

When read_period(const Resource& resource, const bj::object& period, Date visit) {
  When start = read_day(resource.text(period, "start"), visit);
  When end = read_day(resource.text(period, "end"), visit);
  When when;
  when.given = true;
  // A period that is not over yet counts from its start.
  const When& counts = end.last ? end : start;
  when.first = counts.first;
  when.last = counts.last;
  when.began = start.first;
  when.bad = !when.last;
  return when;
}

When read_years(const Resource& resource, const bj::object& in, std::string_view prefix, Date visit,
                std::optional<Date> birth) {
  When when;
  const bj::object* quantity = resource.object(in, std::string(prefix) + "Age");
  if (const auto* range = resource.object(in, std::string(prefix) + "Range")) {
    when.given = true;
    quantity = resource.object(*range, range->contains("high") ? "high" : "low");
  }
  if (quantity == nullptr) return when;
  when.given = true;
  auto years = resource.number(*quantity, "value");
  std::string_view unit = resource.text(*quantity, "code");
  bool in_years = unit.empty() || unit == "a";
  if (years && in_years) when.last = last_day_of_age(birth, *years, visit);
  when.first = when.last;
  when.bad = !when.last;
  return when;
}

}  // namespace

void Resource::fault(std::string_view key) const {
  faults_.push_back(place_ + '/' + std::string(key));
}

std::string_view Resource::text(const bj::object& in, std::string_view key) const {
  const bj::value* value = in.if_contains(key);
  if (value == nullptr) return {};
  if (value->is_string()) return view(*value);
  fault(key);
  return {};
}

const bj::object* Resource::object(const bj::object& in, std::string_view key) const {
  const bj::value* value = in.if_contains(key);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) fault(key);
  return value->if_object();
}

const bj::array* Resource::list(const bj::object& in, std::string_view key) const {
  const bj::value* value = in.if_contains(key);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) fault(key);
  return value->if_array();
}

std::optional<double> Resource::number(const bj::object& in, std::string_view key) const {
  const bj::value* value = in.if_contains(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->to_number<double>();
  fault(key);
  return std::nullopt;
}

void read_concept(const Resource& resource, const bj::value* value, std::string_view key,
                  Concept& into) {
  if (value == nullptr) return;
  if (value->is_string()) {  // not R4, but what it says is said
    resource.fault(key);
    into.texts.push_back(view(*value));
    into.codings.push_back({{}, view(*value)});
    return;
  }
  const bj::object* object = value->if_object();
  if (object == nullptr) return resource.fault(key);
  auto add_text = [&](std::string_view text) {
    if (!text.empty()) into.texts.push_back(text);
  };
  add_text(resource.text(*object, "text"));
  // A Coding by itself stands for a concept of one.
  auto add_coding = [&](const bj::object& coding) {
    std::string_view code = resource.text(coding, "code");
    if (!code.empty()) into.codings.push_back({resource.text(coding, "system"), code});
    add_text(resource.text(coding, "display"));
  };
  add_coding(*object);
  const bj::array* codings = resource.list(*object, "coding");
  if (codings == nullptr) return;
  for (const bj::value& coding : *codings) {
    if (const auto* one = coding.if_object())
      add_coding(*one);
    else
      resource.fault(key);
  }
}

Concept concept_at(const Resource& resource, std::string_view key) {
  Concept all;
  const bj::value* value = resource.json().if_contains(key);
  if (value == nullptr) return all;
  if (const auto* many = value->if_array()) {
    for (const bj::value& one : *many) read_concept(resource, &one, key, all);
  } else {
    read_concept(resource, value, key, all);
  }
  return all;
}

const bj::object* contained_at(const Resource& resource, std::string_view reference) {
  const bj::array* inside =
      reference.starts_with('#') ? resource.list(resource.json(), "contained") : nullptr;
  if (inside == nullptr) return nullptr;
  for (const bj::value& value : *inside) {
    const bj::object* one = value.if_object();
    if (one != nullptr && resource.text(*one, "id") == reference.substr(1)) return one;
  }
  return nullptr;
}

When read_day(std::string_view text, Date visit) {
  When when;
  if (text.empty()) return when;
  when.given = true;
  std::string_view day = text.substr(0, 10);
  auto latest = care::read_said_date(day, std::nullopt);
  auto said = care::read_said_date(day, visit);
  when.bad = !latest || !said;
  if (!said) return when;
  when.last = said->latest;
  std::string first(day);
  if (first.size() == 4) first += "-01";
  if (first.size() == 7) first += "-01";
  when.first = parse_date(first);
  when.began = when.first;
  return when;
}

When read_when(const Resource& resource, std::string_view prefix, Date visit,
               std::optional<Date> birth) {
  const bj::object& in = resource.json();
  const std::string name(prefix);
  for (const char* ending : {"DateTime", "Date", "Instant"})
    if (in.contains(name + ending)) {
      When when = read_day(resource.text(in, name + ending), visit);
      if (when.bad || !when.given) {
        resource.fault(name + ending);
        when.given = when.bad = true;
      }
      return when;
    }
  if (const auto* period = resource.object(in, name + "Period"))
    return read_period(resource, *period, visit);
  When when = read_years(resource, in, prefix, visit, birth);
  // Words ("as a child") are not read; a truth (older data) tells no day.
  if (in.contains(name + "String") || in.contains(name + "Boolean")) when.given = when.bad = true;
  return when;
}

std::string status_at(const Resource& resource, std::string_view key) {
  const bj::value* value = resource.json().if_contains(key);
  if (value == nullptr) return {};
  if (value->is_string()) return std::string(view(*value));
  Concept status = concept_at(resource, key);
  std::string out;
  if (!status.codings.empty())
    out = status.codings.front().code;
  else if (!status.texts.empty())
    out = status.texts.front();
  // "Resolved", as some write it.
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

bool is_marked_not(const Resource& resource) {
  for (const char* key : {"notDone", "notPerformed", "notGiven", "wasNotGiven", "wasNotTaken"})
    if (json::is_true_at(resource.json(), key)) return true;
  return resource.json().contains("taken") && resource.text("taken") == "n";
}

bool has_code(const Concept& meant, std::string_view code) {
  return std::any_of(meant.codings.begin(), meant.codings.end(),
                     [&](const Concept::Coding& coding) { return coding.code == code; });
}

}  // namespace fascia::interop
