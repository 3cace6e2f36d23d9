// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "page/words.h"
#include "web/booking.h"
#include "web/follow_view.h"
#include "web/letter_view.h"
#include "web/questionnaire_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

std::string service_text(const Visit& visit, const clinic::Offer& offer, ServiceId id) {
  const store::Service* service = offer.service(id);
  if (service == nullptr) return {};
  return visit.language == page::Language::fr ? service->name_fr : service->name_en;
}

// The choice of that wording in any language, in the reader's; empty where it is none.
std::string choice_text(const Visit& visit, std::string_view choices, const std::string& part) {
  for (page::Language language : page::kLanguages) {
    const page::Messages& all = page::messages(language);
    for (auto at = all.lower_bound(choices); at != all.end() && at->first.starts_with(choices);
         ++at)
      if (at->second == part) return visit.say(at->first);
  }
  return {};
}

}  // namespace

Result<AppointmentId> visit_id(const Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("appointment"));
  if (!id) return not_found("appointment_unknown");
  return *id;
}

std::string treat_path(AppointmentId id, std::string_view rest) {
  return "/treat/" + id.text() + std::string(rest);
}

std::string technique_name(const Visit& visit, const std::string& id) {
  const care::Technique* technique = visit.site.clinic.plans.technique(id);
  return technique == nullptr ? id : follow_words(visit, technique->name);
}

std::string techniques_text(const Visit& visit, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  for (const std::string& id : ids) names.push_back(technique_name(visit, id));
  return page::and_text(visit.language, names);
}

std::string region_name(const Visit& visit, const care::Region& region) {
  return care::region_name(visit.site.clinic.plans.anatomy, region, page::code(visit.language));
}

std::string regions_text(const Visit& visit, const std::vector<care::Region>& regions) {
  std::vector<std::string> names;
  for (const care::Region& region : regions) names.push_back(region_name(visit, region));
  return page::and_text(visit.language, names);
}

