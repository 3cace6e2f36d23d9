// SPDX-License-Identifier: Apache-2.0
#include <boost/json/array.hpp>

#include "care/plan.h"

namespace fascia::care {
namespace {

namespace js = boost::json;

js::array id_texts(const std::vector<std::string>& values) {
  js::array all;
  for (const std::string& value : values) all.emplace_back(value);
  return all;
}

js::array place_texts(const std::vector<Region>& regions) {
  js::array all;
  for (const Region& region : regions) all.emplace_back(region.text());
  return all;
}

js::object json_of(const Basis& basis) {
  return {{"rule", basis.rule},
          {"source", basis.source},
          {"mark", basis.mark},
          {"protocol", basis.version}};
}

// Whole minutes as whole numbers, half ones as halves.
js::value minutes_of(int half_minutes) {
  if (half_minutes % 2 == 0) return half_minutes / 2;
  return half_minutes / 2.0;
}

js::object json_of(const PlanProtocol& protocol, const Segment& segment,
                   std::string_view language) {
  js::object out{{"phase", to_string(segment.phase)},
                 {"minutes", minutes_of(segment.half_minutes)},
                 {"depth", js::array{segment.depth_low, segment.depth()}}};
  if (!segment.position.empty()) out["position"] = segment.position;
  if (segment.up) out["up"] = std::string(1, static_cast<char>(*segment.up));
  js::array worked;
  const std::vector<int> tenths = segment.tenths_at_places();
  for (std::size_t i = 0; i < segment.places.size(); ++i) {
    const WorkedPlace& place = segment.places[i];
    worked.push_back(js::object{{"region", place.region.text()},
                                {"name", region_name(protocol.anatomy, place.region, language)},
                                {"depth", place.depth},
                                {"minutes", tenths[i] / 10.0},
                                {"techniques", id_texts(place.techniques)}});
  }
  out["regions"] = std::move(worked);
  js::array muscles;
  for (const WorkedMuscle& muscle : segment.muscles) {
    const Muscle* known = protocol.anatomy.muscle(muscle.id);
    js::object one{{"id", muscle.id}, {"depth", muscle.depth}};
    if (known != nullptr) {
      one["name"] = in_language(known->name, language);
      one["caution"] = in_language(known->caution, language);
    }
    muscles.push_back(std::move(one));
  }
  if (!muscles.empty()) out["muscles"] = std::move(muscles);
  return out;
}

js::array json_of(const std::vector<Recommendation>& all, std::string_view language) {
  js::array out;
  for (const Recommendation& one : all) {
    js::object args;
    for (const auto& [name, value] : one.args) args[name] = value;
    out.push_back(js::object{{"id", one.id},
                             {"text", in_language(one.text, language)},
                             {"args", std::move(args)},
                             {"basis", json_of(one.basis)}});
  }
  return out;
}

js::array sources_of(const PlanProtocol& protocol, const Plan& plan, std::string_view language) {
  js::array out;
  for (const ProbableSource& source : plan.sources) {
    const Muscle* muscle = protocol.anatomy.muscle(source.muscle);
    std::string side(1, static_cast<char>(source.side));
    out.push_back(js::object{
        {"muscle", source.muscle},
        {"name", muscle == nullptr ? source.muscle : in_language(muscle->name, language)},
        {"side", source.both_sides ? std::string("both") : side},
        {"score", source.score_tenths / 10.0},
        {"match", to_string(source.strength)}});
  }
  return out;
}

js::array avoid_of(const Plan& plan, std::string_view language) {
  js::array out;
  for (const Avoid& avoid : plan.avoid) {
    js::object one;
    if (avoid.region) one["region"] = avoid.region->text();
    if (!avoid.what.empty()) one["what"] = avoid.what;
    one["reason"] = in_language(avoid.reason, language);
    one["basis"] = json_of(avoid.basis);
    out.push_back(std::move(one));
  }
  return out;
}

js::array positions_of(const PlanProtocol& protocol, const Plan& plan, std::string_view language) {
  js::array out;
  for (const std::string& id : plan.positions) {
    const Position* position = protocol.position(id);
    js::object one{{"id", id}};
    if (position != nullptr) {
      one["name"] = in_language(position->name, language);
      one["setup"] = in_language(position->setup, language);
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

js::object to_json(const PlanProtocol& protocol, const Plan& plan, std::string_view language) {
  js::object out{{"protocol", plan.version},
                 {"screening_protocol", plan.screening_version},
                 {"condition", plan.condition},
                 {"also", id_texts(plan.also)},
                 {"service", to_string(plan.service)},
                 {"booked_minutes", plan.booked},
                 {"minutes", plan.minutes},
                 {"deep_minutes", minutes_of(plan.deep_half_minutes)},
                 {"deep_limit", plan.deep_limit}};
  js::array segments;
  for (const Segment& segment : plan.segments) {
    segments.push_back(json_of(protocol, segment, language));
  }
  out["segments"] = std::move(segments);
  out["next_time"] = place_texts(plan.next_time);
  out["probable_sources"] = sources_of(protocol, plan, language);
  if (!plan.sources_barred.empty()) out["sources_barred"] = plan.sources_barred;
  out["tender_points"] = plan.tender_points;
  out["avoid"] = avoid_of(plan, language);
  out["spots"] = id_texts(plan.spots);
  out["watch"] = json_of(plan.watch, language);
  out["positions"] = positions_of(protocol, plan, language);
  js::array beside;
  for (const Beside& one : plan.beside) {
    beside.push_back(js::object{{"modality", one.modality},
                                {"regions", place_texts(one.regions)},
                                {"minutes", one.minutes},
                                {"at", one.at},
                                {"ask_therapist", one.ask}});
  }
  out["beside"] = std::move(beside);
  js::array consent;
  for (const OwnConsentRegion& one : plan.own_consent) {
    consent.push_back(
        js::object{{"region", one.region.text()}, {"by_clinic_policy", one.by_clinic_policy}});
  }
  out["own_consent"] = std::move(consent);
  js::object own;
  for (const auto& [region, ceiling] : plan.discomfort.places) own[region.text()] = ceiling;
  out["discomfort"] =
      js::object{{"target", js::array{plan.discomfort.target_low, plan.discomfort.target_high}},
                 {"ceiling", plan.discomfort.ceiling},
                 {"places", std::move(own)}};
  out["visits"] = plan.visits;
  out["visits_a_week"] = plan.visits_a_week;
  if (plan.days_between > 0) out["days_between"] = plan.days_between;
  out["reassess_at"] = plan.reassess_at;
  out["reassess_in_days"] = plan.reassess_in_days;
  out["course"] = plan.course;
  js::object evidence{{"level", plan.evidence.level}};
  if (!plan.evidence.to.empty()) evidence["to"] = plan.evidence.to;
  evidence["text"] = in_language(evidence_text(protocol, plan.evidence), language);
  out["evidence"] = std::move(evidence);
  out["recommendations"] = json_of(plan.recommendations, language);
  out["for_client"] = json_of(plan.for_client, language);
  return out;
}

}  // namespace fascia::care
