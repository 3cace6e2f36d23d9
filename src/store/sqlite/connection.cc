// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/connection.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "store/client_keys.h"
#include "store/sqlite/errors.h"

namespace fascia::store::sqlite {
namespace {

// SQLiteCpp's messages hold statement text; only codes go on.
template <class Work>
auto guarded(sqlite3* handle, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& fault) {
    int code = fault.getExtendedErrorCode();
    if (code <= 0 && handle != nullptr) code = sqlite3_extended_errcode(handle);
    throw store_error(code > 0 ? code : SQLITE_ERROR);
  }
}

Value column_value(const SQLite::Column& column) {
  switch (column.getType()) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(column.getInt64());
    case SQLITE_TEXT:
      return std::string(column.getText(), static_cast<std::size_t>(column.getBytes()));
    case SQLITE_NULL:
      return std::monostate{};
    default:
      throw store_error(SQLITE_MISMATCH);
  }
}

void bind(SQLite::Statement& statement, int at, const Value& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value)) {
    statement.bind(at, *n);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    if (text->find('\0') != text->npos) throw store_error(SQLITE_MISMATCH);  // as PostgreSQL
    statement.bind(at, *text);
  } else {
    statement.bind(at);
  }
}

std::vector<std::vector<Value>> cells_of(SQLite::Statement& statement) {
  std::vector<std::vector<Value>> rows;
  while (statement.executeStep()) {
    std::vector<Value>& values = rows.emplace_back();
    values.reserve(static_cast<std::size_t>(statement.getColumnCount()));
    for (int i = 0; i < statement.getColumnCount(); ++i)
      values.push_back(column_value(statement.getColumn(i)));
  }
  return rows;
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& path, Mode mode, const std::string& vfs,
                                   const std::string& synchronous) {
  int flags = mode == Mode::write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                                  : SQLite::OPEN_READWRITE;  // WAL readers share the -shm file
  guarded(nullptr, [&] { database_ = std::make_unique<SQLite::Database>(path, flags, 5000, vfs); });
  sqlite3_extended_result_codes(database_->getHandle(), 1);
  expect_pragma("journal_mode", "WAL", "wal");
  expect_pragma("synchronous", synchronous,
                synchronous == "FULL"  ? "2"
                : synchronous == "OFF" ? "0"
                                       : "1");
  attach_keys(path, synchronous);
  expect_pragma("foreign_keys", "ON", "1");
  expect_pragma("trusted_schema", "OFF", "0");
  // Each write is a savepoint, whose journal would be a file outside the clinic's folder otherwise.
  expect_pragma("temp_store", "MEMORY", "2");
  if (mode == Mode::read) expect_pragma("query_only", "ON", "1");
}

// What was deleted there is overwritten; in the rows, where that costs no further page.
void SqliteConnection::attach_keys(const std::string& path, const std::string& synchronous) {
  guarded(database_->getHandle(), [&] {
    SQLite::Statement attach(*database_, "ATTACH DATABASE ? AS client_keys");
    attach.bind(1, keys_file_of(path));
    attach.exec();
  });
  expect_pragma("client_keys.journal_mode", "WAL", "wal");
  expect_pragma("client_keys.synchronous", synchronous,
                synchronous == "FULL"  ? "2"
                : synchronous == "OFF" ? "0"
                                       : "1");
  expect_pragma("main.secure_delete", "FAST", "2");
  expect_pragma("client_keys.secure_delete", "ON", "1");
}

void SqliteConnection::expect_pragma(const char* name, const std::string& value,
                                     const std::string& reads) {
  std::string pragma = std::string("PRAGMA ") + name;
  std::string got = guarded(database_->getHandle(), [&] {
    // journal_mode answers with a row when it is set; the others only when they are asked.
    SQLite::Statement set(*database_, pragma + "=" + value);
    while (set.executeStep()) {
    }
    SQLite::Statement ask(*database_, pragma);
    return ask.executeStep() ? ask.getColumn(0).getString() : std::string();
  });
  if (got != reads) throw store_error(SQLITE_MISUSE);
}

