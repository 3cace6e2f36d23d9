// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/plan_minutes.h"
#include "care/plan_order_parts.h"

// What the order of work asks of the minutes of one block, and how long a position is held.
namespace fascia::care {
namespace {

bool uses(const WorkedPlace& place, const std::vector<std::string>& techniques) {
  return std::any_of(place.techniques.begin(), place.techniques.end(),
                     [&](const std::string& id) { return is_in(techniques, id); });
}

bool ends(Phase phase) { return phase == Phase::integrate || phase == Phase::close; }

struct WorkedBlocks {
  bool at_all = false, by_rule = false;
  int depth = 0;
};
// The specific work on a place in the blocks from `from` to before `to`.
WorkedBlocks worked_on(const OrderRule& rule, const std::vector<Segment>& segments,
                       std::size_t from, std::size_t to, const Region& region) {
  WorkedBlocks out;
  for (std::size_t k = from; k < to; ++k) {
    if (segments[k].phase != Phase::specific) continue;
    const WorkedPlace* place = place_in(segments[k], region);
    if (place == nullptr) continue;
    out.at_all = out.at_all || place->depth > 0;
    out.by_rule = out.by_rule || uses(*place, rule.techniques);
    out.depth = std::max(out.depth, place->depth);
  }
  return out;
}

// After strong pressure there is to be time for a movement, where none follows soon.
void ask_time_to_loosen(const PlanProtocol& protocol, const OrderRule& rule,
                        const std::vector<Segment>& segments, std::size_t i, PlaceNeeds& needs) {
  for (const WorkedPlace& place : segments[i].places) {
    if (is_loosened(rule, segments, i, place)) continue;
    int own = 0, movement = 0;
    auto lower = [](int& least, int other) {
      if (least == 0 || other < least) least = other;
    };
    for (const std::string& id : place.techniques)
      lower(own, least_halves(*protocol.technique(id)));
    for (const std::string& id : rule.needs) lower(movement, least_halves(*protocol.technique(id)));
    PlaceNeed& need = needs[place.region];
    need.half_minutes = std::max(need.half_minutes, own + movement);
  }
}

struct Asking {
  const OrderRule& rule;
  const std::vector<Segment>& segments;
  std::size_t i;
  PlaceNeeds& needs;

  bool deep(int depth) const {
    return rule.check == OrderCheck::light_around && depth >= rule.depth;
  }
  void at_least(const Region& region, int half_minutes) {
    PlaceNeed& need = needs[region];
    need.half_minutes = std::max(need.half_minutes, half_minutes);
  }
  // General work prepares what is worked later.
  void before(const WorkedPlace& place) {
    WorkedBlocks later = worked_on(rule, segments, i + 1, segments.size(), place.region);
    if (later.at_all) at_least(place.region, deep(later.depth) ? rule.before_half_minutes : 0);
  }
  // The end of what was worked before: long strokes, and light after deep.
  void after(const WorkedPlace& place) {
    WorkedBlocks earlier = worked_on(rule, segments, 0, i, place.region);
    if (deep(earlier.depth)) at_least(place.region, rule.after_half_minutes);
    if (rule.check != OrderCheck::between || !earlier.by_rule) return;
    PlaceNeed& need = needs[place.region];
    for (const std::string& id : rule.needs) {
      if (is_in(place.techniques, id)) need.must.push_back(id);
    }
  }
  // Where no later block ends it, the work on one spot does so itself.
  void own_end(const WorkedPlace& place) {
    if (!uses(place, rule.techniques)) return;
    for (std::size_t k = i + 1; k < segments.size(); ++k) {
      const WorkedPlace* later = place_in(segments[k], place.region);
      if (ends(segments[k].phase) && later != nullptr && uses(*later, rule.needs)) return;
    }
    needs[place.region].must = rule.needs;
  }
};

}  // namespace

PlaceNeeds needs_of(const PlanProtocol& protocol, const std::vector<Segment>& segments,
                    std::size_t i) {
  PlaceNeeds needs;
  for (const OrderRule& rule : protocol.order) {
    if (rule.check == OrderCheck::loosened) ask_time_to_loosen(protocol, rule, segments, i, needs);
    bool frames = rule.check == OrderCheck::light_around;
    if (!frames && rule.check != OrderCheck::between) continue;
    Asking asking{rule, segments, i, needs};
    for (const WorkedPlace& place : segments[i].places) {
      if (segments[i].phase == Phase::general) asking.before(place);
      if (ends(segments[i].phase)) asking.after(place);
      if (segments[i].phase == Phase::specific && !frames) asking.own_end(place);
    }
  }
  return needs;
}

void soften_end(const PlanProtocol& protocol, std::vector<Segment>& segments, std::size_t i) {
  if (!ends(segments[i].phase)) return;
  for (const OrderRule& rule : protocol.order) {
    if (rule.check != OrderCheck::light_around) continue;
    for (WorkedPlace& place : segments[i].places) {
      WorkedBlocks before = worked_on(rule, segments, 0, i, place.region);
      bool deep = before.depth >= rule.depth;
      if (!deep || light_after(rule, segments, i, place.region) >= rule.after_half_minutes)
        continue;
      std::vector<std::string> light;
      for (const std::string& id : place.techniques) {
        if (protocol.technique(id)->depth_low <= rule.after_high) light.push_back(id);
      }
      if (light.empty()) continue;
      place.techniques = std::move(light);
      place.depth = std::min(place.depth, rule.after_high);
    }
  }
}

int turn_between(const PlanProtocol& protocol, const Segment& before, const Segment& after) {
  if (before.position.empty() || after.position.empty()) return 0;
  bool stays = before.position == after.position && before.up == after.up;
  return stays ? 0 : protocol.rule("turn_half_minutes").value;
}

int stretch_at(const std::vector<Segment>& segments, std::size_t i) {
  auto same = [&](std::size_t k) {
    return segments[k].half_minutes == 0 ||
           (segments[k].position == segments[i].position && segments[k].up == segments[i].up);
  };
  std::size_t from = i, to = i + 1;
  while (from > 0 && same(from - 1)) --from;
  while (to < segments.size() && same(to)) ++to;
  int sum = 0;
  for (std::size_t k = from; k < to; ++k) sum += segments[k].half_minutes;
  return sum;
}

int longest_stretch(const PlanProtocol& protocol, std::string_view condition,
                    const Segment& segment) {
  const Position* position = protocol.position(segment.position);
  const Condition* of = protocol.condition(condition);
  int most = position == nullptr ? 0 : position->most_minutes;
  int change = of == nullptr ? 0 : of->change_after;
  if (most == 0 || (change > 0 && change < most)) most = change;
  return most * 2;
}

}  // namespace fascia::care
