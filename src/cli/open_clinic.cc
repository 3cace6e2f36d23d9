// SPDX-License-Identifier: Apache-2.0
#include "cli/open_clinic.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <future>
#include <iostream>

#include "cli/commands.h"
#include "clinic/backup.h"
#include "clinic/screen_record.h"
#include "core/log.h"
#include "keys/token.h"
#include "page/catalogue.h"
#include "store/client_keys.h"
#include "store/database_file.h"
#include "store/postgresql/address.h"
#include "store/postgresql/dump.h"
#include "store/postgresql/store.h"
#include "store/sealed_dump.h"

namespace fascia::cli {

namespace fs = std::filesystem;

std::string shown_database(const std::string& database) {
  return store::postgresql::is_address(database) ? store::postgresql::shown_address(database)
                                                 : database;
}

Result<clinic::Knowledge> knowledge_with_own(const std::string& dir) {
  FASCIA_TRY(auto own, clinic::own_rule_files(own_rules_of(dir)));
  FASCIA_TRY(clinic::Knowledge knowledge, clinic::read_knowledge_with(own));
  // A fault in the clinic's own codes is said at the start, not with the first record.
  if (knowledge.with_own)
    if (const auto& codes = clinic::record_codes(knowledge); !codes) return codes.error();
  // A day further on the earth's calendar may have begun where the clinic is.
  Date latest = Zone::utc().date(SystemClock().now()) + 1;
  for (const care::Loosening& one : knowledge.screening.loosened) {
    if (!one.on || *one.on <= latest) continue;
    return invalid(
        "on", "loosening_later",
        {{"file", one.file}, {"line", std::to_string(one.line)}, {"day", to_iso(*one.on)}});
  }
  return knowledge;
}

namespace {

bool can_be_written(const std::string& file) {
  const std::string folder = fs::absolute(file).parent_path().string();
  return ::access(file.c_str(), W_OK) == 0 && ::access(folder.c_str(), W_OK) == 0;
}

// An engine that goes on with a file after a crash writes to it: of a disk that cannot be written
// all of it is copied, with what the crash left beside it.
Result<std::string> copy_from_read_only(OpenStore& open, const std::string& file) {
  open.copy = std::make_unique<store::ScratchFolder>(fs::temp_directory_path().string());
  const std::string copy = database_of(open.copy->name());
  auto failed = [&](const std::string& what) {
    return Error{Code::unavailable, "data_unwritable", "data", {{"dir", open.copy->name()}}, what};
  };
  if (!open.copy->made()) return failed("scratch");
  for (const char* ending : {"", "-wal", ".keys", ".keys-wal"}) {
    std::error_code ec;
    if (!fs::exists(file + ending, ec)) continue;
    fs::copy_file(file + ending, copy + ending, ec);
    if (!ec) fs::permissions(copy + ending, fs::perms::owner_read | fs::perms::owner_write, ec);
    if (ec) return failed(ec.message());
  }
  std::cerr << "fascia: " << file << " cannot be written: a copy of it is read.\n";
  return copy;
}

// Sealed by a key of its own, which the master key wraps; it gets its name when it was opened
// again.
Done seal_dump_of(const std::string& database, const std::string& file, const keys::Key& master) {
  keys::SystemRandom random;
  store::Sealer sealer(std::move(*keys::Key::from_bytes(master.bytes())), random);
  const TenantId tenant = store::postgresql::tenant_in(database);
  const std::string making = file + ".making";
  std::error_code ec;
  fs::remove(making, ec);
  auto done = store::postgresql::dump(
      database, [&](int from) { return store::seal_dump(from, making, tenant, sealer); });
  if (done) fs::rename(making, file, ec);
  if (done && (ec || !store::sync_path(fs::absolute(file).parent_path().string())))
    done = Error{Code::unavailable, "backup_before_missing", "database", {}, "rename"};
  if (!done) fs::remove(making, ec);
  return done;
}

// One program takes the copy, the others wait for it and find the database brought to this schema.
Done dump_before_migration(const std::string& database, const std::string& dir,
                           const keys::Key& master, Instant now) {
  int turn = ::open((fs::path(dir) / "migrating").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (turn < 0) return Error{Code::unavailable, "data_read_only", "data", {{"dir", dir}}, {}};
  FolderInUse held(turn);
  ::flock(turn, LOCK_EX);
  auto looked = store::Store::open({.path = database, .only_look = true}, now);
  if (looked || looked.error().message != "schema_older") return {};
  std::string number;
  for (const auto& [name, value] : looked.error().args)
    if (name == "has") number = value;
  const std::string file =
      store::copy_before_migration(database_of(dir), std::stoi(number)) + ".dump";
  FASCIA_TRY_DONE(seal_dump_of(database, file, master));
  log::info("copy before migration", {{"number", number}});
  return {};
}

// Whether a server of an older program has this database, which it could not read after a
// migration.
bool is_served(const std::string& database, const std::string& dir) {
  if (store::postgresql::is_address(database)) return store::postgresql::is_used(database);
  std::error_code ec;
  const fs::path folder = dir.empty() ? fs::absolute(database, ec).parent_path() : fs::path(dir);
  if (!fs::exists(folder / "served", ec)) return false;
  auto alone = serve_file(folder.string());
  return !alone && alone.error().message == "clinic_served";
}

// `master` seals the copy of before a migration; none where nothing is migrated.
Result<OpenStore> open_store(const std::string& named, const std::string& dir, Opening opening,
                             const keys::Key* master, Instant now) {
  OpenStore out{dir, named, opening, nullptr, nullptr};
  const bool on_server = store::postgresql::is_address(named);
  std::string database = named;
  if (opening == Opening::only_look && !on_server && fs::exists(named) && !can_be_written(named)) {
    FASCIA_TRY(database, copy_from_read_only(out, named));
  }
  auto looked = store::Store::open({.path = database, .only_look = true}, now);
  if (!looked && looked.error().message == "clinic_missing")
    return Error{Code::unavailable, "clinic_missing", "data", {{"dir", shown_database(named)}}, {}};
  if (!looked && looked.error().message == "schema_older" && opening != Opening::only_look) {
    if (opening == Opening::to_work && is_served(database, dir))
      return Error{Code::unavailable, "schema_older_served", "data", looked.error().args, {}};
    if (opening != Opening::backup_taken && on_server && master != nullptr)
      FASCIA_TRY_DONE(dump_before_migration(database, dir, *master, now));
    looked = store::Store::open({.path = database}, now);
  }
  if (!looked) return looked.error();
  out.store = std::move(*looked);
  return out;
}

Done expect_not_moved(store::Connection& c, TenantId tenant, const std::string& database) {
  auto to = store::setting(c, tenant, kMovedTo);
  if (!to) return {};
  return Error{Code::conflict,
               "clinic_moved",
               "data",
               {{"to", *to}, {"end", store::postgresql::is_address(database) ? "ADDRESS" : "file"}},
               {}};
}

using Rules = std::future<Result<clinic::Knowledge>>;

// The clinic's own rules stand in its folder, beside the file where it has one. Reading rules is
// most of a start: it goes on while the database is opened.
Rules begin_rules(const std::string& dir, const std::string& named) {
  return std::async(std::launch::async,
                    [folder = dir.empty() ? fs::path(named).parent_path().string() : dir]()
                        -> Result<clinic::Knowledge> { return knowledge_with_own(folder); });
}

Result<std::unique_ptr<OpenClinic>> open_with(OpenStore opened, Rules knowledge, keys::Key key,
                                              const std::string& key_path, const Clock& clock) {
  auto open = std::make_unique<OpenClinic>();
  open->dir = opened.dir;
  open->random = std::make_unique<keys::SystemRandom>();
  open->key_digest_source = keys::mac(key.bytes(), "form tokens");
  open->sealer = std::make_unique<store::Sealer>(std::move(key), *open->random);
  open->copy = std::move(opened.copy);
  open->store = std::move(opened.store);
  const std::string shown = shown_database(opened.named);
  FASCIA_TRY(open->knowledge, knowledge.get());
  auto tenant = open->store->read([](store::Connection& c) { return store::only_tenant(c); });
  if (!tenant) return Error{Code::unavailable, "clinic_missing", "data", {{"dir", shown}}, {}};
  if (opened.opening != Opening::only_look)
    FASCIA_TRY_DONE(open->store->read(
        [&](store::Connection& c) { return expect_not_moved(c, *tenant, opened.named); }));
  if (!open->store->read([&](store::Connection& c) { return store::find_key(c, *tenant, {}); }))
    return Error{
        Code::unavailable, "keys_gone", "data", {{"file", store::keys_file_of(shown)}}, {}};
  auto fits = [&] {
    return open->store->read([&](store::Connection& c) { return open->sealer->fits(c, *tenant); });
  };
  bool key_fits = fits();
  if (auto next = keys::read_master_key(next_key(key_path)); !key_fits && next) {
    // The key was changed, and what changed it was interrupted before the new one had its name.
    open->key_digest_source = keys::mac(next->bytes(), "form tokens");
    open->sealer = std::make_unique<store::Sealer>(std::move(*next), *open->random);
    key_fits = fits();
    if (auto taken = key_fits ? take_next_key(key_path) : Done(); !taken)
      if (opened.opening != Opening::only_look) return taken.error();
  }
  if (!key_fits) return Error{Code::unavailable, "key_wrong", "key_file", {{"file", key_path}}, {}};
  open->clinic_ = std::make_unique<clinic::Clinic>(*open->store, *open->sealer, *open->random,
                                                   clock, open->knowledge, *tenant);
  // Here, where the key is at hand, also those that an older program left.
  if (opened.opening != Opening::only_look && !open->dir.empty())
    clinic::seal_copies_before_migration(open->clinic(), open->dir);
  clinic::load_availability(open->clinic());
  return open;
}

// What the folder and its settings name. Errors: data_missing, data_unreadable.
Result<std::string> database_there(const std::string& dir, const std::string& named) {
  FASCIA_TRY(std::string database, database_named(dir, named));
  std::error_code ec;
  if (!fs::exists(database.empty() ? database_of(dir) : dir, ec))
    return Error{Code::unavailable,
                 ec ? "data_unreadable" : "data_missing",
                 "data",
                 {{"dir", dir}},
                 ec.message()};
  return database.empty() ? database_of(dir) : database;
}

}  // namespace

Result<std::unique_ptr<OpenClinic>> open_clinic(const std::string& dir, const std::string& key_file,
                                                const Clock& clock, const std::string& named,
                                                Opening opening) {
  FASCIA_TRY(std::string database, database_there(dir, named));
  return open_database(database, key_file_of(dir, key_file), clock, dir, opening);
}

Result<std::unique_ptr<OpenClinic>> open_database(const std::string& database,
                                                  const std::string& key_path, const Clock& clock,
                                                  const std::string& dir, Opening opening) {
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_path));
  auto knowledge = begin_rules(dir, database);
  FASCIA_TRY(OpenStore opened, open_store(database, dir, opening, &key, clock.now()));
  return open_with(std::move(opened), std::move(knowledge), std::move(key), key_path, clock);
}

