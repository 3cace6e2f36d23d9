// SPDX-License-Identifier: Apache-2.0
// What must be refused, and what must be found, where a clinic stands on PostgreSQL.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "program.h"
#include "store/postgresql_server.h"

namespace fascia::whole {
namespace {

class PostgresqlFaults : public testing::Test {
 protected:
  void SetUp() override {
    write_text(folder_ / "clock", "2026-11-24T09:00:00-06:00\n");
    auto made = run({"demo", "--data", data(), "--now", "2026-11-24", "--weeks-back", "0",
                     "--database", database_});
    ASSERT_EQ(made.code, 0) << made.err;
  }
  std::string data() const { return folder_ / "data"; }
  std::vector<std::string> serve(const std::string& dir) const {
    return {"--data",     dir,       "--clock",    folder_ / "clock",
            "--database", database_, "--key-file", folder_ / "data.key"};
  }
  // Another machine of the same clinic.
  std::string other_folder() const {
    fs::create_directories(folder_ / "other");
    return folder_ / "other";
  }
  Finished check() const { return run({"check", "--data", data(), "--database", database_}); }

  store::PostgresqlServer& server_ = store::PostgresqlServer::shared();
  const std::string database_ = server_.empty_database();
  Folder folder_;
};

TEST_F(PostgresqlFaults, R24_a_rotation_and_a_move_see_a_server_of_another_folder) {
  const Environment there{{"FASCIA_DATABASE", database_}};
  {
    Server server(serve(other_folder()));
    ASSERT_GT(server.port, 0) << server.err();
    auto rotated = run({"key", "rotate", "--data", data()}, there);
    EXPECT_EQ(rotated.code, 1) << rotated.out;
    EXPECT_NE(rotated.err.find("uses this database"), rotated.err.npos) << rotated.err;
    auto moved = run({"move", "--data", data(), "--from", database_, "--to", "file"});
    EXPECT_EQ(moved.code, 1) << moved.out;
    EXPECT_NE(moved.err.find("uses this database"), moved.err.npos) << moved.err;
  }
  auto rotated = run({"key", "rotate", "--data", data()}, there);
  EXPECT_EQ(rotated.code, 0) << rotated.err;
  EXPECT_EQ(check().code, 0);
}

TEST_F(PostgresqlFaults, R24_a_server_ends_with_words_when_the_master_key_is_another_one) {
  fs::copy_file(folder_ / "data.key", folder_ / "old.key");
  ASSERT_EQ(run({"key", "rotate", "--data", data()}, {{"FASCIA_DATABASE", database_}}).code, 0);
  const std::string name = store::PostgresqlServer::name_in(database_);
  const std::string wrapped =
      server_.ask("SELECT wrapped_key FROM client_key WHERE client = 0", name);
  Server server(serve(data()));
  ASSERT_GT(server.port, 0) << server.err();
  // As a rotation that did not see it leaves the tenant's key: wrapped by one that it does not
  // have.
  server_.ask("UPDATE client_key SET wrapped_key = reverse(wrapped_key) WHERE client = 0", name);
  EXPECT_EQ(server.ended(20'000), 3);
  EXPECT_NE(server.err().find("master key was changed"), std::string::npos) << server.err();
  server_.ask("UPDATE client_key SET wrapped_key = '" + wrapped + "' WHERE client = 0", name);
  EXPECT_EQ(check().code, 0);
}

TEST_F(PostgresqlFaults, what_was_moved_away_says_where_it_went_and_can_be_taken_back) {
  const std::string to = other_folder();
  fs::copy_file(folder_ / "data.key", to + ".key");
  auto moved = run({"move", "--data", to, "--from", database_, "--to", "file"});
  ASSERT_EQ(moved.code, 0) << moved.err;
  {
    Server server(serve(data()));
    EXPECT_EQ(server.port, 0);
    EXPECT_NE(server.err().find("was moved to"), std::string::npos) << server.err();
  }
  EXPECT_EQ(check().code, 0);
  EXPECT_EQ(run({"check", "--data", to}).code, 0);
  ASSERT_EQ(run({"move", "--data", data(), "--take-back", database_}).code, 0);
  Server server(serve(data()));
  EXPECT_GT(server.port, 0) << server.err();
}

TEST(Moves, are_refused_while_a_server_runs) {
  DemoClinic demo;
  Server server(demo.serve());
  ASSERT_GT(server.port, 0) << server.err();
  auto moved = run({"move", "--data", demo.data(), "--from", "file", "--to",
                    store::PostgresqlServer::shared().empty_database()});
  EXPECT_EQ(moved.code, 1) << moved.out;
  EXPECT_NE(moved.err.find("A server uses this clinic"), moved.err.npos) << moved.err;
}

TEST_F(PostgresqlFaults, a_backup_folder_that_could_do_nothing_is_refused_at_the_start) {
  Server server(serve(data()), {{"FASCIA_BACKUP_FOLDER", folder_ / "backups"}});
  EXPECT_EQ(server.port, 0);
  EXPECT_NE(server.err().find("tools of PostgreSQL"), std::string::npos) << server.err();
}

TEST_F(PostgresqlFaults, a_destroyed_page_of_a_table_is_found_by_the_check) {
  EXPECT_EQ(check().code, 0);
  const std::string name = store::PostgresqlServer::name_in(database_);
  server_.ask("CHECKPOINT");
  const std::string table = "practitioner";
  const std::string node =
      server_.ask("SELECT pg_relation_filenode('" + table + "'::regclass)::text", name);
  std::string path;
  for (const std::string& one : server_.files_of(database_))
    if (fs::path(one).filename() == node) path = one;
  ASSERT_FALSE(path.empty()) << table << node;
  server_.stop();
  {
    std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
    bytes << std::string(8192, '\x5a');
  }
  server_.start();
  auto said = check();
  EXPECT_EQ(said.code, 1) << said.out << said.err;
  EXPECT_NE(said.out.find("UNSOUND the database file"), said.out.npos) << said.out;
  EXPECT_NE(said.out.find("table " + table), said.out.npos) << said.out;
}

// The rows of every table, by their number.
std::string counted(store::PostgresqlServer& server, const std::string& name) {
  return server.ask(
      "SELECT string_agg(tablename || ' ' || (xpath('//c/text()', query_to_xml('SELECT COUNT(*) AS "
      "c "
      "FROM ' || quote_ident(tablename), false, true, '')))[1]::text, ', ' ORDER BY tablename) "
      "FROM "
      "pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration'",
      name);
}

TEST_F(PostgresqlFaults, R22_a_database_is_dumped_sealed_before_it_is_migrated_and_comes_back) {
  const std::string name = store::PostgresqlServer::name_in(database_);
  const std::string last = server_.ask("SELECT MAX(number)::text FROM schema_migration", name);
  const std::string row = server_.ask(
      "SELECT 'INSERT INTO schema_migration SELECT * FROM "
      "json_populate_record(NULL::schema_migration,"
      " ' || quote_literal(row_to_json(m)::text) || ')' FROM schema_migration AS m WHERE number "
      "= " +
          last,
      name);
  server_.ask("DELETE FROM schema_migration WHERE number = " + last, name);
  const std::string client = server_.ask("SELECT name FROM client ORDER BY id LIMIT 1", name);
  auto dumps = [&] {
    std::string out;
    for (const auto& entry : fs::directory_iterator(data()))
      if (entry.path().string().find(".dump") != std::string::npos) out += entry.path().string();
    return out;
  };
  auto looked = check();
  EXPECT_EQ(looked.code, 3);
  EXPECT_NE(looked.err.find("older program"), looked.err.npos) << looked.err;
  EXPECT_EQ(dumps(), "");
  // The migration itself fails, because what it makes is there: the dump stands by then.
  Server server(serve(data()));
  EXPECT_EQ(server.port, 0);
  const std::string dump = dumps(), bytes = text_of(dump);
  ASSERT_NE(dump, "") << server.err();
  EXPECT_TRUE(bytes.starts_with("fascia dump 1\n"));
  for (const std::string& word : {std::string("PGDMP"), client})
    EXPECT_EQ(bytes.find(word), bytes.npos) << word;
  EXPECT_EQ(fs::status(dump).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  // Back into an empty database, by the key of before where the master key was changed since.
  fs::rename(folder_ / "data.key", folder_ / "data.key.old");
  write_text(folder_ / "data.key", std::string(64, 'a') + "\n");
  fs::permissions(folder_ / "data.key", fs::perms::owner_read | fs::perms::owner_write);
  const std::string back = server_.empty_database(), name_back = server_.name_in(back);
  auto restore = [&](const std::string& from, const std::string& into) {
    return run({"restore", "--from", from, "--data", data(), "--database", into});
  };
  auto restored = restore(dump, back);
  EXPECT_EQ(restored.code, 0) << restored.err;
  fs::rename(folder_ / "data.key.old", folder_ / "data.key");
  EXPECT_EQ(counted(server_, name_back), counted(server_, name));
  EXPECT_NE(counted(server_, name), "");
  server_.ask(row, name_back);
  auto looked_at = run({"check", "--data", data(), "--database", back});
  EXPECT_EQ(looked_at.code, 0) << looked_at.out << looked_at.err;
  auto taken = restore(dump, back);
  EXPECT_EQ(taken.code, 1);
  EXPECT_NE(taken.err.find("holds a clinic already"), taken.err.npos) << taken.err;
  // One that was changed, or cut off, is told before anything is made of it.
  const std::string empty = server_.empty_database();
  for (const std::string& spoilt :
       {bytes.substr(0, bytes.size() - 1), bytes.substr(0, 2000) + "x" + bytes.substr(2001)}) {
    write_text(folder_ / "spoilt.dump", spoilt);
    auto said = restore(folder_ / "spoilt.dump", empty);
    EXPECT_EQ(said.code, 1) << said.out;
    EXPECT_NE(said.err.find("does not open"), said.err.npos) << said.err;
  }
  EXPECT_EQ(server_.ask("SELECT COUNT(*)::text FROM pg_tables WHERE schemaname = 'public'",
                        server_.name_in(empty)),
            "0");
  server_.drop(back);
  server_.drop(empty);
  fs::remove(dump);
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  {
    Server without(serve(data()));
    EXPECT_EQ(without.port, 0);
    EXPECT_NE(without.err().find("--backup-taken"), std::string::npos) << without.err();
  }
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(dumps(), "");
  // What an older program left in plain is sealed as soon as the key has opened the clinic.
  const std::string plain = data() + "/fascia.db.before-0009.dump";
  ASSERT_EQ(
      std::system(("pg_dump --format=custom --file='" + plain + "' '" + database_ + "'").c_str()),
      0);
  const std::string there = counted(server_, name);
  server_.ask(row, name);
  ASSERT_EQ(run({"client", "due", "--data", data(), "--database", database_}).code, 0);
  EXPECT_TRUE(text_of(plain).starts_with("fascia dump 1\n"));
  const std::string again = server_.empty_database();
  auto done = run({"restore", "--from", plain, "--data", data(), "--database", again});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(counted(server_, server_.name_in(again)), there);
  server_.drop(again);
}

}  // namespace
}  // namespace fascia::whole
