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
  for (const Region& region : regions) add_place(frame, block, region, segment);
}

std::vector<Region> regions_of(const Segment& segment) {
  std::vector<Region> regions;
  for (const WorkedPlace& worked : segment.places) regions.push_back(worked.region);
  return regions;
}

// A short visit leaves out the other side: the side that it is about, where there is one.
std::optional<Side> only_side(const Frame& frame) {
  for (const OrderRule& rule : frame.protocol.order) {
    if (rule.check == OrderCheck::both_sides && frame.minutes > rule.longer_than) return {};
  }
  std::optional<Side> side;
  for (const Region& region : frame.focus) {
    if (region.side == Side::midline) continue;
    if (side && *side != region.side) return {};
    side = region.side;
  }
  return side;
}

// The places that a visit is about (sheet b 4.7): a region of both sides, or on one side alone up
// to three that touch.
class Focus {
 public:
  explicit Focus(const Frame& frame) : frame_(frame), side_(only_side(frame)) {
    for (const Region& region : frame.focus) {
      if (!is_in(ids_, region.id)) ids_.push_back(region.id);
    }
    units_ = static_cast<int>(ids_.size());
  }
  bool has_room_for(const std::string& id) const {
    if (is_in(ids_, id) || units_ < frame_.length.focus) return true;
    return ids_.size() < kTogether * most() && (touches(id) || refers(id));
  }
  void take(const std::string& id) {
    if (is_in(ids_, id)) return;
    if (units_ < frame_.length.focus) ++units_;
    ids_.push_back(id);
  }
  std::vector<Region> sides(const std::string& id) const {
    std::vector<Region> all = with_sides(frame_.protocol.anatomy, {id});
    std::erase_if(all, [&](const Region& region) {
      return side_ && region.side != *side_ && region.side != Side::midline;
    });
    return all;
  }

 private:
  static constexpr std::size_t kTogether = 3;
  bool touches(const std::string& id) const {
    const BodyRegion* body = frame_.protocol.anatomy.region(id);
    return side_ && body != nullptr &&
           std::any_of(ids_.begin(), ids_.end(),
                       [&](const std::string& one) { return is_in(body->neighbours, one); });
  }
  // A muscle there can be what is felt at the marks.
  bool refers(const std::string& id) const {
    for (const std::string& muscle : frame_.condition.muscles) {
      const Muscle* known = frame_.protocol.anatomy.muscle(muscle);
      if (known == nullptr || !is_in(known->locations, id)) continue;
      for (const Region& region : frame_.focus) {
        if (known->referral.count(region.id) != 0) return true;
      }
    }
    const std::vector<Region> all = sides(id);
    return std::any_of(all.begin(), all.end(),
                       [&](const Region& region) { return is_source(frame_, region); });
  }
  std::size_t most() const { return static_cast<std::size_t>(std::max(1, frame_.length.focus)); }
  const Frame& frame_;
  std::optional<Side> side_;
  std::vector<std::string> ids_;
  int units_ = 0;
};

int most_halves(const PlanProtocol& protocol, const Segment& segment) {
  double sum = 0;
  for (const WorkedPlace& place : segment.places) {
    for (const std::string& id : place.techniques) sum += protocol.technique(id)->minutes_high * 2;
  }
  return static_cast<int>(sum);
}

// Movement alone presses nobody and is no focus of its own.
Block movement_of(const PlanProtocol& protocol, Block block) {
  std::erase_if(block.techniques, [&](const std::string& id) {
    const Technique* technique = protocol.technique(id);
    return technique == nullptr || technique->depth_high > 0;
  });
  block.depth_low = block.depth_high = 0;
  return block;
}

