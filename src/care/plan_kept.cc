// SPDX-License-Identifier: Apache-2.0
#include <boost/json/array.hpp>
#include <cmath>

#include "care/plan.h"

// A plan as the store keeps it: all of its values, so that the tablet shows what was decided.
namespace fascia::care {
namespace {

namespace js = boost::json;

js::array texts(const std::vector<std::string>& values) {
  js::array all;
  for (const std::string& value : values) all.emplace_back(value);
  return all;
}

js::array places(const std::vector<Region>& regions) {
  js::array all;
  for (const Region& region : regions) all.emplace_back(region.text());
  return all;
}

template <class T, class Write>
js::array list(const std::vector<T>& all, Write write) {
  js::array out;
  for (const T& one : all) out.push_back(write(one));
  return out;
}

js::object write(const Words& words) { return {{"en", words.en}, {"fr", words.fr}}; }

js::object write(const Basis& basis) {
  return {{"rule", basis.rule},
          {"source", basis.source},
          {"mark", basis.mark},
          {"version", basis.version}};
}

js::object write(const Segment& segment) {
  js::object out{{"phase", to_string(segment.phase)},
                 {"half_minutes", segment.half_minutes},
                 {"depth_low", segment.depth_low},
                 {"position", segment.position},
                 {"places", list(segment.places,
                                 [](const WorkedPlace& place) {
                                   return js::object{{"region", place.region.text()},
                                                     {"depth", place.depth},
                                                     {"techniques", texts(place.techniques)},
                                                     {"weight", place.weight}};
                                 })},
                 {"muscles", list(segment.muscles, [](const WorkedMuscle& muscle) {
                    return js::object{{"id", muscle.id}, {"depth", muscle.depth}};
                  })}};
  if (segment.up) out["up"] = std::string(1, static_cast<char>(*segment.up));
  return out;
}

js::object write(const ProbableSource& source) {
  return {{"muscle", source.muscle},
          {"side", std::string(1, static_cast<char>(source.side))},
          {"both_sides", source.both_sides},
          {"score_tenths", source.score_tenths},
          {"coverage_millionths", std::lround(source.coverage * 1e6)},
          {"fit_millionths", std::lround(source.fit * 1e6)},
          {"strength", to_string(source.strength)}};
}

js::object write(const Avoid& avoid) {
  return {{"region", avoid.region ? avoid.region->text() : std::string()},
          {"what", avoid.what},
          {"reason", write(avoid.reason)},
          {"basis", write(avoid.basis)}};
}

js::object write(const Recommendation& one) {
  js::array args;
  for (const auto& [name, value] : one.args) args.push_back(js::array{name, value});
  return {{"id", one.id},
          {"args", std::move(args)},
          {"text", write(one.text)},
          {"basis", write(one.basis)}};
}

// Reads values, and remembers whether all were as they are written.
struct Reading {
  bool good = true;

  const js::value& at(const js::value& object, std::string_view key) {
    static const js::value kNone;
    const js::object* known = object.if_object();
    const js::value* found = known == nullptr ? nullptr : known->if_contains(key);
    if (found == nullptr) good = false;
    return found == nullptr ? kNone : *found;
  }
  std::string text(const js::value& value) {
    const js::string* known = value.if_string();
    if (known == nullptr) good = false;
    return known == nullptr ? std::string() : std::string(*known);
  }
  std::string text(const js::value& object, std::string_view key) { return text(at(object, key)); }
  int whole(const js::value& object, std::string_view key) {
    const std::int64_t* known = at(object, key).if_int64();
    if (known == nullptr || *known < -1000000 || *known > 1000000) good = false;
    return good ? static_cast<int>(*known) : 0;
  }
  // Plans of before this was kept say nothing about it.
  static bool says(const js::value& object, std::string_view key) {
    const js::object* known = object.if_object();
    return known != nullptr && known->if_contains(key) != nullptr;
  }
  int whole_or(const js::value& object, std::string_view key, int otherwise) {
    return says(object, key) ? whole(object, key) : otherwise;
  }
  bool truth(const js::value& object, std::string_view key) {
    const bool* known = at(object, key).if_bool();
    if (known == nullptr) good = false;
    return known != nullptr && *known;
  }
  Region region(const js::value& value) {
    auto region = parse_region(text(value));
    if (!region) good = false;
    return region.value_or(Region{});
  }
  template <class Read>
  auto list(const js::value& object, std::string_view key, Read read) {
    std::vector<decltype(read(object))> all;
    const js::array* known = at(object, key).if_array();
    if (known == nullptr) good = false;
    for (std::size_t i = 0; known != nullptr && i < known->size(); ++i) {
      all.push_back(read((*known)[i]));
    }
    return all;
  }
  std::vector<std::string> texts(const js::value& object, std::string_view key) {
    return list(object, key, [&](const js::value& value) { return text(value); });
  }
  std::vector<Region> regions(const js::value& object, std::string_view key) {
    return list(object, key, [&](const js::value& value) { return region(value); });
  }
  template <class T>
  T one_of(const js::value& object, std::string_view key, std::initializer_list<T> all) {
    std::string name = text(object, key);
    for (T one : all) {
      if (to_string(one) == name) return one;
    }
    good = false;
    return *all.begin();
  }

