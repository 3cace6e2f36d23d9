// SPDX-License-Identifier: Apache-2.0
// The therapist's day: the next client on one card, the other visits, charts that wait.
#include <algorithm>

#include "clinic/therapist_day.h"
#include "page/words.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

Date asked_day(const Visit& visit) {
  auto offer = visit.site.clinic.availability.get();
  return parse_date(visit.request.query_value("day"))
      .value_or(offer->zone.date(visit.site.clinic.now()));
}

std::string state_id(const clinic::DayVisit& v) {
  if (v.ended) return v.chart_signed ? "done" : "to_sign";
  if (v.started) return "running";
  return v.waits.empty() ? "ready" : v.waits.front();
}

// One sign for one state, on the card and in the list.
std::string sign_of(const std::string& state) {
  if (state == "done") return "✓";
  if (state == "running") return "▶";
  return state == "ready" ? "●" : "!";
}

void set_visits(page::View& view, const Visit& visit, const clinic::TherapistDay& day) {
  view.list("visits");
  auto offer = visit.site.clinic.availability.get();
  for (const clinic::DayVisit& v : day.visits) {
    const store::Service* service = offer->service(v.appointment.service);
    bool french = visit.language == page::Language::fr;
    std::string rest = v.ended ? "/chart" : v.started ? "/session" : "";
    page::View& one = view.add("visits");
    one.set("row_path", treat_path(v.appointment.id, rest))
        .set("row_time", clock_of(visit, v.appointment.start))
        .set("row_client", v.client)
        .set("row_service", service == nullptr ? ""
                            : french           ? service->name_fr
                                               : service->name_en)
        .set("row_room", v.room)
        .set("row_state", visit.say("treat_wait." + state_id(v)))
        .set("row_sign", sign_of(state_id(v)));
    one.show("row_next", day.next == v.appointment.id).show("row_gentle", v.gentle_alone);
  }
}

void set_card(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  set_head(view, visit, file);
  const care::Plan& plan = file.room.plan;
  view.set("ceiling", std::int64_t{file.ceiling}).set("depth", std::int64_t{file.room.max_depth});
  view.show("has_limits", file.room.day.has_value());
  view.show("has_avoid", !file.avoid.empty()).set("avoid", regions_text(visit, file.avoid));
  view.show("has_last", !file.history.empty());
  view.set("last_day",
           file.history.empty() ? "" : day_of_instant(visit, file.history.front().session.started));
  std::vector<care::Region> worked;
  int highest = -1;
  if (!file.history.empty()) {
    for (const auto& w : file.history.front().summary.regions) worked.push_back(w.region);
    highest = file.history.front().summary.highest_discomfort;
  }
  view.set("last_worked", regions_text(visit, worked)).show("has_last_worked", !worked.empty());
  view.set("last_highest", highest < 0 ? "–" : std::to_string(highest));
  std::vector<care::Region> focus;
  if (file.room.day)
    for (const care::Pain& pain : file.room.day->before.intake.pains)
      if (pain.intensity > 0) focus.push_back(pain.region);
  view.show("has_focus", !focus.empty()).set("focus", regions_text(visit, focus));
  const std::string state = file.session              ? "running"
                            : file.hindrances.empty() ? "ready"
                                                      : file.hindrances.front();
  view.set("card_state", visit.say("treat_wait." + state)).set("card_sign", sign_of(state));
  view.set("card_path", treat_path(file.visit.appointment.id, file.session ? "/session" : ""));
  (void)plan;
}

http::Response day_page(Visit& visit) {
  Date asked = asked_day(visit);
  auto day = clinic::therapist_day(visit.site.clinic, visit.actor(), asked);
  if (!day) return show_error(visit, day.error());
  page::View view;
  view.set("day_text", page::day_text(visit.language, asked))
      .set("day_before", to_iso(asked - 1))
      .set("day_after", to_iso(asked + 1));
  set_visits(view, visit, *day);
  view.list("unsigned");
  for (const clinic::UnsignedChart& chart : day->unsigned_charts)
    view.add("unsigned")
        .set("unsigned_path", treat_path(chart.appointment, "/chart"))
        .set("unsigned_client", chart.client)
        .set("unsigned_day", day_of_instant(visit, chart.started));
  view.list("card");
  if (day->next) {
    auto file = clinic::open_client(visit.site.clinic, visit.actor(), *day->next);
    if (!file) return show_error(visit, file.error());
    auto of = std::ranges::find(day->visits, *day->next,
                                [](const clinic::DayVisit& v) { return v.appointment.id; });
    set_card(view.add("card").show("card_gentle", of != day->visits.end() && of->gentle_alone),
             visit, *file);
  }
  return show(visit, "treat-day", std::move(view));
}

}  // namespace

void add_treat_day(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add(
      {http::Method::get, "/treat", for_staff(site, treating_roles(), day_page), "whoever treats"});
}

}  // namespace fascia::web
