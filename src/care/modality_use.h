// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/plan.h"

// Where heat, cold, cups and stones may be used on this person, from values alone (sheet b 4.5). A
// plan chooses by it, and the room asks it again for what the therapist takes up beside the plan.
namespace fascia::care {

// What one visit knows that matters for them.
struct ModalityFacts {
  int age = 40;                       // whole years
  std::vector<Region> acute;          // hurts for less than the acute hours
  std::vector<ModalityLimit> limits;  // what the answers say
  int most_kinds = 0;                 // in one session, by the booked minutes
  bool first_visit = true;
};
ModalityFacts modality_facts(const PlanProtocol& protocol, const PlanInput& input);

// Why it is kept away from a place, and whether from that place alone.
struct KeptAway {
  Words why;
  bool everywhere = false;
};
// Nothing where it may be used. What the screening forbids is asked of its limits.
std::optional<KeptAway> keeps_away(const PlanProtocol& protocol, const Modality& modality,
                                   const Region& region, const ModalityFacts& facts);
// What wants the therapist's own yes first, one text each.
std::vector<Words> modality_cautions(const PlanProtocol& protocol, const Modality& modality,
                                     const std::vector<Region>& regions,
                                     const ModalityFacts& facts);

}  // namespace fascia::care
