// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <set>

#include "care/plan_minutes.h"
#include "care/plan_order_parts.h"

// Fits the work into the minutes: what there is no time for, or what would stand alone, goes.
namespace fascia::care {
namespace {

GivingRules giving_rules(const Frame& frame) {
  GivingRules rules{frame.protocol, {}, frame.minutes, {}};
  if (!changes_approach(frame)) rules.first = frame.input.last.eased;
  rules.spare = [&frame](const WorkedPlace& place) {
    std::vector<std::string> ids;
    for (const Technique& one : frame.protocol.techniques) {
      bool links = ids.empty() && is_in(one.phases, "link") && place.depth > 0;
      if (links && usable(frame, one.id, place.region, place.depth)) ids.push_back(one.id);
    }
    return ids;
  };
  return rules;
}

// Work on one spot ends with long strokes: they are possible in the blocks that bring it together.
void allow_ends(const Frame& frame, LaidOut& laid) {
  for (const OrderRule& rule : frame.protocol.order) {
    if (rule.check != OrderCheck::between) continue;
    for (std::size_t i = 0; i < laid.segments.size(); ++i) {
      if (laid.segments[i].phase != Phase::integrate) continue;
      for (WorkedPlace& place : laid.segments[i].places) {
        bool worked = false;
        for (std::size_t k = 0; k < i; ++k) {
          const WorkedPlace* before = place_in(laid.segments[k], place.region);
          worked = worked || (before != nullptr && laid.segments[k].phase == Phase::specific);
        }
        int most = std::max(1, frame.condition.blocks[laid.blocks[i]].depth_high);
        int depth = std::min(depth_at(frame, place.region), most);
        for (const std::string& id : rule.needs) {
          if (!worked || is_in(place.techniques, id)) continue;
          if (!usable(frame, id, place.region, depth)) continue;
          place.techniques.push_back(id);
          int reach = std::min(depth, frame.protocol.technique(id)->depth_high);
          place.depth = std::max(place.depth, reach);
        }
      }
    }
  }
}

// Half minutes that no place could take.
int give_all(const Frame& frame, std::vector<Segment>& segments) {
  GivingRules rules = giving_rules(frame);
  int left = 0;
  for (std::size_t i = segments.size(); i-- > 0;) {
    soften_end(frame.protocol, segments, i);
    left += give_minutes(rules, needs_of(frame.protocol, segments, i), segments[i]);
  }
  return left;
}

bool is_marked(const Frame& frame, const Region& region) {
  return std::any_of(frame.input.pains.begin(), frame.input.pains.end(),
                     [&](const Pain& pain) { return pain.region == region; });
}

// A place that asks for its own consent, touched on one side with no reason for that side.
std::vector<Region> alone(const Frame& frame, const std::vector<Segment>& segments) {
  std::set<Region> touched;
  for (const Segment& segment : segments) {
    for (const WorkedPlace& place : segment.places) {
      if (place.depth > 0) touched.insert(place.region);
    }
  }
  std::vector<Region> out;
  for (const Region& region : touched) {
    const BodyRegion* body = frame.protocol.anatomy.region(region.id);
    bool asks = body != nullptr && body->paired && body->consent != OwnConsent::no;
    if (!asks || touched.count(other_side(region)) != 0) continue;
    if (!is_marked(frame, region) && !is_source(frame, region)) out.push_back(region);
  }
  return out;
}

struct Pruning {
  const Frame& frame;
  const std::vector<Segment>& tried;
  std::vector<Segment>& candidates;
  bool changed = false;