Result<OpenStore> open_to_look(const std::string& dir, const std::string& named,
                               const Clock& clock) {
  FASCIA_TRY(std::string database, database_there(dir, named));
  return open_store(database, dir, Opening::only_look, nullptr, clock.now());
}

Result<std::unique_ptr<OpenClinic>> open_rows(OpenStore opened, const std::string& key_path,
                                              const Clock& clock) {
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_path));
  auto knowledge = begin_rules(opened.dir, opened.named);
  return open_with(std::move(opened), std::move(knowledge), std::move(key), key_path, clock);
}

Done serve_place(OpenClinic& open, const std::string& name) {
  clinic::Clinic& clinic = open.clinic();
  auto places = clinic.store.read(
      [&](store::Connection& c) { return store::list_locations(c, clinic.tenant); });
  if (name.empty() && places.size() == 1) {
    // It stays the one that is served, also when a place is added meanwhile; to a file none is.
    if (clinic.store.engine() != "sqlite") clinic.location = places.front().id;
    return {};
  }
  constexpr std::size_t kNamed = 5;
  std::string names;
  for (std::size_t i = 0; i < places.size() && i < kNamed; ++i)
    names += (i == 0 ? "" : ", ") + places[i].name;
  if (places.size() > kNamed) names += ", …";
  if (name.empty()) return invalid("location", "location_missing", {{"names", names}});
  auto id = LocationId::parse(name);
  auto at = std::ranges::find(places, id.value_or(LocationId{}), &store::Location::id);
  if (at == places.end()) at = std::ranges::find(places, name, &store::Location::name);
  if (at == places.end())
    return invalid("location", "location_unknown", {{"name", name}, {"names", names}});
  clinic.location = at->id;
  clinic::load_availability(clinic);
  return {};
}

int say_error(const Error& error) {
  std::cerr << "fascia: " << page::error_text(page::Language::en, error);
  if (!error.field.empty()) std::cerr << " (" << error.field << ")";
  std::cerr << "\n";
  if (!error.cause.empty()) std::cerr << "        " << error.cause << "\n";
  if (error.code == Code::unavailable || error.message.starts_with("key_")) return kUnreachable;
  return error.code == Code::conflict ? kNo : kBadInput;
}

}  // namespace fascia::cli
