// SPDX-License-Identifier: Apache-2.0
#include "store/changes.h"

#include <atomic>
#include <thread>

#include "forgetful_vfs.h"
#include "store/client_keys.h"
#include "store/sqlite/connection.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

namespace fs = std::filesystem;
using sqlite::SqliteConnection;

class CountingClock final : public Clock {
 public:
  Instant now() const override { return {1790000000 + count_++}; }

 private:
  mutable std::atomic<std::int64_t> count_ = 0;
};

class RecordedChanges : public TreatedClinic {
 protected:
  void SetUp() override {
    FASCIA_SQLITE_ONLY();
    TreatedClinic::SetUp();
    folder_ = fs::path(store.path()).parent_path();
    log_ = change_log(*store);
    ASSERT_NE(log_, nullptr);
  }
  std::string beside(const char* name) const { return (folder_ / name).string(); }
  // Whatever stands in the tables that are written here.
  static std::string contents(const std::string& file) {
    SqliteConnection db(file, SqliteConnection::Mode::write, "", "OFF");
    std::string out;
    for (const char* table : {"setting", "client", "client_search", "location"})
      for (const auto& row : db.made("SELECT * FROM " + std::string(table) + " ORDER BY 1, 2, 3"))
        for (const Value& value : row) {
          if (const auto* n = std::get_if<std::int64_t>(&value)) out += std::to_string(*n);
          if (const auto* text = std::get_if<std::string>(&value)) out += *text;
          out += "|";
        }
    return out;
  }
  // One of several kinds of writes.
  void write_something(int i) {
    auto done = store->write([&](Transaction& tx) -> Done {
      std::string name = "n" + std::to_string(i % 17);
      if (i % 5 == 0) {
        Client client;
        client.id = {1000 + i};
        client.name = "Person " + std::to_string(i) + " O'Neil";
        client.wrapped_key = sealer.new_wrapped_key(client.id.value);
        add_client(tx, kTenant, client, kStart);
      } else if (i % 7 == 0) {
        tx.run("DELETE FROM setting WHERE tenant = $1 AND name = $2", {kTenant, name});
      } else {
        set_setting(tx, kTenant, name, std::to_string(i) + std::string(300, 'x'));
      }
      if (i % 11 == 0) return conflict("undone");  // leaves nothing
      return {};
    });
    EXPECT_EQ(done.has_value(), i % 11 != 0);
  }

  fs::path folder_;
  ChangeLog* log_ = nullptr;
};

TEST_F(RecordedChanges, bring_a_copy_to_any_later_moment_exactly) {
  CountingClock clock;
  for (int i = 1; i < 50; ++i) write_something(i);
  ASSERT_TRUE(log_->record(clock));
  std::thread copies;
  std::map<std::uint32_t, std::string> wanted;
  std::uint32_t last = 0;
  std::vector<Change> all;
  for (int i = 50; i < 450; ++i) {
    // The copy begins while somebody writes: nobody knows which of the groups it has but itself.
    if (i == 150) copies = std::thread([&] { EXPECT_TRUE(store->copy_to(beside("copy.db"))); });
    write_something(i);
    if (i == 200) copies.join();
    if (i < 200 || i % 9 != 0) continue;
    auto some = log_->take();
    ASSERT_TRUE(some && some->whole);
    for (Change& change : some->all) {
      EXPECT_EQ(change.number, last == 0 ? change.number : last + 1);
      last = change.number;
      all.push_back(std::move(change));
    }
    wanted[last] = contents(store.path());
  }
  auto facts = read_copy(beside("copy.db"));
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->tenant, kTenant);
  EXPECT_GT(facts->number, all.front().number);
  std::erase_if(all, [&](const Change& change) { return change.number <= facts->number; });
  EXPECT_EQ(all.front().number, facts->number + 1);
  EXPECT_GT(wanted.size(), 20u);
  int tried = 0;
  for (const auto& [reached, text] : wanted) {
    if (++tried % 2 != 0) continue;
    const std::uint32_t number = reached;  // a lambda may not take a part of a pair along
    std::vector<Change> until = all;
    std::erase_if(until, [&](const Change& change) { return change.number > number; });
    fs::copy_file(beside("copy.db"), beside("then.db"));
    ASSERT_TRUE(apply_to_rows(beside("then.db"), until));
    EXPECT_EQ(contents(beside("then.db")), text) << number;
    // It says how far it was brought: what is laid over it next begins there.
    EXPECT_EQ(read_copy(beside("then.db"))->number, std::max(number, facts->number));
    for (const char* ending : {"", "-wal", "-shm", ".keys", ".keys-wal", ".keys-shm"})
      fs::remove(beside("then.db") + ending);
  }
}

