// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "care/follow_up_parts.h"

// What no single table of the follow-up's files can tell.
namespace fascia::care {
namespace {

using Ids = std::set<std::string, std::less<>>;

Error missing(std::string key, std::string why = {}) {
  std::vector<std::pair<std::string, std::string>> args{{"file", ""}, {"line", "0"}, {"key", key}};
  if (!why.empty()) args.emplace_back("why", std::move(why));
  return invalid(key, "protocol_key_missing", std::move(args));
}
Error unknown(std::string key, const std::string& name) {
  return invalid(key, "protocol_unknown_name",
                 {{"file", ""}, {"line", "0"}, {"key", key}, {"why", name}});
}

template <class T>
Ids ids_of(const std::vector<T>& all) {
  Ids ids;
  for (const T& one : all) ids.insert(one.id);
  return ids;
}

Done all_in(const std::vector<std::string>& names, const Ids& ids, const std::string& key) {
  for (const std::string& name : names) {
    if (ids.count(name) == 0) return unknown(key, name);
  }
  return {};
}

Done check_aftercare(const AftercareRules& rules) {
  if (rules.advice.empty()) return missing("advice");
  if (rules.packs.empty()) return missing("packs.choice");
  if (rules.sign_heads.empty() || rules.signs.empty()) return missing("sign");
  if (rules.clinic_line.en.empty()) return missing("clinic_line");
  if (rules.rest.value == 0) return missing("rest");
  if (rules.most_stretches == 0) return missing("stretches");
  Ids advice = ids_of(rules.advice), packs;
  for (const AdviceRule& rule : rules.advice) {
    if (rule.pack) packs.insert(rule.id);
    FASCIA_TRY_DONE(all_in(rule.unless, advice, "advice.unless"));
  }
  for (const PackRow& row : rules.packs) {
    FASCIA_TRY_DONE(all_in({row.advice}, packs, "packs.choice.advice"));
  }
  // Exactly one row always holds.
  if (rules.packs.back().when.op != Expression::Op::yes) {
    return missing("packs.choice", "the last row holds always");
  }
  FASCIA_TRY_DONE(all_in({rules.refer_advice}, packs, "packs.refer_advice"));
  Ids stretches = ids_of(rules.stretches), lines;
  for (const StretchArea& area : rules.areas) {
    FASCIA_TRY_DONE(all_in(area.stretches, stretches, "area.stretches"));
  }
  for (const SignHead& head : rules.sign_heads) lines.insert(head.line);
  for (const Sign& sign : rules.signs) FASCIA_TRY_DONE(all_in({sign.line}, lines, "sign.line"));
  return {};
}

Done check_check_ins(const CheckInRules& rules) {
  if (rules.moments.empty()) return missing("moment");
  if (rules.questions.empty()) return missing("question");
  if (rules.rows.empty()) return missing("row");
  if (rules.least_tries == 0) return missing("check_ins");
  Ids rows = ids_of(rules.rows);
  for (const EscalationRow& row : rules.rows) {
    FASCIA_TRY_DONE(all_in(row.unless, rows, "row.unless"));
  }
  // The signs are asked each time, and an answer is needed (sheet c 8.6).
  for (const CheckInMoment& moment : rules.moments) {
    bool asked = std::any_of(rules.questions.begin(), rules.questions.end(),
                             [&](const CheckInQuestion& question) {
                               const auto& at = question.at;
                               return question.signs && question.needed &&
                                      std::find(at.begin(), at.end(), moment.id) != at.end();
                             });
    if (!asked) return missing("question.signs", moment.id);
  }
  return {};
}

Done check_verdict(const FollowUpProtocol& protocol) {
  if (protocol.verdict.rule_version.empty() || protocol.verdict.series.empty()) {
    return missing("verdict");
  }
  return {};
}

Done check_measures(const FollowUpProtocol& protocol) {
  if (protocol.measures.empty()) return missing("measure");
  if (protocol.figures.kappa_most == 0) return missing("figures");
  Ids ids = ids_of(protocol.measures);
  for (const Measure& measure : protocol.measures) {
    FASCIA_TRY_DONE(all_in(measure.not_below, ids, "measure.not_below"));
    if (!measure.items_of.empty()) {
      FASCIA_TRY_DONE(all_in({measure.items_of}, ids, "measure.items_of"));
    }
  }
  for (const CheckInQuestion& question : protocol.check_ins.questions) {
    if (question.measure.empty()) continue;
    FASCIA_TRY_DONE(all_in({question.measure}, ids, "question.measure"));
  }
  for (ChangeWord word : {ChangeWord::clear_loss, ChangeWord::no_clear_change,
                          ChangeWord::possible_gain, ChangeWord::clear_gain}) {
    if (protocol.change_words.count(to_string(word)) == 0) {
      return missing("change_words." + std::string(to_string(word)));
    }
  }
  return {};
}

}  // namespace

Done check_follow_up(const FollowUpProtocol& protocol) {
  if (protocol.clock.days.size() != 7) return missing("clock");
  FASCIA_TRY_DONE(check_aftercare(protocol.aftercare));
  FASCIA_TRY_DONE(check_check_ins(protocol.check_ins));
  FASCIA_TRY_DONE(check_verdict(protocol));
  return check_measures(protocol);
}

}  // namespace fascia::care
