// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "care/plan_minutes.h"
#include "care/plan_order_parts.h"
#include "care/plan_turning.h"

// The work of a visit: of the ways through it the best, and what loses its work gives way.
namespace fascia::care {
namespace {

// Half minutes of work, and more for what the client marked; none for a turn.
long worth_of(const Frame& frame, const LaidOut& laid) {
  long sum = 0;
  for (const Segment& segment : laid.segments) {
    for (const WorkedPlace& place : segment.places) {
      bool marked =
          std::find(frame.focus.begin(), frame.focus.end(), place.region) != frame.focus.end();
      long worth = segment.phase == Phase::specific ? 3 : 1;
      sum += std::lround(segment.minutes_at(place) * 2) * (marked ? worth + 1 : worth);
    }
  }
  return sum;
}

// Half minutes that the client lies longer than a position or a condition allows.
int too_long(const Frame& frame, const LaidOut& laid) {
  int sum = 0;
  for (std::size_t i = 0; i < laid.segments.size(); ++i) {
    int most = longest_stretch(frame.protocol, frame.condition.id, laid.segments[i]);
    if (most > 0) sum += std::max(0, stretch_at(laid.segments, i) - most);
  }
  return sum;
}

// Half minutes of work on the left and on the right.
std::array<double, 2> sides_worked(const LaidOut& laid) {
  std::array<double, 2> sum{};
  for (const Segment& segment : laid.segments) {
    for (const WorkedPlace& place : segment.places) {
      if (place.region.side == Side::midline) continue;
      sum[place.region.side == Side::left ? 0 : 1] += segment.minutes_at(place) * 2;
    }
  }
  return sum;
}

// Half minutes that a side lacks: it has nearly as much of the work as of the pain, and at least
// the part that the other side of a pain gets.
double missing_of(const Frame& frame, const LaidOut& laid, const std::array<bool, 2>& possible) {
  static constexpr double kNearly = 0.95;
  const int percent = other_side_percent(frame);
  std::array<double, 2> pain{};
  for (const Pain& one : frame.input.pains) {
    bool here = std::find(frame.focus.begin(), frame.focus.end(), one.region) != frame.focus.end();
    if (!here || one.region.side == Side::midline) continue;
    pain[one.region.side == Side::left ? 0 : 1] += std::max(1, one.intensity);
  }
  const std::optional<Side> excused = excused_side(frame);
  const std::array<double, 2> work = sides_worked(laid);
  const double all_pain = pain[0] + pain[1], all_work = work[0] + work[1];
  double missing = 0;
  for (std::size_t side : {0U, 1U}) {
    if (!possible[side] || all_pain == 0) continue;
    double part = kNearly * std::min(0.5, pain[side] / all_pain);
    if (excused != (side == 0 ? Side::left : Side::right)) part = std::max(part, percent / 100.0);
    missing += std::max(0.0, part * all_work - work[side]);
  }
  return missing;
}

bool has_specific(const std::vector<Segment>& segments) {
  return std::any_of(segments.begin(), segments.end(), [](const Segment& segment) {
    return segment.phase == Phase::specific && !segment.places.empty();
  });
}

// What the client came for and would miss: marks that nobody works on, the specific work.
int left_out(const Frame& frame, const LaidOut& laid) {
  int sum = has_specific(laid.segments) ? 0 : 1;
  for (const Region& region : frame.focus)
    if (std::none_of(laid.segments.begin(), laid.segments.end(),
                     [&](const Segment& one) { return place_in(one, region) != nullptr; }))
      ++sum;
  return sum;
}

// The way whose positions serve the template and that leaves most of the work.
LaidOut best_of(const Frame& frame, std::vector<LaidOut> ways) {
  static constexpr long kWork = 30;        // beside the value of the positions
  static constexpr long kTooLong = 300;    // each half minute in one position
  static constexpr long kLeftOut = 6000;   // each thing that is
  static constexpr double kMissing = 250;  // each half minute that a side lacks
  LaidOut best;
  std::optional<long> most;
  std::array<bool, 2> possible{};
  for (LaidOut& way : ways) {
    fit_work(frame, way);
    const std::array<double, 2> work = sides_worked(way);
    for (std::size_t side : {0U, 1U}) possible[side] = possible[side] || work[side] > 0;
  }
  for (LaidOut& way : ways) {
    long here = way.value + worth_of(frame, way) * kWork - too_long(frame, way) * kTooLong -
                std::lround(missing_of(frame, way, possible) * kMissing) -
                left_out(frame, way) * kLeftOut;
    if (most && here <= *most) continue;
    most = here;
    best = std::move(way);
  }
  return best;
}

// The least half minutes in which one of its places, with its other side, is worked at all.
int least_of(const Frame& frame, const Segment& segment) {
  auto least_at = [&](const WorkedPlace& place) {
    int least = 0;
    for (const std::string& id : place.techniques) {
      const int here = least_halves(*frame.protocol.technique(id));
      if (least == 0 || here < least) least = here;
    }
    return std::max(least, frame.protocol.rule("place_half_minutes").value);
  };
  int least = 0;
  for (const WorkedPlace& place : segment.places) {
    const WorkedPlace* other = place_in(segment, other_side(place.region));
    const int here = least_at(place) + (other == nullptr || other == &place ? 0 : least_at(*other));
    if (least == 0 || here < least) least = here;
  }
  return least;
}

// Specific work that is a few minutes short of what it takes borrows them from the longest general
// block, which keeps most of its own, as the opening and warming up keep theirs.
void lend(const Frame& frame, const std::vector<int>& wanted, std::vector<int>& halves) {
  const std::vector<Block>& blocks = frame.condition.blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const int missing = wanted[i] - halves[i];
    if (halves[i] == 0 || missing <= 0) continue;
    std::size_t from = blocks.size();
    int warm = 0;
    bool specific = false;
    for (std::size_t k = 0; k < blocks.size(); ++k) {
      specific = specific || blocks[k].phase == Phase::specific;
      if (!specific) warm += halves[k];
      bool longer = from == blocks.size() || halves[k] > halves[from];
      if (blocks[k].phase == Phase::general && longer) from = k;
    }
    if (from == blocks.size() || warm - missing < frame.length.warm_up * 2) continue;
    if ((halves[from] - missing) * 3 < halves[from] * 2) continue;
    halves[from] -= missing;
    halves[i] += missing;
  }
}

// What loses its work gives its minutes to the others, after it has tried to borrow.
std::vector<Segment> work_of(const Frame& frame, bool borrow) {
  std::vector<Segment> segments;
  const std::vector<Block>& blocks = frame.condition.blocks;
  std::vector<bool> without(blocks.size(), false);
  std::vector<int> wanted(blocks.size(), 0);
  for (std::size_t tries = 0; tries <= 2 * blocks.size(); ++tries) {
    std::vector<bool> used;
    for (bool gone : without) used.push_back(!gone);
    std::vector<int> halves = share_out(blocks, frame.length, used);
    std::vector<Segment> placed = place_blocks(frame, halves, without);
    for (std::size_t i = 0; i < used.size(); ++i) used[i] = !placed[i].places.empty();
    halves = share_out(blocks, frame.length, used);
    lend(frame, wanted, halves);
    LaidOut laid = best_of(frame, lay_out(frame, placed, halves));
    std::vector<bool> works(blocks.size(), false);
    for (std::size_t i = 0; i < laid.segments.size(); ++i) {
      if (!laid.segments[i].places.empty()) works[laid.blocks[i]] = true;
    }
    bool lost = false;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (!used[i] || halves[i] == 0 || works[i]) continue;
      lost = true;
      const int least = least_of(frame, placed[i]);
      const bool borrows =
          blocks[i].phase == Phase::specific && borrow && wanted[i] == 0 && least > halves[i];
      if (borrows)
        wanted[i] = least;
      else
        without[i] = true;
    }
    segments = std::move(laid.segments);
    if (!lost) break;
  }
  return segments;
}

}  // namespace

void add_work(const Frame& frame, Plan& plan) {
  plan.segments = work_of(frame, false);
  if (!has_specific(plan.segments)) {
    std::vector<Segment> borrowed = work_of(frame, true);
    if (has_specific(borrowed)) plan.segments = std::move(borrowed);
  }
  std::erase_if(plan.segments, [](const Segment& segment) {
    return segment.places.empty() || segment.half_minutes == 0;
  });
  add_turns(frame.protocol, plan.segments);
  int taken = 0;
  for (const Segment& segment : plan.segments) taken += segment.half_minutes;
  Segment settle;
  settle.phase = Phase::settle;
  settle.half_minutes = frame.minutes * 2 - taken;
  if (settle.half_minutes > 0) plan.segments.insert(plan.segments.begin(), settle);
}

}  // namespace fascia::care
