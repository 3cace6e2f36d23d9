// SPDX-License-Identifier: Apache-2.0
// A plan as its therapist reads it: its blocks, and what goes with them.
#include <algorithm>

#include "page/words.h"
#include "web/follow_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

std::string minutes_short(const Visit& visit, double minutes) {
  return page::number_text(visit.language, minutes);
}

// "Face down", "On the side, the left side up".
std::string position_text(const Visit& visit, const care::Segment& segment) {
  const care::Position* position = visit.site.clinic.plans.position(segment.position);
  if (position == nullptr) return {};
  std::string name = follow_words(visit, position->name);
  if (!segment.up || *segment.up == care::Side::midline) return name;
  return visit.say(*segment.up == care::Side::left ? "treat_plan.left_up" : "treat_plan.right_up",
                   {{"position", name}});
}

void set_lines(page::View& view, const Visit& visit, const char* list, const char* line,
               const std::vector<care::Recommendation>& all) {
  view.list(list);
  for (const care::Recommendation& one : all)
    view.add(list).set(line, follow_words(visit, one.text));
}

std::string beside_text(const Visit& visit, const care::Beside& one) {
  const care::PlanProtocol& plans = visit.site.clinic.plans;
  const care::Modality* modality = plans.modality(one.modality);
  std::string text =
      visit.say("treat_plan.beside_" + one.at,
                {{"what", modality == nullptr ? one.modality : follow_words(visit, modality->name)},
                 {"minutes", page::minutes_text(visit.language, one.minutes)},
                 {"places", regions_text(visit, one.regions)}});
  return one.ask ? text + " " + visit.say("treat_plan.beside_ask") : text;
}

std::string visits_text(const Visit& visit, const care::Plan& plan) {
  if (plan.visits == 0) return visit.say("treat_plan.no_visits");
  const bool apart = plan.days_between > 0;
  if (plan.visits == 1)
    return visit.say("treat_plan.one_visit", {{"at", std::to_string(plan.reassess_at)},
                                              {"in_days", std::to_string(plan.reassess_in_days)}});
  return visit.say(apart ? "treat_plan.visits_apart" : "treat_plan.visits_a_week",
                   {{"visits", std::to_string(plan.visits)},
                    {"days", std::to_string(plan.days_between)},
                    {"a_week", std::to_string(plan.visits_a_week)},
                    {"at", std::to_string(plan.reassess_at)},
                    {"in_days", std::to_string(plan.reassess_in_days)}});
}

}  // namespace

void set_plan(page::View& view, const Visit& visit, const care::Plan& plan, int elapsed) {
  view.list("blocks");
  double from = 0;
  for (const care::Segment& segment : plan.segments) {
    std::vector<std::string> techniques;
    std::vector<care::Region> regions;
    for (const care::WorkedPlace& place : segment.places) {
      regions.push_back(place.region);
      for (const std::string& id : place.techniques)
        if (std::find(techniques.begin(), techniques.end(), id) == techniques.end())
          techniques.push_back(id);
    }
    std::vector<std::string> muscles;
    for (const care::WorkedMuscle& worked : segment.muscles)
      if (const care::Muscle* muscle = visit.site.clinic.plans.anatomy.muscle(worked.id))
        muscles.push_back(follow_words(visit, muscle->name));
    if (muscles.size() > 3) muscles.resize(3);
    bool now = elapsed >= 0 && elapsed >= from && elapsed < from + segment.minutes();
    page::View& block = view.add("blocks");
    block.set("block_minutes", minutes_short(visit, segment.minutes()))
        .set("block_phase", visit.say("treat_phase." + std::string(to_string(segment.phase))))
        .set("block_techniques", techniques_text(visit, techniques))
        .set("block_places", regions_text(visit, regions))
        .set("block_muscles", page::and_text(visit.language, muscles));
    block.set("block_depth", std::int64_t{segment.depth()});
    const bool works = !segment.places.empty();
    block.show("block_has_depth", segment.depth() > 0).show("block_now", now);
    block.show("block_works", works).show("block_moves", works && segment.depth() == 0);
    block.show("block_has_muscles", !muscles.empty());
    const std::string lies = position_text(visit, segment);
    block.show("block_has_position", works && !lies.empty()).set("block_position", lies);
    from += segment.minutes();
  }
}

void set_plan_beside(page::View& view, const Visit& visit, const care::Plan& plan) {
  const care::PlanProtocol& plans = visit.site.clinic.plans;
  view.show("has_plan_beside", !plan.segments.empty());
  view.show("is_shorter", plan.minutes < plan.booked && !plan.segments.empty());
  view.set("shorter", visit.say("treat_plan.shorter", {{"minutes", std::to_string(plan.minutes)},
                                                       {"booked", std::to_string(plan.booked)}}));
  view.list("positions");
  for (const std::string& id : plan.positions)
    if (const care::Position* position = plans.position(id))
      view.add("positions")
          .set("position_name", follow_words(visit, position->name))
          .set("position_setup", follow_words(visit, position->setup));
  view.list("besides").show("has_besides", !plan.beside.empty());
  for (const care::Beside& one : plan.beside)
    view.add("besides").set("beside_text", beside_text(visit, one));
  view.list("spots");
  const auto spots = care::spots_on_map(plans, plan);
  view.show("has_spots", !spots.empty());
  for (const care::SpotOnMap& spot : spots)
    view.add("spots")
        .set("spot_where", follow_words(visit, spot.where))
        .set("spot_rule", follow_words(visit, spot.rule));
  set_lines(view, visit, "watches", "watch_text", plan.watch);
  set_lines(view, visit, "reasons", "reason_text", plan.recommendations);
  view.show("has_tender_points", plan.tender_points > 0)
      .set("tender_points",
           visit.say("treat_plan.tender_points", {{"n", std::to_string(plan.tender_points)}}));
  view.show("has_next_time", !plan.next_time.empty())
      .set("next_time", regions_text(visit, plan.next_time));
  view.set("plan_visits", visits_text(visit, plan));
  const std::string evidence = follow_words(visit, care::evidence_text(plans, plan.evidence));
  view.show("has_evidence", !evidence.empty()).set("evidence", evidence);
}

}  // namespace fascia::web
