// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "care/plan_minutes.h"

namespace fascia::care {
namespace {

int sum_of(const std::vector<Segment>& segments) {
  return std::accumulate(segments.begin(), segments.end(), 0,
                         [](int sum, const Segment& one) { return sum + one.half_minutes; });
}

int turns_of(const PlanProtocol& protocol, std::vector<Segment> segments) {
  std::erase_if(segments, [](const Segment& one) { return one.half_minutes == 0; });
  int worked = sum_of(segments);
  add_turns(protocol, segments);
  return sum_of(segments) - worked;
}

// The work fitted into its fewer minutes; techniques that lost what they need go too.
void fit_again(const PlanProtocol& protocol, std::vector<Segment>& segments, int minutes) {
  GivingRules rules{protocol, {}, minutes, {}};
  do {
    for (std::size_t i = segments.size(); i-- > 0;) {
      if (segments[i].phase == Phase::settle) continue;
      give_minutes(rules, needs_of(protocol, segments, i), segments[i]);
    }
  } while (drop_out_of_order(protocol, segments));
}

struct Cutting {
  const PlanProtocol& protocol;
  const std::vector<Segment>& whole;  // without turns
  int minutes;
  std::vector<Segment> segments = {};

  int left(const std::vector<Segment>& these) const {
    return minutes * 2 - sum_of(these) - turns_of(protocol, these);
  }
  // What is left goes to general work first, also to what rounding down had taken all from.
  void pass_on(Phase phase) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (segments[i].phase != phase || whole[i].half_minutes == 0) continue;
      std::vector<Segment> with = segments;
      if (with[i].places.empty()) with[i] = whole[i];
      with[i].half_minutes = segments[i].half_minutes + 1;
      int room = left(with) + 1;
      with[i].half_minutes = segments[i].half_minutes + room;
      if (room <= 0) continue;
      std::vector<Segment> tried = with;
      fit_again(protocol, tried, minutes);
      if (sum_of(tried) > sum_of(segments) && left(tried) >= 0) segments = std::move(tried);
    }
  }
  void run() {
    const bool closes = whole.back().phase == Phase::close;
    const std::size_t end = closes ? whole.size() - 1 : whole.size();
    segments = whole;
    if (closes) segments.back().half_minutes = std::min(whole.back().half_minutes, minutes * 2);
    int kept = closes ? segments.back().half_minutes : 0;
    int work = std::max(0, minutes * 2 - kept - turns_of(protocol, whole));
    int old = sum_of(whole) - (closes ? whole.back().half_minutes : 0);
    for (std::size_t i = 0; i < end; ++i) {
      int& halves = segments[i].half_minutes;
      halves = old == 0 ? 0 : halves * work / old;
      if (halves < 2) halves = 0;  // less than a minute is no work
    }
    fit_again(protocol, segments, minutes);
    for (Phase phase : {Phase::general, Phase::specific, Phase::integrate, Phase::open}) {
      pass_on(phase);
    }
    int talk = left(segments);
    std::erase_if(segments, [](const Segment& one) { return one.half_minutes == 0; });
    add_turns(protocol, segments);
    if (talk <= 0) return;
    if (segments.empty() || segments.front().phase != Phase::settle) {
      segments.insert(segments.begin(), Segment{});
    }
    segments.front().half_minutes += talk;
  }
};

}  // namespace

Plan cut_to(const PlanProtocol& protocol, Plan plan, int minutes_left) {
  minutes_left = std::max(0, minutes_left);
  if (minutes_left >= plan.minutes || plan.segments.empty()) return plan;
  std::vector<Segment>& segments = plan.segments;
  std::erase_if(segments, [](const Segment& one) { return one.phase == Phase::turn; });
  Cutting cutting{protocol, segments, minutes_left};
  cutting.run();
  segments = std::move(cutting.segments);
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
