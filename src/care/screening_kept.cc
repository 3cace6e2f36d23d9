// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/json/array.hpp>

#include "care/screening.h"

// A screening as the store keeps it: what was decided, with the words of then in both languages.
namespace fascia::care {
namespace {

namespace js = boost::json;

js::object in_french(const Finding& finding) {
  js::object out{{"title", finding.title->fr}, {"reason", finding.reason->fr}};
  if (!finding.advice->en.empty()) out["advice"] = finding.advice->fr;
  if (finding.letter_ended) out["event"] = finding.letter_ended->event.fr;
  if (finding.loosened) out["loosened"] = finding.loosened->reason.fr;
  return out;
}

// Reads values, and remembers whether all were as they are written. What a row of before does not
// say is as nothing was said.
struct KeptScreeningReader {
  bool good = true;

  const js::value* at(const js::value& from, std::string_view key) {
    const js::object* object = from.if_object();
    const js::value* found = object == nullptr ? nullptr : object->if_contains(key);
    return found == nullptr || found->is_null() ? nullptr : found;
  }
  std::string text(const js::value& from, std::string_view key) {
    const js::value* found = at(from, key);
    if (found == nullptr) return {};
    const js::string* text = found->if_string();
    if (text == nullptr) good = false;
    return text == nullptr ? std::string() : std::string(*text);
  }
  std::optional<int> whole(const js::value& from, std::string_view key) {
    const js::value* found = at(from, key);
    if (found == nullptr) return std::nullopt;
    const std::int64_t* number = found->if_int64();
    if (number == nullptr || *number < -1000000 || *number > 1000000) {
      good = false;
      return std::nullopt;
    }
    return static_cast<int>(*number);
  }
  bool truth(const js::value& from, std::string_view key) {
    const js::value* found = at(from, key);
    const bool* truth = found == nullptr ? nullptr : found->if_bool();
    if (found != nullptr && truth == nullptr) good = false;
    return truth != nullptr && *truth;
  }
  template <class T>
  std::optional<T> must(std::optional<T> read) {
    if (!read) good = false;
    return read;
  }
  std::optional<Date> date(const js::value& from, std::string_view key) {
    const std::string said = text(from, key);
    return said.empty() ? std::nullopt : must(parse_date(said));
  }
  std::vector<std::string> texts(const js::value& from, std::string_view key) {
    std::vector<std::string> all;
    const js::value* found = at(from, key);
    if (found == nullptr) return all;
    const js::array* list = found->if_array();
    if (list == nullptr) good = false;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const js::string* one = (*list)[i].if_string();
      if (one == nullptr) good = false;
      if (one != nullptr) all.emplace_back(*one);
    }
    return all;
  }
  Forbidden forbidden(const js::value& from, std::string_view key) {
    std::vector<std::string> all = texts(from, key);
    std::sort(all.begin(), all.end());
    return Forbidden(std::move(all));
  }
  Regions regions(const js::value& from, std::string_view key) {
    std::vector<Region> all;
    for (const std::string& one : texts(from, key))
      if (auto region = must(parse_region(one))) all.push_back(*region);
    std::sort(all.begin(), all.end());
    return Regions(std::move(all));
  }
  // English beside the French of then, where it was kept.
  Words words(const js::value& from, std::string_view key, const js::value* french,
              std::string_view french_key) {
    std::string en = text(from, key);
    std::string fr = french == nullptr ? std::string() : text(*french, french_key);
    return {en, fr.empty() ? en : std::move(fr)};
  }

