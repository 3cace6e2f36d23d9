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
#include "store/client_keys.h"
#include "store/database_file.h"
#include "store/postgresql/address.h"

namespace fascia::cli {
namespace {

namespace fs = std::filesystem;

struct MoveOptions {
  std::string dir, key_file, from, to, back;
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
  FASCIA_TRY(auto open, open_database(where, key_file_of(options.dir, options.key_file), clock,
                                      options.dir, Opening::only_look));
  auto lines = clinic::check_clinic(open->clinic());
  std::erase_if(lines, [](auto& line) { return line.what == "zone_data"; });  // of this machine
  if (all_sound(lines)) return {};
  print_check(lines);
  return conflict("carry_unsound", "to");
}

// A clinic that stands in two places is served from one: the other says where it went. Empty: it
// may be served again.
Done mark_moved(const std::string& where, const std::string& to, const MoveOptions& options,
                const Clock& clock) {
  FASCIA_TRY(auto open, open_database(where, key_file_of(options.dir, options.key_file), clock,
                                      options.dir, Opening::only_look));
  const TenantId tenant = open->clinic().tenant;
  return open->store->write([&](store::Transaction& tx) -> Done {
    if (to.empty())
      store::forget_settings(tx, tenant, kMovedTo, std::string(kMovedTo) + " ");
    else
      store::set_setting(tx, tenant, kMovedTo, to);
    return {};
  });
}

// What was moved away is not moved again: it would be what it was then.
Done expect_here(const std::string& from, const MoveOptions& options, const Clock& clock) {
  FASCIA_TRY(auto open, open_database(from, key_file_of(options.dir, options.key_file), clock,
                                      options.dir, Opening::only_look));
  auto to = open->store->read(
      [&](store::Connection& c) { return store::setting(c, open->clinic().tenant, kMovedTo); });
  if (!to) return {};
  const bool on_server = store::postgresql::is_address(from);
  return Error{Code::conflict,
               "clinic_moved",
               "from",
               {{"to", *to}, {"end", on_server ? "ADDRESS" : "file"}},
               {}};
}

// A kill between the two names of a finished copy: its keys have theirs already.
void end_naming(const std::string& making, const std::string& to) {
  const std::string keys = store::keys_file_of(to), made = store::keys_file_of(making);
  std::error_code ec;
  if (fs::exists(making) && !fs::exists(made) && fs::exists(keys) && !fs::exists(to))
    fs::rename(keys, made, ec);
}

// What SQLite keeps beside a file has the name of before, where a kill came right after the name
// was given, or where it was still kept when it was.
void sweep_old_name(const std::string& to) {
  const fs::path making = to + ".moving";
  std::error_code ec;
  if (!fs::exists(to, ec) || fs::exists(making, ec)) return;
  std::vector<fs::path> left;
  for (const auto& one : fs::directory_iterator(making.parent_path(), ec))
    if (one.path().filename().native().starts_with(making.filename().native()))
      left.push_back(one.path());
  for (const fs::path& one : left) fs::remove(one, ec);
}

Result<int> take_back(const MoveOptions& options) {
  SystemClock clock;
  FASCIA_TRY(FolderInUse alone, use_folder(options.dir, Use::alone));
  FASCIA_TRY(std::string where, end_named(options, options.back, "take-back"));
  FASCIA_TRY_DONE(mark_moved(where, {}, options, clock));
  std::cout << "The clinic in " << shown_database(where)
            << " may be served again. What was written where it was moved to is not in it.\n";
  return kDone;
}

Result<int> move(const MoveOptions& options) {
  SystemClock clock;
  if (!options.back.empty()) return take_back(options);
  if (options.from.empty()) return invalid("from", "option_missing", {{"option", "--from"}});
  FASCIA_TRY(std::string from, end_named(options, options.from, "from"));
  FASCIA_TRY(std::string to, end_named(options, options.to, "to"));
  bool to_file = !store::postgresql::is_address(to);
  if (!to_file && !fs::exists(from))
    return Error{Code::unavailable, "data_missing", "data", {{"dir", options.dir}}, {}};
  FASCIA_TRY(FolderInUse alone, use_folder(options.dir, Use::alone));
  if (to_file) sweep_old_name(to);
  // Of an older schema, which the move itself brings forward, nothing is known yet.
  if (auto here = expect_here(from, options, clock); !here)
    if (here.error().message != "schema_older") return here.error();
  // Under another name until it is whole.
  std::string making = to;
  if (to_file && !fs::exists(to)) {
    making = to + ".moving";
    end_naming(making, to);
  }
  auto tables = store::carry(from, making, clock.now(), draw);
  if (!tables && to_file && tables.error().message == "database_taken")
    return conflict("data_exists", "to");
  if (!tables) return tables.error();
  std::cerr << "\n";
  FASCIA_TRY_DONE(look(making, options, clock));
  if (making != to) {
    store::close_to_others(making);
    if (!store::name_database(making, to))
      return Error{Code::unavailable, "data_unwritable", "data", {{"dir", options.dir}}, "name"};
    FASCIA_TRY_DONE(look(to, options, clock));
    sweep_old_name(to);
  }
  FASCIA_TRY_DONE(mark_moved(from, shown_database(to), options, clock));
  std::int64_t rows = 0;
  for (const auto& table : *tables) rows += table.rows;
  std::cout << "The clinic stands in " << shown_database(to) << " too: " << rows << " rows of "
            << tables->size()
            << " tables, counted and compared on both sides, opened and looked at.\n"
            << (to_file ? "Take the address out of FASCIA_DATABASE or settings.toml"
                        : "Give the address to the server (FASCIA_DATABASE, or database in "
                          "settings.toml)")
            << " before you start it again. " << shown_database(from)
            << " says where it went, and is served no more.\n";
  return kDone;
}

}  // namespace

void add_move(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<MoveOptions>();
  CLI::App* command =
      app.add_subcommand("move", "Carry a clinic from its file to a PostgreSQL database, or back");
  command->add_option("--data", options->dir, "the clinic's data folder")->required();
  auto* from = command->add_option("--from", options->from, "file, or the address of a database");
  auto* to = command->add_option("--to", options->to, "file, or the address of an empty database");
  from->needs(to);
  to->needs(from);
  command
      ->add_option("--take-back", options->back,
                   "file or an address: the clinic there was moved away, and is to be served again "
                   "as it was then")
      ->excludes(from)
      ->excludes(to);
  command->add_option("--key-file", options->key_file,
                      "where the master key stands (default: DIR.key beside DIR)");
  command->footer(
      "Stop the servers first; it is refused while one runs. What was interrupted goes on with the "
      "same\ncommand. Afterwards --from is served no more. To go back with all that was written "
      "since, put it\naway and move the other way; --take-back serves it as it was. Exit code: 0 "
      "done, 1 there is a clinic already or the two "
      "sides\ndiffer, 3 cannot read or write.\n"
      "Example:\n  fascia move --data /srv/clinic --from file --to "
      "postgresql://fascia@db.example.ca/clinic");
  command->callback([options, &exit_code] {
    auto done = move(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
