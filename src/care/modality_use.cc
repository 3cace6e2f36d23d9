// SPDX-License-Identifier: Apache-2.0
#include "care/modality_use.h"

#include <algorithm>

namespace fascia::care {
namespace {

bool holds_at(const ModalityLimit& limit, const Region& region) {
  return limit.regions.empty() ||
         std::find(limit.regions.begin(), limit.regions.end(), region.id) != limit.regions.end();
}

}  // namespace

ModalityFacts modality_facts(const PlanProtocol& protocol, const PlanInput& input) {
  ModalityFacts facts{input.age,
                      {},
                      input.modalities,
                      length_for(protocol, input.minutes).modalities,
                      input.first_visit};
  if (input.days_since_start * 24 <= protocol.rule("acute_hours").value) {
    for (const Pain& pain : input.pains) facts.acute.push_back(pain.region);
  }
  return facts;
}

std::optional<KeptAway> keeps_away(const PlanProtocol& protocol, const Modality& modality,
                                   const Region& region, const ModalityFacts& facts) {
  const auto& never = modality.not_on;
  if (std::find(never.begin(), never.end(), region.id) != never.end()) {
    return KeptAway{protocol.rule("modality_place").text};
  }
  const bool acute = std::find(facts.acute.begin(), facts.acute.end(), region) != facts.acute.end();
  if (modality.not_when_acute && acute) return KeptAway{protocol.rule("modality_acute").text};
  for (const ModalityLimit& limit : facts.limits) {
    if (limit.modality == modality.id && !limit.caution && holds_at(limit, region)) {
      return KeptAway{limit.why, limit.regions.empty()};
    }
  }
  return std::nullopt;
}

std::vector<Words> modality_cautions(const PlanProtocol& protocol, const Modality& modality,
                                     const std::vector<Region>& regions,
                                     const ModalityFacts& facts) {
  std::vector<Words> all;
  if (modality.caution_from_age > 0 && facts.age >= modality.caution_from_age) {
    all.push_back(protocol.rule("modality_age").text);
  }
  for (const ModalityLimit& limit : facts.limits) {
    const bool here = std::any_of(regions.begin(), regions.end(),
                                  [&](const Region& region) { return holds_at(limit, region); });
    if (limit.modality == modality.id && limit.caution && here) all.push_back(limit.why);
  }
  return all;
}

}  // namespace fascia::care