  void leave_out(std::size_t i, const Region& region) {
    std::size_t gone = std::erase_if(
        candidates[i].places, [&](const WorkedPlace& place) { return place.region == region; });
    changed = changed || gone > 0;
  }
  bool is_general_before(std::size_t i, const Region& region) const {
    for (std::size_t k = 0; k < i; ++k) {
      if (tried[k].phase == Phase::general && place_in(tried[k], region) != nullptr) return true;
    }
    return false;
  }
  bool too_early(std::size_t i, const WorkedPlace& place, const std::string& id) const {
    const Technique* technique = frame.protocol.technique(id);
    bool specific = tried[i].phase == Phase::specific && is_in(technique->phases, "specific");
    if (specific && !is_general_before(i, place.region)) return true;
    return std::any_of(
        frame.protocol.order.begin(), frame.protocol.order.end(), [&](const OrderRule& rule) {
          if (!is_in(rule.techniques, id)) return false;
          if (rule.check == OrderCheck::prepared) return !is_prepared(rule, tried, i, place);
          return rule.check == OrderCheck::between && !is_between(rule, tried, i, place);
        });
  }
  void techniques(std::size_t i, const WorkedPlace& place) {
    for (const std::string& id : place.techniques) {
      if (!too_early(i, place, id)) continue;
      for (WorkedPlace& wanted : candidates[i].places) {
        if (wanted.region != place.region) continue;
        changed = std::erase(wanted.techniques, id) > 0 || changed;
        int reach = 0;
        for (const std::string& rest : wanted.techniques) {
          reach = std::max(reach, frame.protocol.technique(rest)->depth_high);
        }
        wanted.depth = std::min(wanted.depth, reach);
      }
    }
  }
  // Rule 9: a side that the other side's part is missing for.
  void sides(std::size_t i, const WorkedPlace& place) {
    if (tried[i].phase != Phase::specific || tried[i].up) return;
    for (const OrderRule& rule : frame.protocol.order) {
      if (rule.check != OrderCheck::both_sides || frame.minutes <= rule.longer_than) continue;
      Region other = other_side(place.region);
      bool excused = !exists(frame.protocol.anatomy, other) || depth_at(frame, other) == 0 ||
                     !frame.input.techniques.empty();
      if (!excused && place_in(tried[i], other) == nullptr) leave_out(i, place.region);
    }
  }
  void run() {
    for (std::size_t i = 0; i < tried.size(); ++i) {
      for (const WorkedPlace& place : tried[i].places) {
        techniques(i, place);
        sides(i, place);
      }
      std::erase_if(candidates[i].places,
                    [](const WorkedPlace& place) { return place.techniques.empty(); });
    }
    for (const Region& region : alone(frame, tried)) {
      for (std::size_t i = 0; i < candidates.size(); ++i) leave_out(i, region);
    }
  }
};

// Who can take more: general work first, the ends last.
int patience(Phase phase) {
  switch (phase) {
    case Phase::general:
      return 0;
    case Phase::specific:
      return 1;
    case Phase::integrate:
      return 2;
    default:
      return 3;
  }
}

// What one block could not take goes to those that can, within the stretch of their position.
int pass_on(const Frame& frame, const std::vector<Segment>& candidates,
            std::vector<Segment>& segments, int left) {
  GivingRules rules = giving_rules(frame);
  std::vector<std::size_t> order(segments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return patience(segments[a].phase) < patience(segments[b].phase);
  });
  for (std::size_t i : order) {
    if (left <= 0) break;
    if (segments[i].places.empty()) continue;
    int room = left;
    int most = longest_stretch(frame.protocol, frame.condition.id, segments[i]);
    if (most > 0) room = std::min(room, most - stretch_at(segments, i));
    if (room <= 0) continue;
    Segment more = candidates[i];
    more.depth_low = segments[i].depth_low;
    more.half_minutes = segments[i].half_minutes + room;
    std::vector<Segment> with = segments;
    with[i] = more;
    soften_end(frame.protocol, with, i);
    int rest = give_minutes(rules, needs_of(frame.protocol, with, i), with[i]);
    if (with[i].half_minutes <= segments[i].half_minutes) continue;
    left -= room - rest;
    segments[i] = std::move(with[i]);
  }
  return left;
}

// A stretch that became too long in the passing on gives back.
void shorten_stretches(const Frame& frame, std::vector<Segment>& segments) {
  GivingRules rules = giving_rules(frame);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Position* position = frame.protocol.position(segments[i].position);
    int most = position == nullptr ? 0 : position->most_minutes * 2;
    for (int over = most == 0 ? 0 : stretch_at(segments, i) - most; over > 0;) {
      int here = segments[i].half_minutes;
      segments[i].half_minutes = std::max(0, here - over);
      give_minutes(rules, needs_of(frame.protocol, segments, i), segments[i]);
      int shorter = here - segments[i].half_minutes;
      if (shorter == 0) break;
      over -= shorter;
    }
  }
}

}  // namespace

void fit_work(const Frame& frame, LaidOut& laid) {
  allow_ends(frame, laid);
  std::vector<Segment> candidates = laid.segments;
  for (;;) {
    laid.segments = candidates;
    int left = give_all(frame, laid.segments);
    Pruning pruning{frame, laid.segments, candidates};
    pruning.run();
    if (pruning.changed) continue;
    if (left > 0) {
      std::vector<Segment> more = laid.segments;
      pass_on(frame, candidates, more, left);
      Pruning again{frame, more, candidates};
      again.run();
      if (again.changed) continue;
      laid.segments = std::move(more);
    }
    shorten_stretches(frame, laid.segments);
    return;
  }
}

void add_turns(const PlanProtocol& protocol, std::vector<Segment>& segments) {
  std::vector<Segment> out;
  const Segment* before = nullptr;
  for (const Segment& segment : segments) {
    if (segment.phase == Phase::turn) continue;
    int turn = before == nullptr ? 0 : turn_between(protocol, *before, segment);
    if (turn > 0) {
      Segment turning;
      turning.phase = Phase::turn;
      turning.half_minutes = turn;
      turning.position = segment.position;
      turning.up = segment.up;
      out.push_back(std::move(turning));
    }
    if (!segment.places.empty()) before = &segment;
    out.push_back(segment);
  }
  segments = std::move(out);
}

}  // namespace fascia::care
