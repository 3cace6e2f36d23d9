// SPDX-License-Identifier: Apache-2.0
// Acknowledged means synced: shown on a disk that forgets, and shown to be noticed when it is not.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <set>
#include <thread>

#include "forgetful_vfs.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

constexpr TenantId kTenant{7};

StoreSettings on_forgetful_disk(const char* synchronous = "FULL", std::size_t queue = 1024) {
  return {.vfs = ForgetfulVfs::name(), .queue = queue, .synchronous = synchronous};
}

Done put(Transaction& tx, const std::string& name, const std::string& value) {
  tx.run("INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3)", {kTenant, name, value});
  return {};
}

std::set<std::string> names_in(Store& store) {
  return store.read([](Connection& c) {
    std::set<std::string> out;
    for (const Row& row : c.query("SELECT name FROM setting WHERE tenant = $1", {kTenant}))
      out.insert(row.text(0));
    return out;
  });
}

// Four people write until the power goes; the names that were acknowledged.
std::set<std::string> write_until_dark(Store& store, ForgetfulVfs& disk, std::size_t enough) {
  std::mutex mutex;
  std::set<std::string> acknowledged;
  std::vector<std::thread> people;
  for (int person = 0; person < 4; ++person) {
    people.emplace_back([&, person] {
      // Long enough that some rounds pass a checkpoint (1000 pages) before they end.
      const std::string value(40000, 'x');
      for (int i = 0;; ++i) {
        std::string name = std::to_string(person) + "-" + std::to_string(i);
        try {
          if (!store.write([&](Transaction& tx) { return put(tx, name, value); })) return;
        } catch (const StoreError&) {
          return;  // dark
        }
        std::lock_guard lock(mutex);
        acknowledged.insert(name);
        if (acknowledged.size() >= enough) disk.cut_power();
      }
    });
  }
  for (auto& person : people) person.join();
  return acknowledged;
}

// How many acknowledged writes are gone after a power cut with this setting of `synchronous`.
std::size_t lost(const char* synchronous, std::size_t enough, std::uint64_t seed) {
  ForgetfulVfs disk;
  TemporaryStore store(on_forgetful_disk());
  store.reopen(on_forgetful_disk(synchronous));
  auto acknowledged = write_until_dark(*store, disk, enough);
  EXPECT_GE(acknowledged.size(), enough);
  store.close();
  disk.restore(seed);
  store.reopen(StoreSettings{});
  EXPECT_TRUE(store->integrity().empty());
  std::size_t missing = 0;
  auto there = names_in(*store);
  for (const std::string& name : acknowledged) missing += there.count(name) == 0 ? 1 : 0;
  return missing;
}

TEST(Power, what_was_acknowledged_outlives_a_power_cut) {
  FASCIA_SQLITE_ONLY();
  const std::uint64_t cuts = std::getenv("FASCIA_LONG") != nullptr ? 300 : 20;
  for (std::uint64_t seed = 0; seed < cuts; ++seed)
    EXPECT_EQ(lost("FULL", 5 + seed % 20 * 8, seed), 0u) << "seed " << seed;
}

// These two show that the disk forgets: were it to keep everything, the test above would say
// nothing.
TEST(Power, without_a_sync_at_each_commit_it_is_lost) {
  FASCIA_SQLITE_ONLY();
  EXPECT_GT(lost("NORMAL", 40, 0), 0u);
}
TEST(Power, without_any_sync_it_is_lost) {
  FASCIA_SQLITE_ONLY();
  EXPECT_GT(lost("OFF", 40, 0), 0u);
}

// What a write may have to undo stays in memory: a file for it would stand outside the clinic's
// folder, and be made and deleted at each booking.
TEST(Power, a_write_keeps_nothing_aside_on_the_disk) {
  FASCIA_SQLITE_ONLY();
  ForgetfulVfs disk;
  TemporaryStore store(on_forgetful_disk());
  ASSERT_TRUE(store->write([](Transaction& tx) -> Done {
    for (int i = 0; i < 100; ++i) (void)put(tx, std::to_string(i), std::string(3000, 'a'));
    return {};
  }));
  ASSERT_TRUE(store->write([](Transaction& tx) -> Done {
    tx.run("UPDATE setting SET value = $1 WHERE tenant = $2", {std::string(3000, 'b'), kTenant});
    return {};
  }));
  EXPECT_EQ(disk.nameless(), 0);
}

