// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/protocol.h"

namespace fascia::care {

struct Pain {
  Region region;
  int intensity = 0;  // 0-10
  bool operator==(const Pain&) const = default;
};

// What one person told about one body: who it is for, where it hurts, and the health answers.
struct Intake {
  std::optional<Date> visit_date;   // the day the answers are meant for
  std::optional<Date> answered_on;  // default: the day of the visit
  std::string service;
  std::optional<Date> birth_date;
  std::string sex;       // "female", "male", "other" or empty
  std::string for_whom;  // "me", "child", "other" or empty
  std::string answered_by;
  std::vector<Pain> pains;
  std::string since;     // the person's own words
  std::string function;  // what it keeps from doing, own words
  AnswerMap answers;
  // Answers that came along from an earlier intake, each with the day on which it was told.
  std::map<std::string, Date, std::less<>> told_on = {};
  bool operator==(const Intake&) const = default;
};
// The day on which all of it was told, but for what came along; without one, the visit's.
Date told_day(const Intake& intake, Date visit);
// The same of one answer.
Date told_day(const Intake& intake, std::string_view question, Date visit);

// Errors carry the field as a JSON pointer: json_*, intake_key_unknown (arg `nearest`),
// intake_value, intake_range (args `low`, `high`, `unit`), intake_date, date_in_future,
// intake_region, intake_option.
Result<Intake> read_intake(std::string_view json, const Protocol& protocol);
// The same from a value already read, e.g. the `intake` of an API request.
Result<Intake> read_intake_value(const boost::json::value& json, const Protocol& protocol);
boost::json::value write_intake(const Intake& intake);
boost::json::value write_answer(const Answer& answer);
// JSON Schema (2020-12) of what read_intake takes.
boost::json::value intake_schema(const Protocol& protocol);

// One answer as a form or a JSON value gives it; `field` goes into the error.
Result<Answer> read_answer(const Question& question, const boost::json::value& value,
                           const Protocol& protocol, std::string_view field);
// "2026-09-14", "2026-09", "2026": the latest day it can mean, not after `not_after`; a day that
// is surely later is nothing.
std::optional<SaidDate> read_said_date(std::string_view text, std::optional<Date> not_after);
// The name most like `word`; empty when none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string>& names);

}  // namespace fascia::care
