// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <thread>

#include "keys/random.h"
#include "store/client_keys.h"
#include "store/clients.h"
#include "store/clinic_profile.h"
#include "store/database_file.h"
#include "store/migrations.h"
#include "store/sealed.h"
#include "store/sqlite/connection.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

namespace fs = std::filesystem;
using sqlite::SqliteConnection;

constexpr TenantId kTenant{7};
constexpr ClientId kAnn{11};
constexpr int kBefore = 10;

// A clinic as the version of ten migrations left it: keys in their rows.
class BeforeMigration : public testing::Test {
 protected:
  void SetUp() override {
    FASCIA_SQLITE_ONLY();
    folder_ = fs::temp_directory_path() / ("fascia-before-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    SqliteConnection old(path(), SqliteConnection::Mode::write, "", "FULL");
    auto all = embedded_migrations("sqlite");
    all.resize(kBefore);
    ASSERT_TRUE(migrate(old, [&](const std::string& text) { old.script(text); }, all, {1}));
    old.run("INSERT INTO tenant (tenant, name, wrapped_key) VALUES ($1, 'x', $2)",
            {kTenant, sealer_.new_wrapped_key(kTenant.value)});
    wrapped_ = sealer_.new_wrapped_key(kAnn.value);
    old.run(
        "INSERT INTO client (tenant, id, name, folded, email, phone, phone_digits, language, "
        "guardian, guardian_relation, wrapped_key, created) VALUES ($1, $2, 'Zoë Ann Lee', 'zoe "
        "ann lee', '', '780 555 0142', '7805550142', 'en', '', '', $3, 1)",
        {kTenant, kAnn, wrapped_});
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }
  std::string path() const { return (folder_ / "fascia.db").string(); }
  std::string copy() const { return copy_before_migration(path(), kBefore); }

  keys::SystemRandom random_;
  Sealer sealer_{keys::Key::make(random_), random_};
  std::string wrapped_;
  fs::path folder_;
};

TEST_F(BeforeMigration, a_copy_is_made_that_opens_and_none_when_there_is_nothing_to_do) {
  {
    auto store = Store::open({.path = path()}, {2});
    ASSERT_TRUE(store) << store.error().message << store.error().cause;
    // What was sealed before opens as before, by the key that still stands in its row.
    (*store)->read([&](Connection& c) {
      EXPECT_EQ(find_key(c, kTenant, kAnn), wrapped_);
      std::string cell = sealer_.seal(c, kTenant, kAnn, "x", 1, PrivateText("sore"));
      EXPECT_EQ(sealer_.open(c, kTenant, kAnn, "x", 1, cell).reveal(), "sore");
      return 0;
    });
  }
  ASSERT_TRUE(fs::exists(copy()));
  EXPECT_EQ(copy(), path() + ".before-0010");
  EXPECT_EQ(fs::status(copy()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  auto made = fs::last_write_time(copy());
  ASSERT_TRUE(Store::open({.path = path()}, {3}));
  EXPECT_EQ(fs::last_write_time(copy()), made);
  // The copy is the clinic as it was, and is brought up to date like one.
  auto again = Store::open({.path = copy()}, {4});
  ASSERT_TRUE(again);
  (*again)->read([&](Connection& c) {
    EXPECT_EQ(find_client(c, kTenant, kAnn)->name, "Zoë Ann Lee");
    // Who was there before is found as somebody who comes now: from each word on, by digits.
    for (const char* text : {"zoe", "ann l", "lee", "0142", "780 555"})
      EXPECT_EQ(search_clients(c, kTenant, text, 5).size(), 1u) << text;
    for (const char* text : {"nn", "ee", "142 9"})
      EXPECT_TRUE(search_clients(c, kTenant, text, 5).empty()) << text;
    return 0;
  });
}

TEST_F(BeforeMigration, where_no_copy_can_be_made_nothing_is_changed) {
  fs::create_directory(copy());  // stands in the way
  std::ofstream(fs::path(copy()) / "file") << "x";
  EXPECT_FALSE(Store::open({.path = path()}, {2}));
  fs::remove_all(copy());
  SqliteConnection still(path(), SqliteConnection::Mode::write, "", "FULL");
  EXPECT_EQ(still.first("SELECT MAX(number) FROM schema_migration")->number(0), kBefore);
}

TEST_F(BeforeMigration, several_programs_at_once_bring_it_forward_once_and_all_of_them_go_on) {
  std::vector<std::string> errors(6);
  {
    std::vector<std::jthread> programs;
    for (std::string& error : errors)
      programs.emplace_back([&] {
        auto store = Store::open({.path = path()}, {2});
        if (!store) error = store.error().message + " " + store.error().cause;
      });
  }
  for (const std::string& error : errors) EXPECT_EQ(error, "");
  EXPECT_FALSE(fs::exists(path() + ".migrating"));
  SqliteConnection still(copy(), SqliteConnection::Mode::write, "", "FULL");
  EXPECT_EQ(still.first("SELECT MAX(number) FROM schema_migration")->number(0), kBefore);
}

TEST_F(BeforeMigration, who_only_looks_brings_nothing_forward) {
  auto looked = Store::open({.path = path(), .only_look = true}, {2});
  ASSERT_FALSE(looked);
  EXPECT_EQ(looked.error().message, "schema_older");
  EXPECT_FALSE(fs::exists(copy()));
  SqliteConnection still(path(), SqliteConnection::Mode::write, "", "FULL");
  EXPECT_EQ(still.first("SELECT MAX(number) FROM schema_migration")->number(0), kBefore);
}

}  // namespace
}  // namespace fascia::store
