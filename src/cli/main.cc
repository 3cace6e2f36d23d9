// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "cli/commands.h"
#include "core/time.h"

int main(int argc, char** argv) {
  using namespace fascia::cli;
  CLI::App app{"Fascia: the self-hosted system of a massage clinic"};
  app.set_version_flag("--version", std::string("fascia ") + FASCIA_VERSION + ", zone data " +
                                        fascia::zone_data_version());
  app.require_subcommand(1);
  int exit_code = kDone;
  add_init(app, exit_code);
  add_demo(app, exit_code);
  add_serve(app, exit_code);
  add_starts(app, exit_code);
  add_screen(app, exit_code);
  add_plan(app, exit_code);
  add_protocol(app, exit_code);
  add_simulate(app, exit_code);
  add_backup(app, exit_code);
  add_restore(app, exit_code);
  add_key(app, exit_code);
  add_client(app, exit_code);
  add_audit(app, exit_code);
  add_rights(app, exit_code);
  add_move(app, exit_code);
  add_check(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    return app.exit(fault) == 0 ? kDone : kBadInput;
  } catch (const std::exception& fault) {
    std::cerr << "fascia: stopped by a fault of the program: " << fault.what() << "\n";
    return kUnreachable;
  }
  return exit_code;
}
