// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <fstream>

#include "clinic/backup_plan.h"
#include "clinic/client_keys.h"
#include "small_clinic.h"
#include "store/client_keys.h"

namespace fascia::clinic {
namespace {

namespace fs = std::filesystem;

class Backups : public testing::Test {
 protected:
  void SetUp() override {
    if (store::on_postgresql()) GTEST_SKIP() << "of SQLite alone";
    plan.folder = (small.folder / "backups").string();
  }
  std::vector<std::string> files(std::string_view ending) {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(plan.folder))
      if (entry.path().string().ends_with(ending)) out.push_back(entry.path().string());
    std::sort(out.begin(), out.end());
    return out;
  }
  std::optional<LastBackup> last() {
    return small.store->read(
        [&](store::Connection& c) { return last_backup(c, small.clinic->tenant); });
  }
  void later(Seconds by) { small.clock.seconds += by.value; }
  BackupKeeper& keeper() {
    if (!keeper_) keeper_ = std::make_unique<BackupKeeper>(*small.clinic, plan);
    return *keeper_;
  }

  SmallClinic small;
  BackupPlan plan;

 private:
  std::unique_ptr<BackupKeeper> keeper_;
};

TEST_F(Backups, are_taken_on_time_verified_and_the_old_ones_go) {
  plan.keep_days = 3;
  EXPECT_TRUE(backup_is_late(last(), small.clock.now()));
  EXPECT_TRUE(*keeper().look());
  EXPECT_FALSE(*keeper().look());
  ASSERT_TRUE(last() && last()->sound);
  EXPECT_FALSE(backup_is_late(last(), small.clock.now()));
  for (int day = 0; day < 5; ++day) {
    later(hours(24));
    EXPECT_TRUE(*keeper().look());
  }
  EXPECT_EQ(files(".db").size(), 4u);  // of three days and of today
  EXPECT_EQ(files(".keys").size(), 4u);
  EXPECT_EQ(files(".changes").size(), 4u);
  EXPECT_TRUE(files(".making").empty());
  later(hours(49));
  EXPECT_TRUE(backup_is_late(last(), small.clock.now()));
}

TEST_F(Backups, one_that_is_not_sound_is_none_and_the_owner_sees_why) {
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    tx.run("UPDATE audit_event SET reason = 'x' WHERE tenant = $1 AND seq = 4",
           {small.clinic->tenant});
    return {};
  }));
  EXPECT_TRUE(*keeper().look());
  EXPECT_TRUE(files("").empty());
  ASSERT_TRUE(last());
  EXPECT_FALSE(last()->sound);
  EXPECT_EQ(last()->problem, "backup_unsound");
  // Tried again after an hour, not at each look.
  EXPECT_FALSE(*keeper().look());
  later(hours(1));
  EXPECT_TRUE(*keeper().look());
}

TEST_F(Backups, a_copy_that_rotted_is_found_when_it_is_looked_at) {
  ASSERT_TRUE(*keeper().look());
  std::string file = files(".db").at(0), scratch = (small.folder / "look.db").string();
  auto looked = look_at_backup(*small.clinic, file, scratch);
  ASSERT_TRUE(looked) << looked.error().message;
  EXPECT_TRUE(looked->sound);
  EXPECT_FALSE(fs::exists(scratch));
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    bytes << std::string(4096, 'x');
  }
  bool sound = true;
  try {
    auto rotten = look_at_backup(*small.clinic, file, scratch);
    sound = rotten && rotten->sound;
  } catch (const std::exception&) {
    sound = false;
  }
  EXPECT_FALSE(sound);
  fs::remove(scratch);
}

// As another clinic, which has the same folder, left it.
void make_foreign(const std::string& backup) {
  for (const auto& [file, sql] :
       {std::pair{backup, "UPDATE tenant SET tenant = 99"},
        std::pair{store::keys_file_of(backup), "UPDATE client_key SET tenant = 99"}}) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  }
}

