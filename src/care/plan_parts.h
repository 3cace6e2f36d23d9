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
  const NextStep& next;  // what the verdict asks
  const Stage* stage = nullptr;
  const AgeChange* age = nullptr;
  SessionLength length;
  int minutes = 0;    // of the session
  int max_depth = 0;  // anywhere
  std::vector<Region> focus;
  std::vector<std::string> positions;  // allowed, in the order of use
  std::vector<ProbableSource> sources;
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
const AgeChange* age_change_of(const Condition& condition, int age);
// 0-5 at this place; 0 where it may not be touched.
int depth_at(const Frame& frame, const Region& region);
bool is_in(const std::vector<std::string>& ids, std::string_view id);

// Days since the named condition, or the main problem, began.
int days_of(const Condition& condition, const PlanInput& input);
// Strokes for a place of the block, or lighter ones; `most` caps the depth.
bool usable(const Frame& frame, const std::string& id, const Region& region, int depth);

// The hard caps of today, whatever is planned.
void add_hard_caps(const PlanProtocol& protocol, const PlanInput& input, Plan& plan);

void read_said(const PlanProtocol& protocol, const Intake& intake, Date visit, PlanInput& input);

// One segment a block, with all places that it may have; those of `without` stay empty. `halves`:
// the half minutes that are meant for each.
std::vector<Segment> place_blocks(const Frame& frame, const std::vector<int>& halves,
                                  const std::vector<bool>& without);
// Pain that is marked can come from a muscle that lies there.
bool is_source(const Frame& frame, const Region& region);
void add_place(const Frame& frame, const Block& block, const Region& region, Segment& segment);
// The same with positions, in the order of the visit; `blocks` says of which block each is.
struct LaidOut {
  std::vector<Segment> segments;
  std::vector<std::size_t> blocks;
  long value = 0;  // how well the positions serve the template
};
// Several ways, to be fitted and compared.
std::vector<LaidOut> lay_out(const Frame& frame, const std::vector<Segment>& blocks,
                             const std::vector<int>& halves);
// All of the segments, with the turns and the talk before them.
void add_work(const Frame& frame, Plan& plan);
// Places and techniques that there is time for, with their minutes; a segment that nothing is left
// of has none.
void fit_work(const Frame& frame, LaidOut& laid);
// The time it takes to change position, between the segments.
void add_turns(const PlanProtocol& protocol, std::vector<Segment>& segments);
// Minutes, then fewer deep ones until every limit holds. Returns the deep half minutes.
int fit_deep(const PlanProtocol& protocol, std::vector<Segment>& segments, int limit_half_minutes);
// How much of the time the other side gets (sheet b 4.3(9)); 0 in a visit that is too short for it.
int other_side_percent(const Frame& frame);
// The other side of places that are marked on one side alone, lighter and for a part of the time.
void add_other_sides(const Frame& frame, std::vector<Segment>& segments);
// From the trunk outward; fewer deep places where there is no lighter work around them.
void put_in_order(const PlanProtocol& protocol, std::vector<Segment>& segments);
// Another approach than last time: no further change, or no change at all.
bool changes_approach(const Frame& frame);
// Techniques that come before what they need, or that nothing ends, are left out; true where any
// was.
bool drop_out_of_order(const PlanProtocol& protocol, std::vector<Segment>& segments);
// A stretch or movement by hand soon after deep work, and the places where none is possible.
void loosen(const Frame& frame, Plan& plan);
std::vector<Region> unloosened(const PlanProtocol& protocol, const Plan& plan);
// Says it for those places.
void add_stretches(const PlanProtocol& protocol, Plan& plan);
void add_beside(const Frame& frame, Plan& plan);
void add_watch(const Frame& frame, Plan& plan);
void explain(const Frame& frame, Plan& plan);

}  // namespace fascia::care
