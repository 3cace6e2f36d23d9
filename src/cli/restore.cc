// SPDX-License-Identifier: Apache-2.0
// `fascia restore`: a clinic from its backup and its key.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/check.h"
#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "cli/restore_dump.h"
#include "clinic/backup.h"
#include "clinic/client_keys.h"
#include "clinic/kept_changes.h"
#include "core/json.h"
#include "core/log.h"
#include "store/client_keys.h"
#include "store/database_file.h"
#include "store/intakes.h"
#include "store/scratch_folder.h"

namespace fascia::cli {
namespace {

namespace fs = std::filesystem;

struct RestoreOptions {
  std::string from, at, dir, key_file, database;
  std::vector<std::string> keys;
  bool json = false;
};

Error unwritable(const RestoreOptions& options, std::string cause) {
  return {Code::unavailable, "data_unwritable", "data", {{"dir", options.dir}}, std::move(cause)};
}

// The keys that belong to it: what was named, else what lies beside the backup, and what the folder
// still holds of a clinic whose database was lost. What any of them knows to be erased stays
// erased.
std::vector<std::string> copies_of_keys(const RestoreOptions& options, const std::string& backup) {
  std::vector<std::string> out = options.keys;
  if (out.empty()) out = clinic::keys_beside(backup);
  std::string left = store::keys_file_of(database_of(options.dir));
  if (fs::exists(left)) out.push_back(left);
  return out;
}

Done bring_keys(const std::string& database, const std::string& key_path, const Clock& clock,
                const std::vector<std::string>& copies) {
  keys::SystemRandom random;
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_path));
  store::Sealer sealer(std::move(key), random);
  FASCIA_TRY(auto opened, store::Store::open({.path = database, .keys_follow = true}, clock.now()));
  auto tenant = opened->read([](store::Connection& c) { return store::only_tenant(c); });
  if (!tenant) return Error{Code::unavailable, "clinic_missing", "from", {{"dir", database}}, {}};
  return clinic::adopt_keys(*opened, sealer, *tenant, copies);
}

Done look(const std::string& database, const std::string& key, const Clock& clock) {
  FASCIA_TRY(auto open, open_database(database, key, clock, {}, Opening::only_look));
  FASCIA_TRY_DONE(clinic::settle_keys(open->clinic()));
  // An older copy of the keys may have brought back one of answers that nobody booked with.
  FASCIA_TRY_DONE(open->store->write([&](store::Transaction& tx) -> Done {
    store::forget_unbooked(tx, open->clinic().tenant, clock.now());
    return {};
  }));
  auto lines = clinic::check_clinic(open->clinic());
  std::erase_if(lines, [](auto& line) { return line.what == "zone_data"; });
  if (all_sound(lines)) return {};
  print_check(lines);
  return conflict("backup_unsound", "from");
}

// With the distance from UTC that the moment was given with.
std::string said_like(const std::string& at, Instant t) {
  if (at.size() < 6 || at.ends_with('Z')) return to_rfc3339_utc(t);
  const std::string offset = at.substr(at.size() - 6);  // "-07:00"
  const int east = (std::stoi(offset.substr(1, 2)) * 60 + std::stoi(offset.substr(4, 2))) *
                   (offset[0] == '-' ? -60 : 60);
  std::string out = to_rfc3339_utc(t + Seconds{east});
  out.pop_back();
  return out + offset;
}

// What becomes the clinic: a backup, what it is brought forward by, and a further copy of the keys.
struct Source {
  clinic::KeptMoment moment;
  std::vector<std::string> keys;
};

// An older state is better than none; who it brings back must be looked at by a person (R23).
void say_unread(const std::string& what) {
  std::cerr << "fascia: " << what
            << " cannot be read to its end: who was erased after the backup may "
            << "not be known. Look at the list of erasures that you keep elsewhere.\n";
}

Result<Source> source_of(const RestoreOptions& options, const Clock& clock,
                         const std::string& scratch) {
  Source out;
  const bool to_a_moment = !options.at.empty();
  out.moment.backup = options.from;
  if (to_a_moment && !fs::is_directory(options.from)) return invalid("from", "moment_needs_folder");
  if (!to_a_moment && !fs::is_regular_file(options.from))
    return Error{Code::unavailable, "backup_missing", "from", {{"file", options.from}}, {}};
  if (!to_a_moment)
    if (auto whose = clinic::clinic_in(options.from); !whose) return whose.error();
  auto at = parse_rfc3339(options.at);
  if (to_a_moment && !at) return invalid("at", "instant_malformed");
  keys::SystemRandom random;
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_file_of(options.dir, options.key_file)));
  std::string folder = options.from;
  if (!to_a_moment) folder = fs::absolute(options.from).parent_path().string();
  log::set_level(log::Level::warn);  // of the migrations of the scratch database
  auto kept = clinic::KeptFolder::open(folder, key, random, clock.now(), scratch, options.keys);
  log::set_level(log::Level::info);
  if (!kept && to_a_moment) return kept.error();
  if (!kept) {  // a backup that was taken by hand, alone
    if (kept.error().message != "backup_missing") say_unread(folder);
    return out;
  }
  if (to_a_moment) {
    FASCIA_TRY(out.moment,
               (*kept)->moment(*at, [&](Instant t) { return said_like(options.at, t); }));
  }
  // Erasures and new clients that no backup knows yet.
  auto newest = (*kept)->newest_keys();
  for (const std::string& file : newest.unread) say_unread(file);
  out.keys = std::move(newest.copies);
  return out;
}

