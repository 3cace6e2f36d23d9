// SPDX-License-Identifier: Apache-2.0
// A filled clinic of each schema is brought to the newest with nothing lost. tests/clinic/filled
// holds one dump a schema from 0016 on; those of before are that one without what came after.
#include <boost/algorithm/hex.hpp>
#include <fstream>
#include <sstream>

#include "clinic/bring_up.h"
#include "clinic/check_clinic.h"
#include "filled_clinic.h"
#include "keys/token.h"
#include "source_folder.h"
#include "store/client_keys.h"
#include "store/migrations.h"
#include "store/name_words.h"
#include "store/postgresql/connection.h"
#include "store/postgresql/migrations.h"

namespace fascia::clinic {
namespace {

namespace fs = std::filesystem;
using store::postgresql::PostgresqlConnection;
using store::sqlite::SqliteConnection;

constexpr int kFirst = 16;  // of the dumps
constexpr const char* kHow =
    "\nWrite it, best before the migration is begun, and commit it with the migration:\n"
    "  FASCIA_WRITE_FILLED=NNNN build/dev/clinic_tests --gtest_filter='Filled.has_a_row*'\n"
    "where NNNN is the number of that dump (docs/architecture.md).";

std::string four_digits(int number) {
  std::string out = std::to_string(number);
  return std::string(4 - out.size(), '0') + out;
}
fs::path dump_of(int number) {
  return source_folder() / "tests/clinic/filled" / (four_digits(number) + ".sql");
}
int newest_schema() { return store::embedded_migrations("sqlite").back().number; }

std::string literal(const store::Value& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value)) return std::to_string(*n);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return "NULL";
  std::string out = "'";
  for (char c : *text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string column_list(const std::vector<FilledColumn>& columns) {
  std::string out;
  for (const auto& column : columns) out += (out.empty() ? "" : ", ") + column.name;
  return out;
}

// Plain inserts that both engines take.
std::string inserts(const std::string& table, const std::vector<FilledColumn>& columns,
                    const Cells& rows) {
  std::string out;
  for (const auto& row : rows) {
    out +=
        out.empty() ? "INSERT INTO " + table + " (" + column_list(columns) + ") VALUES\n(" : ",\n(";
    for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "" : ", ") + literal(row[i]);
    out += ")";
  }
  return out.empty() ? out : out + ";\n";
}

// One database of either engine, at any schema.
struct Database {
  std::function<Cells(const std::string&)> ask;
  std::function<void(const std::string&)> script;
  std::unique_ptr<SqliteConnection> sqlite;
  std::unique_ptr<PostgresqlConnection> postgresql;