// The specific blocks: their marked places; then those of the template, as many as a visit has
// room for.
void place_specific(const Frame& frame, const std::vector<int>& halves,
                    const std::vector<bool>& without, std::vector<Segment>& segments) {
  const std::vector<Block>& blocks = frame.condition.blocks;
  auto works = [&](std::size_t i) { return blocks[i].phase == Phase::specific && !without[i]; };
  std::vector<Region> left = frame.focus;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!works(i)) continue;
    std::vector<Region> marked = with_sides(frame.protocol.anatomy, blocks[i].regions);
    std::erase_if(marked, [&](const Region& region) { return !holds(frame.focus, region); });
    add(frame, blocks[i], marked, segments[i]);
    for (const Region& region : regions_of(segments[i])) std::erase(left, region);
  }
  // Marks of no block go where a place beside them is worked, else to the first that can.
  auto take_up = [&](bool beside) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (!works(i)) continue;
      std::vector<Region> these = left;
      std::erase_if(these, [&](const Region& region) {
        const BodyRegion* body = frame.protocol.anatomy.region(region.id);
        return beside && std::none_of(blocks[i].regions.begin(), blocks[i].regions.end(),
                                      [&](const auto& id) { return is_in(body->neighbours, id); });
      });
      add(frame, blocks[i], these, segments[i]);
      for (const Region& region : regions_of(segments[i])) std::erase(left, region);
    }
  };
  take_up(true);
  take_up(false);
  Focus focus(frame);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!works(i)) continue;
    for (const std::string& id : blocks[i].regions) {
      bool enough =
          !segments[i].places.empty() && most_halves(frame.protocol, segments[i]) >= halves[i];
      if (enough) break;
      // The other side of a marked place gets its part as rule 9 says.
      bool there = std::any_of(segments[i].places.begin(), segments[i].places.end(),
                               [&](const WorkedPlace& place) { return place.region.id == id; });
      if (there || !focus.has_room_for(id)) continue;
      std::size_t before = segments[i].places.size();
      add(frame, blocks[i], focus.sides(id), segments[i]);
      if (segments[i].places.size() > before) focus.take(id);
    }
    if (!segments[i].places.empty()) continue;
    const Block movement = movement_of(frame.protocol, blocks[i]);
    for (const std::string& id : blocks[i].regions) {
      add(frame, movement, focus.sides(id), segments[i]);
    }
  }
}

}  // namespace

// Pain that is marked can come from a muscle that lies there.
bool is_source(const Frame& frame, const Region& region) {
  return std::any_of(frame.sources.begin(), frame.sources.end(), [&](const ProbableSource& one) {
    const Muscle* muscle = frame.protocol.anatomy.muscle(one.muscle);
    return muscle != nullptr && is_in(muscle->locations, region.id) &&
           (one.both_sides || one.side == region.side);
  });
}

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

void add_place(const Frame& frame, const Block& block, const Region& region, Segment& segment) {
  if (place_in(segment, region) != nullptr) return;
  if (auto worked = place(frame, block, region)) {
    worked->weight = holds(frame.focus, region) ? 3 : 2;
    segment.places.push_back(std::move(*worked));
  }
}

std::vector<Segment> place_blocks(const Frame& frame, const std::vector<int>& halves,
                                  const std::vector<bool>& without) {
  const std::vector<Block>& blocks = frame.condition.blocks;
  std::vector<Segment> segments(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    segments[i].phase = blocks[i].phase;
    segments[i].depth_low = blocks[i].depth_low;
  }
  place_specific(frame, halves, without, segments);
  add_other_sides(frame, segments);
  std::vector<Region> worked;
  for (const Segment& segment : segments) {
    for (const WorkedPlace& place : segment.places) {
      // Movement alone needs no general work around it.
      if (place.depth > 0) worked.push_back(place.region);
    }
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].phase == Phase::specific || without[i]) continue;
    add(frame, blocks[i], with_sides(frame.protocol.anatomy, blocks[i].regions), segments[i]);
    bool both = blocks[i].phase == Phase::general || blocks[i].phase == Phase::integrate;
    if (both) add(frame, blocks[i], worked, segments[i]);
    // A frame around the work, even where the template's own places are barred.
    if (segments[i].places.empty()) add(frame, blocks[i], frame.focus, segments[i]);
    if (segments[i].places.empty()) add(frame, blocks[i], worked, segments[i]);
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
    if (segment.phase == Phase::turn) continue;
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
