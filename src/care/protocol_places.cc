// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/protocol_parts.h"

namespace fascia::care {
namespace {

std::vector<Region> with_sides(const Protocol& protocol, std::string_view text) {
  std::vector<Region> found;
  for (const Region& region : protocol.regions) {
    if (region.id == text || region.text() == text) found.push_back(region);
  }
  return found;
}

// One region or both of its sides, or an alias; nothing: unknown.
std::vector<Region> regions_named(const Protocol& protocol, std::string_view text) {
  auto alias = protocol.aliases.find(text);
  return alias != protocol.aliases.end() ? alias->second : with_sides(protocol, text);
}

void read_region_lists(TomlTable& top, std::string_view key, const Protocol& protocol,
                       std::map<std::string, std::vector<Region>, std::less<>>& into) {
  auto table = top.table(key);
  if (!table) return;
  for (const std::string& name : table->keys()) {
    for (const std::string& text : table->texts(name)) {
      std::vector<Region> named = regions_named(protocol, text);
      if (named.empty()) table->fail(name, "protocol_unknown_name", text);
      auto& list = into[name];
      list.insert(list.end(), named.begin(), named.end());
    }
  }
  if (auto ok = table->done(); !ok) top.fail(ok.error());
}

// For each region what it shares a limb (or quadrant) with, on its side or without one.
std::vector<RegionBits> around_each(
    const Protocol& protocol,
    const std::map<std::string, std::vector<Region>, std::less<>>& parts) {
  std::vector<RegionBits> around;
  for (const Region& one : protocol.in_order) {
    std::vector<Region> near;
    for (const auto& [name, regions] : parts) {
      if (std::find(regions.begin(), regions.end(), one) == regions.end()) continue;
      for (const Region& other : regions)
        if (other.side == one.side || other.side == Side::midline) near.push_back(other);
    }
    around.push_back(spread(protocol, near, Place::Reach::itself));
  }
  return around;
}

// For each region what lies next to it.
std::vector<RegionBits> next_to_each(const Protocol& protocol) {
  std::vector<RegionBits> next;
  for (const Region& one : protocol.in_order) {
    std::vector<Region> near;
    auto here = protocol.near.find(one.id), across = protocol.near_across.find(one.id);
    if (here != protocol.near.end())
      for (const Region& other : here->second)
        if (other.side == one.side || other.side == Side::midline) near.push_back(other);
    if (across != protocol.near_across.end())
      near.insert(near.end(), across->second.begin(), across->second.end());
    next.push_back(spread(protocol, near, Place::Reach::itself));
  }
  return next;
}

// What lies next to a place that is not there would be said to nobody.
void check_near(TomlTable& top, const Protocol& protocol) {
  for (const auto* lists : {&protocol.near, &protocol.near_across}) {
    for (const auto& [id, regions] : *lists) {
      bool known = std::any_of(protocol.regions.begin(), protocol.regions.end(),
                               [&id = id](const Region& region) { return region.id == id; });
      if (!known) top.fail("near", "protocol_unknown_name", id);
    }
  }
}

void number_ways(TomlTable& top, Protocol& protocol) {
  std::vector<std::string>& ways = protocol.ways;
  for (const auto& [name, ids] : protocol.techniques)
    ways.insert(ways.end(), ids.begin(), ids.end());
  std::sort(ways.begin(), ways.end());
  ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
  if (ways.size() <= kMostWays) return;
  top.fail("techniques", "protocol_value", "at most " + std::to_string(kMostWays));
  ways.resize(kMostWays);
}

}  // namespace

std::optional<Place> read_place(const Protocol& protocol, std::string_view text) {
  Place place;
  if (text.substr(0, 5) == "near:") {
    place.reach = Place::Reach::near;
    text.remove_prefix(5);
  } else if (text.substr(0, 5) == "limb:") {
    place.reach = Place::Reach::limb;
    text.remove_prefix(5);
  } else if (text.substr(0, 9) == "quadrant:") {
    place.reach = Place::Reach::quadrant;
    text.remove_prefix(9);
  }
  if (!text.empty() && text.front() == '@') {
    place.marked = text.substr(1);
    const Question* question = protocol.question(place.marked);
    if (question == nullptr || question->kind != Kind::regions) return std::nullopt;
    return place;
  }
  std::vector<Region> named = regions_named(protocol, text);
  if (named.empty()) return std::nullopt;
  place.fixed = spread(protocol, named, place.reach);
  return place;
}

Done read_places(TomlTable& top, Protocol& protocol) {
  for (const std::string& text : top.texts("regions")) {
    auto region = parse_region(text);
    if (!region) {
      top.fail("regions", "protocol_value", text);
      continue;
    }
    protocol.regions.push_back(*region);
  }
  if (protocol.regions.size() > kMostRegions) {
    top.fail("regions", "protocol_value", "at most " + std::to_string(kMostRegions));
    protocol.regions.resize(kMostRegions);
  }
  read_region_lists(top, "aliases", protocol, protocol.aliases);
  read_region_lists(top, "limbs", protocol, protocol.limbs);
  read_region_lists(top, "quadrants", protocol, protocol.quadrants);
  read_region_lists(top, "near", protocol, protocol.near);
  read_region_lists(top, "near_across", protocol, protocol.near_across);
  check_near(top, protocol);
  if (auto techniques = top.table("techniques")) {
    for (const std::string& name : techniques->keys()) {
      protocol.techniques[name] = techniques->texts(name);
    }
    if (auto ok = techniques->done(); !ok) top.fail(ok.error());
  }
  number_ways(top, protocol);
  for (std::string& tool : top.texts("tools")) protocol.tools.insert(std::move(tool));
  for (std::string& position : top.texts("positions")) protocol.positions.push_back(position);
  return {};
}

void number_regions(Protocol& protocol) {
  protocol.in_order = protocol.regions;
  std::sort(protocol.in_order.begin(), protocol.in_order.end());
  protocol.near_of = next_to_each(protocol);
  protocol.limb_of = around_each(protocol, protocol.limbs);
  protocol.quadrant_of = around_each(protocol, protocol.quadrants);
}

}  // namespace fascia::care
