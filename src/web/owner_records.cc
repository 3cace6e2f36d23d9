// SPDX-License-Identifier: Apache-2.0
// Records as their owner answers for them (R23, R25): who is found, what is due, what stops an end,
// what people asked for, how long all of it is kept.
#include "clinic/owner_records.h"

#include <charconv>

#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

// One record in a list: who, until when it is kept, what stops its end.
void add_age(page::View& view, const Visit& visit, const clinic::RecordAge& age,
             const std::string& path = "/owner/record/") {
  page::View& item = view.add("records");
  item.set("record_path", path + age.client.id.text());
  item.set("record_name", age.client.name);
  item.set("record_born",
           age.client.birth_date ? record_day(visit, *age.client.birth_date) : std::string());
  item.set("record_kept", record_day(visit, age.keep_until));
  item.show("record_has_born", age.client.birth_date.has_value());
  item.show("record_held", age.on_hold);
}

void add_requests(page::View& view, const Visit& visit,
                  const std::vector<clinic::OpenRequest>& requests) {
  view.list("requests");
  for (const auto& one : requests) {
    std::string id = one.withdrawn          ? "records.estimate_over"
                     : one.request.estimate ? "records.estimate_out"
                     : one.days_left < 0    ? "records.late"
                                            : "records.days_left";
    page::View& item = view.add("requests");
    item.set("request_path", "/owner/record/" + one.request.client.text());
    item.set("request_name", one.client_name);
    item.set("request_due", record_day(visit, one.request.due));
    item.set("request_state", visit.say(id, {{"n", std::to_string(std::abs(one.days_left))}}));
    item.show("request_late", one.days_left < 0 && !one.request.estimate);
  }
}

void add_holds(page::View& view, const Visit& visit,
               const std::vector<clinic::StandingHold>& holds) {
  view.list("holds");
  for (const auto& one : holds)
    view.add("holds")
        .set("hold_path", "/owner/record/" + one.hold.client.text())
        .set("hold_name", one.client)
        .set("hold_why", one.hold.why.reveal())
        .set("hold_since",
             visit.say("records.hold_since", {{"day", record_day(visit, one.hold.since)}}));
}

http::Response records_page(Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  std::string text(visit.request.query_value("q"));
  auto found = clinic::find_records(clinic, visit.actor(), text);
  if (!found) return show_error(visit, found.error());
  auto requests = clinic::open_requests(clinic, visit.actor());
  if (!requests) return show_error(visit, requests.error());
  auto holds = clinic::standing_holds(clinic, visit.actor());
  if (!holds) return show_error(visit, holds.error());
  page::View view;
  view.set("find_text", text);
  view.show("nothing", !text.empty() && found->empty());
  view.list("records");
  // Somebody looks for the other record of one person: a choice leads to both, side by side.
  auto join = ClientId::parse(visit.request.query_value("join"));
  view.show("joining", join.has_value()).set("join_id", join ? join->text() : std::string());
  for (const auto& age : *found)
    if (!join)
      add_age(view, visit, age);
    else if (age.client.id != *join)
      add_age(view, visit, age, "/owner/records/merge?one=" + join->text() + "&other=");
  add_requests(view, visit, *requests);
  add_holds(view, visit, *holds);
  return show(visit, "owner-records", std::move(view));
}

// "1790000000-1h5vq0m2r8tx4": the client that was looked at last.
store::LookedAt looked_at_last(const Visit& visit) {
  std::string_view text = visit.request.query_value("after");
  store::LookedAt out;
  auto read = std::from_chars(text.data(), text.data() + text.size(), out.created.seconds);
  auto id = read.ec == std::errc() && *read.ptr == '-'
                ? ClientId::parse(text.substr(std::size_t(read.ptr - text.data()) + 1))
                : std::nullopt;
  return id ? store::LookedAt{*id, out.created} : store::LookedAt{};
}

http::Response due_page(Visit& visit) {
  auto found = clinic::records_due(visit.site.clinic, visit.actor(), looked_at_last(visit));
  if (!found) return show_error(visit, found.error());
  page::View view;
  view.list("records");
  for (const auto& age : found->due) add_age(view, visit, age);
  view.list("parts");
  for (const auto& age : found->parts)
    view.add("parts")
        .set("part_path", "/owner/record/" + age.client.id.text())
        .set("part_owner", age.client.name)
        .set("part_due", parts_due_text(visit, age))
        .show("part_held", age.on_hold);
  view.show("more", found->next.has_value());
  view.set("more_path", found->next ? "/owner/records/due?after=" +
                                          std::to_string(found->next->created.seconds) + "-" +
                                          found->next->client.text()
                                    : std::string());
  return show(visit, "owner-records-due", std::move(view));
}

std::string_view end_word(care::KindEnds ends) {
  using care::KindEnds;
  return ends == KindEnds::with_record ? "with_record"
         : ends == KindEnds::alone     ? "alone"
         : ends == KindEnds::by_itself ? "by_itself"
                                       : "stays";
}

http::Response retention_page(Visit& visit, const Error* error = nullptr) {
  auto kept = clinic::read_retention(visit.site.clinic, visit.actor());
  if (!kept) return show_error(visit, kept.error());
  const clinic::Retention floor = clinic::retention_floor(visit.site.clinic);
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("adult_years", std::to_string(kept->adult_years));
  form.text("minor_years_after_18", std::to_string(kept->minor_years_after_18));
  view.set("least_adult", floor.adult_years).set("least_minor", floor.minor_years_after_18);
  for (const auto& [kind, years] : kept->kinds) {
    form.text(kind + "_years", std::to_string(years));
    view.set("least_" + kind, floor.kinds.at(kind));
  }
  view.list("kinds");
  for (const auto& kind : clinic::retention_kinds(visit.site.clinic))
    view.add("kinds")
        .set("kind_name", visit.say("records.kind_" + kind.kind))
        .set("kind_ends", visit.say("records.ends_" + std::string(end_word(kind.ends))))
        .set("kind_id", kind.id)
        .set("kind_source", kind.source);
  view.show("saved", visit.request.query_value("saved") == "yes");
  return show(visit, "owner-retention", std::move(view), owner_status(error));
}

http::Response save_retention(Visit& visit) {
  auto years = [&](std::string_view name) {
    return read_number(visit.form.get(name)).value_or(-1);
  };
  clinic::Retention rules{years("adult_years"), years("minor_years_after_18")};
  for (const auto& [kind, least] : clinic::least_kind_years(visit.site.clinic))
    rules.kinds[kind] = years(kind + "_years");
  auto done = clinic::edit_retention(visit.site.clinic, visit.actor(), rules);
  if (!done) return retention_page(visit, &done.error());
  return go(visit, "/owner/records/years?saved=yes");
}

}  // namespace

std::string record_day(const Visit& visit, Date day) {
  return page::day_year_text(visit.language, day);
}
std::string record_day(const Visit& visit, Instant at) {
  return record_day(visit, visit.site.clinic.availability.get()->zone.date(at));
}

void add_owner_records(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/records", for_owner(site, records_page), "owner"});
  router.add({Method::get, "/owner/records/due", for_owner(site, due_page), "owner"});
  router.add({Method::get, "/owner/records/years",
              for_owner(site, [](Visit& v) { return retention_page(v); }), "owner"});
  router.add({Method::post, "/owner/records/years", for_owner(site, save_retention), "owner"});
  add_owner_record(router, site);
  add_unreached_letter(router, site);
  add_owner_part(router, site);
  add_owner_merge(router, site);
  add_owner_breaches(router, site);
}

}  // namespace fascia::web