TEST_F(Backups, of_another_clinic_in_the_same_folder_stay_and_are_not_taken_for_ones_own) {
  plan.keep_days = 3;
  ASSERT_TRUE(*keeper().look());
  const std::string foreign = files(".db").at(0);
  make_foreign(foreign);
  const std::string unfinished = foreign + ".making-" + id_text(99);
  std::ofstream(unfinished) << "half";
  const std::string own_unfinished = making_of(foreign, small.clinic->tenant);
  std::ofstream(own_unfinished) << "half";
  for (int day = 0; day < 40; ++day) {
    later(hours(24));
    EXPECT_TRUE(*keeper().look());
  }
  EXPECT_TRUE(fs::exists(foreign));
  EXPECT_TRUE(fs::exists(store::keys_file_of(foreign)));
  EXPECT_TRUE(fs::exists(changes_file_of(foreign)));
  EXPECT_TRUE(fs::exists(unfinished));
  EXPECT_FALSE(fs::exists(own_unfinished));
  EXPECT_EQ(backups_of(small.clinic->tenant, plan.folder).size(), 4u);
  for (int i = 0; i < 2; ++i) {
    later(Seconds{20});
    ASSERT_TRUE(keeper().look());
  }
  // The newest is the other clinic's: what follows one's own is found all the same.
  const std::string own = backups_of(small.clinic->tenant, plan.folder).back();
  const std::string newer = (fs::path(plan.folder) / "clinic-20300101T000000Z.db").string();
  fs::copy_file(foreign, newer);
  fs::copy_file(store::keys_file_of(foreign), store::keys_file_of(newer));
  const std::string scratch = (small.folder / "kept").string();
  fs::create_directories(scratch);
  auto master = keys::Key::from_bytes(small.master_key);
  auto kept = KeptFolder::open(plan.folder, *master, small.random, small.clock.now(), scratch);
  ASSERT_TRUE(kept) << kept.error().message;
  auto moment = (*kept)->moment(*time_of_backup(own) + Seconds{10}, to_rfc3339_utc);
  ASSERT_TRUE(moment) << moment.error().message;
  EXPECT_EQ(moment->backup, own);
}

// The clinic's own disk is the fault, and who looks for space in the backups' folder loses days.
TEST_F(Backups, of_a_damaged_source_say_so_to_the_owner_too) {
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    for (int i = 0; i < 4000; ++i)
      store::set_setting(tx, small.clinic->tenant, "filling " + std::to_string(i),
                         std::string(200, 'x'));
    return {};
  }));
  small.store->wipe_deleted();  // all of it is in the one file
  {
    std::fstream bytes(small.database, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(small.database) / 8192 * 4096));
    bytes << std::string(40 * 4096, 'Z');
  }
  auto made = back_up(*small.clinic, (small.folder / "b.db").string());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "backup_source_damaged");
  EXPECT_FALSE(fs::exists(small.folder / "b.db"));
}

// Two servers of one database: the other one changed the master key.
TEST(MasterKey, R24_makes_no_key_for_a_client_after_another_program_changed_it) {
  SmallClinic small;
  auto other_sealer = small.sealer->again();
  Clinic other(*small.store, *other_sealer, small.random, small.clock, shipped_knowledge(),
               small.clinic->tenant);
  load_availability(other);
  keys::Key next = keys::Key::make(small.random);
  ASSERT_TRUE(change_master_key(*small.clinic, next));
  auto refused =
      small.store->read([&](store::Connection& c) { return expect_master_key(c, other); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "key_changed");
  auto before = small.store->read(
      [&](store::Connection& c) { return store::list_keys(c, small.clinic->tenant).size(); });
  auto booked = book_appointment(other, small.booking(small.at(1, 10), "k"));
  ASSERT_FALSE(booked);
  EXPECT_EQ(booked.error().message, "key_changed");
  EXPECT_EQ(small.store->read([&](store::Connection& c) {
    return store::waiting_keys(c, small.clinic->tenant, 5).size() +
           store::list_keys(c, small.clinic->tenant).size();
  }),
            before);
}

}  // namespace
}  // namespace fascia::clinic
