// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "care/plan_parts.h"

namespace fascia::care {
namespace {

// Where minutes go that no other segment takes: general work, else the first by hand.
std::size_t sink_of(const std::vector<Segment>& segments, std::size_t end) {
  std::size_t sink = 0;
  for (std::size_t i = end; i-- > 0;) {
    bool general = segments[i].phase == Phase::general;
    if (general || segments[sink].phase != Phase::general) sink = i;
  }
  return sink;
}

}  // namespace

Plan cut_to(const PlanProtocol& protocol, Plan plan, int minutes_left) {
  minutes_left = std::max(0, minutes_left);
  if (minutes_left >= plan.minutes || plan.segments.empty()) return plan;
  int total = minutes_left * 2;
  std::vector<Segment>& segments = plan.segments;
  bool closes = segments.back().phase == Phase::close;
  std::size_t end = closes ? segments.size() - 1 : segments.size();
  int kept = closes ? std::min(segments.back().half_minutes, total) : 0;
  if (closes) segments.back().half_minutes = kept;
  int old =
      std::accumulate(segments.begin(), segments.begin() + static_cast<std::ptrdiff_t>(end), 0,
                      [](int sum, const Segment& segment) { return sum + segment.half_minutes; });
  int rest = total - kept;
  for (std::size_t i = 0; i < end; ++i) {
    int& halves = segments[i].half_minutes;
    halves = old == 0 ? 0 : halves * rest / old;  // rounded down; the rest goes to the sink
    // Less than a minute is no work.
    if (halves < 2 && segments[i].phase != Phase::general) halves = 0;
  }
  std::size_t sink = end == 0 ? segments.size() - 1 : sink_of(segments, end);
  drop_what_lost_its_ground(protocol, segments, sink);
  int given = std::accumulate(segments.begin(), segments.end(), 0,
                              [](int sum, const Segment& one) { return sum + one.half_minutes; });
  segments[sink].half_minutes += total - given;
  std::erase_if(segments, [](const Segment& segment) { return segment.half_minutes == 0; });
  plan.minutes = minutes_left;
  SessionLength length = length_for(protocol, minutes_left);
  plan.deep_limit = std::min(plan.deep_limit, length.deep);
  plan.tender_points = std::min(plan.tender_points, length.points);
  plan.deep_half_minutes = fit_deep(protocol, segments, plan.deep_limit * 2);
  plan.positions.clear();
  for (const Segment& segment : segments) {
    if (!segment.position.empty() && !is_in(plan.positions, segment.position)) {
      plan.positions.push_back(segment.position);
    }
  }
  std::string deep = std::to_string((plan.deep_half_minutes + 1) / 2);
  for (Recommendation& one : plan.recommendations) {
    if (one.id != "deep_limit") continue;
    one = recommend(protocol, "deep_limit",
                    {{"minutes", {deep, deep}}, argument("limit", plan.deep_limit)});
  }
  add_stretches(protocol, plan);
  Recommendation late = recommend(protocol, "late", {argument("minutes", minutes_left)});
  plan.recommendations.insert(plan.recommendations.begin(), std::move(late));
  return plan;
}

}  // namespace fascia::care
