// SPDX-License-Identifier: Apache-2.0
// Reads a copy of the keys' file as it lies in a backup.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <unistd.h>

#include "store/client_keys.h"

namespace fascia::store {

Result<KeysCopy> read_keys_copy(const std::string& file, TenantId tenant) {
  KeysCopy out;
  try {
    // Who may write takes away again what the engine puts beside the file.
    bool may_write = ::access(file.c_str(), W_OK) == 0;
    SQLite::Database copy(file, may_write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY, 5000);
    SQLite::Statement keys(copy, "SELECT client, wrapped_key FROM client_key WHERE tenant = ?");
    keys.bind(1, static_cast<std::int64_t>(tenant.value));
    while (keys.executeStep())
      out.keys.push_back({ClientId{keys.getColumn(0).getInt64()}, keys.getColumn(1).getString()});
    SQLite::Statement erased(copy, "SELECT client, at FROM erased_client WHERE tenant = ?");
    erased.bind(1, static_cast<std::int64_t>(tenant.value));
    while (erased.executeStep())
      out.erased.push_back(
          {ClientId{erased.getColumn(0).getInt64()}, Instant{erased.getColumn(1).getInt64()}});
    if (copy.tableExists("ended_kind")) {
      SQLite::Statement ended(
          copy, "SELECT client, kind, rows_before, at FROM ended_kind WHERE tenant = ?");
      ended.bind(1, static_cast<std::int64_t>(tenant.value));
      while (ended.executeStep())
        out.ended.push_back({ClientId{ended.getColumn(0).getInt64()},
                             ended.getColumn(1).getString(), Instant{ended.getColumn(2).getInt64()},
                             Instant{ended.getColumn(3).getInt64()}});
    }
  } catch (const SQLite::Exception& fault) {
    return Error{Code::unavailable,
                 "keys_unreadable",
                 "keys",
                 {{"file", file}},
                 "SQLite " + std::to_string(fault.getExtendedErrorCode())};
  }
  return out;
}

}  // namespace fascia::store
