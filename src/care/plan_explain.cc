// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "care/plan_parts.h"

namespace fascia::care {
namespace {

std::string fill(std::string text, const std::vector<Argument>& arguments, bool french) {
  for (const Argument& argument : arguments) {
    std::string hole = '{' + argument.name + '}';
    const std::string& value = french ? argument.value.fr : argument.value.en;
    for (std::size_t at = text.find(hole); at != std::string::npos;
         at = text.find(hole, at + value.size())) {
      text.replace(at, hole.size(), value);
    }
  }
  return text;
}

std::string number_of(int half_minutes) {
  return half_minutes % 2 == 0 ? fmt::format("{}", half_minutes / 2)
                               : fmt::format("{}.5", half_minutes / 2);
}

Argument name_argument(std::string name, const Anatomy& anatomy, const Region& region) {
  return {std::move(name),
          {region_name(anatomy, region, "en"), region_name(anatomy, region, "fr")}};
}

struct Explaining {
  const Frame& frame;
  Plan& plan;

  void say(std::string_view rule, const std::vector<Argument>& arguments = {},
           std::string_view source = {}) {
    plan.recommendations.push_back(recommend(frame.protocol, rule, arguments, source));
  }
  void tell(std::string_view rule, const std::vector<Argument>& arguments = {}) {
    plan.for_client.push_back(recommend(frame.protocol, rule, arguments));
  }
  int value(std::string_view rule) const { return frame.protocol.rule(rule).value; }
  Recommendation verdict(const Words& text) const {
    const NextStep& next = frame.next;
    return {"verdict_" + std::string(to_string(next.verdict)),
            {},
            text,
            {next.message, next.source, next.mark, frame.protocol.version}};
  }

  void depth_rules() {
    const PlanInput& input = frame.input;
    auto depth = [&](std::string_view rule) { say(rule, {argument("depth", value(rule))}); };
    depth("default_depth");
    if (input.service == ServiceKind::swedish) depth("swedish_depth");
    if (input.first_visit) {
      depth("first_visit_depth");
      say("first_visit_points", {argument("points", value("first_visit_points"))});
    }
    if (input.age >= value("age_from")) depth("age_depth");
    if (input.days_since_start * 24 <= value("acute_hours")) depth("acute_depth");
    if (!input.deep_lately.empty()) depth("deep_again_depth");
    if (!input.last.stopped.empty()) depth("last_stopped");
    if (input.last.highest_discomfort >= value("last_ceiling")) say("last_ceiling");
    if (input.last.sore_over_72_hours && !is_in(input.last.lighter, "last_sore")) say("last_sore");
    for (const std::string& id : input.last.lighter) say(id);
    if (frame.stage != nullptr) {
      say("stage", {{"stage", frame.stage->name}, {"note", frame.stage->note}},
          frame.condition.source);
    }
    if (frame.age != nullptr) {
      say("condition_age", {{"note", frame.age->note}}, frame.condition.source);
    }
    say("deep_limit",
        {{"minutes", {number_of(plan.deep_half_minutes), number_of(plan.deep_half_minutes)}},
         argument("limit", plan.deep_limit)});
  }

  // Deep work on one place, block after block, that is longer than it should be (sheet b 4.3(7)).
  void unbroken() {
    const int warn = value("unbroken_deep_warn");
    std::map<Region, double> longest, now;
    for (const Segment& segment : plan.segments) {
      if (segment.phase == Phase::turn) continue;
      std::map<Region, double> here;
      for (const WorkedPlace& place : segment.places) {
        if (place.depth < kDeepFrom) continue;
        here[place.region] = now[place.region] + segment.minutes_at(place);
        longest[place.region] = std::max(longest[place.region], here[place.region]);
      }
      now = std::move(here);
    }
    for (const auto& [region, minutes] : longest) {
      if (warn == 0 || minutes <= warn) continue;
      std::string text = number_of(static_cast<int>(std::lround(minutes * 2)));
      say("unbroken_deep_warn", {name_argument("region", frame.protocol.anatomy, region),
                                 {"minutes", {text, text}},
                                 argument("warn", warn)});
    }
  }

