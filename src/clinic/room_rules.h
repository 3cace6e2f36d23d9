// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "care/modality_use.h"
#include "clinic/room_plan.h"
#include "store/treatment.h"

namespace fascia::clinic {

// What was decided and agreed when the session began, kept beside its taps: each tap is held
// against these values, so that none has to wait for a screening to be decided again.
struct RoomRules {
  int ceiling = 0;                    // of discomfort, 0-10
  int max_depth = 0;                  // 0-5 anywhere
  std::map<care::Region, int> depth;  // where screening or plan say less
  std::set<std::string> forbidden;    // techniques and tools, everywhere
  std::map<care::Region, std::set<std::string>> forbidden_at;
  care::ModalityFacts modalities;

  int depth_at(const care::Anatomy& anatomy, const care::Region& region) const;
  bool allows(const std::string& technique, const care::Region& region) const;
};

RoomRules rules_of(const RoomPlan& room);
// What the therapist has made stricter since (R7).
void tighten(RoomRules& rules, const std::vector<PlanChange>& changes);
// As the entry before the first tap.
void keep_rules(store::Transaction& tx, Clinic& clinic, SessionId session, const RoomRules& rules);
// Nothing may be touched where nothing was kept.
RoomRules read_rules(const std::vector<store::SessionEntry>& entries);
inline constexpr int kRulesEntry = 0;  // taps are counted from 1

}  // namespace fascia::clinic
