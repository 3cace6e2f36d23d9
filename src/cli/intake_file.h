// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "care/screening.h"
#include "clinic/knowledge.h"
#include "core/result.h"

namespace fascia::cli {

// What `screen` and `plan` are asked: an intake in a file, a kind of service, a day.
struct IntakeQuestion {
  std::string file;  // "-": standard input
  std::string service;
  std::string now;  // a date; the intake's own visit_date comes before it
  std::string data, key_file;
  std::string language = "en";
  bool json = false;
};

struct ScreenedIntake {
  clinic::Knowledge knowledge;
  care::Intake intake;
  care::Screening screening;
};

// Errors: file_unreadable (unavailable) on intake; those of read_intake; date_invalid on now;
// service_unknown on service.
Result<ScreenedIntake> screen_file(const IntakeQuestion& question);

}  // namespace fascia::cli
