// SPDX-License-Identifier: Apache-2.0
// What the visit would be, in plain words, and who could treat: the step between the answer of the
// screening and the booking. GET only; nothing is kept.
#include <algorithm>

#include "clinic/match_therapists.h"
#include "clinic/plan_visit.h"
#include "clinic/visit_draft.h"
#include "http/form.h"
#include "http/form_limits.h"
#include "page/body_map.h"
#include "page/spoken.h"
#include "page/whole_minutes.h"
#include "page/words.h"
#include "web/assess_parts.h"
#include "web/booking.h"

namespace fascia::web {
namespace {

using care::Phase;
using clinic::FoundScreening;

constexpr std::size_t kMostPlaces = 6;

const std::string& words(const Visit& visit, const care::Words& text) {
  return care::in_language(text, page::code(visit.language));
}

// The same places of both sides as one: "Low back, both sides".
std::vector<std::string> place_names(const Visit& visit, const std::vector<care::Region>& regions) {
  const care::Anatomy& body = visit.site.clinic.plans.anatomy;
  std::vector<std::string> names;
  std::vector<std::string> done;
  for (const care::Region& region : regions) {
    if (std::find(done.begin(), done.end(), region.id) != done.end()) continue;
    done.push_back(region.id);
    names.push_back(care::side_names(body, region.id, regions, page::code(visit.language)));
  }
  return names;
}

// ---- what is worked on

struct Place {
  care::Region region;
  int depth = 0;
  double minutes = 0;
  bool focus = false;
};

std::vector<Place> places_of(const care::Plan& plan) {
  std::vector<Place> all;
  for (const care::Segment& segment : plan.segments) {
    for (const care::WorkedPlace& worked : segment.places) {
      auto found = std::find_if(all.begin(), all.end(),
                                [&](const Place& p) { return p.region == worked.region; });
      if (found == all.end()) found = all.insert(all.end(), Place{worked.region, 0, 0, false});
      found->depth = std::max(found->depth, worked.depth);
      found->minutes += segment.minutes_at(worked);
      found->focus = found->focus || segment.phase == Phase::specific;
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Place& a, const Place& b) {
    return a.focus != b.focus ? a.focus : a.minutes > b.minutes;
  });
  return all;
}

std::string depth_words(const Visit& visit, int depth) {
  if (depth == 0) return visit.say("plan.moved");
  for (const care::DepthLevel& level : visit.site.clinic.plans.depths)
    if (level.level == depth)
      return visit.say("plan.depth_of",
                       {{"depth", std::to_string(depth)}, {"feels", words(visit, level.feels)}});
  return {};
}

void fill_map(const Visit& visit, page::View& view, const care::Plan& plan,
              const std::vector<care::Pain>& pains) {
  std::vector<page::BodyMark> marks;
  auto mark = [&](const care::Region& region) -> page::BodyMark* {
    if (!page::on_body_map(region)) return nullptr;
    for (page::BodyMark& one : marks)
      if (one.region == region) return &one;
    marks.push_back({region, 0, false, false, 0});
    return &marks.back();
  };
  for (const care::Pain& pain : pains)
    if (page::BodyMark* one = mark(pain.region)) one->pain = pain.intensity;
  for (const care::Avoid& avoid : plan.avoid)
    if (avoid.region && avoid.what.empty())
      if (page::BodyMark* one = mark(*avoid.region)) one->avoid = true;
  page::set_body_map_shown(view, visit.language, marks);
}

void fill_places(const Visit& visit, page::View& view, const care::Plan& plan) {
  std::vector<Place> all = places_of(plan);
  view.list("places");
  std::vector<std::string> done;
  std::vector<care::Region> also;
  int deepest = 0;
  for (const Place& place : all) {
    deepest = std::max(deepest, place.depth);
    if (std::find(done.begin(), done.end(), place.region.id) != done.end()) continue;
    if (!place.focus || done.size() >= kMostPlaces) {
      also.push_back(place.region);
      continue;
    }
    done.push_back(place.region.id);
    std::vector<care::Region> sides;
    int depth = 0;
    for (const Place& one : all)
      if (one.region.id == place.region.id) {
        sides.push_back(one.region);
        depth = std::max(depth, one.depth);
      }
    view.add("places")
        .set("place_name", place_names(visit, sides).front())
        .set("place_depth", depth_words(visit, depth));
  }
  std::erase_if(also, [&](const care::Region& region) {
    return std::find(done.begin(), done.end(), region.id) != done.end();
  });
  view.show("has_also", !also.empty());
  view.set("also_places", page::and_text(visit.language, place_names(visit, also)));
  view.set("depth_text", deepest == 0
                             ? visit.say("plan.no_pressure")
                             : visit.say("plan.depth", {{"depth", std::to_string(deepest)}}));
}

void fill_time(const Visit& visit, page::View& view, const care::Plan& plan) {
  struct Part {
    const char* text;
    std::vector<Phase> phases;
  };
  std::vector<const char*> texts;
  std::vector<double> sums;
  for (const Part& part : {Part{"plan.part_settle", {Phase::settle, Phase::turn}},
                           Part{"plan.part_warm", {Phase::open, Phase::general}},
                           Part{"plan.part_focus", {Phase::specific}},
                           Part{"plan.part_end", {Phase::integrate, Phase::close}}}) {
    double sum = 0;
    for (const care::Segment& segment : plan.segments)
      if (std::find(part.phases.begin(), part.phases.end(), segment.phase) != part.phases.end())
        sum += segment.minutes();
    if (sum == 0) continue;
    texts.push_back(part.text);
    sums.push_back(sum);
  }
  std::vector<int> whole = page::whole_minutes(sums);
  view.list("parts");
  for (std::size_t i = 0; i < texts.size(); ++i)
    view.add("parts")
        .set("part_time", page::minutes_text(visit.language, whole[i]))
        .set("part_text", visit.say(texts[i]));
  view.show("shorter", plan.minutes < plan.booked);
  view.set("time", page::minutes_text(visit.language, plan.minutes));
}

// ---- what is left out, and why

struct Left {
  care::Words reason;
  std::vector<care::Region> places;
  std::vector<std::string> ways;
};

void fill_left(const Visit& visit, page::View& view, const care::Plan& plan) {
  const care::PlanProtocol& protocol = visit.site.clinic.plans;
  std::vector<Left> all;
  for (const care::Avoid& avoid : plan.avoid) {
    auto found = std::find_if(all.begin(), all.end(),
                              [&](const Left& one) { return one.reason == avoid.reason; });
    if (found == all.end()) found = all.insert(all.end(), Left{avoid.reason, {}, {}});
    if (avoid.what.empty()) {
      if (avoid.region) found->places.push_back(*avoid.region);
      continue;
    }
    std::string name;
    if (const auto* technique = protocol.technique(avoid.what))
      name = words(visit, technique->name);
    if (const auto* modality = protocol.modality(avoid.what)) name = words(visit, modality->name);
    bool there = std::find(found->ways.begin(), found->ways.end(), name) != found->ways.end();
    if (!name.empty() && !there) found->ways.push_back(name);
  }
  view.list("left");
  auto add = [&](const std::string& what, const Left& one) {
    view.add("left").set("left_what", what).set("left_reason", words(visit, one.reason));
  };
  for (const Left& one : all) {
    if (!one.places.empty())
      add(visit.say("plan.left_here",
                    {{"places", page::and_text(visit.language, place_names(visit, one.places))}}),
          one);
    if (!one.ways.empty())
      add(visit.say("plan.left_way", {{"ways", page::and_text(visit.language, one.ways)}}), one);
  }
  view.show("has_next_time", !plan.next_time.empty());
  view.set("places", page::and_text(visit.language, place_names(visit, plan.next_time)));
}

void fill_told(const Visit& visit, page::View& view, const care::Plan& plan) {
  const care::PlanProtocol& protocol = visit.site.clinic.plans;
  view.list("changes").list("sources");
  std::string known, consent, stop;
  std::vector<std::string> rules;
  auto source = [&](const care::Basis& basis) {
    if (basis.rule.empty() || std::find(rules.begin(), rules.end(), basis.rule) != rules.end())
      return;
    rules.push_back(basis.rule);
    view.add("sources").set("source_rule", basis.rule).set("source_text", basis.source);
  };
  bool changes = false;
  for (const care::Recommendation& one : plan.for_client) {
    const std::string& text = words(visit, one.text);
    if (one.id == "client_known") known = text;
    if (one.id == "client_consent") consent = text;
    if (one.id == "client_stop") stop = text;
    if (one.id == "screening") view.add("changes").set("change_text", text);
    changes = changes || one.id == "screening";
    source(one.basis);
  }
  for (const care::Avoid& one : plan.avoid) source(one.basis);
  view.show("has_changes", changes);
  view.set("known_text", known).set("stop_text", stop);
  view.show("has_consent", !consent.empty()).set("consent_text", consent);
  const std::string evidence = words(visit, care::evidence_text(protocol, plan.evidence));
  view.show("has_evidence", !evidence.empty()).set("evidence", evidence);
  view.set("version", plan.version);
}

// ---- who could treat

void fill_people(const Visit& visit, page::View& view, const clinic::Offer& offer,
                 const store::Service& service, const clinic::MatchedTherapists& matched) {
  view.list("people");
  for (const clinic::MatchedTherapist& one : matched.listed) {
    const store::Practitioner* therapist = offer.practitioner(one.id);
    if (therapist == nullptr) continue;
    const std::string name =
        therapist->first_name.empty() ? therapist->name : therapist->first_name;
    page::View& person = view.add("people");
    person.set("person_rank", one.rank).set("person_name", name).set("name", name);
    person.set("person_path", "/book?service=" + http::url_encode(service.slug) +
                                  "&practitioner=" + one.id.text());
    person.set("person_why", words(visit, one.why)).list("reasons");
    for (const care::MatchReason& reason : one.reasons)
      person.add("reasons").set("reason_text", words(visit, reason.text));
    person.show("person_free", !one.starts.empty());
    person.list("times");
    for (Instant start : one.starts)
      person.add("times")
          .set("time_text", page::when_text(visit.language, offer.zone.wall(start)))
          .set("time_path", "/book/" + http::url_encode(service.slug) +
                                "?practitioner=" + one.id.text() +
                                "&start=" + http::url_encode(to_rfc3339(start, offer.zone)));
  }
}

// Those who fit but do not speak the language of this page, with what they do speak.
void fill_other_language(const Visit& visit, page::View& view, const clinic::Offer& offer,
                         const store::Service& service, const clinic::MatchedTherapists& matched) {
  view.list("other_language").show("has_other_language", !matched.other_language.empty());
  for (const clinic::MatchedTherapist& one : matched.other_language) {
    const store::Practitioner* therapist = offer.practitioner(one.id);
    if (therapist == nullptr) continue;
    std::vector<std::string> spoken;
    for (const std::string& code : therapist->languages)
      spoken.push_back(page::spoken_text(visit.language, code));
    view.add("other_language")
        .set("other_path",
             "/book?service=" + http::url_encode(service.slug) + "&practitioner=" + one.id.text())
        .set("other_text", visit.say("plan.speaks_other",
                                     {{"name", therapist_of(visit, offer, one.id)},
                                      {"languages", page::and_text(visit.language, spoken)}}));
  }
}

// The soonest time of the first in the list who has one, to be kept with one tap.
void fill_soonest(const Visit& visit, page::View& view, const clinic::Offer& offer,
                  const store::Service& service, const clinic::MatchedTherapists& matched) {
  const clinic::MatchedTherapist* best = nullptr;
  for (const clinic::MatchedTherapist& one : matched.listed)
    if (best == nullptr && !one.starts.empty() && offer.practitioner(one.id) != nullptr)
      best = &one;
  view.show("has_soonest", best != nullptr);
  view.set("service_slug", service.slug);
  view.set("soonest_who", best ? best->id.text() : std::string());
  view.set("soonest_name", best ? therapist_of(visit, offer, best->id) : std::string());
  view.set("soonest_start", best ? to_rfc3339(best->starts.front(), offer.zone) : std::string());
  view.set("soonest_when",
           best ? page::when_text(visit.language, offer.zone.wall(best->starts.front()))
                : std::string());
}

// The lengths in which the clinic sells this kind of visit.
void fill_lengths(const Visit& visit, page::View& view, const clinic::Offer& offer,
                  const store::Service& chosen, const care::StudiedLength& studied) {
  bool sold = false;
  view.list("lengths");
  for (const store::Service& one : offer.services) {
    if (one.kind != chosen.kind || !one.online) continue;
    view.add("lengths")
        .set("length_path", "/assess/plan?service=" + http::url_encode(one.slug))
        .set("length_text", page::minutes_text(visit.language, one.minutes))
        .show("length_studied", one.minutes == studied.minutes)
        .show("length_now", one.id == chosen.id);
    sold = sold || one.minutes == studied.minutes;
  }
  view.show("has_studied", sold);
  view.set("studied_text", words(visit, studied.text)).set("studied_source", studied.source);
}

const store::Service& service_of(const Visit& visit, const clinic::Offer& offer,
                                 const FoundScreening& answers) {
  const store::Service* asked = offer.service_by_slug(visit.request.query_value("service"));
  // Another kind of visit is another screening: that is chosen on the page of the answer.
  bool other_length = asked != nullptr && asked->online && asked->kind == answers.service.kind;
  return other_length ? *asked : answers.service;
}

http::Response plan_page(Visit& visit) {
  if (auto refused = limited(visit, http::form_limits::kPlans)) return *refused;
  clinic::Clinic& clinic = visit.site.clinic;
  auto offer = clinic::current_offer(clinic);
  clinic::VisitDraft draft = clinic::find_draft(clinic, visit.browser);
  if (!draft.answered || draft.screening.empty()) return go(visit, "/assess");
  auto answers = clinic::find_answer(clinic, draft.screening);
  if (!answers) return go(visit, "/assess");
  if (answers->content.must_speak || answers->content.ask_anew ||
      clinic::refuses(answers->screening))
    return go(visit, "/assess/answer");
  const store::Service& service = service_of(visit, *offer, *answers);
  care::Plan plan = clinic::plan_ahead(clinic, *answers, service);
  clinic::MatchTherapists match;
  match.service = service.id;
  match.plan = plan;
  match.day = answers->visit_date;
  match.earliest = answers->screening.earliest;
  // Who reads the page in a language is treated in it, where somebody who fits speaks it.
  match.wishes.language = std::string(page::code(visit.language));
  match.wishes.language_needed = true;
  match.wishes.gender = draft.gender == "any" ? std::string() : draft.gender;
  match.wishes.gender_needed = !match.wishes.gender.empty();
  auto matched = clinic::match_therapists(clinic, match);
  if (!matched) return show_error(visit, matched.error());
  bool treats = std::any_of(plan.segments.begin(), plan.segments.end(),
                            [](const care::Segment& one) { return !one.places.empty(); });
  page::View view;
  view.show("treats", treats).show("nothing", !treats);
  view.set("service_name", name_of(visit, service));
  view.set("day_text", page::day_text(visit.language, answers->visit_date));
  fill_lengths(visit, view, *offer, service, plan.studied);
  fill_map(visit, view, plan, answers->content.intake.pains);
  fill_places(visit, view, plan);
  fill_time(visit, view, plan);
  fill_left(visit, view, plan);
  fill_told(visit, view, plan);
  if (!treats) *matched = {};
  fill_people(visit, view, *offer, service, *matched);
  fill_other_language(visit, view, *offer, service, *matched);
  fill_soonest(visit, view, *offer, service, *matched);
  assess::set_urgent(view, visit, answers->screening);
  fill_gender_wish(visit, view, *offer, service, draft, "plan");
  return kept_private(show(visit, "plan-client", std::move(view)));
}

}  // namespace

void add_plan_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/assess/plan", open_to_all(site, plan_page)});
}

}  // namespace fascia::web
