// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace fascia::store {

// A clinic in a file is the database and the keys beside it (client_keys.h), each with what the
// engine puts beside it.

// Removes all of that.
void forget_database(const std::string& path);
// Only the owner reads them from now on.
void close_to_others(const std::string& path);
// Gives what was made under another name its own, when all of it is on disk: the keys first, for
// the database is what makes it a clinic. What the engine left beside that name, of a database that
// was lost, goes before. False: the disk did not do it.
bool name_database(const std::string& made, const std::string& path);

// Before a database is migrated a copy of it is made beside it: this, and the number of the last
// migration that it has.
inline constexpr std::string_view kBeforeMigration = "fascia.db.before-";
std::string copy_before_migration(const std::string& path, int applied);

bool sync_path(const std::string& path);

}  // namespace fascia::store
