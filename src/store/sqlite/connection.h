// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <memory>
#include <unordered_map>

#include "store/connection.h"

namespace fascia::store::sqlite {

// A connection to one SQLite file with its prepared statements kept.
class SqliteConnection final : public Connection {
 public:
  enum class Mode { read, write };
  // Sets the pragmas and reads them back; throws StoreError when the file cannot be opened or a
  // pragma did not take.
  SqliteConnection(const std::string& path, Mode mode, const std::string& vfs,
                   const std::string& synchronous);

  Rows query(Sql sql, Params params = {}) override;
  std::int64_t run(Sql sql, Params params = {}) override;
  void add_rows(Sql into, const std::vector<std::vector<Value>>& rows) override;
  // A text of several statements, for migrations and transaction control.
  void script(const std::string& text);
  // A statement whose names come from the schema, for what goes over every table: never from
  // anything that a person typed.
  std::vector<std::vector<Value>> made(const std::string& sql,
                                       const std::vector<Value>& values = {});

  // For what goes beside statements (recording.h).
  sqlite3* handle() { return database_->getHandle(); }
  // What the engine's own check says of another file, which is left as it is.
  std::vector<std::string> looked_into(const std::string& path);

 private:
  SQLite::Statement& prepared(Sql sql, Params params);
  void attach_keys(const std::string& path, const std::string& synchronous);
  void expect_pragma(const char* name, const std::string& value, const std::string& reads);

  std::unique_ptr<SQLite::Database> database_;
  // Keyed by the literal's address: a literal is one statement for as long as the program runs.
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

// Whether this file's rows have a clinic whose keys are not in them. Throws StoreError.
bool keys_stand_elsewhere(const std::string& path);
// Whether this one file is a database that can be begun to be read.
bool opens_alone(const std::string& path) noexcept;

}  // namespace fascia::store::sqlite
