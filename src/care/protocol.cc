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

// Adds every region of the limb (or quadrant) that holds `marked`, on its side.
void add_around(const std::map<std::string, std::vector<Region>, std::less<>>& parts,
                const Region& marked, std::set<Region>& into) {
  into.insert(marked);
  for (const auto& [name, regions] : parts) {
    bool holds = std::any_of(regions.begin(), regions.end(),
                             [&](const Region& region) { return region == marked; });
    if (!holds) continue;
    for (const Region& region : regions) {
      if (region.side == marked.side || region.side == Side::midline) into.insert(region);
    }
  }
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

std::vector<Region> expand(const Protocol& protocol, const std::vector<Place>& places,
                           const AnswerMap& answers) {
  std::set<Region> all;
  for (const Place& place : places) {
    std::vector<Region> regions = place.regions;
    if (!place.marked.empty()) {
      auto found = answers.find(place.marked);
      const auto* marked =
          found == answers.end() ? nullptr : std::get_if<std::vector<Region>>(&found->second);
      // Nobody said where: the whole body.
      regions = marked == nullptr || marked->empty() ? protocol.regions : *marked;
    }
    for (const Region& region : regions) {
      if (place.reach == Place::Reach::itself) all.insert(region);
      if (place.reach == Place::Reach::limb) add_around(protocol.limbs, region, all);
      if (place.reach == Place::Reach::quadrant) add_around(protocol.quadrants, region, all);
    }
  }
  return {all.begin(), all.end()};
}

}  // namespace fascia::care