  RegionLimits region_limits(const js::value& from) {
    std::vector<std::pair<Region, RegionLimit>> all;
    const js::value* found = at(from, "regions");
    const js::object* places = found == nullptr ? nullptr : found->if_object();
    if (places == nullptr) {
      good = good && found == nullptr;
      return {};
    }
    for (const auto& [name, limit] : *places) {
      auto region = must(parse_region(std::string_view(name)));
      if (!region) continue;
      all.push_back(
          {*region,
           {must(whole(limit, "max_depth")).value_or(0), forbidden(limit, "forbidden_techniques"),
            forbidden(limit, "forbidden_tools")}});
    }
    std::sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.first < b.first; });
    if (all.size() > kMostRegions) {
      good = false;
      return {};
    }
    std::vector<Region> regions;
    std::vector<std::uint8_t> which;
    std::vector<RegionLimit> limits;
    for (auto& [region, limit] : all) {
      which.push_back(static_cast<std::uint8_t>(regions.size()));
      regions.push_back(region);
      limits.push_back(std::move(limit));
    }
    return {Regions(std::move(regions)), std::move(which), std::move(limits)};
  }
  Limits limits(const js::value& from) {
    const js::value* found = at(from, "limits");
    Limits out;
    if (found == nullptr) {
      good = false;
      return out;
    }
    out.max_depth = must(whole(*found, "max_depth")).value_or(0);
    out.regions = region_limits(*found);
    out.techniques = forbidden(*found, "forbidden_techniques");
    out.tools = forbidden(*found, "forbidden_tools");
    out.positions = texts(*found, "positions");
    out.minutes = whole(*found, "minutes");
    return out;
  }

  AppliedChange change(const js::value& from) {
    AppliedChange out;
    out.regions = regions(from, "regions");
    out.max_depth = whole(from, "max_depth");
    out.techniques = texts(from, "forbidden_techniques");
    out.tools = texts(from, "forbidden_tools");
    out.positions = texts(from, "positions");
    out.minutes = whole(from, "minutes");
    return out;
  }
  std::vector<Source> sources(const js::value& from) {
    std::vector<Source> out;
    const js::value* found = at(from, "source");
    const js::array* list = found == nullptr ? nullptr : found->if_array();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
      out.push_back({"", text((*list)[i], "title"), whole((*list)[i], "year").value_or(0),
                     text((*list)[i], "url")});
    return out;
  }
  Loosening loosening(const js::value& from, const js::value* french) {
    Loosening out;
    out.rule = text(from, "rule");
    out.setting = text(from, "setting");
    out.by = text(from, "by");
    out.credential = text(from, "credential");
    out.on = date(from, "on");
    out.reason = words(from, "reason", french, "loosened");
    return out;
  }
  // The day until which it served is kept as the letter's own last day.
  RuleLetter letter(const js::value& from, const std::string& rule, ServiceKind service) {
    RuleLetter out;
    out.rule = rule;
    out.service = service;
    out.answer = must(parse_letter_answer(text(from, "answer"))).value_or(RuleLetter::Answer::no);
    out.signed_on = must(date(from, "signed_on")).value_or(Date{});
    out.until = date(from, "serves_until");
    out.max_depth = whole(from, "max_depth");
    out.limits = text(from, "limits");
    return out;
  }

  Finding finding(const js::value& from, ServiceKind service) {
    Finding out;
    const js::value* french = at(from, "fr");
    out.rule = text(from, "rule");
    out.title = words(from, "title", french, "title");
    // What cannot be read is the strictest that is no alarm.
    out.decision = must(parse_decision(text(from, "decision"))).value_or(Decision::do_not_treat);
    if (at(from, "decision_there") != nullptr)
      out.there = must(parse_decision(text(from, "decision_there")));
    out.urgency = must(parse_urgency(text(from, "urgency"))).value_or(Urgency::none);
    out.regions = regions(from, "regions");
    const js::value* changes = at(from, "changes");
    const js::array* list = changes == nullptr ? nullptr : changes->if_array();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
      out.changes.push_back(change((*list)[i]));
    out.reason = words(from, "reason", french, "reason");
    out.advice = words(from, "advice", french, "advice");
    out.sources = sources(from);
    if (const js::value* evidence = at(from, "evidence")) {
      out.evidence = {text(*evidence, "mark"), text(*evidence, "confidence"),
                      truth(*evidence, "clinic_must_confirm"), texts(*evidence, "answers")};
    }
    out.earliest = date(from, "earliest");
    out.unsure = truth(from, "unsure");
    out.clearance_days = whole(from, "clearance_days").value_or(0);
    if (const js::value* answered = at(from, "letter"))
      out.letter = letter(*answered, out.rule, service);
    if (const js::value* ended = at(from, "letter_ended"))
      out.letter_ended = EndedLetter{must(date(*ended, "signed_on")).value_or(Date{}),
                                     words(*ended, "event", french, "event")};
    if (const js::value* loosened = at(from, "loosened")) {
      out.loosened = loosening(*loosened, french);
      out.before_loosening = must(parse_decision(text(*loosened, "before")));
    }
    return out;
  }
};

