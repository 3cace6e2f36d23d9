// SPDX-License-Identifier: Apache-2.0
#include "page/words.h"
#include "web/treat_view.h"

// Which rules decided this visit, and what those of today say where that is something else.
namespace fascia::web {
namespace {

// "1+34961b91": the number of the rules and the beginning of what tells their texts apart.
std::string short_version(const std::string& version) {
  constexpr std::size_t kTold = 8;
  const std::size_t plus = version.find('+');
  return plus == version.npos ? version : version.substr(0, plus + 1 + kTold);
}

std::string findings_said(const Visit& visit, const care::Screening& screening) {
  std::vector<std::string> titles;
  for (const care::Finding& finding : screening.findings)
    if (finding.decision >= care::Decision::modify)
      titles.push_back(care::in_language(finding.title, page::code(visit.language)));
  return titles.empty() ? std::string() : page::and_text(visit.language, titles) + ".";
}

std::string decided_said(const Visit& visit, const char* text, const care::Screening& screening) {
  return visit.say(
      text,
      {{"decision", visit.say("treat_decision." + std::string(to_string(screening.decision)))},
       {"version", short_version(screening.protocol_version)},
       {"findings", findings_said(visit, screening)}});
}

}  // namespace

void set_rules(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  const auto& day = file.room.day;
  const care::Plan& plan = file.room.plan;
  view.show("rules_said", day.has_value()).show("rules_changed", day && day->then);
  view.show("rules_hold", day && day->then && day->before.rules_hold);
  view.show("rules_plan", !plan.version.empty());
  view.set("rules_plan_text",
           visit.say("rules_then.of_plan", {{"version", short_version(plan.version)}}));
  view.set("rules_text", "").set("rules_then", "").set("rules_now", "");
  if (!day) return;
  view.set("rules_text", visit.say(day->begun ? "rules_then.of_start" : "rules_then.decided_by",
                                   {{"version", short_version(day->screening.protocol_version)}}));
  if (!day->then) return;
  view.set("rules_then", decided_said(visit, "rules_then.then", *day->then))
      .set("rules_now", decided_said(visit, "rules_then.now", day->screening));
}

}  // namespace fascia::web
