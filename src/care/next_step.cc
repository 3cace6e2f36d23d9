// SPDX-License-Identifier: Apache-2.0
#include "care/next_step.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "care/plan_protocol_parts.h"
#include "care/protocol_toml.h"

namespace fascia::care {
namespace {

// Factors of an interval.
std::vector<double> interval_factors(TomlTable& table, std::string_view key) {
  std::vector<double> all;
  const toml::array* array = table.array(key);
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    double factor = (*array)[i].value<double>().value_or(0);
    if (factor < 1 || factor > 10) table.fail(key, "protocol_value", "factors from 1 to 10");
    all.push_back(factor);
  }
  return all;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  static constexpr std::string_view kNames[] = {"too_early", "responding", "plateau",
                                                "not_responding", "worse"};
  return kNames[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> parse_verdict(std::string_view text) {
  for (Verdict verdict : {Verdict::too_early, Verdict::responding, Verdict::plateau,
                          Verdict::not_responding, Verdict::worse}) {
    if (to_string(verdict) == text) return verdict;
  }
  return std::nullopt;
}

NextStep read_next_step(TomlTable& table) {
  NextStep step;
  auto verdict = parse_verdict(table.text("verdict", true));
  if (!verdict) table.fail("verdict", "protocol_value", "a verdict is wanted");
  step.verdict = verdict.value_or(Verdict::too_early);
  step.goal_met = table.truth("goal_met");
  step.function_better = table.truth("function_better");
  step.message = table.text("message", true);
  step.client = table.words("client", true);
  step.plan = table.words("plan", true);
  if (!table.has("most_visits")) table.fail("most_visits", "protocol_key_missing");
  step.most_visits = small(table, "most_visits", 0, 52, 0);
  step.spread = interval_factors(table, "spread");
  if (table.has("ceiling")) step.ceiling = small(table, "ceiling", 0, 10, 0);
  step.lighter = small(table, "lighter", 0, 5, 0);
  step.deep = !table.truth("no_deep");
  step.red_flags_first = table.truth("red_flags_first");
  step.change_one_thing = table.truth("change_one_thing");
  step.letter = table.truth("letter");
  step.doctor_within_days = small(table, "doctor_within_days", 0, 365, 0);
  step.tell_lead = table.truth("tell_lead");
  step.source = table.text("source", true);
  step.mark = table.mark(true);
  return step;
}

CourseFlag read_course_flag(TomlTable& table) {
  CourseFlag flag;
  flag.id = table.text("id", true);
  if (std::find(std::begin(kCourseFlags), std::end(kCourseFlags), flag.id) ==
      std::end(kCourseFlags))
    table.fail("id", "protocol_value",
               "jump, rebound, low_baseline, small_room or global_change is wanted");
  flag.staff = table.words("staff", true);
  flag.red_flags_first = table.truth("red_flags_first");
  flag.source = table.text("source", true);
  flag.mark = table.mark(true);
  return flag;
}

const NextStep& step_for(const std::vector<NextStep>& steps, Verdict verdict, bool goal_met,
                         bool function_better) {
  static const NextStep kNone;
  bool met = goal_met && verdict == Verdict::responding;
  bool function = function_better && verdict == Verdict::not_responding;
  auto row = std::find_if(steps.begin(), steps.end(), [&](const NextStep& step) {
    return step.verdict == verdict && step.goal_met == met && step.function_better == function;
  });
  return row == steps.end() ? kNone : *row;
}

int visits_ahead(const std::vector<NextStep>& steps, Verdict verdict) {
  return step_for(steps, verdict, false, false).most_visits;
}

boost::json::object to_json(const NextStep& step, std::string_view language) {
  boost::json::object out{{"verdict", to_string(step.verdict)},
                          {"message", step.message},
                          {"client", in_language(step.client, language)},
                          {"plan", in_language(step.plan, language)},
                          {"most_visits", step.most_visits},
                          {"lighter", step.lighter},
                          {"deep", step.deep},
                          {"red_flags_first", step.red_flags_first},
                          {"change_one_thing", step.change_one_thing},
                          {"letter", step.letter},
                          {"tell_lead", step.tell_lead}};
  if (!step.spread.empty())
    out["spread"] = boost::json::array(step.spread.begin(), step.spread.end());
  if (step.ceiling) out["ceiling"] = *step.ceiling;
  if (step.doctor_within_days > 0) out["doctor_within_days"] = step.doctor_within_days;
  return out;
}

}  // namespace fascia::care
