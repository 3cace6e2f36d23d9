// SPDX-License-Identifier: Apache-2.0
#include "care/retention.h"

#include <gtest/gtest.h>

#include "core/embedded.h"

namespace fascia::care {
namespace {

const std::string kFloor = R"(kind = "retention"
[floor]
id = "retention.floor"
adult_years = 10
minor_years_after_18 = 10
source = "a law"
mark = "H"
)";
const std::string kMails = R"([[kinds]]
id = "retention.messages"
kind = "messages"
ends = "alone"
counts = "from_the_last"
years = 3
holds = ["outbox"]
source = "a law"
mark = "M"
)";

std::string lacking(std::string text, std::string_view line) {
  const auto at = text.find(line);
  return text.erase(at, text.find('\n', at) + 1 - at);
}
std::string in_place_of(std::string text, std::string_view old, std::string_view now) {
  return text.replace(text.find(old), old.size(), now);
}
Result<RetentionRules> rules_in(const std::string& text) {
  return read_retention_rules({{"protocols/retention.toml", text}});
}

TEST(RetentionFile, R23_says_of_each_kind_how_it_ends_and_from_when) {
  auto rules = rules_in(kFloor + kMails);
  ASSERT_TRUE(rules) << rules.error().message << rules.error().field;
  ASSERT_EQ(rules->kinds.size(), 1u);
  EXPECT_EQ(rules->kinds[0].ends, KindEnds::alone);
  EXPECT_EQ(rules->kinds[0].counts, KindCounts::from_the_last);
  EXPECT_EQ(rules->kinds[0].years, 3);
  EXPECT_EQ(rules->kinds[0].holds, std::vector<std::string>{"outbox"});
  auto shipped = rules_in(std::string(embedded("protocols/retention.toml").value()));
  ASSERT_TRUE(shipped) << shipped.error().message << shipped.error().field;
  EXPECT_GT(shipped->kinds.size(), 5u);
}

TEST(RetentionFile, R23_a_file_of_the_clinics_own_makes_nothing_shorter) {
  EXPECT_FALSE(read_retention_rules({{"protocols/own.toml", kFloor + kMails}}));
}

TEST(RetentionFile, names_what_is_missing_unknown_or_there_twice) {
  for (const char* line :
       {"id =", "source =", "mark =", "ends =", "counts =", "years =", "holds ="})
    EXPECT_FALSE(rules_in(kFloor + lacking(kMails, line))) << line;
  EXPECT_FALSE(rules_in(kFloor + in_place_of(kMails, "\"alone\"", "\"silently\"")));
  EXPECT_FALSE(rules_in(kFloor + in_place_of(kMails, "years = 3", "years = 0")));
  EXPECT_FALSE(rules_in(kFloor + kMails + "other = 1\n"));
  auto twice = rules_in(kFloor + kMails + kMails);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().message, "protocol_value");
}

}  // namespace
}  // namespace fascia::care
