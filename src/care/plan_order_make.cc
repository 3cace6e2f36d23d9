// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/plan_order_parts.h"

// Makes a plan keep the rules about the order of work (sheet b 4.3).
namespace fascia::care {
namespace {

const OrderRule* rule_for(const PlanProtocol& protocol, OrderCheck check) {
  for (const OrderRule& rule : protocol.order) {
    if (rule.check == check) return &rule;
  }
  return nullptr;
}

void sort_outward(const OrderRule& rule, Segment& segment) {
  for (std::size_t c = 0; c < rule.chains.size(); ++c) {
    for (Side side : {Side::left, Side::right}) {
      std::vector<std::size_t> slots;
      std::vector<WorkedPlace> moved;
      for (std::size_t k = 0; k < segment.places.size(); ++k) {
        auto here = on_limb(rule, segment.places[k].region);
        if (!here || here->first != c || segment.places[k].region.side != side) continue;
        slots.push_back(k);
        moved.push_back(segment.places[k]);
      }
      std::stable_sort(moved.begin(), moved.end(), [&](const auto& a, const auto& b) {
        return on_limb(rule, a.region)->second < on_limb(rule, b.region)->second;
      });
      for (std::size_t k = 0; k < slots.size(); ++k) segment.places[slots[k]] = moved[k];
    }
  }
}

std::vector<Region> deep_places(const OrderRule& rule, const std::vector<Segment>& segments) {
  std::vector<Region> deep;
  for (const Segment& segment : segments) {
    if (segment.phase != Phase::specific) continue;
    for (const WorkedPlace& place : segment.places) {
      if (place.depth >= rule.depth) deep.push_back(place.region);
    }
  }
  std::sort(deep.begin(), deep.end());
  deep.erase(std::unique(deep.begin(), deep.end()), deep.end());
  return deep;
}

// Gives each of `wanted` in this block `need` half minutes, if the others keep half a minute each;
// those that no specific block works on make room for them.
void give_time(Segment& segment, const std::vector<Region>& wanted, int need,
               const std::vector<Region>& worked) {
  auto has = [](const std::vector<Region>& all, const Region& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  auto counted = [&] {
    return static_cast<int>(std::count_if(segment.places.begin(), segment.places.end(),
                                          [&](const auto& p) { return has(wanted, p.region); }));
  };
  int wants = counted();
  if (wants == 0) return;
  auto others = [&] { return static_cast<int>(segment.places.size()) - wants; };
  auto even = [&] { return segment.half_minutes >= need * (wants + others()); };
  auto fits = [&] { return segment.half_minutes - need * wants >= others(); };
  for (std::size_t k = segment.places.size(); k-- > 0 && !even() && !fits();) {
    const Region& region = segment.places[k].region;
    if (!has(wanted, region) && !has(worked, region)) {
      segment.places.erase(segment.places.begin() + static_cast<std::ptrdiff_t>(k));
    }
  }
  if (even() || !fits() || others() == 0) return;
  for (WorkedPlace& place : segment.places) {
    place.weight =
        has(wanted, place.region) ? need * others() : segment.half_minutes - need * wants;
  }
}

void make_room(const OrderRule& rule, std::vector<Segment>& segments) {
  std::vector<Region> worked;
  for (const Segment& segment : segments) {
    if (segment.phase != Phase::specific) continue;
    for (const WorkedPlace& place : segment.places) worked.push_back(place.region);
  }
  std::vector<Region> deep = deep_places(rule, segments);
  for (Segment& segment : segments) {
    if (segment.phase != Phase::general && segment.phase != Phase::integrate) continue;
    for (WorkedPlace& place : segment.places) place.weight = WorkedPlace{}.weight;
    if (segment.phase == Phase::general) give_time(segment, deep, rule.before_half_minutes, worked);
    if (segment.phase == Phase::integrate) {
      give_time(segment, deep, rule.after_half_minutes, worked);
    }
  }
}

void lower(Segment& segment, int to) {
  for (WorkedPlace& place : segment.places) place.depth = std::min(place.depth, to);
}

void keep_low(Segment& segment) {
  for (WorkedMuscle& muscle : segment.muscles) {
    muscle.depth = std::min(muscle.depth, segment.depth());
  }
  segment.depth_low = std::min(segment.depth_low, segment.depth());
}

}  // namespace

void add_other_sides(const Frame& frame, std::vector<Segment>& segments) {
  const OrderRule* rule = rule_for(frame.protocol, OrderCheck::both_sides);
  if (rule == nullptr || frame.minutes <= rule->longer_than) return;
  for (Segment& segment : segments) {
    if (segment.phase != Phase::specific) continue;
    std::vector<WorkedPlace> others;
    for (const WorkedPlace& place : segment.places) {
      Region other = other_side(place.region);
      if (!exists(frame.protocol.anatomy, other) || place_in(segment, other) != nullptr) continue;
      int most = std::min(depth_at(frame, other), rule->depth_most);
      int depth = std::min(most, place.depth);
      WorkedPlace lighter{other, depth, {}, 1};
      if (depth_at(frame, other) == 0) continue;
      for (const std::string& id : place.techniques) {
        if (usable(frame, id, other, depth)) lighter.techniques.push_back(id);
      }
      for (const Technique& stroke : frame.protocol.techniques) {
        bool links = lighter.techniques.empty() && is_in(stroke.phases, "link");
        // Where nothing as light as the first side's work may be given, the lightest stroke is.
        if (!links || !usable(frame, stroke.id, other, most)) continue;
        lighter.techniques.push_back(stroke.id);
        lighter.depth = std::clamp(depth, stroke.depth_low, stroke.depth_high);
      }
      if (!lighter.techniques.empty()) others.push_back(std::move(lighter));
    }
    for (WorkedPlace& other : others) {
      // Its part of the time of the two, whatever the weight of the first is.
      for (const WorkedPlace& place : segment.places) {
        if (place.region != other_side(other.region)) continue;
        int rest = 100 - rule->percent;
        other.weight = std::max(1, (place.weight * rule->percent + rest - 1) / rest);
      }
      segment.places.push_back(std::move(other));
    }
  }
}

void drop_too_early(const PlanProtocol& protocol, std::vector<Segment>& segments) {
  for (const OrderRule& rule : protocol.order) {
    if (rule.check != OrderCheck::prepared) continue;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      for (WorkedPlace& place : segments[i].places) {
        if (is_prepared(rule, segments, i, place)) continue;
        std::erase_if(place.techniques,
                      [&](const std::string& id) { return is_in(rule.techniques, id); });
        int reach = 0;
        for (const std::string& id : place.techniques) {
          reach = std::max(reach, protocol.technique(id)->depth_high);
        }
        place.depth = std::min(place.depth, reach);
      }
      std::erase_if(segments[i].places,
                    [](const WorkedPlace& place) { return place.techniques.empty(); });
    }
  }
}

void drop_what_lost_its_ground(const PlanProtocol& protocol, std::vector<Segment>& segments,
                               std::size_t still_gets_time) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].half_minutes == 0 && i != still_gets_time) segments[i].places.clear();
  }
  drop_too_early(protocol, segments);
  for (Segment& segment : segments) {
    if (segment.places.empty() && segment.phase != Phase::settle) segment.half_minutes = 0;
  }
}

