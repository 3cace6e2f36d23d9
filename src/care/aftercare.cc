// SPDX-License-Identifier: Apache-2.0
#include "care/aftercare.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <set>

#include "core/contains.h"

namespace fascia::care {
namespace {

// Health flags and what happened in the room, under the names that conditions use.
AnswerMap facts_of_session(const AftercareRules& rules, const AnswerMap& flags,
                           const SessionFacts& session) {
  AnswerMap all = flags;
  for (const HealthFlag& flag : rules.flags) {
    if (flag.counts_as_no() && all.count(flag.id) == 0) all[flag.id] = Said::no;
  }
  int deepest = 0;
  std::vector<std::string> worked;
  for (const Worked& one : session.worked) {
    deepest = std::max(deepest, one.deepest);
    worked.push_back(one.region.id);
    worked.push_back(one.region.text());
  }
  static constexpr std::string_view kPreferences[] = {"none", "heat", "cold"};
  all["worked"] = std::move(worked);
  all["depth"] = static_cast<double>(deepest);
  all["pressure"] = static_cast<double>(session.highest_discomfort);
  all["tools"] = session.tools;
  all["oil"] = session.oil ? Said::yes : Said::no;
  all["preference"] = std::string(kPreferences[static_cast<std::size_t>(session.preference)]);
  if (session.tenderness) all["tenderness"] = static_cast<double>(*session.tenderness);
  if (session.pain_now) all["pain_now"] = static_cast<double>(*session.pain_now);
  return all;
}

// Makes one sheet; remembers which unknown flags stood in the way.
class Sheet {
 public:
  Sheet(const AftercareRules& rules, const AnswerMap& answers) : rules_(rules), answers_(answers) {
    facts_.answers = &answers_;
  }

  bool surely(const Expression& condition) const { return value_of(condition, facts_) == Tri::yes; }
  // Unknown counts as yes.
  bool surely_not(const Expression& condition) {
    Outcome outcome = evaluate(condition, facts_);
    if (outcome.value == Tri::unknown) {
      note_open(outcome.missing);
      note_open(outcome.unsure);
    }
    return outcome.value == Tri::no;
  }

  const AdviceRule* find(std::string_view id) const {
    for (const AdviceRule& rule : rules_.advice) {
      if (rule.id == id) return &rule;
    }
    return nullptr;
  }

  const AdviceRule* pack(Aftercare& sheet) {
    bool heat = surely_not(rules_.heat_forbidden);
    bool cold = surely_not(rules_.cold_forbidden);
    if (surely(rules_.refer_when)) {
      sheet.see_doctor = true;
      return find(rules_.refer_advice);
    }
    answers_["heat_allowed"] = heat ? Said::yes : Said::no;
    answers_["cold_allowed"] = cold ? Said::yes : Said::no;
    for (const PackRow& row : rules_.packs) {
      if (!surely(row.when)) continue;
      sheet.pack = row.advice;
      return find(row.advice);
    }
    return nullptr;
  }

  std::vector<ChosenStretch> stretches(const SessionFacts& session) {
    std::vector<ChosenStretch> chosen;
    if (!surely_not(rules_.stretch_excluded)) return chosen;
    for (const StretchArea* area : areas_of(session)) {
      if (!surely_not(area->excluded)) continue;
      for (const std::string& id : area->stretches) {
        if (static_cast<int>(chosen.size()) >= rules_.most_stretches) return chosen;
        add_stretch(chosen, *area, id);
      }
    }
    return chosen;
  }

  std::vector<std::string> open_flags() const { return {open_.begin(), open_.end()}; }

 private:
  void note_open(const std::set<std::string>& names) {
    for (const HealthFlag& flag : rules_.flags) {
      if (names.count(flag.id) != 0) open_.insert(flag.id);
    }
  }

