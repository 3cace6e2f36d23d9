// SPDX-License-Identifier: Apache-2.0
// No query of a page goes over a table that grows: every statement of src/store is asked how it
// would be carried out, on the engine under test. A search by the tenant alone goes over all of a
// clinic.
#include <boost/json.hpp>
#include <set>

#include "core/json.h"
#include "sql_statements.h"
#include "store/client_keys.h"
#include "store/postgresql/connection.h"
#include "store/sqlite/connection.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

using Names = std::set<std::string, std::less<>>;

// These do not grow with visits.
const Names kSmall = {
    // What a clinic has: as many rows as it has people, rooms, kinds of visits and rules.
    "tenant", "location", "setting", "staff", "practitioner", "credential", "room", "service",
    "practitioner_service", "practitioner_buffer", "practitioner_week", "service_group",
    "service_equipment", "joined_service", "equipment", "equipment_piece", "shift", "time_off",
    "cancel_policy", "protocol_review", "questionnaire", "schema_migration", "audit_head",
    // What waits for a moment, and is deleted when that is over.
    "hold", "wait_entry", "staff_session",
    // A few in a clinic's life.
    "breach"};
// Each holds but the few rows that are open, however many are over.
const Names kOpenOnly = {"client_key_waiting",  "chart_entry_draft",   "check_in_silent",
                         "legal_hold_standing", "access_request_open", "reseat_open",
                         "outcome_named"};
// Not asked by a page that people open.
const std::pair<const char*, const char*> kNoPages[] = {
    {"self_check.cc", ""},                            // `fascia check` goes over everything
    {"chart_check.cc", ""},                           // the same
    {"lost_rows.cc", ""},                             // the same
    {"record_kinds.cc", "SELECT k.client, k.kind"},   // the worker: a row a part that was let go
    {"erasure.cc", "DELETE FROM "},                   // once in a client's life, years after
    {"record_kinds.cc", "DELETE FROM private_link"},  // once in some years of a client
    {"appointments.cc", "SELECT COUNT(*) FROM appointment"},  // the demo of a chain
    {"merged_rows.cc", ""},                                   // once in a client's life, if at all
    {"erasure.cc", "SELECT e.client, e.at"},                  // the worker: a row an erasure
    {"erasure.cc", "SELECT k.client FROM erased_c"},          // the worker: a row an erasure
    {"client_keys.cc", "SELECT client, wrapped_key FROM client_key WHERE tenant = $1 ORDER BY"},
    {"client_keys.cc", "SELECT client, at FROM erased_client"},  // a restore
    {"day_mask.cc", "SELECT resource, day, m0"},                 // `fascia check`
    {"equipment.cc", "SELECT 1 FROM "},                          // equipment is taken away
};

bool is_asked_by_a_page(const Statement& s) {
  return std::none_of(std::begin(kNoPages), std::end(kNoPages), [&](const auto& one) {
    return s.file == one.first && s.text.starts_with(one.second);
  });
}

bool is_small(std::string_view table) { return kSmall.count(table) > 0; }

// "FROM appointment AS a": a plan of SQLite names the alias.
std::string table_of(const std::string& sql, const std::string& name) {
  std::smatch found;
  std::regex alias("\\b([a-z_]+) AS " + name + "\\b");
  return std::regex_search(sql, found, alias) ? found[1].str() : name;
}

// A line of EXPLAIN QUERY PLAN; empty: it goes over few rows.
std::string fault_of_line(const std::string& sql, const std::string& line) {
  static const std::regex kScan("^SCAN (?!CONSTANT)([a-z_]+)"),
      kByTenant("^SEARCH ([a-z_]+) USING (?:COVERING )?INDEX ([a-z_0-9]+) \\(tenant=\\?\\)$");
  std::smatch found;
  // Of a table with an end, "(SELECT … LIMIT $2) AS name".
  if (std::regex_search(line, found, kScan) &&
      std::regex_search(sql, std::regex("LIMIT \\$[0-9]+\\) AS " + found[1].str() + "\\b")))
    return {};
  if (std::regex_search(line, found, kScan)) return is_small(table_of(sql, found[1])) ? "" : line;
  if (std::regex_search(line, found, kByTenant))
    return is_small(table_of(sql, found[1])) || kOpenOnly.count(found[2].str()) > 0 ? "" : line;
  return {};
}

std::string sqlite_fault(sqlite::SqliteConnection& c, const std::string& sql) {
  for (const auto& row : c.made("EXPLAIN QUERY PLAN " + sql))
    if (auto fault = fault_of_line(sql, std::get<std::string>(row.at(3))); !fault.empty())
      return fault;
  return {};
}

