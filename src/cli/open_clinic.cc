// SPDX-License-Identifier: Apache-2.0
#include "cli/open_clinic.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "cli/commands.h"
#include "keys/token.h"
#include "page/catalogue.h"

namespace fascia::cli {

namespace fs = std::filesystem;

std::string database_of(const std::string& dir) { return (fs::path(dir) / "fascia.db").string(); }

std::string own_rules_of(const std::string& dir) { return (fs::path(dir) / "protocols").string(); }

std::string key_file_of(const std::string& dir, const std::string& named) {
  return named.empty() ? default_key_file(dir) : named;
}

void forget_database(const std::string& path) {
  std::error_code ec;
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path + ending, ec);
}

bool sync_path(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  bool done = ::fsync(file) == 0;
  ::close(file);
  return done;
}

std::string default_key_file(const std::string& dir) {
  std::string path = fs::path(dir).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path + ".key";
}

Result<std::unique_ptr<OpenClinic>> open_clinic(const std::string& dir, const std::string& key_file,
                                                const Clock& clock) {
  if (!fs::exists(database_of(dir)))
    return Error{Code::unavailable, "data_missing", "data", {{"dir", dir}}, {}};
  FASCIA_TRY(auto open, open_database(database_of(dir), key_file_of(dir, key_file), clock));
  open->dir = dir;
  return open;
}

Result<std::unique_ptr<OpenClinic>> open_database(const std::string& database,
                                                  const std::string& key_path, const Clock& clock) {
  auto open = std::make_unique<OpenClinic>();
  open->random = std::make_unique<keys::SystemRandom>();
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_path));
  open->key_digest_source = keys::mac(key.bytes(), "form tokens");
  open->sealer = std::make_unique<store::Sealer>(std::move(key), *open->random);
  FASCIA_TRY(open->store, store::Store::open({.path = database}, clock.now()));
  // The clinic's own rules stand beside its database.
  FASCIA_TRY(auto own, clinic::own_rule_files(own_rules_of(fs::path(database).parent_path())));
  FASCIA_TRY(open->knowledge, clinic::read_knowledge_with(own));
  auto tenant = open->store->read([](store::Connection& c) { return store::only_tenant(c); });
  if (!tenant) return Error{Code::unavailable, "clinic_missing", "data", {{"dir", database}}, {}};
  bool key_fits =
      open->store->read([&](store::Connection& c) { return open->sealer->fits(c, *tenant); });
  if (!key_fits) return Error{Code::unavailable, "key_wrong", "key_file", {{"file", key_path}}, {}};
  open->clinic_ = std::make_unique<clinic::Clinic>(*open->store, *open->sealer, *open->random,
                                                   clock, open->knowledge, *tenant);
  clinic::load_availability(open->clinic());
  return open;
}

NewFolder::~NewFolder() {
  if (kept || making.empty()) return;
  store.reset();
  forget_database(making);
  std::error_code ec;
  if (!key_path.empty()) fs::remove(key_path, ec);
}

Result<NewFolder> make_data_folder(const std::string& dir, const std::string& key_file,
                                   keys::Random& random, Instant now, Speed speed) {
  if (fs::exists(database_of(dir))) return conflict("data_exists", "data");
  std::error_code ec;
  fs::create_directories(dir, ec);
  if (ec) return Error{Code::unavailable, "data_unwritable", "data", {{"dir", dir}}, ec.message()};
  fs::permissions(dir, fs::perms::owner_all, ec);
  NewFolder folder;
  folder.making = database_of(dir) + ".making";
  forget_database(folder.making);
  std::string key_path = key_file_of(dir, key_file);
  FASCIA_TRY(keys::Key key, keys::make_master_key(key_path, random));
  folder.key_path = key_path;
  folder.sealer = std::make_unique<store::Sealer>(std::move(key), random);
  store::StoreSettings settings;
  settings.path = folder.making;
  if (speed == Speed::fast) settings.synchronous = "OFF";
  FASCIA_TRY(folder.store, store::Store::open(settings, now));
  return folder;
}

Done finish_data_folder(NewFolder folder, const std::string& dir) {
  folder.store.reset();  // the last connection brings all of it into the one file
  auto failed = [&](const char* what) {
    return Error{Code::unavailable, "data_unwritable", "data", {{"dir", dir}}, what};
  };
  if (!sync_path(folder.making)) return failed("sync of the database");
  std::error_code ec;
  fs::permissions(folder.making, fs::perms::owner_read | fs::perms::owner_write, ec);
  fs::rename(folder.making, database_of(dir), ec);
  if (ec) return failed("name of the database");
  folder.kept = true;
  if (!sync_path(dir)) return failed("sync of the folder");
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
