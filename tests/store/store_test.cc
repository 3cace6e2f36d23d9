// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <fstream>
#include <regex>
#include <thread>

#include "core/embedded.h"
#include "store/day_mask.h"
#include "store/migrations.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

constexpr TenantId kTenant{7};
constexpr Instant kNoon{1790000000 / 86400 * 86400 + 12 * 3600};

Done put_setting(Transaction& tx, const std::string& name, const std::string& value) {
  tx.run("INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3)", {kTenant, name, value});
  return {};
}

std::int64_t count_settings(Store& store) {
  return store.read([](Connection& c) {
    return c.first("SELECT COUNT(*) FROM setting WHERE tenant = $1", {kTenant})->integer(0);
  });
}

TEST(Store, an_error_undoes_its_own_work_alone) {
  TemporaryStore store;
  ASSERT_TRUE(store->write([](Transaction& tx) { return put_setting(tx, "kept", "1"); }));
  auto refused = store->write([](Transaction& tx) -> Done {
    FASCIA_TRY_DONE(put_setting(tx, "lost", "1"));
    return conflict("start_taken");
  });
  EXPECT_EQ(refused.error().message, "start_taken");
  EXPECT_THROW((void)store->write([](Transaction& tx) { return put_setting(tx, "kept", "2"); }),
               StoreError);
  EXPECT_EQ(count_settings(*store), 1);
  store.reopen();
  EXPECT_EQ(count_settings(*store), 1);
}

TEST(Store, effects_run_after_the_commit_and_only_for_what_was_kept) {
  TemporaryStore store;
  int seen = 0;
  ASSERT_TRUE(store->write([&](Transaction& tx) -> Done {
    tx.after_commit([&] { seen += 1; });
    return put_setting(tx, "a", "1");
  }));
  EXPECT_FALSE(store->write([&](Transaction& tx) -> Done {
    tx.after_commit([&] { seen += 10; });
    return conflict("no");
  }));
  EXPECT_EQ(seen, 1);
}

TEST(Store, many_writers_share_commits_and_none_is_lost) {
  TemporaryStore store;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i)
        EXPECT_TRUE(store->write([&](Transaction& tx) {
          return put_setting(tx, std::to_string(t) + "-" + std::to_string(i), "x");
        }));
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count_settings(*store), 200);
  EXPECT_TRUE(store->integrity().empty());
}

TEST(Store, refuses_data_of_a_newer_program_and_a_changed_migration) {
  TemporaryStore store;
  ASSERT_TRUE(store->write([](Transaction& tx) -> Done {
    tx.run("UPDATE schema_migration SET checksum = 'other' WHERE number = 1");
    return {};
  }));
  store.close();
  EXPECT_EQ(Store::open({.path = store.path()}, {0}).error().message, "migration_changed");
  TemporaryStore newer;
  ASSERT_TRUE(newer->write([](Transaction& tx) -> Done {
    tx.run(
        "INSERT INTO schema_migration (number, name, checksum, applied_at) "
        "VALUES (9999, 'later', 'x', 0)");
    return {};
  }));
  newer.close();
  EXPECT_EQ(Store::open({.path = newer.path()}, {0}).error().message, "schema_newer");
}

TEST(Store, what_cannot_be_opened_says_so) {
  EXPECT_EQ(Store::open({.path = "/nowhere/at/all.db"}, {0}).error().message, "store_unreadable");
}

TEST(Schema, the_tenant_is_the_first_column_of_every_key) {
  static const std::regex kKey("(PRIMARY KEY|UNIQUE|ON [a-z_]+) \\(([a-z_]+)");
  int keys = 0;
  for (const EmbeddedFile& file : embedded_under("migrations/")) {
    std::string text(file.bytes);
    for (auto it = std::sregex_iterator(text.begin(), text.end(), kKey);
         it != std::sregex_iterator(); ++it, ++keys)
      EXPECT_EQ((*it)[2], "tenant") << file.path << ": " << (*it)[0];
    EXPECT_EQ(text.find("AUTOINCREMENT"), text.npos);
    EXPECT_EQ(text.find("TRIGGER"), text.npos);
  }
  EXPECT_GT(keys, 40);
}

