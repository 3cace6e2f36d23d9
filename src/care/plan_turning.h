// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/plan_parts.h"

// The parts of laying out a visit: the work cut into pieces (plan_ways.cc), and the position of
// each (plan_turning.cc).
namespace fascia::care {

// What is done in one go; a long block is several, so that the client can turn in between.
struct Piece {
  std::size_t block = 0;
  int half_minutes = 0;
  std::optional<Side> side;  // only this side of the body
  int rank = 100;            // percent: how well a template is served so
  bool alone = false;        // the other side has work too, that is left out
};

// How somebody may lie, and what the template makes of it.
struct Station {
  std::string position;
  std::optional<Side> up;
  int rank = 0;   // percent: how well the template likes it
  int limit = 0;  // half minutes at a stretch; 0: any
  bool hard = false;
  bool off_table = false;
  bool listed = true;     // by the template
  std::size_t order = 0;  // among the positions of the template
};
inline constexpr int kUnlisted = 40;  // the rank of what the template does not name

std::vector<Station> stations_of(const Frame& frame);
// The sides where there is work, the more painful first.
std::vector<Side> sides_of(const Frame& frame);
// The side that nobody works on by the rule of both sides alone: to have it up, the client would
// lie on a pain, in the position that the template begins with.
std::optional<Side> excused_side(const Frame& frame);
bool reaches(const PlanProtocol& protocol, const std::string& position,
             const std::optional<Side>& up, const Region& region);
inline bool is_frame(Phase phase) { return phase == Phase::open || phase == Phase::close; }

// The pieces of one way through the visit, with the best position of each, in at most so many
// turns. `anywhere`: the best of those that begin in any position, though it is worth less then.
LaidOut turn_through(const Frame& frame, const std::vector<Segment>& blocks,
                     const std::vector<Station>& stations, std::vector<Piece> pieces, int moves,
                     bool anywhere = false);

}  // namespace fascia::care
