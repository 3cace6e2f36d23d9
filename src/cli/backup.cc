// SPDX-License-Identifier: Apache-2.0
// `fascia backup`: a copy of a clinic at one moment, looked at before it is called one.
#include "clinic/backup.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/check.h"
#include "cli/commands.h"
#include "core/json.h"
#include "store/client_keys.h"

namespace fascia::cli {
namespace {

struct BackupOptions {
  std::string dir, key_file, to, from;
  bool json = false;
};

Result<int> back_up(const BackupOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options.dir, options.key_file, clock, {}, Opening::only_look));
  FASCIA_TRY(auto made, clinic::back_up(open->clinic(), options.to));
  if (!made.sound) {
    print_check(made.lines);
    return conflict("backup_unsound", "to");
  }
  const std::string keys = store::keys_file_of(options.to);
  if (options.json) {
    std::cout << json::write_pretty(boost::json::object{{"file", options.to},
                                                        {"keys", keys},
                                                        {"bytes", made.bytes},
                                                        {"verified", true},
                                                        {"holds_key", false}});
  } else {
    std::cout << "Backed up to " << options.to << " (" << made.bytes
              << " bytes), opened and looked at. The clients' keys stand in " << keys
              << "; copies of them older than " << clinic::kKeysKeptDays
              << " days in this folder are gone. The master key is in neither: keep a copy of "
              << key_file_of(options.dir, options.key_file) << " somewhere else.\n";
  }
  return kDone;
}

Result<int> verify(const BackupOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options.dir, options.key_file, clock, {}, Opening::only_look));
  store::ScratchFolder scratch(options.dir);
  if (!scratch.made())
    return Error{Code::unavailable, "backup_unwritable", "from", {{"file", scratch.name()}}, {}};
  auto looked = clinic::look_at_backup(open->clinic(), options.from, scratch.name() + "/copy.db");
  if (!looked) return looked.error();
  options.json ? print_check_json(looked->lines) : print_check(looked->lines);
  return looked->sound ? kDone : kNo;
}

// `fascia backup` itself needs what its subcommand does not.
Result<int> back_up_alone(const BackupOptions& options) {
  if (options.dir.empty()) return invalid("data", "option_missing", {{"option", "--data"}});
  if (options.to.empty()) return invalid("to", "option_missing", {{"option", "--to"}});
  return back_up(options);
}

}  // namespace

void add_backup(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* command =
      app.add_subcommand("backup", "Copy a clinic's database while it runs, and look at the copy");
  command->add_option("--data", options->dir, "the clinic's data folder");
  command->add_option("--to", options->to, "file to write; an existing one is not touched");
  command->add_option("--key-file", options->key_file,
                      "where the master key stands (default: DIR.key beside DIR)");
  command->add_flag("--json", options->json, "print the result as JSON");
  command->footer(
      "Two files: the rows, sealed as a whole, to be kept as long as you like, and FILE.keys with\n"
      "the clients' keys, sealed by the master key, which is in neither. Copies of keys go after "
      "30\n"
      "days, so that who was erased is forgotten by old backups too; any newer FILE.keys opens "
      "the\n"
      "old rows.\n"
      "Exit code: 0 done, 1 the file exists or the copy is not sound, 3 cannot read or write.\n"
      "Example:\n  fascia backup --data /srv/clinic --to /mnt/backup/clinic-$(date +%F).db");
  command->callback([options, command, &exit_code] {
    if (!command->get_subcommands().empty()) return;
    auto done = back_up_alone(*options);
    exit_code = done ? *done : say_error(done.error());
  });
  CLI::App* verified =
      command->add_subcommand("verify", "Open a backup as a restore would, and look at all of it");
  verified->add_option("--data", options->dir, "the data folder of the clinic it is of")
      ->required();
  verified->add_option("--from", options->from, "a file that `fascia backup` wrote")->required();
  verified->add_option("--key-file", options->key_file,
                       "where the master key stands (default: DIR.key beside DIR)");
  verified->add_flag("--json", options->json, "print the result as JSON");
  verified->footer(
      "With all that the server kept of what was written after it. The backup itself is not "
      "touched.\n"
      "Exit code: 0 sound, 1 not, 3 cannot read it.\n"
      "Example:\n  fascia backup verify --data /srv/clinic --from /mnt/backup/clinic.db");
  verified->callback([options, &exit_code] {
    auto done = verify(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
