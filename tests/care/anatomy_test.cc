// SPDX-License-Identifier: Apache-2.0
#include "care/anatomy.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <deque>

#include "plan_protocol.h"

namespace fascia::care {
namespace {

const Anatomy& body() { return shipped_plans().anatomy; }

// ---- sheet b 5.4: the data hangs together

bool kebab(const std::string& id) {
  return !id.empty() && id.front() != '-' && id.back() != '-' &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

template <class T>
void expect_ids(const std::vector<T>& all, std::size_t count) {
  std::set<std::string> ids;
  for (const T& one : all) {
    EXPECT_TRUE(kebab(one.id)) << one.id;
    ids.insert(one.id);
  }
  EXPECT_EQ(ids.size(), count);
  EXPECT_EQ(all.size(), count);
}

TEST(Anatomy, the_sheet_is_there_as_a_whole) {
  expect_ids(body().regions, 56);
  expect_ids(body().muscles, 53);
  expect_ids(body().zones, 30);
  expect_ids(shipped_plans().techniques, 15);
  expect_ids(shipped_plans().conditions, 16);
  expect_ids(shipped_plans().modalities, 6);
  expect_ids(shipped_plans().positions, 5);
}

TEST(Anatomy, neighbours_are_mutual_and_the_body_hangs_together) {
  std::set<std::string> seen{body().regions.front().id};
  std::deque<std::string> next{body().regions.front().id};
  while (!next.empty()) {
    const BodyRegion* region = body().region(next.front());
    next.pop_front();
    for (const std::string& id : region->neighbours) {
      EXPECT_NE(id, region->id);
      const BodyRegion* other = body().region(id);
      ASSERT_NE(other, nullptr) << id;
      EXPECT_EQ(std::count(other->neighbours.begin(), other->neighbours.end(), region->id), 1)
          << region->id << " and " << id;
      if (seen.insert(id).second) next.push_back(id);
    }
  }
  EXPECT_EQ(seen.size(), body().regions.size());
}

TEST(Anatomy, regions_have_the_caps_and_sides_of_the_sheet) {
  struct Row {
    const char* id;
    bool paired;
    int cap;
  };
  for (Row row : {Row{"head-top", false, 3}, Row{"neck-front", false, 0}, Row{"eye-area", true, 1},
                  Row{"low-back", true, 5}, Row{"neck-side", true, 3}, Row{"armpit", true, 3},
                  Row{"knee-back", true, 1}, Row{"calf", true, 4}, Row{"chest-lower", true, 2}}) {
    const BodyRegion* region = body().region(row.id);
    ASSERT_NE(region, nullptr) << row.id;
    EXPECT_EQ(region->paired, row.paired) << row.id;
    EXPECT_EQ(region->cap, row.cap) << row.id;
  }
}

TEST(Anatomy, the_body_map_of_screening_and_of_planning_is_the_same) {
  std::set<Region> planned;
  for (const BodyRegion& region : body().regions) {
    for (const Region& one : with_sides(body(), {region.id})) planned.insert(one);
  }
  std::set<Region> screened(shipped().regions.begin(), shipped().regions.end());
  EXPECT_EQ(planned, screened);
}

TEST(Anatomy, every_muscle_is_somewhere_and_every_region_is_reached) {
  std::set<std::string> reached;
  for (const Muscle& muscle : body().muscles) {
    EXPECT_FALSE(muscle.locations.empty()) << muscle.id;
    EXPECT_GE(muscle.cap, 2) << muscle.id;
    EXPECT_LE(muscle.cap, 5) << muscle.id;
    bool essential = false;
    for (const auto& [id, quarters] : muscle.referral) {
      EXPECT_NE(body().region(id), nullptr) << muscle.id << ": " << id;
      essential = essential || quarters == 4;
      reached.insert(id);
    }
    EXPECT_TRUE(essential) << muscle.id;
    for (const std::string& id : muscle.locations) {
      EXPECT_NE(body().region(id), nullptr) << muscle.id << ": " << id;
      reached.insert(id);
    }
    for (const std::string& id : muscle.techniques) {
      EXPECT_NE(shipped_plans().technique(id), nullptr) << muscle.id << ": " << id;
    }
  }
  EXPECT_EQ(reached.size(), body().regions.size());
}

TEST(Anatomy, places_are_named_in_both_languages) {
  Region right{"low-back", Side::right};
  EXPECT_EQ(region_name(body(), right, "en"), "Low back, right side");
  EXPECT_EQ(region_name(body(), right, "fr"), "Bas du dos, côté droit");
  EXPECT_EQ(region_name(body(), {"nowhere", Side::left}, "en"), "nowhere");
  EXPECT_TRUE(exists(body(), right));
  EXPECT_FALSE(exists(body(), {"low-back", Side::midline}));
  EXPECT_FALSE(exists(body(), {"neck-front", Side::left}));
}

TEST(Anatomy, left_and_right_of_the_trunk_are_neighbours_but_not_of_the_arm) {
  auto near = [&](const char* id, Side side, const char* other, Side other_side) {
    std::vector<Region> all = neighbours(body(), {id, side});
    return std::count(all.begin(), all.end(), Region{other, other_side}) == 1;
  };
  EXPECT_TRUE(near("low-back", Side::left, "low-back", Side::right));
  EXPECT_TRUE(near("low-back", Side::left, "sacrum", Side::left));
  EXPECT_FALSE(near("low-back", Side::left, "sacrum", Side::right));
  EXPECT_FALSE(near("wrist", Side::left, "wrist", Side::right));
  EXPECT_TRUE(near("neck-front", Side::midline, "jaw", Side::left));
  EXPECT_TRUE(near("jaw", Side::left, "neck-front", Side::midline));
}

// ---- sheet b 5b.5: the twelve worked examples

struct Expected {
  const char* muscle;
  char side;
  int tenths;
  double coverage;
  double fit;
};
struct Example {
  const char* id;
  std::vector<std::pair<std::string, int>> marks;
  std::vector<Expected> rows;
  const char* fourth;
  char fourth_side;
  int fourth_tenths;
};

const std::vector<Example>& examples() {
  static const std::vector<Example> kExamples = {
      {"E1",
       {{"temple.R", 6}, {"neck-side.R", 5}, {"shoulder-top.R", 7}},
       {{"trapezius-upper", 'R', 949, 0.903, 1},
        {"levator-scapulae", 'R', 528, 0.472, 0.6},
        {"splenius-cervicis", 'R', 460, 0.444, 0.6}},
       "trapezius-lower",
       'R',
       438},
      {"E2",
       {{"shoulder-front.L", 7}, {"upper-arm-front.L", 5}, {"hand-thumb-side.L", 3}},
       {{"infraspinatus", 'L', 947, 0.9, 1},
        {"pectoralis-minor", 'L', 776, 0.633, 1},
        {"biceps-brachii", 'L', 751, 0.717, 1}},
       "pectoralis-major",
       'L',
       511},
      {"E3",
       {{"low-back.R", 7}, {"sacrum.R", 6}, {"buttock-upper.R", 4}},
       {{"gluteus-medius", 'R', 1000, 1, 1},
        {"multifidus", 'R', 867, 0.765, 1},
        {"iliocostalis", 'R', 786, 0.647, 1}},
       "longissimus",
       'R',
       686},
      {"E4",
       {{"buttock-lower.L", 6}, {"thigh-back.L", 6}, {"calf.L", 5}},
       {{"gluteus-minimus-posterior", 'L', 900, 1, 1},
        {"hamstrings", 'L', 777, 0.853, 0.714},
        {"gluteus-maximus", 'L', 563, 0.529, 0.6}},
       "gastrocnemius",
       'L',
       527},
      {"E5",
       {{"jaw.R", 6}, {"ear-area.R", 4}, {"temple.R", 3}},
       {{"masseter", 'R', 790, 0.885, 0.714},
        {"trapezius-upper", 'R', 640, 0.615, 0.667},
        {"pterygoids", 'R', 547, 0.615, 0.6}},
       "suboccipitals",
       'R',
       298},
      {"E6",
       {{"interscapular.L", 6}},
       {{"trapezius-middle", 'L', 1000, 1, 1},
        {"rhomboids", 'L', 1000, 1, 1},
        {"scalenes", 'L', 360, 1, 0.25}},
       "trapezius-lower",
       'L',
       286},
      {"E7",
       {{"hip-side.R", 6}, {"thigh-outer.R", 5}, {"knee-outer.R", 3}},
       {{"tensor-fasciae-latae", 'R', 943, 0.893, 1},
        {"vastus-lateralis", 'R', 880, 0.786, 1},
        {"gluteus-minimus-anterior", 'R', 569, 0.786, 0.529}},
       "piriformis",
       'R',
       375},
      {"E8",
       {{"neck-back.R", 6}, {"neck-side.R", 6}},
       {{"levator-scapulae", 'R', 1000, 1, 1},
        {"trapezius-upper", 'R', 667, 0.75, 0.6},
        {"splenius-cervicis", 'R', 663, 0.875, 0.636}},
       "trapezius-lower",
       'R',
       500},
      {"E9",
       {{"heel-achilles.L", 7}, {"calf.L", 4}},
       {{"soleus", 'L', 1000, 1, 1},
        {"foot-intrinsics", 'L', 560, 0.636, 0.5},
        {"gastrocnemius", 'L', 421, 0.364, 0.5}},
       "peroneals",
       'L',
       326},
      {"E10",
       {{"low-back.L", 5}, {"low-back.R", 5}},
       {{"iliocostalis", 'L', 667, 1, 0.5},
        {"iliocostalis", 'R', 667, 1, 0.5},
        {"longissimus", 'L', 667, 1, 0.5}},
       "longissimus",
       'R',
       667},
      {"E11",
       {{"sacrum.R", 6}, {"buttock-lower.R", 6}, {"hip-side.R", 5}},
       {{"piriformis", 'R', 1000, 1, 1},
        {"quadratus-lumborum", 'R', 1000, 1, 1},
        {"gluteus-maximus", 'R', 828, 0.706, 1}},
       "gluteus-medius",
       'R',
       575},
      {"E12",
       {{"shoulder-top.R", 6}},
       {{"trapezius-lower", 'R', 667, 1, 0.5},
        {"trapezius-upper", 'R', 400, 0.75, 0.273},
        {"supraspinatus", 'R', 400, 0.75, 0.273}},
       "trapezius-middle",
       'R',
       400},
  };
  return kExamples;
}

TEST(ProbableSources, the_twelve_worked_examples) {
  for (const Example& example : examples()) {
    SCOPED_TRACE(example.id);
    std::vector<ProbableSource> rows = probable_sources(body(), pains(example.marks));
    ASSERT_GE(rows.size(), 4u);
    for (std::size_t i = 0; i < example.rows.size(); ++i) {
      const Expected& wanted = example.rows[i];
      EXPECT_EQ(rows[i].muscle, wanted.muscle);
      EXPECT_EQ(static_cast<char>(rows[i].side), wanted.side);
      EXPECT_EQ(rows[i].score_tenths, wanted.tenths);
      EXPECT_NEAR(rows[i].coverage, wanted.coverage, 0.00051);
      EXPECT_NEAR(rows[i].fit, wanted.fit, 0.00051);
    }
    EXPECT_EQ(rows[3].muscle, example.fourth);
    EXPECT_EQ(static_cast<char>(rows[3].side), example.fourth_side);
    EXPECT_EQ(rows[3].score_tenths, example.fourth_tenths);
  }
}

TEST(ProbableSources, both_sides_are_one_row_and_a_tie_at_the_third_place_is_shown_whole) {
  std::vector<ProbableSource> rows =
      shown_sources(body(), pains({{"low-back.L", 5}, {"low-back.R", 5}}));
  std::vector<std::string> ids;
  for (const ProbableSource& row : rows) {
    ids.push_back(row.muscle);
    EXPECT_TRUE(row.both_sides) << row.muscle;
  }
  EXPECT_EQ(ids,
            (std::vector<std::string>{"iliocostalis", "longissimus", "iliopsoas", "multifidus"}));
}

TEST(ProbableSources, shows_three_by_strength_and_hides_what_is_below_thirty) {
  std::vector<ProbableSource> rows =
      shown_sources(body(), pains({{"jaw.R", 6}, {"ear-area.R", 4}, {"temple.R", 3}}));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(to_string(rows[0].strength), "strong");
  EXPECT_EQ(to_string(rows[1].strength), "possible");
  // E6: the fourth would be 28.6.
  rows = shown_sources(body(), pains({{"interscapular.L", 6}}));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(to_string(rows[2].strength), "weak");
}

TEST(ProbableSources, muscles_under_one_spot_first_locations_and_upper_layers_first) {
  std::vector<std::string> ids = muscles_under(body(), pains({{"shoulder-top.R", 6}}));
  ASSERT_GE(ids.size(), 4u);
  ids.resize(4);
  EXPECT_EQ(ids, (std::vector<std::string>{"trapezius-upper", "supraspinatus", "trapezius-middle",
                                           "levator-scapulae"}));
}

TEST(ProbableSources, a_second_source_is_looked_for_in_what_the_first_leaves) {
  std::vector<Pain> marks = pains({{"temple.R", 6}, {"hand-middle.R", 5}, {"temple.L", 4}});
  std::vector<ProbableSource> rows = probable_sources(body(), marks);
  ProbableSource top{"trapezius-upper", Side::right, false, 0, 0, 0, Strength::weak};
  EXPECT_EQ(unexplained(body(), marks, top), pains({{"hand-middle.R", 5}, {"temple.L", 4}}));
  EXPECT_FALSE(rows.empty());
}

TEST(ProbableSources, a_closed_gate_shows_a_safety_word_instead) {
  auto gate = [&](const std::vector<std::pair<std::string, int>>& marks, int age,
                  const PainFacts& facts) {
    const SourceGate* found = closed_gate(body(), pains(marks), age, facts);
    return found != nullptr;
  };
  EXPECT_TRUE(gate({{"low-back.R", 5}}, 40, {"red_flag_open"}));
  EXPECT_FALSE(gate({{"low-back.R", 5}}, 40, {}));
  // Chest with the left arm, the jaw or between the shoulder blades, from 4 of 10.
  EXPECT_TRUE(gate({{"chest-upper.L", 4}, {"upper-arm-front.L", 4}}, 40, {}));
  EXPECT_TRUE(gate({{"chest-lower.R", 2}, {"jaw.R", 6}}, 40, {}));
  EXPECT_FALSE(gate({{"chest-upper.L", 3}, {"upper-arm-front.L", 3}}, 40, {}));
  EXPECT_FALSE(gate({{"chest-upper.L", 8}, {"upper-arm-front.R", 8}}, 40, {}));
  EXPECT_FALSE(gate({{"chest-upper.L", 8}, {"upper-arm-front.L", 8}}, 40, {"clearance"}));
  EXPECT_TRUE(gate({{"calf.L", 3}}, 40, {"calf_swelling_or_heat"}));
  EXPECT_FALSE(gate({{"calf.L", 3}, {"calf.R", 3}}, 40, {"calf_swelling_or_heat"}));
  EXPECT_TRUE(gate({{"abdomen-upper.L", 4}}, 40, {}));
  EXPECT_FALSE(gate({{"abdomen-upper.L", 3}}, 40, {}));
  EXPECT_TRUE(gate({{"temple.L", 4}}, 50, {"temple_pain_new"}));
  EXPECT_FALSE(gate({{"temple.L", 4}}, 49, {"temple_pain_new"}));
}

// ---- sheet b 5b: property tests (a) to (f)

std::vector<Region> whole_body() {
  std::vector<Region> all;
  for (const BodyRegion& region : body().regions) {
    for (const Region& one : with_sides(body(), {region.id})) all.push_back(one);
  }
  return all;
}

std::vector<Pain> any_marks(int most_intensity) {
  static const std::vector<Region> kBody = whole_body();
  std::set<Region> chosen;
  std::vector<Pain> marks;
  int count = *rc::gen::inRange(0, 7);
  for (int i = 0; i < count; ++i) {
    Region region = kBody[*rc::gen::inRange<std::size_t>(0, kBody.size())];
    int intensity = *rc::gen::inRange(1, most_intensity + 1);
    if (chosen.insert(region).second) marks.push_back({region, intensity});
  }
  return marks;
}

using Placed = std::tuple<std::string, Side, int>;
std::vector<Placed> rows_of(const std::vector<Pain>& marks) {
  std::vector<Placed> rows;
  for (const ProbableSource& one : probable_sources(body(), marks)) {
    rows.emplace_back(one.muscle, one.side, one.score_tenths);
  }
  return rows;
}

RC_GTEST_PROP(ProbableSources, intensities_count_by_proportion_alone, ()) {
  std::vector<Pain> marks = any_marks(5);
  std::vector<Pain> doubled = marks;
  for (Pain& pain : doubled) pain.intensity *= 2;
  RC_ASSERT(rows_of(marks) == rows_of(doubled));
}

RC_GTEST_PROP(ProbableSources, left_and_right_are_alike_and_the_order_of_marks_is_nothing, ()) {
  std::vector<Pain> marks = any_marks(10);
  std::vector<Pain> mirrored = marks;
  std::reverse(mirrored.begin(), mirrored.end());
  RC_ASSERT(rows_of(marks) == rows_of(mirrored));
  auto other = [](Side side) {
    if (side == Side::midline) return side;
    return side == Side::left ? Side::right : Side::left;
  };
  for (Pain& pain : mirrored) pain.region.side = other(pain.region.side);
  std::set<Placed> swapped;
  for (auto& [muscle, side, score] : rows_of(mirrored))
    swapped.insert({muscle, other(side), score});
  std::vector<Placed> rows = rows_of(marks);
  RC_ASSERT(swapped == std::set<Placed>(rows.begin(), rows.end()));
}

RC_GTEST_PROP(ProbableSources, a_mark_outside_a_muscles_zones_never_raises_its_score, ()) {
  std::vector<Pain> marks = any_marks(10);
  std::vector<Pain> more = marks;
  Region extra = whole_body()[*rc::gen::inRange<std::size_t>(0, whole_body().size())];
  for (const Pain& pain : marks) RC_PRE(pain.region != extra);
  more.push_back({extra, *rc::gen::inRange(1, 11)});
  std::map<std::pair<std::string, Side>, int> after;
  for (auto& [muscle, side, score] : rows_of(more)) after[{muscle, side}] = score;
  for (auto& [muscle, side, score] : rows_of(marks)) {
    RC_ASSERT(score >= 0 && score <= 1000);
    const Muscle* known = body().muscle(muscle);
    bool outside = known->referral.count(extra.id) == 0 &&
                   !std::count(known->locations.begin(), known->locations.end(), extra.id);
    if (outside) RC_ASSERT((after[{muscle, side}]) <= score);
  }
  if (marks.empty()) RC_ASSERT(rows_of(marks).empty());
}

}  // namespace
}  // namespace fascia::care
