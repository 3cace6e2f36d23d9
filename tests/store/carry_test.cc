// SPDX-License-Identifier: Apache-2.0
#include "store/carry.h"

#include <set>

#include "store/treatment.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

// There and back again: the clinic of this fixture stands on PostgreSQL.
class Carry : public TreatedClinic {
 protected:
  void SetUp() override {
    FASCIA_POSTGRESQL_ONLY();
    TreatedClinic::SetUp();
    write([&](Transaction& tx) {
      for (int i = 1; i <= 2300; ++i) {
        std::string name = "a " + std::to_string(i);
        set_setting(tx, kTenant, name, i % 7 == 0 ? "" : "é’\n" + name);
      }
      add_plan(tx, kTenant, sealer, {{1}, kAnn, {21}, kStart, PrivateText("numb left leg")});
      ASSERT_TRUE(start_session(tx, kTenant, {{31}, {21}, kAnn, {51}, kStart, std::nullopt}));
    });
    folder_ = std::filesystem::temp_directory_path() / ("fascia-carry-" + std::to_string(getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  std::string file() const { return (folder_ / "fascia.db").string(); }
  static void nobody(std::int64_t, std::int64_t) {}

  std::filesystem::path folder_;
};

TEST_F(Carry, a_clinic_goes_to_the_other_engine_and_back_with_every_value) {
  std::int64_t last = 0, all = 0;
  auto there = carry(store.path(), file(), kStart, [&](std::int64_t done, std::int64_t of) {
    EXPECT_GE(done, last);
    last = done;
    all = of;
  });
  ASSERT_TRUE(there) << there.error().message << there.error().cause;
  EXPECT_EQ(last, all);
  EXPECT_GT(all, 2300);
  EXPECT_EQ(there->back().name, "tenant");
  {
    auto copy = Store::open({.path = file()}, kStart);
    ASSERT_TRUE(copy);
    EXPECT_EQ((*copy)->read(
                  [&](Connection& c) { return plan_of(c, kTenant, sealer, {21})->body.reveal(); }),
              "numb left leg");
    EXPECT_TRUE((*copy)->integrity().empty());
  }
  std::string address = PostgresqlServer::shared().migrated_database();
  auto back = carry(file(), address, kStart, nobody);
  ASSERT_TRUE(back) << back.error().message << back.error().cause;
  ASSERT_EQ(back->size(), there->size());
  for (std::size_t i = 0; i < back->size(); ++i) {
    EXPECT_EQ((*back)[i].rows, (*there)[i].rows) << (*back)[i].name;
    EXPECT_EQ((*back)[i].digest, (*there)[i].digest) << (*back)[i].name;
  }
  // Killed when all was across: the same call finds that, and never carries over another clinic,
  // nor over this one after somebody worked in it.
  auto again = carry(file(), address, kStart, nobody);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->size(), back->size());
  PostgresqlServer::shared().ask("UPDATE setting SET value = 'worked in' WHERE name = 'a 5'",
                                 PostgresqlServer::name_in(address));
  EXPECT_EQ(carry(file(), address, kStart, nobody).error().message, "database_taken");
  PostgresqlServer::shared().drop(address);
}

TEST_F(Carry, what_was_interrupted_is_no_clinic_and_goes_on) {
  struct Cut {};
  // Ended at each table in turn, as by a pulled plug.
  int cuts = 0;
  for (bool across = false; !across; ++cuts) {
    int tables = 0;
    try {
      auto done = carry(store.path(), file(), kStart, [&](std::int64_t, std::int64_t) {
        if (++tables == cuts * 9 + 1) throw Cut();
      });
      ASSERT_TRUE(done);
      across = true;
    } catch (const Cut&) {
      auto begun = Store::open({.path = file()}, kStart);
      ASSERT_TRUE(begun);
      EXPECT_FALSE((*begun)->read([](Connection& c) { return only_tenant(c); }));
    }
  }
  EXPECT_GT(cuts, 3);
}

TEST_F(Carry, a_row_that_differs_on_the_way_is_carried_again) {
  {
    auto begun = Store::open({.path = file()}, kStart);
    ASSERT_TRUE((*begun)->write([&](Transaction& tx) -> Done {
      set_setting(tx, kTenant, "a 5", "changed");
      return {};
    }));
  }
  ASSERT_TRUE(carry(store.path(), file(), kStart, nobody));
  auto copy = Store::open({.path = file()}, kStart);
  EXPECT_EQ((*copy)->read([](Connection& c) { return setting(c, kTenant, "a 5"); }), "é’\na 5");
}

TEST_F(Carry, the_source_is_not_written_meanwhile) {
  bool tried = false;
  auto done = carry(store.path(), file(), kStart, [&](std::int64_t, std::int64_t) {
    if (std::exchange(tried, true)) return;
    PostgresqlServer& server = PostgresqlServer::shared();
    EXPECT_EQ(server.ask("SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock' AND granted "
                         "AND relation = 'store_turn'::regclass",
                         PostgresqlServer::name_in(store.path())),
              "1");
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(carry(file(), file(), kStart, nobody).error().message, "same_engine");
}

}  // namespace
}  // namespace fascia::store
