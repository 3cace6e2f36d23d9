// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "cli/open_clinic.h"

namespace CLI {
class App;
}

namespace fascia::cli {

// Which clinic a command works on.
struct ClinicOptions {
  std::string dir, key_file, database;
};
// --data, --key-file and --database, in the same words everywhere.
void add_clinic_options(CLI::App& command, ClinicOptions& into);
// Errors: those of open_clinic by its parts.
Result<std::unique_ptr<OpenClinic>> open_clinic(const ClinicOptions& options, const Clock& clock,
                                                Opening opening = Opening::to_work);

// One command of a group, with the options of its clinic; what `run` answers is the exit code, its
// error is said. `options` must live as long as what `run` holds.
CLI::App* add_of_clinic(CLI::App& group, const char* name, const char* help, ClinicOptions& options,
                        std::function<Result<int>()> run, int& exit_code);

}  // namespace fascia::cli
