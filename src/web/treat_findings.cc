// SPDX-License-Identifier: Apache-2.0
// What is found and asked in the room beside the work itself: tender spots, pace, comfort.
#include <fmt/format.h>

#include <algorithm>

#include "page/fields.h"
#include "page/words.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

using clinic::FoundBefore;
using clinic::TenderSpot;

constexpr std::size_t kMostMuscles = 20;

std::string muscle_name(const Visit& visit, const std::string& id) {
  const care::Muscle* muscle = visit.site.clinic.plans.anatomy.muscle(id);
  return muscle == nullptr ? std::string()
                           : care::in_language(muscle->name, page::code(visit.language));
}

std::string spot_name(const Visit& visit, const TenderSpot& spot) {
  std::string place = region_name(visit, spot.region), muscle = muscle_name(visit, spot.muscle);
  return muscle.empty() ? place : place + ", " + muscle;
}

std::string found_text(const Visit& visit, const TenderSpot& spot) {
  return visit.say(
      spot.count == 1 ? "treat_tender.found_one" : "treat_tender.found",
      {{"value", std::to_string(spot.tenderness)}, {"count", std::to_string(spot.count)}});
}

std::string change_text(const Visit& visit, int before, int now) {
  if (before == now) return visit.say("treat_tender.same");
  return visit.say(now < before ? "treat_tender.less" : "treat_tender.more",
                   {{"value", std::to_string(std::abs(now - before))}});
}

// One place with what was found there before and now; at least one of the two.
struct Place {
  const FoundBefore* before = nullptr;
  const TenderSpot* now = nullptr;
  const TenderSpot& spot() const { return now != nullptr ? *now : before->spot; }
};
std::vector<Place> places_of(const std::vector<FoundBefore>& before,
                             const std::vector<TenderSpot>& now) {
  std::vector<Place> out;
  for (const FoundBefore& one : before) out.push_back({&one, nullptr});
  for (const TenderSpot& spot : now) {
    auto at = std::find_if(out.begin(), out.end(),
                           [&](const Place& place) { return place.spot().same_place(spot); });
    (at == out.end() ? out.emplace_back() : *at).now = &spot;
  }
  return out;
}

// Where pain from this muscle may be felt, on the side of the spot.
std::vector<care::Region> felt_in(const care::Anatomy& body, const TenderSpot& spot) {
  std::vector<care::Region> out;
  const care::Muscle* muscle = body.muscle(spot.muscle);
  if (muscle == nullptr) return out;
  for (const auto& [id, quarters] : muscle->referral) {
    care::Region there{id, spot.region.side};
    if (!care::exists(body, there)) there.side = care::Side::midline;
    if (care::exists(body, there) && !(there == spot.region)) out.push_back(there);
  }
  return out;
}

}  // namespace

void set_tender(page::View& view, const Visit& visit, const std::vector<FoundBefore>& before,
                const std::vector<TenderSpot>& now) {
  view.list("tender_spots");
  for (const Place& place : places_of(before, now)) {
    page::View& one = view.add("tender_spots");
    one.set("spot_name", spot_name(visit, place.spot()));
    one.show("spot_before", place.before != nullptr).show("spot_now", place.now != nullptr);
    one.show("spot_changed", place.before != nullptr && place.now != nullptr);
    one.set("spot_before_text", place.before ? found_text(visit, place.before->spot) : "");
    one.set("spot_before_day", place.before ? day_of_instant(visit, place.before->at) : "");
    one.set("spot_now_text", place.now ? found_text(visit, *place.now) : "");
    one.set("spot_change",
            place.before && place.now
                ? change_text(visit, place.before->spot.tenderness, place.now->tenderness)
                : "");
  }
}

