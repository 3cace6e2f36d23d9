// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "care/plan.h"
#include "care/plan_protocol_parts.h"

namespace fascia::care {
namespace {

struct Check {
  const PlanProtocol& protocol;
  const Places& places;
  std::optional<Error> fault;

  void fail(std::string_view table, std::string_view key, std::string_view message,
            std::string why) {
    if (fault) return;
    auto place = places.find(table);
    PlaceInFile where = place == places.end() ? PlaceInFile{} : place->second;
    std::string path = fmt::format("{}.{}", table, key);
    fault = invalid(path, message,
                    {{"file", where.file},
                     {"line", std::to_string(where.line)},
                     {"key", path},
                     {"why", std::move(why)}});
  }
  void regions(const std::string& table, std::string_view key,
               const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      if (protocol.anatomy.region(id) == nullptr) fail(table, key, "protocol_unknown_name", id);
    }
  }
  template <class Find>
  void names(const std::string& table, std::string_view key, const std::vector<std::string>& ids,
             Find find) {
    for (const std::string& id : ids) {
      if (find(id) == nullptr) fail(table, key, "protocol_unknown_name", id);
    }
  }
  auto technique() {
    return [this](const std::string& id) { return protocol.technique(id); };
  }
  auto position() {
    return [this](const std::string& id) { return protocol.position(id); };
  }

  void body() {
    for (const BodyRegion& region : protocol.anatomy.regions) {
      std::string table = "region." + region.id;
      regions(table, "neighbours", region.neighbours);
      for (const std::string& id : region.neighbours) {
        const BodyRegion* other = protocol.anatomy.region(id);
        if (other == nullptr) continue;
        bool back = std::count(other->neighbours.begin(), other->neighbours.end(), region.id) != 0;
        if (!back || id == region.id) fail(table, "neighbours", "protocol_value", id);
      }
    }
    for (const CautionZone& zone : protocol.anatomy.zones) {
      regions("zone." + zone.id, "regions", zone.regions);
    }
    for (const auto& [name, ids] : protocol.anatomy.coarse) regions("coarse", name, ids);
    for (const SourceGate& gate : protocol.anatomy.gates) {
      for (const std::vector<Region>& any : gate.all_of) {
        for (const Region& region : any) {
          if (exists(protocol.anatomy, region)) continue;
          fail("source_gate." + gate.id, "all_of", "protocol_unknown_name", region.text());
        }
      }
    }
  }

  void muscles() {
    for (const Muscle& muscle : protocol.anatomy.muscles) {
      std::string table = "muscle." + muscle.id;
      regions(table, "locations", muscle.locations);
      if (muscle.locations.empty()) fail(table, "locations", "protocol_key_missing", "");
      bool essential = false;
      for (const auto& [id, quarters] : muscle.referral) {
        regions(table, "referral", {id});
        essential = essential || quarters == 4;
      }
      if (!essential) fail(table, "referral", "protocol_value", "an essential zone is wanted");
      names(table, "techniques", muscle.techniques, technique());
      names(table, "positions", muscle.positions, position());
    }
    for (const Position& one : protocol.positions) {
      regions("position." + one.id, "reaches", one.reaches);
    }
    for (const auto& [id, ids] : protocol.lies_on) {
      names("lies_on." + id, "id", {id}, position());
      regions("lies_on." + id, "regions", ids);
    }
  }

  void order() {
    for (const OrderRule& rule : protocol.order) {
      std::string table = "order_rule." + rule.id;
      names(table, "techniques", rule.techniques, technique());
      names(table, "needs", rule.needs, technique());
      for (const auto& chain : rule.chains) regions(table, "chain.outward", chain);
      if (!rule.instead.empty() && protocol.rule(rule.instead).id.empty()) {
        fail(table, "instead", "protocol_unknown_name", rule.instead);
      }
    }
    for (const HeardRule& rule : protocol.heard) {
      if (!rule.lighter || !protocol.rule(rule.id).id.empty()) continue;
      fail("heard." + rule.id, "id", "protocol_unknown_name", rule.id);
    }
    for (const Lookalike& one : protocol.anatomy.lookalikes) {
      names("lookalike." + one.id, "muscles", one.muscles,
            [this](const std::string& id) { return protocol.anatomy.muscle(id); });
    }
    for (const Modality& one : protocol.modalities) {
      std::string table = "modality." + one.id;
      regions(table, "not_on", one.not_on);
      names(table, "then_not", one.then_not, technique());
      for (const ModalityBar& bar : one.bars) regions(table, "bar.regions", bar.regions);
    }
  }

