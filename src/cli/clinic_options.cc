// SPDX-License-Identifier: Apache-2.0
#include "cli/clinic_options.h"

#include <CLI/CLI.hpp>

namespace fascia::cli {

void add_clinic_options(CLI::App& command, ClinicOptions& into) {
  command.add_option("--data", into.dir, "the clinic's data folder")->required();
  command.add_option("--key-file", into.key_file,
                     "where the master key stands (default: DIR.key beside DIR)");
  command.add_option("--database", into.database,
                     "address of a PostgreSQL database in place of DIR/fascia.db");
}

Result<std::unique_ptr<OpenClinic>> open_clinic(const ClinicOptions& options, const Clock& clock,
                                                Opening opening) {
  return open_clinic(options.dir, options.key_file, clock, options.database, opening);
}

CLI::App* add_of_clinic(CLI::App& group, const char* name, const char* help, ClinicOptions& options,
                        std::function<Result<int>()> run, int& exit_code) {
  CLI::App* one = group.add_subcommand(name, help);
  add_clinic_options(*one, options);
  one->callback([run = std::move(run), &exit_code] {
    auto done = run();
    exit_code = done ? *done : say_error(done.error());
  });
  return one;
}

}  // namespace fascia::cli