  Database(const std::string& where, int number) {
    auto all = store::on_postgresql() && where.find("://") != where.npos
                   ? store::postgresql::shared_migrations()
                   : store::embedded_migrations("sqlite");
    std::erase_if(all, [&](const auto& m) { return m.number > number; });
    if (where.find("://") != where.npos) {
      postgresql =
          std::make_unique<PostgresqlConnection>(where, PostgresqlConnection::Mode::migrate, false);
      ask = [this](const std::string& sql) { return postgresql->made(sql); };
      script = [this](const std::string& text) { (void)postgresql->script(text); };
      EXPECT_TRUE(migrate(*postgresql, script, all, {1}));
    } else {
      // The schema of the store of keys is not numbered: any program makes it.
      const std::string keys = store::keys_file_of(where), any = where + ".any";
      if (!fs::exists(keys)) {
        EXPECT_TRUE(store::Store::open({.path = any}, {1}));
        fs::rename(store::keys_file_of(any), keys);
        fs::remove(any);
      }
      sqlite = std::make_unique<SqliteConnection>(where, SqliteConnection::Mode::write, "", "OFF");
      ask = [this](const std::string& sql) { return sqlite->made(sql); };
      script = [this](const std::string& text) { sqlite->script(text); };
      EXPECT_TRUE(migrate(*sqlite, script, all, {1}));
    }
  }
};

class Filled : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("fascia-filled-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override {
    for (const auto& address : made_) store::PostgresqlServer::shared().drop(address);
    fs::remove_all(folder_);
  }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }
  std::string empty_database(const std::string& name) {
    if (!store::on_postgresql()) return file(name + ".db");
    made_.push_back(store::PostgresqlServer::shared().empty_database());
    return made_.back();
  }
  static std::string text_of(const fs::path& path) {
    std::ostringstream all;
    all << std::ifstream(path, std::ios::binary).rdbuf();
    return all.str();
  }
  static std::string master_key(const std::string& dump) {
    std::string begin = "-- master key ";
    auto at = dump.find(begin);
    EXPECT_NE(at, dump.npos);
    return boost::algorithm::unhex(dump.substr(at + begin.size(), 64));
  }
  // The tables of a schema that have rows on both engines alike.
  Shape shape(int number) {
    Database db(file("shape" + std::to_string(number) + ".db"), number);
    Shape out = shape_of(*db.sqlite);
    out.erase("ended_kind");  // made by any program, whatever the schema
    if (number < 12)          // keys stood in the rows of whose they are
      for (const char* table : {"client_key", "erased_client", "audit_head"}) out.erase(table);
    return out;
  }
  // The rows as an older schema had them: migrations so far only added.
  std::string without_what_came_after(int number, SqliteConnection& source) {
    std::string out;
    for (const auto& [table, columns] : shape(number)) {
      std::string wanted;
      for (const auto& column : columns) {
        std::string value = column.name;
        if (number < 12 && column.name == "wrapped_key")
          value =
              "(SELECT k.wrapped_key FROM client_key AS k WHERE k.tenant = t.tenant AND "
              "k.client = " +
              std::string(table == "client" ? "t.id" : "0") + ")";
        wanted += (wanted.empty() ? "" : ", ") + value;
      }
      out += inserts(table, columns, source.made("SELECT " + wanted + " FROM " + table + " AS t"));
    }
    return out;
  }
  // Every value of the columns of a schema, per table: how many rows, and a digest of them.
  static std::map<std::string, std::pair<std::size_t, std::string>> contents(Database& db,
                                                                             const Shape& shape) {
    std::map<std::string, std::pair<std::size_t, std::string>> out;
    for (const auto& [table, columns] : shape) {
      Cells rows = db.ask("SELECT " + column_list(columns) + " FROM " + table);
      std::sort(rows.begin(), rows.end());
      out[table] = {rows.size(), keys::digest(inserts(table, columns, rows))};
    }
    return out;
  }

  // Loads, migrates, compares, opens with its key, and looks at all of it.
  void brought_to_the_newest(int number, const std::string& dump, const std::string& key) {
    SCOPED_TRACE("schema " + four_digits(number));
    const std::string where = empty_database("at" + std::to_string(number));
    const Shape before = shape(number);
    std::map<std::string, std::pair<std::size_t, std::string>> rows;
    {
      Database old(where, number);
      old.script("BEGIN;\n" + dump + "COMMIT");
      rows = contents(old, before);
    }
    for (const auto& [table, kept] : rows) EXPECT_GT(kept.first, 0u) << table;
    auto opened = store::Store::open({.path = where}, {2});
    ASSERT_TRUE(opened) << opened.error().message << opened.error().cause;
    {
      Database now(where, newest_schema());
      EXPECT_EQ(contents(now, before), rows);
    }
    keys::SystemRandom random;
    HandClock clock;
    clock.seconds = Zone::load("America/Edmonton")->instant({Date::of(2026, 11, 26), 600}).seconds;
    store::Sealer sealer(*keys::Key::from_bytes(key), random);
    auto tenant = (*opened)->read([](store::Connection& c) { return store::only_tenant(c); });
    ASSERT_TRUE(tenant);
    Clinic clinic(**opened, sealer, random, clock, shipped_knowledge(), *tenant);
    load_availability(clinic);
    ASSERT_TRUE(settle_keys(clinic));
    for (BringUp up(clinic); up.step();) {
    }
    // The half-filled answers of these dumps are no cell, and a day old.
    ASSERT_TRUE(clinic.store.write([&](store::Transaction& tx) -> Done {
      store::forget_unbooked(tx, *tenant, clock.now() + days_of_24h(30));
      return {};
    }));
    clinic.store.read([&](store::Connection& c) {
      EXPECT_FALSE(store::has_open_measures(c, *tenant, {}));
      EXPECT_FALSE(store::near_words(c, *tenant, {"oneal"}).at(0).empty());
    });
    for (const CheckLine& line : check_clinic(clinic)) {
      if (line.what == "zone_data") continue;
      EXPECT_TRUE(line.sound) << line.what << ": "
                              << (line.faults.empty() ? "" : line.faults.front());
      if (line.what == "cells" || line.what == "masks" || line.what == "audit") {
        EXPECT_GT(line.looked_at, 5) << line.what;
      }
    }
  }

  fs::path folder_;
  std::vector<std::string> made_;
};

