// SPDX-License-Identifier: Apache-2.0
#include "cli/open_clinic.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>

#include "cli/commands.h"
#include "cli/settings.h"
#include "keys/token.h"
#include "page/catalogue.h"
#include "store/database_file.h"
#include "store/postgresql/address.h"

namespace fascia::cli {

namespace fs = std::filesystem;

std::string shown_database(const std::string& database) {
  return store::postgresql::is_address(database) ? store::postgresql::shown_address(database)
                                                 : database;
}

std::string database_of(const std::string& dir) { return (fs::path(dir) / "fascia.db").string(); }

std::string own_rules_of(const std::string& dir) { return (fs::path(dir) / "protocols").string(); }

std::string key_file_of(const std::string& dir, const std::string& named) {
  return named.empty() ? default_key_file(dir) : named;
}

FolderInUse::~FolderInUse() {
  if (file_ >= 0) ::close(file_);
}

namespace {

Result<FolderInUse> lock_in(const std::string& dir, const char* name, int how, const char* error) {
  int file = ::open((fs::path(dir) / name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return Error{Code::unavailable, "data_missing", "data", {{"dir", dir}}, {}};
  FolderInUse held(file);
  if (::flock(file, how | LOCK_NB) != 0) return conflict(error, "data");
  return held;
}

}  // namespace

Result<FolderInUse> use_folder(const std::string& dir, Use use) {
  return lock_in(dir, "in-use", use == Use::alone ? LOCK_EX : LOCK_SH, "clinic_in_use");
}

Result<FolderInUse> serve_file(const std::string& dir) {
  return lock_in(dir, "served", LOCK_EX, "clinic_served");
}

std::string next_key(const std::string& key_path) { return key_path + ".next"; }

Done take_next_key(const std::string& key_path) {
  auto failed = [&] { return invalid("key_file", "key_unwritable", {{"file", key_path}}); };
  const std::string old = key_path + ".old";
  std::error_code ec;
  fs::remove(old, ec);
  FASCIA_TRY(keys::Key before, keys::read_master_key(key_path));
  FASCIA_TRY_DONE(keys::write_master_key(old, before));
  fs::rename(next_key(key_path), key_path, ec);
  if (ec || !store::sync_path(fs::absolute(key_path).parent_path().string())) return failed();
  return {};
}

std::string default_key_file(const std::string& dir) {
  std::string path = fs::path(dir).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path + ".key";
}

Result<std::string> database_named(const std::string& dir, const std::string& named) {
  // The other settings are the server's: a fault in one of them stops nobody else.
  std::map<std::string, std::string> environment, flags;
  if (const char* variable = std::getenv("FASCIA_DATABASE"))
    environment["FASCIA_DATABASE"] = variable;
  if (!named.empty()) flags["database"] = named;
  std::ifstream file(fs::path(dir) / "settings.toml", std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  FASCIA_TRY(Settings settings, read_settings(text, environment, flags));
  return settings.text("database");
}

Result<std::unique_ptr<OpenClinic>> open_clinic(const std::string& dir, const std::string& key_file,
                                                const Clock& clock, const std::string& named) {
  FASCIA_TRY(std::string database, database_named(dir, named));
  if (!fs::exists(database.empty() ? database_of(dir) : dir))
    return Error{Code::unavailable, "data_missing", "data", {{"dir", dir}}, {}};
  if (database.empty()) database = database_of(dir);
  return open_database(database, key_file_of(dir, key_file), clock, dir);
}

Result<std::unique_ptr<OpenClinic>> open_database(const std::string& database,
                                                  const std::string& key_path, const Clock& clock,
                                                  const std::string& dir) {
  auto open = std::make_unique<OpenClinic>();
  open->dir = dir;
  open->random = std::make_unique<keys::SystemRandom>();
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_path));
  open->key_digest_source = keys::mac(key.bytes(), "form tokens");
  open->sealer = std::make_unique<store::Sealer>(std::move(key), *open->random);
  // The clinic's own rules stand in its folder, beside the file where it has one. Reading rules is
  // most of a start: it goes on while the database is opened.
  auto knowledge = std::async(std::launch::async, [&]() -> Result<clinic::Knowledge> {
    FASCIA_TRY(auto own, clinic::own_rule_files(own_rules_of(
                             dir.empty() ? fs::path(database).parent_path().string() : dir)));
    return clinic::read_knowledge_with(own);
  });
  FASCIA_TRY(open->store, store::Store::open({.path = database}, clock.now()));
  FASCIA_TRY(open->knowledge, knowledge.get());
  auto tenant = open->store->read([](store::Connection& c) { return store::only_tenant(c); });
  if (!tenant)
    return Error{
        Code::unavailable, "clinic_missing", "data", {{"dir", shown_database(database)}}, {}};
  auto fits = [&] {
    return open->store->read([&](store::Connection& c) { return open->sealer->fits(c, *tenant); });
  };
  bool key_fits = fits();
  if (auto next = keys::read_master_key(next_key(key_path)); !key_fits && next) {
    // The key was changed, and what changed it was interrupted before the new one had its name.
    open->key_digest_source = keys::mac(next->bytes(), "form tokens");
    open->sealer = std::make_unique<store::Sealer>(std::move(*next), *open->random);
    key_fits = fits();
    if (key_fits) FASCIA_TRY_DONE(take_next_key(key_path));
  }
  if (!key_fits) return Error{Code::unavailable, "key_wrong", "key_file", {{"file", key_path}}, {}};
  open->clinic_ = std::make_unique<clinic::Clinic>(*open->store, *open->sealer, *open->random,
                                                   clock, open->knowledge, *tenant);
  clinic::load_availability(open->clinic());
  return open;
}

Done serve_place(OpenClinic& open, const std::string& name) {
  clinic::Clinic& clinic = open.clinic();
  auto places = clinic.store.read(
      [&](store::Connection& c) { return store::list_locations(c, clinic.tenant); });
  if (name.empty() && places.size() == 1) return {};
  constexpr std::size_t kNamed = 5;
  std::string names;
  for (std::size_t i = 0; i < places.size() && i < kNamed; ++i)
    names += (i == 0 ? "" : ", ") + places[i].name;
  if (places.size() > kNamed) names += ", …";
  if (name.empty()) return invalid("location", "location_missing", {{"names", names}});
  auto at = std::ranges::find(places, name, &store::Location::name);
  if (at == places.end())
    return invalid("location", "location_unknown", {{"name", name}, {"names", names}});
  clinic.location = at->id;
  clinic::load_availability(clinic);
  return {};
}

NewFolder::~NewFolder() {
  if (kept || (making.empty() && key_path.empty())) return;
  store.reset();
  if (!making.empty()) store::forget_database(making);
  std::error_code ec;
  if (!key_path.empty()) fs::remove(key_path, ec);
}

Result<NewFolder> make_data_folder(const std::string& dir, const std::string& key_file,
                                   keys::Random& random, Instant now, Speed speed,
                                   const std::string& named) {
  FASCIA_TRY(std::string database, database_named(dir, named));
  if (fs::exists(database_of(dir))) return conflict("data_exists", "data");
  std::error_code ec;
  fs::create_directories(dir, ec);
  if (ec) return Error{Code::unavailable, "data_unwritable", "data", {{"dir", dir}}, ec.message()};
  fs::permissions(dir, fs::perms::owner_all, ec);
  NewFolder folder;
  store::StoreSettings settings;
  if (speed == Speed::fast) settings.synchronous = "OFF";
  if (database.empty()) {
    folder.making = settings.path = database_of(dir) + ".making";
    store::forget_database(folder.making);
  } else {
    settings.path = database;
    FASCIA_TRY(folder.store, store::Store::open(settings, now));
    if (folder.store->read([](store::Connection& c) { return store::only_tenant(c); }))
      return conflict("database_taken", "database");
  }
  std::string key_path = key_file_of(dir, key_file);
  FASCIA_TRY(keys::Key key, keys::make_master_key(key_path, random));
  folder.key_path = key_path;
  folder.sealer = std::make_unique<store::Sealer>(std::move(key), random);
  if (folder.store) return folder;
  FASCIA_TRY(folder.store, store::Store::open(settings, now));
  return folder;
}

Done finish_data_folder(NewFolder folder, const std::string& dir) {
  if (folder.making.empty()) {  // the rows stand where they belong
    folder.kept = true;
    return {};
  }
  folder.store.reset();  // the last connection brings all of it into the one file
  auto failed = [&](const char* what) {
    return Error{Code::unavailable, "data_unwritable", "data", {{"dir", dir}}, what};
  };
  store::close_to_others(folder.making);
  if (!store::name_database(folder.making, database_of(dir))) return failed("name of the database");
  folder.kept = true;
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
