// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "care/screening_parts.h"

// What all findings leave (sheet a, 4.1): the least depth of each place, and all that any of them
// forbids there. Places and names are bits while they are merged.
namespace fascia::care {
namespace {

constexpr int kSwedishDepth = 3;  // the gentler service is planned at depth 1-3

// The body while it is narrowed: parts of it, each limited alike all over.
class Body {
 public:
  Body() { parts_.reserve(16); }

  void narrow(const RegionBits& places, int depth, const WayBits& ways) {
    if (places.none()) return;
    const std::size_t before = parts_.size();
    for (std::size_t i = 0; i < before; ++i) {
      Part& part = parts_[i];
      const RegionBits common = part.places & places;
      const Limit limit{std::min(part.limit.depth, depth), part.limit.ways | ways};
      if (common.none() || limit == part.limit) continue;
      if (common != part.places) {
        parts_.push_back({common, limit});
        parts_[i].places &= ~places;
      } else {
        part.limit = limit;
      }
    }
    const RegionBits untouched = places & ~touched_;
    if (untouched.any()) parts_.push_back({untouched, {std::min(kAnyDepth, depth), ways}});
    touched_ |= places;
  }

  RegionLimits limits(Lists& lists) const {
    std::vector<Limit> kinds;
    kinds.reserve(parts_.size());
    std::array<std::uint8_t, kMostRegions> kind_of{};
    for (const Part& part : parts_) {
      auto kind = std::find(kinds.begin(), kinds.end(), part.limit);
      const auto number = static_cast<std::uint8_t>(kind - kinds.begin());
      if (kind == kinds.end()) kinds.push_back(part.limit);
      if (number == 0) continue;  // as they all begin
      for (std::size_t rank = part.places._Find_first(); rank < kMostRegions;
           rank = part.places._Find_next(rank))
        kind_of[rank] = number;
    }
    std::vector<std::uint8_t> which(touched_.count());
    for (std::size_t rank = 0, at = 0; at < which.size(); ++rank)
      if (touched_[rank]) which[at++] = kind_of[rank];
    const WayBits& tools = lists.index().tools;
    std::vector<RegionLimit> limits;
    limits.reserve(kinds.size());
    for (const Limit& kind : kinds)
      limits.push_back({kind.depth, lists.ways(kind.ways & ~tools), lists.ways(kind.ways & tools)});
    return {lists.places(touched_), std::move(which), std::move(limits)};
  }

 private:
  struct Limit {
    int depth = kAnyDepth;
    WayBits ways;
    bool operator==(const Limit&) const = default;
  };
  struct Part {
    RegionBits places;
    Limit limit;
  };
  std::vector<Part> parts_;  // no place is in two of them
  RegionBits touched_;       // the places of all
};

Narrowing narrowing_of(const Protocol& protocol, const AppliedChange& change) {
  Narrowing one;
  one.places = spread(protocol, change.regions.list(), Place::Reach::itself);
  one.max_depth = change.max_depth;
  one.forbids = ways_of(protocol, change.techniques) | ways_of(protocol, change.tools);
  one.positions = &*change.positions;
  one.minutes = change.minutes;
  return one;
}

}  // namespace

Regions Lists::places(const RegionBits& bits) {
  if (bits.none()) return {};
  if (bits == index_->always_places) return index_->always_listed;
  if (bits.count() == index_->everywhere.size()) return index_->everywhere;
  for (const auto& [known, list] : places_)
    if (known == bits) return list;
  return places_.emplace_back(bits, Regions(regions_of(*protocol_, bits))).second;
}

Forbidden Lists::ways(const WayBits& bits) {
  if (bits.none()) return {};
  for (const auto& [known, list] : ways_)
    if (known == bits) return list;
  std::vector<std::string> names;
  names.reserve(bits.count());
  for (std::size_t i = bits._Find_first(); i < bits.size(); i = bits._Find_next(i))
    names.push_back(protocol_->ways[i]);
  return ways_.emplace_back(bits, Forbidden(std::move(names))).second;
}

static_assert(kMostRegions * 2 <= 256, "a number of a limit is one byte");

const RegionLimit* RegionLimits::find(const Region& region) const {
  auto at = std::lower_bound(places_.begin(), places_.end(), region);
  if (at == places_.end() || *at != region) return nullptr;
  return &limit(static_cast<std::size_t>(at - places_.begin()));
}

RegionLimit& RegionLimits::operator[](const Region& region) {
  std::vector<RegionLimit> each;
  auto at = std::lower_bound(places_.begin(), places_.end(), region) - places_.begin();
  for (std::size_t i = 0; i < which_.size(); ++i) each.push_back(limit(i));
  if (places_.count(region) == 0) each.insert(each.begin() + at, RegionLimit{});
  places_.insert(region);
  which_.resize(each.size());
  for (std::size_t i = 0; i < which_.size(); ++i) which_[i] = static_cast<std::uint8_t>(i);
  limits_ = std::move(each);
  return limits_[static_cast<std::size_t>(at)];
}

bool operator==(const RegionLimits& a, const RegionLimits& b) {
  if (a.places_ != b.places_) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a.limit(i) != b.limit(i)) return false;
  return true;
}

