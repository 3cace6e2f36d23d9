// SPDX-License-Identifier: Apache-2.0
#include "care/plan_minutes.h"

#include <algorithm>
#include <cmath>

#include "care/plan_order_parts.h"

namespace fascia::care {
namespace {

int most_of(const Technique& one) { return static_cast<int>(std::floor(one.minutes_high * 2)); }

// A place with the techniques it may get: its own, then those that fill up.
struct Option {
  const Technique* technique = nullptr;
  bool own = true;
  bool must = false;
};
struct Candidate {
  std::vector<Option> options;
  int floor = 0;       // half minutes, as the rules about the order of work ask
  int bare = 0;        // the same for the techniques alone
  int wish = 0;        // the same where the strokes that open and close have their time
  int cap = 0;         // the most that all of them may take
  int given = 0;       // half minutes
  std::size_t at = 0;  // place of the block
  int weight = 0;
  bool asked = false;
};

struct Sums {
  int least = 0, most = 0;
  int own = 0, fillers = 0;
  bool fits = false;  // all that must be there is, and something of its own
};
Sums sums_of(const Candidate& one, unsigned mask) {
  Sums sums{0, 0, 0, 0, mask != 0};
  for (std::size_t k = 0; k < one.options.size(); ++k) {
    if ((mask >> k & 1U) != 0) {
      sums.least += least_halves(*one.options[k].technique);
      sums.most += most_of(*one.options[k].technique);
      if (one.options[k].own) ++sums.own;
      if (!one.options[k].own && !one.options[k].must) ++sums.fillers;
    } else if (one.options[k].must) {
      sums.fits = false;
    }
  }
  sums.fits = sums.fits && sums.own > 0;
  return sums;
}
unsigned all_of(const Candidate& one) { return 1U << one.options.size(); }

// The techniques for so many half minutes: the first of the list that have time, and a filling
// stroke only where the place's own are not enough. 0: none fit.
unsigned choose(const Candidate& one, int halves) {
  unsigned best = 0;
  std::vector<int> best_rank;
  for (unsigned mask = 1; mask < all_of(one); ++mask) {
    Sums sums = sums_of(one, mask);
    if (!sums.fits || sums.least > halves || sums.most < halves) continue;
    std::vector<int> rank{-sums.fillers};
    for (std::size_t k = 0; k < one.options.size(); ++k) {
      rank.push_back((mask >> k & 1U) != 0 ? 1 : 0);
    }
    if (best == 0 || rank > best_rank) {
      best = mask;
      best_rank = std::move(rank);
    }
  }
  return best;
}

Candidate candidate(const GivingRules& rules, const PlaceNeeds& needs, const Segment& segment,
                    std::size_t at) {
  const WorkedPlace& place = segment.places[at];
  Candidate out;
  out.at = at;
  out.weight = std::max(1, place.weight);
  auto need = needs.find(place.region);
  out.asked = need != needs.end();
  auto must = [&](const std::string& id) { return out.asked && is_in(need->second.must, id); };
  for (const std::string& id : place.techniques) {
    bool leads = id == place.techniques.front() && is_in(rules.first, id);
    if (const Technique* one = rules.protocol.technique(id)) {
      out.options.push_back({one, true, leads || must(id)});
    }
  }
  if (rules.spare) {
    for (const std::string& id : rules.spare(place)) {
      if (is_in(place.techniques, id)) continue;
      out.options.push_back({rules.protocol.technique(id), false, must(id)});
    }
  }
  static constexpr std::size_t kMostChoices = 8;
  if (out.options.size() > kMostChoices) out.options.resize(kMostChoices);
  int least = 0;
  for (unsigned mask = 1; mask < all_of(out); ++mask) {
    Sums sums = sums_of(out, mask);
    if (sums.fits && sums.fillers == 0 && (least == 0 || sums.least < least)) least = sums.least;
  }
  if (least > 0) least = std::max(least, rules.protocol.rule("place_half_minutes").value);
  out.bare = least;
  static constexpr int kWithStrokes = 3;
  bool frames = segment.phase == Phase::open || segment.phase == Phase::close;
  out.wish = least > 0 && frames ? std::max(least, kWithStrokes) : least;
  out.floor = std::max(least, out.asked ? need->second.half_minutes : 0);
  if (!out.options.empty()) out.cap = sums_of(out, all_of(out) - 1).most;
  if (out.wish > out.cap) out.wish = out.bare;
  out.floor = std::max(out.floor, out.wish);
  return out;
}

const OrderRule* both_sides_of(const GivingRules& rules, const Segment& segment) {
  if (segment.phase != Phase::specific || segment.up) return nullptr;
  for (const OrderRule& rule : rules.protocol.order) {
    if (rule.check == OrderCheck::both_sides && rules.minutes > rule.longer_than) return &rule;
  }
  return nullptr;
}

struct Giving {
  const Segment& segment;
  const OrderRule* both;
  std::vector<Candidate>& all;