// A disk that promises to sync and does not is seen too: no answer comes from memory alone.
TEST(Power, a_write_in_the_dark_is_not_acknowledged) {
  FASCIA_SQLITE_ONLY();
  ForgetfulVfs disk;
  TemporaryStore store(on_forgetful_disk());
  disk.cut_power();
  try {
    (void)store->write([](Transaction& tx) { return put(tx, "a", "1"); });
    FAIL() << "acknowledged";
  } catch (const StoreError& fault) {
    EXPECT_EQ(fault.kind, StoreError::Kind::unreachable);
  }
  store.close();
  disk.restore();
  store.reopen(StoreSettings{});
  EXPECT_TRUE(names_in(*store).empty());
}

TEST(Disk, full_is_said_and_over_when_there_is_room_again) {
  FASCIA_SQLITE_ONLY();
  ForgetfulVfs disk;
  TemporaryStore store(on_forgetful_disk());
  disk.set_full(true);
  bool told = false;
  auto refused = store->write([&](Transaction& tx) -> Done {
    tx.after_commit([&] { told = true; });
    return put(tx, "a", "1");
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_EQ(refused.error().message, "store_unavailable");
  EXPECT_FALSE(told);
  EXPECT_TRUE(names_in(*store).empty());
  disk.set_full(false);
  EXPECT_TRUE(store->write([](Transaction& tx) { return put(tx, "b", "1"); }));
  EXPECT_EQ(names_in(*store), std::set<std::string>{"b"});
}

// Holds the writer in a first write, so that what comes meanwhile stands in the queue.
class HeldWriter {
 public:
  explicit HeldWriter(Store& store)
      : thread_([this, &store] {
          (void)store.write([this](Transaction&) -> Done {
            held_.set_value();
            release_.get_future().wait();
            return {};
          });
        }) {
    held_.get_future().wait();
  }
  void release() {
    release_.set_value();
    thread_.join();
  }

 private:
  std::promise<void> held_, release_;
  std::thread thread_;
};

TEST(Writer, those_that_wait_share_one_sync_and_fall_alone) {
  FASCIA_SQLITE_ONLY();
  ForgetfulVfs disk;
  constexpr std::size_t kWait = 30, kTurnedAway = 3;
  TemporaryStore store(on_forgetful_disk("FULL", kWait));
  HeldWriter held(*store);
  std::atomic<std::size_t> busy = 0, kept = 0, refused = 0, threw = 0, effects = 0;
  std::vector<std::thread> people;
  for (std::size_t i = 0; i < kWait + kTurnedAway; ++i) {
    people.emplace_back([&, i] {
      try {
        auto done = store->write([&](Transaction& tx) -> Done {
          tx.after_commit([&] { ++effects; });
          FASCIA_TRY_DONE(put(tx, std::to_string(i), "1"));
          if (i % 3 == 1) return conflict("start_taken");
          if (i % 3 == 2) throw std::runtime_error("a fault in one");
          return {};
        });
        if (done)
          ++kept;
        else if (done.error().message == "store_busy")
          ++busy;
        else
          ++refused;
      } catch (const std::runtime_error&) {
        ++threw;
      }
    });
  }
  // The queue is full exactly when the rest was turned away: nothing here waits for a length of
  // time.
  while (busy < kTurnedAway) std::this_thread::yield();
  auto before = disk.syncs();
  held.release();
  for (auto& person : people) person.join();
  EXPECT_EQ(kept + refused + threw, kWait);
  EXPECT_GT(refused, 0u);
  EXPECT_GT(threw, 0u);
  EXPECT_EQ(names_in(*store).size(), kept);
  EXPECT_EQ(effects, kept);
  EXPECT_LE(disk.syncs() - before, 2) << "one for the held write, one for all that waited";
}

TEST(Writer, a_full_queue_turns_away_and_takes_again) {
  FASCIA_SQLITE_ONLY();
  TemporaryStore store(StoreSettings{.queue = 2});
  HeldWriter held(*store);
  std::atomic<int> busy = 0, kept = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 10; ++i) {
    people.emplace_back([&, i] {
      auto done = store->write([&](Transaction& tx) { return put(tx, std::to_string(i), "1"); });
      if (done)
        ++kept;
      else if (done.error().message == "store_busy" && done.error().code == Code::unavailable)
        ++busy;
    });
  }
  while (busy < 8) std::this_thread::yield();
  held.release();
  for (auto& person : people) person.join();
  EXPECT_EQ(kept, 2);
  EXPECT_EQ(names_in(*store).size(), 2u);
  EXPECT_TRUE(store->write([](Transaction& tx) { return put(tx, "later", "1"); }));
}

}  // namespace
}  // namespace fascia::store
