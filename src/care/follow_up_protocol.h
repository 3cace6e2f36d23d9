// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/aftercare.h"
#include "care/check_in.h"
#include "care/outcomes.h"
#include "care/outcomes_figures.h"
#include "care/verdict.h"

namespace fascia::care {

// The rules of aftercare, check-ins and outcomes, read from TOML texts.
struct FollowUpProtocol {
  std::string version;
  VerdictParameters verdict;
  std::vector<NextStep> next;
  Words note;  // what a curve cannot say
  std::vector<Measure> measures;
  FigureRules figures;
  AftercareRules aftercare;
  ClockWords clock;
  CheckInRules check_ins;
};

// Reads every file that says `kind = "follow-up"` (the others belong to other readers) and checks
// all of it. Errors as read_protocol's, each with `file`, `line` and `key`.
Result<FollowUpProtocol> read_follow_up_protocol(std::vector<File> files);

}  // namespace fascia::care
