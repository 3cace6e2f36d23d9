// SPDX-License-Identifier: Apache-2.0
#include "cli/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "cli/settings.h"
#include "keys/seal.h"
#include "store/client_keys.h"
#include "store/clinic_profile.h"
#include "store/database_file.h"

namespace fascia::cli {

namespace fs = std::filesystem;

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
  if (file < 0)
    return Error{Code::unavailable,
                 errno == EROFS || errno == EACCES ? "data_read_only" : "data_missing",
                 "data",
                 {{"dir", dir}},
                 {}};
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
  // Of a clinic whose database was lost or put away: they are all that still opens its backups.
  const std::string left = store::keys_file_of(database_of(dir));
  if (database.empty() && fs::exists(left))
    return Error{Code::conflict, "keys_left", "data", {{"file", left}}, {}};
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

}  // namespace fascia::cli
