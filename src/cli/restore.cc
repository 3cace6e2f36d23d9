// SPDX-License-Identifier: Apache-2.0
// `fascia restore`: a clinic from its backup and its key.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/check.h"
#include "cli/commands.h"
#include "clinic/backup.h"
#include "clinic/client_keys.h"
#include "core/json.h"
#include "store/client_keys.h"
#include "store/database_file.h"

namespace fascia::cli {
namespace {

namespace fs = std::filesystem;

struct RestoreOptions {
  std::string from, dir, key_file;
  std::vector<std::string> keys;
  bool json = false;
};

Error unwritable(const RestoreOptions& options, std::string cause) {
  return {Code::unavailable, "data_unwritable", "data", {{"dir", options.dir}}, std::move(cause)};
}

// The keys that belong to it: what was named, else what lies beside the backup, and what the folder
// still holds of a clinic whose database was lost. What any of them knows to be erased stays
// erased.
std::vector<std::string> copies_of_keys(const RestoreOptions& options) {
  std::vector<std::string> out = options.keys;
  if (out.empty()) out = clinic::keys_beside(options.from);
  std::string left = store::keys_file_of(database_of(options.dir));
  if (fs::exists(left)) out.push_back(left);
  return out;
}

Done bring_keys(const std::string& database, const std::string& key_path, const Clock& clock,
                const std::vector<std::string>& copies) {
  keys::SystemRandom random;
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_path));
  store::Sealer sealer(std::move(key), random);
  FASCIA_TRY(auto opened, store::Store::open({.path = database}, clock.now()));
  auto tenant = opened->read([](store::Connection& c) { return store::only_tenant(c); });
  if (!tenant) return Error{Code::unavailable, "clinic_missing", "from", {{"dir", database}}, {}};
  return clinic::adopt_keys(*opened, sealer, *tenant, copies);
}

Done look(const std::string& database, const std::string& key, const Clock& clock) {
  FASCIA_TRY(auto open, open_database(database, key, clock));
  FASCIA_TRY_DONE(clinic::settle_keys(open->clinic()));
  auto lines = clinic::check_clinic(open->clinic());
  std::erase_if(lines, [](auto& line) { return line.what == "zone_data"; });
  if (all_sound(lines)) return {};
  print_check(lines);
  return conflict("backup_unsound", "from");
}

Result<int> restore(const RestoreOptions& options) {
  SystemClock clock;
  if (!fs::is_regular_file(options.from))
    return Error{Code::unavailable, "backup_missing", "from", {{"file", options.from}}, {}};
  if (fs::exists(database_of(options.dir))) return conflict("data_exists", "data");
  std::error_code ec;
  fs::create_directories(options.dir, ec);
  if (ec) return unwritable(options, ec.message());
  fs::permissions(options.dir, fs::perms::owner_all, ec);
  const std::string making = database_of(options.dir) + ".making";
  const std::string key = key_file_of(options.dir, options.key_file);
  store::forget_database(making);
  fs::copy_file(options.from, making, ec);
  if (ec) return unwritable(options, ec.message());
  store::close_to_others(making);
  Done whole = bring_keys(making, key, clock, copies_of_keys(options));
  if (whole) whole = look(making, key, clock);
  if (!whole) {
    store::forget_database(making);
    return whole.error();
  }
  store::close_to_others(making);
  if (!store::name_database(making, database_of(options.dir))) return unwritable(options, "sync");
  if (options.json)
    std::cout << json::write_pretty(boost::json::object{{"data", options.dir}, {"verified", true}});
  else
    std::cout << "The clinic stands in " << options.dir
              << " again, opened and looked at. Start it with: fascia serve --data " << options.dir
              << "\n";
  return kDone;
}

}  // namespace

void add_restore(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RestoreOptions>();
  CLI::App* command = app.add_subcommand("restore", "Make a clinic from its backup and its key");
  command->add_option("--from", options->from, "a file that `fascia backup` wrote")->required();
  command->add_option("--data", options->dir, "folder to make; a clinic in it is not touched")
      ->required();
  command->add_option("--key-file", options->key_file,
                      "where the master key stands (default: DIR.key beside DIR)");
  command->add_option("--keys", options->keys,
                      "copies of the clients' keys (default: FROM.keys and all others beside it)");
  command->add_flag("--json", options->json, "print the result as JSON");
  command->footer(
      "Put the key in its place first. Who was erased after the backup, as the newest copy of the\n"
      "clients' keys knows, is erased again. Exit code: 0 done, 1 there is a clinic already or the "
      "backup\n"
      "is not sound, 3 cannot read or write.\n"
      "Example:\n  fascia restore --from /mnt/backup/clinic-2026-11-24.db --data /srv/clinic");
  command->callback([options, &exit_code] {
    auto done = restore(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
