// SPDX-License-Identifier: Apache-2.0
// What every engine behind store.h keeps to.
#include <gtest/gtest.h>

#include <regex>
#include <thread>

#include "core/embedded.h"
#include "keys/random.h"
#include "store/day_mask.h"
#include "store/sealed.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

constexpr TenantId kTenant{7};

Done put(Transaction& tx, const std::string& name, const std::string& value) {
  tx.run("INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3)", {kTenant, name, value});
  return {};
}

std::int64_t count(Connection& c) {
  return c.first("SELECT COUNT(*) FROM setting WHERE tenant = $1", {kTenant})->integer(0);
}

TEST(Connection, many_rows_at_once_are_kept_as_they_were_given) {
  TemporaryStore store;
  const std::vector<std::string> odd = {
      "", "\\N", "a\tb\nc\rd", "back\\slash \\.", "é 'quoted' \"too\"", "\\t"};
  auto written = store->write([&](Transaction& tx) -> Done {
    std::vector<std::vector<Value>> rows;
    for (std::size_t i = 0; i < odd.size(); ++i)
      rows.push_back({kTenant.value, std::to_string(i), odd[i]});
    tx.add_rows("setting (tenant, name, value)", rows);
    tx.add_rows("setting (tenant, name, value)", {});
    // A number, and nothing.
    tx.add_rows("series_visit (tenant, appointment, series)",
                {{kTenant.value, std::int64_t{-3}, std::int64_t{9}}});
    tx.add_rows("client_apart (tenant, one, other, at, staff)",
                {{kTenant.value, std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, Value()}});
    return {};
  });
  ASSERT_TRUE(written);
  store->read([&](Connection& c) {
    for (std::size_t i = 0; i < odd.size(); ++i)
      EXPECT_EQ(c.first("SELECT value FROM setting WHERE tenant = $1 AND name = $2",
                        {kTenant, std::to_string(i)})
                    ->text(0),
                odd[i]);
    EXPECT_EQ(
        c.first("SELECT appointment FROM series_visit WHERE tenant = $1", {kTenant})->integer(0),
        -3);
    EXPECT_TRUE(c.first("SELECT staff FROM client_apart WHERE tenant = $1", {kTenant})->null(0));
    return 0;
  });
}

TEST(Connection, many_rows_of_which_one_may_not_be_are_none) {
  TemporaryStore store;
  auto twice = [&](Transaction& tx) -> Done {
    tx.add_rows("setting (tenant, name, value)",
                {{kTenant.value, "a", "1"}, {kTenant.value, "a", "2"}});
    return {};
  };
  EXPECT_THROW((void)store->write(twice), StoreError);
  EXPECT_EQ(store->read(count), 0);
  EXPECT_TRUE(store->write([](Transaction& tx) { return put(tx, "a", "1"); }));
}

TEST(Connection, reads_back_what_was_bound) {
  TemporaryStore store;
  store->read([](Connection& c) {
    std::optional<Instant> never;
    auto row = c.first("SELECT $1, $2, $3, $4, $5, $6, $7",
                       {std::int64_t{-5}, "it's; --", nullptr == nullptr, never, Instant{9},
                        *parse_date("2026-11-24"), ClientId{}});
    EXPECT_EQ(row->integer(0), -5);
    EXPECT_EQ(row->text(1), "it's; --");
    EXPECT_TRUE(row->flag(2));
    EXPECT_TRUE(row->null(3));
    EXPECT_EQ(row->instant(4), Instant{9});
    EXPECT_EQ(to_iso(row->date(5)), "2026-11-24");
    EXPECT_FALSE(row->id<ClientId>(6));
    // PostgreSQL keeps no text with a NUL, so neither engine takes one: it is never cut in silence.
    EXPECT_THROW((void)c.first("SELECT $1", {std::string("a\0b", 3)}), StoreError);
    return 0;
  });
}

TEST(Connection, a_column_read_as_what_it_is_not_throws) {
  TemporaryStore store;
  store->read([](Connection& c) {
    auto row = c.first("SELECT $1, $2", {1, "one"});
    EXPECT_THROW((void)row->text(0), std::bad_variant_access);
    EXPECT_THROW((void)row->integer(1), std::bad_variant_access);
    EXPECT_THROW((void)row->integer(2), std::out_of_range);
    return 0;
  });
}

TEST(Connection, a_value_too_many_or_too_few_throws) {
  TemporaryStore store;
  store->read([](Connection& c) {
    EXPECT_THROW((void)c.query("SELECT $1", {1, 2}), StoreError);
    EXPECT_THROW((void)c.query("SELECT $1, $2", {1}), StoreError);
    return 0;
  });
}

