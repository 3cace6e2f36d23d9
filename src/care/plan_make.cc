// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "care/plan_minutes.h"

namespace fascia::care {
namespace {

// No plan is longer than the longest row of the lengths.
int longest_of(const PlanProtocol& protocol) {
  return protocol.lengths.empty() ? 8 * 60 : protocol.lengths.back().booked;
}

int session_minutes(const PlanProtocol& protocol, const PlanInput& input, const Stage* stage) {
  int minutes = std::clamp(input.minutes, 0, longest_of(protocol));
  if (input.limits.minutes) minutes = std::min(minutes, std::max(0, *input.limits.minutes));
  if (stage != nullptr && stage->minutes) minutes = std::min(minutes, *stage->minutes);
  return minutes;
}

// What grade, stage and age leave of a condition's depth.
int depth_of_condition(const Condition& condition, const Stage* stage, const AgeChange* age) {
  int depth = condition.depth_max;
  if (stage != nullptr) depth = std::min(depth, stage->max_depth);
  if (age == nullptr) return depth;
  if (age->max_depth) depth = std::min(depth, *age->max_depth);
  return depth == 0 ? 0 : std::max(1, depth - age->lower);
}

int deepest_allowed(const PlanProtocol& protocol, const PlanInput& input, const NextStep& next,
                    int depth) {
  auto rule = [&](std::string_view id) { return protocol.rule(id).value; };
  depth = std::min(rule("default_depth"), depth);
  if (input.service == ServiceKind::swedish) depth = std::min(depth, rule("swedish_depth"));
  if (input.first_visit) depth = std::min(depth, rule("first_visit_depth"));
  if (input.age >= rule("age_from")) depth = std::min(depth, rule("age_depth"));
  if (input.verdict == Verdict::worse) depth = std::min(depth, rule("worse_depth"));
  int lighter = next.lighter;
  if (input.last.highest_discomfort >= rule("last_ceiling")) ++lighter;
  if (input.last.sore_over_72_hours || !input.last.lighter.empty()) ++lighter;
  // Light touch stays possible; only a bar makes it nothing.
  return depth == 0 ? 0 : std::max(1, depth - lighter);
}

std::vector<std::string> allowed_positions(const PlanProtocol& protocol, const PlanInput& input,
                                           const Condition& condition) {
  std::vector<std::string> positions = condition.positions;
  for (const Position& position : protocol.positions) {
    if (!is_in(positions, position.id)) positions.push_back(position.id);
  }
  const std::vector<std::string>& allowed = input.limits.positions;
  if (!allowed.empty()) {
    std::erase_if(positions, [&](const std::string& id) { return !is_in(allowed, id); });
  }
  return positions;
}

// The strongest marks first, as many as the length has room for; the rest waits.
void choose_focus(const PlanInput& input, Frame& frame, Plan& plan) {
  std::vector<Pain> pains = input.pains;
  std::stable_sort(pains.begin(), pains.end(), [](const Pain& a, const Pain& b) {
    return a.intensity != b.intensity ? a.intensity > b.intensity : a.region < b.region;
  });
  std::vector<std::string> ids;
  for (const Pain& pain : pains) {
    if (depth_at(frame, pain.region) == 0 || !exists(frame.protocol.anatomy, pain.region)) {
      continue;
    }
    bool known = is_in(ids, pain.region.id);
    if (!known && static_cast<int>(ids.size()) >= frame.length.focus) {
      plan.next_time.push_back(pain.region);
      continue;
    }
    if (!known) ids.push_back(pain.region.id);
    frame.focus.push_back(pain.region);
  }
}

void add_muscles(const Frame& frame, Plan& plan) {
  std::vector<std::string> ids;
  for (const ProbableSource& source : plan.sources) ids.push_back(source.muscle);
  for (const std::string& id : frame.condition.muscles) {
    if (!is_in(ids, id)) ids.push_back(id);
  }
  for (Segment& segment : plan.segments) {
    if (segment.phase != Phase::specific) continue;
    for (const std::string& id : ids) {
      const Muscle* muscle = frame.protocol.anatomy.muscle(id);
      int depth = -1;
      for (const WorkedPlace& place : segment.places) {
        if (muscle != nullptr && is_in(muscle->locations, place.region.id)) {
          depth = std::max(depth, std::min(place.depth, muscle->cap));
        }
      }
      if (depth >= 0) segment.muscles.push_back({id, depth});
    }
  }
}

// Which of the visits is looked at again, how many a week, and the length of the course: those of
// the stage, where it has its own.
const std::vector<int>& reassess_of(const Frame& frame) {
  bool own = frame.stage != nullptr && !frame.stage->reassess.empty();
  return own ? frame.stage->reassess : frame.condition.reassess;
}
int visits_a_week_of(const Frame& frame) {
  int usual = frame.condition.visits_a_week;
  return frame.stage == nullptr ? usual : frame.stage->visits_a_week.value_or(usual);
}
int course_of(const Frame& frame) {
  int usual = frame.condition.course;
  return frame.stage == nullptr ? usual : frame.stage->course.value_or(usual);
}

// Who reached the goal comes less often, each time by the next factor.
void spread_out(const Frame& frame, Plan& plan) {
  const std::vector<double>& factors = frame.next.spread;
  if (factors.empty()) return;
  auto last = static_cast<int>(factors.size()) - 1;
  int step = std::clamp(frame.input.spread_before, 0, last);
  double days = 7.0 / plan.visits_a_week * factors[static_cast<std::size_t>(step)];
  plan.days_between = static_cast<int>(std::ceil(days));
  plan.spread = step + 1;
}

void add_visits(const Frame& frame, Plan& plan) {
  const PlanInput& input = frame.input;
  int most = frame.protocol.rule("visits_without_verdict").value;
  int done = std::max(0, input.visits_done);
  int next = done + most;
  for (int visit : reassess_of(frame)) {
    if (visit > done) {
      next = std::min(next, visit);
      break;
    }
  }
  plan.reassess_at = next;
  plan.visits_a_week = visits_a_week_of(frame);
  spread_out(frame, plan);
  plan.reassess_in_days = plan.days_between > 0
                              ? (next - done) * plan.days_between
                              : ((next - done) * 7 + plan.visits_a_week - 1) / plan.visits_a_week;
  plan.course = course_of(frame);
  const StudiedLength& studied = frame.condition.studied;
  if (input.days_since_start >= studied.from_days) plan.studied = studied;
  plan.evidence = frame.condition.evidence;
  if (frame.next.most_visits == 0) return;
  plan.visits =
      std::min({most, frame.next.most_visits, next - done, std::max(1, plan.course - done)});
}

void add_discomfort(const Frame& frame, Plan& plan) {
  auto rule = [&](std::string_view id) { return frame.protocol.rule(id).value; };
  const PlanInput& input = frame.input;
  int ceiling = std::min(rule("ceiling"), frame.condition.ceiling);
  if (frame.stage != nullptr && frame.stage->ceiling) {
    ceiling = std::min(ceiling, *frame.stage->ceiling);
  }
  if (input.first_visit) ceiling = std::min(ceiling, rule("first_visit_ceiling"));
  if (input.age >= rule("age_from")) ceiling = std::min(ceiling, rule("age_ceiling"));
  if (frame.next.ceiling) ceiling = std::min(ceiling, *frame.next.ceiling);
  if (input.client_ceiling) ceiling = std::min(ceiling, std::max(0, *input.client_ceiling));
  if (input.last.highest_discomfort >= rule("last_ceiling")) ceiling = std::max(0, ceiling - 1);
  plan.discomfort.ceiling = ceiling;
  plan.discomfort.target_high = std::min(5, ceiling);
  plan.discomfort.target_low = std::min(4, ceiling);
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      const BodyRegion* body = frame.protocol.anatomy.region(place.region.id);
      if (body != nullptr && body->ceiling && *body->ceiling < ceiling) {
        plan.discomfort.places[place.region] = *body->ceiling;
      }
    }
  }
}

