// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "clinic/backup_plan.h"
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

}  // namespace
}  // namespace fascia::clinic