// A node of PostgreSQL's plan and those below it.
std::string fault_of_node(const boost::json::object& node) {
  auto word = [&](const char* key) {
    const auto* at = node.if_contains(key);
    return at == nullptr ? std::string() : std::string(at->as_string());
  };
  const std::string type = word("Node Type"), table = word("Relation Name"),
                    index = word("Index Name"), condition = word("Index Cond");
  if (type == "Seq Scan" && !is_small(table)) return type + " on " + table;
  // A bitmap's index is named after its table.
  bool small = std::any_of(kSmall.begin(), kSmall.end(), [&](const std::string& one) {
    return table == one || (table.empty() && index.starts_with(one + "_"));
  });
  static const std::regex kOther("\\b(?!tenant\\b)[a-z_0-9]+\\)?(::[a-z]+)? (=|<|>|<=|>=|IS NULL)");
  if (!index.empty() && !small && kOpenOnly.count(index) == 0 &&
      !std::regex_search(condition, kOther))
    return type + " by " + index + ": " + condition;
  if (const auto* plans = node.if_contains("Plans"))
    for (const auto& below : plans->as_array())
      if (auto fault = fault_of_node(below.as_object()); !fault.empty()) return fault;
  return {};
}

int parameters_of(const std::string& sql) {
  int most = 0;
  static const std::regex kParameter("\\$([0-9]+)");
  for (std::sregex_iterator at(sql.begin(), sql.end(), kParameter), end; at != end; ++at)
    most = std::max(most, std::stoi((*at)[1]));
  return most;
}

std::string postgresql_fault(postgresql::PostgresqlConnection& c, const std::string& sql) {
  std::string nulls;
  for (int i = parameters_of(sql); i > 0; --i) nulls += nulls.empty() ? "NULL" : ", NULL";
  c.script("PREPARE asked AS " + sql);
  std::string plan = c.script("EXPLAIN (FORMAT JSON) EXECUTE asked" +
                              (nulls.empty() ? std::string() : "(" + nulls + ")"));
  c.script("DEALLOCATE asked");
  auto read = json::read(plan);
  EXPECT_TRUE(read) << plan;
  return read ? fault_of_node(read->as_array().at(0).at("Plan").as_object()) : plan;
}

// Rows of one clinic in every table that grows, so that the planner knows them as such.
void fill_postgresql(postgresql::PostgresqlConnection& c) {
  c.script(R"(DO $fill$ DECLARE t RECORD; BEGIN
    FOR t IN SELECT table_name AS name, string_agg(quote_ident(column_name), ', ' ORDER BY
        ordinal_position) AS columns, string_agg(CASE WHEN column_name = 'tenant' THEN '7' WHEN
        data_type = 'bigint' THEN 'g' ELSE '''x'' || g' END, ', ' ORDER BY ordinal_position) AS made
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN
        ('tenant', 'schema_migration', 'store_turn') GROUP BY table_name LOOP
      EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM generate_series(1, 300) AS g ON CONFLICT
        DO NOTHING', t.name, t.columns, t.made);
    END LOOP; END $fill$)");
  c.script("ANALYZE");
  c.script("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off");
}

TEST(QueryPlan, no_query_of_a_page_goes_over_a_table_that_grows) {
  TemporaryStore store;
  std::unique_ptr<sqlite::SqliteConnection> lite;
  std::unique_ptr<postgresql::PostgresqlConnection> big;
  if (on_postgresql()) {
    big = std::make_unique<postgresql::PostgresqlConnection>(
        store.path(), postgresql::PostgresqlConnection::Mode::migrate, false);
    fill_postgresql(*big);
  } else {
    lite = std::make_unique<sqlite::SqliteConnection>(
        store.path(), sqlite::SqliteConnection::Mode::write, "", "OFF");
  }
  int asked = 0;
  for (const Statement& s : statements(Literals::whole)) {
    if (!is_asked_by_a_page(s) || s.text.starts_with("AND ") || s.text.starts_with("ORDER BY "))
      continue;
    ++asked;
    std::string fault = lite ? sqlite_fault(*lite, s.text) : postgresql_fault(*big, s.text);
    EXPECT_EQ(fault, "") << s.file << ": " << s.text;
  }
  EXPECT_GT(asked, 200);
}

TEST(QueryPlan, a_search_without_its_index_is_seen) {
  TemporaryStore store;
  const std::string sql = "SELECT 1 FROM outcome WHERE tenant = $1 AND measure = $2";
  if (on_postgresql()) {
    postgresql::PostgresqlConnection c(store.path(),
                                       postgresql::PostgresqlConnection::Mode::migrate, false);
    fill_postgresql(c);
    EXPECT_NE(postgresql_fault(c, sql), "");
    EXPECT_EQ(postgresql_fault(c, "SELECT 1 FROM outcome WHERE tenant = $1 AND client = $2"), "");
  } else {
    sqlite::SqliteConnection c(store.path(), sqlite::SqliteConnection::Mode::write, "", "OFF");
    EXPECT_NE(sqlite_fault(c, sql), "");
    EXPECT_NE(sqlite_fault(c, "SELECT 1 FROM outcome AS o"), "");
    EXPECT_EQ(sqlite_fault(c, "SELECT 1 FROM outcome WHERE tenant = $1 AND client = $2"), "");
  }
}

}  // namespace
}  // namespace fascia::store
