// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/before_open.h"

#include <unistd.h>

#include <filesystem>

#include "store/client_keys.h"
#include "store/sqlite/connection.h"

namespace fascia::store::sqlite {

Done expect_keys(const StoreSettings& settings) {
  const std::string keys = keys_file_of(settings.path);
  std::error_code ec;
  if (settings.keys_follow || !settings.vfs.empty() || !std::filesystem::exists(settings.path, ec))
    return {};
  if (std::filesystem::exists(keys, ec) && std::filesystem::file_size(keys, ec) > 0) return {};
  if (!keys_stand_elsewhere(settings.path)) return {};
  return Error{Code::unavailable, "keys_gone", "data", {{"file", keys}}, {}};
}

Error open_error(const StoreSettings& settings, const StoreError& fault) {
  std::error_code ec;
  const std::string folder = std::filesystem::absolute(settings.path, ec).parent_path().string();
  const bool there = std::filesystem::exists(settings.path, ec);
  auto said = [&](const char* message, const std::string& file) {
    return Error{Code::unavailable, message, "data", {{"file", file}}, fault.what()};
  };
  if (fault.kind == StoreError::Kind::corrupt)
    return said("store_damaged",
                opens_alone(settings.path) ? keys_file_of(settings.path) : settings.path);
  if (there && (::access(folder.c_str(), W_OK) != 0 || ::access(settings.path.c_str(), W_OK) != 0))
    return said("store_folder_read_only", settings.path);
  return said("store_unreadable", settings.path);
}

}  // namespace fascia::store::sqlite