  // Every verdict has its row, and those that may differ have both.
  void verdicts() {
    auto has = [&](Verdict verdict, bool goal_met, bool function_better) {
      return std::any_of(protocol.next.begin(), protocol.next.end(), [&](const NextStep& step) {
        return step.verdict == verdict && step.goal_met == goal_met &&
               step.function_better == function_better;
      });
    };
    for (Verdict verdict : {Verdict::too_early, Verdict::responding, Verdict::plateau,
                            Verdict::not_responding, Verdict::worse}) {
      if (!has(verdict, false, false)) {
        fail("next", "verdict", "protocol_key_missing", std::string(to_string(verdict)));
      }
    }
    if (!has(Verdict::responding, true, false)) {
      fail("next", "verdict", "protocol_key_missing", "responding, goal_met");
    }
    if (!has(Verdict::not_responding, false, true)) {
      fail("next", "verdict", "protocol_key_missing", "not_responding, function_better");
    }
  }

  // A level of the closed list, and where it is a span, from the weaker to the surer.
  void evidence(const std::string& table, const StudyEvidence& one) {
    const EvidenceLevel* from = protocol.evidence_level(one.level);
    const EvidenceLevel* to = protocol.evidence_level(one.to);
    if (from == nullptr) fail(table, "level", "protocol_unknown_name", one.level);
    if (one.to.empty()) return;
    if (to == nullptr)
      fail(table, "level_to", "protocol_unknown_name", one.to);
    else if (to <= from)
      fail(table, "level_to", "protocol_value", fmt::format("surer than {} is wanted", one.level));
  }

  void condition(const Condition& one) {
    std::string table = "condition." + one.id;
    evidence(table, one.evidence);
    names(table, "muscles", one.muscles,
          [this](const std::string& id) { return protocol.anatomy.muscle(id); });
    names(table, "positions", one.positions, position());
    names(table, "modalities", one.modalities,
          [this](const std::string& id) { return protocol.modality(id); });
    regions(table, "match_regions", one.match_regions);
    int sum = 0;
    for (const Block& block : one.blocks) {
      sum += block.share;
      names(table, "block.techniques", block.techniques, technique());
      regions(table, "block.regions", block.regions);
      if (block.depth_low < 0 || block.depth_low > block.depth_high || block.depth_high > 5) {
        fail(table, "block.depth", "protocol_value", "low to high, 0 to 5");
      }
    }
    if (sum != 100) fail(table, "block.share", "protocol_value", fmt::format("{} of 100", sum));
    bool framed = one.blocks.size() >= 3 && one.blocks.front().phase == Phase::open &&
                  one.blocks.back().phase == Phase::close && one.blocks.front().depth_high <= 2 &&
                  one.blocks.back().depth_high <= 2;
    if (!framed) fail(table, "block", "protocol_value", "open first and close last, both light");
    if (one.reassess.empty()) fail(table, "reassess", "protocol_key_missing", "");
    for (const Stage& stage : one.stages) {
      for (const std::string& id : stage.barred) {
        if (id != "*" && id != "@pain") regions(table, "stage.barred", {id});
      }
      regions(table, "stage.until_cleared", stage.until_cleared);
    }
    const std::vector<std::string> grades = grades_of(one);
    for (const GradeHint& hint : one.hints) {
      if (std::find(grades.begin(), grades.end(), hint.grade) == grades.end()) {
        fail(table, "hint.grade", "protocol_unknown_name", hint.grade);
      }
    }
    for (const AgeChange& age : one.ages) {
      names(table, "age.without", age.without, technique());
      regions(table, "age.regions", age.regions);
    }
  }
};

}  // namespace

Done check_plan_protocol(const PlanProtocol& protocol, const Places& places) {
  Check check{protocol, places, std::nullopt};
  if (protocol.anatomy.regions.empty()) check.fail("region", "id", "protocol_key_missing", "");
  if (protocol.lengths.empty()) check.fail("length", "booked", "protocol_key_missing", "");
  if (protocol.conditions.empty()) check.fail("condition", "id", "protocol_key_missing", "");
  check.body();
  check.muscles();
  check.order();
  check.verdicts();
  for (const Condition& one : protocol.conditions) check.condition(one);
  if (check.fault) return *check.fault;
  return {};
}

}  // namespace fascia::care
