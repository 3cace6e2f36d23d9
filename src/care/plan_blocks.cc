// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/plan_order_parts.h"

namespace fascia::care {
namespace {

bool holds(const std::vector<Region>& regions, const Region& region) {
  return std::find(regions.begin(), regions.end(), region) != regions.end();
}

bool offered(const Frame& frame, const std::string& technique) {
  return frame.input.techniques.empty() || is_in(frame.input.techniques, technique);
}

std::vector<std::string> usable_of(const Frame& frame, const std::vector<std::string>& ids,
                                   const Region& region, int depth) {
  std::vector<std::string> all;
  for (const std::string& id : ids) {
    if (usable(frame, id, region, depth)) all.push_back(id);
  }
  // What helped last time comes first; where nothing changes any more, what was not tried last.
  const LastSession& last = frame.input.last;
  bool change = changes_approach(frame);
  std::stable_partition(all.begin(), all.end(), [&](const std::string& id) {
    return change ? !is_in(last.used, id) : is_in(last.eased, id);
  });
  return all;
}

// The strokes that open and link, for a place where the block's own are not possible.
std::vector<std::string> linking(const PlanProtocol& protocol) {
  std::vector<std::string> ids;
  for (const Technique& technique : protocol.techniques) {
    if (is_in(technique.phases, "link")) ids.push_back(technique.id);
  }
  for (const Technique& technique : protocol.techniques) {
    if (is_in(technique.phases, "open") && !is_in(ids, technique.id)) ids.push_back(technique.id);
  }
  return ids;
}

std::optional<WorkedPlace> place(const Frame& frame, const Block& block, const Region& region) {
  if (!exists(frame.protocol.anatomy, region)) return std::nullopt;
  int cap = depth_at(frame, region);
  if (cap == 0) return std::nullopt;
  int depth = std::min(cap, block.depth_high);
  std::vector<std::string> techniques = usable_of(frame, block.techniques, region, depth);
  if (techniques.empty() && block.phase != Phase::specific) {
    depth = std::min(std::max(depth, 1), cap);
    techniques = usable_of(frame, linking(frame.protocol), region, depth);
    if (techniques.size() > 1) techniques.resize(1);
  }
  if (techniques.empty()) return std::nullopt;
  int reach = 0;
  for (const std::string& id : techniques) {
    reach = std::max(reach, frame.protocol.technique(id)->depth_high);
  }
  return WorkedPlace{region, std::min(depth, reach), std::move(techniques)};
}

void add(const Frame& frame, const Block& block, const std::vector<Region>& regions,
         Segment& segment) {
  for (const Region& region : regions) {
    bool there = std::any_of(segment.places.begin(), segment.places.end(),
                             [&](const WorkedPlace& p) { return p.region == region; });
    if (there) continue;
    if (auto worked = place(frame, block, region)) segment.places.push_back(std::move(*worked));
  }
}

std::vector<Region> regions_of(const Segment& segment) {
  std::vector<Region> regions;
  for (const WorkedPlace& worked : segment.places) regions.push_back(worked.region);
  return regions;
}

// The specific blocks: marked places of the block, or all of it where none is marked.
void place_specific(const Frame& frame, std::vector<Segment>& segments) {
  const std::vector<Block>& blocks = frame.condition.blocks;
  std::vector<Region> left = frame.focus;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].phase != Phase::specific) continue;
    std::vector<Region> all = with_sides(frame.protocol.anatomy, blocks[i].regions);
    std::vector<Region> marked;
    std::copy_if(all.begin(), all.end(), std::back_inserter(marked),
                 [&](const Region& region) { return holds(frame.focus, region); });
    add(frame, blocks[i], marked.empty() ? all : marked, segments[i]);
    for (const Region& region : regions_of(segments[i])) std::erase(left, region);
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].phase != Phase::specific) continue;
    add(frame, blocks[i], left, segments[i]);
    for (const Region& region : regions_of(segments[i])) std::erase(left, region);
  }
}

int reached(const PlanProtocol& protocol, const std::string& position, const Segment& segment) {
  const Position* found = protocol.position(position);
  if (found == nullptr) return 0;
  return static_cast<int>(std::count_if(
      segment.places.begin(), segment.places.end(),
      [&](const WorkedPlace& worked) { return is_in(found->reaches, worked.region.id); }));
}

