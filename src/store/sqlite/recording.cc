// SPDX-License-Identifier: Apache-2.0
// Changes by SQLite's session extension, which only this file reads (CMakeLists.txt). Patchsets
// hold no old values: what was deleted is not in what says that it was.
#include "store/sqlite/recording.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store/sealed_copy.h"
#include "store/sqlite/errors.h"

namespace fascia::store {
namespace sqlite {
namespace {

void expect(int code) {
  if (code != SQLITE_OK) throw store_error(code);
}

std::string patchset(sqlite3_session* session) {
  int size = 0;
  void* bytes = nullptr;
  int code = sqlite3session_patchset(session, &size, &bytes);
  std::string out(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  expect(code);
  return out;
}

std::int64_t pragma(SqliteConnection& c, const char* name) {
  return std::get<std::int64_t>(c.made(name).at(0).at(0));
}

std::uint32_t number_of(SqliteConnection& c) {
  return static_cast<std::uint32_t>(pragma(c, "PRAGMA main.user_version"));
}

void set_number(SqliteConnection& c, std::uint32_t number) {
  c.script("PRAGMA main.user_version=" + std::to_string(static_cast<std::int32_t>(number)));
}

}  // namespace

std::int64_t rows_changed(SqliteConnection& writer) {
  return sqlite3_total_changes64(writer.handle());
}

void number_group(SqliteConnection& writer, std::int64_t rows) {
  if (rows_changed(writer) != rows) set_number(writer, number_of(writer) + 1);
}

struct Recording::Sessions {
  explicit Sessions(sqlite3* handle) {
    expect(sqlite3session_create(handle, "main", &rows));
    expect(sqlite3session_attach(rows, nullptr));
    expect(sqlite3session_create(handle, "client_keys", &keys));
    expect(sqlite3session_attach(keys, nullptr));
  }
  ~Sessions() {
    if (rows != nullptr) sqlite3session_delete(rows);
    if (keys != nullptr) sqlite3session_delete(keys);
  }
  Sessions(const Sessions&) = delete;
  Sessions& operator=(const Sessions&) = delete;