  void discomfort() {
    const Discomfort& agreed = plan.discomfort;
    std::vector<Argument> arguments{argument("low", agreed.target_low),
                                    argument("high", agreed.target_high),
                                    argument("ceiling", agreed.ceiling)};
    say("ceiling", arguments);
    if (frame.input.first_visit) {
      say("first_visit_ceiling", {argument("ceiling", value("first_visit_ceiling"))});
    }
    if (frame.input.age >= value("age_from")) {
      say("age_ceiling", {argument("ceiling", value("age_ceiling"))});
    }
    for (const auto& [region, own] : agreed.places) {
      say("place_ceiling",
          {name_argument("region", frame.protocol.anatomy, region), argument("ceiling", own)});
    }
  }

  // The rules about the order of work that shape this plan.
  void order() {
    for (const OrderRule& rule : frame.protocol.order) {
      bool here = std::any_of(plan.segments.begin(), plan.segments.end(), [&](const Segment& one) {
        bool hands = std::any_of(one.places.begin(), one.places.end(), [&](const auto& place) {
          return rule.techniques.empty() ||
                 std::any_of(place.techniques.begin(), place.techniques.end(),
                             [&](const std::string& id) { return is_in(rule.techniques, id); });
        });
        bool limb =
            rule.chains.empty() ||
            std::any_of(one.places.begin(), one.places.end(), [&](const auto& place) {
              return std::any_of(rule.chains.begin(), rule.chains.end(),
                                 [&](const auto& chain) { return is_in(chain, place.region.id); });
            });
        bool long_enough = plan.minutes > rule.longer_than;
        return one.phase == Phase::specific && hands && limb && long_enough &&
               one.depth() >= rule.depth;
      });
      if (!here) continue;
      Recommendation one;
      one.id = rule.id;
      one.text = rule.text;
      one.basis = {rule.id, rule.source, rule.mark, frame.protocol.version};
      plan.recommendations.push_back(std::move(one));
    }
  }

  void course() {
    say("condition", {{"condition", frame.condition.name}}, frame.condition.source);
    if (plan.visits > 0) {
      say("visits_without_verdict", {argument("visits", plan.visits)}, frame.condition.source);
    }
    plan.recommendations.push_back(verdict(frame.next.plan));
    if (changes_approach(frame)) say("change_technique");
    const int booked = plan.booked;
    const int longest =
        frame.protocol.lengths.empty() ? booked : frame.protocol.lengths.back().booked;
    if (plan.minutes == longest && plan.minutes < booked) {
      say("longest", {argument("minutes", plan.minutes), argument("left", booked - plan.minutes)});
    } else if (plan.minutes < booked) {
      say("shorter", {argument("minutes", plan.minutes), argument("booked", plan.booked)});
    }
    if (plan.minutes >= value("sit_up")) say("sit_up");
    for (const Region& region : plan.next_time) {
      say("next_time", {name_argument("region", frame.protocol.anatomy, region)});
    }
    bool change = changes_approach(frame);
    for (const std::string& id : frame.input.last.eased) {
      if (change) break;
      if (const Technique* technique = frame.protocol.technique(id)) {
        say("last_eased", {{"technique", technique->name}});
      }
    }
    for (const ProbableSource& source : plan.sources) {
      const Muscle* muscle = frame.protocol.anatomy.muscle(source.muscle);
      if (muscle != nullptr && muscle->both_sides) say("both_sides", {{"muscle", muscle->name}});
    }
  }

  static Basis basis_of(const Reason& reason) {
    return {reason.rule, reason.source, reason.mark, reason.version};
  }
  static bool explains(const Reason& reason, const Avoid& avoid) {
    bool there = reason.regions.empty() ||
                 (avoid.region && std::find(reason.regions.begin(), reason.regions.end(),
                                            *avoid.region) != reason.regions.end());
    if (!there) return false;
    return avoid.what.empty() ? reason.max_depth == 0 : is_in(reason.forbids, avoid.what);
  }