TEST(Connection, a_parameter_may_stand_twice) {
  TemporaryStore store;
  store->read([](Connection& c) {
    EXPECT_EQ(c.first("SELECT $2 - $1 - $1", {3, 10})->integer(0), 4);
    return 0;
  });
}

TEST(Connection, the_kind_of_a_fault_comes_from_its_code) {
  TemporaryStore store;
  try {
    (void)store->write([](Transaction& tx) -> Done {
      FASCIA_TRY_DONE(put(tx, "a", "1"));
      return put(tx, "a", "2");
    });
    FAIL();
  } catch (const StoreError& fault) {
    EXPECT_EQ(fault.kind, StoreError::Kind::constraint);
    EXPECT_EQ(std::string(fault.what()).find("setting"), std::string::npos);
  }
}

TEST(Read, cannot_write) {
  TemporaryStore store;
  EXPECT_THROW(store->read([](Connection& c) {
    return c.run("INSERT INTO setting (tenant, name, value) VALUES (7, 'a', 'b')");
  }),
               StoreError);
  EXPECT_EQ(store->read(count), 0);
}

TEST(Read, all_it_sees_is_of_one_moment) {
  TemporaryStore store;
  store->read([&](Connection& c) {
    EXPECT_EQ(count(c), 0);
    EXPECT_TRUE(store->write([](Transaction& tx) { return put(tx, "a", "1"); }));
    EXPECT_EQ(count(c), 0);
    return 0;
  });
  EXPECT_EQ(store->read(count), 1);
}

TEST(Read, a_reader_that_threw_serves_the_next) {
  TemporaryStore store(StoreSettings{.readers = 1});
  for (int i = 0; i < 3; ++i) {
    auto fails = [](Connection& c) -> int {
      (void)count(c);
      throw std::runtime_error("a fault in one");
    };
    EXPECT_THROW(store->read(fails), std::runtime_error);
    EXPECT_TRUE(store->write([&](Transaction& tx) { return put(tx, std::to_string(i), "1"); }));
    EXPECT_EQ(store->read(count), i + 1);
  }
}

TEST(Read, more_readers_than_connections_take_turns) {
  TemporaryStore store(StoreSettings{.readers = 2});
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) EXPECT_EQ(store->read(count), 0);
    });
  for (auto& thread : threads) thread.join();
}

TEST(Write, sees_its_own_changes_and_the_next_sees_them_too) {
  TemporaryStore store;
  auto seen = store->write([](Transaction& tx) -> Result<std::int64_t> {
    FASCIA_TRY_DONE(put(tx, "a", "1"));
    return count(tx);
  });
  EXPECT_EQ(*seen, 1);
  EXPECT_EQ(*store->write([](Transaction& tx) -> Result<std::int64_t> { return count(tx); }), 1);
}

TEST(Open, pragmas_that_did_not_take_are_refused) {
  FASCIA_SQLITE_ONLY();
  // A database in memory has no write-ahead log: SQLite says so in the answer to the pragma alone.
  auto opened = Store::open({.path = ":memory:"}, {0});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message, "store_unreadable");
}

TEST(Open, each_connection_has_its_pragmas) {
  FASCIA_SQLITE_ONLY();
  TemporaryStore store;
  auto check = [](Connection& c, int query_only) {
    EXPECT_EQ(c.first("PRAGMA journal_mode")->text(0), "wal");
    EXPECT_EQ(c.first("PRAGMA synchronous")->integer(0), 2);
    EXPECT_EQ(c.first("PRAGMA foreign_keys")->integer(0), 1);
    EXPECT_EQ(c.first("PRAGMA query_only")->integer(0), query_only);
    EXPECT_GE(c.first("PRAGMA busy_timeout")->integer(0), 1000);
  };
  store->read([&](Connection& c) { return check(c, 1), 0; });
  EXPECT_TRUE(store->write([&](Transaction& tx) -> Done { return check(tx, 0), Done(); }));
}

TEST(Open, a_second_start_applies_nothing_again) {
  TemporaryStore store;
  auto applied = [](Connection& c) {
    return c.first("SELECT COUNT(*) FROM schema_migration")->integer(0);
  };
  auto first = store->read(applied);
  EXPECT_GT(first, 0);
  store.reopen();
  EXPECT_EQ(store->read(applied), first);
}

