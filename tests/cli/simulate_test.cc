// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "run_command.h"

namespace fascia::cli {
namespace {

const std::vector<std::string> kSmall{"simulate", "--therapists", "3", "--weeks",
                                      "2",        "--seed",       "7", "--json"};

TEST(SimulateCommand, the_same_seed_gives_the_same_bytes) {
  const Ran ran = run(kSmall);
  ASSERT_EQ(ran.exit_code, kDone) << ran.err;
  EXPECT_EQ(ran.out, run(kSmall).out);
  std::vector<std::string> other = kSmall;
  other[6] = "8";
  EXPECT_NE(ran.out, run(other).out);
}

TEST(SimulateCommand, both_policies_meet_the_same_clients_and_say_what_came_of_it) {
  const auto value = run(kSmall).json();
  const auto& policies = value.at("policies").as_array();
  ASSERT_EQ(policies.size(), 2u);
  EXPECT_EQ(policies[0].at("policy"), "fixed_grid");
  EXPECT_EQ(policies[1].at("policy"), "no_gaps");
  EXPECT_EQ(policies[0].at("asked"), policies[1].at("asked"));
  for (const auto& p : policies) {
    EXPECT_GT(p.at("utilisation").to_number<double>(), 0.2);
    EXPECT_LE(p.at("deep_minutes_a_day").at("most").to_number<int>(), 240);
  }
  std::vector<std::string> text(kSmall.begin(), kSmall.end() - 1);
  EXPECT_NE(run(text).out.find("unusable gaps"), std::string::npos);
}

TEST(SimulateCommand, a_number_out_of_range_is_bad_input) {
  EXPECT_EQ(run({"simulate", "--therapists", "0"}).exit_code, kBadInput);
  for (const char* demand : {"nan", "inf", "3", "much"})
    EXPECT_EQ(run({"simulate", "--demand", demand}).exit_code, kBadInput) << demand;
  EXPECT_EQ(run({"simulate", "--grid", "7"}).exit_code, kBadInput);
}

}  // namespace
}  // namespace fascia::cli