  // Each rule of the screening that lowers or forbids something is told once, with its own words.
  void screening() {
    std::vector<std::string> told;
    for (const Reason& reason : frame.input.reasons) {
      bool limits = reason.max_depth || reason.minutes || !reason.forbids.empty();
      if (!limits || is_in(told, reason.rule)) continue;
      told.push_back(reason.rule);
      Recommendation one;
      one.id = "screening";
      one.text = reason.text;
      one.basis = basis_of(reason);
      plan.recommendations.push_back(one);
      plan.for_client.push_back(std::move(one));
    }
  }

  void avoid_one(std::optional<Region> region, std::string what, std::string_view rule) {
    const PlanRule& fallback = frame.protocol.rule(rule);
    Avoid avoid{region,
                std::move(what),
                fallback.text,
                {fallback.id, fallback.source, fallback.mark, frame.protocol.version}};
    if (rule == "screening" || rule == "always") {
      auto why = std::find_if(frame.input.reasons.begin(), frame.input.reasons.end(),
                              [&](const Reason& reason) { return explains(reason, avoid); });
      if (why != frame.input.reasons.end()) {
        avoid.reason = why->text;
        avoid.basis = basis_of(*why);
      }
    }
    plan.avoid.push_back(std::move(avoid));
  }

  // Places that grade or stage leave alone; "*" is every place, "@pain" what was marked.
  void stage_places() {
    if (frame.stage == nullptr) return;
    for (const std::string& id : frame.stage->barred) {
      if (id == "@pain") {
        for (const Pain& pain : frame.input.pains) avoid_one(pain.region, "", "stage_barred");
      } else if (id == "*") {
        avoid_one(std::nullopt, "", "stage_barred");
      } else {
        for (const Region& region : with_sides(frame.protocol.anatomy, {id})) {
          avoid_one(region, "", "stage_barred");
        }
      }
    }
  }

  void until_cleared() {
    bool open = frame.stage != nullptr && frame.input.cleared.count(frame.condition.id) == 0;
    if (!open) return;
    for (const Region& region : with_sides(frame.protocol.anatomy, frame.stage->until_cleared)) {
      avoid_one(region, "", "until_cleared");
    }
  }

  void age_ways() {
    if (frame.age == nullptr) return;
    for (const std::string& id : frame.age->without) {
      if (frame.age->regions.empty()) avoid_one(std::nullopt, id, "age_without");
      for (const Region& region : with_sides(frame.protocol.anatomy, frame.age->regions)) {
        avoid_one(region, id, "age_without");
      }
    }
  }

  void avoid() {
    for (const Region& region : frame.input.declined) avoid_one(region, "", "declined");
    for (const auto& [region, limit] : frame.input.limits.regions) {
      // Where no finding bars it, nobody is pressed there.
      if (limit.max_depth == 0) avoid_one(region, "", "always");
      for (const std::string& id : limit.techniques) avoid_one(region, id, "screening");
      for (const std::string& id : limit.tools) avoid_one(region, id, "screening");
    }
    for (const std::string& id : frame.input.limits.techniques) {
      avoid_one(std::nullopt, id, "screening");
    }
    for (const std::string& id : frame.input.limits.tools) {
      avoid_one(std::nullopt, id, "screening");
    }
    stage_places();
    until_cleared();
    age_ways();
    for (const BodyRegion& body : frame.protocol.anatomy.regions) {
      if (body.cap != 0) continue;
      for (const Region& region : with_sides(frame.protocol.anatomy, {body.id})) {
        avoid_one(region, "", "never");
      }
    }
  }

