// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/plan.h"

// The steps of making a plan.
namespace fascia::care {

// What holds for the whole session.
struct Frame {
  const PlanProtocol& protocol;
  const PlanInput& input;
  const Condition& condition;
  const Stage* stage = nullptr;
  SessionLength length;
  int minutes = 0;    // of the session
  int max_depth = 0;  // anywhere
  std::vector<Region> focus;
  std::vector<std::string> positions;  // allowed, in the order of use
};

// An argument of a message, in both languages.
struct Argument {
  std::string name;
  Words value;
};
Argument argument(std::string name, int value);
Recommendation recommend(const PlanProtocol& protocol, std::string_view rule,
                         const std::vector<Argument>& arguments = {}, std::string_view source = {});

const Stage* stage_of(const Condition& condition, const PlanInput& input);
// 0-5 at this place; 0 where it may not be touched.
int depth_at(const Frame& frame, const Region& region);
bool is_in(const std::vector<std::string>& ids, std::string_view id);

// One segment a block, with places and positions but no minutes; blocks without a place are empty.
std::vector<Segment> place_blocks(const Frame& frame);
// Minutes, then fewer deep ones until every limit holds. Returns the deep half minutes.
int fit_deep(const PlanProtocol& protocol, std::vector<Segment>& segments, int limit_half_minutes);
void explain(const Frame& frame, Plan& plan);

}  // namespace fascia::care
