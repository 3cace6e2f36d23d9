// SPDX-License-Identifier: Apache-2.0
// What holds for every visit that is booked: how soon, how far ahead, how much deep work a day.
#include "clinic/booking_limits.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

// How many minutes at depth 4 and 5 the limit of a day or week holds at most.
std::string deep_text(const Visit& visit, const std::string& of, int booked) {
  if (booked == 0) return visit.say("owner_limits.sheet_none_" + of);
  const int deep = clinic::deep_in_booked(visit.site.clinic.plans, booked);
  return visit.say("owner_limits.sheet_deep_" + of,
                   {{"booked", std::to_string(booked)}, {"deep", std::to_string(deep)}});
}

// What the protocol says of a therapist's load, beside the settings.
void set_sheet_limits(page::View& view, const Visit& visit, const clinic::BookingLimits& limits) {
  const care::PlanProtocol& plans = visit.site.clinic.plans;
  view.list("sheet_limits");
  for (const care::LoadLimit& one : plans.load)
    view.add("sheet_limits")
        .set("sheet_name", care::in_language(one.name, page::code(visit.language)))
        .set("sheet_warn", std::int64_t{one.warn})
        .set("sheet_hard", std::int64_t{one.hard});
  view.list("sheet_rests");
  for (const care::RestAfter& one : plans.rests)
    view.add("sheet_rests")
        .set("rest_name", care::in_language(one.name, page::code(visit.language)))
        .set("rest_least", std::int64_t{one.minutes});
  view.set("sheet_deep_day", deep_text(visit, "day", limits.deep_minutes_a_day));
  view.set("sheet_deep_week", deep_text(visit, "week", limits.deep_minutes_a_week));
}

http::Response limits_page(Visit& visit, const Error* error = nullptr) {
  auto kept = clinic::read_booking_limits(visit.site.clinic, visit.actor());
  if (!kept) return show_error(visit, kept.error());
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("lead_minutes", std::to_string(kept->lead_minutes));
  form.text("horizon_days", std::to_string(kept->horizon_days));
  form.text("deep_minutes_a_day", std::to_string(kept->deep_minutes_a_day));
  form.text("deep_minutes_a_week", std::to_string(kept->deep_minutes_a_week));
  form.text("hands_on_minutes_a_week", std::to_string(kept->hands_on_minutes_a_week));
  form.text("client_deep_week", std::to_string(kept->client_deep_week));
  form.text("rest_minutes", std::to_string(kept->rest_minutes));
  form.text("rest_long_from", std::to_string(kept->rest_long_from));
  form.text("rest_long_minutes", std::to_string(kept->rest_long_minutes));
  form.text("rest_deep_from", std::to_string(kept->rest_deep_from));
  form.text("rest_deep_minutes", std::to_string(kept->rest_deep_minutes));
  form.text("quiet_from_hour", std::to_string(kept->quiet_from_hour));
  form.text("quiet_until_hour", std::to_string(kept->quiet_until_hour));
  set_sheet_limits(view, visit, *kept);
  view.show("saved", visit.request.query_value("saved") == "yes");
  return show(visit, "owner-limits", std::move(view), owner_status(error));
}

http::Response save_limits(Visit& visit) {
  auto number = [&](std::string_view name) {
    return read_number(visit.form.get(name)).value_or(-1);
  };
  auto kept = clinic::read_booking_limits(visit.site.clinic, visit.actor());
  if (!kept) return show_error(visit, kept.error());
  clinic::BookingLimits limits = *kept;
  limits.lead_minutes = number("lead_minutes");
  limits.horizon_days = number("horizon_days");
  limits.deep_minutes_a_day = number("deep_minutes_a_day");
  limits.rest_minutes = number("rest_minutes");
  auto take = [&](std::string_view name, int& value) {
    if (visit.form.has(name)) value = number(name);
  };
  take("deep_minutes_a_week", limits.deep_minutes_a_week);
  take("hands_on_minutes_a_week", limits.hands_on_minutes_a_week);
  take("client_deep_week", limits.client_deep_week);
  take("rest_long_from", limits.rest_long_from);
  take("rest_long_minutes", limits.rest_long_minutes);
  take("rest_deep_from", limits.rest_deep_from);
  take("rest_deep_minutes", limits.rest_deep_minutes);
  take("quiet_from_hour", limits.quiet_from_hour);
  take("quiet_until_hour", limits.quiet_until_hour);
  auto done = clinic::edit_booking_limits(visit.site.clinic, visit.actor(), limits);
  if (!done) return limits_page(visit, &done.error());
  return go(visit, "/owner/limits?saved=yes");
}

}  // namespace

void add_owner_limits(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/owner/limits",
              for_owner(site, [](Visit& v) { return limits_page(v); }), "owner"});
  router.add({http::Method::post, "/owner/limits", for_owner(site, save_limits), "owner"});
}

}  // namespace fascia::web
