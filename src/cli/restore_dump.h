// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/result.h"

namespace fascia::cli {

// Whether a file is a copy of a PostgreSQL database of before a migration (store/sealed_dump.h).
bool is_dump(const std::string& file);

struct RestoreDump {
  std::string from, dir, key_file;
  std::string database;  // as database_named takes it
  bool json = false;
};
// Puts it into an empty database, looked at to its end first, all of it or nothing. The key is the
// folder's; after a change of the master key the one of before, KEY.old. Errors: option_missing
// without an address, copy_damaged, key_…, database_taken, store_unreachable, dump_not_restored.
Result<int> restore_dump(const RestoreDump& options);

}  // namespace fascia::cli
