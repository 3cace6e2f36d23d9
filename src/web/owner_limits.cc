// SPDX-License-Identifier: Apache-2.0
// What holds for every visit that is booked: how soon, how far ahead, how much deep work a day.
#include <algorithm>

#include "clinic/booking_limits.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

// What the protocol says of a therapist's load, beside the settings. Booking counts a deep visit
// with all of its minutes; of these only so many are at depth 4 and 5.
void set_sheet_limits(page::View& view, const Visit& visit, int day) {
  const care::PlanProtocol& plans = visit.site.clinic.plans;
  view.list("sheet_limits");
  for (const care::LoadLimit& one : plans.load)
    view.add("sheet_limits")
        .set("sheet_name", care::in_language(one.name, page::code(visit.language)))
        .set("sheet_warn", std::int64_t{one.warn})
        .set("sheet_hard", std::int64_t{one.hard});
  int deep = 0;
  for (const care::SessionLength& length : plans.lengths)
    if (length.booked > 0)
      deep = std::max(deep, (day * length.deep + length.booked - 1) / length.booked);
  view.set("sheet_deep",
           day == 0 ? visit.say("owner_limits.sheet_none")
                    : visit.say("owner_limits.sheet_deep",
                                {{"booked", std::to_string(day)}, {"deep", std::to_string(deep)}}));
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
  form.text("quiet_from_hour", std::to_string(kept->quiet_from_hour));
  form.text("quiet_until_hour", std::to_string(kept->quiet_until_hour));
  set_sheet_limits(view, visit, kept->deep_minutes_a_day);
  view.show("saved", visit.request.query_value("saved") == "yes");
  return show(visit, "owner-limits", std::move(view), owner_status(error));
}

http::Response save(Visit& visit) {
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
  if (visit.form.has("deep_minutes_a_week"))
    limits.deep_minutes_a_week = number("deep_minutes_a_week");
  if (visit.form.has("hands_on_minutes_a_week"))
    limits.hands_on_minutes_a_week = number("hands_on_minutes_a_week");
  if (visit.form.has("client_deep_week")) limits.client_deep_week = number("client_deep_week");
  if (visit.form.has("quiet_from_hour")) limits.quiet_from_hour = number("quiet_from_hour");
  if (visit.form.has("quiet_until_hour")) limits.quiet_until_hour = number("quiet_until_hour");
  auto done = clinic::edit_booking_limits(visit.site.clinic, visit.actor(), limits);
  if (!done) return limits_page(visit, &done.error());
  return go(visit, "/owner/limits?saved=yes");
}

}  // namespace

void add_owner_limits(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/owner/limits",
              for_owner(site, [](Visit& v) { return limits_page(v); }), "owner"});
  router.add({http::Method::post, "/owner/limits", for_owner(site, save), "owner"});
}

}  // namespace fascia::web
