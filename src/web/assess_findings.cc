// SPDX-License-Identifier: Apache-2.0
// What was found, rule by rule, and what is done differently for it, in the client's words.
#include <algorithm>
#include <map>

#include "clinic/screen_visit.h"
#include "page/body_map.h"
#include "page/words.h"
#include "web/assess_parts.h"
#include "web/letter_view.h"

namespace fascia::web::assess {
namespace {

using care::Decision;

// What only changes a visit reads as a go-ahead under an answer that refuses it: there it is said
// of the visit that may come (`then`).
std::string decision_said(const Visit& visit, const care::Finding& finding, bool then) {
  Decision decision = finding.there.value_or(finding.decision);
  const char* of = then && decision < Decision::clearance ? "decision_then." : "decision.";
  return visit.say(of + std::string(care::to_string(decision)));
}

// Many places are named by their parts of the body.
std::string places_said(const Visit& visit, const care::Regions& of) {
  constexpr std::size_t kMostNames = 6;
  const std::vector<care::Region> regions(of.begin(), of.end());
  std::vector<std::string> names;
  for (const care::Region& region : regions)
    names.push_back(page::region_text(visit.language, region));
  if (names.size() > kMostNames) names = page::body_parts_text(visit.language, regions);
  return page::and_text(visit.language, names);
}

void fill_finding(const Visit& visit, page::View& one, const care::Finding& finding, bool then) {
  auto words = [&](const care::Words& w) {
    return care::in_language(w, page::code(visit.language));
  };
  one.set("finding_title", words(finding.title)).set("finding_reason", words(finding.reason));
  one.show("finding_has_advice", !finding.advice->en.empty())
      .set("finding_advice", words(finding.advice));
  one.set("finding_decision", decision_said(visit, finding, then));
  one.set("finding_kind", std::string(care::to_string(finding.decision)));
  one.set("finding_rule", finding.rule);
  set_loosening(one, visit, finding);
  one.show("finding_unsure", finding.unsure);
  one.show("finding_has_day", finding.earliest.has_value());
  one.set("finding_day",
          finding.earliest ? page::day_year_text(visit.language, *finding.earliest) : "");
  one.show("finding_has_places", !finding.regions.empty());
  one.set("finding_places", places_said(visit, finding.regions));
  one.list("finding_sources");
  for (const care::Source& source : *finding.sources) {
    page::View& from = one.add("finding_sources");
    from.set("source_text", source.title);
    from.show("source_has_year", source.year != 0).set("source_year", source.year);
    from.show("source_has_url", !source.url.empty()).set("source_url", source.url);
  }
}

// What holds for everybody is no change.
std::map<care::Region, int> depths_of_everybody(const care::Protocol& protocol) {
  std::map<care::Region, int> all;
  for (const care::Change& change : protocol.always)
    for (const care::Region& region : care::expand(protocol, change.places, {}))
      all[region] = change.max_depth.value_or(5);
  return all;
}

}  // namespace

void fill_findings(const Visit& visit, page::View& view, const care::Screening& screening) {
  view.list("findings").list("also");
  const bool refused = clinic::refuses(screening);
  bool any = false, more = false;
  for (const care::Finding& finding : screening.findings) {
    // Which tools are left out is the therapist's to know: eight notes would hide the one reason.
    const care::Rule* rule = visit.site.clinic.protocol.rule(finding.rule);
    bool aside = finding.decision == Decision::note && rule != nullptr && rule->combination;
    if (aside) continue;
    const bool then = refused && finding.decision < Decision::clearance;
    fill_finding(visit, view.add(then ? "also" : "findings"), finding, then);
    (then ? more : any) = true;
  }
  view.show("has_findings", any).show("has_also", more);
  set_loosened(view, visit, screening);
}

void fill_changes(const Visit& visit, page::View& view, const care::Limits& limits) {
  view.list("changes");
  auto say = [&](const std::string& text) { view.add("changes").set("change_text", text); };
  if (limits.max_depth < 5)
    say(visit.say("assess.change_depth", {{"depth", std::to_string(limits.max_depth)}}));
  std::vector<std::string> never, lighter;
  std::map<care::Region, int> everybody = depths_of_everybody(visit.site.clinic.protocol);
  for (const auto& [region, limit] : limits.regions) {
    auto usual = everybody.find(region);
    if (usual != everybody.end() && usual->second == limit.max_depth) continue;
    std::string name = page::region_text(visit.language, region);
    if (limit.max_depth == 0)
      never.push_back(name);
    else if (limit.max_depth < limits.max_depth)
      lighter.push_back(name);
  }
  constexpr std::size_t kMost = 8;
  auto listed = [&](std::vector<std::string> names) {
    bool more = names.size() > kMost;
    if (more) names.resize(kMost - 1);
    if (more) names.push_back(visit.say("assess.more_places"));
    return page::and_text(visit.language, names);
  };
  if (!never.empty()) say(visit.say("assess.change_never", {{"places", listed(never)}}));
  if (!lighter.empty()) say(visit.say("assess.change_lighter", {{"places", listed(lighter)}}));
  if (limits.minutes)
    say(visit.say("assess.change_minutes",
                  {{"time", page::minutes_text(visit.language, *limits.minutes)}}));
  if (!limits.techniques.empty() || !limits.tools.empty()) say(visit.say("assess.change_ways"));
}

void set_urgent(page::View& view, const Visit& visit, const care::Screening& screening) {
  std::vector<const care::Finding*> found;
  for (const care::Finding& finding : screening.findings)
    if (finding.urgency != care::Urgency::none) found.push_back(&finding);
  std::stable_sort(found.begin(), found.end(), [](const care::Finding* a, const care::Finding* b) {
    return b->urgency < a->urgency;
  });
  std::vector<std::string> said;
  view.list("urgent");
  for (const care::Finding* finding : found) {
    std::string text = care::in_language(finding->advice, page::code(visit.language));
    if (std::find(said.begin(), said.end(), text) != said.end()) continue;
    view.add("urgent")
        .set("urgent_text", text)
        .set("urgent_kind", finding->urgency >= care::Urgency::ed_today ? "red" : "amber");
    said.push_back(std::move(text));
  }
  view.show("has_urgent", !said.empty());
}

}  // namespace fascia::web::assess
