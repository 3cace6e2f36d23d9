// SPDX-License-Identifier: Apache-2.0
#include "care/screening.h"
#include "care/screening_parts.h"

namespace fascia::care {
namespace {

struct Given {
  Decision decision = Decision::proceed;
  Urgency urgency = Urgency::none;
  Limits limits = {};
};

bool asks_what_is_left(const Case& one) {
  return !one.depth.empty() || !one.forbidden.empty() || !one.allowed.empty();
}

// What the case's own rule says; other rules may say more.
Given run(const Protocol& protocol, const Rule& rule, const Case& one, ServiceKind service) {
  Intake intake;
  intake.visit_date = one.visit;
  if (!one.same_day) intake.answered_on = one.visit - 10;
  intake.birth_date = one.birth;
  intake.sex = one.sex;
  intake.answers = one.answers;
  intake.told_on = one.told_on;
  for (const Region& region : one.pains) intake.pains.push_back({region, one.pain});
  if (!rule.combination) {  // hundreds of rules, each with its cases: only this one is judged
    Facts facts = facts_of(protocol, intake, service, one.visit);
    auto ruling = judge(protocol, rule, facts, service, {});
    Given given;
    if (ruling) given = {ruling->decision, ruling->urgency};
    if (asks_what_is_left(one)) {
      std::vector<Narrowing> all;
      if (ruling) narrow(protocol, *ruling, facts, service, all);
      Lists lists(protocol);
      given.limits = merge(lists, all, false, service);
    }
    return given;
  }
  Screening screening = screen(protocol, intake, service, one.visit);
  for (const Finding& finding : screening.findings) {
    if (finding.rule == rule.id) return {finding.decision, finding.urgency, screening.limits};
  }
  return {Decision::proceed, Urgency::none, screening.limits};
}

// What the case says of each place, and what is so: "low-back.L 2, no traction".
std::string left_as_wanted(const Case& one) {
  std::string text;
  for (const auto& [region, depth] : one.depth)
    text += "; " + region.text() + ' ' + std::to_string(depth);
  for (const auto& [region, ways] : one.forbidden)
    for (const std::string& way : ways) text += "; " + region.text() + " no " + way;
  for (const auto& [region, ways] : one.allowed)
    for (const std::string& way : ways) text += "; " + region.text() + ' ' + way;
  return text;
}

std::string left_as_it_is(const Case& one, const Limits& limits) {
  std::string text;
  for (const auto& [region, depth] : one.depth)
    text += "; " + region.text() + ' ' + std::to_string(limits.depth_at(region));
  for (const auto* ways_there : {&one.forbidden, &one.allowed})
    for (const auto& [region, ways] : *ways_there)
      for (const std::string& way : ways)
        text += "; " + region.text() + (limits.allows(way, region) ? " " : " no ") + way;
  return text;
}

std::string words(Decision deep, Decision swedish, std::optional<Urgency> urgency) {
  std::string text = std::string(to_string(deep)) + " / " + std::string(to_string(swedish));
  if (urgency) text += ", " + std::string(to_string(*urgency));
  return text;
}

}  // namespace

std::vector<FailedCase> run_cases(const Protocol& given) {
  std::vector<FailedCase> failed;
  // A rule's cases are about the rule, whatever a clinic loosened of it.
  std::optional<Protocol> strict;
  if (!given.loosened.empty()) strict.emplace(given).loosened.clear();
  const Protocol& protocol = strict ? *strict : given;
  for (const Rule& rule : protocol.rules) {
    for (const Case& one : rule.cases) {
      Given deep = run(protocol, rule, one, ServiceKind::deep);
      Given swedish = run(protocol, rule, one, ServiceKind::swedish);
      std::string left = left_as_it_is(one, deep.limits), wanted = left_as_wanted(one);
      bool good = deep.decision == one.deep && swedish.decision == one.swedish &&
                  (!one.urgency || *one.urgency == deep.urgency) && left == wanted;
      if (good) continue;
      auto urgency = one.urgency ? std::optional(deep.urgency) : std::nullopt;
      failed.push_back({rule.id, one.name, one.file, one.line,
                        words(one.deep, one.swedish, one.urgency) + wanted,
                        words(deep.decision, swedish.decision, urgency) + left});
    }
  }
  return failed;
}

}  // namespace fascia::care
