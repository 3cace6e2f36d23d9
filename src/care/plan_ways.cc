// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/plan_order_parts.h"
#include "care/plan_turning.h"

// The ways through a visit: in which order the work of both sides is done.
namespace fascia::care {
namespace {

constexpr int kPiece = 8;  // half minutes
constexpr int kSides = 60, kTurnedOnce = 75, kBegins = 10;

void add_pieces(std::vector<Piece>& pieces, std::size_t block, int halves, const Piece& like = {}) {
  int parts = std::max(1, (halves + kPiece - 1) / kPiece);
  for (int k = 0; k < parts && halves > 0; ++k) {
    int here = halves / (parts - k) + (halves % (parts - k) > 0 ? 1 : 0);
    pieces.push_back({block, here, like.side, like.rank, like.alone});
    halves -= here;
  }
}

std::vector<Piece> one_after_the_other(const std::vector<int>& halves) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < halves.size(); ++i) add_pieces(pieces, i, halves[i]);
  return pieces;
}

// All of the work on one side, then all of it on the other, which has so much of the time.
std::vector<Piece> side_by_side(const std::vector<Segment>& blocks, const std::vector<int>& halves,
                                const std::vector<Side>& sides, int percent = 50,
                                bool alone = false) {
  std::vector<Piece> pieces;
  for (std::size_t side = 0; side < sides.size(); ++side) {
    for (std::size_t i = 0; i < halves.size(); ++i) {
      if (blocks[i].phase == Phase::close || (blocks[i].phase == Phase::open && side > 0)) continue;
      const int second = halves[i] * percent / 100;
      int half = side == 0 ? halves[i] - second : second;
      if (sides.size() == 1 || blocks[i].phase == Phase::open) half = halves[i];
      add_pieces(pieces, i, half, {0, 0, sides[side], kSides, alone});
    }
  }
  for (std::size_t i = 0; i < halves.size(); ++i) {
    if (blocks[i].phase == Phase::close) add_pieces(pieces, i, halves[i]);
  }
  return pieces;
}

// General work on both sides, then the specific work of one side and of the other.
std::vector<Piece> turned_once(const std::vector<Segment>& blocks, const std::vector<int>& halves,
                               const std::vector<Side>& sides) {
  auto specific = [&](std::size_t i) { return blocks[i].phase == Phase::specific; };
  std::vector<Piece> pieces;
  std::size_t first = 0;
  for (; first < halves.size() && !specific(first); ++first) {
    add_pieces(pieces, first, halves[first]);
  }
  for (std::size_t side = 0; side < sides.size(); ++side) {
    for (std::size_t i = first; i < halves.size(); ++i) {
      int half = (halves[i] + (side == 0 ? 1 : 0)) / 2;
      if (specific(i)) add_pieces(pieces, i, half, {0, 0, sides[side], kTurnedOnce});
    }
  }
  for (std::size_t i = first; i < halves.size(); ++i) {
    if (!specific(i)) add_pieces(pieces, i, halves[i]);
  }
  return pieces;
}

// The beginning and the end are at what is worked on, where the template's place is out of reach.
void fill_frames(const Frame& frame, LaidOut& out) {
  std::vector<Region> worked;
  for (const Segment& segment : out.segments) {
    if (is_frame(segment.phase)) continue;
    for (const WorkedPlace& place : segment.places) worked.push_back(place.region);
  }
  for (std::size_t i = 0; i < out.segments.size(); ++i) {
    Segment& segment = out.segments[i];
    if (!segment.places.empty() || !is_frame(segment.phase)) continue;
    for (const Region& region : worked) {
      if (!reaches(frame.protocol, segment.position, segment.up, region)) continue;
      add_place(frame, frame.condition.blocks[out.blocks[i]], region, segment);
    }
  }
  for (Segment& segment : out.segments) {
    segment.depth_low = std::min(segment.depth_low, segment.depth());
  }
}

}  // namespace

std::vector<LaidOut> lay_out(const Frame& frame, const std::vector<Segment>& blocks,
                             const std::vector<int>& halves) {
  std::vector<Station> stations = stations_of(frame);
  int turn = frame.protocol.rule("turn_half_minutes").value;
  int free = (frame.minutes - frame.length.hands_on) * 2;
  int moves = turn == 0 ? frame.length.moves : std::min(frame.length.moves, free / turn);
  std::vector<std::vector<Piece>> ways{one_after_the_other(halves)};
  bool sided = std::any_of(stations.begin(), stations.end(),
                           [](const Station& station) { return station.up.has_value(); });
  std::vector<Side> sides = sides_of(frame);
  if (sided && static_cast<int>(sides.size()) <= moves + 1) {
    ways.push_back(side_by_side(blocks, halves, sides));
  }
  const int percent = other_side_percent(frame);
  if (sided && sides.size() == 1 && percent > 0 && moves > 0) {
    // A little more than its part: the visit begins on the first side.
    const Side other = sides.front() == Side::left ? Side::right : Side::left;
    ways.push_back(side_by_side(blocks, halves, {sides.front(), other}, percent + kBegins));
  }
  if (sided && sides.size() > 1) {
    ways.push_back(turned_once(blocks, halves, sides));
    ways.push_back(side_by_side(blocks, halves, {sides.front()}, 0, true));
  }
  std::vector<LaidOut> all;
  auto add = [&](const std::vector<Station>& in, std::vector<Piece> way, bool anywhere) {
    if (way.empty() || in.empty()) return;
    all.push_back(turn_through(frame, blocks, in, std::move(way), moves, anywhere));
  };
  for (std::vector<Piece>& way : ways) add(stations, std::move(way), false);
  add(stations, one_after_the_other(halves), true);
  // Where both sides hurt, also without lying on one of them.
  std::vector<Station> flat = stations;
  std::erase_if(flat, [](const Station& station) { return station.up.has_value(); });
  if (sided && sides.size() > 1) add(flat, one_after_the_other(halves), false);
  // What a template does not name may still serve a visit that has no better way.
  bool unlisted = std::any_of(stations.begin(), stations.end(),
                              [](const Station& one) { return one.rank == kUnlisted; });
  if (unlisted && !all.empty()) {
    for (Station& station : stations) {
      if (station.rank == kUnlisted && !station.off_table) station.rank = 2 * kUnlisted;
    }
    const long first = all.front().value;
    for (bool anywhere : {false, true}) {
      add(stations, one_after_the_other(halves), anywhere);
      all.back().value = std::min(all.back().value, first);
    }
  }
  // What serves the template half as well as another is not worth fitting.
  long most = 0;
  for (const LaidOut& one : all) most = std::max(most, one.value);
  std::erase_if(all, [&](const LaidOut& one) { return one.value * 2 < most; });
  for (LaidOut& one : all) fill_frames(frame, one);
  return all;
}

}  // namespace fascia::care