std::string minutes_and_seconds(std::int64_t seconds) {
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string clock_of(const Visit& visit, Instant at) {
  auto offer = visit.site.clinic.availability.get();
  return page::clock_words(visit.language, offer->zone.wall(at).minute);
}

std::string day_of_instant(const Visit& visit, Instant at) {
  auto offer = visit.site.clinic.availability.get();
  return page::day_year_text(visit.language, offer->zone.date(at));
}

std::vector<std::string> alerts_of(const Visit& visit, const clinic::ClientFile& file) {
  std::vector<std::string> out;
  if (!file.room.day) return out;
  const care::Screening& screening = file.room.day->screening;
  for (const care::Finding& finding : screening.findings)
    if (finding.decision >= care::Decision::modify)
      out.push_back(follow_words(visit, finding.title));
  if (file.room.max_depth < 5)
    out.push_back(visit.say("treat.depth_most", {{"most", std::to_string(file.room.max_depth)}}));
  return out;
}

void set_head(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  auto offer = visit.site.clinic.availability.get();
  const store::Appointment& a = file.visit.appointment;
  const store::Client& client = file.visit.client;
  const store::Room* room = offer->room(a.room);
  view.set("visit_path", treat_path(a.id)).set("client_name", client.name);
  view.set("curve_path", "/treat/client/" + client.id.text() + "/progress");
  view.show("has_born", client.birth_date.has_value());
  view.set("born", client.birth_date ? page::date_text(visit.language, *client.birth_date) : "");
  view.set("service", service_text(visit, *offer, a.service));
  fill_parts(visit, view, *offer, a);
  view.set("room", room == nullptr ? "" : room->name);
  view.set("begins", clock_of(visit, a.start)).set("ends", clock_of(visit, a.finish));
  view.list("alerts");
  for (const std::string& alert : alerts_of(visit, file)) view.add("alerts").set("alert", alert);
}

std::vector<page::BodyMark> marks_of(const Visit& visit, const clinic::ClientFile& file,
                                     const clinic::SessionSummary* summary) {
  std::vector<page::BodyMark> marks;
  auto mark = [&](const care::Region& region) -> page::BodyMark& {
    for (page::BodyMark& one : marks)
      if (one.region == region) return one;
    return marks.emplace_back(page::BodyMark{region});
  };
  if (file.room.day)
    for (const care::Pain& pain : file.room.day->before.intake.pains)
      if (page::on_body_map(pain.region)) mark(pain.region).pain = pain.intensity;
  for (const care::Region& region : file.avoid)
    if (page::on_body_map(region)) mark(region).avoid = true;
  if (summary != nullptr)
    for (const clinic::WorkedRegion& worked : summary->regions)
      if (page::on_body_map(worked.region)) mark(worked.region).worked_minutes = worked.minutes;
  // What was found now stands for what was found there before.
  std::vector<clinic::TenderSpot> spots;
  for (const clinic::FoundBefore& one : clinic::tender_before(file.history))
    spots.push_back(one.spot);
  if (summary != nullptr) spots.insert(spots.end(), summary->tender.begin(), summary->tender.end());
  add_tender_marks(marks, visit, spots);
  return marks;
}

std::string told_text(const Visit& visit, std::string_view told, std::string_view choices) {
  constexpr std::string_view kJoin = "; ";
  std::string chosen, own;
  for (std::size_t from = 0; from <= told.size();) {
    std::size_t end = std::min(told.find(kJoin, from), told.size());
    std::string part(told.substr(from, end - from));
    from = end + kJoin.size();
    if (part.empty()) continue;
    std::string known = choice_text(visit, choices, part);
    std::string& where = known.empty() ? own : chosen;
    where += (where.empty() ? "" : std::string(kJoin)) + (known.empty() ? part : known);
  }
  if (own.empty()) return chosen;
  std::string quoted = visit.say("treat.own_words", {{"words", own}});
  return chosen.empty() ? quoted : chosen + std::string(kJoin) + quoted;
}

void set_summary(page::View& view, const Visit& visit, const clinic::SessionSummary& summary) {
  view.list("worked");
  for (const clinic::WorkedRegion& w : summary.regions) {
    page::View& one = view.add("worked");
    one.set("worked_place", region_name(visit, w.region))
        .set("worked_time", page::minutes_text(visit.language, w.minutes))
        .set("worked_techniques", techniques_text(visit, w.techniques))
        .set("worked_depth", std::int64_t{w.deepest})
        .set("worked_felt", w.highest_discomfort < 0 ? "–" : std::to_string(w.highest_discomfort));
    one.show("worked_has_pace", !w.paces.empty()).set("worked_pace", pace_text(visit, w.paces));
  }
  const std::string comfort = comfort_text(visit, summary);
  view.show("has_comfort", !comfort.empty()).set("comfort_mean", comfort);
  view.show("has_not_deep", !summary.not_deep.empty()).set("not_deep_why", summary.not_deep);
  view.set("delivered", page::minutes_text(visit.language, summary.minutes_delivered));
  view.set("deep_time", page::minutes_text(visit.language, summary.deep_minutes));
  view.set("highest",
           summary.highest_discomfort < 0 ? "–" : std::to_string(summary.highest_discomfort));
  view.list("applied");
  for (const clinic::Applied& one : summary.applied)
    view.add("applied")
        .set("applied_what", applied_place(visit, one))
        .set("applied_text", applied_text(visit, one));
  view.list("stops");
  for (const clinic::SessionStop& stop : summary.stops)
    view.add("stops")
        .set("stop_time", clock_of(visit, stop.at))
        .set("stop_place", stop.region ? region_name(visit, *stop.region) : "")
        .set("stop_cause", visit.say("treat_stop." + stop.cause));
}

std::optional<int> number_in(const http::Form& form, std::string_view name) {
  std::string text = form.get(name);
  int number = 0;
  auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || bad != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<store::Role> treating_roles() { return {store::Role::therapist, store::Role::owner}; }

int treat_status(const Error& error) {
  if (error.code == Code::forbidden) return 403;
  return error.code == Code::conflict ? 409 : 422;
}

void add_treat_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  add_treat_day(router, site);
  add_treat_client(router, site);
  add_treat_consent(router, site);
  add_treat_change(router, site);
  add_treat_session(router, site);
  add_treat_finish(router, site);
  add_treat_chart(router, site);
  add_letter_pages(router, site);
  add_progress_letter(router, site);
  add_questionnaire_pages(router, site);
}

}  // namespace fascia::web
