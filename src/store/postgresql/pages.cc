// SPDX-License-Identifier: Apache-2.0
#include "store/postgresql/pages.h"

namespace fascia::store::postgresql {
namespace {

class PageLook {
 public:
  explicit PageLook(PostgresqlConnection& reader) : reader_(reader) {}

  std::vector<std::string> faults() {
    (void)reader_.script("SELECT 1");  // connects
    for (const std::string& table :
         names("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"))
      read_and_count(table);
    const std::string amcheck = reader_.script(
        "SELECT MIN(quote_ident(n.nspname)) FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid "
        "= e.extnamespace JOIN pg_proc AS f ON f.pronamespace = n.oid WHERE e.extname = 'amcheck' "
        "AND f.proname = 'bt_index_check' AND f.pronargs = 2 AND has_function_privilege(f.oid, "
        "'execute')");
    if (amcheck.empty()) return std::move(faults_);
    for (const std::string& index :
         names("SELECT c.oid::regclass::text FROM pg_class AS c JOIN pg_am AS a ON a.oid = c.relam "
               "WHERE c.relkind = 'i' AND a.amname = 'btree' AND c.relnamespace = "
               "current_schema()::regnamespace ORDER BY 1"))
      look("index " + index + " does not fit its table", [&] {
        (void)reader_.script("SELECT " + amcheck + ".bt_index_check('" + index + "', true)");
      });
    return std::move(faults_);
  }

 private:
  std::vector<std::string> names(const std::string& sql) {
    std::vector<std::string> out;
    for (const auto& row : reader_.made(sql)) out.push_back(std::get<std::string>(row.at(0)));
    return out;
  }

  void read_and_count(const std::string& table) {
    look("table " + table + " cannot be read to its end", [&] {
      (void)reader_.script("SELECT COALESCE(SUM(LENGTH(t::text)), 0) FROM \"" + table + "\" AS t");
    });
    // Two ways of one moment.
    look("table " + table + " cannot be counted", [&] {
      const std::string count = "SELECT COUNT(*) FROM \"" + table + "\"";
      const std::string named = reader_.script(
          "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL enable_seqscan = off; SET "
          "LOCAL enable_bitmapscan = off; " +
          count);
      const std::string there = reader_.script(
          "SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = off; SET LOCAL "
          "enable_indexonlyscan = off; " +
          count);
      if (named != there)
        faults_.push_back("table " + table + ": its index names " + named + " rows, and " + there +
                          " are there");
    });
  }

  template <class Look>
  void look(const std::string& fault, Look work) {
    try {
      work();
    } catch (const StoreError& error) {
      if (error.kind == StoreError::Kind::unreachable) throw;
      faults_.push_back(fault + ": " + error.what());
    }
    reader_.roll_back();
  }

  PostgresqlConnection& reader_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults_of_pages(PostgresqlConnection& reader) {
  return PageLook(reader).faults();
}

}  // namespace fascia::store::postgresql
