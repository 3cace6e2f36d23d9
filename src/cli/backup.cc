// SPDX-License-Identifier: Apache-2.0
// `fascia backup`: a copy of a clinic at one moment, looked at before it is called one.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/check.h"
#include "cli/commands.h"
#include "core/json.h"

namespace fascia::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string dir, key_file, to;
  bool json = false;
};

Error unwritable(const Options& options, std::string cause) {
  return {Code::unavailable, "backup_unwritable", "to", {{"file", options.to}}, std::move(cause)};
}

// Opens the copy with the key and looks at all of it; a copy that was never opened is no backup.
Done verify(const std::string& copy, const Options& options, const Clock& clock) {
  FASCIA_TRY(auto open,
             open_database(copy, key_file_of(options.dir, options.key_file), clock, options.dir));
  auto lines = clinic::check_clinic(open->clinic());
  std::erase_if(lines, [](auto& line) { return line.what == "zone_data"; });  // of this machine
  if (all_sound(lines)) return {};
  print_check(lines);
  return conflict("backup_unsound", "to");
}

Result<int> back_up(const Options& options) {
  SystemClock clock;
  if (fs::exists(options.to)) return conflict("backup_exists", "to");
  FASCIA_TRY(auto open, open_clinic(options.dir, options.key_file, clock));
  const std::string making = options.to + ".making";
  forget_database(making);
  try {
    FASCIA_TRY_DONE(open->store->copy_to(making));
  } catch (const store::StoreError& fault) {
    forget_database(making);
    return unwritable(options, fault.what());
  }
  std::error_code ec;
  fs::permissions(making, fs::perms::owner_read | fs::perms::owner_write, ec);
  if (auto done = verify(making, options, clock); !done) {
    forget_database(making);
    return done.error();
  }
  fs::path folder = fs::absolute(options.to).parent_path();
  if (!sync_path(making)) return unwritable(options, "sync");
  fs::rename(making, options.to, ec);
  if (ec || !sync_path(folder.string())) return unwritable(options, ec.message());
  auto bytes = fs::file_size(options.to, ec);
  if (options.json) {
    std::cout << json::write_pretty(boost::json::object{
        {"file", options.to}, {"bytes", bytes}, {"verified", true}, {"holds_key", false}});
  } else {
    std::cout << "Backed up to " << options.to << " (" << bytes
              << " bytes), opened and looked at. The key is not in it: keep a copy of "
              << key_file_of(options.dir, options.key_file) << " somewhere else.\n";
  }
  return kDone;
}

}  // namespace

void add_backup(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("backup", "Copy a clinic's database while it runs, and look at the copy");
  command->add_option("--data", options->dir, "the clinic's data folder")->required();
  command->add_option("--to", options->to, "file to write; an existing one is not touched")
      ->required();
  command->add_option("--key-file", options->key_file,
                      "where the master key stands (default: DIR.key beside DIR)");
  command->add_flag("--json", options->json, "print the result as JSON");
  command->footer(
      "The copy holds the database alone: never the key, and not settings.toml.\n"
      "Exit code: 0 done, 1 the file exists or the copy is not sound, 3 cannot read or write.\n"
      "Example:\n  fascia backup --data /srv/clinic --to /mnt/backup/clinic-$(date +%F).db");
  command->callback([options, &exit_code] {
    auto done = back_up(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
