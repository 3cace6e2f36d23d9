// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "care/plan_order_parts.h"

// Checks a plan against the rules about the order of work (sheet b 4.3).
namespace fascia::care {
namespace {

bool any_in(const std::vector<std::string>& wanted, const std::vector<std::string>& ids) {
  return std::any_of(ids.begin(), ids.end(),
                     [&](const std::string& id) { return is_in(wanted, id); });
}

double halves_at(const Segment& segment, const WorkedPlace& place) {
  return segment.minutes_at(place) * 2;
}

// Half minutes of lighter work on the place in the general blocks before segment `i`.
double lighter_before(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                      const Region& region) {
  double sum = 0;
  for (std::size_t k = 0; k < i; ++k) {
    if (segments[k].phase != Phase::general) continue;
    const WorkedPlace* place = place_in(segments[k], region);
    bool fits = place != nullptr && place->depth >= rule.before_low &&
                segments[k].depth_low <= rule.before_high;
    if (fits) sum += halves_at(segments[k], *place);
  }
  return sum;
}

constexpr double kRounding = 1e-6;

// The place before which this one should stand, but does not.
bool is_outward(const OrderRule& rule, const Segment& segment, std::size_t at) {
  auto here = on_limb(rule, segment.places[at].region);
  if (!here) return true;
  for (std::size_t k = 0; k < at; ++k) {
    auto before = on_limb(rule, segment.places[k].region);
    bool same = before && before->first == here->first &&
                segment.places[k].region.side == segment.places[at].region.side;
    if (same && before->second > here->second) return false;
  }
  return true;
}

bool is_avoided(const Plan& plan, const Region& region) {
  return std::any_of(plan.avoid.begin(), plan.avoid.end(),
                     [&](const Avoid& avoid) { return !avoid.region || avoid.region == region; });
}

bool has_both_sides(const PlanProtocol& protocol, const OrderRule& rule, const Plan& plan,
                    std::size_t i, const WorkedPlace& place) {
  const BodyRegion* body = protocol.anatomy.region(place.region.id);
  bool asks = plan.minutes > rule.longer_than && body != nullptr && body->paired &&
              plan.segments[i].phase == Phase::specific;
  // Who lies on one side turns for the other.
  if (!asks || plan.segments[i].up) return true;
  const WorkedPlace* other = place_in(plan.segments[i], other_side(place.region));
  if (other == nullptr) return is_avoided(plan, other_side(place.region));
  int sum = place.weight + other->weight;
  return std::max(place.weight, other->weight) * 100 <= sum * (100 - rule.percent);
}

bool holds(const PlanProtocol& protocol, const OrderRule& rule, const Plan& plan, std::size_t i,
           std::size_t at) {
  const WorkedPlace& place = plan.segments[i].places[at];
  switch (rule.check) {
    case OrderCheck::light_around:
      return is_framed(rule, plan.segments, i, place);
    case OrderCheck::prepared:
      return is_prepared(rule, plan.segments, i, place);
    case OrderCheck::loosened: {
      bool said = std::any_of(plan.recommendations.begin(), plan.recommendations.end(),
                              [&](const Recommendation& one) { return one.id == rule.instead; });
      return said || is_loosened(rule, plan.segments, i, place);
    }
    case OrderCheck::outward:
      return is_outward(rule, plan.segments[i], at);
    case OrderCheck::both_sides:
      return has_both_sides(protocol, rule, plan, i, place);
    case OrderCheck::between:
      return is_between(rule, plan.segments, i, place);
    case OrderCheck::in_a_row:
      break;
  }
  return true;
}

}  // namespace

double light_after(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                   const Region& region) {
  double sum = 0;
  for (std::size_t k = i + 1; k < segments.size(); ++k) {
    bool framing = segments[k].phase == Phase::integrate || segments[k].phase == Phase::close;
    const WorkedPlace* place = place_in(segments[k], region);
    bool fits = framing && place != nullptr && place->depth > 0 && place->depth <= rule.after_high;
    if (fits) sum += halves_at(segments[k], *place);
  }
  return sum;
}

const WorkedPlace* place_in(const Segment& segment, const Region& region) {
  for (const WorkedPlace& place : segment.places) {
    if (place.region == region) return &place;
  }
  return nullptr;
}

bool is_framed(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
               const WorkedPlace& place) {
  if (segments[i].phase != Phase::specific || place.depth < rule.depth) return true;
  return lighter_before(rule, segments, i, place.region) + kRounding >= rule.before_half_minutes &&
         light_after(rule, segments, i, place.region) + kRounding >= rule.after_half_minutes;
}

bool is_prepared(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                 const WorkedPlace& place) {
  if (!any_in(rule.techniques, place.techniques)) return true;
  for (std::size_t k = 0; k < i; ++k) {
    const WorkedPlace* before = place_in(segments[k], place.region);
    if (before != nullptr && any_in(rule.needs, before->techniques)) return true;
  }
  return false;
}

bool is_loosened(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                 const WorkedPlace& place) {
  bool asks = segments[i].phase == Phase::specific && place.depth >= rule.depth &&
              any_in(rule.techniques, place.techniques);
  if (!asks || any_in(rule.needs, place.techniques)) return true;
  int gone = 0;
  for (std::size_t k = i + 1; k < segments.size() && gone <= rule.within_half_minutes; ++k) {
    const WorkedPlace* later = place_in(segments[k], place.region);
    if (later != nullptr && any_in(rule.needs, later->techniques)) return true;
    gone += segments[k].half_minutes;
  }
  return false;
}

bool is_between(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                const WorkedPlace& place) {
  if (segments[i].phase != Phase::specific || !any_in(rule.techniques, place.techniques))
    return true;
  bool before = false;
  for (std::size_t k = 0; k < i; ++k) {
    bool general = segments[k].phase == Phase::general;
    before = before || (general && place_in(segments[k], place.region) != nullptr);
  }
  if (!before) return false;
  // The last of its own strokes, or later ones.
  if (!place.techniques.empty() && is_in(rule.needs, place.techniques.back())) return true;
  double after = 0;
  for (std::size_t k = i + 1; k < segments.size(); ++k) {
    bool ends = segments[k].phase == Phase::integrate || segments[k].phase == Phase::close;
    const WorkedPlace* later = place_in(segments[k], place.region);
    if (ends && later != nullptr && any_in(rule.needs, later->techniques)) {
      after += halves_at(segments[k], *later);
    }
  }
  return after + kRounding >= rule.after_half_minutes;
}

Region other_side(const Region& region) {
  return {region.id, region.side == Side::left ? Side::right : Side::left};
}

std::size_t too_many_in_a_row(const OrderRule& rule, const std::vector<Segment>& segments) {
  int row = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].phase == Phase::turn) continue;  // no rest for who works
    row = segments[i].depth() >= rule.depth ? row + 1 : 0;
    if (row > rule.most) return i;
  }
  return segments.size();
}

