// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "cli/settings.h"
#include "core/time.h"

namespace {

// The command that was meant, as deep as the words were understood.
const CLI::App& command_of(const CLI::App& app) {
  auto below = app.get_subcommands();
  return below.empty() ? app : command_of(*below.front());
}

// What nobody knows, with the nearest that somebody does: options of the command, or commands.
fascia::Error unknown_word(const CLI::App& app) {
  const CLI::App& command = command_of(app);
  // Before a command is known, the word that should be one; after it, the option.
  const bool wants_option = &command != &app;
  std::string word;
  for (const std::string& rest : app.remaining(true)) {
    bool fits = rest.starts_with('-') == wants_option;
    if (word.empty() || (fits && word.starts_with('-') != wants_option)) word = rest;
  }
  std::vector<std::string> known;
  if (word.starts_with('-')) {
    for (const CLI::Option* option : command.get_options())
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  } else {
    for (const CLI::App* one : command.get_subcommands({})) known.push_back(one->get_name());
  }
  std::string_view bare = std::string_view(word).substr(0, word.find('='));
  if (known.empty()) return fascia::invalid("use", "word_unexpected", {{"word", word}});
  return fascia::invalid(
      "use", "word_unknown",
      {{"word", std::string(bare)}, {"nearest", fascia::cli::nearest_name(bare, known)}});
}

}  // namespace

int main(int argc, char** argv) {
  using namespace fascia::cli;
  ::umask(077);  // what it writes is of one clinic's clients, and its user's alone
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
  add_place(app, exit_code);
  add_move(app, exit_code);
  add_check(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    // A word that is not known is the reason for what is then missing.
    if (fault.get_exit_code() != 0 && !app.remaining(true).empty())
      return say_error(unknown_word(app));
    return app.exit(fault) == 0 ? kDone : kBadInput;
  } catch (const std::exception& fault) {
    std::cerr << "fascia: stopped by a fault of the program: " << fault.what() << "\n";
    return kUnreachable;
  }
  return exit_code;
}