// The number of a group that the disk refused is that of the next one: no gap is left in the row.
TEST(RecordedOnAFullDisk, no_number_is_lost_by_a_write_that_failed) {
  FASCIA_SQLITE_ONLY();
  ForgetfulVfs disk;
  TemporaryStore store(StoreSettings{.vfs = ForgetfulVfs::name()});
  CountingClock clock;
  ChangeLog* log = change_log(*store);
  ASSERT_TRUE(log->record(clock));
  auto put = [&](const char* name) {
    return store->write([&](Transaction& tx) -> Done {
      set_setting(tx, TenantId{7}, name, "1");
      return {};
    });
  };
  ASSERT_TRUE(put("a"));
  disk.set_full(true);
  EXPECT_FALSE(put("b"));
  EXPECT_FALSE(put("c"));
  disk.set_full(false);
  ASSERT_TRUE(put("d"));
  auto changes = log->take();
  ASSERT_TRUE(changes && changes->whole);
  ASSERT_EQ(changes->all.size(), 2u);
  EXPECT_EQ(changes->all[1].number, changes->all[0].number + 1);
}

TEST_F(RecordedChanges, one_that_is_missing_is_found_when_it_is_applied) {
  CountingClock clock;
  ASSERT_TRUE(log_->record(clock));
  ASSERT_TRUE(store->copy_to(beside("copy.db")));
  write([&](Transaction& tx) { set_setting(tx, kTenant, "a", "1"); });
  write([&](Transaction& tx) { set_setting(tx, kTenant, "a", "2"); });
  auto changes = log_->take();
  ASSERT_EQ(changes->all.size(), 2u);
  changes->all.erase(changes->all.begin());
  EXPECT_EQ(apply_to_rows(beside("copy.db"), changes->all).error().message, "changes_do_not_fit");
}

TEST_F(RecordedChanges, are_not_whole_when_another_program_wrote) {
  CountingClock clock;
  ASSERT_TRUE(log_->record(clock));
  write([&](Transaction& tx) { set_setting(tx, kTenant, "a", "1"); });
  auto mine = log_->take();
  EXPECT_TRUE(mine->whole);
  EXPECT_EQ(mine->all.size(), 1u);
  write([&](Transaction& tx) { set_setting(tx, kTenant, "a", "2"); });
  {
    SqliteConnection other(store.path(), SqliteConnection::Mode::write, "", "FULL");
    other.run("INSERT INTO setting (tenant, name, value) VALUES ($1, 'b', '2')", {kTenant});
  }
  write([&](Transaction& tx) { set_setting(tx, kTenant, "a", "3"); });
  auto until_then = log_->take();
  EXPECT_FALSE(until_then->whole);
  EXPECT_EQ(until_then->all.size(), 1u);  // what was written before it is good
  EXPECT_TRUE(log_->take()->whole);
  // What was deleted is wiped by this program itself.
  store->wipe_deleted();
  EXPECT_EQ(fs::file_size(store.path() + "-wal"), 0u);
  EXPECT_TRUE(log_->take()->whole);
  // A copy writes nothing, whoever makes it.
  ASSERT_TRUE(store->copy_to(beside("copy.db")));
  EXPECT_TRUE(log_->take()->whole);
}

TEST_F(RecordedChanges, of_the_store_of_keys_come_over_and_what_was_deleted_is_not_in_them) {
  CountingClock clock;
  ASSERT_TRUE(log_->record(clock));
  ASSERT_TRUE(store->copy_to(beside("copy.db")));
  const std::string wrapped = sealer.new_wrapped_key(kAnn.value);
  write([&](Transaction& tx) { put_key(tx, kTenant, {kAnn, wrapped}); });
  write([&](Transaction& tx) { put_key(tx, kTenant, {kBob, wrapped}); });
  auto before = log_->take();
  write([&](Transaction& tx) { destroy_key(tx, kTenant, {kAnn, kStart}); });
  auto after = log_->take();
  ASSERT_EQ(after->all.size(), 1u);
  EXPECT_TRUE(after->all[0].rows.empty());
  EXPECT_EQ(after->all[0].keys.find(wrapped), std::string::npos);
  const std::string keys = keys_file_of(beside("copy.db"));
  ASSERT_TRUE(apply_to_keys(keys, before->all));
  EXPECT_EQ(read_keys_copy(keys, kTenant)->keys.size(), 2u);
  ASSERT_TRUE(apply_to_keys(keys, before->all));  // twice is as once
  ASSERT_TRUE(apply_to_keys(keys, after->all));
  auto copy = read_keys_copy(keys, kTenant);
  EXPECT_EQ(copy->keys.size(), 1u);
  ASSERT_EQ(copy->erased.size(), 1u);
  EXPECT_EQ(copy->erased[0].client, kAnn);
}

TEST_F(RecordedChanges, are_of_sqlite_alone_and_end_when_they_are_told_to) {
  CountingClock clock;
  const auto begun = log_->record(clock);
  ASSERT_TRUE(begun);
  write([&](Transaction& tx) { set_setting(tx, kTenant, "a", "1"); });
  log_->stop();
  write([&](Transaction& tx) { set_setting(tx, kTenant, "a", "2"); });
  EXPECT_TRUE(log_->take()->all.empty());
  auto from = log_->record(clock);
  ASSERT_TRUE(from);
  EXPECT_EQ(*from, *begun + 2);  // what nobody recorded has a number too
}

}  // namespace
}  // namespace fascia::store
