// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/plan_minutes.h"
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

int other_side_percent(const Frame& frame) {
  const OrderRule* rule = rule_for(frame.protocol, OrderCheck::both_sides);
  return rule == nullptr || frame.minutes <= rule->longer_than ? 0 : rule->percent;
}

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

bool drop_out_of_order(const PlanProtocol& protocol, std::vector<Segment>& segments) {
  bool dropped = false;
  for (const OrderRule& rule : protocol.order) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
      for (WorkedPlace& place : segments[i].places) {
        bool holds = true;
        if (rule.check == OrderCheck::prepared) holds = is_prepared(rule, segments, i, place);
        if (rule.check == OrderCheck::between) holds = is_between(rule, segments, i, place);
        if (holds) continue;
        dropped = true;
        std::erase_if(place.techniques,
                      [&](const std::string& id) { return is_in(rule.techniques, id); });
        int reach = 0;
        for (const std::string& id : place.techniques) {
          reach = std::max(reach, protocol.technique(id)->depth_high);
        }
        place.depth = std::min(place.depth, reach);
      }
      std::vector<Region> gone;
      for (const WorkedPlace& place : segments[i].places) {
        if (place.techniques.empty()) gone.push_back(place.region);
      }
      // With a side that has nothing left goes the other.
      std::erase_if(segments[i].places, [&](const WorkedPlace& place) {
        return place.techniques.empty() ||
               std::find(gone.begin(), gone.end(), other_side(place.region)) != gone.end();
      });
    }
  }
  return dropped;
}

void put_in_order(const PlanProtocol& protocol, std::vector<Segment>& segments) {
  if (const OrderRule* rule = rule_for(protocol, OrderCheck::outward)) {
    for (Segment& segment : segments) sort_outward(*rule, segment);
  }
  for (const OrderRule& rule : protocol.order) {
    if (rule.check == OrderCheck::light_around) {
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
          return usable(frame, id, place.region, place.depth) &&
                 has_time_for(frame.protocol, plan.segments[i], place, id);
        });
        if (way != rule.needs.end()) place.techniques.push_back(*way);
      }
    }
  }
}

}  // namespace fascia::care
