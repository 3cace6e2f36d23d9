// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/protocol.h"
#include "core/result.h"

// What is measured, how sure a measurement is, and which change matters. All of it is data
// (protocols/measures.toml); the program knows no measure by name.
namespace fascia::care {

// The smallest change that matters to a person who starts in [from, to).
struct LeastChange {
  double from = 0;
  double to = 0;
  std::optional<double> absolute;  // none: too little room to tell
  double relative = 0;             // share of the value at the start; the larger of both counts
  double round_up = 0;             // to a multiple of this; 0: not rounded
};

// What an answer makes the staff do: at or beyond a limit, `times` in a row.
struct MeasureAlert {
  std::string id;
  std::optional<double> at_most, at_least;
  int times = 1;
  std::string who;  // lead, therapist
  Words text;
};

struct Measure {
  std::string id;
  std::string group;  // pain, function, movement, feeling, comfort, alliance, global
  std::string use;    // what the program asks it for: pain_now, pain_average, pain_worst, activity,
                      // global, reach; most have none
  Words name;
  Words text;  // the question, or what to do
  Words low_words, high_words;
  std::string unit;
  double low = 0, high = 0;
  double step = 1;  // 1: whole numbers
  bool higher_is_better = false;
  std::optional<double> sem;         // standard error of one measurement
  std::optional<double> mdc;         // the least change beyond error, 95 %
  std::optional<double> mdc_single;  // of a score that rests on one item
  double between_raters = 1;         // the error grows so much when another person measured
  std::optional<double> normal;      // of a healthy adult
  std::vector<LeastChange> least;
  std::vector<std::string> not_below;  // worst pain is not below average pain
  std::string items_of;  // this is one item of that measure, whose score is the mean of its items
  int least_items = 0;   // of a score: so many answered at least
  int from_session = 0;  // not asked before
  std::vector<int> after_sessions;  // the client is asked after these (1 is the first)
  bool without_names = false;       // the therapist sees no client's own answer
  std::vector<MeasureAlert> alerts;
  std::string loinc;    // empty: a local code
  std::string licence;  // free, free_with_terms
  std::string source, mark, confidence;
};

const Measure* find_measure(const std::vector<Measure>& measures, std::string_view id);
// The one that serves this use; none where the protocol names none.
const Measure* measure_for(const std::vector<Measure>& measures, std::string_view use);

// A value in range and on the scale's steps. Errors on field `id`: measure_unknown, measure_range
// (args low, high, unit), measure_step (arg step).
Done check_value(const std::vector<Measure>& measures, std::string_view id, double value);

// Ids of values that contradict one another ("worst" below "average"): asked again once.
struct Measured {
  std::string measure;
  double value = 0;
};
std::vector<std::string> inconsistent(const std::vector<Measure>& measures,
                                      const std::vector<Measured>& values);

// The alerts that the newest of these values, oldest first, calls for.
std::vector<const MeasureAlert*> alerts_of(const Measure& measure,
                                           const std::vector<double>& values);

// The mean of the answered items; nothing when too few are.
std::optional<double> score(const Measure& measure,
                            const std::vector<std::optional<double>>& items);

enum class Direction : char { worse, same, better };
enum class ChangeWord : char { clear_loss, no_clear_change, possible_gain, clear_gain };
std::string_view to_string(Direction direction);
std::string_view to_string(ChangeWord word);

struct MeasuredChange {
  double first = 0, last = 0;
  double difference = 0;        // last - first
  std::optional<double> error;  // the least change beyond measuring error
  std::optional<double> least;  // the smallest change that matters from this start
  ChangeWord word = ChangeWord::no_clear_change;
  Direction direction = Direction::same;
  std::string message;  // id of the words: says what changed, never what did it (R10)
};
// The smallest change that matters from this start. A measure without one of its own takes its
// error; nothing where there is too little room to tell.
std::optional<double> least_change(const Measure& measure, double first);
// `same_rater`: one person measured both, with the same device.
MeasuredChange change(const Measure& measure, double first, double last, bool same_rater = true);

// Two ratings of the same activities, named by the client; dropped ones count on neither side.
struct Activity {
  double first = 0;
  double last = 0;
  bool dropped = false;
};
std::optional<MeasuredChange> change(const Measure& measure,
                                     const std::vector<Activity>& activities);

boost::json::object to_json(const Measure& measure, std::string_view language);
boost::json::object to_json(const MeasuredChange& change);

}  // namespace fascia::care
