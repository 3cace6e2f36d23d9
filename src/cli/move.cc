// SPDX-License-Identifier: Apache-2.0
// `fascia move`: a clinic from its file to a database server, or back.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/check.h"
#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "store/carry.h"
#include "store/database_file.h"
#include "store/postgresql/address.h"

namespace fascia::cli {
namespace {

namespace fs = std::filesystem;

struct MoveOptions {
  std::string dir, key_file, from, to;
};

// "file" is the clinic's own, whatever its folder is called.
Result<std::string> end_named(const MoveOptions& options, const std::string& name,
                              std::string_view field) {
  if (name == "file") return database_of(options.dir);
  if (store::postgresql::is_address(name)) return name;
  return invalid(field, "setting_invalid",
                 {{"name", std::string(field)},
                  {"value", "…"},
                  {"allowed", "file or postgresql://USER@HOST/NAME"}});
}

void draw(std::int64_t done, std::int64_t all) {
  constexpr int kWidth = 40;
  int filled = all == 0 ? kWidth : static_cast<int>(done * kWidth / all);
  std::cerr << "\r[" << std::string(std::size_t(filled), '=')
            << std::string(std::size_t(kWidth - filled), ' ') << "] " << done << " of " << all
            << " rows" << std::flush;
}

Done look(const std::string& where, const MoveOptions& options, const Clock& clock) {
  FASCIA_TRY(auto open,
             open_database(where, key_file_of(options.dir, options.key_file), clock, options.dir));
  auto lines = clinic::check_clinic(open->clinic());
  std::erase_if(lines, [](auto& line) { return line.what == "zone_data"; });  // of this machine
  if (all_sound(lines)) return {};
  print_check(lines);
  return conflict("carry_unsound", "to");
}

Result<int> move(const MoveOptions& options) {
  SystemClock clock;
  FASCIA_TRY(std::string from, end_named(options, options.from, "from"));
  FASCIA_TRY(std::string to, end_named(options, options.to, "to"));
  bool to_file = !store::postgresql::is_address(to);
  if (to_file && fs::exists(to)) return conflict("data_exists", "to");
  if (!to_file && !fs::exists(from))
    return Error{Code::unavailable, "data_missing", "data", {{"dir", options.dir}}, {}};
  // Under another name until it is whole.
  std::string making = to_file ? to + ".moving" : to;
  FASCIA_TRY(auto tables, store::carry(from, making, clock.now(), draw));
  std::cerr << "\n";
  FASCIA_TRY_DONE(look(making, options, clock));
  if (to_file) {
    store::close_to_others(making);
    if (!store::name_database(making, to))
      return Error{Code::unavailable, "data_unwritable", "data", {{"dir", options.dir}}, "name"};
  }
  std::int64_t rows = 0;
  for (const auto& table : tables) rows += table.rows;
  std::cout << "The clinic stands in " << shown_database(to) << " too: " << rows << " rows of "
            << tables.size()
            << " tables, counted and compared on both sides, opened and looked at.\n"
            << (to_file ? "Take the address out of FASCIA_DATABASE or settings.toml"
                        : "Give the address to the server (FASCIA_DATABASE, or database in "
                          "settings.toml)")
            << " before you start it again, and put " << shown_database(from)
            << " away: what is booked there from now on is not here.\n";
  return kDone;
}

}  // namespace

void add_move(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<MoveOptions>();
  CLI::App* command =
      app.add_subcommand("move", "Carry a clinic from its file to a PostgreSQL database, or back");
  command->add_option("--data", options->dir, "the clinic's data folder")->required();
  command->add_option("--from", options->from, "file, or the address of a database")->required();
  command->add_option("--to", options->to, "file, or the address of an empty database")->required();
  command->add_option("--key-file", options->key_file,
                      "where the master key stands (default: DIR.key beside DIR)");
  command->footer(
      "Stop the servers first: nobody can write while it runs. What was interrupted is no clinic "
      "yet;\nthe same command goes on. Exit code: 0 done, 1 there is a clinic already or the two "
      "sides\ndiffer, 3 cannot read or write.\n"
      "Example:\n  fascia move --data /srv/clinic --from file --to "
      "postgresql://fascia@db.example.ca/clinic");
  command->callback([options, &exit_code] {
    auto done = move(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
