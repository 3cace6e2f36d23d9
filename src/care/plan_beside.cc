// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "care/modality_use.h"
#include "care/plan_parts.h"

// What stands beside the hands (heat, cold, cups, stones), each with what keeps it away, and what
// to watch for while working.
namespace fascia::care {
namespace {

struct Choosing {
  const Frame& frame;
  const Modality& modality;
  const ModalityFacts& facts;
  Plan& plan;

  void avoid(const std::optional<Region>& region, const Words& why) {
    const PlanRule& rule = frame.protocol.rule("modality_barred");
    for (const Avoid& told : plan.avoid) {
      if (told.region == region && told.what == modality.id && told.reason == why) return;
    }
    const std::string& source = modality.source.empty() ? rule.source : modality.source;
    plan.avoid.push_back(
        {region, modality.id, why, {rule.id, source, modality.mark, frame.protocol.version}});
  }
  // True where it may be used; tells why not.
  bool may(const Region& region) {
    if (auto kept = keeps_away(frame.protocol, modality, region, facts)) {
      avoid(kept->everywhere ? std::nullopt : std::optional(region), kept->why);
      return false;
    }
    return frame.input.limits.allows(modality.id, region);
  }
};

void watch(const Frame& frame, Plan& plan, std::string_view rule, const Words& what,
           std::string_view source) {
  plan.watch.push_back(recommend(frame.protocol, rule, {{"what", what}}, source));
}

}  // namespace

void add_beside(const Frame& frame, Plan& plan) {
  const ModalityFacts facts = modality_facts(frame.protocol, frame.input);
  for (const std::string& id : frame.condition.modalities) {
    if (static_cast<int>(plan.beside.size()) >= frame.length.modalities) return;
    const Modality* modality = frame.protocol.modality(id);
    if (modality == nullptr) continue;
    Choosing choosing{frame, *modality, facts, plan};
    Beside beside{id, {}, modality->minutes_low, modality->at, false};
    for (const Segment& segment : plan.segments) {
      if (segment.phase != Phase::specific) continue;
      for (const WorkedPlace& place : segment.places) {
        bool there = std::find(beside.regions.begin(), beside.regions.end(), place.region) !=
                     beside.regions.end();
        if (!there && choosing.may(place.region)) beside.regions.push_back(place.region);
      }
    }
    if (beside.regions.empty()) continue;
    for (const Words& why : modality_cautions(frame.protocol, *modality, beside.regions, facts)) {
      beside.ask = true;
      plan.watch.push_back(recommend(frame.protocol, "modality_caution",
                                     {{"modality", modality->name}, {"why", why}},
                                     modality->source));
    }
    plan.beside.push_back(std::move(beside));
  }
}

std::vector<SpotOnMap> spots_on_map(const PlanProtocol& protocol, const Plan& plan) {
  std::vector<SpotOnMap> spots;
  for (const std::string& id : plan.spots) {
    for (const CautionZone& zone : protocol.anatomy.zones) {
      if (zone.id != id) continue;
      SpotOnMap spot{zone.id, zone.where, zone.rule, zone.cap, {}};
      for (const Segment& segment : plan.segments) {
        for (const WorkedPlace& place : segment.places) {
          bool there = std::find(spot.regions.begin(), spot.regions.end(), place.region) !=
                       spot.regions.end();
          if (!there && is_in(zone.regions, place.region.id)) spot.regions.push_back(place.region);
        }
      }
      std::sort(spot.regions.begin(), spot.regions.end());
      spots.push_back(std::move(spot));
    }
  }
  return spots;
}

void add_watch(const Frame& frame, Plan& plan) {
  const Condition& condition = frame.condition;
  watch(frame, plan, "watch_stop", condition.stop, condition.source);
  for (const std::string& id : plan.also) {
    const Condition* other = frame.protocol.condition(id);
    if (other != nullptr) watch(frame, plan, "watch_stop", other->stop, other->source);
  }
  std::vector<std::string> muscles;
  for (const Segment& segment : plan.segments) {
    for (const WorkedMuscle& muscle : segment.muscles) {
      if (!is_in(muscles, muscle.id)) muscles.push_back(muscle.id);
    }
  }
  for (const ProbableSource& source : plan.sources) {
    if (!is_in(muscles, source.muscle)) muscles.push_back(source.muscle);
  }
  for (const Lookalike& other : frame.protocol.anatomy.lookalikes) {
    bool here = std::any_of(muscles.begin(), muscles.end(),
                            [&](const std::string& id) { return is_in(other.muscles, id); });
    if (here) watch(frame, plan, "watch_other", other.text, other.source);
  }
  watch(frame, plan, "watch_always", {}, {});
}

}  // namespace fascia::care
