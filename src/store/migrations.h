// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "store/connection.h"

namespace fascia::store {

struct Migration {
  int number = 0;
  std::string name;      // "0001_first"
  std::string_view sql;  // may hold several statements
  std::string checksum;  // BLAKE2b-256 of the text
};

// The engine's migrations among the embedded data, in order: migrations/<engine>/NNNN_name.sql.
std::vector<Migration> embedded_migrations(std::string_view engine);

// The number of the last migration that was applied; 0 for an empty database.
int applied_migrations(Connection& connection,
                       const std::function<void(const std::string&)>& script);

// Of data that is only looked at: this program's schema, else schema_older or schema_newer;
// clinic_missing where no migration was ever applied.
Done expect_newest(Connection& connection, const std::vector<Migration>& migrations);

// Applies what is missing, each in a transaction of its own. Refuses data that is newer than the
// program (schema_newer) and a migration whose text changed since it was applied
// (migration_changed). `script` runs a text of several statements.
Done migrate(Connection& connection, const std::function<void(const std::string&)>& script,
             const std::vector<Migration>& migrations, Instant now);

}  // namespace fascia::store
