// SPDX-License-Identifier: Apache-2.0
#include "schedule/reseat.h"

#include <gtest/gtest.h>

#include <random>

namespace fascia::schedule {
namespace {

Place place(std::size_t visit, int who, int room, int from, int minutes_long, int cost) {
  Place p;
  p.visit = visit;
  p.taken.practitioner = PractitionerId{who};
  p.taken.room = RoomId{100 + room};
  p.taken.start = p.taken.busy_from = p.taken.room_from = Instant{from * 60};
  p.taken.busy_until = p.taken.room_until = Instant{(from + minutes_long) * 60};
  p.cost = cost;
  return p;
}

bool meet(const Taken& a, const Taken& b) {
  bool who =
      a.practitioner == b.practitioner && a.busy_from < b.busy_until && b.busy_from < a.busy_until;
  bool where = a.room == b.room && a.room_from < b.room_until && b.room_from < a.room_until;
  return who || where;
}

bool fits(const Reseating& in, const std::vector<std::optional<std::size_t>>& chosen) {
  for (std::size_t i = 0; i < chosen.size(); ++i)
    for (std::size_t j = i + 1; j < chosen.size(); ++j)
      if (chosen[i] && chosen[j] && meet(in.places[*chosen[i]].taken, in.places[*chosen[j]].taken))
        return false;
  for (const SharedLimit& limit : in.limits) {
    int sum = 0;
    for (const auto& [index, amount] : limit.places)
      if (chosen[in.places[index].visit] == index) sum += amount;
    if (sum > limit.most) return false;
  }
  return true;
}

struct Worth {
  int placed = 0, cost = 0;
  bool operator<(const Worth& o) const {
    return std::pair(placed, -cost) < std::pair(o.placed, -o.cost);
  }
};
Worth worth(const Reseating& in, const std::vector<std::optional<std::size_t>>& chosen) {
  Worth w;
  for (const auto& one : chosen)
    if (one) ++w.placed, w.cost += in.places[*one].cost;
  return w;
}

// Every way there is.
Worth best_of(const Reseating& in, std::vector<std::optional<std::size_t>>& chosen,
              std::size_t visit) {
  if (visit == in.visits) return fits(in, chosen) ? worth(in, chosen) : Worth{-1, 0};
  Worth best = best_of(in, chosen, visit + 1);
  for (std::size_t i = 0; i < in.places.size(); ++i) {
    if (in.places[i].visit != visit) continue;
    chosen[visit] = i;
    Worth w = best_of(in, chosen, visit + 1);
    if (best < w) best = w;
    chosen[visit].reset();
  }
  return best;
}

TEST(Reseat, R37_the_one_who_can_go_nowhere_else_gets_the_place_that_two_could_have) {
  Reseating in;
  in.visits = 2;
  in.places = {place(0, 1, 1, 600, 60, 0), place(0, 2, 2, 600, 60, 90), place(1, 1, 1, 630, 60, 5)};
  Reseated out = reseat(in);
  EXPECT_TRUE(out.is_best);
  EXPECT_EQ(out.place[0], 1u);
  EXPECT_EQ(out.place[1], 2u);
}

TEST(Reseat, R37_nobody_is_left_out_to_make_the_others_cheaper) {
  Reseating in;
  in.visits = 2;
  in.places = {place(0, 1, 1, 600, 60, 1), place(0, 1, 1, 700, 60, 5000),
               place(1, 1, 1, 600, 60, 1)};
  Reseated out = reseat(in);
  EXPECT_EQ(out.place[0], 1u);
  EXPECT_EQ(out.place[1], 2u);
}

TEST(Reseat, R37_a_therapists_deep_minutes_are_shared_among_all) {
  Reseating in;
  in.visits = 2;
  in.places = {place(0, 1, 1, 600, 60, 0), place(1, 1, 1, 700, 60, 0)};
  in.limits = {{{{0, 60}, {1, 60}}, 60}};
  Reseated out = reseat(in);
  EXPECT_NE(out.place[0].has_value(), out.place[1].has_value());
  EXPECT_TRUE(reseat({3, {}, {}}).place == std::vector<std::optional<std::size_t>>(3));
}

TEST(Reseat, R37_small_random_days_are_solved_as_well_as_by_trying_all) {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    std::mt19937 chance(seed);
    auto upto = [&](int n) { return static_cast<int>(chance() % static_cast<unsigned>(n)); };
    Reseating in;
    in.visits = 4;
    for (std::size_t v = 0; v < in.visits; ++v)
      for (int i = upto(4); i > 0; --i)
        in.places.push_back(
            place(v, 1 + upto(2), 1 + upto(2), 600 + 15 * upto(8), 60 + 15 * upto(2), upto(100)));
    SharedLimit limit;
    for (std::size_t i = 0; i < in.places.size(); ++i)
      if (upto(2) == 0) limit.places.emplace_back(i, 60);
    limit.most = 120;
    in.limits = {limit};
    Reseated out = reseat(in);
    EXPECT_TRUE(fits(in, out.place)) << "seed " << seed;
    std::vector<std::optional<std::size_t>> chosen(in.visits);
    Worth best = best_of(in, chosen, 0), got = worth(in, out.place);
    EXPECT_EQ(got.placed, best.placed) << "seed " << seed;
    EXPECT_EQ(got.cost, best.cost) << "seed " << seed;
  }
}

// The second part of one visit's best place is the only place that another visit has.
TEST(Reseat, a_place_of_several_parts_takes_the_time_of_each_of_them) {
  auto whole = [](int from, int cost) {
    Place p = place(0, 1, 1, from, 60, cost);
    p.then = {place(0, 2, 2, from + 60, 30, 0).taken};
    return p;
  };
  Reseating in;
  in.visits = 2;
  in.places = {whole(600, 1), whole(780, 20), place(1, 2, 3, 660, 60, 5)};
  EXPECT_EQ(reseat(in).place, (std::vector<std::optional<std::size_t>>{1, 2}));
  in.places.pop_back();
  EXPECT_EQ(reseat(in).place, (std::vector<std::optional<std::size_t>>{0, std::nullopt}));
}

}  // namespace
}  // namespace fascia::schedule