  Words words(const js::value& object, std::string_view key) {
    const js::value& value = at(object, key);
    return {text(value, "en"), text(value, "fr")};
  }
  Basis basis(const js::value& object) {
    const js::value& value = at(object, "basis");
    return {text(value, "rule"), text(value, "source"), text(value, "mark"),
            text(value, "version")};
  }
  // Plans of before the closed list say it in a few words: "low–moderate", "low, mixed".
  StudyEvidence evidence(const js::value& value) {
    const js::string* old = value.if_string();
    if (old == nullptr) return {text(value, "level"), text(value, "to"), words(value, "note")};
    const std::string_view said(*old), dash = "–";
    const std::size_t span = said.find(dash);
    const auto word = said.substr(0, std::min({span, said.find(','), said.find(" (")}));
    return {std::string(word),
            std::string(span == said.npos ? std::string_view() : said.substr(span + dash.size())),
            {}};
  }
  Segment segment(const js::value& value) {
    Segment segment;
    segment.phase = one_of(value, "phase",
                           {Phase::settle, Phase::turn, Phase::open, Phase::general,
                            Phase::specific, Phase::integrate, Phase::close});
    segment.half_minutes = whole(value, "half_minutes");
    segment.depth_low = whole(value, "depth_low");
    segment.position = text(value, "position");
    if (says(value, "up")) segment.up = text(value, "up") == "R" ? Side::right : Side::left;
    segment.places = list(value, "places", [&](const js::value& one) {
      WorkedPlace place{region(at(one, "region")), whole(one, "depth"), texts(one, "techniques")};
      place.weight = whole_or(one, "weight", place.weight);
      return place;
    });
    segment.muscles = list(value, "muscles", [&](const js::value& one) {
      return WorkedMuscle{text(one, "id"), whole(one, "depth")};
    });
    return segment;
  }
  ProbableSource source(const js::value& value) {
    ProbableSource source;
    source.muscle = text(value, "muscle");
    std::string side = text(value, "side");
    source.side = side == "R" ? Side::right : Side::left;
    source.both_sides = truth(value, "both_sides");
    source.score_tenths = whole(value, "score_tenths");
    source.coverage = whole(value, "coverage_millionths") / 1e6;
    source.fit = whole(value, "fit_millionths") / 1e6;
    source.strength =
        one_of(value, "strength", {Strength::weak, Strength::possible, Strength::strong});
    return source;
  }
  Avoid avoid(const js::value& value) {
    Avoid avoid;
    if (!text(value, "region").empty()) avoid.region = region(at(value, "region"));
    avoid.what = text(value, "what");
    avoid.reason = words(value, "reason");
    avoid.basis = basis(value);
    return avoid;
  }
  Recommendation recommendation(const js::value& value) {
    Recommendation one;
    one.id = text(value, "id");
    one.args = list(value, "args", [&](const js::value& pair) {
      const js::array* two = pair.if_array();
      if (two == nullptr || two->size() != 2) {
        good = false;
        return std::pair<std::string, std::string>();
      }
      return std::pair(text((*two)[0]), text((*two)[1]));
    });
    one.text = words(value, "text");
    one.basis = basis(value);
    return one;
  }
};

}  // namespace

js::object write_plan(const Plan& plan) {
  auto any = [](const auto& one) { return write(one); };
  const std::vector<std::pair<Region, int>> caps(plan.hard_depths.begin(), plan.hard_depths.end());
  std::vector<std::pair<Region, int>> own_ceilings(plan.discomfort.places.begin(),
                                                   plan.discomfort.places.end());
  return {
      {"version", plan.version},
      {"screening_version", plan.screening_version},
      {"condition", plan.condition},
      {"also", texts(plan.also)},
      {"service", to_string(plan.service)},
      {"booked", plan.booked},
      {"minutes", plan.minutes},
      {"hard_depth", plan.hard_depth},
      {"hard_depths", list(caps,
                           [](const auto& one) {
                             return js::object{{"region", one.first.text()}, {"depth", one.second}};
                           })},
      {"segments", list(plan.segments, any)},
      {"deep_half_minutes", plan.deep_half_minutes},
      {"deep_limit", plan.deep_limit},
      {"next_time", places(plan.next_time)},
      {"sources", list(plan.sources, any)},
      {"sources_barred", plan.sources_barred},
      {"tender_points", plan.tender_points},
      {"avoid", list(plan.avoid, any)},
      {"spots", texts(plan.spots)},
      {"positions", texts(plan.positions)},
      {"beside", list(plan.beside,
                      [](const Beside& one) {
                        return js::object{{"modality", one.modality},
                                          {"regions", places(one.regions)},
                                          {"minutes", one.minutes},
                                          {"at", one.at},
                                          {"ask", one.ask}};
                      })},
      {"own_consent", list(plan.own_consent,
                           [](const OwnConsentRegion& one) {
                             return js::object{{"region", one.region.text()},
                                               {"by_clinic_policy", one.by_clinic_policy}};
                           })},
      {"target_low", plan.discomfort.target_low},
      {"target_high", plan.discomfort.target_high},
      {"ceiling", plan.discomfort.ceiling},
      {"place_ceilings",
       list(own_ceilings,
            [](const auto& one) {
              return js::object{{"region", one.first.text()}, {"ceiling", one.second}};
            })},
      {"watch", list(plan.watch, any)},
      {"visits", plan.visits},
      {"visits_a_week", plan.visits_a_week},
      {"days_between", plan.days_between},
      {"spread", plan.spread},
      {"reassess_at", plan.reassess_at},
      {"reassess_in_days", plan.reassess_in_days},
      {"course", plan.course},
      {"evidence", js::object{{"level", plan.evidence.level},
                              {"to", plan.evidence.to},
                              {"note", write(plan.evidence.note)}}},
      {"recommendations", list(plan.recommendations, any)},
      {"for_client", list(plan.for_client, any)}};
}

Result<Plan> read_plan(const js::value& kept) {
  Reading read;
  Plan plan;
  plan.version = read.text(kept, "version");
  if (Reading::says(kept, "screening_version"))
    plan.screening_version = read.text(kept, "screening_version");
  plan.condition = read.text(kept, "condition");
  plan.also = read.texts(kept, "also");
  plan.service = read.one_of(kept, "service", {ServiceKind::deep, ServiceKind::swedish});
  plan.booked = read.whole(kept, "booked");
  plan.minutes = read.whole(kept, "minutes");
  plan.segments =
      read.list(kept, "segments", [&](const js::value& one) { return read.segment(one); });
  plan.hard_depth = read.whole_or(kept, "hard_depth", plan.hard_depth);
  if (Reading::says(kept, "hard_depths")) {
    for (const auto& [region, depth] : read.list(kept, "hard_depths", [&](const js::value& one) {
           return std::pair(read.region(read.at(one, "region")), read.whole(one, "depth"));
         })) {
      plan.hard_depths[region] = depth;
    }
  }
  plan.deep_half_minutes = read.whole(kept, "deep_half_minutes");
  plan.deep_limit = read.whole(kept, "deep_limit");
  plan.next_time = read.regions(kept, "next_time");
  plan.sources = read.list(kept, "sources", [&](const js::value& one) { return read.source(one); });
  plan.sources_barred = read.text(kept, "sources_barred");
  plan.tender_points = read.whole(kept, "tender_points");
  plan.avoid = read.list(kept, "avoid", [&](const js::value& one) { return read.avoid(one); });
  plan.spots = read.texts(kept, "spots");
  plan.positions = read.texts(kept, "positions");
  plan.beside = read.list(kept, "beside", [&](const js::value& one) {
    Beside beside{read.text(one, "modality"),
                  read.regions(one, "regions"),
                  read.whole(one, "minutes"),
                  {},
                  false};
    if (Reading::says(one, "at")) beside.at = read.text(one, "at");
    if (Reading::says(one, "ask")) beside.ask = read.truth(one, "ask");
    return beside;
  });
  plan.own_consent = read.list(kept, "own_consent", [&](const js::value& one) {
    return OwnConsentRegion{read.region(read.at(one, "region")),
                            read.truth(one, "by_clinic_policy")};
  });
  plan.discomfort = {read.whole(kept, "target_low"),
                     read.whole(kept, "target_high"),
                     read.whole(kept, "ceiling"),
                     {}};
  if (Reading::says(kept, "place_ceilings")) {
    for (const auto& [region, ceiling] :
         read.list(kept, "place_ceilings", [&](const js::value& one) {
           return std::pair(read.region(read.at(one, "region")), read.whole(one, "ceiling"));
         })) {
      plan.discomfort.places[region] = ceiling;
    }
  }
  plan.visits = read.whole(kept, "visits");
  plan.visits_a_week = read.whole(kept, "visits_a_week");
  plan.days_between = read.whole_or(kept, "days_between", 0);
  plan.spread = read.whole_or(kept, "spread", 0);
  plan.reassess_at = read.whole(kept, "reassess_at");
  plan.reassess_in_days = read.whole_or(kept, "reassess_in_days", 0);
  plan.course = read.whole_or(kept, "course", 0);
  if (Reading::says(kept, "evidence")) plan.evidence = read.evidence(read.at(kept, "evidence"));
  auto told = [&](const js::value& one) { return read.recommendation(one); };
  plan.recommendations = read.list(kept, "recommendations", told);
  plan.for_client = read.list(kept, "for_client", told);
  if (Reading::says(kept, "watch")) plan.watch = read.list(kept, "watch", told);
  if (!read.good) return Error{Code::internal, "plan_unreadable", {}, {}, {}};
  return plan;
}

}  // namespace fascia::care