TEST_F(Filled, has_a_row_in_every_table_and_is_sound) {
  if (store::on_postgresql()) GTEST_SKIP() << "dumps are made of a file";
  FilledClinic filled;
  EXPECT_EQ(filled.empty_tables(), std::vector<std::string>());
  for (const CheckLine& line : check_clinic(*filled.clinic)) {
    if (line.what == "zone_data") continue;
    EXPECT_TRUE(line.sound) << line.what << ": "
                            << (line.faults.empty() ? "" : line.faults.front());
  }
  const char* wanted = std::getenv("FASCIA_WRITE_FILLED");
  if (wanted == nullptr || HasFailure()) return;
  const int number = std::atoi(wanted);
  ASSERT_TRUE(number >= kFirst && number <= newest_schema()) << wanted;
  SqliteConnection db(filled.database, SqliteConnection::Mode::write, "", "OFF");
  std::ofstream out(dump_of(number), std::ios::binary);
  out << "-- A clinic of invented people with a row in every table of schema "
      << four_digits(number) << ".\n-- master key "
      << boost::algorithm::hex_lower(filled.master_key) << "\n"
      << without_what_came_after(number, db);
  EXPECT_TRUE(out.good());
}

TEST_F(Filled, each_migration_from_the_seventeenth_on_has_a_dump_of_the_schema_before_it) {
  for (int number = kFirst; number < newest_schema(); ++number)
    EXPECT_TRUE(fs::exists(dump_of(number)))
        << "tests/clinic/filled/" << four_digits(number) << ".sql is missing: migration "
        << four_digits(number + 1) << " has no filled clinic to be tried on." << kHow;
}

TEST_F(Filled, a_clinic_of_each_schema_is_migrated_with_nothing_lost) {
  const std::string first = text_of(dump_of(kFirst));
  Database source(file("source.db"), kFirst);
  source.script(first);
  for (int number = 1; number < kFirst; ++number)
    brought_to_the_newest(number, without_what_came_after(number, *source.sqlite),
                          master_key(first));
  for (int number = kFirst; number <= newest_schema(); ++number) {
    if (!fs::exists(dump_of(number))) continue;  // the test above says so
    const std::string dump = text_of(dump_of(number));
    brought_to_the_newest(number, dump, master_key(dump));
  }
}

// A table in the way of the third statement of 0015, on a clinic with rows.
TEST_F(Filled, a_migration_that_fails_midway_leaves_nothing_of_itself) {
  const std::string first = text_of(dump_of(kFirst));
  Database source(file("source.db"), kFirst);
  source.script(first);
  const std::string where = empty_database("midway");
  const Shape before = shape(14);
  std::map<std::string, std::pair<std::size_t, std::string>> rows;
  {
    Database old(where, 14);
    old.script("BEGIN;\n" + without_what_came_after(14, *source.sqlite) + "COMMIT");
    old.script("CREATE TABLE client_apart (id BIGINT)");
    rows = contents(old, before);
  }
  EXPECT_EQ(store::Store::open({.path = where}, {2}).error().message, "store_unreadable");
  {
    Database old(where, 14);
    EXPECT_EQ(contents(old, before), rows);
    EXPECT_EQ(std::get<std::int64_t>(old.ask("SELECT MAX(number) FROM schema_migration")[0][0]),
              14);
    // The statements before the one that failed are undone too.
    EXPECT_THROW((void)old.ask("SELECT merged_into FROM client"), store::StoreError);
    EXPECT_THROW((void)old.ask("SELECT id FROM client_merge"), store::StoreError);
    old.script("DROP TABLE client_apart");
  }
  auto opened = store::Store::open({.path = where}, {3});
  ASSERT_TRUE(opened) << opened.error().message;
  Database now(where, newest_schema());
  EXPECT_EQ(contents(now, before), rows);
}

// What `fascia init` does, refused at the last step: the same database takes a clinic afterwards.
TEST_F(Filled, an_init_that_fails_leaves_a_database_that_can_be_begun_again) {
  const std::string where = empty_database("init");
  keys::SystemRandom random;
  store::Sealer sealer(keys::Key::make(random), random);
  InitClinic in;
  in.name = "Prairie";
  in.owner_sign_in = "ana";
  in.owner_password = "a long password";
  {
    // The last write of it is refused by the engine.
    Database bad(where, newest_schema());
    bad.script("DROP TABLE audit_event");
  }
  {
    auto store = store::Store::open({.path = where}, {2});
    ASSERT_TRUE(store);
    bool threw = false;
    try {
      threw = !init_clinic(**store, sealer, random, {2}, in);
    } catch (const store::StoreError&) {
      threw = true;
    }
    EXPECT_TRUE(threw);
  }
  Database bad(where, newest_schema());
  for (const char* table : {"tenant", "location", "staff"})
    EXPECT_TRUE(bad.ask("SELECT 1 FROM " + std::string(table)).empty()) << table;
}

}  // namespace
}  // namespace fascia::clinic