void put_in_order(const PlanProtocol& protocol, std::vector<Segment>& segments) {
  if (const OrderRule* rule = rule_for(protocol, OrderCheck::outward)) {
    for (Segment& segment : segments) sort_outward(*rule, segment);
  }
  for (const OrderRule& rule : protocol.order) {
    if (rule.check == OrderCheck::light_around) {
      make_room(rule, segments);
      for (std::size_t i = 0; i < segments.size(); ++i) {
        for (WorkedPlace& place : segments[i].places) {
          if (!is_framed(rule, segments, i, place)) place.depth = rule.depth - 1;
        }
      }
    }
    if (rule.check == OrderCheck::in_a_row) {
      for (std::size_t i = too_many_in_a_row(rule, segments); i < segments.size();
           i = too_many_in_a_row(rule, segments)) {
        lower(segments[i], rule.depth - 1);
      }
    }
  }
  for (Segment& segment : segments) keep_low(segment);
}

void loosen(const Frame& frame, Plan& plan) {
  for (const OrderRule& rule : frame.protocol.order) {
    if (rule.check != OrderCheck::loosened) continue;
    for (std::size_t i = 0; i < plan.segments.size(); ++i) {
      for (WorkedPlace& place : plan.segments[i].places) {
        if (is_loosened(rule, plan.segments, i, place)) continue;
        auto way = std::find_if(rule.needs.begin(), rule.needs.end(), [&](const std::string& id) {
          return usable(frame, id, place.region, place.depth);
        });
        if (way != rule.needs.end()) place.techniques.push_back(*way);
      }
    }
  }
}

}  // namespace fascia::care