  const Region& region(const Candidate& one) const { return segment.places[one.at].region; }
  Candidate* other(const Candidate& one) {
    for (Candidate& two : all) {
      if (&two != &one && region(two) == other_side(region(one))) return &two;
    }
    return nullptr;
  }
  // The lighter side keeps its part.
  bool leaves_enough(const Candidate& one, int more) {
    const Candidate* two = both == nullptr ? nullptr : other(one);
    if (two == nullptr) return true;
    int here = one.given + more;
    return here <= two->given || here * 100 <= (here + two->given) * (100 - both->percent);
  }
  void raise_floors() {
    if (both == nullptr) return;
    for (Candidate& one : all) {
      Candidate* two = other(one);
      if (two == nullptr) continue;
      int rest = 100 - both->percent;
      int least = (two->floor * both->percent + rest - 1) / rest;
      one.floor = std::max(one.floor, least);
      one.bare = std::max(one.bare, (two->bare * both->percent + rest - 1) / rest);
      one.wish = std::max(one.wish, one.bare);
    }
  }
};

using Unit = std::vector<std::size_t>;

// Both sides of a place together; in a short visit the marked side can stand alone.
std::vector<Unit> units_of(const GivingRules& rules, const Giving& giving) {
  int longer_than = 0;
  for (const OrderRule& rule : rules.protocol.order) {
    if (rule.check == OrderCheck::both_sides) longer_than = rule.longer_than;
  }
  std::vector<Unit> units;
  std::vector<Candidate>& all = giving.all;
  for (std::size_t k = 0; k < all.size(); ++k) {
    auto same = std::find_if(units.begin(), units.end(), [&](const Unit& unit) {
      const Candidate& first = all[unit.front()];
      if (giving.region(first) != other_side(giving.region(all[k]))) return false;
      return rules.minutes > longer_than || first.weight == all[k].weight;
    });
    if (same == units.end()) {
      units.push_back({k});
    } else {
      same->push_back(k);
    }
  }
  auto rank = [&](const Unit& unit) {
    bool asked = false;
    int weight = 0;
    for (std::size_t k : unit) {
      asked = asked || all[k].asked;
      weight = std::max(weight, all[k].weight);
    }
    return std::pair(asked, weight);
  };
  std::stable_sort(units.begin(), units.end(),
                   [&](const Unit& a, const Unit& b) { return rank(a) > rank(b); });
  return units;
}

// Who can be there at all first, then what the order of work asks for.
int choose_units(const GivingRules& rules, Giving& giving, int left) {
  std::vector<Candidate>& all = giving.all;
  const std::vector<Unit> units = units_of(rules, giving);
  auto nobody = [&] {
    return std::all_of(all.begin(), all.end(), [](const Candidate& one) { return one.given == 0; });
  };
  for (int Candidate::*least : {&Candidate::wish, &Candidate::bare, &Candidate::floor}) {
    const bool more_of_them = least == &Candidate::floor;
    if (least == &Candidate::bare && !nobody()) continue;
    for (const Unit& unit : units) {
      int more = 0;
      for (std::size_t k : unit) more += all[k].*least - all[k].given;
      bool in = !more_of_them || all[unit.front()].given > 0;
      if (!in || more <= 0 || more > left) continue;
      for (std::size_t k : unit) all[k].given = all[k].*least;
      left -= more;
    }
  }
  return left;
}

// The place as it is worked in its minutes.
WorkedPlace worked(const WorkedPlace& as, const Candidate& one) {
  WorkedPlace place = as;
  unsigned mask = choose(one, one.given);
  place.techniques.clear();
  int reach = 0;
  for (std::size_t k = 0; k < one.options.size(); ++k) {
    if ((mask >> k & 1U) == 0) continue;
    place.techniques.push_back(one.options[k].technique->id);
    reach = std::max(reach, one.options[k].technique->depth_high);
  }
  place.depth = std::min(place.depth, reach);
  place.weight = one.given;
  return place;
}

// Half minutes one after the other, each to the place that has least for its weight.
int spread_out(Giving& giving, int left) {
  while (left > 0) {
    Candidate* next = nullptr;
    for (Candidate& one : giving.all) {
      if (one.given >= one.cap || !giving.leaves_enough(one, 1)) continue;
      bool sooner =
          next == nullptr || (one.given + 1) * next->weight < (next->given + 1) * one.weight;
      if (sooner) next = &one;
    }
    if (next == nullptr) return left;
    ++next->given;
    --left;
  }
  return left;
}

}  // namespace

int least_halves(const Technique& technique) {
  return static_cast<int>(std::ceil(technique.minutes_low * 2));
}

int give_minutes(const GivingRules& rules, const PlaceNeeds& needs, Segment& segment) {
  std::vector<Candidate> all;
  for (std::size_t at = 0; at < segment.places.size(); ++at) {
    Candidate one = candidate(rules, needs, segment, at);
    if (one.bare > 0 && one.floor <= one.cap) all.push_back(std::move(one));
  }
  Giving giving{segment, both_sides_of(rules, segment), all};
  giving.raise_floors();
  int left = segment.half_minutes;
  left = choose_units(rules, giving, left);
  std::erase_if(all, [](const Candidate& one) { return one.given == 0; });
  left = spread_out(giving, left);
  std::vector<WorkedPlace> places;
  for (Candidate& one : all) {
    // A gap between what the techniques may take: a little less is always one of them.
    while (one.given > one.bare && choose(one, one.given) == 0) {
      --one.given;
      ++left;
    }
    places.push_back(worked(segment.places[one.at], one));
  }
  segment.places = std::move(places);
  segment.half_minutes -= left;
  segment.depth_low = std::min(segment.depth_low, segment.depth());
  return left;
}

bool has_time_for(const PlanProtocol& protocol, const Segment& segment, const WorkedPlace& place,
                  const std::string& technique) {
  double least = 0;
  for (const std::string& id : place.techniques) least += protocol.technique(id)->minutes_low;
  return least + protocol.technique(technique)->minutes_low <= segment.minutes_at(place) + 1e-9;
}

}  // namespace fascia::care
