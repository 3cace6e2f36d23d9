// SPDX-License-Identifier: Apache-2.0
#include "clinic/backup_plan.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

TEST(BackupNotice, the_owner_sees_that_none_was_taken_then_the_last_one_and_one_that_failed) {
  if (store::on_postgresql()) GTEST_SKIP() << "of SQLite alone";
  SmallSite site;
  clinic::SmallClinic& small = site.small;
  Browser owner(site);
  auto sign_in = [&] {
    owner.get("/sign-in");
    owner.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}});
  };
  sign_in();
  EXPECT_TRUE(has(text_of(owner.get("/owner")), "No backup was taken yet"));
  clinic::BackupPlan plan{(small.folder / "backups").string()};
  ASSERT_TRUE(*clinic::BackupKeeper(*small.clinic, plan).look());
  std::string page = text_of(owner.get("/owner"));
  EXPECT_TRUE(has(page, "Last backup: Monday 23 November 2026"));
  EXPECT_TRUE(lacks(page, "Your backup needs you"));
  plan.folder = "/proc/nowhere";
  small.clock.seconds += hours(24).value;
  ASSERT_TRUE(*clinic::BackupKeeper(*small.clinic, plan).look());
  sign_in();  // a day later
  EXPECT_TRUE(has(text_of(owner.get("/owner")), "did not work"));
}

}  // namespace
}  // namespace fascia::web