std::vector<std::string> tender_lines(const Visit& visit, const std::vector<FoundBefore>& before,
                                      const std::vector<TenderSpot>& now) {
  std::vector<std::string> out;
  for (const Place& place : places_of(before, now)) {
    if (place.now == nullptr) continue;
    std::string line = visit.say("treat_soap.tender", {{"place", spot_name(visit, *place.now)},
                                                       {"what", found_text(visit, *place.now)}});
    if (place.before != nullptr)
      line += " " + visit.say("treat_soap.tender_before",
                              {{"value", std::to_string(place.before->spot.tenderness)},
                               {"day", day_of_instant(visit, place.before->at)}});
    out.push_back(std::move(line));
  }
  return out;
}

void add_tender_marks(std::vector<page::BodyMark>& marks, const Visit& visit,
                      const std::vector<TenderSpot>& spots) {
  const care::Anatomy& body = visit.site.clinic.plans.anatomy;
  for (const TenderSpot& spot : spots) {
    if (!page::on_body_map(spot.region)) continue;
    auto at = std::find_if(marks.begin(), marks.end(),
                           [&](const page::BodyMark& one) { return one.region == spot.region; });
    page::BodyMark& mark =
        at == marks.end() ? marks.emplace_back(page::BodyMark{spot.region}) : *at;
    mark.tender = spot.tenderness;
    for (const care::Region& region : felt_in(body, spot))
      if (std::find(mark.felt_in.begin(), mark.felt_in.end(), region) == mark.felt_in.end())
        mark.felt_in.push_back(region);
  }
}

std::string pace_text(const Visit& visit, const std::vector<std::string>& paces) {
  std::vector<std::string> words;
  for (const std::string& one : paces) words.push_back(visit.say("treat_pace." + one));
  return page::and_text(visit.language, words);
}

std::string comfort_text(const Visit& visit, const clinic::SessionSummary& summary) {
  auto mean = summary.mean_comfort();
  if (!mean) return {};
  const double tenth = static_cast<double>(static_cast<int>(*mean * 10 + 0.5)) / 10;
  return visit.say(summary.comfort.size() == 1 ? "treat_comfort.once" : "treat_comfort.mean",
                   {{"value", page::number_text(visit.language, tenth)},
                    {"count", std::to_string(summary.comfort.size())}});
}

void set_room_asks(page::View& view, const Visit& visit, const clinic::RunningSession& s) {
  view.list("paces").list("comfort_steps").list("tender_steps").list("tender_muscles");
  for (const char* pace : {"slow", "usual"})
    view.add("paces")
        .set("pace", pace)
        .set("pace_name", visit.say(std::string("treat_pace.button_") + pace))
        .show("pace_now", s.room.state.pace == pace);
  view.show("pace_open", s.room.state.working && s.room.state.pace.empty());
  for (int step = 0; step <= 10; ++step) {
    view.add("comfort_steps")
        .set("comfort_step", std::int64_t{step})
        .show("comfort_now", s.room.state.comfort == step);
    view.add("tender_steps").set("tender_step", std::int64_t{step});
  }
  view.show("comfort_due",
            clinic::comfort_is_due(s.file.session->started, s.file.visit.appointment.finish, s.now,
                                   s.summary.comfort.size()));
  const bool agreed = s.file.consent && s.file.consent->tender;
  view.show("may_press", agreed && s.room.state.region.has_value());
  view.show("press_refused", !agreed);
  std::size_t found = 0;
  if (s.room.state.region)
    for (const care::Muscle& muscle : visit.site.clinic.plans.anatomy.muscles) {
      const auto& at = muscle.locations;
      if (found == kMostMuscles ||
          std::find(at.begin(), at.end(), s.room.state.region->id) == at.end())
        continue;
      ++found;
      view.add("tender_muscles")
          .set("muscle_id", muscle.id)
          .set("muscle_name", care::in_language(muscle.name, page::code(visit.language)));
    }
  set_tender(view, visit, clinic::tender_before(s.file.history), s.summary.tender);
}

}  // namespace fascia::web
