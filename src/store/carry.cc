// SPDX-License-Identifier: Apache-2.0
#include "store/carry.h"

#include <memory>

#include "keys/token.h"
#include "store/postgresql/address.h"
#include "store/postgresql/connection.h"
#include "store/sqlite/connection.h"
#include "store/store.h"

namespace fascia::store {
namespace {

constexpr std::size_t kRowsAStatement = 100;
constexpr int kRowsALook = 1000;

struct Table {
  std::string name;
  std::vector<std::string> columns, key;
};

using Cells = std::vector<std::vector<Value>>;

// One side of the way.
class End {
 public:
  virtual ~End() = default;
  virtual Cells made(const std::string& sql, const std::vector<Value>& values = {}) = 0;
  virtual void script(const std::string& text) = 0;
  // Begins a transaction in which nobody else writes.
  virtual void hold_writers() = 0;
};

class SqliteEnd final : public End {
 public:
  explicit SqliteEnd(const std::string& path)
      : connection_(path, sqlite::SqliteConnection::Mode::write, "", "FULL") {}
  Cells made(const std::string& sql, const std::vector<Value>& values) override {
    return connection_.made(sql, values);
  }
  void script(const std::string& text) override { connection_.script(text); }
  void hold_writers() override { script("BEGIN IMMEDIATE"); }

 private:
  sqlite::SqliteConnection connection_;
};

class PostgresqlEnd final : public End {
 public:
  explicit PostgresqlEnd(const std::string& address)
      : connection_(address, postgresql::PostgresqlConnection::Mode::migrate, true) {}
  Cells made(const std::string& sql, const std::vector<Value>& values) override {
    return connection_.made(sql, values);
  }
  void script(const std::string& text) override { (void)connection_.script(text); }
  // Every writer takes this row first. The snapshot is taken after it, by the first look.
  void hold_writers() override {
    script("BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE store_turn IN EXCLUSIVE MODE");
  }

 private:
  postgresql::PostgresqlConnection connection_;
};

std::unique_ptr<End> end_of(const std::string& where) {
  if (postgresql::is_address(where)) return std::make_unique<PostgresqlEnd>(where);
  return std::make_unique<SqliteEnd>(where);
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::string parameters(std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "$" : ", $") + std::to_string(first + i);
  return out;
}

const std::string& text_of(const Value& value) { return std::get<std::string>(value); }

// The tables of a clinic, the tenant last. The two schemas are one (migrations/sqlite); SQLite
// tells it in the fewest words.
std::vector<Table> tables_of(End& sqlite) {
  std::vector<Table> out;
  for (const auto& row : sqlite.made(
           "SELECT name FROM (SELECT name, type FROM sqlite_schema UNION ALL SELECT name, type "
           "FROM client_keys.sqlite_schema) WHERE type = 'table' AND name <> 'schema_migration' "
           "ORDER BY name = 'tenant', name")) {
    Table table{text_of(row[0]), {}, {}};
    for (const auto& column :
         sqlite.made("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid", {table.name})) {
      table.columns.push_back(text_of(column[0]));
      if (std::get<std::int64_t>(column[1]) > 0) table.key.push_back(text_of(column[0]));
    }
    out.push_back(std::move(table));
  }
  return out;
}

std::int64_t count(End& end, const Table& table) {
  return std::get<std::int64_t>(end.made("SELECT COUNT(*) FROM " + table.name).at(0).at(0));
}

// Every value with its type and length, so that no two rows read alike.
void add_to(std::string& text, const Value& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value))
    text += "n" + std::to_string(*n) + ";";
  else if (const auto* t = std::get_if<std::string>(&value))
    text += "t" + std::to_string(t->size()) + ":" + *t;
  else
    text += "-";
}

// Goes over a table in the order of its key, some rows at a time.
template <class Visit>
void each_part(End& end, const Table& table, Visit visit) {
  std::vector<Value> last;
  while (true) {
    std::string where =
        last.empty() ? ""
                     : " WHERE (" + listed(table.key) + ") > (" + parameters(1, last.size()) + ")";
    Cells rows = end.made("SELECT " + listed(table.columns) + ", " + listed(table.key) + " FROM " +
                              table.name + where + " ORDER BY " + listed(table.key) + " LIMIT " +
                              std::to_string(kRowsALook),
                          last);
    if (rows.empty()) return;
    last.assign(rows.back().end() - std::ssize(table.key), rows.back().end());
    for (auto& row : rows) row.resize(table.columns.size());
    visit(rows);
  }
}

