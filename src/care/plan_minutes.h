// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "care/plan_parts.h"

// Minutes of the places of one block: each technique its least and most (sheet b 4.3), each place
// enough for what is done there, in half minutes.
namespace fascia::care {

// What the rules about the order of work ask of one place in a block.
struct PlaceNeed {
  int half_minutes = 0;           // at least
  std::vector<std::string> must;  // techniques that may not be left out
};
using PlaceNeeds = std::map<Region, PlaceNeed>;

struct GivingRules {
  const PlanProtocol& protocol;
  std::vector<std::string> first;  // techniques that lead where they are
  int minutes = 0;                 // of the session
  // Strokes that may be added where there is more time than the techniques of a place may take.
  std::function<std::vector<std::string>(const WorkedPlace&)> spare;
};

// Half minutes: the least that it takes.
int least_halves(const Technique& technique);

// Gives the block's half minutes to the places it can do, marked ones first, and leaves out places
// and techniques that there is no time for. Sides of a place stand or fall together. The block
// keeps what was given; returns the half minutes that nobody can take.
int give_minutes(const GivingRules& rules, const PlaceNeeds& needs, Segment& segment);

// What the order of work asks of block `i`, from the blocks around it.
PlaceNeeds needs_of(const PlanProtocol& protocol, const std::vector<Segment>& segments,
                    std::size_t i);
// A light end for what was worked deep, where the blocks after `i` have none yet.
void soften_end(const PlanProtocol& protocol, std::vector<Segment>& segments, std::size_t i);
// Is there time for one more technique at this place?
bool has_time_for(const PlanProtocol& protocol, const Segment& segment, const WorkedPlace& place,
                  const std::string& technique);

// The half minutes of turning between two blocks; 0 where the client stays as she is.
int turn_between(const PlanProtocol& protocol, const Segment& before, const Segment& after);
// The longest stretch in the position of block `i`, in half minutes, as it stands, and as it may
// be (0: any).
int stretch_at(const std::vector<Segment>& segments, std::size_t i);
int longest_stretch(const PlanProtocol& protocol, std::string_view condition,
                    const Segment& segment);

}  // namespace fascia::care
