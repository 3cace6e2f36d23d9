// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/id.h"
#include "core/json.h"
#include "core/time.h"

namespace fascia {
namespace {

TEST(Id, text_round_trips_and_refuses_what_is_no_id) {
  for (std::int64_t v :
       {std::int64_t{1}, std::int64_t{1} << 62, INT64_MAX, std::int64_t{123456789}})
    EXPECT_EQ(id_value(id_text(v)), v);
  EXPECT_FALSE(id_value("0000000000000"));
  EXPECT_FALSE(id_value("zzzzzzzzzzzzz"));  // above 2^63-1
  EXPECT_FALSE(id_value("000000000000u"));  // not in the alphabet
  EXPECT_FALSE(id_value("1"));
}

TEST(Date, only_days_that_exist) {
  EXPECT_EQ(to_iso(*parse_date("2028-02-29")), "2028-02-29");
  EXPECT_FALSE(parse_date("2027-02-29"));
  EXPECT_FALSE(parse_date("2027-2-09"));
  EXPECT_EQ(parse_date("2026-11-24")->weekday(), 2);
  EXPECT_EQ(age_in_years(Date::of(2008, 2, 29), Date::of(2026, 2, 28)), 17);
  EXPECT_EQ(age_in_years(Date::of(2008, 2, 29), Date::of(2026, 3, 1)), 18);
}

TEST(Zone, alberta_stays_on_minus_six_from_june_2026) {
  Zone edmonton = *Zone::load("America/Edmonton");
  // The spring change of 2026 was the last one; the autumn change of 2026 does not come.
  EXPECT_EQ(edmonton.resolve({Date::of(2026, 3, 8), 150}).kind, Zone::Kind::skipped);
  EXPECT_EQ(edmonton.resolve({Date::of(2026, 11, 1), 90}).kind, Zone::Kind::unique);
  EXPECT_EQ(edmonton.resolve({Date::of(2027, 3, 14), 150}).kind, Zone::Kind::unique);
  EXPECT_EQ(edmonton.offset_seconds(edmonton.instant({Date::of(2026, 12, 1), 600})), -6 * 3600);
}

TEST(Zone, toronto_still_changes) {
  Zone toronto = *Zone::load("America/Toronto");
  EXPECT_EQ(toronto.resolve({Date::of(2027, 3, 14), 150}).kind, Zone::Kind::skipped);
  auto twice = toronto.resolve({Date::of(2027, 11, 7), 90});
  EXPECT_EQ(twice.kind, Zone::Kind::repeated);
  EXPECT_EQ((twice.second - twice.first).value, 3600);
  EXPECT_FALSE(Zone::load("America/Nowhere"));
  EXPECT_FALSE(Zone::load("../../etc/passwd"));
}

TEST(Rfc3339, both_ways) {
  Zone edmonton = *Zone::load("America/Edmonton");
  auto t = parse_rfc3339("2026-11-24T14:30:00-06:00");
  ASSERT_TRUE(t);
  EXPECT_EQ(to_rfc3339(*t, edmonton), "2026-11-24T14:30:00-06:00");
  EXPECT_EQ(to_rfc3339_utc(*t), "2026-11-24T20:30:00Z");
  EXPECT_FALSE(parse_rfc3339("2026-11-24T14:30:00"));
  EXPECT_FALSE(parse_rfc3339("2026-11-24T14:30:00-06:00x"));
}

TEST(Json, names_the_place_of_a_fault) {
  auto twice = json::read("{\"a\": 1,\n \"a\": 2}");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().message, "json_duplicate_key");
  EXPECT_EQ(twice.error().field, "/a");
  EXPECT_EQ(twice.error().args[0].second, "2");
  EXPECT_EQ(json::read("{\"a\": [1, 2, }").error().field, "/a/2");
  EXPECT_EQ(json::read("1 2").error().message, "json_syntax");
  EXPECT_EQ(json::read("[3e532]").error().message, "json_syntax");
  EXPECT_EQ(json::read("{\"a\":\"\xff\"}").error().message, "json_syntax");
  EXPECT_EQ(json::read(std::string(100, '[')).error().message, "json_too_deep");
  // The mark of UTF-8 is passed over, once and whole, and at the beginning alone.
  EXPECT_TRUE(json::read("\xEF\xBB\xBF{\"a\": 1}"));
  EXPECT_FALSE(json::read("\xEF\xBB{\"a\": 1}"));
  EXPECT_FALSE(json::read("{\"a\": 1}\xEF\xBB\xBF"));
  EXPECT_EQ(json::write(*json::read(" {\"b\": [true, null, \"x\"]} ")),
            "{\"b\":[true,null,\"x\"]}");
}

TEST(Json, what_is_missing_or_of_another_kind_says_nothing) {
  const auto object =
      json::read(R"({"text": "a", "whole": 3, "half": 0.5, "yes": true, "list": [1]})")
          ->as_object();
  EXPECT_EQ(json::text_at(object, "text"), "a");
  EXPECT_EQ(json::whole_at(object, "whole"), 3);
  EXPECT_TRUE(json::is_true_at(object, "yes"));
  EXPECT_EQ(json::list_at(object, "list").size(), 1);
  for (const char* key : {"none", "text", "half", "yes", "list"})
    EXPECT_EQ(json::whole_at(object, key), std::nullopt) << key;
  for (const char* key : {"none", "whole", "half", "yes", "list"})
    EXPECT_EQ(json::text_at(object, key), "") << key;
  for (const char* key : {"none", "text", "whole", "half", "yes"})
    EXPECT_TRUE(json::list_at(object, key).empty()) << key;
  for (const char* key : {"none", "text", "whole", "half", "list"})
    EXPECT_FALSE(json::is_true_at(object, key)) << key;
}

}  // namespace
}  // namespace fascia