Result<bool> try_take(Store& store, std::vector<Busy> wanted) {
  return store.write([&](Transaction& tx) -> Result<bool> {
    if (!take_cells(tx, kTenant, wanted)) return conflict("start_taken");
    return true;
  });
}

TEST(DayMask, neighbours_fit_and_an_overlap_of_one_cell_does_not) {
  TemporaryStore store;
  EXPECT_TRUE(try_take(*store, {{1, kNoon, kNoon + minutes(60)}}));
  EXPECT_TRUE(try_take(*store, {{1, kNoon + minutes(60), kNoon + minutes(120)}}));
  EXPECT_FALSE(try_take(*store, {{1, kNoon + minutes(119), kNoon + minutes(125)}}));
  EXPECT_TRUE(try_take(*store, {{2, kNoon, kNoon + minutes(60)}}));
}

TEST(DayMask, over_midnight_of_utc_and_all_or_nothing) {
  TemporaryStore store;
  Instant late = kNoon + hours(11);
  EXPECT_TRUE(try_take(*store, {{1, late, late + hours(3)}}));
  // The therapist is free but the room is not: nothing of it stays.
  EXPECT_TRUE(try_take(*store, {{9, late + hours(4), late + hours(5)}}));
  EXPECT_FALSE(try_take(
      *store, {{3, late + hours(4), late + hours(5)}, {9, late + hours(4), late + hours(5)}}));
  EXPECT_TRUE(try_take(*store, {{3, late + hours(4), late + hours(5)}}));
  EXPECT_TRUE(store->write([&](Transaction& tx) -> Done {
    free_cells(tx, kTenant, {{1, late, late + hours(3)}});
    return {};
  }));
  EXPECT_TRUE(try_take(*store, {{1, late + hours(1), late + hours(2)}}));
  auto rows = store->read([](Connection& c) { return mask_rows(c, kTenant); });
  EXPECT_EQ(rows, masks_of({{1, late + hours(1), late + hours(2)},
                            {3, late + hours(4), late + hours(5)},
                            {9, late + hours(4), late + hours(5)}}));
}

TEST(DayMask, freeing_what_was_not_taken_is_refused) {
  TemporaryStore store;
  EXPECT_THROW((void)store->write([](Transaction& tx) -> Done {
    free_cells(tx, kTenant, {{1, kNoon, kNoon + minutes(5)}});
    return {};
  }),
               std::logic_error);
}

TEST(DayMask, thirty_two_press_at_once_and_one_gets_it) {
  TemporaryStore store;
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> won = 0;
    std::vector<std::thread> threads;
    Instant start = kNoon + hours(24 * round);
    for (int i = 0; i < 32; ++i) {
      threads.emplace_back([&, i] {
        Seconds shift = minutes(5 * (i % 6));
        if (try_take(*store, {{1, start + shift, start + shift + minutes(60)}})) ++won;
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(won, 1);
  }
}

// A child writes and says each acknowledged name through a pipe; it is killed in the middle.
TEST(Crash, kill_9_loses_nothing_that_was_acknowledged) {
  TemporaryStore store;
  store.close();
  std::int64_t acknowledged = 0;
  for (int round = 0; round < 20; ++round) {
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    pid_t child = fork();
    if (child == 0) {
      auto own = Store::open({.path = store.path()}, {0});
      for (int i = 0;; ++i) {
        std::string name = std::to_string(round) + "-" + std::to_string(i);
        if (!(*own)->write([&](Transaction& tx) { return put_setting(tx, name, "x"); })) _exit(1);
        if (::write(pipe_ends[1], "a", 1) != 1) _exit(1);
      }
    }
    ::close(pipe_ends[1]);
    char byte = 0;
    for (int i = 0; i < 5 + round * 3 && ::read(pipe_ends[0], &byte, 1) == 1; ++i) ++acknowledged;
    kill(child, SIGKILL);
    while (::read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
    ::close(pipe_ends[0]);
    waitpid(child, nullptr, 0);
  }
  store.reopen();
  EXPECT_GE(count_settings(*store), acknowledged);
  EXPECT_LE(count_settings(*store), acknowledged + 20);  // one unanswered a round at most
  EXPECT_TRUE(store->integrity().empty());
}

}  // namespace
}  // namespace fascia::store