// What says the same of two findings: not the words, and not the order in which they stand.
js::object meaning(const Screening& screening) {
  const js::object whole = to_json(screening);
  js::object out{
      {"decision", whole.at("decision")},     {"urgency", whole.at("urgency")},
      {"limits", whole.at("limits")},         {"earliest", whole.at("earliest")},
      {"talk_first", whole.at("talk_first")}, {"deep_work", to_string(screening.deep_work)}};
  std::vector<std::string> findings;
  for (const Finding& finding : screening.findings)
    findings.push_back(finding.rule + ' ' + std::string(to_string(finding.decision)) + ' ' +
                       std::string(finding.there ? to_string(*finding.there) : ""));
  std::sort(findings.begin(), findings.end());
  js::array all;
  for (const std::string& one : findings) all.push_back(js::string(one));
  out["findings"] = std::move(all);
  return out;
}

}  // namespace

js::object write_screening(const Screening& screening) {
  js::object out = to_json(screening);
  js::array& findings = out.at("findings").as_array();
  for (std::size_t i = 0; i < findings.size(); ++i) {
    js::object& one = findings[i].as_object();
    one["fr"] = in_french(screening.findings[i]);
    if (screening.findings[i].clearance_days != 0)
      one["clearance_days"] = screening.findings[i].clearance_days;
  }
  if (auto* loosened = out.if_contains("loosened"))
    for (std::size_t i = 0; i < screening.loosened.size(); ++i)
      loosened->as_array()[i].as_object()["fr"] =
          js::object{{"loosened", screening.loosened[i].reason.fr}};
  out["deep_work"] = to_string(screening.deep_work);
  return out;
}

Result<Screening> read_screening(const js::value& kept) {
  KeptScreeningReader read;
  Screening out;
  out.decision =
      read.must(parse_decision(read.text(kept, "decision"))).value_or(Decision::do_not_treat);
  out.urgency = read.must(parse_urgency(read.text(kept, "urgency"))).value_or(Urgency::none);
  out.service =
      read.must(parse_service_kind(read.text(kept, "service"))).value_or(ServiceKind::deep);
  out.visit_date = read.must(read.date(kept, "visit_date")).value_or(Date{});
  const js::value* findings = read.at(kept, "findings");
  const js::array* list = findings == nullptr ? nullptr : findings->if_array();
  if (list == nullptr) read.good = false;
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
    out.findings.push_back(read.finding((*list)[i], out.service));
  out.limits = read.limits(kept);
  out.earliest = read.date(kept, "earliest");
  if (const js::value* gentler = read.at(kept, "gentler")) {
    out.gentler = Gentler{
        read.must(parse_decision(read.text(*gentler, "decision"))).value_or(Decision::do_not_treat),
        read.limits(*gentler)};
  }
  const std::string deep = read.text(kept, "deep_work");
  for (DeepWork one : {DeepWork::full, DeepWork::ask_first, DeepWork::none})
    if (deep == to_string(one)) out.deep_work = one;
  out.missing = read.texts(kept, "missing");
  out.hold = read.truth(kept, "hold");
  out.staff_call = read.truth(kept, "staff_call");
  out.talk_first = read.truth(kept, "talk_first");
  out.ask_on_the_day = read.texts(kept, "ask_on_the_day");
  out.measure_on_arrival = read.texts(kept, "measure_on_arrival");
  out.warnings = read.texts(kept, "warnings");
  const js::value* loosened = read.at(kept, "loosened");
  const js::array* all = loosened == nullptr ? nullptr : loosened->if_array();
  for (std::size_t i = 0; all != nullptr && i < all->size(); ++i)
    out.loosened.push_back(read.loosening((*all)[i], read.at((*all)[i], "fr")));
  if (const js::value* protocol = read.at(kept, "protocol")) {
    out.protocol_name = read.text(*protocol, "name");
    out.protocol_version = read.text(*protocol, "version");
  }
  if (!read.good) return Error{Code::internal, "screening_unreadable", {}, {}, {}};
  return out;
}

bool says_the_same(const Screening& a, const Screening& b) { return meaning(a) == meaning(b); }

}  // namespace fascia::care