  // "Low back, both sides; Sacrum, right side".
  Words names_of(const std::vector<Region>& regions) const {
    Words names;
    const Anatomy& anatomy = frame.protocol.anatomy;
    std::vector<std::string> done;
    for (const Region& region : regions) {
      if (is_in(done, region.id)) continue;
      done.push_back(region.id);
      names.en += (names.en.empty() ? "" : "; ") + side_names(anatomy, region.id, regions, "en");
      names.fr +=
          (names.fr.empty() ? "" : "\u00a0; ") + side_names(anatomy, region.id, regions, "fr");
    }
    return names;
  }

  void client() {
    std::vector<Region> marked;
    for (const Pain& pain : frame.input.pains) marked.push_back(pain.region);
    if (!marked.empty()) tell("client_why", {{"places", names_of(marked)}});
    bool treats = std::any_of(plan.segments.begin(), plan.segments.end(),
                              [](const Segment& segment) { return !segment.places.empty(); });
    if (!treats) {
      tell("nothing_open");
      return screening();
    }
    int deepest = 0;
    for (const Segment& segment : plan.segments) deepest = std::max(deepest, segment.depth());
    Recommendation known = recommend(frame.protocol, "condition", {}, frame.condition.source);
    known.id = "client_known";
    known.text = frame.condition.client;
    plan.for_client.push_back(std::move(known));
    tell("client_time", {argument("minutes", plan.minutes)});
    if (deepest > 0) tell("client_depth", {argument("depth", deepest)});
    screening();
    std::vector<Region> own;
    for (const OwnConsentRegion& one : plan.own_consent) own.push_back(one.region);
    if (!own.empty()) tell("client_consent", {{"region", names_of(own)}});
    tell("client_stop");
    plan.for_client.push_back(verdict(frame.next.client));
  }
};

}  // namespace

Argument argument(std::string name, int value) {
  std::string text = std::to_string(value);
  return {std::move(name), {text, text}};
}

Recommendation recommend(const PlanProtocol& protocol, std::string_view rule,
                         const std::vector<Argument>& arguments, std::string_view source) {
  const PlanRule& found = protocol.rule(rule);
  Recommendation one;
  one.id = std::string(rule);
  for (const Argument& argument : arguments) {
    one.args.emplace_back(argument.name, argument.value.en);
  }
  one.text = {fill(found.text.en, arguments, false), fill(found.text.fr, arguments, true)};
  one.basis = {found.id, source.empty() ? found.source : std::string(source), found.mark,
               protocol.version};
  return one;
}

Words evidence_text(const PlanProtocol& protocol, const StudyEvidence& evidence) {
  const EvidenceLevel* from = protocol.evidence_level(evidence.level);
  const EvidenceLevel* to = protocol.evidence_level(evidence.to);
  if (from == nullptr) return {};
  const Words level =
      to == nullptr
          ? from->name
          : recommend(protocol, "evidence_span", {{"from", from->name}, {"to", to->name}}).text;
  Words text = recommend(protocol, "evidence", {{"level", level}, {"means", from->means}}).text;
  if (evidence.note == Words()) return text;
  text.en += ' ' + evidence.note.en;
  text.fr += ' ' + evidence.note.fr;
  return text;
}

void add_stretches(const PlanProtocol& protocol, Plan& plan) {
  for (const OrderRule& rule : protocol.order) {
    if (rule.instead.empty()) continue;
    std::erase_if(plan.recommendations,
                  [&](const Recommendation& one) { return one.id == rule.instead; });
    for (const Region& region : unloosened(protocol, plan)) {
      plan.recommendations.push_back(
          recommend(protocol, rule.instead, {name_argument("region", protocol.anatomy, region)}));
    }
  }
}

void explain(const Frame& frame, Plan& plan) {
  Explaining explaining{frame, plan};
  bool treats = std::any_of(plan.segments.begin(), plan.segments.end(),
                            [](const Segment& segment) { return !segment.places.empty(); });
  if (!treats) explaining.say("nothing_open");
  explaining.course();
  explaining.depth_rules();
  explaining.unbroken();
  explaining.discomfort();
  explaining.order();
  explaining.avoid();
  explaining.client();
}

}  // namespace fascia::care
