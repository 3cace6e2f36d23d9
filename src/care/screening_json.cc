// SPDX-License-Identifier: Apache-2.0
#include <boost/json/array.hpp>

#include "care/screening.h"

namespace fascia::care {
namespace {

namespace bj = boost::json;

template <class List>
bj::array texts(const List& list) {
  bj::array all;
  for (const std::string& text : list) all.push_back(bj::string(text));
  return all;
}

bj::array region_texts(const Regions& regions) {
  bj::array all;
  for (const Region& region : regions) all.push_back(bj::string(region.text()));
  return all;
}

bj::object change_json(const AppliedChange& change) {
  bj::object out;
  if (!change.regions.empty()) out["regions"] = region_texts(change.regions);
  if (change.max_depth) out["max_depth"] = *change.max_depth;
  if (!change.techniques->empty()) out["forbidden_techniques"] = texts(*change.techniques);
  if (!change.tools->empty()) out["forbidden_tools"] = texts(*change.tools);
  if (!change.positions->empty()) out["positions"] = texts(*change.positions);
  if (change.minutes) out["minutes"] = *change.minutes;
  return out;
}

bj::object limits_json(const Limits& limits) {
  bj::object regions;
  for (const auto& [region, limit] : limits.regions) {
    bj::object one{{"max_depth", limits.depth_at(region)}};
    if (!limit.techniques.empty()) one["forbidden_techniques"] = texts(limit.techniques);
    if (!limit.tools.empty()) one["forbidden_tools"] = texts(limit.tools);
    regions[region.text()] = std::move(one);
  }
  bj::object out{{"max_depth", limits.max_depth},
                 {"regions", std::move(regions)},
                 {"forbidden_techniques", texts(limits.techniques)},
                 {"forbidden_tools", texts(limits.tools)},
                 {"positions", texts(limits.positions)}};
  out["minutes"] = limits.minutes ? bj::value(*limits.minutes) : bj::value(nullptr);
  return out;
}

bj::array sources_json(const Finding& finding) {
  bj::array all;
  for (const Source& source : *finding.sources) {
    bj::object one{{"title", source.title}};
    if (source.year != 0) one["year"] = source.year;
    if (!source.url.empty()) one["url"] = source.url;
    all.push_back(std::move(one));
  }
  return all;
}

bj::object letter_json(const RuleLetter& letter, int clearance_days) {
  bj::object out{{"answer", to_string(letter.answer)},
                 {"signed_on", to_iso(letter.signed_on)},
                 {"serves_until", to_iso(serves_until(letter, clearance_days))}};
  if (letter.max_depth) out["max_depth"] = *letter.max_depth;
  if (!letter.limits.empty()) out["limits"] = letter.limits;
  return out;
}

bj::object loosening_json(const Loosening& one, std::string_view language) {
  bj::object out{{"by", one.by},
                 {"credential", one.credential},
                 {"on", one.on ? to_iso(*one.on) : std::string()},
                 {"reason", in_language(one.reason, language)}};
  if (!one.rule.empty()) out["rule"] = one.rule;
  if (!one.setting.empty()) out["setting"] = one.setting;
  return out;
}

bj::object finding_json(const Finding& finding, std::string_view language) {
  bj::array changes;
  for (const AppliedChange& change : finding.changes) changes.push_back(change_json(change));
  bj::object evidence{{"answers", texts(finding.evidence.answers)},
                      {"mark", finding.evidence.mark},
                      {"confidence", finding.evidence.confidence},
                      {"clinic_must_confirm", finding.evidence.clinic_must_confirm}};
  bj::object out{{"rule", finding.rule},
                 {"title", in_language(finding.title, language)},
                 {"decision", to_string(finding.decision)},
                 {"urgency", to_string(finding.urgency)},
                 {"regions", region_texts(finding.regions)},
                 {"changes", std::move(changes)},
                 {"reason", in_language(finding.reason, language)},
                 {"source", sources_json(finding)},
                 {"evidence", std::move(evidence)}};
  if (finding.there) out["decision_there"] = to_string(*finding.there);
  if (!finding.advice->en.empty()) out["advice"] = in_language(finding.advice, language);
  if (finding.earliest) out["earliest"] = to_iso(*finding.earliest);
  if (finding.unsure) out["unsure"] = true;
  if (finding.letter) out["letter"] = letter_json(*finding.letter, finding.clearance_days);
  if (finding.letter_ended)
    out["letter_ended"] = bj::object{{"signed_on", to_iso(finding.letter_ended->signed_on)},
                                     {"event", in_language(finding.letter_ended->event, language)}};
  if (finding.loosened) {
    out["loosened"] = loosening_json(*finding.loosened, language);
    out["loosened"].as_object()["before"] =
        to_string(finding.before_loosening.value_or(finding.decision));
  }
  return out;
}

}  // namespace

bj::object to_json(const Screening& screening, std::string_view language) {
  bj::array findings;
  for (const Finding& finding : screening.findings) {
    findings.push_back(finding_json(finding, language));
  }
  bj::object out{
      {"decision", to_string(screening.decision)}, {"urgency", to_string(screening.urgency)},
      {"service", to_string(screening.service)},   {"visit_date", to_iso(screening.visit_date)},
      {"findings", std::move(findings)},           {"limits", limits_json(screening.limits)}};
  out["earliest"] = screening.earliest ? bj::value(to_iso(*screening.earliest)) : nullptr;
  out["gentler"] = nullptr;
  if (screening.gentler) {
    out["gentler"] = bj::object{{"decision", to_string(screening.gentler->decision)},
                                {"limits", limits_json(screening.gentler->limits)}};
    out["deep_work"] = to_string(screening.deep_work);
  }
  out["missing"] = texts(screening.missing);
  out["hold"] = screening.hold;
  out["staff_call"] = screening.staff_call;
  out["talk_first"] = screening.talk_first;
  out["ask_on_the_day"] = texts(screening.ask_on_the_day);
  out["measure_on_arrival"] = texts(screening.measure_on_arrival);
  out["warnings"] = texts(screening.warnings);
  if (!screening.loosened.empty()) {
    bj::array loosened;
    for (const Loosening& one : screening.loosened)
      loosened.push_back(loosening_json(one, language));
    out["loosened"] = std::move(loosened);
  }
  out["protocol"] =
      bj::object{{"name", screening.protocol_name}, {"version", screening.protocol_version}};
  return out;
}

}  // namespace fascia::care