CarriedTable summed(End& end, const Table& table) {
  CarriedTable out{table.name, 0, {}};
  each_part(end, table, [&](const Cells& rows) {
    std::string text = out.digest;
    for (const auto& row : rows)
      for (const Value& value : row) add_to(text, value);
    out.rows += static_cast<std::int64_t>(rows.size());
    out.digest = keys::digest(text);
  });
  return out;
}

void insert(End& end, const Table& table, const Cells& rows) {
  for (std::size_t at = 0; at < rows.size(); at += kRowsAStatement) {
    std::string sql = "INSERT INTO " + table.name + " (" + listed(table.columns) + ") VALUES ";
    std::vector<Value> values;
    for (std::size_t i = at; i < std::min(rows.size(), at + kRowsAStatement); ++i) {
      sql += (i == at ? "(" : ", (") + parameters(values.size() + 1, table.columns.size()) + ")";
      values.insert(values.end(), rows[i].begin(), rows[i].end());
    }
    (void)end.made(sql, values);
  }
}

// A table that is across already, from a way that was interrupted, is not carried again.
Result<CarriedTable> carry_table(End& from, End& to, const Table& table,
                                 const std::function<void(std::int64_t)>& tell) {
  CarriedTable wanted = summed(from, table);
  if (count(to, table) == wanted.rows && summed(to, table).digest == wanted.digest) return wanted;
  to.script("BEGIN");
  to.script("DELETE FROM " + table.name);
  std::int64_t across = 0;
  each_part(from, table, [&](const Cells& rows) {
    insert(to, table, rows);
    tell(across += std::ssize(rows));
  });
  CarriedTable got = summed(to, table);
  if (got.rows != wanted.rows || got.digest != wanted.digest) {
    to.script("ROLLBACK");
    return Error{Code::conflict, "carry_differs", "to", {{"table", table.name}}, {}};
  }
  to.script("COMMIT");
  return wanted;
}

bool is_same(End& from, End& to, const Table& table) {
  const CarriedTable here = summed(from, table), there = summed(to, table);
  return here.rows == there.rows && here.digest == there.digest;
}

Result<std::vector<CarriedTable>> carry_all(End& from, End& to, const std::vector<Table>& tables,
                                            const CarryProgress& tell) {
  const Table& tenant = tables.back();
  if (count(from, tenant) == 0)
    return Error{Code::unavailable, "clinic_missing", "from", {{"dir", "--from"}}, {}};
  const bool was_across = count(to, tenant) != 0;
  std::int64_t all = 0, done = 0;
  for (const Table& table : tables) all += count(from, table);
  std::vector<CarriedTable> out;
  for (const Table& table : tables) {
    // Another clinic is not written over, nor this one after somebody worked in it.
    if (was_across && !is_same(from, to, table)) return conflict("database_taken", "to");
    FASCIA_TRY(CarriedTable carried, carry_table(from, to, table, [&](std::int64_t across) {
                 tell(done + across, all);
               }));
    done += carried.rows;
    tell(done, all);
    out.push_back(std::move(carried));
  }
  return out;
}

}  // namespace

Result<std::vector<CarriedTable>> carry(const std::string& from, const std::string& to, Instant now,
                                        const CarryProgress& tell) {
  if (postgresql::is_address(from) == postgresql::is_address(to))
    return invalid("to", "same_engine");
  // Both are brought to this program's schema, and closed again.
  for (const std::string& where : {from, to}) {
    auto opened = Store::open({.path = where}, now);
    if (!opened) return opened.error();
    if ((*opened)->others_connected())
      return conflict("database_in_use", where == from ? "from" : "to");
  }
  auto source = end_of(from), target = end_of(to);
  target->script("SELECT 1");
  source->hold_writers();
  std::vector<Table> tables = tables_of(postgresql::is_address(from) ? *target : *source);
  return carry_all(*source, *target, tables, tell);
}

}  // namespace fascia::store
