// SPDX-License-Identifier: Apache-2.0
// What an operator meets when something broke: each is said in its own words, and nothing that the
// program does then makes it worse (R23, R24).
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <random>

#include "api_client.h"
#include "program.h"
#include "source_folder.h"

namespace fascia::whole {
namespace {

// The first cell of what a statement answers, by the engine alone.
std::string told_by(const std::string& file, const std::string& sql) {
  sqlite3* db = nullptr;
  std::string out;
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
  sqlite3_busy_timeout(db, 5000);
  EXPECT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
  if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0) != nullptr)
    out = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return out;
}

// Garbage where a table's first page with rows stands, as a disk that rots leaves it.
void spoil(const std::string& file, const std::string& table) {
  const std::string root =
      told_by(file, "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'");
  (void)told_by(file, "PRAGMA wal_checkpoint(TRUNCATE)");
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp((std::stol(root) - 1) * std::stol(told_by(file, "PRAGMA page_size")));
  bytes << std::string(2000, '\x5a');
}

class Damage : public testing::Test {
 protected:
  std::string database() const { return demo_.data() + "/fascia.db"; }
  Finished check() const { return run({"check", "--data", demo_.data()}); }
  Finished back_up(const std::string& to) const {
    return run({"backup", "--data", demo_.data(), "--to", to});
  }
  std::string backups(const char* name) {
    fs::create_directories(folder_ / "backups");
    return std::string(folder_ / "backups") + "/" + name;
  }
  // Out of their rows, where they stand in a new clinic until its server begins.
  void bring_keys_over() const {
    auto done = run({"key", "rotate", "--data", demo_.data()});
    ASSERT_EQ(done.code, 0) << done.err;
  }
  std::string places(const std::string& said) {
    std::string out;
    for (const auto& entry : fs::recursive_directory_iterator(demo_.data()))
      if (entry.path().filename().string().find(said) != std::string::npos)
        out += entry.path().string() + "\n";
    return out;
  }

  DemoClinic demo_;
  Folder folder_;
};