  // The areas that were worked, the longest first.
  std::vector<const StretchArea*> areas_of(const SessionFacts& session) const {
    std::vector<std::pair<int, const StretchArea*>> found;
    for (const StretchArea& area : rules_.areas) {
      int minutes = 0;
      bool worked = false;
      for (const Worked& one : session.worked) {
        if (!contains(area.regions, one.region.id)) continue;
        minutes += one.minutes;
        worked = true;
      }
      if (worked) found.emplace_back(minutes, &area);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const StretchArea*> areas;
    for (const auto& [minutes, area] : found) areas.push_back(area);
    return areas;
  }

  void add_stretch(std::vector<ChosenStretch>& chosen, const StretchArea& area,
                   const std::string& id) {
    auto same = [&](const auto& one) { return one.id == id; };
    if (std::any_of(chosen.begin(), chosen.end(), same)) return;
    auto stretch = std::find_if(rules_.stretches.begin(), rules_.stretches.end(), same);
    if (stretch == rules_.stretches.end() || !surely_not(stretch->excluded)) return;
    ChosenStretch one{stretch->id,   area.id,      stretch->name,  stretch->steps,
                      stretch->hold, std::nullopt, stretch->source};
    // A caution costs nothing: it is printed, too, where the answer is not known.
    if (value_of(stretch->careful, facts_) != Tri::no) one.caution = stretch->caution;
    if (value_of(rules_.stretch_careful, facts_) == Tri::yes) {
      Words both = one.caution.value_or(Words{});
      one.caution = both.en.empty() ? rules_.stretch_caution
                                    : Words{both.en + ' ' + rules_.stretch_caution.en,
                                            both.fr + ' ' + rules_.stretch_caution.fr};
    }
    chosen.push_back(std::move(one));
  }

  const AftercareRules& rules_;
  AnswerMap answers_;
  Facts facts_;
  std::set<std::string> open_;
};

Done check(const AftercareRules& rules, const AnswerMap& flags, const SessionFacts& session) {
  for (const auto& [id, answer] : flags) {
    bool known = std::any_of(rules.flags.begin(), rules.flags.end(),
                             [&, &name = id](const HealthFlag& flag) { return flag.id == name; });
    if (!known || !std::holds_alternative<Said>(answer)) {
      return invalid("flags", "aftercare_flag", {{"name", id}});
    }
  }
  for (const std::string& tool : session.tools) {
    if (!contains(rules.tools, tool)) return invalid("tools", "aftercare_tool", {{"name", tool}});
  }
  return {};
}

Advice printed(const AdviceRule& rule) {
  return {rule.id, rule.text, rule.dose, rule.source, rule.mark, rule.stays, rule.stretches};
}

// The dose of a pack: the usual one, a shorter one where the place asks for it, or the therapist's.
Result<Words> minutes_of(const AdviceRule& rule, const Sheet& sheet, std::optional<int> own) {
  bool brief = rule.short_minutes > 0 && sheet.surely(rule.short_when);
  int most = brief ? rule.short_minutes : rule.most_minutes;
  if (own) {
    if (*own < rule.least_minutes || *own > most) {
      return invalid(
          "pack_minutes", "aftercare_minutes",
          {{"least", std::to_string(rule.least_minutes)}, {"most", std::to_string(most)}});
    }
    return Words{std::to_string(*own), std::to_string(*own)};
  }
  if (brief) return Words{std::to_string(most), std::to_string(most)};
  return rule.minutes;
}

std::vector<SignGroup> sign_groups(const AftercareRules& rules) {
  std::vector<SignGroup> groups;
  for (const SignHead& head : rules.sign_heads) {
    SignGroup group{head.line, head.text, {}};
    for (const Sign& sign : rules.signs) {
      if (sign.line == head.line) group.signs.push_back(sign);
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace

std::optional<Preference> parse_preference(std::string_view text) {
  if (text == "none") return Preference::none;
  if (text == "heat") return Preference::heat;
  if (text == "cold") return Preference::cold;
  return std::nullopt;
}

AnswerMap health_flags(const AftercareRules& rules, const Facts& health,
                       const std::vector<std::string>& conditions) {
  AnswerMap flags;
  for (const HealthFlag& flag : rules.flags) {
    bool planned = std::any_of(flag.conditions.begin(), flag.conditions.end(),
                               [&](const std::string& id) { return contains(conditions, id); });
    Tri value = planned ? Tri::yes : flag.asked ? value_of(flag.health, health) : Tri::unknown;
    // The form's no is not all of it: the therapist may say yes.
    if (value == Tri::unknown || (value == Tri::no && flag.in_room)) continue;
    flags[flag.id] = value == Tri::yes ? Said::yes : Said::no;
  }
  return flags;
}

std::vector<std::string> flags_at(const AftercareRules& rules, const AnswerMap& flags,
                                  const std::vector<Worked>& worked) {
  std::set<std::string> heeded;
  auto heed = [&](const Expression& condition) { collect_names(condition, heeded); };
  for (const AdviceRule& advice : rules.advice) heed(advice.when);
  for (const StretchArea& area : rules.areas) {
    bool here = std::any_of(worked.begin(), worked.end(), [&](const Worked& one) {
      return contains(area.regions, one.region.id);
    });
    if (!here) continue;
    heed(area.excluded);
    for (const Stretch& stretch : rules.stretches) {
      if (!contains(area.stretches, stretch.id)) continue;
      heed(stretch.excluded);
      heed(stretch.careful);
    }
  }
  std::vector<std::string> out;
  for (const HealthFlag& flag : rules.flags) {
    if (flag.in_room && flags.count(flag.id) == 0 && heeded.count(flag.id) != 0)
      out.push_back(flag.id);
  }
  return out;
}

Instant rest_until(const AftercareRules& rules, Instant ended, bool long_rest, const Zone& zone) {
  Instant until = std::max(zone.start_of(zone.date(ended) + 1), ended + rules.rest);
  return long_rest ? std::max(until, ended + rules.long_rest) : until;
}

Result<Aftercare> aftercare(const AftercareRules& rules, const ClockWords& clock,
                            const AnswerMap& flags, const SessionFacts& session, const Zone& zone,
                            std::string_view phone) {
  FASCIA_TRY_DONE(check(rules, flags, session));
  Sheet judge(rules, facts_of_session(rules, flags, session));
  Aftercare out;
  const AdviceRule* pack = judge.pack(out);
  out.stretches = judge.stretches(session);
  std::vector<std::string> holds;
  for (const AdviceRule& rule : rules.advice) {
    bool given = rule.pack ? &rule == pack : judge.surely(rule.when);
    if (given && (!rule.stretches || !out.stretches.empty())) holds.push_back(rule.id);
  }
  for (const AdviceRule& rule : rules.advice) {
    bool replaced = std::any_of(rule.unless.begin(), rule.unless.end(),
                                [&](const std::string& id) { return contains(holds, id); });
    if (replaced || !contains(holds, rule.id)) continue;
    Advice advice = printed(rule);
    if (rule.rest) {
      out.rest_until = rest_until(rules, session.ended, judge.surely(rules.long_rest_when), zone);
      advice.text = filled(std::move(advice.text), "until",
                           spoken_time(*out.rest_until, session.ended, zone, clock));
    }
    if (rule.most_minutes > 0) {
      FASCIA_TRY(Words dose, minutes_of(rule, judge, session.pack_minutes));
      advice.text = filled(std::move(advice.text), "minutes", dose);
    }
    out.advice.push_back(std::move(advice));
  }
  if (!out.stretches.empty()) out.stretch_rule = rules.stretch_rule;
  out.soreness = rules.soreness;
  out.signs = sign_groups(rules);
  std::string number(phone);
  out.clinic_line = filled(rules.clinic_line, "phone", {number, number});
  for (const PromptRule& rule : rules.prompts) {
    if (judge.surely(rule.when)) out.prompts.push_back({rule.id, rule.text});
  }
  out.open_flags = judge.open_flags();
  out.taken_as_no = flags_at(rules, flags, session.worked);
  return out;
}

Result<Aftercare> without(Aftercare sheet, std::string_view advice) {
  auto found = std::find_if(sheet.advice.begin(), sheet.advice.end(),
                            [&](const Advice& one) { return one.id == advice; });
  if (found == sheet.advice.end()) return not_found("aftercare_item_unknown", "advice");
  if (found->stays) return invalid("advice", "aftercare_item_stays");
  if (sheet.pack == advice) sheet.pack.clear();
  if (found->stretches) sheet.stretches.clear();
  sheet.advice.erase(found);
  return sheet;
}

boost::json::object to_json(const Aftercare& sheet, std::string_view language) {
  auto said = [&](const Words& words) { return boost::json::string(in_language(words, language)); };
  boost::json::array advice, stretches, signs, prompts;
  for (const Advice& one : sheet.advice) {
    advice.push_back({{"id", one.id}, {"text", said(one.text)}, {"source", one.source}});
  }
  for (const ChosenStretch& one : sheet.stretches) {
    boost::json::object stretch{{"id", one.id},
                                {"name", said(one.name)},
                                {"steps", said(one.steps)},
                                {"hold", said(one.hold)}};
    if (one.caution) stretch["caution"] = said(*one.caution);
    stretches.push_back(std::move(stretch));
  }
  for (const SignGroup& group : sheet.signs) {
    boost::json::array lines;
    for (const Sign& sign : group.signs)
      lines.push_back({{"id", sign.id}, {"text", said(sign.text)}});
    signs.push_back(
        {{"call", group.line}, {"head", said(group.head)}, {"signs", std::move(lines)}});
  }
  boost::json::object out{{"advice", std::move(advice)},       {"stretches", std::move(stretches)},
                          {"soreness", said(sheet.soreness)},  {"signs", std::move(signs)},
                          {"clinic", said(sheet.clinic_line)}, {"see_doctor", sheet.see_doctor}};
  if (sheet.rest_until) out["rest_until"] = to_rfc3339_utc(*sheet.rest_until);
  if (!sheet.stretches.empty()) out["stretch_rule"] = said(sheet.stretch_rule);
  return out;
}

}  // namespace fascia::care