// The positions that reach most of the work within the moves that the length allows; exact, since
// there are few of each.
class Turning {
 public:
  Turning(const Frame& frame, std::vector<Segment>& segments)
      : frame_(frame), segments_(segments) {}

  void choose() {
    if (frame_.positions.empty()) return;
    best_ = -1;
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      for (std::size_t k = 0; k < frame_.positions.size(); ++k) worths_.push_back(worth(i, k));
    }
    walk(0, frame_.positions.size(), frame_.length.moves + 1, 0);
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      segments_[i].position = frame_.positions[best_path_[i]];
    }
  }

 private:
  int worth(std::size_t segment, std::size_t position) const {
    const Segment& one = segments_[segment];
    if (one.places.empty()) return 0;
    int share = frame_.condition.blocks[segment].share;
    int hits = reached(frame_.protocol, frame_.positions[position], one);
    // The last block must have a place.
    int frame = segment + 1 == segments_.size() && hits > 0 ? 1000 : 0;
    return frame + share * 100 * hits / static_cast<int>(one.places.size());
  }
  void walk(std::size_t segment, std::size_t at, int moves, int sum) {
    if (segment == segments_.size()) {
      if (sum > best_) {
        best_ = sum;
        best_path_ = path_;
      }
      return;
    }
    for (std::size_t k = 0; k <= frame_.positions.size(); ++k) {
      // Staying comes first, so that of equal ways the one with fewer moves wins.
      std::size_t next = k == 0 ? at : k - 1;
      if (next == frame_.positions.size() || (k > 0 && next == at)) continue;
      if (next != at && moves == 0) continue;
      path_.push_back(next);
      walk(segment + 1, next, next == at ? moves : moves - 1,
           sum + worths_[segment * frame_.positions.size() + next]);
      path_.pop_back();
    }
  }

  const Frame& frame_;
  std::vector<Segment>& segments_;
  std::vector<int> worths_;
  std::vector<std::size_t> path_;
  std::vector<std::size_t> best_path_;
  int best_ = -1;
};

void drop_unreached(const PlanProtocol& protocol, Segment& segment) {
  const Position* position = protocol.position(segment.position);
  std::erase_if(segment.places, [&](const WorkedPlace& worked) {
    return position == nullptr || !is_in(position->reaches, worked.region.id);
  });
}

// Specific work needs general work on the same place before it (sheet b 4.3, order rule 3).
void drop_unprepared(const PlanProtocol& protocol, std::vector<Segment>& segments) {
  std::vector<Region> prepared;
  for (Segment& segment : segments) {
    if (segment.phase == Phase::general) {
      for (const Region& region : regions_of(segment)) prepared.push_back(region);
    }
    if (segment.phase != Phase::specific) continue;
    for (WorkedPlace& worked : segment.places) {
      if (holds(prepared, worked.region)) continue;
      std::erase_if(worked.techniques, [&](const std::string& id) {
        return is_in(protocol.technique(id)->phases, "specific");
      });
      int reach = 0;
      for (const std::string& id : worked.techniques) {
        reach = std::max(reach, protocol.technique(id)->depth_high);
      }
      worked.depth = std::min(worked.depth, reach);
    }
    // With a side that has nothing left goes the other, unless it was prepared.
    std::vector<Region> gone;
    for (const WorkedPlace& worked : segment.places) {
      if (worked.techniques.empty()) gone.push_back(other_side(worked.region));
    }
    std::erase_if(segment.places, [&](const WorkedPlace& worked) {
      return worked.techniques.empty() ||
             (holds(gone, worked.region) && !holds(prepared, worked.region));
    });
  }
}

}  // namespace

bool changes_approach(const Frame& frame) { return frame.next.change_one_thing; }

bool usable(const Frame& frame, const std::string& id, const Region& region, int depth) {
  const Technique* technique = frame.protocol.technique(id);
  const AgeChange* age = frame.age;
  bool too_old = age != nullptr && is_in(age->without, id) &&
                 (age->regions.empty() || is_in(age->regions, region.id));
  return technique != nullptr && !too_old && technique->depth_low <= depth && offered(frame, id) &&
         frame.input.limits.allows(id, region);
}

