// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/protocol.h"

// What a verdict about a course asks of the next plan: one table for the planner, for what staff
// read, and for what the client reads (protocols/verdicts.toml).
namespace fascia::care {

enum class Verdict : char { too_early, responding, plateau, not_responding, worse };
std::string_view to_string(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view text);

// What the next plan does about a verdict; a therapist confirms it.
struct NextStep {
  Verdict verdict = Verdict::too_early;
  bool goal_met = false;          // this row is for clients who reached their goal
  bool function_better = false;   // this row is for those who can do more, with the pain unchanged
  Words client;                   // what the client reads
  std::string message;            // its id, e.g. "verdict.responding"
  Words plan;                     // what the therapist reads
  int most_visits = 0;            // before the next decision; 0: none is booked
  std::vector<double> spread;     // factors of the interval, one after the other
  std::optional<int> ceiling;     // of discomfort, 0-10
  int lighter = 0;                // levels less than before
  bool deep = true;               // depth 4 and 5 allowed
  bool red_flags_first = false;   // the red-flag form before any treatment
  bool change_one_thing = false;  // region, technique, exercise or length
  bool letter = false;            // to a physician or physiotherapist
  int doctor_within_days = 0;     // 0: no advice to see one
  bool tell_lead = false;
  std::string source, mark;
};

// What a course shows beside its verdict, which stays the same word (sheet c 7b.4): what the
// therapist reads, and whether the red-flag questions come before any treatment.
struct CourseFlag {
  std::string id;  // one of kCourseFlags
  Words staff;
  bool red_flags_first = false;
  std::string source, mark;
};
inline constexpr std::string_view kCourseFlags[] = {"jump", "rebound", "low_baseline", "small_room",
                                                    "global_change"};

// The row for a verdict: of those who reached their goal, or who can do more, where that is so. An
// empty one where the protocol has none.
const NextStep& step_for(const std::vector<NextStep>& steps, Verdict verdict, bool goal_met,
                         bool function_better);
// How many visits may be booked ahead: the cap of R10 while it is too early to say.
int visits_ahead(const std::vector<NextStep>& steps, Verdict verdict);

boost::json::object to_json(const NextStep& step, std::string_view language);

}  // namespace fascia::care
