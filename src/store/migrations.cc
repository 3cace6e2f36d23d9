// SPDX-License-Identifier: Apache-2.0
#include "store/migrations.h"

#include "core/embedded.h"
#include "core/log.h"
#include "keys/token.h"

namespace fascia::store {
namespace {

Done check_applied(Connection& connection, const std::vector<Migration>& migrations) {
  for (const Row& row : connection.query("SELECT number, checksum FROM schema_migration")) {
    for (const Migration& migration : migrations) {
      if (migration.number != row.number(0) || migration.checksum == row.text(1)) continue;
      return conflict("migration_changed", migration.name);
    }
  }
  return {};
}

}  // namespace

std::vector<Migration> embedded_migrations(std::string_view engine) {
  std::vector<Migration> out;
  std::string folder = "migrations/" + std::string(engine) + "/";
  for (const EmbeddedFile& file : embedded_under(folder)) {
    std::string name(file.path.substr(folder.size()));
    if (!name.ends_with(".sql")) continue;
    name.resize(name.size() - 4);
    out.push_back({std::stoi(name.substr(0, 4)), name, file.bytes, keys::digest(file.bytes)});
  }
  return out;
}

int applied_migrations(Connection& connection,
                       const std::function<void(const std::string&)>& script) {
  script(
      "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, "
      "checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
  return connection.first("SELECT COALESCE(MAX(number), 0) FROM schema_migration")->number(0);
}

Done expect_newest(Connection& connection, const std::vector<Migration>& migrations) {
  int done = 0;
  try {
    done = connection.first("SELECT COALESCE(MAX(number), 0) FROM schema_migration")->number(0);
  } catch (const StoreError& fault) {
    if (fault.kind != StoreError::Kind::other) throw;  // else there is no such table
  }
  if (done == 0) return Error{Code::unavailable, "clinic_missing", "data", {}, {}};
  if (done > migrations.back().number) return conflict("schema_newer");
  if (done < migrations.back().number)
    return Error{
        Code::unavailable,
        "schema_older",
        "data",
        {{"has", std::to_string(done)}, {"wants", std::to_string(migrations.back().number)}},
        {}};
  return check_applied(connection, migrations);
}

Done migrate(Connection& connection, const std::function<void(const std::string&)>& script,
             const std::vector<Migration>& migrations, Instant now) {
  int done = applied_migrations(connection, script);
  int known = migrations.empty() ? 0 : migrations.back().number;
  if (done > known) return conflict("schema_newer");
  FASCIA_TRY_DONE(check_applied(connection, migrations));
  for (const Migration& migration : migrations) {
    if (migration.number <= done) continue;
    script("BEGIN");
    try {
      script(std::string(migration.sql));
      connection.run(
          "INSERT INTO schema_migration(number, name, checksum, applied_at) VALUES($1, $2, $3, $4)",
          {migration.number, migration.name, migration.checksum, now});
      script("COMMIT");
    } catch (...) {
      script("ROLLBACK");
      throw;
    }
    log::info("migration applied", {{"name", migration.name}});
  }
  return {};
}

}  // namespace fascia::store
