// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>

#include "care/follow_up_protocol.h"

// Runs the cases that stand in the follow-up's files.
namespace fascia::care {
namespace {

constexpr double kTolerance = 1e-3;

std::string joined(const std::vector<std::string>& list) {
  return fmt::format("[{}]", fmt::join(list, " "));
}

struct Verify {
  std::vector<FailedCase>& failed;
  std::string rule, name, file;
  int line = 0;

  void same(const std::string& what, const std::string& expected, const std::string& got) const {
    if (expected == got) return;
    failed.push_back({rule, name, file, line, what + " " + expected, what + " " + got});
  }
  void same(const std::string& what, const std::vector<std::string>& expected,
            const std::vector<std::string>& got) const {
    same(what, joined(expected), joined(got));
  }
  void contains(const std::string& what, const std::vector<std::string>& some,
                const std::vector<std::string>& all, bool wanted) const {
    for (const std::string& one : some) {
      bool there = std::find(all.begin(), all.end(), one) != all.end();
      if (there != wanted) same(what, (wanted ? "" : "no ") + one, joined(all));
    }
  }
};

void verify_sheet(const Verify& verify, const AftercareCase& one, const Aftercare& sheet,
                  const std::string& until) {
  std::vector<std::string> advice, stretches, cautioned, prompts;
  for (const Advice& item : sheet.advice) advice.push_back(item.id);
  for (const ChosenStretch& item : sheet.stretches) {
    stretches.push_back(item.id);
    if (item.caution) cautioned.push_back(item.id);
  }
  for (const Prompt& item : sheet.prompts) prompts.push_back(item.id);
  verify.contains("advice", one.has, advice, true);
  verify.contains("advice", one.has_not, advice, false);
  if (one.pack) verify.same("pack", *one.pack, sheet.pack);
  if (one.stretches) verify.same("stretches", *one.stretches, stretches);
  verify.contains("cautions", one.cautioned, cautioned, true);
  verify.contains("prompts", one.prompts, prompts, true);
  verify.contains("open flags", one.open_flags, sheet.open_flags, true);
  if (!one.until.empty()) verify.same("until", one.until, until);
}

std::vector<std::string> flags_of(const VerdictStep& step) {
  std::vector<std::string> flags;
  if (step.low_baseline) flags.emplace_back("low_baseline");
  if (step.small_room) flags.emplace_back("small_room");
  if (step.rebound) flags.emplace_back("rebound");
  if (step.jump) flags.emplace_back("jump");
  return flags;
}

void verify_estimate(const Verify& verify, const VerdictCase& one, const VerdictStep& last) {
  Estimate e = last.estimate.value_or(Estimate{});
  const std::map<std::string, double, std::less<>> got{
      {"a", e.baseline},    {"d", e.change},   {"s", e.sd},       {"m", e.least_change},
      {"pR", e.p_response}, {"pC", e.p_clear}, {"pW", e.p_worse}, {"pWprev", e.p_worse_before},
      {"slope", e.slope}};
  for (const auto& [name, expected] : one.last) {
    auto found = got.find(name);
    bool near = found != got.end() && std::abs(found->second - expected) <= kTolerance;
    if (near) continue;
    verify.same(name, fmt::format("{:.4f}", expected),
                found == got.end() ? "unknown" : fmt::format("{:.4f}", found->second));
  }
}

void run_verdicts(const FollowUpProtocol& protocol, std::vector<FailedCase>& failed) {
  for (const VerdictCase& one : protocol.verdict_cases) {
    Verify verify{failed, "verdict", one.name, one.file, one.line};
    auto steps = judge(protocol.verdict, one.series, one.ratings);
    verify.same("refused", one.refused, steps ? "" : steps.error().message);
    if (!steps || !one.refused.empty()) continue;
    std::vector<std::string> verdicts;
    for (const VerdictStep& step : *steps) verdicts.emplace_back(to_string(step.machine));
    verify.same("verdicts", one.verdicts, verdicts);
    if (steps->empty()) continue;
    verify_estimate(verify, one, steps->back());
    verify.contains("flags", one.flags, flags_of(steps->back()), true);
    std::string told(to_string(steps->back().verdict));
    verify.same("told", one.told.empty() ? verdicts.back() : one.told, told);
  }
}

void run_measures(const FollowUpProtocol& protocol, std::vector<FailedCase>& failed) {
  for (const MeasureCase& one : protocol.measure_cases) {
    Verify verify{failed, one.measure, fmt::format("from {}", one.first), one.file, one.line};
    const Measure* measure = find_measure(protocol.measures, one.measure);
    if (measure == nullptr) continue;
    if (!one.refused.empty()) {
      auto ok = check_value(protocol.measures, one.measure, one.first);
      verify.same("refused", one.refused, ok ? "" : ok.error().message);
      continue;
    }
    auto least = least_change(*measure, one.first);
    auto text = [](const std::optional<double>& value) {
      return value ? fmt::format("{:.3f}", *value) : std::string("none");
    };
    if (one.no_least) verify.same("least change", "none", text(least));
    if (one.least) verify.same("least change", text(one.least), text(least));
    if (!one.last) continue;
    verify.same("word", one.word,
                std::string(to_string(change(*measure, one.first, *one.last).word)));
  }
}

}  // namespace

std::vector<FailedCase> run_aftercare_cases(const AftercareRules& rules, const ClockWords& clock,
                                            const Zone& zone) {
  std::vector<FailedCase> failed;
  for (const AftercareCase& one : rules.cases) {
    Verify verify{failed, "aftercare", one.name, one.file, one.line};
    SessionFacts session = one.session;
    session.ended = zone.instant(one.ended);
    auto sheet = aftercare(rules, clock, one.flags, session, zone, "555-0100");
    verify.same("refused", one.refused, sheet ? "" : sheet.error().message);
    if (!sheet || !one.refused.empty()) continue;
    std::string until;
    if (sheet->rest_until) until = spoken_time(*sheet->rest_until, session.ended, zone, clock).en;
    verify_sheet(verify, one, *sheet, until);
  }
  return failed;
}

std::vector<FailedCase> run_check_in_cases(const CheckInRules& rules, const ClockWords& clock) {
  std::vector<FailedCase> failed;
  Instant now{1796000000};
  std::vector<OpenSpan> open{{now - hours(1), now + days_of_24h(20)}};
  for (const CheckInCase& one : rules.cases) {
    Verify verify{failed, "check-in", one.name, one.file, one.line};
    auto answers = read_check_in(rules, one.at, one.answers);
    verify.same("refused", one.refused, answers ? "" : answers.error().message);
    if (!answers || !one.refused.empty()) continue;
    CheckInResult got = check_in(rules, clock, *answers, one.context, now, Zone::utc(), open);
    std::vector<std::string> rows, expected = one.rows;
    for (const Escalation& escalation : got.escalations) rows.push_back(escalation.row);
    std::sort(rows.begin(), rows.end());
    std::sort(expected.begin(), expected.end());
    verify.same("rows", expected, rows);
    verify.same("shown", one.shown, got.shown);
    verify.same("ceiling change", std::to_string(one.ceiling_change),
                std::to_string(got.ceiling_change));
    if (one.ceiling) {
      verify.same("ceiling", std::to_string(*one.ceiling),
                  std::to_string(got.ceiling.value_or(-1)));
    }
    verify.same("asks again", one.asks_again ? "yes" : "no", got.ask_again.empty() ? "no" : "yes");
  }
  return failed;
}

std::vector<FailedCase> run_follow_up_cases(const FollowUpProtocol& protocol, const Zone& zone) {
  std::vector<FailedCase> failed = run_aftercare_cases(protocol.aftercare, protocol.clock, zone);
  std::vector<FailedCase> more = run_check_in_cases(protocol.check_ins, protocol.clock);
  failed.insert(failed.end(), more.begin(), more.end());
  run_verdicts(protocol, failed);
  run_measures(protocol, failed);
  return failed;
}

}  // namespace fascia::care