Done make(const RestoreOptions& options, const Source& source, const Clock& clock) {
  const std::string making = database_of(options.dir) + ".making";
  const std::string key = key_file_of(options.dir, options.key_file);
  store::forget_database(making);
  auto copies = copies_of_keys(options, source.moment.backup);
  copies.insert(copies.end(), source.keys.begin(), source.keys.end());
  keys::SystemRandom random;
  FASCIA_TRY(keys::Key master, keys::read_master_key(key));
  Done whole = clinic::open_backup(source.moment.backup, making,
                                   store::Sealer(std::move(master), random), copies);
  if (whole) whole = store::apply_to_rows(making, source.moment.changes);
  if (whole) whole = bring_keys(making, key, clock, copies);
  if (whole) whole = look(making, key, clock);
  if (!whole) {
    store::forget_database(making);
    return whole;
  }
  store::close_to_others(making);
  if (!store::name_database(making, database_of(options.dir))) return unwritable(options, "sync");
  // As the next program finds it, with whatever lies beside it.
  return look(database_of(options.dir), key, clock);
}

Result<Source> restore_into(const RestoreOptions& options, const Clock& clock) {
  FASCIA_TRY(FolderInUse alone, use_folder(options.dir, Use::alone));
  if (fs::exists(database_of(options.dir))) return conflict("data_exists", "data");
  store::ScratchFolder scratch(options.dir);
  if (!scratch.made()) return unwritable(options, scratch.name());
  FASCIA_TRY(Source source, source_of(options, clock, scratch.name()));
  FASCIA_TRY_DONE(make(options, source, clock));
  return source;
}

Result<int> restore(const RestoreOptions& options) {
  if (options.at.empty() && is_dump(options.from))
    return restore_dump(
        {options.from, options.dir, options.key_file, options.database, options.json});
  SystemClock clock;
  if (fs::exists(database_of(options.dir))) {
    store::forget_scratch(options.dir);  // of one that was killed when it was all but done
    return conflict("data_exists", "data");
  }
  std::error_code ec;
  const bool is_new = fs::create_directories(options.dir, ec);
  if (ec) return unwritable(options, ec.message());
  fs::permissions(options.dir, fs::perms::owner_all, ec);
  auto done = restore_into(options, clock);
  if (!done && is_new && !fs::exists(database_of(options.dir))) {
    fs::remove(fs::path(options.dir) / "in-use", ec);
    fs::remove(options.dir, ec);
  }
  if (!done) return done.error();
  const Source& source = *done;
  const std::string last =
      options.at.empty() ? std::string() : said_like(options.at, source.moment.last);
  if (options.json) {
    boost::json::object out{{"data", options.dir}, {"verified", true}};
    if (!last.empty()) {
      out["backup"] = source.moment.backup;
      out["changes"] = source.moment.changes.size();
      out["last_change"] = last;
    }
    std::cout << json::write_pretty(out);
    return kDone;
  }
  std::cout << "The clinic stands in " << options.dir << " again, opened and looked at.";
  if (!last.empty())
    std::cout << " It is as it was at " << options.at << ": the last change in it is of " << last
              << ", " << source.moment.changes.size() << " changes after the backup.";
  std::cout << " Start it with: fascia serve --data " << options.dir << "\n";
  return kDone;
}

}  // namespace

void add_restore(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RestoreOptions>();
  CLI::App* command = app.add_subcommand("restore", "Make a clinic from its backup and its key");
  command
      ->add_option("--from", options->from,
                   "a file that `fascia backup` wrote; with --at the server's backup folder")
      ->required();
  command->add_option("--at", options->at,
                      "put back as it was at this moment, e.g. 2026-11-26T14:05:00-07:00");
  command->add_option("--data", options->dir, "folder to make; a clinic in it is not touched")
      ->required();
  command->add_option("--key-file", options->key_file,
                      "where the master key stands (default: DIR.key beside DIR)");
  command->add_option("--keys", options->keys,
                      "copies of the clients' keys (default: FROM.keys and all others beside it)");
  command->add_option("--database", options->database,
                      "of a copy of a PostgreSQL database (….dump): the address of an empty one");
  command->add_flag("--json", options->json, "print the result as JSON");
  command->footer(
      "Put the key in its place first. Who was erased after the backup, as the newest copy of the\n"
      "clients' keys knows, is erased again. With --at: the last change at or before the moment is "
      "the\n"
      "last one in it; what is kept goes from a backup on until the next one or until the server "
      "ended,\n"
      "for thirty days. Exit code: 0 done, 1 there is a clinic already, the backup is not sound or "
      "the\n"
      "moment is not kept (the nearest ones are named), 2 no such moment, 3 cannot read or write.\n"
      "Examples:\n  fascia restore --from /mnt/backup/clinic-2026-11-24.db --data /srv/clinic\n"
      "  fascia restore --from /mnt/backup --at 2026-11-26T14:05:00-07:00 --data /srv/clinic\n"
      "  fascia restore --from /srv/clinic/fascia.db.before-0023.dump --data /srv/clinic "
      "--database postgresql://fascia@db/empty");
  command->callback([options, &exit_code] {
    auto done = restore(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