int Limits::depth_at(const Region& region) const {
  const RegionLimit* here = regions.find(region);
  return here == nullptr ? max_depth : std::min(max_depth, here->max_depth);
}

bool Limits::allows(const std::string& what, const Region& region) const {
  if (techniques.count(what) != 0 || tools.count(what) != 0) return false;
  const RegionLimit* here = regions.find(region);
  return here == nullptr ||
         (here->max_depth > 0 && here->techniques.count(what) == 0 && here->tools.count(what) == 0);
}

int depth_left(const std::vector<Narrowing>& all, bool no_touch, ServiceKind service) {
  if (no_touch) return 0;
  int depth = service == ServiceKind::swedish ? kSwedishDepth : kAnyDepth;
  for (const Narrowing& one : all)
    if (one.places.none()) depth = std::min(depth, one.max_depth.value_or(kAnyDepth));
  return depth;
}

Limits merge(Lists& lists, const std::vector<Narrowing>& all, bool no_touch, ServiceKind service) {
  if (all.empty() && !no_touch && lists.protocol().index != nullptr)
    return lists.index().limits_alone[static_cast<std::size_t>(service)];
  return merge_anew(lists, all, no_touch, service);
}

Limits merge_anew(Lists& lists, const std::vector<Narrowing>& all, bool no_touch,
                  ServiceKind service) {
  const ScreeningIndex& index = lists.index();
  Limits limits;
  limits.max_depth = depth_left(all, no_touch, service);
  limits.positions = lists.protocol().positions;
  Body body;
  for (const auto& [places, most] : index.always) body.narrow(places, most, {});
  WayBits forbidden;
  for (const Narrowing& one : all) {
    body.narrow(one.places, one.max_depth.value_or(kAnyDepth), one.forbids);
    if (one.places.none()) forbidden |= one.forbids;
    if (one.minutes) limits.minutes = std::min(limits.minutes.value_or(*one.minutes), *one.minutes);
    if (one.positions != nullptr && !one.positions->empty())
      std::erase_if(limits.positions, [&](const std::string& position) {
        return std::find(one.positions->begin(), one.positions->end(), position) ==
               one.positions->end();
      });
  }
  limits.techniques = lists.ways(forbidden & ~index.tools);
  limits.tools = lists.ways(forbidden & index.tools);
  limits.regions = body.limits(lists);
  return limits;
}

Limits merge(const Protocol& protocol, const std::vector<Finding>& findings, ServiceKind service) {
  std::vector<Narrowing> all;
  bool no_touch = false;
  for (const Finding& finding : findings) {
    no_touch = no_touch || finding.decision >= Decision::do_not_treat;
    for (const AppliedChange& change : finding.changes)
      all.push_back(narrowing_of(protocol, change));
  }
  Lists lists(protocol);
  return merge(lists, all, no_touch, service);
}

}  // namespace fascia::care
