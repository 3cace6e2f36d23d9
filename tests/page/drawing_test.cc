// SPDX-License-Identifier: Apache-2.0
// The body map and the curve as markup.
#include <gtest/gtest.h>

#include <set>

#include "clinic/small_clinic.h"
#include "page/body_map.h"
#include "page/body_shape.h"
#include "page/curve.h"
#include "page/stretch_picture.h"

namespace fascia::page {
namespace {

using care::Region;
using care::Side;

int count_of(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

TEST(BodyMap, every_region_has_a_name_and_its_sides) {
  std::set<std::string> names;
  for (const Region& region : body_regions()) {
    EXPECT_TRUE(on_body_map(region));
    for (Language language : kLanguages) EXPECT_FALSE(region_text(language, region).empty());
    names.insert(region_text(Language::en, region));
  }
  EXPECT_EQ(names.size(), body_regions().size()) << "two places must not have one name";
  EXPECT_EQ(region_text(Language::en, {"low-back", Side::right}), "Low back, right side");
  EXPECT_EQ(region_text(Language::fr, {"low-back", Side::left}), "Bas du dos, côté gauche");
  EXPECT_FALSE(on_body_map({"tail", Side::midline}));
}

TEST(BodyMap, back_view_shows_the_right_side_at_the_right) {
  const auto middle = body_shape().width / 2;
  for (const RegionShape& shape : body_shape().back)
    if (shape.region == Region{"low-back", Side::right}) {
      EXPECT_GT(shape.label.x, middle);
    }
  for (const RegionShape& shape : body_shape().front)
    if (shape.region == Region{"chest-upper", Side::right}) {
      EXPECT_LT(shape.label.x, middle);
    }
}

TEST(BodyMap, colour_never_speaks_alone) {
  std::vector<BodyMark> marks(3);
  marks[0].region = {"low-back", Side::right};
  marks[0].pain = 7;
  marks[1].region = {"knee-back", Side::left};
  marks[1].avoid = true;
  marks[2].region = {"buttock-upper", Side::right};
  marks[2].referred = true;
  const std::string svg = body_map_svg(Language::en, Figure::back, marks);
  EXPECT_TRUE(has(svg, "class=\"region p7\" data-region=\"low-back.R\""));
  EXPECT_TRUE(has(svg, ">7</text>")) << "the number stands in the region";
  EXPECT_TRUE(has(svg, "Low back, right side: 7 of 10, strong pain"));
  EXPECT_EQ(count_of(svg, "url(#body-back-hatch)"), 1) << "a place to avoid is hatched";
  EXPECT_TRUE(has(svg, "Back of the knee, left side: not touched in this visit"));
  EXPECT_EQ(count_of(svg, "url(#body-back-dots)"), 1);
}

// CHK-S13: an arrow from a tender spot to each place on the same figure where it may be felt, and
// the same in words.
TEST(BodyMap, CHK_S13_a_tender_spot_points_to_where_it_may_be_felt) {
  BodyMark mark;
  mark.region = {"low-back", Side::right};
  mark.tender = 6;
  mark.felt_in = {{"buttock-lower", Side::right}, {"groin", Side::right}};
  const std::string back = body_map_svg(Language::en, Figure::back, {mark});
  EXPECT_EQ(count_of(back, "class=\"tender\""), 1);
  EXPECT_EQ(count_of(back, "class=\"felt-arrow\""), 1) << "the groin is on the other figure";
  EXPECT_TRUE(has(back, "tender spot, 6 of 10, may be felt in: "));
  EXPECT_TRUE(has(back, "Groin, right side"));
  EXPECT_EQ(count_of(body_map_svg(Language::en, Figure::front, {mark}), "felt-arrow"), 0);
  mark.tender = -1;
  EXPECT_EQ(count_of(body_map_svg(Language::en, Figure::back, {mark}), "felt-arrow"), 0);
}

TEST(BodyMap, the_list_without_script_holds_every_region_once) {
  View view;
  BodyMark mark;
  mark.region = {"low-back", Side::left};
  mark.pain = 4;
  set_body_map(view, Language::en, {mark});
  std::set<std::string> listed;
  std::size_t chosen = 0;
  for (const View& part : view.lists().at("body_parts"))
    for (const View& region : part.lists().at("regions")) {
      listed.insert(region.texts().at("region_value").value);
      if (region.truths().at("region_chosen")) {
        ++chosen;
        EXPECT_EQ(region.texts().at("region_value").value, "low-back.L");
        EXPECT_EQ(region.texts().at("region_pain").value, "4");
      }
    }
  EXPECT_EQ(listed.size(), body_regions().size());
  EXPECT_EQ(chosen, 1u);
}

TEST(Curve, says_first_and_last_and_draws_each_point) {
  Curve curve{"Average pain", 0, 10,
              true,           5, {{Date::of(2026, 9, 2), 7}, {Date::of(2026, 11, 20), 2.6}}};
  const std::string svg = curve_svg(Language::en, curve, CurveWidth::wide);
  EXPECT_TRUE(has(
      svg, "aria-label=\"Average pain: 7 on Wednesday 2 September, 2.6 on Friday 20 November\""));
  EXPECT_EQ(count_of(svg, "class=\"point\""), 2);
  EXPECT_TRUE(has(svg, "a change you would notice: 5 or lower"));
  EXPECT_TRUE(has(svg, ">2.6</text>"));
}

TEST(Curve, a_single_point_and_none_are_drawn_calmly) {
  Curve curve{"Pain <b>", 0, 10, true, {}, {{Date::of(2026, 9, 2), 7}}};
  const std::string one = curve_svg(Language::fr, curve, CurveWidth::narrow);
  EXPECT_EQ(count_of(one, "class=\"point\""), 1);
  EXPECT_FALSE(has(one, "nan"));
  EXPECT_FALSE(has(one, "<b>")) << "a title is text";
  curve.points.clear();
  View view;
  set_curve(view, Language::en, curve);
  EXPECT_FALSE(view.truths().at("curve_drawn"));
}

TEST(StretchPicture, every_stretch_that_ships_has_its_own) {
  std::set<std::string> drawn;
  const auto& stretches = clinic::shipped_knowledge().follow_up.aftercare.stretches;
  ASSERT_FALSE(stretches.empty());
  for (const care::Stretch& stretch : stretches) {
    const std::string picture = stretch_picture(stretch.id);
    EXPECT_TRUE(has(picture, "class=\"m\"")) << stretch.id << ": which way it goes";
    EXPECT_TRUE(has(picture, "class=\"h\"")) << stretch.id;
    EXPECT_TRUE(drawn.insert(picture).second) << stretch.id;
  }
  EXPECT_EQ(stretch_picture("own-1"), "");
}

}  // namespace
}  // namespace fascia::page
