// SPDX-License-Identifier: Apache-2.0
// The lint that holds the SQL of src/store to what SQLite and PostgreSQL share and read alike.
#include <gtest/gtest.h>

#include "sql_statements.h"

namespace fascia::store {
namespace {

// What is wrong with it; empty: it keeps to the subset.
std::string fault_of(const std::string& sql) {
  static const std::pair<std::regex, const char*> kForbidden[] = {
      {std::regex("[a-z0-9_)] ?/ ?[a-z0-9_($]"), "a division: of whole numbers it differs"},
      {std::regex("\\|\\|"), "||: join texts in the program"},
      {std::regex("::|\\bILIKE\\b|\\bSIMILAR\\b|\\bDISTINCT ON\\b|\\bjsonb?_|->"),
       "of PostgreSQL alone"},
      {std::regex(
           "\\bPRAGMA\\b|\\bGLOB\\b|\\bINSERT OR\\b|\\bREPLACE INTO\\b|\\bIFNULL\\b|\\browid\\b"
           "|\\bstrftime\\b|\\bdatetime\\(|\\bjulianday\\b|\\bGROUP_CONCAT\\b|\\btotal\\(",
           std::regex::icase),
       "of SQLite alone"},
      {std::regex("\\bNOW\\(|CURRENT_(DATE|TIME)|\\brandom\\(", std::regex::icase),
       "time and chance come from the program"},
      {std::regex("\\bnextval\\b|\\bLISTEN\\b|\\bNOTIFY\\b|advisory|\\bTRIGGER\\b",
                  std::regex::icase),
       "no sequence, notice, advisory lock or trigger"},
      {std::regex("\\b(SUM|AVG)\\("), "its type differs: CAST it AS BIGINT and teach this test"},
      {std::regex("\\b(TRUE|FALSE)\\b"), "flags are 0 and 1"},
      {std::regex("\\?"), "parameters are $1, $2"},
      {std::regex("SELECT \\*|RETURNING \\*"), "columns are named: their order may differ"},
      {std::regex("LIMIT [^ ]+,"), "LIMIT with a comma"},
      {std::regex("\\bBLOB\\b|\\bBYTEA\\b|\\bREAL\\b"), "types are BIGINT and TEXT"},
      {std::regex("\\b(WHERE|AND|OR) [a-z_.]+ (=|<>) NULL"), "NULL is asked for with IS"}};
  for (const auto& [what, why] : kForbidden)
    if (std::regex_search(sql, what)) return why;
  // A bit operation stands in parentheses of its own: the engines bind it differently.
  static const std::regex kBits("[&|~]"), kInParentheses("\\([a-z0-9_.]+ [&|] ~?[$a-z0-9_.]+\\)");
  if (std::regex_search(std::regex_replace(sql, kInParentheses, ""), kBits))
    return "a bit operation without its parentheses";
  // LIKE minds case on one engine only, so it looks at what is folded already.
  static const std::regex kLike("([a-z_.]+) LIKE"), kFolded("(folded|phone_digits) LIKE");
  if (std::regex_search(std::regex_replace(sql, kFolded, ""), kLike))
    return "LIKE on a column that is not folded";
  if (sql.find("FOR UPDATE") != sql.npos && sql.find("tenant = $") == sql.npos)
    return "FOR UPDATE without a tenant";
  return {};
}

// The tenant stands first: in what is inserted and in what is asked for.
bool names_tenant_first(const std::string& sql) {
  static const std::regex kInsert("^INSERT INTO [a-z_]+ (AS [a-z]+ )?\\(tenant, "),
      kOther("WHERE ([a-z]+\\.)?tenant = \\$1\\b");
  if (sql.starts_with("INSERT")) return std::regex_search(sql, kInsert);
  return std::regex_search(sql, kOther);
}

TEST(PortableSql, every_statement_keeps_to_what_both_engines_share) {
  auto all = statements();
  EXPECT_GT(all.size(), 120u);
  for (const Statement& s : all) EXPECT_EQ(fault_of(s.text), "") << s.file << ": " << s.text;
}

TEST(PortableSql, the_tenant_stands_first_in_every_statement) {
  // Who the tenant is, and which migrations there are, is asked before one is known.
  static const std::regex kWithout("FROM tenant ORDER BY tenant|schema_migration");
  for (const Statement& s : statements(Literals::whole)) {
    if (s.text.starts_with("AND") || s.text.starts_with("ORDER")) continue;  // goes on a macro
    if (std::regex_search(s.text, kWithout)) continue;
    EXPECT_TRUE(names_tenant_first(s.text)) << s.file << ": " << s.text;
  }
}

TEST(PortableSql, the_lint_sees_what_it_must) {
  for (const char* bad :
       {"SELECT a / b FROM t WHERE tenant = $1", "SELECT m0 & $2 FROM t WHERE tenant = $1",
        "UPDATE t SET m = m | $2 WHERE tenant = $1", "SELECT name FROM t WHERE name LIKE $2",
        "INSERT OR IGNORE INTO t (tenant) VALUES ($1)", "SELECT x FROM t WHERE a = ?",
        "SELECT SUM(price) FROM t", "SELECT x::text FROM t", "SELECT * FROM t",
        "SELECT 1 FROM t FOR UPDATE", "UPDATE t SET a = TRUE"})
    EXPECT_NE(fault_of(bad), "") << bad;
  EXPECT_EQ(fault_of("UPDATE t SET m0 = (m0 & ~$4) WHERE tenant = $1 AND ((m0 & $4) = $4)"), "");
  EXPECT_FALSE(names_tenant_first("SELECT id FROM client WHERE id = $1"));
  EXPECT_FALSE(names_tenant_first("INSERT INTO client (id, tenant) VALUES ($1, $2)"));
}

}  // namespace
}  // namespace fascia::store