// The database was moved away from under a killed server, whose last writes stand beside its name:
// they are no part of what is put in its place.
TEST_F(Damage, R24_a_restored_clinic_takes_nothing_of_what_the_lost_one_left_beside_its_name) {
  ASSERT_EQ(back_up(backups("a.db")).code, 0);
  Server server(demo_.serve());
  ASSERT_GT(server.port, 0) << server.err();
  (void)told_by(database(), "UPDATE location SET phone = 'x'");
  server.signal(SIGKILL);
  server.ended(20'000);
  ASSERT_GT(fs::file_size(database() + "-wal"), 0u);
  fs::rename(database(), folder_ / "away");
  auto done = run({"restore", "--from", backups("a.db"), "--data", demo_.data()});
  ASSERT_EQ(done.code, 0) << done.err;
  auto checked = check();
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  EXPECT_NE(told_by(database(), "SELECT phone FROM location"), "x");
}

TEST_F(Damage, a_spoilt_page_is_named_by_the_check_and_the_other_lines_go_on) {
  const std::string whole = text_of(database());
  for (const char* table : {"appointment", "client", "audit_event", "day_mask", "location",
                            "tenant", "shift", "chart_entry", "setting"}) {
    SCOPED_TRACE(table);
    spoil(database(), table);
    auto said = check();
    EXPECT_EQ(said.code, 1) << said.out << said.err;
    EXPECT_NE(said.out.find("UNSOUND the database file"), said.out.npos) << said.out << said.err;
    auto json = run({"check", "--data", demo_.data(), "--json"});
    EXPECT_EQ(json.code, 1);
    EXPECT_NE(json.out.find("\"sound\": false"), json.out.npos) << json.out;
    for (const char* ending : {"-wal", "-shm"}) fs::remove(database() + ending);
    write_text(database(), whole);
  }
  spoil(database(), "audit_event");
  auto audit = check();
  EXPECT_NE(audit.out.find("sound   taken cells"), audit.out.npos) << audit.out;
  EXPECT_NE(audit.out.find("UNSOUND the chain of audit events"), audit.out.npos) << audit.out;
  EXPECT_NE(audit.out.find("sound   the clients' keys"), audit.out.npos) << audit.out;
}

TEST_F(Damage, a_spoilt_file_of_keys_is_named_by_the_check) {
  bring_keys_over();
  const std::string keys = database() + ".keys", whole = text_of(keys);
  spoil(keys, "client_key");
  auto page = check();
  EXPECT_EQ(page.code, 1) << page.out << page.err;
  EXPECT_NE(page.out.find("UNSOUND the database file"), page.out.npos) << page.out;
  for (const char* ending : {"-wal", "-shm"}) fs::remove(keys + ending);
  write_text(keys, std::string(whole.size(), 'x'));
  auto all = check();
  EXPECT_EQ(all.code, 1) << all.out << all.err;
  EXPECT_NE(all.out.find(keys), all.out.npos) << all.out;
}

TEST_F(Damage, a_backup_of_a_spoilt_source_says_that_it_is_the_source) {
  spoil(database(), "audit_event");
  auto made = back_up(backups("a.db"));
  EXPECT_EQ(made.code, 3) << made.out << made.err;
  EXPECT_NE(made.err.find("The clinic's own file is damaged"), made.err.npos) << made.err;
  EXPECT_FALSE(fs::exists(backups("a.db")));
}

TEST_F(Damage, R23_keys_that_are_gone_are_said_and_no_empty_file_takes_their_place) {
  bring_keys_over();
  const std::string keys = database() + ".keys";
  fs::rename(keys, folder_ / "keys");
  for (const char* left : {"nothing", "an empty file"}) {
    SCOPED_TRACE(left);
    auto said = check();
    EXPECT_EQ(said.code, 3);
    EXPECT_NE(said.err.find("keys are gone"), said.err.npos) << said.err;
    Server server(demo_.serve());
    EXPECT_EQ(server.port, 0);
    EXPECT_NE(server.err().find("keys are gone"), std::string::npos) << server.err();
    EXPECT_TRUE(!fs::exists(keys) || fs::file_size(keys) == 0);
    write_text(keys, "");
  }
  fs::rename(folder_ / "keys", keys);
  EXPECT_EQ(check().code, 0);
}

TEST_F(Damage, R23_keys_that_a_lost_clinic_left_are_not_written_over_by_a_new_one) {
  fs::remove(database());
  fs::remove(demo_.data() + ".key");
  const std::string before = text_of(database() + ".keys");
  auto made = run({"init", "--data", demo_.data(), "--name", "New", "--owner", "ana"});
  EXPECT_EQ(made.code, 1) << made.out;
  EXPECT_NE(made.err.find("restore"), made.err.npos) << made.err;
  EXPECT_EQ(text_of(database() + ".keys"), before);
}

TEST_F(Damage, R23_an_unreadable_copy_of_keys_beside_backups_stops_no_restore_and_is_warned_of) {
  bring_keys_over();
  ASSERT_EQ(back_up(backups("a.db")).code, 0);
  write_text(backups("0.keys"), std::string(5000, 'x'));
  write_text(backups("b.db.making-x.keys"), "half");
  auto verified = run({"backup", "verify", "--data", demo_.data(), "--from", backups("a.db")});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  EXPECT_NE(verified.err.find("0.keys"), verified.err.npos) << verified.err;
  EXPECT_EQ(verified.err.find("making"), verified.err.npos) << verified.err;
  fs::copy_file(demo_.data() + ".key", folder_ / "new.key");
  auto done = run({"restore", "--from", backups("a.db"), "--data", folder_ / "new"});
  EXPECT_EQ(done.code, 0) << done.err;
  // Where no other copy opens it, it is what is said.
  write_text(backups("a.db.keys"), std::string(5000, 'x'));
  fs::copy_file(demo_.data() + ".key", folder_ / "none.key");
  auto none = run({"restore", "--from", backups("a.db"), "--data", folder_ / "none"});
  EXPECT_EQ(none.code, 3) << none.out;
  EXPECT_NE(none.err.find("copy of the keys"), none.err.npos) << none.err;
  EXPECT_FALSE(fs::exists(folder_ / "none"));
  // A copy that lies elsewhere is named.
  auto named = run({"restore", "--from", backups("a.db"), "--data", folder_ / "none", "--keys",
                    database() + ".keys"});
  EXPECT_EQ(named.code, 0) << named.err;
}

TEST_F(Damage, an_empty_file_is_no_backup_and_nothing_is_made_of_it) {
  write_text(backups("empty.db"), "");
  for (std::vector<std::string> words :
       {std::vector<std::string>{"backup", "verify", "--data", demo_.data()},
        std::vector<std::string>{"restore", "--data", folder_ / "new", "--key-file",
                                 demo_.data() + ".key"}}) {
    words.insert(words.end(), {"--from", backups("empty.db")});
    auto said = run(words);
    EXPECT_EQ(said.code, 3);
    EXPECT_NE(said.err.find("There is no clinic in"), said.err.npos) << said.err;
    EXPECT_EQ(said.err.find("migration"), said.err.npos) << said.err;
  }
  EXPECT_EQ(fs::file_size(backups("empty.db")), 0u);
}

// Answers that nobody booked with: their key was forgotten after the older copy of the keys.
TEST_F(Damage, R23_a_restore_brings_back_no_key_of_answers_that_nobody_booked_with) {
  const auto unbooked = [](const std::string& keys) {
    return told_by(keys, "SELECT COUNT(*) FROM client_key WHERE client < 0");
  };
  {
    Server server(demo_.serve());
    ASSERT_GT(server.port, 0) << server.err();
    auto intake = json::read(text_of(source_folder() / "docs/examples/intake-go-ahead.json"));
    auto services = json_of(ask(server.port, "GET /api/v1/services HTTP/1.1"));
    bj::object body{{"visit_date", "2026-11-24"},
                    {"service", services.at("items").at(0).at("id")},
                    {"birth_date", intake->at("birth_date")},
                    {"intake", *intake}};
    auto kept = ask(server.port, "POST /api/v1/screenings HTTP/1.1", json::write(body));
    ASSERT_TRUE(kept.starts_with("HTTP/1.1 201")) << kept;
    server.signal(SIGTERM);
    ASSERT_EQ(server.ended(10'000), 0);
  }
  const std::string keys = database() + ".keys", old = backups("older.db.keys");
  (void)told_by(keys, "VACUUM INTO '" + old + "'");
  ASSERT_NE(unbooked(old), "0");
  (void)told_by(database(), "DELETE FROM screening WHERE client IS NULL");
  (void)told_by(keys, "DELETE FROM client_key WHERE client < 0");
  ASSERT_EQ(back_up(backups("a.db")).code, 0);
  ASSERT_EQ(unbooked(backups("a.db.keys")), "0");
  fs::copy_file(demo_.data() + ".key", folder_ / "new.key");
  auto done = run({"restore", "--from", backups("a.db"), "--data", folder_ / "new"});
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(unbooked(std::string(folder_ / "new") + "/fascia.db.keys"), "0");
}

// As a migration leaves it, and as older programs left theirs for good.
TEST_F(Damage, R22_a_copy_of_before_a_migration_is_sealed_as_soon_as_the_key_is_at_hand) {
  const std::string copy = database() + ".before-0016", other = database() + ".before-0009";
  (void)told_by(database(), "VACUUM INTO '" + copy + "'");
  write_text(other, "of another clinic");
  const std::string name = told_by(database(), "SELECT name FROM client ORDER BY id LIMIT 1");
  ASSERT_NE(text_of(copy).find(name), std::string::npos);
  const auto made = fs::last_write_time(copy) - std::chrono::hours(24 * 10);
  fs::last_write_time(copy, made);
  ASSERT_EQ(check().code, 0);  // who only looks changes nothing
  EXPECT_NE(text_of(copy).find(name), std::string::npos);
  for (int times = 0; times < 2; ++times) {
    ASSERT_EQ(run({"client", "due", "--data", demo_.data()}).code, 0);
    EXPECT_TRUE(text_of(copy).starts_with("fascia backup 1\n"));
    EXPECT_EQ(text_of(copy).find(name), std::string::npos);
    EXPECT_EQ(fs::last_write_time(copy), made);  // it goes when it would have gone
  }
  EXPECT_EQ(text_of(other), "of another clinic");
  EXPECT_EQ(places("scratch-"), "");
  // It is the clinic as it was, and comes back as a backup does.
  fs::copy_file(demo_.data() + ".key", folder_ / "again.key");
  auto restored = run({"restore", "--from", copy, "--data", folder_ / "again"});
  ASSERT_EQ(restored.code, 0) << restored.err;
  EXPECT_EQ(told_by(std::string(folder_ / "again") + "/fascia.db",
                    "SELECT COUNT(*) || MAX(id) FROM appointment"),
            told_by(database(), "SELECT COUNT(*) || MAX(id) FROM appointment"));
}

TEST_F(Damage, data_of_an_older_program_is_not_changed_by_who_only_looks) {
  (void)told_by(database(),
                "DELETE FROM schema_migration WHERE number = (SELECT MAX(number) FROM "
                "schema_migration)");
  const std::string has = told_by(database(), "SELECT MAX(number) FROM schema_migration");
  for (std::vector<std::string> words :
       {std::vector<std::string>{"check"}, std::vector<std::string>{"audit", "head"},
        std::vector<std::string>{"audit", "verify"},
        std::vector<std::string>{"backup", "--to", backups("a.db")}}) {
    words.insert(words.end(), {"--data", demo_.data()});
    auto said = run(words);
    EXPECT_EQ(said.code, 3) << words[0];
    EXPECT_NE(said.err.find("older program"), said.err.npos) << said.err;
  }
  EXPECT_EQ(told_by(database(), "SELECT MAX(number) FROM schema_migration"), has);
  EXPECT_EQ(places(".before-"), "");
}

TEST_F(Damage, data_under_a_server_of_an_older_program_is_brought_forward_by_no_command) {
  Server server(demo_.serve());
  ASSERT_GT(server.port, 0) << server.err();
  (void)told_by(database(),
                "DELETE FROM schema_migration WHERE number = (SELECT MAX(number) FROM "
                "schema_migration)");
  const std::string has = told_by(database(), "SELECT MAX(number) FROM schema_migration");
  for (std::vector<std::string> words : {std::vector<std::string>{"client", "find", "--name", "a"},
                                         std::vector<std::string>{"rights", "requests"},
                                         std::vector<std::string>{"client", "due"}}) {
    words.insert(words.end(), {"--data", demo_.data()});
    auto said = run(words);
    EXPECT_EQ(said.code, 3) << words[0];
    EXPECT_NE(said.err.find("a server of that one uses it"), said.err.npos) << said.err;
  }
  EXPECT_EQ(told_by(database(), "SELECT MAX(number) FROM schema_migration"), has);
  EXPECT_EQ(places(".before-"), "");
}

TEST_F(Damage, the_end_of_an_empty_chain_is_said_to_be_none) {
  (void)told_by(database(), "DELETE FROM audit_event");
  auto said = run({"audit", "head", "--data", demo_.data()});
  EXPECT_EQ(said.code, 1);
  EXPECT_NE(said.err.find("no event"), said.err.npos) << said.err;
}

// As nobody who may write there; root may write everywhere.
class ReadOnlyDisk : public Damage {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) return;
    for (const char* folder : {"", "/data"})
      ASSERT_EQ(::chmod((fs::path(demo_.data()).parent_path().string() + folder).c_str(), 0555), 0);
    for (const char* file : {"fascia.db", "fascia.db.keys"})
      ASSERT_EQ(::chmod((demo_.data() + "/" + file).c_str(), 0444), 0);
    fs::permissions(fs::path(std::string(folder_ / "x")).parent_path(), fs::perms::all);
    ASSERT_EQ(::chown((demo_.data() + ".key").c_str(), kNobody, kNobody), 0);
  }
  Finished run_as_nobody(std::vector<std::string> words) {
    std::string out = folder_ / "out", err = folder_ / "err";
    for (const std::string& file : {out, err}) write_text(file, "");
    pid_t child = ::fork();
    if (child == 0) {
      int to_out = ::open(out.c_str(), O_WRONLY | O_TRUNC),
          to_err = ::open(err.c_str(), O_WRONLY | O_TRUNC);
      ::dup2(to_out, 1);
      ::dup2(to_err, 2);
      const std::string program = program_path();
      int image = ::open(program.c_str(), O_RDONLY);
      if (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0) ::_exit(126);
      words.insert(words.begin(), program);
      std::vector<char*> argv;
      for (std::string& word : words) argv.push_back(word.data());
      argv.push_back(nullptr);
      ::fexecve(image, argv.data(), environ);
      ::_exit(127);
    }
    return {wait_for(child, 60'000), text_of(out), text_of(err)};
  }
  static constexpr uid_t kNobody = 65534;
};

TEST_F(ReadOnlyDisk, is_said_and_a_copy_is_saved_from_it) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root to become somebody who may not write";
  auto served = run_as_nobody({"serve", "--data", demo_.data(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(served.code, 3) << served.out;
  EXPECT_NE(served.err.find("cannot be written"), served.err.npos) << served.err;
  EXPECT_EQ(served.err.find("fascia init"), served.err.npos) << served.err;
  auto checked = run_as_nobody({"check", "--data", demo_.data()});
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  const std::string to = backups("saved.db");
  fs::permissions(fs::path(to).parent_path(), fs::perms::all);
  auto saved = run_as_nobody({"backup", "--data", demo_.data(), "--to", to});
  EXPECT_EQ(saved.code, 0) << saved.out << saved.err;
  EXPECT_TRUE(fs::exists(to));
}

TEST(EmptyNextKey, R24_a_next_key_that_was_never_written_blocks_no_rotation) {
  DemoClinic demo;
  write_text(demo.data() + ".key.next", "");
  fs::permissions(demo.data() + ".key.next", fs::perms::owner_read | fs::perms::owner_write);
  auto done = run({"key", "rotate", "--data", demo.data()});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(run({"check", "--data", demo.data()}).code, 0);
}

}  // namespace
}  // namespace fascia::whole
