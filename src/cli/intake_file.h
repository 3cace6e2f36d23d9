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

// What files of questions share. `read_text` reads no more than a byte past `most`, so that the
// reader of it can say that it is too big. Errors: file_unreadable; date_invalid on now;
// service_unknown.
Result<std::string> read_text(const std::string& path, std::size_t most);
Result<Date> day_of(const IntakeQuestion& question);  // --now, else today
Result<care::ServiceKind> kind_of(const IntakeQuestion& question, const std::string& named);

// The rules in force: the shipped ones, and with a clinic's folder its own beside them.
Result<clinic::Knowledge> knowledge_of(const std::string& data);

Result<care::Intake> read_intake_file(const IntakeQuestion& question,
                                      const care::Protocol& protocol);

struct ScreenedIntake {
  clinic::Knowledge knowledge;
  care::Intake intake;
  care::Screening screening;
};

// Errors: file_unreadable (unavailable) on intake; those of read_intake; date_invalid on now;
// service_unknown on service.
Result<ScreenedIntake> screen_file(const IntakeQuestion& question);

}  // namespace fascia::cli