// What was to be worked, and has no place in the visit after all.
void add_next_time(const Frame& frame, Plan& plan) {
  for (const Region& region : frame.focus) {
    bool worked =
        std::any_of(plan.segments.begin(), plan.segments.end(), [&](const Segment& segment) {
          return std::any_of(segment.places.begin(), segment.places.end(),
                             [&](const WorkedPlace& place) { return place.region == region; });
        });
    if (!worked && !plan.segments.empty()) plan.next_time.push_back(region);
  }
}

int deepest_at(const Plan& plan, const Region& region) {
  int depth = 0;
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      if (place.region == region) depth = std::max(depth, place.depth);
    }
  }
  return depth;
}

void add_places(const Frame& frame, Plan& plan) {
  std::vector<Region> seen;
  for (const Segment& segment : plan.segments) {
    if (!segment.position.empty() &&
        (plan.positions.empty() || plan.positions.back() != segment.position)) {
      plan.positions.push_back(segment.position);
    }
    for (const WorkedPlace& place : segment.places) {
      if (std::find(seen.begin(), seen.end(), place.region) != seen.end()) continue;
      seen.push_back(place.region);
      const BodyRegion* body = frame.protocol.anatomy.region(place.region.id);
      // Where only a joint is moved nothing is touched.
      bool touched = body != nullptr && deepest_at(plan, place.region) > 0;
      if (touched && body->consent != OwnConsent::no) {
        plan.own_consent.push_back({place.region, body->consent == OwnConsent::by_clinic_policy});
      }
    }
  }
  for (const CautionZone& zone : frame.protocol.anatomy.zones) {
    bool here = std::any_of(seen.begin(), seen.end(),
                            [&](const Region& region) { return is_in(zone.regions, region.id); });
    if (here) plan.spots.push_back(zone.id);
  }
}