  sqlite3_session *rows = nullptr, *keys = nullptr;
};

Recording::Recording(SqliteConnection& writer) : writer_(writer) {
  number_ = number_of(writer_);
  seen_rows_ = pragma(writer_, "PRAGMA main.data_version");
  seen_keys_ = pragma(writer_, "PRAGMA client_keys.data_version");
}

Recording::~Recording() = default;

bool Recording::begin() {
  std::int64_t rows = pragma(writer_, "PRAGMA main.data_version"),
               keys = pragma(writer_, "PRAGMA client_keys.data_version");
  bool alone = rows == seen_rows_ && keys == seen_keys_;
  if (!alone) number_ = number_of(writer_);  // the other one's groups have numbers too
  seen_rows_ = rows;
  seen_keys_ = keys;
  sessions_ = std::make_unique<Sessions>(writer_.handle());
  before_ = number_;
  return alone;
}

std::optional<Change> Recording::end(Instant at) {
  auto sessions = std::move(sessions_);
  Change out{number_ + 1, at, patchset(sessions->rows), patchset(sessions->keys)};
  if (out.rows.empty() && out.keys.empty()) return std::nullopt;
  number_ = out.number;
  set_number(writer_, number_);
  return out;
}

void Recording::undone() {
  sessions_.reset();
  number_ = before_.value_or(number_);
  before_.reset();
}

}  // namespace sqlite

namespace {

Error unreadable(const std::string& file, const SQLite::Exception& fault) {
  return {Code::unavailable,
          "store_unreadable",
          "from",
          {{"file", file}},
          "SQLite " + std::to_string(fault.getExtendedErrorCode())};
}

int keep_as_it_is_told(void*, int kind, sqlite3_changeset_iter*) {
  if (kind == SQLITE_CHANGESET_NOTFOUND) return SQLITE_CHANGESET_OMIT;
  return kind == SQLITE_CHANGESET_DATA || kind == SQLITE_CHANGESET_CONFLICT
             ? SQLITE_CHANGESET_REPLACE
             : SQLITE_CHANGESET_ABORT;
}
int refuse(void*, int, sqlite3_changeset_iter*) { return SQLITE_CHANGESET_ABORT; }

Done apply(const std::string& file, const std::vector<Change>& changes, std::string Change::*part,
           int (*conflict_is)(void*, int, sqlite3_changeset_iter*), const char* from) {
  try {
    SQLite::Database database(file, SQLite::OPEN_READWRITE, 5000);
    database.exec("BEGIN IMMEDIATE");
    if (!changes.empty() && from != nullptr) {
      auto has = static_cast<std::uint32_t>(database.execAndGet(from).getInt());
      if (changes.front().number != has + 1)
        return Error{
            Code::conflict,
            "changes_do_not_fit",
            "from",
            {{"file", file}},
            "change " + std::to_string(changes.front().number) + " after " + std::to_string(has)};
    }
    for (const Change& change : changes) {
      std::string bytes = change.*part;
      if (bytes.empty()) continue;
      int code = sqlite3changeset_apply(database.getHandle(), static_cast<int>(bytes.size()),
                                        bytes.data(), nullptr, conflict_is, nullptr);
      if (code != SQLITE_OK)
        return Error{
            Code::conflict,
            "changes_do_not_fit",
            "from",
            {{"file", file}},
            "change " + std::to_string(change.number) + ": SQLite " + std::to_string(code)};
    }
    if (!changes.empty() && from != nullptr)
      database.exec(std::string(from) + "=" +
                    std::to_string(static_cast<std::int32_t>(changes.back().number)));
    database.exec("COMMIT");
  } catch (const SQLite::Exception& fault) {
    return unreadable(file, fault);
  }
  return {};
}

}  // namespace

ChangeLog* change_log(Store& store) { return dynamic_cast<ChangeLog*>(&store); }

namespace {

SQLite::Database opened_copy(const std::string& file) {
  // Who may write takes away again what the engine puts beside the file.
  bool may_write = ::access(file.c_str(), W_OK) == 0;
  return {file, may_write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY, 5000};
}

}  // namespace

Result<CopyFacts> read_copy(const std::string& file) {
  if (is_sealed_copy(file)) {
    FASCIA_TRY(CopyHead head, read_head(file));
    return head.facts;
  }
  try {
    SQLite::Database copy = opened_copy(file);
    CopyFacts out;
    out.number = static_cast<std::uint32_t>(copy.execAndGet("PRAGMA user_version").getInt());
    SQLite::Statement tenant(copy, "SELECT tenant FROM tenant");
    if (tenant.executeStep()) out.tenant = TenantId{tenant.getColumn(0).getInt64()};
    return out;
  } catch (const SQLite::Exception& fault) {
    return unreadable(file, fault);
  }
}

Done number_copy(const std::string& file, std::uint32_t number) {
  try {
    SQLite::Database copy(file, SQLite::OPEN_READWRITE, 5000);
    copy.exec("PRAGMA user_version=" + std::to_string(static_cast<std::int32_t>(number)));
    return {};
  } catch (const SQLite::Exception& fault) {
    return unreadable(file, fault);
  }
}

Result<std::map<std::string, std::string>> settings_of_rows(const std::string& file,
                                                            const std::string& beginning) {
  try {
    SQLite::Database copy = opened_copy(file);
    SQLite::Statement some(copy,
                           "SELECT name, value FROM setting WHERE SUBSTR(name, 1, LENGTH(?)) = ?");
    some.bind(1, beginning);
    some.bind(2, beginning);
    std::map<std::string, std::string> out;
    while (some.executeStep()) out[some.getColumn(0).getString()] = some.getColumn(1).getString();
    return out;
  } catch (const SQLite::Exception& fault) {
    return unreadable(file, fault);
  }
}

Done apply_to_rows(const std::string& file, const std::vector<Change>& changes) {
  // An update holds no old values: that the first change follows what the file has is all that
  // tells the changes of another backup apart.
  return apply(file, changes, &Change::rows, refuse, "PRAGMA user_version");
}

Done apply_to_keys(const std::string& keys_file, const std::vector<Change>& changes) {
  return apply(keys_file, changes, &Change::keys, keep_as_it_is_told, nullptr);
}

}  // namespace fascia::store
