// SPDX-License-Identifier: Apache-2.0
// A page of a table that came back as zeros: PostgreSQL reads it as one without rows, also with
// checksums, so that nothing fails to be read. `fascia check` tells of it all the same.
#include <gtest/gtest.h>

#include <fstream>

#include "program.h"
#include "store/postgresql_server.h"

namespace fascia::whole {
namespace {

struct Zeroed {
  std::string table;
  std::vector<std::string> said;  // by the check
  std::string before = {};        // what is done to the database first
  std::string name = {};          // of the database
};

class ZeroedPages : public testing::Test {
 protected:
  std::string path_of(const Zeroed& one) const {
    const std::string node =
        server_.ask("SELECT pg_relation_filenode('" + one.table + "'::regclass)::text", one.name);
    for (const std::string& file : server_.files_of(server_.address_of(one.name)))
      if (fs::path(file).filename() == node) return file;
    return {};
  }
  std::int64_t rows_of(const Zeroed& one) const {
    return std::stoll(server_.ask("SELECT COUNT(*)::text FROM " + one.table, one.name));
  }

  store::PostgresqlServer& server_ = store::PostgresqlServer::shared();
  Folder folder_;
};

TEST_F(ZeroedPages, of_each_main_table_are_told_by_the_check) {
  const std::string database = server_.empty_database(),
                    name = store::PostgresqlServer::name_in(database);
  auto made = run({"demo", "--data", folder_ / "data", "--now", "2026-11-24", "--weeks-back", "0",
                   "--database", database});
  ASSERT_EQ(made.code, 0) << made.err;
  auto check = [&](const std::string& of) {
    return run({"check", "--data", folder_ / "data", "--database", server_.address_of(of)});
  };
  auto whole = check(name);
  ASSERT_EQ(whole.code, 0) << whole.out << whole.err;
  const std::string lost = "UNSOUND rows that other rows name";
  // A signed chart that is missing is told by its digest in the chain (tests/clinic/audit_test.cc).
  std::vector<Zeroed> all = {
      {"client", {lost, "client ", " is gone"}},
      {"appointment", {lost, "appointment ", " is gone", "UNSOUND taken cells"}},
      {"audit_event", {"UNSOUND the chain of audit events"}},
      // Which no other table names, after a vacuum.
      {"private_link",
       {"UNSOUND the database file", "table private_link: its index names "},
       "VACUUM"},
  };
  for (Zeroed& one : all) {
    one.name = "zeroed_" + one.table;
    server_.ask("CREATE DATABASE " + one.name + " TEMPLATE " + name);
    if (!one.before.empty()) server_.ask(one.before + " " + one.table, one.name);
  }
  std::vector<std::string> paths;
  std::vector<std::int64_t> rows;
  for (const Zeroed& one : all) {
    paths.push_back(path_of(one));
    ASSERT_FALSE(paths.back().empty()) << one.table;
    rows.push_back(rows_of(one));
  }
  server_.stop();
  for (const std::string& path : paths) {
    std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
    bytes << std::string(8192, '\0');
  }
  server_.start();
  for (std::size_t i = 0; i < all.size(); ++i) {
    SCOPED_TRACE(all[i].table);
    EXPECT_LT(rows_of(all[i]), rows[i]);  // no error: they are just not there
    auto said = check(all[i].name);
    EXPECT_EQ(said.code, 1) << said.out << said.err;
    for (const std::string& word : all[i].said)
      EXPECT_NE(said.out.find(word), said.out.npos) << word << "\n" << said.out << said.err;
    server_.drop(server_.address_of(all[i].name));
  }
  server_.drop(database);
}

// As a fault of the engine or of a library of sorting leaves it.
TEST_F(ZeroedPages, an_index_that_lacks_a_row_is_told_where_amcheck_is_installed) {
  const std::string database = server_.empty_database(),
                    name = store::PostgresqlServer::name_in(database);
  auto made = run({"init", "--data", folder_ / "data", "--name", "New", "--owner", "ana",
                   "--database", database});
  ASSERT_EQ(made.code, 0) << made.err;
  auto check = [&] { return run({"check", "--data", folder_ / "data", "--database", database}); };
  // Which no count goes by, because it holds some of the rows alone.
  const std::string ready = "' WHERE indexrelid = 'reseat_open'::regclass";
  server_.ask("UPDATE pg_index SET indisready = 'no" + ready, name);
  server_.ask(
      "INSERT INTO reseat (tenant, id, kind, resource, day, created, expires, closed) SELECT "
      "tenant, "
      "77, 'room', 77, '2026-11-24', 1, 1, NULL FROM tenant",
      name);
  server_.ask("UPDATE pg_index SET indisready = 'yes" + ready, name);
  auto without = check();
  EXPECT_EQ(without.code, 0) << without.out << without.err;
  server_.ask("CREATE EXTENSION amcheck", name);
  auto said = check();
  EXPECT_EQ(said.code, 1) << said.out << said.err;
  EXPECT_NE(said.out.find("index reseat_open does not fit its table"), said.out.npos) << said.out;
  EXPECT_EQ(said.out.find("index client_pkey"), said.out.npos) << said.out;
  server_.drop(database);
}

}  // namespace
}  // namespace fascia::whole
