// SPDX-License-Identifier: Apache-2.0
#include "store/database_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "store/client_keys.h"

namespace fascia::store {

namespace fs = std::filesystem;

void forget_database(const std::string& path) {
  std::error_code ec;
  for (const std::string& file : {path, keys_file_of(path)})
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(file + ending, ec);
}

std::string copy_before_migration(const std::string& path, int applied) {
  std::string number = std::to_string(applied);
  return path + ".before-" + std::string(4 - std::min<std::size_t>(4, number.size()), '0') + number;
}

void close_to_others(const std::string& path) {
  std::error_code ec;
  for (const std::string& file : {path, keys_file_of(path)})
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, ec);
}

bool sync_path(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  bool done = ::fsync(file) == 0;
  ::close(file);
  return done;
}

bool name_database(const std::string& made, const std::string& path) {
  const std::string keys = keys_file_of(made);
  std::error_code ec;
  for (const std::string& file : {made, keys}) {
    const std::string log = file + "-wal";  // a part of it, where nobody brought it in
    if (fs::exists(log, ec) && fs::file_size(log, ec) > 0) return false;
  }
  if (!sync_path(made) || !sync_path(keys)) return false;
  // What a lost database left beside its name would be taken for a part of this one.
  for (const std::string& file : {path, keys_file_of(path)})
    for (const char* ending : {"-wal", "-shm"}) fs::remove(file + ending, ec);
  if (!sync_path(fs::absolute(path).parent_path().string())) return false;
  fs::rename(keys, keys_file_of(path), ec);
  if (ec) return false;
  fs::rename(made, path, ec);
  return !ec && sync_path(fs::absolute(path).parent_path().string());
}

}  // namespace fascia::store
