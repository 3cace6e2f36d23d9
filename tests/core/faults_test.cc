// SPDX-License-Identifier: Apache-2.0
#include "core/faults.h"

#include <gtest/gtest.h>

namespace fascia {
namespace {

TEST(Faults, nothing_found_is_nothing_wrong) { EXPECT_TRUE(Faults().done()); }

TEST(Faults, the_first_is_the_error_and_the_others_stand_beside_it_one_a_field) {
  Faults faults;
  faults.add(invalid("name", "name_missing"));
  faults.add(Done(invalid("phone", "phone_invalid")));
  faults.add(Done());
  faults.add(invalid("name", "name_too_long"));
  const Done done = faults.done();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "name_missing");
  ASSERT_EQ(done.error().also.size(), 1u);
  EXPECT_EQ(done.error().also.front().field, "phone");

  Faults around;
  around.add(invalid("day", "date_invalid"));
  around.add(done);  // those beside it come along
  around.add(invalid("", "too_many"));
  around.add(invalid("", "too_late"));  // of no field there can be several
  const Error all = around.done().error();
  EXPECT_EQ(all.field, "day");
  ASSERT_EQ(all.also.size(), 4u);
  EXPECT_EQ(all.also[1].field, "phone");
  EXPECT_TRUE(all.also[0].also.empty());
  const Error renamed = each_changed(all, [](Error& one) { one.field = "x." + one.field; });
  EXPECT_EQ(renamed.field, "x.day");
  EXPECT_EQ(renamed.also[1].field, "x.phone");
}

}  // namespace
}  // namespace fascia