std::optional<std::pair<std::size_t, std::size_t>> on_limb(const OrderRule& rule,
                                                           const Region& region) {
  for (std::size_t c = 0; c < rule.chains.size(); ++c) {
    auto found = std::find(rule.chains[c].begin(), rule.chains[c].end(), region.id);
    if (found != rule.chains[c].end()) {
      return std::pair(c, static_cast<std::size_t>(found - rule.chains[c].begin()));
    }
  }
  return std::nullopt;
}

double Segment::minutes_at(const WorkedPlace& place) const {
  int sum = 0;
  for (const WorkedPlace& one : places) sum += one.weight;
  return sum <= 0 ? 0 : minutes() * place.weight / sum;
}

std::vector<int> Segment::tenths_at_places() const {
  std::vector<int> tenths;
  int left = half_minutes * 5;
  for (const WorkedPlace& place : places) {
    int here = std::min(left, static_cast<int>(std::lround(minutes_at(place) * 10)));
    tenths.push_back(&place == &places.back() ? left : here);
    left -= here;
  }
  return tenths;
}

std::vector<OrderFault> order_faults(const PlanProtocol& protocol, const Plan& plan) {
  std::vector<OrderFault> faults;
  for (const OrderRule& rule : protocol.order) {
    for (std::size_t i = 0; i < plan.segments.size(); ++i) {
      const std::vector<WorkedPlace>& places = plan.segments[i].places;
      for (std::size_t at = 0; at < places.size(); ++at) {
        if (!holds(protocol, rule, plan, i, at)) {
          faults.push_back({rule.id, i, places[at].region, rule.text});
        }
      }
    }
    if (rule.check != OrderCheck::in_a_row) continue;
    std::size_t many = too_many_in_a_row(rule, plan.segments);
    if (many < plan.segments.size()) faults.push_back({rule.id, many, {}, rule.text});
  }
  return faults;
}

std::vector<Region> unloosened(const PlanProtocol& protocol, const Plan& plan) {
  std::vector<Region> places;
  for (const OrderRule& rule : protocol.order) {
    if (rule.check != OrderCheck::loosened) continue;
    for (std::size_t i = 0; i < plan.segments.size(); ++i) {
      for (const WorkedPlace& place : plan.segments[i].places) {
        if (!is_loosened(rule, plan.segments, i, place)) places.push_back(place.region);
      }
    }
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

}  // namespace fascia::care
