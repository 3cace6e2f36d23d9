// SPDX-License-Identifier: Apache-2.0
#include "core/position.h"

#include <gtest/gtest.h>

namespace fascia {
namespace {

Position at(std::string_view text) { return parse_position(text).value(); }

TEST(Position, is_read_as_maps_show_it_and_written_the_same) {
  EXPECT_EQ(at("55.17,-118.8"), (Position{55'170'000, -118'800'000}));
  EXPECT_EQ(at(" 55.170000 , -118.8 "), at("55.17,-118.8"));
  for (const char* text : {"55.17,-118.8", "0,0", "-90,180", "90,-180", "-0.000001,0.5", "7,-0.05"})
    EXPECT_EQ(to_text(at(text)), text);
  for (const char* text : {"",
                           ",",
                           "55",
                           "55.17",
                           "55.17,",
                           ",5",
                           "55.17;-118.8",
                           "90.000001,0",
                           "0,-180.000001",
                           "5.,6",
                           ".5,6",
                           "1.1234567,2",
                           "+5,6",
                           "1e1,2",
                           "--1,2",
                           "1,2,3",
                           "9999,0",
                           "55,17,-118,8",
                           "north,west",
                           "1,2x"})
    EXPECT_EQ(parse_position(text, "near").error().message, "position_invalid") << text;
  EXPECT_EQ(parse_position("", "near").error().field, "near");
}

TEST(Position, distances_are_those_over_a_globe) {
  const double around = 2 * 3.14159265358979 * 6371.0088;
  EXPECT_EQ(kilometres(at("55.17,-118.8"), at("55.17,-118.8")), 0);
  // Calgary and Edmonton, Paris and New York, as tables of great circles have them.
  EXPECT_NEAR(kilometres(at("51.0447,-114.0719"), at("53.5461,-113.4938")), 281, 1);
  EXPECT_NEAR(kilometres(at("48.8566,2.3522"), at("40.7128,-74.006")), 5837, 3);
  // A degree along a meridian and along the equator.
  EXPECT_NEAR(kilometres(at("10,20"), at("11,20")), around / 360, 1e-6);
  EXPECT_NEAR(kilometres(at("0,20"), at("0,21")), around / 360, 1e-6);
  // A few metres stay a few metres.
  EXPECT_NEAR(kilometres(at("55.17,-118.8"), at("55.17001,-118.8")), 0.00111, 0.00001);
}

TEST(Position, distances_hold_across_the_date_line_at_the_poles_and_to_the_other_side) {
  const double half = 3.14159265358979 * 6371.0088;
  EXPECT_NEAR(kilometres(at("-17,179.9"), at("-17,-179.9")),
              kilometres(at("-17,0.1"), at("-17,-0.1")), 1e-9);
  EXPECT_NEAR(kilometres(at("-17,179.9"), at("-17,-179.9")), 21.27, 0.01);
  EXPECT_NEAR(kilometres(at("0,180"), at("0,-180")), 0, 1e-6);
  EXPECT_NEAR(kilometres(at("90,-120"), at("90,35")), 0, 1e-6);
  for (auto [a, b] : {std::pair("0,0", "0,180"),
                      {"90,0", "-90,77"},
                      {"51.05,-114.07", "-51.05,65.93"},
                      {"-33.3,-180", "33.3,0"}}) {
    EXPECT_NEAR(kilometres(at(a), at(b)), half, 1e-3) << a;
    EXPECT_EQ(kilometres(at(a), at(b)), kilometres(at(b), at(a)));
  }
}

}  // namespace
}  // namespace fascia
