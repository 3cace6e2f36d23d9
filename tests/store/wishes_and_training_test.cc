// SPDX-License-Identifier: Apache-2.0
#include "store/practitioners.h"
#include "store/wait_list.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

using WishesAndTraining = TreatedClinic;

TEST_F(WishesAndTraining, whom_a_stranger_wishes_for_stands_with_what_they_wait_for) {
  WaitEntry with, without;
  with.id = {31};
  with.service = without.service = {3};
  with.from = with.until = without.from = without.until = Date::of(2026, 12, 1);
  with.name = without.name = "Ann First";
  with.created = kStart;
  with.gender = "woman";
  without.id = {32};
  without.created = kStart + minutes(1);
  write([&](Transaction& tx) {
    add_wait_entry(tx, kTenant, with);
    add_wait_entry(tx, kTenant, without);
  });
  auto kept = read([&](Connection& c) { return wait_entries(c, kTenant, {}); });
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].gender, "woman");
  EXPECT_EQ(kept[1].gender, "");
  auto one = read([&](Connection& c) { return find_wait_entry(c, kTenant, {31}); });
  ASSERT_TRUE(one);
  EXPECT_EQ(one->gender, "woman");
}

TEST_F(WishesAndTraining, CHK_S20_hours_of_training_are_kept_and_changed) {
  Practitioner p;
  p.id = {51};
  p.name = "Ana Silva";
  p.first_name = "Ana";
  write([&](Transaction& tx) { put_practitioner(tx, kTenant, p); });
  auto kept = [&] {
    return *read([&](Connection& c) { return find_practitioner(c, kTenant, {51}); });
  };
  EXPECT_EQ(kept().training_hours, 0);
  EXPECT_EQ(kept().deep_training_hours, 0);
  p.training_hours = 2200;
  p.deep_training_hours = 180;
  write([&](Transaction& tx) { put_practitioner(tx, kTenant, p); });
  EXPECT_EQ(kept().training_hours, 2200);
  EXPECT_EQ(kept().deep_training_hours, 180);
  auto listed = read([&](Connection& c) { return list_practitioners(c, kTenant); });
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].training_hours, 2200);
}

}  // namespace
}  // namespace fascia::store
