// SPDX-License-Identifier: Apache-2.0
#include "care/protocol.h"

#include <algorithm>
#include <array>

namespace fascia::care {
namespace {

constexpr std::array<std::string_view, 7> kDecisions{
    "proceed", "note", "modify", "avoid_region", "clearance", "do_not_treat", "emergency"};
constexpr std::array<std::string_view, 5> kUrgencies{"none", "doctor_soon", "doctor_24h",
                                                     "ed_today", "911_now"};
constexpr std::array<std::string_view, 2> kServices{"deep", "swedish"};

template <class T, std::size_t N>
std::optional<T> parse(const std::array<std::string_view, N>& names, std::string_view text) {
  auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<T>(found - names.begin());
}

}  // namespace

const std::string& in_language(const Words& words, std::string_view language) {
  return language == "fr" && !words.fr.empty() ? words.fr : words.en;
}

std::string_view to_string(Decision decision) {
  return kDecisions[static_cast<std::size_t>(decision)];
}
std::string_view to_string(Urgency urgency) {
  return kUrgencies[static_cast<std::size_t>(urgency)];
}
std::string_view to_string(ServiceKind kind) { return kServices[static_cast<std::size_t>(kind)]; }
std::optional<Decision> parse_decision(std::string_view text) {
  return parse<Decision>(kDecisions, text);
}
std::optional<Urgency> parse_urgency(std::string_view text) {
  return parse<Urgency>(kUrgencies, text);
}
std::optional<ServiceKind> parse_service_kind(std::string_view text) {
  return parse<ServiceKind>(kServices, text);
}

const Question* Protocol::question(std::string_view id) const {
  if (by_id.size() == questions.size()) {
    auto at = std::lower_bound(
        by_id.begin(), by_id.end(), id,
        [&](std::size_t slot, std::string_view wanted) { return questions[slot].id < wanted; });
    return at == by_id.end() || questions[*at].id != id ? nullptr : &questions[*at];
  }
  auto found = std::find_if(questions.begin(), questions.end(),
                            [&](const Question& question) { return question.id == id; });
  return found == questions.end() ? nullptr : &*found;
}

const Rule* Protocol::rule(std::string_view id) const {
  auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

const Section* Protocol::section(std::string_view id) const {
  auto found = std::find_if(sections.begin(), sections.end(),
                            [&](const Section& section) { return section.id == id; });
  return found == sections.end() ? nullptr : &*found;
}

const Setting* Protocol::setting(std::string_view id) const {
  auto found = std::find_if(settings.begin(), settings.end(),
                            [&](const Setting& setting) { return setting.id == id; });
  return found == settings.end() ? nullptr : &*found;
}

RegionBits spread(const Protocol& protocol, const std::vector<Region>& regions,
                  Place::Reach reach) {
  RegionBits all;
  const auto& order = protocol.in_order;
  for (const Region& region : regions) {
    auto at = std::lower_bound(order.begin(), order.end(), region);
    if (at == order.end() || *at != region) continue;
    auto rank = static_cast<std::size_t>(at - order.begin());
    all.set(rank);
    if (reach == Place::Reach::near) all |= protocol.near_of[rank];
    if (reach == Place::Reach::limb) all |= protocol.limb_of[rank];
    if (reach == Place::Reach::quadrant) all |= protocol.quadrant_of[rank];
  }
  return all;
}

WayBits ways_of(const Protocol& protocol, const std::vector<std::string>& names) {
  WayBits bits;
  for (const std::string& name : names) {
    auto at = std::lower_bound(protocol.ways.begin(), protocol.ways.end(), name);
    if (at != protocol.ways.end() && *at == name)
      bits.set(static_cast<std::size_t>(at - protocol.ways.begin()));
  }
  return bits;
}

RegionBits places_of(const Protocol& protocol, const std::vector<Place>& places,
                     const AnswerMap& answers) {
  RegionBits all;
  for (const Place& place : places) {
    all |= place.fixed;
    if (place.marked.empty()) continue;
    auto found = answers.find(place.marked);
    const auto* marked =
        found == answers.end() ? nullptr : std::get_if<std::vector<Region>>(&found->second);
    // Nobody said where: the whole body.
    if (marked == nullptr || marked->empty())
      return ~RegionBits() >> (kMostRegions - protocol.in_order.size());
    all |= spread(protocol, *marked, place.reach);
  }
  return all;
}

std::vector<Region> expand(const Protocol& protocol, const std::vector<Place>& places,
                           const AnswerMap& answers) {
  return regions_of(protocol, places_of(protocol, places, answers));
}

std::vector<Region> regions_of(const Protocol& protocol, const RegionBits& all) {
  std::vector<Region> regions;
  regions.reserve(all.count());
  for (std::size_t rank = 0; rank < protocol.in_order.size(); ++rank)
    if (all.test(rank)) regions.push_back(protocol.in_order[rank]);
  return regions;
}

}  // namespace fascia::care