void add_sources(const Frame& frame, Plan& plan) {
  const PlanInput& input = frame.input;
  const Anatomy& anatomy = frame.protocol.anatomy;
  if (const SourceGate* gate = closed_gate(anatomy, input.pains, input.age, input.facts)) {
    plan.sources_barred = gate->id;
  } else {
    plan.sources = shown_sources(anatomy, input.pains);
  }
  plan.tender_points = std::min(frame.length.points, frame.condition.points);
  if (input.first_visit) {
    plan.tender_points =
        std::min(plan.tender_points, frame.protocol.rule("first_visit_points").value);
  }
}

}  // namespace

Plan make_plan(const PlanProtocol& protocol, const PlanInput& input) {
  Plan plan;
  plan.version = protocol.version;
  plan.screening_version = input.screening_version;
  plan.service = input.service;
  plan.booked = std::clamp(input.minutes, 0, 8 * 60);
  add_hard_caps(protocol, input, plan);
  const Condition* condition = choose_condition(protocol, input);
  if (condition == nullptr) return plan;
  const NextStep& next =
      step_for(protocol.next, input.verdict, input.goal_met, input.function_better);
  const Stage* stage = stage_of(*condition, input);
  const AgeChange* age = age_change_of(*condition, input.age);
  int minutes = session_minutes(protocol, input, stage);
  Frame frame{protocol,
              input,
              *condition,
              next,
              stage,
              age,
              length_for(protocol, minutes),
              minutes,
              deepest_allowed(protocol, input, next, depth_of_condition(*condition, stage, age)),
              {},
              allowed_positions(protocol, input, *condition),
              {}};
  plan.condition = condition->id;
  for (const std::string& id : input.named) {
    if (id != condition->id && protocol.condition(id) != nullptr && !is_in(plan.also, id)) {
      plan.also.push_back(id);
    }
  }
  plan.minutes = minutes;
  choose_focus(input, frame, plan);
  add_sources(frame, plan);
  frame.sources = plan.sources;
  add_work(frame, plan);
  add_next_time(frame, plan);
  add_muscles(frame, plan);
  plan.deep_limit = frame.length.deep;
  if (input.deep_minutes_left) {
    plan.deep_limit = std::clamp(*input.deep_minutes_left, 0, plan.deep_limit);
  }
  plan.deep_half_minutes = fit_deep(protocol, plan.segments, plan.deep_limit * 2);
  loosen(frame, plan);
  add_beside(frame, plan);
  add_visits(frame, plan);
  add_discomfort(frame, plan);
  add_places(frame, plan);
  add_watch(frame, plan);
  explain(frame, plan);
  add_stretches(protocol, plan);
  return plan;
}

}  // namespace fascia::care