TEST(Copy, is_whole_and_of_one_moment) {
  FASCIA_SQLITE_ONLY();
  TemporaryStore store;
  EXPECT_TRUE(store->write([](Transaction& tx) { return put(tx, "a", "1"); }));
  ASSERT_TRUE(store->copy_to(store.path() + ".copy"));
  EXPECT_TRUE(store->write([](Transaction& tx) { return put(tx, "b", "1"); }));
  auto copy = Store::open({.path = store.path() + ".copy"}, {0});
  ASSERT_TRUE(copy);
  EXPECT_EQ((*copy)->read(count), 1);
  EXPECT_TRUE((*copy)->integrity().empty());
}

TEST(Schema, every_table_is_strict_and_of_types_both_engines_have) {
  static const std::regex kTable("CREATE TABLE ([a-z_]+) \\([^;]*\\)( STRICT)?;");
  int tables = 0;
  for (const EmbeddedFile& file : embedded_under("migrations/sqlite/")) {
    std::string text(file.bytes);
    for (auto it = std::sregex_iterator(text.begin(), text.end(), kTable);
         it != std::sregex_iterator(); ++it, ++tables) {
      EXPECT_TRUE((*it)[2].matched) << (*it)[1] << " is not STRICT";
      std::string table = (*it)[0];
      for (const char* type : {" BLOB", " REAL", " ANY", " DEFAULT", " REFERENCES", " CHECK"})
        EXPECT_EQ(table.find(type), table.npos) << (*it)[1] << " has" << type;
    }
  }
  EXPECT_GT(tables, 30);
}

class Seals : public testing::Test {
 protected:
  void SetUp() override {
    EXPECT_TRUE(store_->write([&](Transaction& tx) -> Done {
      tx.run("INSERT INTO tenant (tenant, name, wrapped_key) VALUES ($1, 'x', $2)",
             {kTenant, sealer_.new_wrapped_key(kTenant.value)});
      for (ClientId id : {kAnn, kBob})
        tx.run(
            "INSERT INTO client (tenant, id, name, folded, email, phone, phone_digits, language, "
            "guardian, guardian_relation, wrapped_key, created) "
            "VALUES ($1, $2, '', '', '', '', '', 'en', '', '', $3, 0)",
            {kTenant, id, sealer_.new_wrapped_key(id.value)});
      return {};
    }));
  }
  std::string seal(ClientId client, const char* column, std::int64_t row) {
    return store_->read([&](Connection& c) {
      return sealer_.seal(c, kTenant, client, column, row, PrivateText("numb left leg"));
    });
  }
  std::string open(Sealer& with, ClientId client, const char* column, std::int64_t row,
                   const std::string& cell) {
    return store_->read(
        [&](Connection& c) { return with.open(c, kTenant, client, column, row, cell).reveal(); });
  }
  keys::Key master() { return std::move(*keys::Key::from_bytes(std::string(32, 'm'))); }

  static constexpr ClientId kAnn{11}, kBob{12};
  TemporaryStore store_;
  keys::SystemRandom random_;
  Sealer sealer_{master(), random_};
};

TEST_F(Seals, a_cell_opens_in_its_place_for_its_client_alone) {
  std::string cell = seal(kAnn, "plan.sealed", 5);
  EXPECT_EQ(open(sealer_, kAnn, "plan.sealed", 5, cell), "numb left leg");
  EXPECT_THROW(open(sealer_, kAnn, "plan.sealed", 6, cell), std::logic_error);
  EXPECT_THROW(open(sealer_, kAnn, "consent.sealed", 5, cell), std::logic_error);
  EXPECT_THROW(open(sealer_, kBob, "plan.sealed", 5, cell), std::logic_error);
  EXPECT_THROW(open(sealer_, {}, "plan.sealed", 5, cell), std::logic_error);
}

TEST_F(Seals, opens_after_a_new_start_with_the_same_master_key_only) {
  std::string cell = seal({}, "intake_draft.sealed", 5);
  Sealer later(master(), random_);
  EXPECT_EQ(open(later, {}, "intake_draft.sealed", 5, cell), "numb left leg");
  Sealer stranger(keys::Key::make(random_), random_);
  EXPECT_THROW(open(stranger, {}, "intake_draft.sealed", 5, cell), std::logic_error);
}

TEST_F(Seals, a_forgotten_client_cannot_be_opened_by_the_next_program) {
  std::string cell = seal(kAnn, "plan.sealed", 5);
  EXPECT_TRUE(store_->write([&](Transaction& tx) -> Done {
    tx.run("UPDATE client SET wrapped_key = $3 WHERE tenant = $1 AND id = $2", {kTenant, kAnn, ""});
    return {};
  }));
  Sealer later(master(), random_);
  EXPECT_THROW(open(later, kAnn, "plan.sealed", 5, cell), std::logic_error);
}

}  // namespace
}  // namespace fascia::store