SQLite::Statement& SqliteConnection::prepared(Sql sql, Params params) {
  auto& slot = statements_[sql.text().data()];
  if (!slot) slot = std::make_unique<SQLite::Statement>(*database_, std::string(sql.text()));
  slot->tryReset();
  slot->clearBindings();
  int number = 0;
  for (const Param& param : params) {
    std::string name = "$" + std::to_string(++number);
    int at = slot->getIndex(name.c_str());
    if (at == 0) throw store_error(SQLITE_RANGE);  // a value that no parameter takes
    bind(*slot, at, param.value);
  }
  if (slot->getBindParameterCount() != number) throw store_error(SQLITE_RANGE);
  return *slot;
}

Rows SqliteConnection::query(Sql sql, Params params) {
  return guarded(database_->getHandle(), [&] {
    SQLite::Statement& statement = prepared(sql, params);
    Rows rows;
    for (auto& values : cells_of(statement)) rows.emplace_back(std::move(values));
    statement.reset();
    return rows;
  });
}

std::vector<std::vector<Value>> SqliteConnection::made(const std::string& sql,
                                                       const std::vector<Value>& values) {
  return guarded(database_->getHandle(), [&] {
    SQLite::Statement statement(*database_, sql);
    int number = 0;
    for (const Value& value : values) bind(statement, ++number, value);
    return cells_of(statement);
  });
}

std::vector<std::string> SqliteConnection::looked_into(const std::string& path) {
  return guarded(nullptr, [&] {
    SQLite::Database other(path, SQLite::OPEN_READONLY, 5000);
    SQLite::Statement check(other, "PRAGMA integrity_check");
    std::vector<std::string> out;
    while (check.executeStep()) out.push_back(check.getColumn(0).getString());
    return out;
  });
}

bool keys_stand_elsewhere(const std::string& path) {
  return guarded(nullptr, [&] {
    SQLite::Database rows(path, SQLite::OPEN_READWRITE, 5000);
    if (!rows.tableExists("tenant")) return false;
    SQLite::Statement tenant(rows, "SELECT COUNT(*) FROM tenant WHERE wrapped_key = ''");
    return tenant.executeStep() && tenant.getColumn(0).getInt64() > 0;
  });
}

bool opens_alone(const std::string& path) noexcept {
  try {
    SQLite::Database rows(path, SQLite::OPEN_READWRITE, 5000);
    SQLite::Statement names(rows, "SELECT COUNT(*) FROM sqlite_schema");
    return names.executeStep() && names.getColumn(0).getInt64() > 0;
  } catch (const std::exception&) {
    return false;
  }
}

std::int64_t SqliteConnection::run(Sql sql, Params params) {
  return guarded(database_->getHandle(), [&]() -> std::int64_t {
    SQLite::Statement& statement = prepared(sql, params);
    int changed = statement.exec();
    statement.reset();
    return changed;
  });
}

void SqliteConnection::add_rows(Sql into, const std::vector<std::vector<Value>>& rows) {
  if (rows.empty()) return;
  guarded(database_->getHandle(), [&] {
    std::string sql = "INSERT INTO " + std::string(into.text()) + " VALUES (?";
    for (std::size_t i = 1; i < rows.front().size(); ++i) sql += ", ?";
    SQLite::Statement statement(*database_, sql + ")");
    for (const auto& row : rows) {
      int number = 0;
      for (const Value& value : row) bind(statement, ++number, value);
      statement.exec();
      statement.reset();
    }
  });
}

void SqliteConnection::script(const std::string& text) {
  guarded(database_->getHandle(), [&] {
    if (int code = database_->tryExec(text); code != SQLITE_OK)
      throw store_error(sqlite3_extended_errcode(database_->getHandle()));
  });
}

}  // namespace fascia::store::sqlite
