// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "care/aftercare.h"
#include "care/check_in.h"
#include "care/outcomes.h"
#include "care/outcomes_figures.h"
#include "care/verdict.h"

namespace fascia::care {

// A series of ratings and the verdicts that must follow; stands in the files.
struct VerdictCase {
  std::string name, series;
  std::vector<Rating> ratings;
  std::vector<std::string> verdicts;                // one a rating: the machine's word
  std::map<std::string, double, std::less<>> last;  // of the last estimate, within 0.001
  std::vector<std::string> flags;                   // at the end
  std::string told;                                 // where another word is told
  std::string refused;                              // error id
  std::string file;
  int line = 0;
};

// A change of one measure and its word; or only the least change from a start.
struct MeasureCase {
  std::string measure;
  double first = 0;
  std::optional<double> last, least;
  bool no_least = false;
  std::string word;
  std::string refused;  // error id: `first` is no value of the measure
  std::string file;
  int line = 0;
};

// The rules of aftercare, check-ins and outcomes, read from TOML texts.
struct FollowUpProtocol {
  std::string version;
  VerdictParameters verdict;
  Words note;  // what a curve cannot say
  std::vector<VerdictCase> verdict_cases;
  std::vector<Measure> measures;
  std::map<std::string, Words, std::less<>> change_words;  // by ChangeWord
  std::vector<MeasureCase> measure_cases;
  FigureRules figures;
  Words noise_note;  // printed under the figures
  AftercareRules aftercare;
  ClockWords clock;
  CheckInRules check_ins;
};

// Reads every file that says `kind = "follow-up"` (the others belong to other readers) and checks
// all of it; conditions may name the questions of `screening`, places are those of its body map.
// Errors as read_protocol's, each with `file`, `line` and `key`.
Result<FollowUpProtocol> read_follow_up_protocol(std::vector<File> files,
                                                 const Protocol& screening);

// Runs every case that stands in the files; empty when all hold.
std::vector<FailedCase> run_follow_up_cases(const FollowUpProtocol& protocol, const Zone& zone);

}  // namespace fascia::care
