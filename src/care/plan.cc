// SPDX-License-Identifier: Apache-2.0
#include "care/plan.h"

#include <algorithm>
#include <numeric>

#include "care/plan_parts.h"

namespace fascia::care {
namespace {

template <class T>
const T* by_id(const std::vector<T>& all, std::string_view id) {
  auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_string(Phase phase) {
  static constexpr std::string_view kNames[] = {"settle",   "turn",      "open", "general",
                                                "specific", "integrate", "close"};
  return kNames[static_cast<std::size_t>(phase)];
}

const Technique* PlanProtocol::technique(std::string_view id) const {
  return by_id(techniques, id);
}
const Modality* PlanProtocol::modality(std::string_view id) const { return by_id(modalities, id); }
const Position* PlanProtocol::position(std::string_view id) const { return by_id(positions, id); }
const Condition* PlanProtocol::condition(std::string_view id) const {
  return by_id(conditions, id);
}
const EvidenceLevel* PlanProtocol::evidence_level(std::string_view id) const {
  return by_id(evidence, id);
}
const PlanRule& PlanProtocol::rule(std::string_view id) const {
  static const PlanRule kNone;
  const PlanRule* found = by_id(rules, id);
  return found == nullptr ? kNone : *found;
}

int Segment::depth() const {
  int deepest = 0;
  for (const WorkedPlace& place : places) deepest = std::max(deepest, place.depth);
  return deepest;
}

int Discomfort::at(const Region& region) const {
  auto own = places.find(region);
  return own == places.end() ? ceiling : std::min(ceiling, own->second);
}

bool is_in(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::vector<Reason> reasons_of(const Screening& screening) {
  std::vector<Reason> reasons;
  for (const Finding& finding : screening.findings) {
    Reason reason;
    reason.rule = finding.rule;
    reason.text = finding.reason;
    reason.source = finding.sources->empty() ? "" : finding.sources->front().title;
    reason.mark = finding.evidence.mark;
    reason.version = screening.protocol_version;
    if (finding.decision >= Decision::clearance) {
      reasons.push_back(reason);
      reasons.back().max_depth = 0;
      continue;
    }
    for (const AppliedChange& change : finding.changes) {
      Reason one = reason;
      one.regions = change.regions.list();
      one.max_depth = change.max_depth;
      one.forbids = change.techniques;
      one.forbids.insert(one.forbids.end(), change.tools->begin(), change.tools->end());
      one.minutes = change.minutes;
      reasons.push_back(std::move(one));
    }
  }
  return reasons;
}

const Condition* choose_condition(const PlanProtocol& protocol, const PlanInput& input) {
  // Two named: the gentler one leads, the stop rules of both hold.
  const Condition* chosen = nullptr;
  for (const std::string& id : input.named) {
    const Condition* named = protocol.condition(id);
    if (named == nullptr) continue;
    if (chosen == nullptr || named->depth_max < chosen->depth_max) chosen = named;
  }
  if (chosen != nullptr) return chosen;
  int best = 0;
  for (const Condition& condition : protocol.conditions) {
    if (condition.only_named) continue;
    if (input.days_since_start < condition.from_days) continue;
    if (condition.to_days > 0 && input.days_since_start >= condition.to_days) continue;
    int weight = 0;
    for (const Pain& pain : input.pains) {
      if (is_in(condition.match_regions, pain.region.id)) weight += pain.intensity;
    }
    if (weight > best) {
      best = weight;
      chosen = &condition;
    }
  }
  if (chosen != nullptr) return chosen;
  for (const Condition& condition : protocol.conditions) {
    if (condition.fallback) return &condition;
  }
  return protocol.conditions.empty() ? nullptr : &protocol.conditions.front();
}

int days_of(const Condition& condition, const PlanInput& input) {
  auto began = input.began.find(condition.id);
  return began == input.began.end() ? input.days_since_start : began->second;
}

const Stage* stage_of(const Condition& condition, const PlanInput& input) {
  auto within = [](int at, int from, int to) { return at >= from && (to == 0 || at < to); };
  int days = days_of(condition, input);
  int visits = std::max(input.visits_done, input.first_visit ? 0 : 1);
  auto now = [&](const Stage& stage) {
    return within(days, stage.from_days, stage.to_days) &&
           within(visits, stage.from_visits, stage.to_visits) &&
           within(std::max(0, input.calm_visits), stage.from_calm, stage.to_calm);
  };
  // What staff found counts before what the client said.
  auto said = input.grades.find(condition.id);
  const std::string& grade =
      !input.grade.empty() || said == input.grades.end() ? input.grade : said->second;
  for (const Stage& stage : condition.stages) {
    if (!stage.grade.empty() && stage.grade == grade && now(stage)) return &stage;
  }
  for (const Stage& stage : condition.stages) {
    if (stage.grade.empty() && now(stage)) return &stage;
  }
  return nullptr;
}

const AgeChange* age_change_of(const Condition& condition, int age) {
  for (const AgeChange& one : condition.ages) {
    if (age >= one.from_age && (one.to_age == 0 || age < one.to_age)) return &one;
  }
  return nullptr;
}

SessionLength length_for(const PlanProtocol& protocol, int minutes) {
  minutes = std::clamp(minutes, 0, 24 * 60);
  if (protocol.lengths.empty()) return {};
  SessionLength row = protocol.lengths.front();
  for (const SessionLength& length : protocol.lengths) {
    if (length.booked <= minutes) row = length;
  }
  SessionLength fitted = row;
  fitted.booked = minutes;
  fitted.hands_on = minutes * row.hands_on / row.booked;
  if (minutes < row.booked) {  // shorter than the shortest row
    fitted.warm_up = row.warm_up * minutes / row.booked;
    fitted.close = row.close * minutes / row.booked;
    fitted.deep = row.deep * minutes / row.booked;
    fitted.points = row.points * minutes / row.booked;
  }
  return fitted;
}

std::vector<int> share_out(const std::vector<Block>& blocks, const SessionLength& length,
                           const std::vector<bool>& used) {
  auto works = [&](std::size_t i) { return i >= used.size() || used[i]; };
  const int total = length.hands_on * 2;
  std::vector<int> halves(blocks.size(), 0);
  std::size_t sink = blocks.size();
  std::size_t first_specific = blocks.size();
  for (std::size_t i = blocks.size(); i-- > 0;) {
    if (!works(i)) continue;
    halves[i] = (blocks[i].share * total * 2 + 100) / 200;
    if (blocks[i].phase == Phase::specific) first_specific = i;
    bool better = sink == blocks.size() || blocks[i].phase == Phase::general ||
                  blocks[sink].phase != Phase::general;
    if (better) sink = i;
  }
  if (sink == blocks.size()) return halves;
  auto rest = [&] { return total - std::accumulate(halves.begin(), halves.end(), 0); };
  halves[sink] += rest();
  std::size_t last = blocks.size() - 1;
  if (works(last) && blocks[last].phase == Phase::close && last != sink) {
    int wanted = std::max(halves[last], length.close * 2) - halves[last];
    int moved = std::min(wanted, std::max(0, halves[sink]));
    halves[last] += moved;
    halves[sink] -= moved;
  }
  int before = std::accumulate(halves.begin(),
                               halves.begin() + static_cast<std::ptrdiff_t>(first_specific), 0);
  for (std::size_t i = blocks.size(); i-- > first_specific && before < length.warm_up * 2;) {
    if (blocks[i].phase != Phase::specific || sink >= first_specific) continue;
    int moved = std::min(halves[i], length.warm_up * 2 - before);
    halves[i] -= moved;
    halves[sink] += moved;
    before += moved;
  }
  // Rounding up small shares of a very short visit can overdraw; the longest gives it back.
  while (halves[sink] < 0) {
    auto longest = std::max_element(halves.begin(), halves.end());
    --*longest;
    ++halves[sink];
  }
  return halves;
}

}  // namespace fascia::care