int depth_at(const Frame& frame, const Region& region) {
  const PlanInput& input = frame.input;
  const BodyRegion* body = frame.protocol.anatomy.region(region.id);
  if (body == nullptr || holds(input.declined, region)) return 0;
  int cap = std::min({body->cap, frame.max_depth, input.limits.depth_at(region)});
  auto rule = [&](std::string_view id) { return frame.protocol.rule(id).value; };
  bool marked = std::any_of(input.pains.begin(), input.pains.end(),
                            [&](const Pain& pain) { return pain.region == region; });
  if (marked && input.days_since_start * 24 <= rule("acute_hours")) {
    cap = std::min(cap, rule("acute_depth"));
  }
  if (holds(input.deep_lately, region)) cap = std::min(cap, rule("deep_again_depth"));
  if (holds(input.last.stopped, region)) cap = std::min(cap, rule("last_stopped"));
  if (frame.stage != nullptr) {
    const std::vector<std::string>& barred = frame.stage->barred;
    if (is_in(barred, "*") || is_in(barred, region.id)) return 0;
    if (marked && is_in(barred, "@pain")) return 0;
    bool cleared = input.cleared.count(frame.condition.id) != 0;
    if (!cleared && is_in(frame.stage->until_cleared, region.id)) return 0;
  }
  return std::max(cap, 0);
}

std::vector<Segment> place_blocks(const Frame& frame) {
  const std::vector<Block>& blocks = frame.condition.blocks;
  std::vector<Segment> segments(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    segments[i].phase = blocks[i].phase;
    segments[i].depth_low = blocks[i].depth_low;
  }
  place_specific(frame, segments);
  add_other_sides(frame, segments);
  std::vector<Region> worked;
  for (const Segment& segment : segments) {
    for (const WorkedPlace& place : segment.places) {
      // Movement alone needs no general work around it.
      if (place.depth > 0) worked.push_back(place.region);
    }
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].phase == Phase::specific) continue;
    add(frame, blocks[i], with_sides(frame.protocol.anatomy, blocks[i].regions), segments[i]);
    bool both = blocks[i].phase == Phase::general || blocks[i].phase == Phase::integrate;
    if (both) add(frame, blocks[i], worked, segments[i]);
    // A frame around the work, even where the template's own places are barred.
    if (segments[i].places.empty()) add(frame, blocks[i], frame.focus, segments[i]);
    if (segments[i].places.empty()) add(frame, blocks[i], worked, segments[i]);
  }
  Turning(frame, segments).choose();
  for (Segment& segment : segments) drop_unreached(frame.protocol, segment);
  drop_unprepared(frame.protocol, segments);
  drop_too_early(frame.protocol, segments);
  for (Segment& segment : segments) {
    segment.depth_low = std::min(segment.depth_low, segment.depth());
  }
  return segments;
}

int fit_deep(const PlanProtocol& protocol, std::vector<Segment>& segments, int limit_half_minutes) {
  static constexpr int kDeep = 4;
  auto lower = [](Segment& segment) {
    for (WorkedPlace& worked : segment.places) worked.depth = std::min(worked.depth, kDeep - 1);
    for (WorkedMuscle& muscle : segment.muscles) muscle.depth = std::min(muscle.depth, kDeep - 1);
    segment.depth_low = std::min(segment.depth_low, segment.depth());
  };
  auto deep = [&] {
    int sum = 0;
    for (const Segment& segment : segments) {
      if (segment.depth() >= kDeep) sum += segment.half_minutes;
    }
    return sum;
  };
  put_in_order(protocol, segments);
  // Unbroken deep minutes on one place.
  double unbroken_limit = protocol.rule("unbroken_deep").value;
  std::map<Region, double> unbroken;
  for (Segment& segment : segments) {
    std::map<Region, double> next;
    for (WorkedPlace& worked : segment.places) {
      if (worked.depth < kDeep) continue;
      double minutes = segment.minutes_at(worked) + unbroken[worked.region];
      if (minutes > unbroken_limit) {
        worked.depth = kDeep - 1;
      } else {
        next[worked.region] = minutes;
      }
    }
    unbroken = std::move(next);
    for (WorkedMuscle& muscle : segment.muscles) {
      muscle.depth = std::min(muscle.depth, segment.depth());
    }
  }
  for (std::size_t i = segments.size(); i-- > 0 && deep() > limit_half_minutes;) {
    if (segments[i].depth() >= kDeep) lower(segments[i]);
  }
  return deep();
}

}  // namespace fascia::care
