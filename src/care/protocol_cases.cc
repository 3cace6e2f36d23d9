// SPDX-License-Identifier: Apache-2.0
#include "care/screening.h"
#include "care/screening_parts.h"

namespace fascia::care {
namespace {

struct Given {
  Decision decision = Decision::proceed;
  Urgency urgency = Urgency::none;
};

// What the case's own rule says; other rules may say more.
Given run(const Protocol& protocol, const Rule& rule, const Case& one, ServiceKind service) {
  Intake intake;
  intake.visit_date = one.visit;
  if (!one.same_day) intake.answered_on = one.visit - 10;
  intake.birth_date = one.birth;
  intake.sex = one.sex;
  intake.answers = one.answers;
  for (const Region& region : one.pains) intake.pains.push_back({region, one.pain});
  if (!rule.combination) {  // hundreds of rules, each with its cases: only this one is judged
    auto ruling =
        judge(protocol, rule, facts_of(protocol, intake, service, one.visit), service, {});
    return ruling ? Given{ruling->decision, ruling->urgency} : Given{};
  }
  Screening screening = screen(protocol, intake, service, one.visit);
  for (const Finding& finding : screening.findings) {
    if (finding.rule == rule.id) return {finding.decision, finding.urgency};
  }
  return {};
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
      bool good = deep.decision == one.deep && swedish.decision == one.swedish &&
                  (!one.urgency || *one.urgency == deep.urgency);
      if (good) continue;
      auto urgency = one.urgency ? std::optional(deep.urgency) : std::nullopt;
      failed.push_back({rule.id, one.name, one.file, one.line,
                        words(one.deep, one.swedish, one.urgency),
                        words(deep.decision, swedish.decision, urgency)});
    }
  }
  return failed;
}

}  // namespace fascia::care
